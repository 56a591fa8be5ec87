(** lemma-4: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_4_6f784e4c : forall kl log_all log_root n_samples risk_gap root0 root1 root2 root3 : R,
  0 <= kl ->
  0 <= log_all ->
  0 <= log_root ->
  0 < n_samples ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  0 <= root3 ->
  (4 * risk_gap * root1 ^ 2 - 2 * root0 * root1 * root2 <= 0) ->
  (- log_all + log_root <= 0) ->
  (root0 ^ 2 - 2 = 0) ->
  (- n_samples + root1 ^ 2 = 0) ->
  (- kl - log_root + root2 ^ 2 = 0) ->
  (2 * root1 <> 0) ->
  (- kl - log_all + root3 ^ 2 = 0) ->
  (root1 <> 0) ->
  risk_gap * root1 ^ 2 - 4 * root1 * root3 <= 0.
Proof. intros. assert (A : root0 * root2 <= 2 * root3). { apply Rnot_lt_le. intros C. assert (0 <= root0 * root2) by (apply Rmult_le_pos; lra). assert ((2 * root3) ^ 2 < (root0 * root2) ^ 2) by nra. assert (E1 : (root0 * root2) ^ 2 = 2 * (kl + log_root)) by (replace ((root0 * root2) ^ 2) with (root0 ^ 2 * root2 ^ 2) by ring; replace (root0 ^ 2) with 2 by lra; lra). lra. } assert (B : root1 * (root0 * root2) <= root1 * (2 * root3)) by (apply Rmult_le_compat_l; lra). assert (0 <= root1 * root3) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma lemma_4_c3c15d85 : forall kl log_all log_four log_two n_samples risk_gap root0 root1 : R,
  0 <= kl ->
  0 <= log_all ->
  0 <= log_four ->
  0 <= log_two ->
  0 < n_samples ->
  0 <= root0 ->
  0 <= root1 ->
  (- kl - log_four + 2 * n_samples * risk_gap ^ 2 - risk_gap ^ 2 <= 0) ->
  (- log_all + log_four - log_two = 0) ->
  (0 <= log_all - log_two) ->
  (0 <= n_samples - 1) ->
  (- n_samples + root0 ^ 2 = 0) ->
  (- kl - log_all + root1 ^ 2 = 0) ->
  (root0 <> 0) ->
  risk_gap * root0 ^ 2 - 4 * root0 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : log_all = log_four - log_two) by lra; subst log_all; assert (known_1 : n_samples = root0^2) by lra; subst n_samples; assert (known_2 : kl = -log_four + log_two + root1^2) by lra; subst kl; assert (sign_0 : 0 <= log_four) by by_nra; assert (sign_1 : 0 <= log_two) by by_nra; assert (sign_3 : 0 < root0) by by_nra; assert (sign_4 : 0 <= root1) by by_nra; assert (given_0 : 0 <= (- log_four + log_two + root1 ^ 2)) by lra; assert (given_3 : 0 <= (log_two - 2 * risk_gap ^ 2 * root0 ^ 2 + risk_gap ^ 2 + root1 ^ 2)) by lra; assert (given_4 : 0 <= (log_four - 2 * log_two)) by lra; assert (given_5 : 0 <= (root0 ^ 2 - 1)) by lra; assert (given_6 : 0 < (risk_gap * root0 ^ 2 - 4 * root0 * root1)) by lra; pose proof (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof given_3; pose proof (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 2 sign_3))); pose proof (Rmult_le_pos _ _ given_5 (pow2_ge_0 (risk_gap ^ 1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_5) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof given_0; pose proof (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 3 sign_3))); pose proof (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 4 sign_3))); pose proof (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 2 sign_3))); pose proof (Rmult_le_pos _ _ given_5 (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_6) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_6) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ given_0 given_5); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_5) (Rlt_le _ _ (pow_lt _ 2 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_5) (Rlt_le _ _ (pow_lt _ 3 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_5) (Rlt_le _ _ (pow_lt _ 3 sign_3))); pose proof (Rmult_le_pos _ _ given_4 given_5); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 2 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 3 sign_3))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_6 given_6) (pow_lt _ 2 sign_3)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_6 given_6) (pow_lt _ 3 sign_3)); pose proof (pow2_ge_0 (- 2 * root0 ^ 2 * root1 + root0 * root1)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * root0 ^ 2 * root1 + root0 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- risk_gap / 2 + root0 ^ 2 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (risk_gap * root0 ^ 2 / 2 + root0 ^ 2 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (pow2_ge_0 (- risk_gap * root0 / 2 + risk_gap)); pose proof (pow2_ge_0 (- 2 * risk_gap * root0 ^ 3 + risk_gap * root0 ^ 2)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * root0 ^ 2 + root0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - root0 / 2)) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); lra]]. Qed.

Lemma lemma_4_a598f3ae : forall c n_samples tail : R,
  0 < n_samples ->
  0 < tail ->
  (c - 2 * n_samples + 1 = 0) ->
  (0 <= n_samples - 1) ->
  - 2 * c * tail + 2 * c - 4 * n_samples + 1 <= 0.
Proof. prepare. all: by_nra. Qed.

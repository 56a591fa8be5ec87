(** lemma-3: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_3_a_a9678c0f : forall root0 x : R,
  0 <= root0 ->
  0 < x ->
  (4 * x - 1 < 0) ->
  (root0 ^ 2 + x - 1 = 0) ->
  0 < - root0 ^ 3 - x + 1.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_3_a_c91651d5 : forall alpha log_x log_y : R,
  (log_x < 0) ->
  (0 < - log_x + log_y) ->
  (alpha * log_x - log_x + log_y = 0) ->
  (log_x <> 0) ->
  (- alpha * log_x + log_x - log_y = 0) /\ (0 < alpha).
Proof. prepare. all: by_nra. Qed.

Lemma lemma_3_b_e7abcf79 : forall root0 x : R,
  0 <= root0 ->
  0 < x ->
  (4 * x - 1 < 0) ->
  (root0 ^ 2 + x - 1 = 0) ->
  5 * root0 ^ 3 + 7 * x - 5 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : x = 1 - root0^2) by lra; subst x; assert (sign_0 : 0 <= root0) by by_nra; assert (given_0 : 0 < (1 - root0 ^ 2)) by lra; assert (given_1 : 0 < (4 * root0 ^ 2 - 3)) by lra; assert (given_2 : 0 < (5 * root0 ^ 3 - 7 * root0 ^ 2 + 2)) by lra; pose proof given_2; pose proof (Rmult_lt_0_compat _ _ given_0 given_1); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_1)) (pow_le _ 1 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_1)) (pow_le _ 3 sign_0)); pose proof (Rmult_lt_0_compat _ _ given_1 given_2); pose proof (Rmult_lt_0_compat _ _ given_2 given_2); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ given_2)) (pow_le _ 1 sign_0)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (1 - root0)) (pow_le _ 1 sign_0)); lra]]. Qed.

Lemma lemma_3_b_240ccebb : forall k root0 : R,
  0 <= k ->
  0 <= root0 ->
  (0 < k - 16) ->
  (- k + root0 ^ 2 = 0) ->
  (root0 <> 0) ->
  (4 * root0 <> 0) ->
  (- 4 * root0 ^ 2 + 16 * root0 < 0) /\ (0 < root0).
Proof. prepare. all: by_nra. Qed.

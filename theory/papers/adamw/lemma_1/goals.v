(** lemma-1: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_1_mu_v_51b343ca_false : ~ (forall beta_1 beta_2 c_inf c_s delta g g_2 n : R,
  0 < beta_1 ->
  0 < beta_2 ->
  0 <= c_inf ->
  0 <= c_s ->
  0 < delta ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (0 <= n) ->
  (- c_inf ^ 2 + n <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (- c_inf + g_2 <= 0) ->
  (0 <= c_inf + g_2) ->
  ((0 <= - c_s ^ 2 + g ^ 2) \/ (0 <= - c_s ^ 2 + g_2 ^ 2)) ->
  (- c_inf + c_s <= 0) ->
  (beta_2 * c_s ^ 2 * g ^ 2 - beta_2 * c_s ^ 2 * n + beta_2 * delta * g ^ 2 - beta_2 * delta * n + c_s ^ 2 * delta + c_s ^ 2 * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * c_s ^ 2 * g ^ 2 - beta_2 * c_s ^ 2 * n + beta_2 * delta * g ^ 2 - beta_2 * delta * n + c_s ^ 2 * delta + c_s ^ 2 * n + delta ^ 2 + delta * n <> 0) ->
  (- beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 - beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * delta * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * delta * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * c_s ^ 4 * g ^ 4 + 2 * beta_2 ^ 2 * c_s ^ 4 * g ^ 2 * n - beta_2 ^ 2 * c_s ^ 4 * n ^ 2 - 2 * beta_2 ^ 2 * c_s ^ 2 * delta * g ^ 4 + 4 * beta_2 ^ 2 * c_s ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_s ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * c_s ^ 2 * delta ^ 2 - 2 * beta_2 * c_inf ^ 2 * c_s ^ 2 * delta * n - beta_2 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * delta ^ 3 - 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n - beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * c_s ^ 4 * delta * g ^ 2 + beta_2 * c_s ^ 4 * delta * n - beta_2 * c_s ^ 4 * g ^ 2 * n + beta_2 * c_s ^ 4 * n ^ 2 - 2 * beta_2 * c_s ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 * c_s ^ 2 * delta ^ 2 * n - 2 * beta_2 * c_s ^ 2 * delta * g ^ 2 * n + 2 * beta_2 * c_s ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2 <= 0) /\ (0 <= beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 + beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * delta * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * delta * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * c_s ^ 4 * g ^ 4 + 2 * beta_2 ^ 2 * c_s ^ 4 * g ^ 2 * n - beta_2 ^ 2 * c_s ^ 4 * n ^ 2 - 2 * beta_2 ^ 2 * c_s ^ 2 * delta * g ^ 4 + 4 * beta_2 ^ 2 * c_s ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_s ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * c_s ^ 2 * delta ^ 2 + 2 * beta_2 * c_inf ^ 2 * c_s ^ 2 * delta * n + beta_2 * c_inf ^ 2 * c_s ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * delta ^ 3 + 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n + beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * c_s ^ 4 * delta * g ^ 2 + beta_2 * c_s ^ 4 * delta * n - beta_2 * c_s ^ 4 * g ^ 2 * n + beta_2 * c_s ^ 4 * n ^ 2 - 2 * beta_2 * c_s ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 * c_s ^ 2 * delta ^ 2 * n - 2 * beta_2 * c_s ^ 2 * delta * g ^ 2 * n + 2 * beta_2 * c_s ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2)).
Proof. intros goal; specialize (goal (1) (1 / 2) (1) (1) (1) (0) (1) (1)); refute goal. Qed.

Lemma lemma_1_1_4155aa07 : forall beta_1 beta_2 c_inf g m : R,
  0 < beta_1 ->
  0 < beta_2 ->
  0 <= c_inf ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (- c_inf + m <= 0) ->
  beta_1 * g - beta_1 * m - c_inf + m <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_1_a545a890 : forall beta_1 beta_2 c_inf g m : R,
  0 < beta_1 ->
  0 < beta_2 ->
  0 <= c_inf ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (0 <= c_inf + m) ->
  0 <= beta_1 * g - beta_1 * m + c_inf + m.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_1_83326f17 : forall beta_1 beta_2 c_inf g n : R,
  0 < beta_1 ->
  0 < beta_2 ->
  0 <= c_inf ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (- c_inf ^ 2 + n <= 0) ->
  beta_2 * g ^ 2 - beta_2 * n - c_inf ^ 2 + n <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < beta_1) by by_nra; assert (sign_1 : 0 < beta_2) by by_nra; assert (given_0 : 0 <= (c_inf - g)) by lra; assert (given_1 : 0 <= (c_inf + g)) by lra; assert (given_3 : 0 <= (1 - beta_2)) by lra; assert (given_4 : 0 <= (c_inf ^ 2 - n)) by lra; assert (given_5 : 0 < (beta_2 * g ^ 2 - beta_2 * n - c_inf ^ 2 + n)) by lra; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_5 (pow_lt _ 2 sign_0)) (pow_lt _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_4) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))); lra]]. Qed.

Lemma lemma_1_1_2a281b82 : forall beta_1 beta_2 g n : R,
  0 < beta_1 ->
  0 < beta_2 ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (0 <= n) ->
  0 <= beta_2 * g ^ 2 - beta_2 * n + n.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_1_cc28d011 : forall c_inf g : R,
  0 <= c_inf ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  - c_inf ^ 2 + g ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_1_009555ff : forall c_1 c_2 c_inf delta n root0 root1 root2 v : R,
  0 < c_1 ->
  0 < c_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  0 < v ->
  (0 <= n) ->
  (- c_inf ^ 2 + n <= 0) ->
  (- root0 + v = 0) ->
  (c_1 - root1 = 0) ->
  (c_2 - root2 = 0) ->
  (- delta - n + root0 ^ 2 = 0) ->
  (- delta + root1 ^ 2 = 0) ->
  (- c_inf ^ 2 - delta + root2 ^ 2 = 0) ->
  (- c_2 + v <= 0) /\ (0 <= - c_1 + v).
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_2_ef168195 : forall beta_2 delta g n : R,
  0 < beta_2 ->
  0 < delta ->
  (beta_2 * g ^ 2 + delta + n * (1 - beta_2) <> 0) ->
  (delta + n) / (beta_2 * g ^ 2 + delta + n * (1 - beta_2)) = beta_2 * (- g ^ 2 + n) / (beta_2 * g ^ 2 + delta + n * (1 - beta_2)) + 1.
Proof. prepare. all: by_field. Qed.

Lemma lemma_1_4_f96848a8 : forall p t_1 : R,
  0 < t_1 ->
  Rpower t_1 p * ln t_1 = Rpower t_1 p * ln t_1.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_1_4_4abda436 : forall mu_v t w : R,
  0 <= mu_v ->
  (- mu_v + t <= 0) ->
  (0 <= mu_v + t) ->
  (- t * w + t + w ^ 2 - 2 * w + 1 <= 0) ->
  (- mu_v + w - 1 <= 0) /\ (0 <= mu_v + w - 1).
Proof. prepare. all: by_nra. Qed.

Lemma lemma_1_a_bdf42ce1 : forall c_inf m : R,
  0 <= c_inf ->
  (- c_inf + m <= 0) ->
  (0 <= c_inf + m) ->
  (- c_inf + m <= 0) /\ (0 <= c_inf + m).
Proof. prepare. all: by_lra. Qed.

Lemma lemma_1_b_1ccb84b1 : forall c_inf n : R,
  0 <= c_inf ->
  (0 <= n) ->
  (- c_inf ^ 2 + n <= 0) ->
  - c_inf ^ 2 + n <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_1_c_8bfae079 : forall beta_2 c_inf delta g n : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  (0 = 0) ->
  (- beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * delta ^ 3 - 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n - beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2 <= 0) ->
  (0 <= beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * delta ^ 3 + 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n + beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2) ->
  (beta_2 * g ^ 2 - beta_2 * n + delta + n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (- beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * delta ^ 3 - 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n - beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2 <= 0) /\ (0 <= beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * delta ^ 3 + 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n + beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma lemma_1_c_5ed8a1e8 : forall mu_v v v_next w : R,
  0 <= mu_v ->
  0 < v ->
  0 < v_next ->
  (- mu_v + w - 1 <= 0) ->
  (0 <= mu_v + w - 1) ->
  (- v + v_next * w = 0) ->
  0 <= mu_v * v_next + v - v_next.
Proof. prepare. all: by_nra. Qed.

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

Lemma lemma_1_mu_v_cefbada2 : forall beta_1 beta_2 c_inf delta g n : R,
  0 < beta_1 ->
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (0 <= n) ->
  (- c_inf ^ 2 + n <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_2 - 1 <= 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (- beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * delta ^ 3 - 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n - beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2 <= 0) /\ (0 <= beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * delta ^ 3 + 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n + beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2).
Proof. intros. assert (G : 0 <= g ^ 2 <= c_inf ^ 2) by (split; [apply pow2_ge_0|nra]). set (D := n + delta + beta_2 * (g ^ 2 - n)). assert (E : delta <= D) by (unfold D; assert (0 <= beta_2 * g ^ 2) by (apply Rmult_le_pos; lra); assert (0 <= (1 - beta_2) * n) by (apply Rmult_le_pos; lra); lra). assert (K : c_inf ^ 2 * delta <= c_inf ^ 2 * D) by (apply Rmult_le_compat_l; lra). assert (A : 0 <= delta * D * beta_2 * (c_inf ^ 2 * D - delta * (n - g ^ 2))). { apply Rmult_le_pos; [repeat apply Rmult_le_pos; lra|]. assert (delta * (n - g ^ 2) <= delta * c_inf ^ 2) by (apply Rmult_le_compat_l; lra). lra. } assert (B : 0 <= delta * D * beta_2 * (c_inf ^ 2 * D + delta * (n - g ^ 2))). { apply Rmult_le_pos; [repeat apply Rmult_le_pos; lra|]. assert (delta * (g ^ 2 - n) <= delta * c_inf ^ 2) by (apply Rmult_le_compat_l; lra). lra. } unfold D in A, B. split; lra. Qed.

Lemma lemma_1_c_8f87170d : forall beta_2 c_inf delta g mu_v n t : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= mu_v ->
  (- beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 + 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n - beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 - beta_2 * c_inf ^ 2 * delta ^ 3 - 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n - beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2 <= 0) ->
  (0 <= beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 4 - 2 * beta_2 ^ 3 * c_inf ^ 2 * delta * g ^ 2 * n + beta_2 ^ 3 * c_inf ^ 2 * delta * n ^ 2 + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * g ^ 2 - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta ^ 2 * n + 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * g ^ 2 * n - 2 * beta_2 ^ 2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 ^ 2 * delta ^ 2 * g ^ 4 + 2 * beta_2 ^ 2 * delta ^ 2 * g ^ 2 * n - beta_2 ^ 2 * delta ^ 2 * n ^ 2 + beta_2 * c_inf ^ 2 * delta ^ 3 + 2 * beta_2 * c_inf ^ 2 * delta ^ 2 * n + beta_2 * c_inf ^ 2 * delta * n ^ 2 - beta_2 * delta ^ 3 * g ^ 2 + beta_2 * delta ^ 3 * n - beta_2 * delta ^ 2 * g ^ 2 * n + beta_2 * delta ^ 2 * n ^ 2) ->
  (beta_2 * g ^ 2 * t + beta_2 * g ^ 2 - beta_2 * n * t - beta_2 * n + delta * t + n * t = 0) ->
  (- beta_2 * c_inf ^ 2 + delta * mu_v = 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * delta * g ^ 2 - beta_2 * delta * n + delta ^ 2 + delta * n <> 0) ->
  (beta_2 * g ^ 2 - beta_2 * n + delta + n <> 0) ->
  (- mu_v + t <= 0) /\ (0 <= mu_v + t).
Proof. intros. set (D := n + delta + beta_2 * (g ^ 2 - n)) in *. assert (T : beta_2 * (n - g ^ 2) = t * D) by (unfold D; lra). assert (U : beta_2 * c_inf ^ 2 = delta * mu_v) by lra. assert (N : 0 < (delta * D) ^ 2) by (rewrite <- Rsqr_pow2; apply Rsqr_pos_lt; unfold D; intros Z; lra). assert (P : (delta * D) ^ 2 * (t - mu_v) <= 0). { replace ((delta * D) ^ 2 * (t - mu_v)) with (delta * D * (delta * (t * D) - delta * mu_v * D)) by ring. rewrite <- T, <- U. unfold D. lra. } assert (Q : 0 <= (delta * D) ^ 2 * (t + mu_v)). { replace ((delta * D) ^ 2 * (t + mu_v)) with (delta * D * (delta * (t * D) + delta * mu_v * D)) by ring. rewrite <- T, <- U. unfold D. lra. } split. - apply Rnot_lt_le; intros C. assert (0 < t - mu_v) by lra. pose proof (Rmult_lt_0_compat _ _ N H10). lra. - apply Rnot_lt_le; intros C. assert (X : 0 < - (mu_v + t)) by lra. pose proof (Rmult_lt_0_compat _ _ N X). lra. Qed.

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

(** theorem-4: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_4_2_da7b9a27_false : ~ (forall L T b beta_1 c_1 c_2 choice2 eps_k eps_prev eta mu root0 root1 sigma : R,
  0 < L ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < eps_prev ->
  0 < eta ->
  0 < mu ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  (- 2 * eps_k + eps_prev = 0) ->
  (c_1 - c_2 <= 0) ->
  (beta_1 - 1 < 0) ->
  (- 24 * b * c_1 * c_2 * eps_k * mu * sigma ^ 2 + 576 * beta_1 * c_2 ^ 2 * sigma ^ 4 <= 0) ->
  (4 * L ^ 2 * beta_1 ^ 2 * eta * root1 ^ 2 - 8 * L ^ 2 * beta_1 * eta * root1 ^ 2 + 4 * L ^ 2 * eta * root1 ^ 2 + 2 * L * beta_1 ^ 2 * root0 ^ 3 * root1 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (0 <= T - choice2) ->
  (24 * c_2 * sigma ^ 2 <> 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (- 2 * L * beta_1 * root1 + 2 * L * root1 <> 0) ->
  (0 <= beta_1 * c_1 * choice2 * eps_k - 8 * c_2 * eps_prev) ->
  (0 <= - 16 * c_2 * eps_prev + choice2 * eps_k * eta * mu) ->
  ((- 16 * c_2 * eps_prev + choice2 * eps_k * eta * mu = 0) \/ (beta_1 * c_1 * choice2 * eps_k - 8 * c_2 * eps_prev = 0)) ->
  - T * b * beta_1 * c_1 * eps_k * eta * mu + 8 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 + 16 * b * beta_1 * c_1 * c_2 * eps_prev + 8 * b * c_2 * eps_prev * eta * mu <= 0).
Proof. intros goal; specialize (goal (1) (1536) (1) (1 / 24) (1) (1) (1536) (1) (2) (1 / 48) (1) (1) (1) (1)); refute goal. Qed.

Lemma theorem_4_3_4331c9f0 : forall gap_F_k grad_F_k_sq mu : R,
  0 <= grad_F_k_sq ->
  0 < mu ->
  (2 * gap_F_k * mu - grad_F_k_sq <= 0) ->
  2 * gap_F_k * mu - grad_F_k_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_3_46cd6b5f : forall eps_k gap_F_k grad_F_k_sq mu u_sq : R,
  0 < eps_k ->
  0 <= grad_F_k_sq ->
  0 < mu ->
  0 <= u_sq ->
  (2 * gap_F_k * mu - grad_F_k_sq <= 0) ->
  (- eps_k * mu + 8 * grad_F_k_sq + 2 * u_sq <= 0) ->
  - eps_k + gap_F_k <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_3_193bcdf0 : forall eps_k grad_F_k_sq m_err_sq mu u_sq : R,
  0 < eps_k ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 < mu ->
  0 <= u_sq ->
  (- 2 * grad_F_k_sq + m_err_sq - 2 * u_sq <= 0) ->
  (- eps_k * mu + 8 * grad_F_k_sq + 2 * u_sq <= 0) ->
  - eps_k * mu + m_err_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_4_73009d7b : forall eps_k mu : R,
  0 < eps_k ->
  0 < mu ->
  eps_k * mu = eps_k * mu.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_5_87bb2c55 : forall eps_0 eps_stage power : R,
  0 < eps_0 ->
  0 < eps_stage ->
  0 < power ->
  (- 2 * eps_0 + eps_stage * power <= 0) ->
  - 4 * eps_0 + 2 * eps_stage * power - 2 * eps_stage <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_constant_91ed4182 : forall L c_1 c_2 eps_k mu sigma : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  1536 * L * sqrt c_2 ^ 5 * sigma ^ 2 / (sqrt c_1 ^ 5 * eps_k * mu ^ 2) = 1536 * L * sqrt c_2 ^ 5 * sigma ^ 2 / (sqrt c_1 ^ 5 * eps_k * mu ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_constant_92d0f240 : forall c_1 c_2 eps_k mu sigma : R,
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  384 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu) = 384 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_constant_fa485c84 : forall X eps_0 eps_stage power : R,
  0 < X ->
  0 < eps_0 ->
  0 < eps_stage ->
  0 < power ->
  (- 2 * eps_0 + eps_stage * power <= 0) ->
  - 4 * X * eps_0 + 2 * X * eps_stage * power - 2 * X * eps_stage <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_constant_680616b4 : forall eps_k gap_F_k : R,
  0 < eps_k ->
  (- eps_k + gap_F_k <= 0) ->
  - eps_k + gap_F_k <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_eps_0_4a9f6f18_false : ~ (forall Delta M_0 b eps_0 mu sigma : R,
  0 <= Delta ->
  0 <= M_0 ->
  0 < b ->
  0 < eps_0 ->
  0 < mu ->
  0 <= sigma ->
  (- Delta + eps_0 = 0) ->
  (M_0 * b - sigma ^ 2 = 0) ->
  M_0 - eps_0 * mu <= 0).
Proof. intros goal; specialize (goal (1) (4) (1) (1) (1) (2)); refute goal. Qed.

Lemma theorem_4_K_10e9be33_false : ~ (forall eps_0 eps_stage power : R,
  0 < eps_0 ->
  0 < eps_stage ->
  0 < power ->
  (0 <= eps_stage * power - 1) ->
  eps_0 - eps_stage * power <= 0).
Proof. intros goal; specialize (goal (4) (1 / 2) (2)); refute goal. Qed.

Lemma theorem_4_beta_1_83b9993b : forall b beta_1 c_1 c_2 eps_k mu sigma : R,
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  (- 24 * b * c_1 * c_2 * eps_k * mu * sigma ^ 2 + 576 * beta_1 * c_2 ^ 2 * sigma ^ 4 <= 0) ->
  (24 * c_2 * sigma ^ 2 <> 0) ->
  - b * c_1 * eps_k * mu + 24 * beta_1 * c_2 * sigma ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_eta_1db81afa_false : ~ (forall L beta_1 c_1 c_2 eta lambda root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (4 * L ^ 2 * beta_1 ^ 2 * eta * root1 ^ 2 - 8 * L ^ 2 * beta_1 * eta * root1 ^ 2 + 4 * L ^ 2 * eta * root1 ^ 2 + 2 * L * beta_1 ^ 2 * root0 ^ 3 * root1 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (beta_1 - 1 < 0) ->
  (c_1 - c_2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (- 2 * L * beta_1 * root1 + 2 * L * root1 <> 0) ->
  2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0).
Proof. intros goal; specialize (goal (1) (1 / 2) (1) (1) (1 / 2) (1) (1) (1)); refute goal. Qed.

Lemma theorem_4_gamma_1_0c5aedd6_false : ~ (forall L b c_1 c_2 eps_k gamma root0 root1 root2 root3 root4 sigma : R,
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < gamma ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  0 <= root3 ->
  0 <= root4 ->
  0 <= sigma ->
  (gamma * root2 * sigma - root0 * root1 * root3 * root4 = 0) ->
  (c_1 - c_2 <= 0) ->
  (- L + root0 ^ 2 = 0) ->
  (- b + root1 ^ 2 = 0) ->
  (- c_1 + root2 ^ 4 = 0) ->
  (- c_2 + root3 ^ 4 = 0) ->
  (- eps_k + root4 ^ 2 = 0) ->
  (root2 * sigma <> 0) ->
  gamma - 1 <= 0).
Proof. intros goal; specialize (goal (1) (1) (1) (1) (4) (2) (1) (1) (1) (1) (2) (1)); refute goal. Qed.

Lemma theorem_4_1_58d59c0b : forall F_k_0 F_k_next F_star G_0 G_T M_0 beta_1 c_1 decay_star eps_prev eta gap_start m_err_sq_next mu share : R,
  0 <= M_0 ->
  0 < beta_1 ->
  0 < c_1 ->
  0 <= decay_star ->
  0 < eps_prev ->
  0 < eta ->
  0 <= m_err_sq_next ->
  0 < mu ->
  0 <= share ->
  (- 2 * F_k_0 * beta_1 * c_1 + 2 * G_0 * beta_1 * c_1 - M_0 * eta = 0) ->
  (- eps_prev + gap_start <= 0) ->
  (M_0 - eps_prev * mu <= 0) ->
  (F_k_0 - F_star - gap_start - share = 0) ->
  (- decay_star + share <= 0) ->
  (- 2 * F_k_next * beta_1 * c_1 + 2 * G_T * beta_1 * c_1 - eta * m_err_sq_next = 0) ->
  (0 <= 2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next) ->
  2 * G_0 * beta_1 * c_1 - 2 * G_T * beta_1 * c_1 - 2 * beta_1 * c_1 * decay_star - 2 * beta_1 * c_1 * eps_prev - eps_prev * eta * mu <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : F_k_0 = F_star + gap_start + share) by lra; subst F_k_0; assert (sign_4 : 0 <= M_0) by by_nra; assert (sign_5 : 0 < beta_1) by by_nra; assert (sign_6 : 0 < c_1) by by_nra; assert (sign_8 : 0 < eps_prev) by by_nra; assert (sign_9 : 0 < eta) by by_nra; assert (sign_12 : 0 < mu) by by_nra; assert (given_0 : (- 2 * F_star * beta_1 * c_1 + 2 * G_0 * beta_1 * c_1 - M_0 * eta - 2 * beta_1 * c_1 * gap_start - 2 * beta_1 * c_1 * share) = 0) by lra; assert (given_1 : 0 <= (eps_prev - gap_start)) by lra; assert (given_2 : 0 <= (- M_0 + eps_prev * mu)) by lra; assert (given_3 : 0 <= (decay_star - share)) by lra; assert (given_4 : (- 2 * F_k_next * beta_1 * c_1 + 2 * G_T * beta_1 * c_1 - eta * m_err_sq_next) = 0) by lra; assert (given_5 : 0 <= (2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next)) by lra; assert (given_6 : 0 < (2 * G_0 * beta_1 * c_1 - 2 * G_T * beta_1 * c_1 - 2 * beta_1 * c_1 * decay_star - 2 * beta_1 * c_1 * eps_prev - eps_prev * eta * mu)) by lra; pose proof (Rmult_eq_compat_r ((eps_prev * mu)) _ _ given_0); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 1 sign_9))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (Rlt_le _ _ (pow_lt _ 1 sign_12))); pose proof (Rmult_eq_compat_r ((eps_prev * mu)) _ _ given_4); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ (pow_lt _ 1 sign_8))) (Rlt_le _ _ (pow_lt _ 1 sign_12))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_6 (pow_lt _ 1 sign_8)) (pow_lt _ 1 sign_12)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (Rlt_le _ _ (pow_lt _ 1 sign_9))); lra]]. Qed.

Lemma theorem_4_1_41d7b550 : forall G_0 G_T G_now S_T T b beta_1 c_1 c_2 decay_star eps_prev eta grad_F_k_sq mu sigma u_sq : R,
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_prev ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 < mu ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 2 * G_0 * b * c_1 + 2 * G_now * b * c_1 + 2 * S_T * b * c_1 - T * beta_1 * eta * sigma ^ 2 <= 0) ->
  (- G_T + G_now = 0) ->
  (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq = 0) ->
  (2 * G_0 * beta_1 * c_1 - 2 * G_T * beta_1 * c_1 - 2 * beta_1 * c_1 * decay_star - 2 * beta_1 * c_1 * eps_prev - eps_prev * eta * mu <= 0) ->
  4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_star - 8 * b * beta_1 * c_1 * c_2 * eps_prev - 4 * b * c_2 * eps_prev * eta * mu <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : G_T = G_now) by lra; subst G_T; assert (sign_4 : 0 < b) by by_nra; assert (sign_5 : 0 < beta_1) by by_nra; assert (sign_6 : 0 < c_1) by by_nra; assert (sign_7 : 0 < c_2) by by_nra; assert (given_0 : 0 <= (2 * G_0 * b * c_1 - 2 * G_now * b * c_1 - 2 * S_T * b * c_1 + T * beta_1 * eta * sigma ^ 2)) by lra; assert (given_1 : (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq) = 0) by lra; assert (given_2 : 0 <= (- 2 * G_0 * beta_1 * c_1 + 2 * G_now * beta_1 * c_1 + 2 * beta_1 * c_1 * decay_star + 2 * beta_1 * c_1 * eps_prev + eps_prev * eta * mu)) by lra; assert (given_3 : 0 < (4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_star - 8 * b * beta_1 * c_1 * c_2 * eps_prev - 4 * b * c_2 * eps_prev * eta * mu)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof (Rmult_eq_compat_r ((b * beta_1 * c_1)) _ _ given_1); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof given_3; lra]]. Qed.

Lemma theorem_4_2_0d0cb3a0 : forall T c_2 decay_star eps_k eps_prev eta mu : R,
  0 < T ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 < eps_prev ->
  0 < eta ->
  0 < mu ->
  (0 <= T * eps_k * eta * mu - 48 * c_2 * decay_star - 48 * c_2 * eps_prev) ->
  - T * eps_k * eta * mu + 48 * c_2 * decay_star + 48 * c_2 * eps_prev <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_2_27b418b4 : forall T beta_1 c_1 c_2 eps_k eps_prev mu : R,
  0 < T ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < eps_prev ->
  0 < mu ->
  (0 <= T * beta_1 * c_1 * eps_k - 24 * c_2 * eps_prev) ->
  - T * beta_1 * c_1 * eps_k * mu + 24 * c_2 * eps_prev * mu <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_2_3fef2392 : forall T b beta_1 c_1 c_2 decay_star eps_k eps_prev eta grad_F_k_sq mu sigma u_sq : R,
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 < eps_prev ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 < mu ->
  0 <= sigma ->
  0 <= u_sq ->
  (4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_star - 8 * b * beta_1 * c_1 * c_2 * eps_prev - 4 * b * c_2 * eps_prev * eta * mu <= 0) ->
  (- T * eps_k * eta * mu + 48 * c_2 * decay_star + 48 * c_2 * eps_prev <= 0) ->
  (- T * beta_1 * c_1 * eps_k * mu + 24 * c_2 * eps_prev * mu <= 0) ->
  (- b * c_1 * eps_k * mu + 24 * beta_1 * c_2 * sigma ^ 2 <= 0) ->
  - eps_k * mu + 8 * grad_F_k_sq + 2 * u_sq <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < T) by by_nra; assert (sign_1 : 0 < b) by by_nra; assert (sign_2 : 0 < beta_1) by by_nra; assert (sign_3 : 0 < c_1) by by_nra; assert (sign_4 : 0 < c_2) by by_nra; assert (sign_5 : 0 <= decay_star) by by_nra; assert (sign_6 : 0 < eps_k) by by_nra; assert (sign_7 : 0 < eps_prev) by by_nra; assert (sign_8 : 0 < eta) by by_nra; assert (sign_9 : 0 <= grad_F_k_sq) by by_nra; assert (sign_10 : 0 < mu) by by_nra; assert (sign_12 : 0 <= u_sq) by by_nra; assert (given_0 : 0 <= (- 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq - T * b * beta_1 * c_1 * eta * u_sq + 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 + 8 * b * beta_1 * c_1 * c_2 * decay_star + 8 * b * beta_1 * c_1 * c_2 * eps_prev + 4 * b * c_2 * eps_prev * eta * mu)) by lra; assert (given_1 : 0 <= (T * eps_k * eta * mu - 48 * c_2 * decay_star - 48 * c_2 * eps_prev)) by lra; assert (given_2 : 0 <= (T * beta_1 * c_1 * eps_k * mu - 24 * c_2 * eps_prev * mu)) by lra; assert (given_3 : 0 <= (b * c_1 * eps_k * mu - 24 * beta_1 * c_2 * sigma ^ 2)) by lra; assert (given_4 : 0 < (- eps_k * mu + 8 * grad_F_k_sq + 2 * u_sq)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_10))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 1 sign_12)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_12)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (Rlt_le _ _ (pow_lt _ 1 sign_10))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_4)) (pow_lt _ 1 sign_7)) (pow_lt _ 1 sign_8)) (pow_lt _ 1 sign_10)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)) (pow_lt _ 1 sign_3)) (pow_lt _ 1 sign_4)) (pow_lt _ 1 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (pow_le _ 1 sign_5)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_0)) (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)) (pow_lt _ 1 sign_3)) (pow_lt _ 1 sign_6)) (pow_lt _ 1 sign_8)) (pow_lt _ 1 sign_10)); lra]]. Qed.

Lemma theorem_4_3_e27dfd33 : forall X gap_F_k mu x_0 : R,
  0 < X ->
  0 < mu ->
  0 < x_0 ->
  (- X ^ 2 + 2 * gap_F_k * mu <= 0) ->
  (0 <= 2 * gap_F_k - mu * x_0 ^ 2) ->
  - X ^ 2 + mu ^ 2 * x_0 ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_4_58ccc324 : forall H_0 H_1 M_first M_second U_0 U_1 eps_k eta eta_k mu : R,
  0 <= H_0 ->
  0 <= H_1 ->
  0 <= M_first ->
  0 <= M_second ->
  0 <= U_0 ->
  0 <= U_1 ->
  0 < eps_k ->
  0 < eta ->
  0 < eta_k ->
  0 < mu ->
  (8 * H_0 * eta + 8 * H_1 * eta_k + 2 * U_0 * eta + 2 * U_1 * eta_k - eps_k * eta * mu - eps_k * eta_k * mu <= 0) ->
  (- 2 * H_0 + M_first - 2 * U_0 <= 0) ->
  (- 2 * H_1 + M_second - 2 * U_1 <= 0) ->
  M_first * eta + M_second * eta_k - eps_k * eta * mu - eps_k * eta_k * mu <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_constant_a3b1d05e : forall L c_1 c_2 decay_star eps_k lambda mu sigma : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 <= lambda ->
  0 < mu ->
  0 <= sigma ->
  1152 * sqrt c_2 ^ 5 * sigma ^ 2 * (2 * L + 2 * c_1 * lambda) * (decay_star + 2 * eps_k) / (sqrt c_1 ^ 5 * eps_k ^ 2 * mu ^ 2) = 2304 * sqrt c_2 ^ 5 * sigma ^ 2 * (L + c_1 * lambda) * (decay_star / eps_k + 2) / (sqrt c_1 ^ 5 * eps_k * mu ^ 2).
Proof. prepare. all: by_field. Qed.

Lemma theorem_4_constant_d18ee70c : forall c_1 c_2 eps_k mu sigma : R,
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  1152 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu) = 1152 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_decaying_325c221d : forall L b c_1 c_2 decay_star eps_k lambda mu sigma : R,
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 <= lambda ->
  0 < mu ->
  0 <= sigma ->
  400 * sqrt c_2 ^ 5 * sigma ^ 2 * (L + c_1 * lambda) * (decay_star + 2 * eps_k) / (b * sqrt c_1 ^ 5 * eps_k ^ 2 * mu ^ 2) = 400 * sqrt c_2 ^ 5 * sigma ^ 2 * (L + c_1 * lambda) * (decay_star / eps_k + 2) / (b * sqrt c_1 ^ 5 * eps_k * mu ^ 2).
Proof. prepare. all: by_field. Qed.

Lemma theorem_4_decaying_fe802b45 : forall L b c_1 c_2 decay_star eps_k lambda mu sigma : R,
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 <= lambda ->
  0 < mu ->
  0 <= sigma ->
  6400 * sqrt c_2 ^ 5 * sigma ^ 2 * (L + c_1 * lambda) * (decay_star + 2 * eps_k) / (b * sqrt c_1 ^ 5 * eps_k ^ 2 * mu ^ 2) = 6400 * sqrt c_2 ^ 5 * sigma ^ 2 * (L + c_1 * lambda) * (decay_star / eps_k + 2) / (b * sqrt c_1 ^ 5 * eps_k * mu ^ 2).
Proof. prepare. all: by_field. Qed.

Lemma theorem_4_decaying_4443b0a8 : forall c_1 c_2 : R,
  0 < c_1 ->
  0 < c_2 ->
  1600 * c_2 ^ 2 / c_1 ^ 2 = 1600 * c_2 ^ 2 / c_1 ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_decaying_dba9f96c : forall L c_1 c_2 decay_star eps_k lambda mu sigma : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 <= lambda ->
  0 < mu ->
  0 <= sigma ->
  (- L + mu <= 0) ->
  (c_1 - c_2 <= 0) ->
  - 400 * L ^ 2 * c_2 ^ 4 * decay_star ^ 2 * sigma ^ 2 - 1600 * L ^ 2 * c_2 ^ 4 * decay_star * eps_k * sigma ^ 2 - 1600 * L ^ 2 * c_2 ^ 4 * eps_k ^ 2 * sigma ^ 2 - 800 * L * c_1 * c_2 ^ 4 * decay_star ^ 2 * lambda * sigma ^ 2 - 3200 * L * c_1 * c_2 ^ 4 * decay_star * eps_k * lambda * sigma ^ 2 - 3200 * L * c_1 * c_2 ^ 4 * eps_k ^ 2 * lambda * sigma ^ 2 - 400 * c_1 ^ 2 * c_2 ^ 4 * decay_star ^ 2 * lambda ^ 2 * sigma ^ 2 - 1600 * c_1 ^ 2 * c_2 ^ 4 * decay_star * eps_k * lambda ^ 2 * sigma ^ 2 - 1600 * c_1 ^ 2 * c_2 ^ 4 * eps_k ^ 2 * lambda ^ 2 * sigma ^ 2 + 1600 * c_1 * c_2 ^ 3 * eps_k ^ 2 * mu ^ 2 * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < c_1) by by_nra; assert (sign_2 : 0 < c_2) by by_nra; assert (sign_3 : 0 <= decay_star) by by_nra; assert (sign_4 : 0 < eps_k) by by_nra; assert (sign_5 : 0 <= lambda) by by_nra; assert (sign_6 : 0 < mu) by by_nra; assert (sign_7 : 0 <= sigma) by by_nra; assert (given_0 : 0 <= (L - mu)) by lra; assert (given_1 : 0 <= (- c_1 + c_2)) by lra; assert (given_2 : 0 < (- 400 * L ^ 2 * c_2 ^ 4 * decay_star ^ 2 * sigma ^ 2 - 1600 * L ^ 2 * c_2 ^ 4 * decay_star * eps_k * sigma ^ 2 - 1600 * L ^ 2 * c_2 ^ 4 * eps_k ^ 2 * sigma ^ 2 - 800 * L * c_1 * c_2 ^ 4 * decay_star ^ 2 * lambda * sigma ^ 2 - 3200 * L * c_1 * c_2 ^ 4 * decay_star * eps_k * lambda * sigma ^ 2 - 3200 * L * c_1 * c_2 ^ 4 * eps_k ^ 2 * lambda * sigma ^ 2 - 400 * c_1 ^ 2 * c_2 ^ 4 * decay_star ^ 2 * lambda ^ 2 * sigma ^ 2 - 1600 * c_1 ^ 2 * c_2 ^ 4 * decay_star * eps_k * lambda ^ 2 * sigma ^ 2 - 1600 * c_1 ^ 2 * c_2 ^ 4 * eps_k ^ 2 * lambda ^ 2 * sigma ^ 2 + 1600 * c_1 * c_2 ^ 3 * eps_k ^ 2 * mu ^ 2 * sigma ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 2 sign_1)) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (pow_le _ 2 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 2 sign_1)) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (pow_le _ 2 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 2 sign_1)) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 2 sign_3)) (pow_le _ 2 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (pow_le _ 1 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (pow_le _ 1 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 2 sign_3)) (pow_le _ 1 sign_5)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (pow_le _ 2 sign_3)) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 4 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 1 sign_6)); lra]]. Qed.

Lemma theorem_4_decaying_88535682 : forall b c_1 c_2 decay_star eps_k mu sigma : R,
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  (sigma <> 0) ->
  b ^ 2 * c_1 ^ 2 * eps_k * mu ^ 2 * (decay_star + 2 * eps_k) / (c_2 ^ 2 * sigma ^ 4 * (decay_star / eps_k + 2)) = b ^ 2 * c_1 ^ 2 * eps_k ^ 2 * mu ^ 2 / (c_2 ^ 2 * sigma ^ 4).
Proof. prepare. all: by_field. Qed.

Lemma theorem_4_decaying_3a72c038 : forall X eps_0 eps_stage power : R,
  0 < X ->
  0 < eps_0 ->
  0 < eps_stage ->
  0 < power ->
  (- 2 * eps_0 + eps_stage * power <= 0) ->
  - 16 * X * eps_0 ^ 2 + 4 * X * eps_stage ^ 2 * power ^ 2 - 4 * X * eps_stage ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < X) by by_nra; assert (sign_1 : 0 < eps_0) by by_nra; assert (sign_2 : 0 < eps_stage) by by_nra; assert (sign_3 : 0 < power) by by_nra; assert (given_0 : 0 <= (2 * eps_0 - eps_stage * power)) by lra; assert (given_1 : 0 < (- 16 * X * eps_0 ^ 2 + 4 * X * eps_stage ^ 2 * power ^ 2 - 4 * X * eps_stage ^ 2)) by lra; pose proof (Rmult_lt_0_compat _ _ (pow_lt _ 1 sign_0) (pow_lt _ 2 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))); pose proof given_1; lra]]. Qed.

Lemma theorem_4_eps_0_eba7e0f1 : forall Delta b decay_0 eps_0 gap_F_k mu sigma : R,
  0 <= Delta ->
  0 < b ->
  0 <= decay_0 ->
  0 < eps_0 ->
  0 < mu ->
  0 <= sigma ->
  (0 <= - Delta - decay_0 + eps_0) ->
  (0 <= b * eps_0 * mu - sigma ^ 2) ->
  (- Delta - decay_0 + gap_F_k <= 0) ->
  - eps_0 + gap_F_k <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_eps_0_43b63b66 : forall Delta b decay_0 eps_0 m_err_sq mu sigma : R,
  0 <= Delta ->
  0 < b ->
  0 <= decay_0 ->
  0 < eps_0 ->
  0 <= m_err_sq ->
  0 < mu ->
  0 <= sigma ->
  (0 <= - Delta - decay_0 + eps_0) ->
  (0 <= b * eps_0 * mu - sigma ^ 2) ->
  (b * m_err_sq - sigma ^ 2 <= 0) ->
  - eps_0 * mu + m_err_sq <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_K_912a5c87 : forall eps_0 eps_stage power : R,
  0 < eps_0 ->
  0 < eps_stage ->
  0 < power ->
  (0 <= - eps_0 + eps_stage * power) ->
  eps_0 - eps_stage * power <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_K_4d8b09b4 : forall eps_0 eps_k eps_stage gap_F_k power : R,
  0 < eps_0 ->
  0 < eps_k ->
  0 < eps_stage ->
  0 < power ->
  (- eps_k + gap_F_k <= 0) ->
  (- eps_0 + eps_k * power = 0) ->
  (eps_0 - eps_stage * power <= 0) ->
  - eps_stage + gap_F_k <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_eta_a20a48a5 : forall L beta_1 c_1 c_2 eta lambda root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 + 8 * L * c_1 * eta * lambda * root1 ^ 2 - 2 * beta_1 * c_1 * lambda * root0 ^ 3 * root1 + 4 * c_1 ^ 2 * eta * lambda ^ 2 * root1 ^ 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 + 2 * c_1 * lambda * root1 <> 0) ->
  2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0.
Proof. intros. assert (p1 : 0 < root1) by nra. assert (B : root0 <= root1) by (apply Rnot_lt_le; intros C; assert (root1 ^ 2 < root0 ^ 2) by nra; lra). assert (R : root0 ^ 3 <= c_1 * root1). { replace (root0 ^ 3) with (c_1 * root0) by (replace c_1 with (root0 ^ 2) by lra; ring). apply Rmult_le_compat_l; lra. } assert (0 <= root0 ^ 3) by (apply pow_le; lra). assert (R' : beta_1 * root0 ^ 3 <= c_1 * root1) by (apply Rle_trans with (1 * root0 ^ 3); [apply Rmult_le_compat_r; lra|lra]). assert (M : 0 < L + c_1 * lambda) by (assert (0 <= c_1 * lambda) by (apply Rmult_le_pos; lra); lra). assert (Q : 2 * (L + c_1 * lambda) * root1 * (2 * eta * (L + c_1 * lambda) * root1 - beta_1 * root0 ^ 3) <= 0) by lra. assert (W : 0 < 2 * (L + c_1 * lambda) * root1) by (repeat apply Rmult_lt_0_compat; lra). assert (2 * eta * (L + c_1 * lambda) * root1 - beta_1 * root0 ^ 3 <= 0) by (apply Rnot_lt_le; intros C; assert (0 < 2 * (L + c_1 * lambda) * root1 * (2 * eta * (L + c_1 * lambda) * root1 - beta_1 * root0 ^ 3)) by (apply Rmult_lt_0_compat; lra); lra). assert (root1 * (2 * eta * (L + c_1 * lambda)) <= root1 * c_1) by lra. assert (2 * eta * (L + c_1 * lambda) <= c_1) by (apply (Rmult_le_reg_l root1); lra). lra. Qed.

Lemma theorem_4_eta_edccca50 : forall L beta_1 c_1 c_2 eta lambda root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 + 8 * L * c_1 * eta * lambda * root1 ^ 2 - 2 * beta_1 * c_1 * lambda * root0 ^ 3 * root1 + 4 * c_1 ^ 2 * eta * lambda ^ 2 * root1 ^ 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 + 2 * c_1 * lambda * root1 <> 0) ->
  (root1 <> 0) ->
  - 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_1) by by_nra; assert (sign_2 : 0 < eta) by by_nra; assert (sign_3 : 0 <= lambda) by by_nra; assert (sign_4 : 0 < root0) by by_nra; assert (sign_5 : 0 < root1) by by_nra; assert (given_0 : 0 < (root1 ^ 2)) by lra; assert (given_2 : 0 <= (- 4 * L ^ 2 * eta * root1 ^ 2 + 2 * L * beta_1 * root0 ^ 3 * root1 - 8 * L * eta * lambda * root0 ^ 2 * root1 ^ 2 + 2 * beta_1 * lambda * root0 ^ 5 * root1 - 4 * eta * lambda ^ 2 * root0 ^ 4 * root1 ^ 2)) by lra; assert (given_3 : 0 <= (1 - beta_1)) by lra; assert (given_4 : 0 < (- 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_1)) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 5 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_1)) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 2 sign_3)) (Rlt_le _ _ (pow_lt _ 4 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_5))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_0 (pow_lt _ 2 sign_0)) (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)); pose proof given_2; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 2 sign_3)) (Rlt_le _ _ (pow_lt _ 4 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 1 sign_3)) (Rlt_le _ _ (pow_lt _ 2 sign_4))); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_0)); lra]]. Qed.

Lemma theorem_4_T_k_ceab87cd : forall B_sq G_0 G_T G_now L S_ S_T b c_1 c_2 decay_star eps_prev grad_F_k_sq lambda mu root0 root1 sigma u_sq : R,
  0 <= B_sq ->
  0 < L ->
  0 < S_ ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_star ->
  0 < eps_prev ->
  0 <= grad_F_k_sq ->
  0 <= lambda ->
  0 < mu ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 4 * B_sq * L * b * root0 * root1 * sigma ^ 2 - 4 * B_sq * b * c_1 * lambda * root0 * root1 * sigma ^ 2 - 16 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * G_0 * L * b ^ 2 * c_1 * lambda * root1 ^ 2 - 16 * G_0 * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * G_now * L ^ 2 * b ^ 2 * root1 ^ 2 + 32 * G_now * L * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * G_now * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * L ^ 2 * S_T * b ^ 2 * root1 ^ 2 + 32 * L * S_T * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * S_T * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 <= 0) ->
  (- G_T + G_now = 0) ->
  (- 4 * S_ * grad_F_k_sq - S_ * u_sq + 8 * S_T * c_2 = 0) ->
  (16 * G_0 * L ^ 2 * root1 ^ 2 + 32 * G_0 * L * c_1 * lambda * root1 ^ 2 + 16 * G_0 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 - 16 * G_T * L ^ 2 * root1 ^ 2 - 32 * G_T * L * c_1 * lambda * root1 ^ 2 - 16 * G_T * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 - 16 * L ^ 2 * decay_star * root1 ^ 2 - 16 * L ^ 2 * eps_prev * root1 ^ 2 - 32 * L * c_1 * decay_star * lambda * root1 ^ 2 - 32 * L * c_1 * eps_prev * lambda * root1 ^ 2 - 4 * L * eps_prev * mu * root0 * root1 - 16 * c_1 ^ 2 * decay_star * lambda ^ 2 * root1 ^ 2 - 16 * c_1 ^ 2 * eps_prev * lambda ^ 2 * root1 ^ 2 - 4 * c_1 * eps_prev * lambda * mu * root0 * root1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (4 * L * b * root1 + 4 * b * c_1 * lambda * root1 <> 0) ->
  (4 * L * root1 + 4 * c_1 * lambda * root1 <> 0) ->
  - 2 * B_sq * root0 * root1 * sigma ^ 2 + 4 * L * S_ * b * grad_F_k_sq + L * S_ * b * u_sq - 8 * L * b * c_2 * decay_star - 8 * L * b * c_2 * eps_prev + 4 * S_ * b * c_1 * grad_F_k_sq * lambda + S_ * b * c_1 * lambda * u_sq - 8 * b * c_1 * c_2 * decay_star * lambda - 8 * b * c_1 * c_2 * eps_prev * lambda - 2 * b * eps_prev * mu * root0 * root1 <= 0.
Proof. intros. assert (p1 : 0 < root1) by nra. assert (E2 : c_2 = root1 ^ 2) by lra. assert (ET : G_now = G_T) by lra. subst c_2 G_now. assert (p2 : 0 < (L + c_1 * lambda)) by (assert (0 <= c_1 * lambda) by (apply Rmult_le_pos; lra); lra). assert (W : 0 < 4 * b * (L + c_1 * lambda) * root1) by (repeat apply Rmult_lt_0_compat; lra). assert (V : 0 < 4 * (L + c_1 * lambda) * root1) by (repeat apply Rmult_lt_0_compat; lra). assert (A : (- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) <= 0) by (apply Rnot_lt_le; intros C; apply (Rmult_lt_0_compat _ _ W) in C; match type of H14 with ?e <= 0 => match type of C with 0 < ?f => replace f with e in C by ring end end; lra). assert (B : (4 * (L + c_1 * lambda) * root1 * (G_0 - G_T - decay_star - eps_prev) - eps_prev * mu * root0) <= 0) by (apply Rnot_lt_le; intros C; apply (Rmult_lt_0_compat _ _ V) in C; match type of H17 with ?e <= 0 => match type of C with 0 < ?f => replace f with e in C by ring end end; lra). assert (Z : 4 * S_ * grad_F_k_sq + S_ * u_sq - 8 * S_T * root1 ^ 2 = 0) by lra. match goal with |- ?e <= 0 => replace e with (2 * root1 * ((- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) + b * (4 * (L + c_1 * lambda) * root1 * (G_0 - G_T - decay_star - eps_prev) - eps_prev * mu * root0)) + b * (L + c_1 * lambda) * (4 * S_ * grad_F_k_sq + S_ * u_sq - 8 * S_T * root1 ^ 2)) by ring end. rewrite Z. assert (R : b * (4 * (L + c_1 * lambda) * root1 * (G_0 - G_T - decay_star - eps_prev) - eps_prev * mu * root0) <= b * 0) by (apply Rmult_le_compat_l; lra). assert (2 * root1 * ((- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) + b * (4 * (L + c_1 * lambda) * root1 * (G_0 - G_T - decay_star - eps_prev) - eps_prev * mu * root0)) <= 2 * root1 * 0) by (apply Rmult_le_compat_l; [lra|]; rewrite Rmult_0_r in R; apply Rle_trans with (0 + 0); [apply Rplus_le_compat; assumption|lra]). lra. Qed.

Lemma theorem_4_gamma_1_95e0e847 : forall T gamma q root0 : R,
  0 < T ->
  0 < gamma ->
  0 < q ->
  0 <= root0 ->
  (0 <= - gamma ^ 2 + q) ->
  (- T - q + root0 ^ 2 = 0) ->
  (root0 <> 0) ->
  gamma * root0 - root0 ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_4_gamma_1_6ca6a50a : forall choice0 gamma : R,
  0 < gamma ->
  (0 <= choice0 - 1) ->
  (0 <= choice0 - gamma ^ 2) ->
  ((choice0 - 1 = 0) \/ (choice0 - gamma ^ 2 = 0)) ->
  (0 <= choice0 - 1) /\ (0 <= choice0 - gamma ^ 2).
Proof. prepare. all: by_lra. Qed.

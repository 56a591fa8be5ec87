(** theorem-4: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

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

Lemma theorem_4_constant_d18ee70c : forall c_1 c_2 eps_k mu sigma : R,
  0 < c_1 ->
  0 < c_2 ->
  0 < eps_k ->
  0 < mu ->
  0 <= sigma ->
  1152 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu) = 1152 * c_2 ^ 2 * sigma ^ 2 / (c_1 ^ 2 * eps_k * mu).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_4_decaying_4443b0a8 : forall c_1 c_2 : R,
  0 < c_1 ->
  0 < c_2 ->
  1600 * c_2 ^ 2 / c_1 ^ 2 = 1600 * c_2 ^ 2 / c_1 ^ 2.
Proof. prepare. all: by_lra. Qed.

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

(** lemma-2: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_2_0528b7f3 : forall beta_1 f g m_before : R,
  0 < beta_1 ->
  beta_1 * g - f + m_before * (1 - beta_1) = beta_1 * (- f + g) + (1 - beta_1) * (- f + m_before).
Proof. prepare. all: by_lra. Qed.

Lemma lemma_2_ea4ead37 : forall D J beta_1 e : R,
  0 < beta_1 ->
  (beta_1 * e + (1 - beta_1) * (D + J)) ^ 2 = beta_1 ^ 2 * e ^ 2 + beta_1 * e * (2 - 2 * beta_1) * (D + J) + (1 - beta_1) ^ 2 * (D + J) ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_2_620fec5c : forall beta_1 m_err_sq_next noise_sq_next past_dot_e past_sq : R,
  0 < beta_1 ->
  0 <= m_err_sq_next ->
  0 <= noise_sq_next ->
  0 <= past_sq ->
  (- beta_1 ^ 2 * noise_sq_next + 2 * beta_1 ^ 2 * past_dot_e - beta_1 ^ 2 * past_sq - 2 * beta_1 * past_dot_e + 2 * beta_1 * past_sq + m_err_sq_next - past_sq = 0) ->
  - beta_1 ^ 2 * noise_sq_next + 2 * beta_1 ^ 2 * past_dot_e - beta_1 ^ 2 * past_sq - 2 * beta_1 * past_dot_e + 2 * beta_1 * past_sq + m_err_sq_next - past_sq = 0.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_2_f4ad98b4 : forall b beta_1 m_err_sq_next noise_sq_next past_dot_e past_sq sigma : R,
  0 < b ->
  0 < beta_1 ->
  0 <= m_err_sq_next ->
  0 <= noise_sq_next ->
  0 <= past_sq ->
  0 <= sigma ->
  (- beta_1 ^ 2 * noise_sq_next + 2 * beta_1 ^ 2 * past_dot_e - beta_1 ^ 2 * past_sq - 2 * beta_1 * past_dot_e + 2 * beta_1 * past_sq + m_err_sq_next - past_sq = 0) ->
  (b * noise_sq_next - sigma ^ 2 <= 0) ->
  (past_dot_e = 0) ->
  - b * beta_1 ^ 2 * past_sq + 2 * b * beta_1 * past_sq + b * m_err_sq_next - b * past_sq - beta_1 ^ 2 * sigma ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_2_d619216d : forall D J : R,
  (D + J) ^ 2 = D ^ 2 + 2 * D * J + J ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_2_4c695cb5 : forall D_dot_J grad_step_sq m_err_sq past_sq : R,
  0 <= grad_step_sq ->
  0 <= m_err_sq ->
  0 <= past_sq ->
  (- 2 * D_dot_J - grad_step_sq - m_err_sq + past_sq = 0) ->
  - 2 * D_dot_J - grad_step_sq - m_err_sq + past_sq = 0.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_2_2fa3a2f7 : forall a beta_1 c q : R,
  0 <= a ->
  0 < beta_1 ->
  0 <= c ->
  (- a * c + q <= 0) ->
  (beta_1 - 1 <= 0) ->
  a ^ 2 * beta_1 ^ 3 - a ^ 2 * beta_1 ^ 2 + beta_1 ^ 3 * c ^ 2 + 2 * beta_1 ^ 3 * q - 3 * beta_1 ^ 2 * c ^ 2 - 4 * beta_1 ^ 2 * q + 3 * beta_1 * c ^ 2 + 2 * beta_1 * q - c ^ 2 <= 0.
Proof. intros. assert (0 <= (1 - beta_1) * (beta_1 * a - (1 - beta_1) * c) ^ 2) by (apply Rmult_le_pos; [lra|apply pow2_ge_0]). assert (0 <= beta_1 * (1 - beta_1) ^ 2 * (a * c - q)) by (apply Rmult_le_pos; [apply Rmult_le_pos; [lra|apply pow2_ge_0]|lra]). lra. Qed.

Lemma lemma_2_a17ec7a0 : forall D_dot_J beta_1 grad_step_sq m_err_sq past_sq : R,
  0 < beta_1 ->
  0 <= grad_step_sq ->
  0 <= m_err_sq ->
  0 <= past_sq ->
  (- 2 * D_dot_J - grad_step_sq - m_err_sq + past_sq = 0) ->
  (2 * D_dot_J * beta_1 ^ 3 - 4 * D_dot_J * beta_1 ^ 2 + 2 * D_dot_J * beta_1 + beta_1 ^ 3 * grad_step_sq + beta_1 ^ 3 * m_err_sq - 3 * beta_1 ^ 2 * grad_step_sq - beta_1 ^ 2 * m_err_sq + 3 * beta_1 * grad_step_sq - grad_step_sq <= 0) ->
  beta_1 ^ 3 * past_sq - beta_1 ^ 2 * grad_step_sq + beta_1 ^ 2 * m_err_sq - 2 * beta_1 ^ 2 * past_sq + 2 * beta_1 * grad_step_sq - beta_1 * m_err_sq + beta_1 * past_sq - grad_step_sq <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_2_fe9fb65e : forall L b beta_1 dx_sq grad_step_sq m_err_sq m_err_sq_next past_sq sigma : R,
  0 < L ->
  0 < b ->
  0 < beta_1 ->
  0 <= dx_sq ->
  0 <= grad_step_sq ->
  0 <= m_err_sq ->
  0 <= m_err_sq_next ->
  0 <= past_sq ->
  0 <= sigma ->
  (- b * beta_1 ^ 2 * past_sq + 2 * b * beta_1 * past_sq + b * m_err_sq_next - b * past_sq - beta_1 ^ 2 * sigma ^ 2 <= 0) ->
  (beta_1 ^ 3 * past_sq - beta_1 ^ 2 * grad_step_sq + beta_1 ^ 2 * m_err_sq - 2 * beta_1 ^ 2 * past_sq + 2 * beta_1 * grad_step_sq - beta_1 * m_err_sq + beta_1 * past_sq - grad_step_sq <= 0) ->
  (- L ^ 2 * dx_sq + grad_step_sq <= 0) ->
  - L ^ 2 * b * beta_1 ^ 2 * dx_sq + 2 * L ^ 2 * b * beta_1 * dx_sq - L ^ 2 * b * dx_sq + b * beta_1 ^ 2 * m_err_sq - b * beta_1 * m_err_sq + b * beta_1 * m_err_sq_next - beta_1 ^ 3 * sigma ^ 2 <= 0.
Proof. intros. assert (0 <= b * (1 - beta_1) ^ 2 * (L ^ 2 * dx_sq - grad_step_sq)) by (apply Rmult_le_pos; [apply Rmult_le_pos; [lra|apply pow2_ge_0]|lra]). assert (beta_1 * (b * m_err_sq_next - b * (1 - beta_1) ^ 2 * past_sq - beta_1 ^ 2 * sigma ^ 2) <= 0) by (apply Ropp_le_cancel; rewrite Ropp_0, Ropp_mult_distr_r; apply Rmult_le_pos; lra). assert (b * (beta_1 ^ 3 * past_sq - beta_1 ^ 2 * grad_step_sq + beta_1 ^ 2 * m_err_sq - 2 * beta_1 ^ 2 * past_sq + 2 * beta_1 * grad_step_sq - beta_1 * m_err_sq + beta_1 * past_sq - grad_step_sq) <= 0) by (apply Ropp_le_cancel; rewrite Ropp_0, Ropp_mult_distr_r; apply Rmult_le_pos; lra). lra. Qed.

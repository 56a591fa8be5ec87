(** theorem-2: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_2_1_7509a41d : forall F_next F_now L dx_sq grad_dx turned : R,
  0 < L ->
  0 <= dx_sq ->
  (F_next - F_now - grad_dx - turned = 0) ->
  (- L * dx_sq + 2 * turned <= 0) ->
  2 * F_next - 2 * F_now - L * dx_sq - 2 * grad_dx <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_2_86d93fd1 : forall decay_ahead decay_next : R,
  0 <= decay_ahead ->
  0 <= decay_next ->
  (- decay_ahead + decay_next <= 0) ->
  - decay_ahead + decay_next <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_3_9e816585 : forall eta lambda_k m u v x x_next : R,
  0 < eta ->
  0 <= lambda_k ->
  0 < v ->
  (eta * lambda_k * v * x + eta * m - v * x + v * x_next = 0) ->
  (- lambda_k * v * x - m + u = 0) ->
  eta * u - v * x + v * x_next = 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_3_cd5bea2b : forall F_k_next F_k_now F_next F_now L decay_ahead decay_next decay_now dx_sq eta grad_dx h_u_over_v lambda_k u_over_v : R,
  0 < L ->
  0 <= decay_ahead ->
  0 <= decay_next ->
  0 <= decay_now ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= lambda_k ->
  0 <= u_over_v ->
  (2 * F_next - 2 * F_now - L * dx_sq - 2 * grad_dx <= 0) ->
  (- decay_ahead + decay_next <= 0) ->
  (2 * decay_ahead - 2 * decay_now - eta ^ 2 * lambda_k * u_over_v + 2 * eta * h_u_over_v + 2 * grad_dx = 0) ->
  (F_k_now - F_now - decay_now = 0) ->
  (F_k_next - F_next - decay_next = 0) ->
  2 * F_k_next - 2 * F_k_now - L * dx_sq - eta ^ 2 * lambda_k * u_over_v + 2 * eta * h_u_over_v <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_4_efedd18d : forall h u : R,
  h * u = h ^ 2 / 2 + u ^ 2 / 2 - (h - u) ^ 2 / 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_4_07efab0b : forall f h lambda_k m u v x : R,
  0 <= lambda_k ->
  0 < v ->
  (- lambda_k * v * x - m + u = 0) ->
  (- f + h - lambda_k * v * x = 0) ->
  - f + h + m - u = 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_5_9e6b4de7 : forall lambda lambda_k mu_v : R,
  0 <= lambda ->
  0 <= lambda_k ->
  0 <= mu_v ->
  (- lambda + lambda_k <= 0) ->
  (mu_v - 1 < 0) ->
  - lambda - lambda_k * mu_v + lambda_k <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_5_e948b06e : forall F_k_next F_k_now L c_1 c_2 eta grad_F_k_sq lambda_k m_err_sq u_sq : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= lambda_k ->
  0 <= m_err_sq ->
  0 <= u_sq ->
  (2 * F_k_next * c_1 ^ 2 * c_2 - 2 * F_k_now * c_1 ^ 2 * c_2 - L * c_2 * eta ^ 2 * u_sq + c_1 ^ 2 * eta * grad_F_k_sq + c_1 ^ 2 * eta * u_sq - c_1 * c_2 * eta ^ 2 * lambda_k * u_sq - c_1 * c_2 * eta * m_err_sq <= 0) ->
  (0 <= - 2 * L * c_2 * eta ^ 2 + c_1 ^ 2 * eta - 2 * c_1 * c_2 * eta ^ 2 * lambda_k) ->
  4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_6_31759ca1 : forall c_1 dx_sq eta u_sq : R,
  0 < c_1 ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= u_sq ->
  (c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0) ->
  c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_9_8497b990 : forall G_0 G_next G_now S_T T b beta_1 c_1 c_2 eta grad_F_k_sq sigma u_sq : R,
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 2 * G_0 * b * c_1 + 2 * G_now * b * c_1 + 2 * S_T * b * c_1 - T * beta_1 * eta * sigma ^ 2 <= 0) ->
  (8 * G_next * b * c_1 * c_2 - 8 * G_now * b * c_1 * c_2 + 4 * b * c_1 * eta * grad_F_k_sq + b * c_1 * eta * u_sq - 4 * beta_1 * c_2 * eta * sigma ^ 2 <= 0) ->
  - 8 * G_0 * b * c_1 * c_2 + 8 * G_next * b * c_1 * c_2 + 8 * S_T * b * c_1 * c_2 - 4 * T * beta_1 * c_2 * eta * sigma ^ 2 + 4 * b * c_1 * eta * grad_F_k_sq + b * c_1 * eta * u_sq - 4 * beta_1 * c_2 * eta * sigma ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_9_b3c098c4 : forall Delta T b beta_1 c_1 c_2 epsilon eta sigma : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 < eta ->
  0 <= sigma ->
  (0 <= - 6 * Delta * c_2 + T * epsilon ^ 2 * eta) ->
  (0 <= T * b * beta_1 * c_1 * epsilon ^ 2 - 3 * c_2 * sigma ^ 2) ->
  6 * Delta * c_2 - T * epsilon ^ 2 * eta <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_9_bd5c549f : forall Delta T b beta_1 c_1 c_2 epsilon eta sigma : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 < eta ->
  0 <= sigma ->
  (0 <= - 6 * Delta * c_2 + T * epsilon ^ 2 * eta) ->
  (0 <= T * b * beta_1 * c_1 * epsilon ^ 2 - 3 * c_2 * sigma ^ 2) ->
  - T * b * beta_1 * c_1 * epsilon ^ 2 + 3 * c_2 * sigma ^ 2 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_9_81af2e66 : forall b beta_1 c_1 c_2 epsilon sigma : R,
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 <= sigma ->
  (- 3 * b * c_1 * c_2 * epsilon ^ 2 * sigma ^ 2 + 9 * beta_1 * c_2 ^ 2 * sigma ^ 4 <= 0) ->
  (3 * c_2 * sigma ^ 2 <> 0) ->
  - b * c_1 * epsilon ^ 2 + 3 * beta_1 * c_2 * sigma ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_10_ba765f9e : forall f h m u : R,
  (- f + h + m - u = 0) ->
  f ^ 2 - 2 * f * m - 2 * h ^ 2 + m ^ 2 - 2 * u ^ 2 <= 0.
Proof. prepare. all: by_psatz. Qed.

Lemma theorem_2_10_02f1a040 : forall epsilon grad_F_k_sq m_err_sq u_sq : R,
  0 < epsilon ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= u_sq ->
  (- 2 * grad_F_k_sq + m_err_sq - 2 * u_sq <= 0) ->
  (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0) ->
  - 8 * epsilon ^ 2 + m_err_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_5_7a7a3123 : forall c_2 share v : R,
  0 < c_2 ->
  0 < share ->
  0 < v ->
  (2 * share - 1 <= 0) ->
  (- c_2 + v <= 0) ->
  0 <= - 2 * c_2 * share + 2 * c_2 - v.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_5_a717d0bf : forall c_1 c_2 : R,
  0 < c_1 ->
  0 < c_2 ->
  (c_1 - c_2 <= 0) ->
  c_1 ^ 2 - c_1 * c_2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_9_3922954e : forall Delta T b beta_1 c_1 c_2 decay_0 epsilon eta sigma : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_0 ->
  0 < epsilon ->
  0 < eta ->
  0 <= sigma ->
  (0 <= - 6 * Delta * c_2 + T * epsilon ^ 2 * eta - 6 * c_2 * decay_0) ->
  (0 <= T * b * beta_1 * c_1 * epsilon ^ 2 - 3 * c_2 * sigma ^ 2) ->
  6 * Delta * c_2 - T * epsilon ^ 2 * eta + 6 * c_2 * decay_0 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_9_c66fa488 : forall Delta T b beta_1 c_1 c_2 decay_0 epsilon eta sigma : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_0 ->
  0 < epsilon ->
  0 < eta ->
  0 <= sigma ->
  (0 <= - 6 * Delta * c_2 + T * epsilon ^ 2 * eta - 6 * c_2 * decay_0) ->
  (0 <= T * b * beta_1 * c_1 * epsilon ^ 2 - 3 * c_2 * sigma ^ 2) ->
  - T * b * beta_1 * c_1 * epsilon ^ 2 + 3 * c_2 * sigma ^ 2 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_10_909ed18d : forall eta u_sq v_dx_sq : R,
  0 < eta ->
  0 <= u_sq ->
  0 <= v_dx_sq ->
  (- eta ^ 2 * u_sq + v_dx_sq = 0) ->
  - eta ^ 2 * u_sq + v_dx_sq = 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_10_7ccf114a : forall grad_F_k_sq m_err_sq u_sq : R,
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= u_sq ->
  (- 2 * grad_F_k_sq + m_err_sq - 2 * u_sq <= 0) ->
  - 2 * grad_F_k_sq + m_err_sq - 2 * u_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_10_315ea382 : forall epsilon eta grad_F_k_sq u_sq v_dx_sq : R,
  0 < epsilon ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= u_sq ->
  0 <= v_dx_sq ->
  (- eta ^ 2 * u_sq + v_dx_sq = 0) ->
  (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0) ->
  - 4 * epsilon ^ 2 * eta ^ 2 + v_dx_sq <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_10_35ad7a24 : forall c_1 dx_sq epsilon eta grad_F_k_sq u_sq : R,
  0 < c_1 ->
  0 <= dx_sq ->
  0 < epsilon ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= u_sq ->
  (c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0) ->
  (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0) ->
  c_1 ^ 2 * dx_sq - 4 * epsilon ^ 2 * eta ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_11_7a5f43d3 : forall L b beta_1 c_1 c_2 epsilon eta lambda root0 root1 sigma : R,
  0 < L ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  (2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (36 * L ^ 2 * eta * root1 ^ 6 * sigma ^ 4 - 6 * L * b * epsilon ^ 2 * root0 ^ 5 * root1 ^ 3 * sigma ^ 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_iv_d03689be : forall Delta L b c_1 c_2 epsilon lambda : R,
  0 <= Delta ->
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 <= lambda ->
  6 * Delta * b * c_2 * (2 * L + 2 * c_1 * lambda) / (c_1 * epsilon ^ 2) = 12 * Delta * b * c_2 * (L + c_1 * lambda) / (c_1 * epsilon ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_lambda_k_dd1d9d47 : forall beta_2 c_inf delta lambda_k mu_v : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= lambda_k ->
  0 <= mu_v ->
  (- beta_2 * c_inf ^ 2 + delta * mu_v = 0) ->
  (beta_2 * c_inf ^ 2 - delta <= 0) ->
  (- lambda_k * mu_v <= 0) /\ (0 <= - lambda_k * mu_v + lambda_k).
Proof. prepare. all: by_nra. Qed.

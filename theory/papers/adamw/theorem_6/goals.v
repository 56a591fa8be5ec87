(** theorem-6: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_6_1_b731191a : forall s_2 u_1 u_2 : R,
  0 < s_2 ->
  s_2 + u_1 ^ 2 - 2 * u_1 * u_2 + u_2 ^ 2 = s_2 + (u_1 - u_2) ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_1_391836f2 : forall log_1 log_2 s_1 s_2 u_1 u_2 : R,
  0 < s_1 ->
  0 < s_2 ->
  log_1 / 2 - log_2 / 2 - 1 / 2 + (s_2 + (u_1 - u_2) ^ 2) / (2 * s_1) = log_1 / 2 - log_2 / 2 - 1 / 2 + s_2 / (2 * s_1) + (u_1 - u_2) ^ 2 / (2 * s_1).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_2_c273ad1d_false : ~ (forall b d eta log_1 log_det_M log_scale rho trace_M x_star_sq : R,
  0 < b ->
  0 < d ->
  0 < eta ->
  0 < rho ->
  0 < trace_M ->
  0 <= x_star_sq ->
  d * log_1 / 2 - d / 2 - log_det_M / 2 + trace_M / (2 * rho) + x_star_sq / (2 * rho) = d * (log_1 + log_scale) / 2 - d / 4 - log_det_M / 2 + x_star_sq / (4 * rho) + eta * trace_M / (4 * b * rho)).
Proof. intros goal; specialize (goal (1) (1) (2) (0) (0) (0) (1) (1) (4)); refute goal. Qed.

Lemma theorem_6_2_8bb32bf4_false : ~ (forall d log_1 log_det_M log_scale rho trace_M x_star_sq : R,
  0 < d ->
  0 < rho ->
  0 < trace_M ->
  0 <= x_star_sq ->
  d * log_1 / 2 - d / 2 - log_det_M / 2 + trace_M / (2 * rho) + x_star_sq / (2 * rho) = - d * log_scale / 2 + d * (log_1 + log_scale) / 2 - d / 4 - log_det_M / 2 + trace_M / (2 * rho) + x_star_sq / (4 * rho)).
Proof. intros goal; specialize (goal (1) (0) (0) (0) (1) (1) (4)); refute goal. Qed.

Lemma theorem_6_3_8086cb18 : forall inside kl log_term n_samples risk_gap : R,
  0 <= kl ->
  0 < n_samples ->
  (- 16 * kl - 16 * log_term + n_samples * risk_gap ^ 2 <= 0) ->
  (- inside + 2 * kl = 0) ->
  - 8 * inside - 16 * log_term + n_samples * risk_gap ^ 2 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_c_0_4c4efd15_false : ~ (forall b d eta log_scale rho trace_M x_star_sq : R,
  0 < b ->
  0 < d ->
  0 < eta ->
  0 < rho ->
  0 < trace_M ->
  0 <= x_star_sq ->
  0 <= 2 * b * d * log_scale * rho + b * d * rho - 2 * b * trace_M - b * x_star_sq + eta * trace_M).
Proof. intros goal; specialize (goal (1) (1) (2) (0) (1) (1) (4)); refute goal. Qed.

Lemma theorem_6_2_be20d9d0 : forall d log_det_1 log_det_M square_of_means trace_of_ratio : R,
  0 < d ->
  0 < square_of_means ->
  0 < trace_of_ratio ->
  - d / 2 + log_det_1 / 2 - log_det_M / 2 + square_of_means / 2 + trace_of_ratio / 2 = - d / 2 + log_det_1 / 2 - log_det_M / 2 + square_of_means / 2 + trace_of_ratio / 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_2_b1e2a602 : forall d log_1 log_det_M rho trace_M x_star_sq : R,
  0 < d ->
  0 < rho ->
  0 < trace_M ->
  0 <= x_star_sq ->
  d * log_1 / 2 - d / 2 - log_det_M / 2 + trace_M / (2 * rho) + x_star_sq / (2 * rho) = d * log_1 / 2 - d / 2 - log_det_M / 2 + trace_M / (2 * rho) + x_star_sq / (2 * rho).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_2_7ffbf945 : forall d log_1 log_det_M log_scale rho trace_M x_star_sq : R,
  0 < d ->
  0 < rho ->
  0 < trace_M ->
  0 <= x_star_sq ->
  - d * log_scale + d * (log_1 + log_scale) - d - log_det_M + trace_M / rho + x_star_sq / rho = d * log_1 - d - log_det_M + trace_M / rho + x_star_sq / rho.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_6_c_0_5fe527a5 : forall d kl log_root log_term n_samples of_N rho risk_gap x_star_sq : R,
  0 < d ->
  0 <= kl ->
  0 < n_samples ->
  0 < rho ->
  0 <= x_star_sq ->
  (- kl - log_root + 2 * n_samples * risk_gap ^ 2 <= 0) ->
  (0 <= log_root) ->
  (log_root - log_term <= 0) ->
  (0 <= - d + of_N) ->
  (d * rho + 2 * kl * rho - of_N * rho - x_star_sq = 0) ->
  4 * d * rho - 16 * log_term * rho + n_samples * rho * risk_gap ^ 2 - 8 * of_N * rho - 4 * x_star_sq <= 0.
Proof. prepare. all: by_nra. Qed.

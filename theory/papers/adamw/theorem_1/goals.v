(** theorem-1: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_1_1_f9a1d067 : forall M_abs M_next beta_1 tau_g : R,
  0 <= M_abs ->
  0 <= M_next ->
  0 < beta_1 ->
  0 <= tau_g ->
  (M_abs * beta_1 - M_abs + M_next - beta_1 * tau_g <= 0) ->
  (M_abs - tau_g <= 0) ->
  (beta_1 - 1 <= 0) ->
  M_next - tau_g <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_1_ce658baa : forall G M_abs P X X_next c_1 eta gap_0 p tau_g : R,
  0 <= G ->
  0 <= M_abs ->
  0 <= P ->
  0 <= X ->
  0 <= X_next ->
  0 < c_1 ->
  0 < eta ->
  0 <= gap_0 ->
  0 < p ->
  0 <= tau_g ->
  (- M_abs * eta + X * c_1 * p - X * c_1 + X_next * c_1 <= 0) ->
  (M_abs - tau_g <= 0) ->
  (- G * eta * tau_g - P * c_1 * gap_0 + X * c_1 <= 0) ->
  (p - 1 <= 0) ->
  G * eta * p * tau_g - G * eta * tau_g + P * c_1 * gap_0 * p - P * c_1 * gap_0 + X_next * c_1 - eta * tau_g <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_1_45c2ec1e : forall G P p : R,
  0 <= G ->
  0 <= P ->
  0 < p ->
  (G * p + P - 1 = 0) ->
  - G * p ^ 2 + G * p - P * p + P + p - 1 = 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_3_34b4a599 : forall b_k c z : R,
  0 < b_k ->
  0 < z ->
  b_k - c * z + z ^ 2 = b_k - c * z + z ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_5_9d712df9 : forall beta_1 : R,
  0 < beta_1 ->
  (beta_1 - 1 <= 0) ->
  0 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_8_2f50c3f9 : forall beta_1 root0 : R,
  0 < beta_1 ->
  0 <= root0 ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  beta_1 + 2 * root0 - 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_adamw_e031fcc8 : forall n : R,
  0 < n ->
  (0 < n - 4) ->
  3 - 2 * n <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_beta_1_96c05a35 : forall n : R,
  0 < n ->
  (0 <= n - 1) ->
  1 - n <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_4_eb1c30b3 : forall b_k c x y : R,
  0 < b_k ->
  b_k * x ^ 2 - c * x * (- b_k * y + c * x) + (- b_k * y + c * x) ^ 2 = b_k * (b_k * y ^ 2 - c * x * y + x ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_4_8b2bc09d : forall b_k c x y : R,
  0 < b_k ->
  (- 4 * b_k + c ^ 2 < 0) ->
  - 4 * b_k ^ 2 * y ^ 2 + 4 * b_k * c * x * y - c ^ 2 * x ^ 2 - c ^ 2 * y ^ 2 + 4 * c * x * y - 4 * x ^ 2 <= 0.
Proof. prepare. all: by_psatz. Qed.

Lemma theorem_1_7_9e949247 : forall beta_1 lambda_k root0 : R,
  0 < beta_1 ->
  0 <= lambda_k ->
  0 <= root0 ->
  (0 <= beta_1 ^ 2 * lambda_k + beta_1 + 2 * root0 - 2) ->
  (beta_1 ^ 2 * lambda_k + beta_1 - 2 * root0 - 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  beta_1 ^ 4 * lambda_k ^ 2 + 2 * beta_1 ^ 3 * lambda_k - 4 * beta_1 ^ 2 * lambda_k + beta_1 ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_7_e88ab438 : forall beta_1 lambda_k root0 : R,
  0 < beta_1 ->
  0 <= lambda_k ->
  0 <= root0 ->
  (beta_1 ^ 4 * lambda_k ^ 2 + 2 * beta_1 ^ 3 * lambda_k - 4 * beta_1 ^ 2 * lambda_k + beta_1 ^ 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  (0 <= beta_1 ^ 2 * lambda_k + beta_1 + 2 * root0 - 2) /\ (beta_1 ^ 2 * lambda_k + beta_1 - 2 * root0 - 2 <= 0).
Proof. prepare. all: by_nra. Qed.

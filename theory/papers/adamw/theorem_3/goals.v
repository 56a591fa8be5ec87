(** theorem-3: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_3_2_b6b863f1 : forall C c_1 : R,
  0 < C ->
  0 < c_1 ->
  C / (2 * c_1) = C / (2 * c_1).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_5_474abc28 : forall B_sum T gamma root0 root1 : R,
  0 <= B_sum ->
  0 < T ->
  0 < gamma ->
  0 <= root0 ->
  0 <= root1 ->
  (0 <= B_sum - 2 * gamma * root0 + 4 * gamma) ->
  (0 <= 2 * gamma * root0 ^ 3 - 2 * gamma * root0 ^ 2 * root1 + gamma * root0) ->
  (- T + root0 ^ 2 - 1 = 0) ->
  (- T + root1 ^ 2 - 2 = 0) ->
  (root0 <> 0) ->
  (root0 <> 0) ->
  0 <= B_sum * root0 ^ 2 - 2 * gamma * root0 ^ 2 * root1 + 4 * gamma * root0 ^ 2 + gamma * root0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_5_492e2450 : 
  True.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_7_4d9f16d7 : forall Delta L c_1 c_2 gamma r : R,
  0 <= Delta ->
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  (r <> 0) ->
  2 * Delta * L * sqrt c_2 ^ 3 / (sqrt c_1 ^ 3 * gamma * r) = 2 * Delta * L * sqrt c_2 ^ 3 / (sqrt c_1 ^ 3 * gamma * r).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_7_27d30fea : forall b c_1 c_2 gamma r sigma : R,
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  0 <= sigma ->
  (r <> 0) ->
  c_2 * sigma ^ 2 / (2 * b * c_1 * gamma * r) = c_2 * sigma ^ 2 / (2 * b * c_1 * gamma * r).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_7_bd6a5cb5 : forall b c_1 c_2 gamma logarithm r sigma : R,
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  0 <= logarithm ->
  0 <= sigma ->
  (r <> 0) ->
  c_2 * gamma * logarithm * sigma ^ 2 / (2 * b * c_1 * r) = c_2 * gamma * logarithm * sigma ^ 2 / (2 * b * c_1 * r).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_2_159863f1 : forall L c_1 c_2 lambda : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= lambda ->
  sqrt c_1 / (4 * sqrt c_2 * (L + c_1 * lambda)) = sqrt c_1 / (4 * sqrt c_2 * (L + c_1 * lambda)).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_5_b4807d90 : forall B_sum T gamma q root0 root1 root2 : R,
  0 <= B_sum ->
  0 < T ->
  0 < gamma ->
  0 < q ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  (0 <= B_sum - 2 * gamma * root0 + 2 * gamma * root1) ->
  (0 <= 2 * gamma * root0 ^ 3 - 2 * gamma * root0 ^ 2 * root2 + gamma * root0) ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (- q + root1 ^ 2 - 1 = 0) ->
  (- T - q + root2 ^ 2 - 2 = 0) ->
  (root0 <> 0) ->
  (root0 <> 0) ->
  0 <= B_sum * root0 ^ 2 + 2 * gamma * root0 ^ 2 * root1 - 2 * gamma * root0 ^ 2 * root2 + gamma * root0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_5_d198fe38 : forall B_sum T gamma q root0 root1 : R,
  0 <= B_sum ->
  0 < T ->
  0 < gamma ->
  0 < q ->
  0 <= root0 ->
  0 <= root1 ->
  (0 <= B_sum - 2 * gamma * root0 + 2 * gamma * root1) ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (- q + root1 ^ 2 - 1 = 0) ->
  0 <= B_sum - 2 * gamma * root0 + 2 * gamma * root1.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_6_1f8c0987 : forall w : R,
  0 < w ->
  w / (w + 1) ^ 2 = w / (w + 1) ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_6_1dd98498 : forall B_sq T gamma log_step logarithm logarithm_next q : R,
  0 <= B_sq ->
  0 < T ->
  0 < gamma ->
  0 <= logarithm ->
  0 <= logarithm_next ->
  0 < q ->
  (B_sq - gamma ^ 2 * logarithm <= 0) ->
  (- log_step - logarithm + logarithm_next = 0) ->
  (0 <= T * log_step + log_step * q + log_step - 1) ->
  B_sq * T + B_sq * q + B_sq - T * gamma ^ 2 * logarithm_next - gamma ^ 2 * logarithm_next * q - gamma ^ 2 * logarithm_next + gamma ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_6_74c5bb94 : forall B_sq gamma logarithm : R,
  0 <= B_sq ->
  0 < gamma ->
  0 <= logarithm ->
  (B_sq - gamma ^ 2 * logarithm <= 0) ->
  B_sq - gamma ^ 2 * logarithm <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_7_9ff58cd4 : forall B_sq limit size : R,
  0 <= B_sq ->
  0 <= limit ->
  0 <= size ->
  (B_sq - limit <= 0) ->
  B_sq * size - limit * size <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_7_1e80ce1c : forall T q root0 root1 : R,
  0 < T ->
  0 < q ->
  0 <= root0 ->
  0 <= root1 ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (- q + root1 ^ 2 - 1 = 0) ->
  0 < root0 - root1.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_7_33e2fad4 : forall a_1 a_2 a_3 b_3 left t_1 t_2 t_3 : R,
  (- a_1 - a_2 - a_3 + left <= 0) ->
  (a_1 - t_1 <= 0) ->
  (a_2 - t_2 <= 0) ->
  (a_3 - b_3 <= 0) ->
  (b_3 - t_3 <= 0) ->
  left - t_1 - t_2 - t_3 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_8_8ac75c84 : forall w : R,
  0 < w ->
  1 - 1 / w = 1 - 1 / w.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_8_bd9a21dd : forall w : R,
  0 < w ->
  0 <= w ^ 2 - 2 * w + 1.
Proof. prepare. all: by_psatz. Qed.

Lemma theorem_3_8_b9972fc2 : forall T q root0 : R,
  0 < T ->
  0 < q ->
  0 <= root0 ->
  (0 <= q - 1) ->
  (- T + root0 ^ 2 = 0) ->
  T - q * root0 ^ 2 - 2 * q * root0 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_8_7a2f3ca4 : forall a log_4a log_s logarithm s : R,
  0 < a ->
  0 <= logarithm ->
  0 <= s ->
  (- 2 * log_s + logarithm <= 0) ->
  (- 4 * a * log_4a + 4 * a * log_s + 4 * a - s - 1 <= 0) ->
  (0 <= - 4 * a * log_4a + 4 * a + s - 1) ->
  a * logarithm - s <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_8_bf109f8c : forall epsilon r s size : R,
  0 < epsilon ->
  0 <= s ->
  0 <= size ->
  (0 <= epsilon ^ 2 * s - 5 * size) ->
  (0 <= 5 * r - 2 * s) ->
  (0 < s) ->
  (2 * r <> 0) ->
  - 2 * epsilon ^ 2 * r ^ 2 + 4 * r * size <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_8_be93cc27 : forall a_1 epsilon left t_3 : R,
  0 < epsilon ->
  (- a_1 + left - t_3 <= 0) ->
  (2 * a_1 - epsilon ^ 2 <= 0) ->
  (- epsilon ^ 2 + 2 * t_3 <= 0) ->
  - epsilon ^ 2 + left <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_8_3436e57d : forall a_1 a_2 left r t_3 : R,
  (- a_1 * r - a_2 * r + left * r ^ 2 - r ^ 2 * t_3 <= 0) ->
  (0 < r) ->
  (r <> 0) ->
  (r <> 0) ->
  - a_1 * r - a_2 * r + left * r ^ 2 - r ^ 2 * t_3 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_8_17a3a448 : forall T choice0 root1 w_real : R,
  0 < T ->
  0 <= root1 ->
  (0 <= T - choice0 ^ 2) ->
  (0 <= choice0) ->
  (0 <= choice0 - w_real) ->
  ((choice0 - w_real = 0) \/ (choice0 = 0)) ->
  (- T + root1 ^ 2 = 0) ->
  0 <= root1 - w_real.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_8_d66e2baf : forall gamma : R,
  0 < gamma ->
  (0 <= gamma - 1) ->
  0 <= gamma ^ 2 - 1.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_3_steps_88fbf30a : forall epsilon eta_0 grad_F_k_sq u_sq v_dx_sq : R,
  0 < epsilon ->
  0 < eta_0 ->
  0 <= grad_F_k_sq ->
  0 <= u_sq ->
  0 <= v_dx_sq ->
  (- eta_0 ^ 2 * u_sq + v_dx_sq <= 0) ->
  (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0) ->
  - 4 * epsilon ^ 2 * eta_0 ^ 2 + v_dx_sq <= 0.
Proof. prepare. all: by_nra. Qed.

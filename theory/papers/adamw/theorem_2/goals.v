(** theorem-2: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_2_1_d3f173a6 : forall L length_sq q s turn_sq : R,
  0 < L ->
  0 <= length_sq ->
  0 <= turn_sq ->
  (- length_sq * turn_sq + q ^ 2 <= 0) ->
  (- L ^ 2 * length_sq * s ^ 2 + turn_sq <= 0) ->
  (0 <= s) ->
  - L * length_sq * s + q <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 <= length_sq) by by_nra; assert (sign_3 : 0 <= s) by by_nra; assert (given_0 : 0 <= (length_sq * turn_sq - q ^ 2)) by lra; assert (given_1 : 0 <= (L ^ 2 * length_sq * s ^ 2 - turn_sq)) by lra; assert (given_2 : 0 < (- L * length_sq * s + q)) by lra; pose proof given_0; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_1)) (pow_le _ 1 sign_3)); pose proof (Rmult_lt_0_compat _ _ given_2 given_2); pose proof (Rmult_le_pos _ _ given_1 (pow_le _ 1 sign_1)); lra]]. Qed.

Lemma theorem_2_1_7509a41d : forall F_next F_now L dx_sq grad_dx turned : R,
  0 < L ->
  0 <= dx_sq ->
  (F_next - F_now - grad_dx - turned = 0) ->
  (- L * dx_sq + 2 * turned <= 0) ->
  2 * F_next - 2 * F_now - L * dx_sq - 2 * grad_dx <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_2_f0e50af7 : forall lambda_k mu_v : R,
  0 <= mu_v ->
  (0 <= lambda_k) ->
  (mu_v - 1 < 0) ->
  0 <= - lambda_k * mu_v + lambda_k.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_2_e8ef8711 : forall lambda_k lambda_next mu_v v v_next x_next : R,
  0 <= mu_v ->
  0 < v ->
  0 < v_next ->
  (0 <= mu_v * v_next + v - v_next) ->
  (lambda_k * mu_v - lambda_k + lambda_next = 0) ->
  (mu_v - 1 < 0) ->
  (0 <= lambda_k) ->
  - lambda_k * v * x_next ^ 2 + lambda_next * v_next * x_next ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : lambda_next = -lambda_k*mu_v + lambda_k) by lra; subst lambda_next; assert (sign_0 : 0 <= lambda_k) by by_nra; assert (given_0 : 0 <= (mu_v * v_next + v - v_next)) by lra; assert (given_2 : 0 < (- lambda_k * mu_v * v_next * x_next ^ 2 - lambda_k * v * x_next ^ 2 + lambda_k * v_next * x_next ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (pow_le _ 1 sign_0)) (pow2_ge_0 (x_next ^ 1))); pose proof given_2; lra]]. Qed.

Lemma theorem_2_2_86d93fd1 : forall decay_ahead decay_next : R,
  (- decay_ahead + decay_next <= 0) ->
  - decay_ahead + decay_next <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_3_9e816585 : forall eta lambda_k m u v x x_next : R,
  0 < eta ->
  0 < v ->
  (eta * lambda_k * v * x + eta * m - v * x + v * x_next = 0) ->
  (- lambda_k * v * x - m + u = 0) ->
  eta * u - v * x + v * x_next = 0.
Proof. prepare. all: by_nsatz. Qed.

Lemma theorem_2_3_b373f7b4 : forall eta f h lambda_k u v x x_next : R,
  0 < eta ->
  0 < v ->
  (eta * u - v * x + v * x_next = 0) ->
  (- f + h - lambda_k * v * x = 0) ->
  - eta ^ 2 * lambda_k * u ^ 2 + 2 * eta * h * u - 2 * f * v * x + 2 * f * v * x_next - lambda_k * v ^ 2 * x ^ 2 + lambda_k * v ^ 2 * x_next ^ 2 = 0.
Proof. prepare; deny; first [solve [assert (known_0 : f = h - lambda_k*v*x) by lra; subst f; assert (sign_0 : 0 < eta) by by_nra; assert (sign_4 : 0 < v) by by_nra; assert (given_0 : (eta * u - v * x + v * x_next) = 0) by lra; assert (given_1 : 0 < (- eta ^ 2 * lambda_k * u ^ 2 + 2 * eta * h * u - 2 * h * v * x + 2 * h * v * x_next + lambda_k * v ^ 2 * x ^ 2 - 2 * lambda_k * v ^ 2 * x * x_next + lambda_k * v ^ 2 * x_next ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((lambda_k * v * x_next)) _ _ given_0); pose proof (Rmult_eq_compat_r ((lambda_k * v * x)) _ _ given_0); pose proof (Rmult_eq_compat_r ((h)) _ _ given_0); pose proof (Rmult_eq_compat_r ((eta * lambda_k * u)) _ _ given_0); pose proof given_1; lra] | solve [assert (known_0 : f = h - lambda_k*v*x) by lra; subst f; assert (sign_0 : 0 < eta) by by_nra; assert (sign_4 : 0 < v) by by_nra; assert (given_0 : (eta * u - v * x + v * x_next) = 0) by lra; assert (given_1 : 0 < (eta ^ 2 * lambda_k * u ^ 2 - 2 * eta * h * u + 2 * h * v * x - 2 * h * v * x_next - lambda_k * v ^ 2 * x ^ 2 + 2 * lambda_k * v ^ 2 * x * x_next - lambda_k * v ^ 2 * x_next ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((lambda_k * v * x_next)) _ _ given_0); pose proof (Rmult_eq_compat_r ((lambda_k * v * x)) _ _ given_0); pose proof (Rmult_eq_compat_r ((h)) _ _ given_0); pose proof (Rmult_eq_compat_r ((eta * lambda_k * u)) _ _ given_0); pose proof given_1; lra]]. Qed.

Lemma theorem_2_3_cd5bea2b : forall F_k_next F_k_now F_next F_now L decay_ahead decay_next decay_now dx_sq eta grad_dx h_u_over_v lambda_k u_over_v : R,
  0 < L ->
  0 <= dx_sq ->
  0 < eta ->
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
  0 < v ->
  (- lambda_k * v * x - m + u = 0) ->
  (- f + h - lambda_k * v * x = 0) ->
  - f + h + m - u = 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_4_fb1bc298 : forall L c_1 c_2 eta f h lambda_k m u v x x_next : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 < v ->
  (0 <= - c_1 + v) ->
  (- c_2 + v <= 0) ->
  (- f + h + m - u = 0) ->
  (eta * u - v * x + v * x_next = 0) ->
  (0 <= lambda_k) ->
  L * c_1 ^ 2 * c_2 * v * x ^ 2 - 2 * L * c_1 ^ 2 * c_2 * v * x * x_next + L * c_1 ^ 2 * c_2 * v * x_next ^ 2 - L * c_2 * eta ^ 2 * u ^ 2 * v + c_1 ^ 2 * c_2 * eta ^ 2 * lambda_k * u ^ 2 - 2 * c_1 ^ 2 * c_2 * eta * h * u + c_1 ^ 2 * eta * h ^ 2 * v + c_1 ^ 2 * eta * u ^ 2 * v - c_1 * c_2 * eta ^ 2 * lambda_k * u ^ 2 * v - c_1 * c_2 * eta * f ^ 2 * v + 2 * c_1 * c_2 * eta * f * m * v - c_1 * c_2 * eta * m ^ 2 * v <= 0.
Proof. intros. assert (D : v * (x_next - x) = - (eta * u)) by lra. assert (S : L * c_1 ^ 2 * c_2 * (v * (x_next - x)) ^ 2 = L * c_1 ^ 2 * c_2 * (eta * u) ^ 2) by (rewrite D; ring). assert (P : c_1 ^ 2 <= v ^ 2) by (apply pow_incr; lra). assert (0 <= L * c_2 * (eta ^ 2 * u ^ 2) * (v ^ 2 - c_1 ^ 2)) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= c_1 * c_2 * eta ^ 2 * lambda_k * u ^ 2 * v * (v - c_1)) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= c_1 * eta * ((h - u) ^ 2 * c_2 * v * (v - c_1))) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= c_1 * eta * (c_1 * h ^ 2 * v * (c_2 - v))) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= c_1 * eta * (c_1 * u ^ 2 * v * (c_2 - v))) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (f = h + m - u) by lra. subst f. apply (Rmult_le_reg_l v); [lra|]. rewrite Rmult_0_r. lra. Qed.

Lemma theorem_2_4_7b3d9b56 : forall F_k_next F_k_now L c_1 c_2 dx_sq eta grad_F_k_sq h_u_over_v lambda_k m_err_sq u_over_v u_sq : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= u_over_v ->
  0 <= u_sq ->
  (2 * F_k_next - 2 * F_k_now - L * dx_sq - eta ^ 2 * lambda_k * u_over_v + 2 * eta * h_u_over_v <= 0) ->
  (L * c_1 ^ 2 * c_2 * dx_sq - L * c_2 * eta ^ 2 * u_sq + c_1 ^ 2 * c_2 * eta ^ 2 * lambda_k * u_over_v - 2 * c_1 ^ 2 * c_2 * eta * h_u_over_v + c_1 ^ 2 * eta * grad_F_k_sq + c_1 ^ 2 * eta * u_sq - c_1 * c_2 * eta ^ 2 * lambda_k * u_sq - c_1 * c_2 * eta * m_err_sq <= 0) ->
  2 * F_k_next * c_1 ^ 2 * c_2 - 2 * F_k_now * c_1 ^ 2 * c_2 - L * c_2 * eta ^ 2 * u_sq + c_1 ^ 2 * eta * grad_F_k_sq + c_1 ^ 2 * eta * u_sq - c_1 * c_2 * eta ^ 2 * lambda_k * u_sq - c_1 * c_2 * eta * m_err_sq <= 0.
Proof. prepare; deny; first [solve [assert (sign_3 : 0 < c_1) by by_nra; assert (sign_4 : 0 < c_2) by by_nra; assert (given_0 : 0 <= (- 2 * F_k_next + 2 * F_k_now + L * dx_sq + eta ^ 2 * lambda_k * u_over_v - 2 * eta * h_u_over_v)) by lra; assert (given_1 : 0 <= (- L * c_1 ^ 2 * c_2 * dx_sq + L * c_2 * eta ^ 2 * u_sq - c_1 ^ 2 * c_2 * eta ^ 2 * lambda_k * u_over_v + 2 * c_1 ^ 2 * c_2 * eta * h_u_over_v - c_1 ^ 2 * eta * grad_F_k_sq - c_1 ^ 2 * eta * u_sq + c_1 * c_2 * eta ^ 2 * lambda_k * u_sq + c_1 * c_2 * eta * m_err_sq)) by lra; assert (given_2 : 0 < (2 * F_k_next * c_1 ^ 2 * c_2 - 2 * F_k_now * c_1 ^ 2 * c_2 - L * c_2 * eta ^ 2 * u_sq + c_1 ^ 2 * eta * grad_F_k_sq + c_1 ^ 2 * eta * u_sq - c_1 * c_2 * eta ^ 2 * lambda_k * u_sq - c_1 * c_2 * eta * m_err_sq)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof given_1; pose proof given_2; lra]]. Qed.

Lemma theorem_2_5_9e6b4de7 : forall lambda lambda_k mu_v : R,
  0 <= lambda ->
  0 <= mu_v ->
  (- lambda + lambda_k <= 0) ->
  (mu_v - 1 < 0) ->
  - lambda - lambda_k * mu_v + lambda_k <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_5_390fca88 : forall L c_1 c_2 eta lambda lambda_k : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  (2 * L * c_2 * eta - c_1 ^ 2 + 2 * c_1 * c_2 * eta * lambda <= 0) ->
  (- lambda + lambda_k <= 0) ->
  (c_1 - c_2 <= 0) ->
  (0 <= lambda_k) ->
  0 <= - 2 * L * c_2 * eta ^ 2 + c_1 ^ 2 * eta - 2 * c_1 * c_2 * eta ^ 2 * lambda_k.
Proof. prepare; deny; first [solve [assert (sign_1 : 0 < c_1) by by_nra; assert (sign_2 : 0 < c_2) by by_nra; assert (sign_3 : 0 < eta) by by_nra; assert (given_0 : 0 <= (- 2 * L * c_2 * eta + c_1 ^ 2 - 2 * c_1 * c_2 * eta * lambda)) by lra; assert (given_1 : 0 <= (lambda - lambda_k)) by lra; assert (given_3 : 0 < (2 * L * c_2 * eta ^ 2 - c_1 ^ 2 * eta + 2 * c_1 * c_2 * eta ^ 2 * lambda_k)) by lra; pose proof (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_3))); pose proof given_3; lra]]. Qed.

Lemma theorem_2_5_e948b06e : forall F_k_next F_k_now L c_1 c_2 eta grad_F_k_sq lambda_k m_err_sq u_sq : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= u_sq ->
  (2 * F_k_next * c_1 ^ 2 * c_2 - 2 * F_k_now * c_1 ^ 2 * c_2 - L * c_2 * eta ^ 2 * u_sq + c_1 ^ 2 * eta * grad_F_k_sq + c_1 ^ 2 * eta * u_sq - c_1 * c_2 * eta ^ 2 * lambda_k * u_sq - c_1 * c_2 * eta * m_err_sq <= 0) ->
  (0 <= - 2 * L * c_2 * eta ^ 2 + c_1 ^ 2 * eta - 2 * c_1 * c_2 * eta ^ 2 * lambda_k) ->
  4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_6_3ccdfb0b : forall c_1 c_2 eta u v x x_next : R,
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 < v ->
  (eta * u - v * x + v * x_next = 0) ->
  (0 <= - c_1 + v) ->
  (- c_2 + v <= 0) ->
  c_1 ^ 2 * x ^ 2 - 2 * c_1 ^ 2 * x * x_next + c_1 ^ 2 * x_next ^ 2 - eta ^ 2 * u ^ 2 <= 0.
Proof. intros. assert (Q : (eta * u) ^ 2 = (v * (x - x_next)) ^ 2) by (f_equal; lra). assert (0 <= (v ^ 2 - c_1 ^ 2) * (x - x_next) ^ 2). { apply Rmult_le_pos; [|apply pow2_ge_0]. assert (c_1 ^ 2 <= v ^ 2) by (apply pow_incr; lra). lra. } lra. Qed.

Lemma theorem_2_6_31759ca1 : forall c_1 dx_sq eta u_sq : R,
  0 < c_1 ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= u_sq ->
  (c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0) ->
  c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_6_330cd391 : forall F_k_next F_k_now L b beta_1 c_1 c_2 dx_sq eta grad_F_k_sq m_err_sq m_err_sq_next sigma u_sq : R,
  0 < L ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= m_err_sq_next ->
  0 <= sigma ->
  0 <= u_sq ->
  (4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq <= 0) ->
  (- L ^ 2 * b * beta_1 ^ 2 * dx_sq + 2 * L ^ 2 * b * beta_1 * dx_sq - L ^ 2 * b * dx_sq + b * beta_1 ^ 2 * m_err_sq - b * beta_1 * m_err_sq + b * beta_1 * m_err_sq_next - beta_1 ^ 3 * sigma ^ 2 <= 0) ->
  (c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq <= 0) ->
  (beta_1 - 1 <= 0) ->
  4 * F_k_next * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 - 4 * F_k_now * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 - 2 * L ^ 2 * b * beta_1 ^ 2 * c_2 * eta ^ 3 * u_sq + 4 * L ^ 2 * b * beta_1 * c_2 * eta ^ 3 * u_sq - 2 * L ^ 2 * b * c_2 * eta ^ 3 * u_sq + 2 * b * beta_1 ^ 2 * c_1 ^ 3 * eta * grad_F_k_sq + b * beta_1 ^ 2 * c_1 ^ 3 * eta * u_sq - 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq + 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq_next - 2 * beta_1 ^ 3 * c_1 ^ 2 * c_2 * eta * sigma ^ 2 <= 0.
Proof. intros. assert (A : c_1 ^ 2 * b * beta_1 ^ 2 * (4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq) <= 0) by (apply Ropp_le_cancel; rewrite Ropp_0, Ropp_mult_distr_r; apply Rmult_le_pos; [|lra]; repeat apply Rmult_le_pos; try lra; apply pow2_ge_0). assert (B : 2 * c_1 ^ 2 * c_2 * eta * (- L ^ 2 * b * beta_1 ^ 2 * dx_sq + 2 * L ^ 2 * b * beta_1 * dx_sq - L ^ 2 * b * dx_sq + b * beta_1 ^ 2 * m_err_sq - b * beta_1 * m_err_sq + b * beta_1 * m_err_sq_next - beta_1 ^ 3 * sigma ^ 2) <= 0) by (apply Ropp_le_cancel; rewrite Ropp_0, Ropp_mult_distr_r; apply Rmult_le_pos; [|lra]; repeat apply Rmult_le_pos; try lra; apply pow2_ge_0). assert (C : 2 * c_2 * eta * (L ^ 2 * b * (1 - beta_1) ^ 2) * (c_1 ^ 2 * dx_sq - eta ^ 2 * u_sq) <= 0) by (apply Ropp_le_cancel; rewrite Ropp_0, Ropp_mult_distr_r; apply Rmult_le_pos; [|lra]; repeat apply Rmult_le_pos; try lra; apply pow2_ge_0). lra. Qed.

Lemma theorem_2_7_8fa6ec6e : forall L beta_1 c_1 c_2 eta root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= root0 ->
  0 <= root1 ->
  (- 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (root1 <> 0) ->
  0 <= - 4 * L ^ 2 * beta_1 ^ 2 * c_2 * eta ^ 2 + 8 * L ^ 2 * beta_1 * c_2 * eta ^ 2 - 4 * L ^ 2 * c_2 * eta ^ 2 + beta_1 ^ 2 * c_1 ^ 3.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_1) by by_nra; assert (sign_2 : 0 < eta) by by_nra; assert (sign_3 : 0 < root0) by by_nra; assert (sign_4 : 0 < root1) by by_nra; assert (given_2 : 0 <= (2 * L * beta_1 * eta * root1 ^ 2 - 2 * L * eta * root1 ^ 2 + beta_1 * root0 ^ 3 * root1)) by lra; assert (given_3 : 0 <= (1 - beta_1)) by lra; assert (given_4 : 0 < (4 * L ^ 2 * beta_1 ^ 2 * eta ^ 2 * root1 ^ 2 - 8 * L ^ 2 * beta_1 * eta ^ 2 * root1 ^ 2 + 4 * L ^ 2 * eta ^ 2 * root1 ^ 2 - beta_1 ^ 2 * root0 ^ 6)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))) (Rlt_le _ _ (pow_lt _ 3 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_1)) (pow_lt _ 6 sign_3)); pose proof (Rmult_lt_0_compat _ _ given_4 given_4); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 3 sign_1)) (pow_lt _ 6 sign_3)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 5 sign_1)) (pow_lt _ 6 sign_3)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_0)) (pow_lt _ 1 sign_1)) (pow_lt _ 2 sign_2)) (pow_lt _ 2 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 6 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 6 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 3 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 3 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_4))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 given_4) (pow_lt _ 1 sign_1)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 given_4) (pow_lt _ 3 sign_1)); lra]]. Qed.

Lemma theorem_2_8_2c115990_false : ~ (forall Delta F_k_0 F_k_next F_star G_0 G_T M_0 b beta_1 c_1 decay_start eta m_err_sq_next sigma : R,
  0 <= Delta ->
  0 <= M_0 ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 <= decay_start ->
  0 < eta ->
  0 <= m_err_sq_next ->
  0 <= sigma ->
  (- 2 * F_k_0 * beta_1 * c_1 + 2 * G_0 * beta_1 * c_1 - M_0 * eta = 0) ->
  (M_0 * b - sigma ^ 2 <= 0) ->
  (- Delta + F_k_0 - F_star - decay_start = 0) ->
  (- 2 * F_k_next * beta_1 * c_1 + 2 * G_T * beta_1 * c_1 - eta * m_err_sq_next = 0) ->
  (0 <= 2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next) ->
  - 2 * Delta * b * beta_1 * c_1 + 2 * G_0 * b * beta_1 * c_1 - 2 * G_T * b * beta_1 * c_1 - eta * sigma ^ 2 <= 0).
Proof. intros goal; specialize (goal (1) (990008521 / 13200) (- 4 / 11) (824996 / 11) (990008521 / 13200) (824996 / 11) (0) (1 / 2) (1 / 4) (2) (11 / 1200) (250) (300) (0)); refute goal. Qed.

Lemma theorem_2_9_0f36118c : forall F_k_next F_k_now G_next G_now L b beta_1 c_1 c_2 eta grad_F_k_sq m_err_sq m_err_sq_next sigma u_sq : R,
  0 < L ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= m_err_sq_next ->
  0 <= sigma ->
  0 <= u_sq ->
  (4 * F_k_next * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 - 4 * F_k_now * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 - 2 * L ^ 2 * b * beta_1 ^ 2 * c_2 * eta ^ 3 * u_sq + 4 * L ^ 2 * b * beta_1 * c_2 * eta ^ 3 * u_sq - 2 * L ^ 2 * b * c_2 * eta ^ 3 * u_sq + 2 * b * beta_1 ^ 2 * c_1 ^ 3 * eta * grad_F_k_sq + b * beta_1 ^ 2 * c_1 ^ 3 * eta * u_sq - 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq + 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq_next - 2 * beta_1 ^ 3 * c_1 ^ 2 * c_2 * eta * sigma ^ 2 <= 0) ->
  (0 <= - 4 * L ^ 2 * beta_1 ^ 2 * c_2 * eta ^ 2 + 8 * L ^ 2 * beta_1 * c_2 * eta ^ 2 - 4 * L ^ 2 * c_2 * eta ^ 2 + beta_1 ^ 2 * c_1 ^ 3) ->
  (beta_1 - 1 <= 0) ->
  (- 2 * F_k_now * beta_1 * c_1 + 2 * G_now * beta_1 * c_1 - eta * m_err_sq = 0) ->
  (- 2 * F_k_next * beta_1 * c_1 + 2 * G_next * beta_1 * c_1 - eta * m_err_sq_next = 0) ->
  8 * G_next * b * c_1 * c_2 - 8 * G_now * b * c_1 * c_2 + 4 * b * c_1 * eta * grad_F_k_sq + b * c_1 * eta * u_sq - 4 * beta_1 * c_2 * eta * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_5 : 0 < b) by by_nra; assert (sign_6 : 0 < beta_1) by by_nra; assert (sign_7 : 0 < c_1) by by_nra; assert (sign_8 : 0 < c_2) by by_nra; assert (sign_9 : 0 < eta) by by_nra; assert (sign_14 : 0 <= u_sq) by by_nra; assert (given_0 : 0 <= (- 4 * F_k_next * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 + 4 * F_k_now * b * beta_1 ^ 2 * c_1 ^ 3 * c_2 + 2 * L ^ 2 * b * beta_1 ^ 2 * c_2 * eta ^ 3 * u_sq - 4 * L ^ 2 * b * beta_1 * c_2 * eta ^ 3 * u_sq + 2 * L ^ 2 * b * c_2 * eta ^ 3 * u_sq - 2 * b * beta_1 ^ 2 * c_1 ^ 3 * eta * grad_F_k_sq - b * beta_1 ^ 2 * c_1 ^ 3 * eta * u_sq + 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq - 2 * b * beta_1 * c_1 ^ 2 * c_2 * eta * m_err_sq_next + 2 * beta_1 ^ 3 * c_1 ^ 2 * c_2 * eta * sigma ^ 2)) by lra; assert (given_1 : 0 <= (- 4 * L ^ 2 * beta_1 ^ 2 * c_2 * eta ^ 2 + 8 * L ^ 2 * beta_1 * c_2 * eta ^ 2 - 4 * L ^ 2 * c_2 * eta ^ 2 + beta_1 ^ 2 * c_1 ^ 3)) by lra; assert (given_3 : (- 2 * F_k_now * beta_1 * c_1 + 2 * G_now * beta_1 * c_1 - eta * m_err_sq) = 0) by lra; assert (given_4 : (- 2 * F_k_next * beta_1 * c_1 + 2 * G_next * beta_1 * c_1 - eta * m_err_sq_next) = 0) by lra; assert (given_5 : 0 < (8 * G_next * b * c_1 * c_2 - 8 * G_now * b * c_1 * c_2 + 4 * b * c_1 * eta * grad_F_k_sq + b * c_1 * eta * u_sq - 4 * beta_1 * c_2 * eta * sigma ^ 2)) by lra; pose proof given_0; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_9))) (pow_le _ 1 sign_14)); pose proof (Rmult_eq_compat_r ((b * beta_1 * c_1 ^ 2 * c_2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((b * beta_1 * c_1 ^ 2 * c_2)) _ _ given_4); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_5 (pow_lt _ 2 sign_6)) (pow_lt _ 2 sign_7)); lra]]. Qed.

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

Lemma theorem_2_9_33e792d9 : forall Delta G_0 G_T G_now S_T T b beta_1 c_1 c_2 eta grad_F_k_sq sigma u_sq : R,
  0 <= Delta ->
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
  (- G_T + G_now = 0) ->
  (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq = 0) ->
  (- 2 * Delta * b * beta_1 * c_1 + 2 * G_0 * b * beta_1 * c_1 - 2 * G_T * b * beta_1 * c_1 - eta * sigma ^ 2 <= 0) ->
  - 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 4 * c_2 * eta * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : G_T = G_now) by lra; subst G_T; assert (sign_5 : 0 < b) by by_nra; assert (sign_6 : 0 < beta_1) by by_nra; assert (sign_7 : 0 < c_1) by by_nra; assert (sign_8 : 0 < c_2) by by_nra; assert (given_0 : 0 <= (2 * G_0 * b * c_1 - 2 * G_now * b * c_1 - 2 * S_T * b * c_1 + T * beta_1 * eta * sigma ^ 2)) by lra; assert (given_1 : (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq) = 0) by lra; assert (given_2 : 0 <= (2 * Delta * b * beta_1 * c_1 - 2 * G_0 * b * beta_1 * c_1 + 2 * G_now * b * beta_1 * c_1 + eta * sigma ^ 2)) by lra; assert (given_3 : 0 < (- 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 4 * c_2 * eta * sigma ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof (Rmult_eq_compat_r ((b * beta_1 * c_1)) _ _ given_1); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof given_3; lra]]. Qed.

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

Lemma theorem_2_10_91e12ad9 : forall eta u v x x_next : R,
  0 < eta ->
  0 < v ->
  (eta * u - v * x + v * x_next = 0) ->
  - eta ^ 2 * u ^ 2 + v ^ 2 * x ^ 2 - 2 * v ^ 2 * x * x_next + v ^ 2 * x_next ^ 2 = 0.
Proof. intros. replace (- eta ^ 2 * u ^ 2 + v ^ 2 * x ^ 2 - 2 * v ^ 2 * x * x_next + v ^ 2 * x_next ^ 2) with (- (eta * u - v * x + v * x_next) * (eta * u + v * x - v * x_next)) by ring. rewrite H1. ring. Qed.

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

Lemma theorem_2_11_c6dd28b1_false : ~ (forall L b beta_1 c_1 c_2 epsilon eta root0 root1 sigma : R,
  0 < L ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 < eta ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  (36 * L ^ 2 * eta * root1 ^ 6 * sigma ^ 4 - 6 * L * b * epsilon ^ 2 * root0 ^ 5 * root1 ^ 3 * sigma ^ 2 <= 0) ->
  (- 3 * b * c_1 * c_2 * epsilon ^ 2 * sigma ^ 2 + 9 * beta_1 * c_2 ^ 2 * sigma ^ 4 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  (3 * c_2 * sigma ^ 2 <> 0) ->
  (root1 <> 0) ->
  - 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0).
Proof. intros goal; specialize (goal (1) (1) (1 / 10) (1) (1) (1) (1 / 6) (1) (1) (1)); refute goal. Qed.

Lemma theorem_2_11_0cc2a734_false : ~ (forall L b beta_1 c_1 c_2 epsilon eta lambda root0 root1 sigma : R,
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
  (36 * L ^ 2 * eta * root1 ^ 6 * sigma ^ 4 - 6 * L * b * epsilon ^ 2 * root0 ^ 5 * root1 ^ 3 * sigma ^ 2 <= 0) ->
  (- 3 * b * c_1 * c_2 * epsilon ^ 2 * sigma ^ 2 + 9 * beta_1 * c_2 ^ 2 * sigma ^ 4 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  (3 * c_2 * sigma ^ 2 <> 0) ->
  2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0).
Proof. intros goal; specialize (goal (1) (1) (1 / 10) (1) (1) (1) (1 / 6) (3) (1) (1) (1)); refute goal. Qed.

Lemma theorem_2_lambda_k_5d1f094e_false : ~ (forall beta_2 c_inf delta lambda mu_v : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= lambda ->
  0 <= mu_v ->
  (- beta_2 * c_inf ^ 2 + delta * mu_v = 0) ->
  (beta_2 - 1 <= 0) ->
  0 <= - lambda * mu_v + lambda).
Proof. intros goal; specialize (goal (1) (2) (1) (1) (4)); refute goal. Qed.

Lemma theorem_2_5_39a2cf49 : forall L c_1 eta lambda lambda_k v : R,
  0 < L ->
  0 < c_1 ->
  0 < eta ->
  0 <= lambda ->
  0 < v ->
  (2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0) ->
  (0 <= - c_1 + v) ->
  (- lambda + lambda_k <= 0) ->
  2 * L * eta + 2 * eta * lambda_k * v - v <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < c_1) by by_nra; assert (sign_2 : 0 < eta) by by_nra; assert (sign_5 : 0 < v) by by_nra; assert (given_0 : 0 <= (- 2 * L * eta - 2 * c_1 * eta * lambda + c_1)) by lra; assert (given_1 : 0 <= (- c_1 + v)) by lra; assert (given_2 : 0 <= (lambda - lambda_k)) by lra; assert (given_3 : 0 < (2 * L * eta + 2 * eta * lambda_k * v - v)) by lra; pose proof (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_lt_0_compat _ _ given_3 (pow_lt _ 1 sign_1)); lra]]. Qed.

Lemma theorem_2_5_7a7a3123 : forall c_2 share v : R,
  0 < c_2 ->
  0 < v ->
  (2 * share - 1 <= 0) ->
  (- c_2 + v <= 0) ->
  0 <= - 2 * c_2 * share + 2 * c_2 - v.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_5_29333a62 : forall L c_1 c_2 eta f h lambda_k m u v x x_next : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 < v ->
  (0 <= - c_1 + v) ->
  (- c_2 + v <= 0) ->
  (- f + h + m - u = 0) ->
  (eta * u - v * x + v * x_next = 0) ->
  (0 <= - 2 * L * c_2 * eta - 2 * c_2 * eta * lambda_k * v + 2 * c_2 * v - v ^ 2) ->
  2 * L * c_1 * c_2 * v * x ^ 2 - 4 * L * c_1 * c_2 * v * x * x_next + 2 * L * c_1 * c_2 * v * x_next ^ 2 + 2 * c_1 * c_2 * eta ^ 2 * lambda_k * u ^ 2 - 4 * c_1 * c_2 * eta * h * u + 2 * c_1 * eta * h ^ 2 * v + c_1 * eta * u ^ 2 * v - 2 * c_2 * eta * f ^ 2 * v + 4 * c_2 * eta * f * m * v - 2 * c_2 * eta * m ^ 2 * v <= 0.
Proof. intros. assert (D : v * (x_next - x) = - (eta * u)) by lra. assert (S : 2 * L * c_1 * c_2 * (v * (x_next - x)) ^ 2 = 2 * L * c_1 * c_2 * (eta * u) ^ 2) by (rewrite D; ring). assert (0 <= 2 * c_2 * eta * v * ((h - u) ^ 2 * (v - c_1))) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= 2 * c_1 * eta * v * (h ^ 2 * (c_2 - v))) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (0 <= c_1 * eta * u ^ 2 * (- 2 * L * c_2 * eta - 2 * c_2 * eta * lambda_k * v + 2 * c_2 * v - v ^ 2)) by (repeat first [apply pow2_ge_0 | lra | apply Rmult_le_pos]). assert (f = h + m - u) by lra. subst f. apply (Rmult_le_reg_l v); [lra|]. rewrite Rmult_0_r. lra. Qed.

Lemma theorem_2_5_7a9320da : forall F_k_next F_k_now L c_1 c_2 dx_sq eta grad_F_k_sq h_u_over_v lambda_k m_err_sq u_over_v u_sq : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= dx_sq ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= m_err_sq ->
  0 <= u_over_v ->
  0 <= u_sq ->
  (2 * F_k_next - 2 * F_k_now - L * dx_sq - eta ^ 2 * lambda_k * u_over_v + 2 * eta * h_u_over_v <= 0) ->
  (2 * L * c_1 * c_2 * dx_sq + 2 * c_1 * c_2 * eta ^ 2 * lambda_k * u_over_v - 4 * c_1 * c_2 * eta * h_u_over_v + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq <= 0) ->
  4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq <= 0.
Proof. prepare; deny; first [solve [assert (sign_3 : 0 < c_1) by by_nra; assert (sign_4 : 0 < c_2) by by_nra; assert (given_0 : 0 <= (- 2 * F_k_next + 2 * F_k_now + L * dx_sq + eta ^ 2 * lambda_k * u_over_v - 2 * eta * h_u_over_v)) by lra; assert (given_1 : 0 <= (- 2 * L * c_1 * c_2 * dx_sq - 2 * c_1 * c_2 * eta ^ 2 * lambda_k * u_over_v + 4 * c_1 * c_2 * eta * h_u_over_v - 2 * c_1 * eta * grad_F_k_sq - c_1 * eta * u_sq + 2 * c_2 * eta * m_err_sq)) by lra; assert (given_2 : 0 < (4 * F_k_next * c_1 * c_2 - 4 * F_k_now * c_1 * c_2 + 2 * c_1 * eta * grad_F_k_sq + c_1 * eta * u_sq - 2 * c_2 * eta * m_err_sq)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof given_1; pose proof given_2; lra]]. Qed.

Lemma theorem_2_5_a717d0bf : forall c_1 c_2 : R,
  0 < c_1 ->
  0 < c_2 ->
  (c_1 - c_2 <= 0) ->
  c_1 ^ 2 - c_1 * c_2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_8_8a93d01c : forall Delta F_k_0 F_k_next F_star G_0 G_T M_0 b beta_1 c_1 decay_0 decay_start eta m_err_sq_next sigma : R,
  0 <= Delta ->
  0 <= M_0 ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 <= decay_0 ->
  0 <= decay_start ->
  0 < eta ->
  0 <= m_err_sq_next ->
  0 <= sigma ->
  (- 2 * F_k_0 * beta_1 * c_1 + 2 * G_0 * beta_1 * c_1 - M_0 * eta = 0) ->
  (M_0 * b - sigma ^ 2 <= 0) ->
  (- Delta + F_k_0 - F_star - decay_start = 0) ->
  (- 2 * F_k_next * beta_1 * c_1 + 2 * G_T * beta_1 * c_1 - eta * m_err_sq_next = 0) ->
  (0 <= 2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next) ->
  (- decay_0 + decay_start <= 0) ->
  - 2 * Delta * b * beta_1 * c_1 + 2 * G_0 * b * beta_1 * c_1 - 2 * G_T * b * beta_1 * c_1 - 2 * b * beta_1 * c_1 * decay_0 - eta * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : Delta = F_k_0 - F_star - decay_start) by lra; subst Delta; assert (sign_6 : 0 < b) by by_nra; assert (sign_7 : 0 < beta_1) by by_nra; assert (sign_8 : 0 < c_1) by by_nra; assert (sign_11 : 0 < eta) by by_nra; assert (given_1 : (- 2 * F_k_0 * beta_1 * c_1 + 2 * G_0 * beta_1 * c_1 - M_0 * eta) = 0) by lra; assert (given_2 : 0 <= (- M_0 * b + sigma ^ 2)) by lra; assert (given_3 : (- 2 * F_k_next * beta_1 * c_1 + 2 * G_T * beta_1 * c_1 - eta * m_err_sq_next) = 0) by lra; assert (given_4 : 0 <= (2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next)) by lra; assert (given_5 : 0 <= (decay_0 - decay_start)) by lra; assert (given_6 : 0 < (- 2 * F_k_0 * b * beta_1 * c_1 + 2 * F_star * b * beta_1 * c_1 + 2 * G_0 * b * beta_1 * c_1 - 2 * G_T * b * beta_1 * c_1 - 2 * b * beta_1 * c_1 * decay_0 + 2 * b * beta_1 * c_1 * decay_start - eta * sigma ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((b)) _ _ given_1); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_11))); pose proof (Rmult_eq_compat_r ((b)) _ _ given_3); pose proof (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 1 sign_6))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof given_6; lra]]. Qed.

Lemma theorem_2_8_5b537068 : forall c_2 lambda v x : R,
  0 < c_2 ->
  0 <= lambda ->
  0 < v ->
  (- c_2 + v <= 0) ->
  - c_2 * lambda * x ^ 2 + lambda * v * x ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_1 : 0 <= lambda) by by_nra; assert (given_0 : 0 <= (c_2 - v)) by lra; assert (given_1 : 0 < (- c_2 * lambda * x ^ 2 + lambda * v * x ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (pow_le _ 1 sign_1)) (pow2_ge_0 (x ^ 1))); pose proof given_1; lra]]. Qed.

Lemma theorem_2_8_41d15bf8 : forall F_k_next F_next F_star beta_1 c_1 decay_next eta m_err_sq_next : R,
  0 < beta_1 ->
  0 < c_1 ->
  0 < eta ->
  0 <= m_err_sq_next ->
  (0 <= F_next - F_star) ->
  (F_k_next - F_next - decay_next = 0) ->
  (0 <= decay_next) ->
  0 <= 2 * F_k_next * beta_1 * c_1 - 2 * F_star * beta_1 * c_1 + eta * m_err_sq_next.
Proof. prepare; deny; first [solve [assert (known_0 : F_k_next = F_next + decay_next) by lra; subst F_k_next; assert (sign_2 : 0 < beta_1) by by_nra; assert (sign_3 : 0 < c_1) by by_nra; assert (sign_4 : 0 <= decay_next) by by_nra; assert (sign_5 : 0 < eta) by by_nra; assert (sign_6 : 0 <= m_err_sq_next) by by_nra; assert (given_0 : 0 <= (F_next - F_star)) by lra; assert (given_1 : 0 < (- 2 * F_next * beta_1 * c_1 + 2 * F_star * beta_1 * c_1 - 2 * beta_1 * c_1 * decay_next - eta * m_err_sq_next)) by lra; pose proof (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_5)) (pow_le _ 1 sign_6)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof given_1; lra]]. Qed.

Lemma theorem_2_9_aeed0e28 : forall Delta G_0 G_T G_now S_T T b beta_1 c_1 c_2 decay_0 eta grad_F_k_sq sigma u_sq : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_0 ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 2 * G_0 * b * c_1 + 2 * G_now * b * c_1 + 2 * S_T * b * c_1 - T * beta_1 * eta * sigma ^ 2 <= 0) ->
  (- G_T + G_now = 0) ->
  (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq = 0) ->
  (- 2 * Delta * b * beta_1 * c_1 + 2 * G_0 * b * beta_1 * c_1 - 2 * G_T * b * beta_1 * c_1 - 2 * b * beta_1 * c_1 * decay_0 - eta * sigma ^ 2 <= 0) ->
  - 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_0 - 4 * c_2 * eta * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : G_T = G_now) by lra; subst G_T; assert (sign_5 : 0 < b) by by_nra; assert (sign_6 : 0 < beta_1) by by_nra; assert (sign_7 : 0 < c_1) by by_nra; assert (sign_8 : 0 < c_2) by by_nra; assert (given_0 : 0 <= (2 * G_0 * b * c_1 - 2 * G_now * b * c_1 - 2 * S_T * b * c_1 + T * beta_1 * eta * sigma ^ 2)) by lra; assert (given_1 : (8 * S_T * c_2 - 4 * T * eta * grad_F_k_sq - T * eta * u_sq) = 0) by lra; assert (given_2 : 0 <= (2 * Delta * b * beta_1 * c_1 - 2 * G_0 * b * beta_1 * c_1 + 2 * G_now * b * beta_1 * c_1 + 2 * b * beta_1 * c_1 * decay_0 + eta * sigma ^ 2)) by lra; assert (given_3 : 0 < (- 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_0 - 4 * c_2 * eta * sigma ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof (Rmult_eq_compat_r ((b * beta_1 * c_1)) _ _ given_1); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof given_3; lra]]. Qed.

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

Lemma theorem_2_11_42034a8e : forall L beta_1 c_1 c_2 eta lambda root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_2_11_aea89233 : forall L beta_1 c_1 c_2 eta lambda root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (2 * L * eta + 2 * c_1 * eta * lambda - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  (root1 <> 0) ->
  - 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_1) by by_nra; assert (sign_2 : 0 < eta) by by_nra; assert (given_0 : 0 < (root1 ^ 2)) by lra; assert (given_3 : 0 <= (- 4 * L ^ 2 * eta * root1 ^ 2 + 2 * L * beta_1 * root0 ^ 3 * root1)) by lra; assert (given_5 : 0 < (- 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1)) by lra; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_0 (pow_lt _ 2 sign_0)) (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)); pose proof given_3; pose proof (Rmult_lt_0_compat _ _ given_5 (pow_lt _ 1 sign_0)); lra]]. Qed.

Lemma theorem_2_i_190b00c0 : forall Delta T b beta_1 c_1 c_2 decay_0 epsilon eta grad_F_k_sq sigma u_sq : R,
  0 <= Delta ->
  0 < T ->
  0 < b ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_0 ->
  0 < epsilon ->
  0 < eta ->
  0 <= grad_F_k_sq ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 8 * b * beta_1 * c_1 * c_2 * decay_0 - 4 * c_2 * eta * sigma ^ 2 <= 0) ->
  (6 * Delta * c_2 - T * epsilon ^ 2 * eta + 6 * c_2 * decay_0 <= 0) ->
  (- T * b * beta_1 * c_1 * epsilon ^ 2 + 3 * c_2 * sigma ^ 2 <= 0) ->
  (- b * c_1 * epsilon ^ 2 + 3 * beta_1 * c_2 * sigma ^ 2 <= 0) ->
  - 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0.
Proof. prepare; deny; first [solve [assert (sign_1 : 0 < T) by by_nra; assert (sign_2 : 0 < b) by by_nra; assert (sign_3 : 0 < beta_1) by by_nra; assert (sign_4 : 0 < c_1) by by_nra; assert (sign_7 : 0 < epsilon) by by_nra; assert (sign_8 : 0 < eta) by by_nra; assert (given_0 : 0 <= (8 * Delta * b * beta_1 * c_1 * c_2 - 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq - T * b * beta_1 * c_1 * eta * u_sq + 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 + 8 * b * beta_1 * c_1 * c_2 * decay_0 + 4 * c_2 * eta * sigma ^ 2)) by lra; assert (given_1 : 0 <= (- 6 * Delta * c_2 + T * epsilon ^ 2 * eta - 6 * c_2 * decay_0)) by lra; assert (given_2 : 0 <= (T * b * beta_1 * c_1 * epsilon ^ 2 - 3 * c_2 * sigma ^ 2)) by lra; assert (given_3 : 0 <= (b * c_1 * epsilon ^ 2 - 3 * beta_1 * c_2 * sigma ^ 2)) by lra; assert (given_4 : 0 < (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq)) by lra; pose proof (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 2 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 2 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 2 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (Rlt_le _ _ (pow_lt _ 2 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)) (pow_lt _ 1 sign_3)) (pow_lt _ 1 sign_4)) (pow_lt _ 2 sign_7)) (pow_lt _ 1 sign_8)); lra]]. Qed.

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

Lemma theorem_2_iv_ab0c2385 : forall c_1 c_2 c_inf delta root0 root1 root2 : R,
  0 < c_1 ->
  0 < c_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  (c_1 - root0 = 0) ->
  (c_2 - root1 = 0) ->
  (c_1 - c_inf <= 0) ->
  (- delta + root0 ^ 2 = 0) ->
  (- c_inf ^ 2 - delta + root1 ^ 2 = 0) ->
  (root2 ^ 2 - 2 = 0) ->
  c_2 - c_inf * root2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0) by lra; subst c_1; assert (known_1 : c_2 = root1) by lra; subst c_2; assert (known_2 : delta = root0^2) by lra; subst delta; assert (sign_0 : 0 <= c_inf) by by_nra; assert (sign_1 : 0 < root0) by by_nra; assert (sign_2 : 0 < root1) by by_nra; assert (sign_3 : 0 < root2) by by_nra; assert (given_1 : 0 <= (c_inf - root0)) by lra; assert (given_2 : (- c_inf ^ 2 - root0 ^ 2 + root1 ^ 2) = 0) by lra; assert (given_3 : (root2 ^ 2 - 2) = 0) by lra; assert (given_4 : 0 < (- c_inf * root2 + root1)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_eq_compat_r ((c_inf * root2)) _ _ given_2); pose proof (Rmult_eq_compat_r ((c_inf ^ 2 * root1)) _ _ given_3); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 2 sign_0)); lra]]. Qed.

Lemma theorem_2_lambda_k_dfdace86 : forall beta_2 c_inf delta lambda_k mu_v : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= mu_v ->
  (- beta_2 * c_inf ^ 2 + delta * mu_v = 0) ->
  (beta_2 * c_inf ^ 2 - delta <= 0) ->
  (0 <= lambda_k) ->
  (- lambda_k * mu_v <= 0) /\ (0 <= - lambda_k * mu_v + lambda_k).
Proof. prepare. all: by_nra. Qed.

Lemma theorem_2_lambda_k_dfdf6f9e : forall beta_2 c_inf delta g mu_v n : R,
  0 < beta_2 ->
  0 <= c_inf ->
  0 < delta ->
  0 <= mu_v ->
  (- c_inf + g <= 0) ->
  (0 <= c_inf + g) ->
  (0 <= n) ->
  (beta_2 - 1 <= 0) ->
  (- beta_2 * c_inf ^ 2 + delta * mu_v = 0) ->
  beta_2 * g ^ 2 - beta_2 * n - delta * mu_v - mu_v * n <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < beta_2) by by_nra; assert (sign_1 : 0 <= c_inf) by by_nra; assert (sign_2 : 0 < delta) by by_nra; assert (sign_4 : 0 <= mu_v) by by_nra; assert (sign_5 : 0 <= n) by by_nra; assert (given_0 : 0 <= (c_inf - g)) by lra; assert (given_1 : 0 <= (c_inf + g)) by lra; assert (given_2 : 0 <= (1 - beta_2)) by lra; assert (given_3 : (- beta_2 * c_inf ^ 2 + delta * mu_v) = 0) by lra; assert (given_4 : 0 < (beta_2 * g ^ 2 - beta_2 * n - delta * mu_v - mu_v * n)) by lra; pose proof (Rmult_eq_compat_r ((1)) _ _ given_3); pose proof (Rmult_eq_compat_r ((n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((mu_v * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((g ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((delta * mu_v)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 * g ^ 2)) _ _ given_3); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow2_ge_0 (g ^ 1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow2_ge_0 (g ^ 1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow2_ge_0 (g ^ 1))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof (Rmult_lt_0_compat _ _ given_4 given_4); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * g + 1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * c_inf + g)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * c_inf + g)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * c_inf + g)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * c_inf + g)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow_le _ 1 sign_4) (pow_le _ 2 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 2 sign_5)); pose proof (Rmult_eq_compat_r ((g ^ 2 * mu_v)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 * g ^ 2 * mu_v)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 ^ 2 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 ^ 2 * mu_v * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 ^ 3 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_2 ^ 3 * g ^ 2)) _ _ given_3); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow2_ge_0 (g ^ 1))) (pow_le _ 1 sign_4)); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow2_ge_0 (g ^ 1))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 2 sign_0))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (pow2_ge_0 (g ^ 1))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 3 sign_0))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 3 sign_0))) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 2 sign_4)) (pow_le _ 2 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 2 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 * g + 1)) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * beta_2 * n + n)) (pow_le _ 1 sign_4)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 + g)) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * beta_2 + g * mu_v)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - 2 * beta_2)) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (g * mu_v + 1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * mu_v * n + n)) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- beta_2 * g / 2 + 1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 * c_inf + g)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 + g * mu_v)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - 2 * beta_2)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * beta_2 * g + beta_2)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 * g + beta_2)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * beta_2 * g + beta_2)) (pow_le _ 1 sign_4)) (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * beta_2 * c_inf + beta_2 * g)) (pow_le _ 1 sign_5)); lra]]. Qed.

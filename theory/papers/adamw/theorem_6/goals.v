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

Lemma theorem_6_c_0_ca943991 : forall d kl log_1 log_all log_det_M log_root n_samples rho risk_gap root0 root1 root2 root3 trace_M x_star_sq : R,
  0 < d ->
  0 <= kl ->
  0 <= log_all ->
  0 <= log_root ->
  0 < n_samples ->
  0 < rho ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  0 <= root3 ->
  0 < trace_M ->
  0 <= x_star_sq ->
  (4 * risk_gap * root1 ^ 2 - 2 * root0 * root1 * root2 <= 0) ->
  (- log_all + log_root <= 0) ->
  (0 <= d * log_1 * rho - d * rho - log_det_M * rho + trace_M) ->
  (- d * log_1 * rho + d * rho + 2 * kl * rho + log_det_M * rho - trace_M - x_star_sq = 0) ->
  (root0 ^ 2 - 2 = 0) ->
  (- n_samples + root1 ^ 2 = 0) ->
  (- kl - log_root + root2 ^ 2 = 0) ->
  (2 * root1 <> 0) ->
  (- 2 * d * log_1 * rho + d * rho - 4 * log_all * rho + 2 * log_det_M * rho + 2 * rho * root3 ^ 2 - 2 * trace_M - x_star_sq = 0) ->
  (root1 <> 0) ->
  risk_gap * root1 ^ 2 - 2 * root0 * root1 * root3 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : trace_M = -d*log_1*rho + d*rho + 2*kl*rho + log_det_M*rho - x_star_sq) by lra; subst trace_M; assert (known_1 : n_samples = root1^2) by lra; subst n_samples; assert (known_2 : kl = -log_root + root2^2) by lra; subst kl; assert (known_3 : x_star_sq = d*rho + 4*log_all*rho - 4*log_root*rho + 4*rho*root2^2 - 2*rho*root3^2) by lra; subst x_star_sq; assert (sign_0 : 0 < d) by by_nra; assert (sign_2 : 0 <= log_all) by by_nra; assert (sign_4 : 0 <= log_root) by by_nra; assert (sign_5 : 0 < rho) by by_nra; assert (sign_7 : 0 < root0) by by_nra; assert (sign_8 : 0 < root1) by by_nra; assert (sign_9 : 0 <= root2) by by_nra; assert (sign_10 : 0 <= root3) by by_nra; assert (given_1 : 0 <= (- log_root + root2 ^ 2)) by lra; assert (given_4 : 0 <= (- 4 * risk_gap * root1 ^ 2 + 2 * root0 * root1 * root2)) by lra; assert (given_5 : 0 <= (log_all - log_root)) by lra; assert (given_6 : 0 <= (- d * rho - 4 * log_all * rho + 2 * log_root * rho - 2 * rho * root2 ^ 2 + 2 * rho * root3 ^ 2)) by lra; assert (given_7 : (root0 ^ 2 - 2) = 0) by lra; assert (given_8 : 0 < (risk_gap * root1 ^ 2 - 2 * root0 * root1 * root3)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 1 sign_5))) (pow_le _ 2 sign_10)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_eq_compat_r ((log_root * rho * root0 * root1 * root3)) _ _ given_7); pose proof (Rmult_eq_compat_r ((d * rho * root0 * root1 * root3)) _ _ given_7); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_8) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (pow_le _ 2 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_8) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_8 (pow_lt _ 1 sign_0)) (pow_lt _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_4) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_le_pos _ _ given_6 (Rlt_le _ _ given_8)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow_le _ 1 sign_4) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_6 (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * root2 + root3)) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_10)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * root2 + root3)) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_9)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - 2 * root0)) (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_10)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * root0 + 1)) (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_10)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - 2 * root0)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_10)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (2 * root0 + 1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_7))) (Rlt_le _ _ (pow_lt _ 1 sign_8))) (pow_le _ 1 sign_10)); lra]]. Qed.

(** theorem-3: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_3_2_b6b863f1 : forall C c_1 : R,
  0 < C ->
  0 < c_1 ->
  C / (2 * c_1) = C / (2 * c_1).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_2_754985bd_false : ~ (forall C c_1 gamma k : R,
  0 < C ->
  0 < c_1 ->
  0 < gamma ->
  0 <= k ->
  C * gamma / (2 * c_1 * sqrt (k + 1)) + C * (- gamma / sqrt (k + 2) + 1) / (2 * c_1) = C / (2 * c_1)).
Proof. intros goal. specialize (goal 1 1 1 0 ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)). replace (0 + 1) with 1 in goal by ring. replace (0 + 2) with 2 in goal by ring. rewrite sqrt_1 in goal. assert (P : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). assert (I : sqrt 2 * / sqrt 2 = 1) by (apply Rinv_r; lra). assert (Q : sqrt 2 ^ 2 = 2) by (apply pow2_sqrt; lra). unfold Rdiv in goal. set (i := / sqrt 2) in *. assert (J : i = 1) by lra. rewrite J in I. replace (sqrt 2) with 1 in Q by lra. lra. Qed.

Lemma theorem_3_3_6563d9c1_false : ~ (forall L c_1 c_2 gamma n root0 root1 : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  0 < n ->
  0 <= root0 ->
  0 <= root1 ->
  (0 <= gamma - 1) ->
  (0 <= n - 1) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (- 2 * L * gamma * n * root1 + 2 * L * n ^ 2 * root1 <> 0) ->
  2 * L * gamma ^ 3 * n * root0 ^ 3 * root1 - 2 * L * gamma ^ 2 * n ^ 2 * root0 ^ 3 * root1 <= 0).
Proof. intros goal; specialize (goal (1) (1) (1) (2) (1) (1) (1)); refute goal. Qed.

Lemma theorem_3_5_aeb4deb3 : forall T gamma root0 root1 : R,
  0 < T ->
  0 < gamma ->
  0 <= root0 ->
  0 <= root1 ->
  (- T + root0 ^ 2 - 1 = 0) ->
  (- T + root1 ^ 2 - 2 = 0) ->
  (root0 <> 0) ->
  0 <= 2 * gamma * root0 ^ 3 - 2 * gamma * root0 ^ 2 * root1 + gamma * root0.
Proof. prepare; deny; first [solve [assert (known_0 : T = root0^2 - 1) by lra; subst T; assert (sign_0 : 0 < gamma) by by_nra; assert (sign_1 : 0 < root0) by by_nra; assert (sign_2 : 0 < root1) by by_nra; assert (given_1 : (- root0 ^ 2 + root1 ^ 2 - 1) = 0) by lra; assert (given_2 : 0 < (- 2 * gamma * root0 ^ 3 + 2 * gamma * root0 ^ 2 * root1 - gamma * root0)) by lra; pose proof (Rmult_lt_0_compat _ _ (pow_lt _ 1 sign_0) (pow_lt _ 1 sign_1)); pose proof (Rmult_eq_compat_r ((gamma * root0 ^ 3)) _ _ given_1); pose proof given_2; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 2 sign_1)); lra]]. Qed.

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

Lemma theorem_3_7_86f7e472 : forall C S_ gamma r size : R,
  0 < C ->
  0 < S_ ->
  0 < gamma ->
  0 <= size ->
  (0 <= - 2 * C * gamma * r + S_) ->
  (0 < r) ->
  (2 * C * S_ * gamma * r <> 0) ->
  4 * C ^ 2 * S_ * gamma ^ 2 * r ^ 2 * size - 2 * C * S_ ^ 2 * gamma * r * size <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < C) by by_nra; assert (sign_1 : 0 < S_) by by_nra; assert (sign_2 : 0 < gamma) by by_nra; assert (sign_3 : 0 < r) by by_nra; assert (sign_4 : 0 <= size) by by_nra; assert (given_0 : 0 <= (- 2 * C * gamma * r + S_)) by lra; assert (given_1 : 0 < (4 * C ^ 2 * S_ * gamma ^ 2 * r ^ 2 * size - 2 * C * S_ ^ 2 * gamma * r * size)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 1 sign_4)); pose proof given_1; lra]]. Qed.

Lemma theorem_3_steps_8c8baebd_false : ~ (forall C epsilon eta eta_k gamma grad_F_k_sq root0 u_sq : R,
  0 < C ->
  0 < epsilon ->
  0 < eta ->
  0 < eta_k ->
  0 < gamma ->
  0 <= grad_F_k_sq ->
  0 <= root0 ->
  0 <= u_sq ->
  (- 4 * epsilon ^ 2 + 4 * grad_F_k_sq + u_sq <= 0) ->
  (- C * gamma + eta = 0) ->
  (- C * gamma * root0 + 2 * eta_k = 0) ->
  (root0 ^ 2 - 2 = 0) ->
  - 4 * epsilon ^ 2 * eta_k ^ 2 + eta ^ 2 * u_sq <= 0).
Proof. intros goal; specialize (goal (1) (1) (1) (sqrt 2 / 2) (1) (0) (sqrt 2) (4)); refute goal. Qed.

Lemma theorem_3_gamma_0f9e8408_false : ~ (forall Delta L beta_1 c_1 c_2 choice4 gamma root0 root1 root2 root3 sigma : R,
  0 <= Delta ->
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  0 <= root3 ->
  0 <= sigma ->
  (- choice4 + gamma = 0) ->
  (beta_1 - gamma = 0) ->
  (c_1 - c_2 <= 0) ->
  (- Delta + root0 ^ 2 = 0) ->
  (- L + root1 ^ 2 = 0) ->
  (- c_1 + root2 ^ 4 = 0) ->
  (- c_2 + root3 ^ 4 = 0) ->
  (0 <= choice4 - 1) ->
  (0 <= choice4 * root2 ^ 2 * sigma ^ 2 - root0 * root1 * root2 * root3 * sigma) ->
  ((choice4 * root2 * sigma - root0 * root1 * root3 = 0) \/ (choice4 - 1 = 0)) ->
  (root2 * sigma <> 0) ->
  (root2 * sigma <> 0) ->
  beta_1 - 1 <= 0).
Proof. intros goal; specialize (goal (4) (1) (2) (1) (1) (2) (2) (2) (1) (1) (1) (1)); refute goal. Qed.

Lemma theorem_3_beta_1_85ae1670_false : ~ (forall beta_1 gamma n : R,
  0 < beta_1 ->
  0 < gamma ->
  0 < n ->
  (0 <= gamma - 1) ->
  (0 <= n - 1) ->
  (beta_1 * n - gamma = 0) ->
  beta_1 - 1 <= 0).
Proof. intros goal; specialize (goal (7 / 4) (7 / 4) (1)); refute goal. Qed.

Lemma theorem_3_1_a752d5b9 : forall L beta_next c_1 c_2 lambda root0 root1 : R,
  0 < L ->
  0 < beta_next ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (c_1 - c_2 <= 0) ->
  (beta_next - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 + 2 * c_1 * lambda * root1 <> 0) ->
  2 * L * beta_next * root0 ^ 3 * root1 - 2 * L * c_1 * root1 ^ 2 + 2 * beta_next * c_1 * lambda * root0 ^ 3 * root1 - 2 * c_1 ^ 2 * lambda * root1 ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_next) by by_nra; assert (sign_2 : 0 <= lambda) by by_nra; assert (sign_3 : 0 < root0) by by_nra; assert (sign_4 : 0 < root1) by by_nra; assert (given_2 : 0 <= (- root0 ^ 2 + root1 ^ 2)) by lra; assert (given_3 : 0 <= (1 - beta_next)) by lra; assert (given_4 : 0 < (2 * L * beta_next * root0 ^ 3 * root1 - 2 * L * root0 ^ 2 * root1 ^ 2 + 2 * beta_next * lambda * root0 ^ 5 * root1 - 2 * lambda * root0 ^ 4 * root1 ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_3))); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_4)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_3)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 5 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 7 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 6 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 7 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 5 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_3)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_1)) (pow_lt _ 1 sign_4)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 3 sign_1)) (pow_lt _ 1 sign_3)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 5 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_3) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_3) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 3 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_3) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 6 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_3) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 6 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_3) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 3 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 given_3) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- root0 ^ 3 + root0 ^ 2 * root1)) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- beta_next * root0 ^ 3 + root0 ^ 2 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- beta_next * root0 ^ 2 * root1 + root0 ^ 3)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- beta_next * root0 ^ 2 + root0 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- root0 ^ 2 + root0 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); lra]]. Qed.

Lemma theorem_3_1_ca544d35 : forall T beta_next gamma q root0 : R,
  0 < T ->
  0 < beta_next ->
  0 < gamma ->
  0 < q ->
  0 <= root0 ->
  (beta_next * root0 - gamma = 0) ->
  (0 <= - gamma ^ 2 + q) ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (root0 <> 0) ->
  beta_next - 1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : gamma = beta_next*root0) by lra; subst gamma; assert (known_1 : T = -q + root0^2 - 1) by lra; subst T; assert (sign_0 : 0 < beta_next) by by_nra; assert (sign_2 : 0 < root0) by by_nra; assert (given_0 : 0 < (- q + root0 ^ 2 - 1)) by lra; assert (given_2 : 0 <= (- beta_next ^ 2 * root0 ^ 2 + q)) by lra; assert (given_3 : 0 < (beta_next - 1)) by lra; pose proof Rlt_0_1; pose proof given_0; pose proof given_2; pose proof (Rmult_lt_0_compat _ _ given_3 (pow_lt _ 2 sign_2)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_3 (pow_lt _ 1 sign_0)) (pow_lt _ 2 sign_2)); lra]]. Qed.

Lemma theorem_3_2_159863f1 : forall L c_1 c_2 lambda : R,
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= lambda ->
  sqrt c_1 / (4 * sqrt c_2 * (L + c_1 * lambda)) = sqrt c_1 / (4 * sqrt c_2 * (L + c_1 * lambda)).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_3_3_8b8df43c : forall L beta_next c_1 c_2 lambda root0 root1 : R,
  0 < L ->
  0 < beta_next ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (beta_next - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (L * root1 + c_1 * lambda * root1 <> 0) ->
  - L ^ 2 * beta_next ^ 2 * root0 ^ 3 * root1 - L * beta_next ^ 2 * c_1 * lambda * root0 ^ 3 * root1 - L * beta_next * c_1 * lambda * root0 ^ 3 * root1 - beta_next * c_1 ^ 2 * lambda ^ 2 * root0 ^ 3 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_next) by by_nra; assert (sign_2 : 0 <= lambda) by by_nra; assert (sign_3 : 0 < root0) by by_nra; assert (sign_4 : 0 < root1) by by_nra; assert (given_3 : 0 < (- L ^ 2 * beta_next ^ 2 * root0 ^ 3 * root1 - L * beta_next ^ 2 * lambda * root0 ^ 5 * root1 - L * beta_next * lambda * root0 ^ 5 * root1 - beta_next * lambda ^ 2 * root0 ^ 7 * root1)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_1)) (pow_le _ 2 sign_2)) (Rlt_le _ _ (pow_lt _ 7 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 5 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ (pow_lt _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (pow_le _ 1 sign_2)) (Rlt_le _ _ (pow_lt _ 5 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (pow_lt _ 2 sign_0) (pow_lt _ 2 sign_1)) (pow_lt _ 3 sign_3)) (pow_lt _ 1 sign_4)); pose proof given_3; lra]]. Qed.

Lemma theorem_3_4_c6d6d6cd : forall B_sq G_0 G_next G_now L S_T b beta_next c_1 c_2 grad_F_k_sq lambda root0 root1 sigma u_sq : R,
  0 <= B_sq ->
  0 < L ->
  0 < b ->
  0 < beta_next ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= grad_F_k_sq ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 4 * B_sq * L * b * root0 * root1 * sigma ^ 2 - 4 * B_sq * b * c_1 * lambda * root0 * root1 * sigma ^ 2 - 16 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * G_0 * L * b ^ 2 * c_1 * lambda * root1 ^ 2 - 16 * G_0 * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * G_now * L ^ 2 * b ^ 2 * root1 ^ 2 + 32 * G_now * L * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * G_now * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * L ^ 2 * S_T * b ^ 2 * root1 ^ 2 + 32 * L * S_T * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * S_T * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 <= 0) ->
  (256 * G_next * L ^ 2 * b ^ 2 * root1 ^ 6 + 512 * G_next * L * b ^ 2 * c_1 * lambda * root1 ^ 6 + 256 * G_next * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 6 - 256 * G_now * L ^ 2 * b ^ 2 * root1 ^ 6 - 512 * G_now * L * b ^ 2 * c_1 * lambda * root1 ^ 6 - 256 * G_now * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 6 + 64 * L * b ^ 2 * beta_next * grad_F_k_sq * root0 ^ 3 * root1 ^ 3 + 16 * L * b ^ 2 * beta_next * root0 ^ 3 * root1 ^ 3 * u_sq - 64 * L * b * beta_next ^ 2 * root0 * root1 ^ 5 * sigma ^ 2 + 64 * b ^ 2 * beta_next * c_1 * grad_F_k_sq * lambda * root0 ^ 3 * root1 ^ 3 + 16 * b ^ 2 * beta_next * c_1 * lambda * root0 ^ 3 * root1 ^ 3 * u_sq - 64 * b * beta_next ^ 2 * c_1 * lambda * root0 * root1 ^ 5 * sigma ^ 2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (4 * L * b * root1 + 4 * b * c_1 * lambda * root1 <> 0) ->
  (16 * L * b * root1 ^ 3 + 16 * b * c_1 * lambda * root1 ^ 3 <> 0) ->
  (16 * L * b * root1 ^ 3 + 16 * b * c_1 * lambda * root1 ^ 3 <> 0) ->
  - 64 * B_sq * L * b * root0 * root1 ^ 5 * sigma ^ 2 - 64 * B_sq * b * c_1 * lambda * root0 * root1 ^ 5 * sigma ^ 2 - 256 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 6 - 512 * G_0 * L * b ^ 2 * c_1 * lambda * root1 ^ 6 - 256 * G_0 * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 6 + 256 * G_next * L ^ 2 * b ^ 2 * root1 ^ 6 + 512 * G_next * L * b ^ 2 * c_1 * lambda * root1 ^ 6 + 256 * G_next * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 6 + 256 * L ^ 2 * S_T * b ^ 2 * root1 ^ 6 + 512 * L * S_T * b ^ 2 * c_1 * lambda * root1 ^ 6 + 64 * L * b ^ 2 * beta_next * grad_F_k_sq * root0 ^ 3 * root1 ^ 3 + 16 * L * b ^ 2 * beta_next * root0 ^ 3 * root1 ^ 3 * u_sq - 64 * L * b * beta_next ^ 2 * root0 * root1 ^ 5 * sigma ^ 2 + 256 * S_T * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 6 + 64 * b ^ 2 * beta_next * c_1 * grad_F_k_sq * lambda * root0 ^ 3 * root1 ^ 3 + 16 * b ^ 2 * beta_next * c_1 * lambda * root0 ^ 3 * root1 ^ 3 * u_sq - 64 * b * beta_next ^ 2 * c_1 * lambda * root0 * root1 ^ 5 * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_11 : 0 < root1) by by_nra; assert (given_2 : 0 <= (4 * B_sq * L * b * root0 * root1 * sigma ^ 2 + 4 * B_sq * b * lambda * root0 ^ 3 * root1 * sigma ^ 2 + 16 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 2 + 32 * G_0 * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 2 + 16 * G_0 * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 2 - 16 * G_now * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * G_now * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 2 - 16 * G_now * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 2 - 16 * L ^ 2 * S_T * b ^ 2 * root1 ^ 2 - 32 * L * S_T * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 2 - 16 * S_T * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 2)) by lra; assert (given_3 : 0 <= (- 256 * G_next * L ^ 2 * b ^ 2 * root1 ^ 6 - 512 * G_next * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 6 - 256 * G_next * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 6 + 256 * G_now * L ^ 2 * b ^ 2 * root1 ^ 6 + 512 * G_now * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 6 + 256 * G_now * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 6 - 64 * L * b ^ 2 * beta_next * grad_F_k_sq * root0 ^ 3 * root1 ^ 3 - 16 * L * b ^ 2 * beta_next * root0 ^ 3 * root1 ^ 3 * u_sq + 64 * L * b * beta_next ^ 2 * root0 * root1 ^ 5 * sigma ^ 2 - 64 * b ^ 2 * beta_next * grad_F_k_sq * lambda * root0 ^ 5 * root1 ^ 3 - 16 * b ^ 2 * beta_next * lambda * root0 ^ 5 * root1 ^ 3 * u_sq + 64 * b * beta_next ^ 2 * lambda * root0 ^ 3 * root1 ^ 5 * sigma ^ 2)) by lra; assert (given_4 : 0 < (- 64 * B_sq * L * b * root0 * root1 ^ 5 * sigma ^ 2 - 64 * B_sq * b * lambda * root0 ^ 3 * root1 ^ 5 * sigma ^ 2 - 256 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 6 - 512 * G_0 * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 6 - 256 * G_0 * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 6 + 256 * G_next * L ^ 2 * b ^ 2 * root1 ^ 6 + 512 * G_next * L * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 6 + 256 * G_next * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 6 + 256 * L ^ 2 * S_T * b ^ 2 * root1 ^ 6 + 512 * L * S_T * b ^ 2 * lambda * root0 ^ 2 * root1 ^ 6 + 64 * L * b ^ 2 * beta_next * grad_F_k_sq * root0 ^ 3 * root1 ^ 3 + 16 * L * b ^ 2 * beta_next * root0 ^ 3 * root1 ^ 3 * u_sq - 64 * L * b * beta_next ^ 2 * root0 * root1 ^ 5 * sigma ^ 2 + 256 * S_T * b ^ 2 * lambda ^ 2 * root0 ^ 4 * root1 ^ 6 + 64 * b ^ 2 * beta_next * grad_F_k_sq * lambda * root0 ^ 5 * root1 ^ 3 + 16 * b ^ 2 * beta_next * lambda * root0 ^ 5 * root1 ^ 3 * u_sq - 64 * b * beta_next ^ 2 * lambda * root0 ^ 3 * root1 ^ 5 * sigma ^ 2)) by lra; pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 4 sign_11))); pose proof given_3; pose proof given_4; lra]]. Qed.

Lemma theorem_3_4_8fd6f916 : forall B_sq Delta G_0 G_T G_now L S_ S_T b c_1 c_2 decay_0 grad_F_k_sq lambda root0 root1 sigma u_sq : R,
  0 <= B_sq ->
  0 <= Delta ->
  0 < L ->
  0 < S_ ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= decay_0 ->
  0 <= grad_F_k_sq ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= sigma ->
  0 <= u_sq ->
  (- 4 * B_sq * L * b * root0 * root1 * sigma ^ 2 - 4 * B_sq * b * c_1 * lambda * root0 * root1 * sigma ^ 2 - 16 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * G_0 * L * b ^ 2 * c_1 * lambda * root1 ^ 2 - 16 * G_0 * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * G_now * L ^ 2 * b ^ 2 * root1 ^ 2 + 32 * G_now * L * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * G_now * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * L ^ 2 * S_T * b ^ 2 * root1 ^ 2 + 32 * L * S_T * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * S_T * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 <= 0) ->
  (- G_T + G_now = 0) ->
  (- 4 * S_ * grad_F_k_sq - S_ * u_sq + 8 * S_T * c_2 = 0) ->
  (- 16 * Delta * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * Delta * L * b ^ 2 * c_1 * lambda * root1 ^ 2 - 16 * Delta * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 + 16 * G_0 * L ^ 2 * b ^ 2 * root1 ^ 2 + 32 * G_0 * L * b ^ 2 * c_1 * lambda * root1 ^ 2 + 16 * G_0 * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 - 16 * G_T * L ^ 2 * b ^ 2 * root1 ^ 2 - 32 * G_T * L * b ^ 2 * c_1 * lambda * root1 ^ 2 - 16 * G_T * b ^ 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 - 16 * L ^ 2 * b ^ 2 * decay_0 * root1 ^ 2 - 32 * L * b ^ 2 * c_1 * decay_0 * lambda * root1 ^ 2 - 4 * L * b * root0 * root1 * sigma ^ 2 - 16 * b ^ 2 * c_1 ^ 2 * decay_0 * lambda ^ 2 * root1 ^ 2 - 4 * b * c_1 * lambda * root0 * root1 * sigma ^ 2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (4 * L * b * root1 + 4 * b * c_1 * lambda * root1 <> 0) ->
  (4 * L * b * root1 + 4 * b * c_1 * lambda * root1 <> 0) ->
  - 2 * B_sq * root0 * root1 * sigma ^ 2 - 8 * Delta * L * b * c_2 - 8 * Delta * b * c_1 * c_2 * lambda + 4 * L * S_ * b * grad_F_k_sq + L * S_ * b * u_sq - 8 * L * b * c_2 * decay_0 + 4 * S_ * b * c_1 * grad_F_k_sq * lambda + S_ * b * c_1 * lambda * u_sq - 8 * b * c_1 * c_2 * decay_0 * lambda - 2 * root0 * root1 * sigma ^ 2 <= 0.
Proof. intros. assert (p1 : 0 < root1) by nra. assert (E2 : c_2 = root1 ^ 2) by lra. assert (ET : G_now = G_T) by lra. subst c_2 G_now. assert (p2 : 0 < (L + c_1 * lambda)) by (assert (0 <= c_1 * lambda) by (apply Rmult_le_pos; lra); lra). assert (W : 0 < 4 * b * (L + c_1 * lambda) * root1) by (repeat apply Rmult_lt_0_compat; lra). assert (V : 0 < 4 * b * (L + c_1 * lambda) * root1) by (repeat apply Rmult_lt_0_compat; lra). assert (A : (- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) <= 0) by (apply Rnot_lt_le; intros C; apply (Rmult_lt_0_compat _ _ W) in C; match type of H13 with ?e <= 0 => match type of C with 0 < ?f => replace f with e in C by ring end end; lra). assert (B : (4 * b * (L + c_1 * lambda) * root1 * (G_0 - G_T - Delta - decay_0) - root0 * sigma ^ 2) <= 0) by (apply Rnot_lt_le; intros C; apply (Rmult_lt_0_compat _ _ V) in C; match type of H16 with ?e <= 0 => match type of C with 0 < ?f => replace f with e in C by ring end end; lra). assert (Z : 4 * S_ * grad_F_k_sq + S_ * u_sq - 8 * S_T * root1 ^ 2 = 0) by lra. match goal with |- ?e <= 0 => replace e with (2 * root1 * ((- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) + 1 * (4 * b * (L + c_1 * lambda) * root1 * (G_0 - G_T - Delta - decay_0) - root0 * sigma ^ 2)) + b * (L + c_1 * lambda) * (4 * S_ * grad_F_k_sq + S_ * u_sq - 8 * S_T * root1 ^ 2)) by ring end. rewrite Z. assert (R : 1 * (4 * b * (L + c_1 * lambda) * root1 * (G_0 - G_T - Delta - decay_0) - root0 * sigma ^ 2) <= 1 * 0) by (apply Rmult_le_compat_l; lra). assert (2 * root1 * ((- B_sq * root0 * sigma ^ 2 + 4 * b * root1 * (L + c_1 * lambda) * (G_T - G_0 + S_T)) + 1 * (4 * b * (L + c_1 * lambda) * root1 * (G_0 - G_T - Delta - decay_0) - root0 * sigma ^ 2)) <= 2 * root1 * 0) by (apply Rmult_le_compat_l; [lra|]; rewrite Rmult_0_r in R; apply Rle_trans with (0 + 0); [apply Rplus_le_compat; assumption|lra]). lra. Qed.

Lemma theorem_3_5_981699b2 : forall T gamma q root0 root1 : R,
  0 < T ->
  0 < gamma ->
  0 < q ->
  0 <= root0 ->
  0 <= root1 ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (- T - q + root1 ^ 2 - 2 = 0) ->
  (root0 <> 0) ->
  0 <= 2 * gamma * root0 ^ 3 - 2 * gamma * root0 ^ 2 * root1 + gamma * root0.
Proof. prepare; deny; first [solve [assert (known_0 : T = -q + root0^2 - 1) by lra; subst T; assert (sign_0 : 0 < gamma) by by_nra; assert (sign_2 : 0 < root0) by by_nra; assert (sign_3 : 0 < root1) by by_nra; assert (given_1 : (- root0 ^ 2 + root1 ^ 2 - 1) = 0) by lra; assert (given_2 : 0 < (- 2 * gamma * root0 ^ 3 + 2 * gamma * root0 ^ 2 * root1 - gamma * root0)) by lra; pose proof (Rmult_lt_0_compat _ _ (pow_lt _ 1 sign_0) (pow_lt _ 1 sign_2)); pose proof (Rmult_eq_compat_r ((gamma * root0 ^ 3)) _ _ given_1); pose proof given_2; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 1 sign_2)) (pow_lt _ 1 sign_3)); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 2 sign_2)); lra]]. Qed.

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

Lemma theorem_3_7_822eda97 : forall B_sum L S_ c_1 c_2 gamma lambda r root0 root1 : R,
  0 <= B_sum ->
  0 < L ->
  0 < S_ ->
  0 < c_1 ->
  0 < c_2 ->
  0 < gamma ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (- B_sum * root0 ^ 3 + 2 * L * S_ * root1 + 2 * S_ * c_1 * lambda * root1 = 0) ->
  (0 <= B_sum - 2 * gamma * r) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 + 2 * c_1 * lambda * root1 <> 0) ->
  (L * root1 + c_1 * lambda * root1 <> 0) ->
  0 <= L ^ 2 * S_ * root1 ^ 2 + 2 * L * S_ * c_1 * lambda * root1 ^ 2 - L * gamma * r * root0 ^ 3 * root1 + S_ * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 - c_1 * gamma * lambda * r * root0 ^ 3 * root1.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_1 : 0 < L) by by_nra; assert (sign_4 : 0 <= lambda) by by_nra; assert (sign_6 : 0 < root0) by by_nra; assert (sign_7 : 0 < root1) by by_nra; assert (given_2 : (- B_sum * root0 ^ 3 + 2 * L * S_ * root1 + 2 * S_ * lambda * root0 ^ 2 * root1) = 0) by lra; assert (given_3 : 0 <= (B_sum - 2 * gamma * r)) by lra; assert (given_4 : 0 < (- L ^ 2 * S_ * root1 ^ 2 - 2 * L * S_ * lambda * root0 ^ 2 * root1 ^ 2 + L * gamma * r * root0 ^ 3 * root1 - S_ * lambda ^ 2 * root0 ^ 4 * root1 ^ 2 + gamma * lambda * r * root0 ^ 5 * root1)) by lra; pose proof (Rmult_eq_compat_r ((lambda * root0 ^ 2 * root1)) _ _ given_2); pose proof (Rmult_eq_compat_r ((L * root1)) _ _ given_2); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (pow_le _ 1 sign_4)) (Rlt_le _ _ (pow_lt _ 5 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_6))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof given_4; lra]]. Qed.

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

Lemma theorem_3_8_2ee69b26 : forall T q root0 root1 root2 : R,
  0 < T ->
  0 < q ->
  0 <= root0 ->
  0 <= root1 ->
  0 <= root2 ->
  (0 <= T - q - 1) ->
  (- T - q + root0 ^ 2 - 1 = 0) ->
  (- q + root1 ^ 2 - 1 = 0) ->
  (- T + root2 ^ 2 = 0) ->
  0 <= 5 * root0 - 5 * root1 - 2 * root2.
Proof. prepare; deny; first [solve [assert (known_0 : T = -q + root0^2 - 1) by lra; subst T; assert (known_1 : q = root1^2 - 1) by lra; subst q; assert (sign_0 : 0 < root0) by by_nra; assert (sign_1 : 0 < root1) by by_nra; assert (sign_2 : 0 < root2) by by_nra; assert (given_0 : 0 < (root1 ^ 2 - 1)) by lra; assert (given_2 : 0 <= (root0 ^ 2 - 2 * root1 ^ 2)) by lra; assert (given_3 : (- root0 ^ 2 + root1 ^ 2 + root2 ^ 2) = 0) by lra; assert (given_4 : 0 < (- 5 * root0 + 5 * root1 + 2 * root2)) by lra; pose proof (pow_lt _ 1 sign_1); pose proof (Rmult_lt_0_compat _ _ given_0 (pow_lt _ 1 sign_1)); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_1))); pose proof (Rmult_eq_compat_r ((root2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((root1)) _ _ given_3); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_2)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_1)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_0)) (pow_lt _ 1 sign_2)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_0)) (pow_lt _ 1 sign_1)); lra]]. Qed.

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

Lemma theorem_3_8_7f552466 : forall b c_1 c_2 epsilon gamma logarithm r s sigma : R,
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 < gamma ->
  0 <= logarithm ->
  0 <= s ->
  0 <= sigma ->
  (- 2 * b * c_1 * epsilon ^ 2 * s + 5 * c_2 * gamma * logarithm * sigma ^ 2 <= 0) ->
  (0 <= 5 * r - 2 * s) ->
  (0 < s) ->
  (2 * b * c_1 * r <> 0) ->
  - 2 * b ^ 2 * c_1 ^ 2 * epsilon ^ 2 * r ^ 2 + 2 * b * c_1 * c_2 * gamma * logarithm * r * sigma ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < b) by by_nra; assert (sign_1 : 0 < c_1) by by_nra; assert (sign_3 : 0 < epsilon) by by_nra; assert (sign_7 : 0 < s) by by_nra; assert (given_0 : 0 <= (2 * b * c_1 * epsilon ^ 2 * s - 5 * c_2 * gamma * logarithm * sigma ^ 2)) by lra; assert (given_1 : 0 <= (5 * r - 2 * s)) by lra; assert (given_2 : 0 < (- 2 * b ^ 2 * c_1 ^ 2 * epsilon ^ 2 * r ^ 2 + 2 * b * c_1 * c_2 * gamma * logarithm * r * sigma ^ 2)) by lra; pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 1 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 given_1) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_0 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_7))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 2 sign_7))); lra]]. Qed.

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

Lemma theorem_3_8_1617b35e : forall c_2 gamma sigma : R,
  0 < c_2 ->
  0 < gamma ->
  0 <= sigma ->
  (0 < sigma) ->
  0 < 5 * c_2 * gamma * sigma ^ 2.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < c_2) by by_nra; assert (sign_1 : 0 < gamma) by by_nra; assert (sign_2 : 0 < sigma) by by_nra; assert (given_0 : 0 <= (- 5 * c_2 * gamma * sigma ^ 2)) by lra; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (pow_lt _ 1 sign_0) (pow_lt _ 1 sign_1)) (pow_lt _ 2 sign_2)); pose proof given_0; lra]]. Qed.

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

Lemma theorem_3_steps_edfdfef2 : forall eta_0 eta_k u_sq v_dx_sq : R,
  0 < eta_0 ->
  0 < eta_k ->
  0 <= u_sq ->
  0 <= v_dx_sq ->
  (- eta_k ^ 2 * u_sq + v_dx_sq = 0) ->
  (- eta_0 + eta_k <= 0) ->
  - eta_0 ^ 2 * u_sq + v_dx_sq <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : v_dx_sq = eta_k^2*u_sq) by lra; subst v_dx_sq; assert (sign_0 : 0 < eta_0) by by_nra; assert (sign_1 : 0 < eta_k) by by_nra; assert (sign_2 : 0 <= u_sq) by by_nra; assert (given_1 : 0 <= (eta_0 - eta_k)) by lra; assert (given_2 : 0 < (- eta_0 ^ 2 * u_sq + eta_k ^ 2 * u_sq)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_2)); pose proof given_2; lra]]. Qed.

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

Lemma theorem_3_gamma_f002ce09 : forall T gamma root0 root1 : R,
  0 < T ->
  0 < gamma ->
  0 <= root0 ->
  0 <= root1 ->
  (- T - gamma ^ 2 + root0 ^ 2 = 0) ->
  (root0 <> 0) ->
  (- T - gamma ^ 2 + root1 ^ 2 - 1 = 0) ->
  (root0 * root1 <> 0) ->
  (gamma * root0 - root0 ^ 2 <= 0) /\ (gamma * root0 ^ 2 * root1 - gamma * root0 * root1 ^ 2 <= 0).
Proof. intros. assert (0 < root0) by (destruct (Req_dec root0 0); lra). assert (A : gamma <= root0) by (apply Rnot_lt_le; intros C; assert (root0 ^ 2 < gamma ^ 2) by nra; lra). assert (B : root0 <= root1) by (apply Rnot_lt_le; intros C; assert (root1 ^ 2 < root0 ^ 2) by nra; lra). split. - assert (0 <= root0 * (root0 - gamma)) by (apply Rmult_le_pos; lra). lra. - assert (0 <= gamma * root0 * root1 * (root1 - root0)) by (apply Rmult_le_pos; [repeat apply Rmult_le_pos; lra|lra]). lra. Qed.

Lemma theorem_3_eta_01c8eb09 : forall L beta_next c_1 c_2 lambda root0 root1 : R,
  0 < L ->
  0 < beta_next ->
  0 < c_1 ->
  0 < c_2 ->
  0 <= lambda ->
  0 <= root0 ->
  0 <= root1 ->
  (beta_next - 1 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 + 2 * c_1 * lambda * root1 <> 0) ->
  - 2 * L ^ 2 * root1 ^ 2 + 2 * L * beta_next * lambda * root0 ^ 3 * root1 - 4 * L * c_1 * lambda * root1 ^ 2 + 2 * beta_next * c_1 * lambda ^ 2 * root0 ^ 3 * root1 - 2 * c_1 ^ 2 * lambda ^ 2 * root1 ^ 2 < 0.
Proof. intros. assert (p1 : 0 < root1) by nra. assert (B : root0 <= root1) by (apply Rnot_lt_le; intros C; assert (root1 ^ 2 < root0 ^ 2) by nra; lra). assert (R : root0 ^ 3 * root1 <= c_1 * root1 ^ 2). { replace (root0 ^ 3 * root1) with (c_1 * (root0 * root1)) by (replace c_1 with (root0 ^ 2) by lra; ring). apply Rmult_le_compat_l; [lra|]. replace (root1 ^ 2) with (root1 * root1) by ring. apply Rmult_le_compat_r; lra. } assert (0 <= root0 ^ 3 * root1) by (apply Rmult_le_pos; [apply pow_le|]; lra). assert (R' : beta_next * (root0 ^ 3 * root1) <= c_1 * root1 ^ 2) by (apply Rle_trans with (1 * (root0 ^ 3 * root1)); [apply Rmult_le_compat_r; lra|lra]). assert (M : 0 < L + c_1 * lambda) by (assert (0 <= c_1 * lambda) by (apply Rmult_le_pos; lra); lra). assert (K1 : 2 * (L + c_1 * lambda) * lambda * (beta_next * (root0 ^ 3 * root1)) <= 2 * (L + c_1 * lambda) * lambda * (c_1 * root1 ^ 2)) by (apply Rmult_le_compat_l; [repeat apply Rmult_le_pos; lra|exact R']). assert (K2 : 0 < 2 * (L + c_1 * lambda) * L * root1 ^ 2) by (repeat apply Rmult_lt_0_compat; try lra; apply pow_lt; lra). lra. Qed.

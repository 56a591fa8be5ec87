(** theorem-1: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_1_1_4a95b5be : forall c_1 choice0 choice1 choice2 eta m p v x : R,
  0 < c_1 ->
  0 < eta ->
  0 < p ->
  0 < v ->
  (p - 1 <= 0) ->
  (0 <= - c_1 + v) ->
  (0 <= choice0 * v - eta * m - p * v * x + v * x) ->
  (0 <= choice0 * v + eta * m + p * v * x - v * x) ->
  ((choice0 * v + eta * m + p * v * x - v * x = 0) \/ (choice0 * v - eta * m - p * v * x + v * x = 0)) ->
  (0 <= choice1 - x) ->
  (0 <= choice1 + x) ->
  ((choice1 + x = 0) \/ (choice1 - x = 0)) ->
  (0 <= choice2 - m) ->
  (0 <= choice2 + m) ->
  ((choice2 + m = 0) \/ (choice2 - m = 0)) ->
  c_1 * choice0 + c_1 * choice1 * p - c_1 * choice1 - choice2 * eta <= 0.
Proof. intros. assert (E0 : choice0 = Rabs (x - p * x - eta * m / v)). { assert (V : v <> 0) by lra. set (z := x - p * x - eta * m / v). assert (Z : v * z = v * x - p * v * x - eta * m) by (unfold z; field; exact V). assert (C1 : choice0 = z \/ choice0 = - z) by (destruct H7; [left|right]; apply (Rmult_eq_reg_l v); lra). assert (0 <= v * (choice0 - z)) by lra. assert (0 <= v * (choice0 + z)) by lra. assert (z <= choice0) by nra. assert (- z <= choice0) by nra. unfold Rabs; destruct (Rcase_abs z); destruct C1; lra. } assert (E1 : choice1 = Rabs x) by (unfold Rabs; destruct (Rcase_abs x); destruct H10; lra). assert (E2 : choice2 = Rabs m) by (unfold Rabs; destruct (Rcase_abs m); destruct H13; lra). assert (T : Rabs (x - p * x - eta * m / v) <= (1 - p) * Rabs x + eta * Rabs m / v). { replace (x - p * x - eta * m / v) with ((1 - p) * x + - (eta / v * m)) by (field; lra). apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, !Rabs_mult, (Rabs_pos_eq (1 - p)), (Rabs_pos_eq (eta / v)) by (try apply Rlt_le, Rdiv_lt_0_compat; lra). right. field. lra. } rewrite <- E0, <- E1, <- E2 in T. assert (0 <= choice2) by lra. assert (c_1 * (eta * choice2 / v) <= eta * choice2). { replace (c_1 * (eta * choice2 / v)) with (eta * choice2 * (c_1 / v)) by (field; lra). assert (c_1 / v <= 1) by (apply (Rmult_le_reg_r v); [lra|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r, Rmult_1_l by lra; lra). rewrite <- (Rmult_1_r (eta * choice2)) at 2. apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|assumption]. } apply (Rmult_le_compat_l c_1) in T; lra. Qed.

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

Lemma theorem_1_1_10c56e5c : forall G P c_1 eta lambda p tau_g : R,
  0 <= G ->
  0 <= P ->
  0 < c_1 ->
  0 < eta ->
  0 <= lambda ->
  0 < p ->
  0 <= tau_g ->
  (G * p + P - 1 = 0) ->
  (- eta * lambda + p = 0) ->
  (c_1 * lambda <> 0) ->
  G * c_1 * eta * lambda ^ 2 * tau_g - c_1 * lambda * tau_g <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : P = -G*p + 1) by lra; subst P; assert (known_1 : p = eta*lambda) by lra; subst p; assert (sign_1 : 0 < c_1) by by_nra; assert (sign_3 : 0 <= lambda) by by_nra; assert (sign_4 : 0 <= tau_g) by by_nra; assert (given_1 : 0 <= (- G * eta * lambda + 1)) by lra; assert (given_2 : 0 < (G * c_1 * eta * lambda ^ 2 * tau_g - c_1 * lambda * tau_g)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 1 sign_1))) (pow_le _ 1 sign_3)) (pow_le _ 1 sign_4)); pose proof given_2; lra]]. Qed.

Lemma theorem_1_3_34b4a599 : forall b_k c z : R,
  0 < b_k ->
  0 < z ->
  b_k - c * z + z ^ 2 = b_k - c * z + z ^ 2.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_3_ada6a42c : forall b_k c im re : R,
  0 < b_k ->
  (b_k - c * re - im ^ 2 + re ^ 2 = 0) ->
  (- c * im + 2 * im * re = 0) ->
  (- 4 * b_k + c ^ 2 <= 0) ->
  - b_k + im ^ 2 + re ^ 2 = 0.
Proof. intros. destruct (Req_dec im 0) as [Z|N]. - subst. assert (c * re = b_k + re ^ 2) by lra. assert (Q : (re ^ 2 - b_k) ^ 2 <= 0). { replace ((re ^ 2 - b_k) ^ 2) with ((c * re) ^ 2 - 4 * b_k * re ^ 2) by (rewrite H3; ring). assert (0 <= re ^ 2 * (4 * b_k - c ^ 2)) by (apply Rmult_le_pos; [apply pow2_ge_0|lra]). lra. } assert (re ^ 2 - b_k = 0) by nra. lra. - assert (c = 2 * re) by (apply (Rmult_eq_reg_l im); lra). subst. lra. Qed.

Lemma theorem_1_4_ce315b8c_false : ~ (forall b_k c x y : R,
  0 < b_k ->
  (- 4 * b_k + c ^ 2 <= 0) ->
  (b_k - 1 < 0) ->
  b_k ^ 2 * y ^ 2 - 2 * b_k * c * x * y - b_k * x ^ 2 - b_k * y ^ 2 + c ^ 2 * x ^ 2 + x ^ 2 <= 0).
Proof. intros goal; specialize (goal (1 / 2) (1) (1) (0)); refute goal. Qed.

Lemma theorem_1_5_9d712df9 : forall beta_1 : R,
  0 < beta_1 ->
  (beta_1 - 1 <= 0) ->
  0 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_7_fe78c63c_false : ~ (forall beta_1 lambda_k root0 : R,
  0 < beta_1 ->
  0 <= lambda_k ->
  0 <= root0 ->
  (0 <= beta_1 * lambda_k + beta_1 + 2 * root0 - 2) ->
  (beta_1 * lambda_k + beta_1 - 2 * root0 - 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  beta_1 ^ 4 * lambda_k ^ 2 + 2 * beta_1 ^ 3 * lambda_k - 4 * beta_1 ^ 2 * lambda_k + beta_1 ^ 2 <= 0).
Proof. intros goal; specialize (goal (3 / 4) (1 / 3) (1 / 2)); refute goal. Qed.

Lemma theorem_1_7_49c01b4e_false : ~ (forall beta_1 lambda_k root0 : R,
  0 < beta_1 ->
  0 <= lambda_k ->
  0 <= root0 ->
  (beta_1 ^ 4 * lambda_k ^ 2 + 2 * beta_1 ^ 3 * lambda_k - 4 * beta_1 ^ 2 * lambda_k + beta_1 ^ 2 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  (0 <= beta_1 * lambda_k + beta_1 + 2 * root0 - 2) /\ (beta_1 * lambda_k + beta_1 - 2 * root0 - 2 <= 0)).
Proof. intros goal; specialize (goal (1 / 2) (6) (sqrt 2 / 2)); refute goal. Qed.

Lemma theorem_1_8_2f50c3f9 : forall beta_1 root0 : R,
  0 < beta_1 ->
  0 <= root0 ->
  (beta_1 - 1 <= 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  beta_1 + 2 * root0 - 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma theorem_1_8_eab0d207 : forall G P beta_1 root0 s tau_g : R,
  0 <= G ->
  0 <= P ->
  0 < beta_1 ->
  0 <= root0 ->
  0 <= s ->
  0 <= tau_g ->
  (- G * s + G + P - 1 = 0) ->
  (- root0 + s = 0) ->
  (beta_1 - 1 <= 0) ->
  (1 - s <> 0) ->
  (beta_1 + root0 ^ 2 - 1 = 0) ->
  G * beta_1 ^ 2 * tau_g - 2 * beta_1 * tau_g <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : P = G*s - G + 1) by lra; subst P; assert (known_1 : root0 = s) by lra; subst root0; assert (known_2 : beta_1 = 1 - s^2) by lra; subst beta_1; assert (sign_0 : 0 <= G) by by_nra; assert (sign_1 : 0 <= s) by by_nra; assert (sign_2 : 0 <= tau_g) by by_nra; assert (given_0 : 0 < (1 - s ^ 2)) by lra; assert (given_1 : 0 <= (G * s - G + 1)) by lra; assert (given_3 : 0 < (G * s ^ 4 * tau_g - 2 * G * s ^ 2 * tau_g + G * tau_g + 2 * s ^ 2 * tau_g - 2 * tau_g)) by lra; pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 1 sign_0)) (pow_le _ 4 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_lt_0_compat _ _ given_0 given_3); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 1 sign_0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 1 sign_0)) (pow_le _ 4 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_3)) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_3)) (pow_le _ 1 sign_0)) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_3) (pow_le _ 3 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_3) (pow_le _ 3 sign_0)) (pow_le _ 4 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_3) (pow_le _ 3 sign_0)) (pow_le _ 8 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (pow_le _ 3 sign_0)) (pow_le _ 6 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (pow_le _ 3 sign_0)) (pow_le _ 7 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 3 sign_0)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 3 sign_0)) (pow_le _ 1 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 3 sign_0)) (pow_le _ 2 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 3 sign_0)) (pow_le _ 5 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) given_1) (pow_le _ 3 sign_0)) (pow_le _ 9 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 2 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 2 sign_0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 2 sign_0)) (pow_le _ 3 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 2 sign_0)) (pow_le _ 4 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 2 sign_0)) (pow_le _ 5 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 3 sign_0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 3 sign_0)) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 3 sign_0)) (pow_le _ 3 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 3 sign_0)) (pow_le _ 5 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_3)) (pow_le _ 3 sign_0)) (pow_le _ 6 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (1 - s ^ 4)) (pow_le _ 1 sign_0)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- G * s + G)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 5 + G)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 3 + G)) (pow_le _ 1 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 4 + G * s)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 4 + G * s)) (pow_le _ 1 sign_1)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- G * s + G)) (pow_le _ 1 sign_0)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 3 + G * s ^ 2)) (pow_le _ 1 sign_0)) (pow_le _ 1 sign_2)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- G * s ^ 4 + G * s ^ 3)) (pow_le _ 1 sign_0)) (pow_le _ 1 sign_1)) (pow_le _ 1 sign_2)); lra]]. Qed.

Lemma theorem_1_adamw_7bb903ee : forall P X c_1 eta gap_0 lambda tau_g z : R,
  0 <= P ->
  0 <= X ->
  0 < c_1 ->
  0 < eta ->
  0 <= gap_0 ->
  0 <= lambda ->
  0 <= tau_g ->
  0 < z ->
  (- P * c_1 ^ 2 * gap_0 * lambda ^ 2 + X * c_1 ^ 2 * lambda ^ 2 - c_1 * lambda * tau_g <= 0) ->
  (c_1 * lambda - z = 0) ->
  (c_1 * lambda <> 0) ->
  - P * eta * z - P * gap_0 * z + X * z - tau_g <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : z = c_1*lambda) by lra; subst z; assert (sign_0 : 0 <= P) by by_nra; assert (sign_2 : 0 < c_1) by by_nra; assert (sign_3 : 0 < eta) by by_nra; assert (sign_5 : 0 <= lambda) by by_nra; assert (given_0 : 0 < (c_1 * lambda)) by lra; assert (given_1 : 0 <= (P * c_1 ^ 2 * gap_0 * lambda ^ 2 - X * c_1 ^ 2 * lambda ^ 2 + c_1 * lambda * tau_g)) by lra; assert (given_2 : 0 < (- P * c_1 * eta * lambda - P * c_1 * gap_0 * lambda + X * c_1 * lambda - tau_g)) by lra; pose proof given_1; pose proof (Rmult_lt_0_compat _ _ given_0 given_2); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow_le _ 1 sign_0) (Rlt_le _ _ (pow_lt _ 2 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_3))) (pow_le _ 2 sign_5)); lra]]. Qed.

Lemma theorem_1_adamw_16700ba8 : forall alpha k : R,
  0 < alpha ->
  0 <= k ->
  (k <> 0) ->
  3 * Rpower k (alpha + 1 / 2) / (2 * Rpower k (alpha + 1)) = 3 / (2 * sqrt k).
Proof. intros. assert (P : 0 < k) by lra. rewrite <- (Rpower_sqrt k) by lra. replace (alpha + 1) with (alpha + 1 / 2 + / 2) by field. rewrite (Rpower_plus (alpha + 1 / 2)). assert (0 < Rpower k (alpha + 1 / 2)) by apply exp_pos. assert (0 < Rpower k (/ 2)) by apply exp_pos. field. lra. Qed.

Lemma theorem_1_adamw_e031fcc8 : forall n : R,
  0 < n ->
  (0 < n - 4) ->
  3 - 2 * n <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_eta_80b87ce3_false : ~ (forall n : R,
  0 < n ->
  (0 <= n - 1) ->
  3 - 2 * n <= 0).
Proof. intros goal; specialize (goal (1)); refute goal. Qed.

Lemma theorem_1_beta_1_96c05a35 : forall n : R,
  0 < n ->
  (0 <= n - 1) ->
  1 - n <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_lambda_k_84aafeeb : forall R_ beta_1 lambda_k n : R,
  0 <= R_ ->
  0 < beta_1 ->
  0 <= lambda_k ->
  0 < n ->
  (- R_ * n + lambda_k = 0) ->
  (0 <= R_ * n - 1) ->
  (R_ - n <= 0) ->
  (beta_1 * n - 1 = 0) ->
  beta_1 ^ 4 * lambda_k ^ 2 + 2 * beta_1 ^ 3 * lambda_k - 4 * beta_1 ^ 2 * lambda_k + beta_1 ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : lambda_k = R_*n) by lra; subst lambda_k; assert (sign_0 : 0 <= R_) by by_nra; assert (sign_1 : 0 < beta_1) by by_nra; assert (sign_2 : 0 < n) by by_nra; assert (given_1 : 0 <= (R_ * n - 1)) by lra; assert (given_2 : 0 <= (- R_ + n)) by lra; assert (given_3 : (beta_1 * n - 1) = 0) by lra; assert (given_4 : 0 < (R_ ^ 2 * beta_1 ^ 4 * n ^ 2 + 2 * R_ * beta_1 ^ 3 * n - 4 * R_ * beta_1 ^ 2 * n + beta_1 ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((beta_1)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ * beta_1 ^ 2 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ * beta_1 ^ 3 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 3 * n)) _ _ given_3); pose proof given_4; pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_2)); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_lt_0_compat _ _ given_4 given_4); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ given_1 (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 5 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 8 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 5 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 5 sign_0)) (Rlt_le _ _ (pow_lt _ 6 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (pow_le _ 5 sign_0)) (Rlt_le _ _ (pow_lt _ 8 sign_1))) (Rlt_le _ _ (pow_lt _ 4 sign_2))); pose proof (Rmult_eq_compat_r ((beta_1 ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ * beta_1 ^ 2 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ * beta_1 ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 2 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 2 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 3 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 3 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 4 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 2 * beta_1 ^ 5 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 2 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 2 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 3 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 3 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 3 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 4 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 4 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 5 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 5 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 3 * beta_1 ^ 6 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 3 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 3 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 3 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 4 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 4 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 4 * n ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 5 * n)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 5 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 5 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 6 * n ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 6 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 4 * beta_1 ^ 7 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 5 * beta_1 ^ 5 * n ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 5 * beta_1 ^ 6 * n ^ 3)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 5 * beta_1 ^ 6 * n ^ 4)) _ _ given_3); pose proof (Rmult_eq_compat_r ((R_ ^ 5 * beta_1 ^ 7 * n ^ 4)) _ _ given_3); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_2)); pose proof (Rmult_lt_0_compat _ _ given_4 (pow_lt _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_4) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (Rlt_le _ _ (pow_lt _ 5 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (Rlt_le _ _ (pow_lt _ 6 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 7 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 8 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_1) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 7 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 3 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 2 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 (Rlt_le _ _ given_4)) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 3 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 6 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 7 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 7 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 8 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 5 sign_0)) (Rlt_le _ _ (pow_lt _ 7 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 given_2) (pow_le _ 5 sign_0)) (Rlt_le _ _ (pow_lt _ 8 sign_1))) (Rlt_le _ _ (pow_lt _ 3 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 2 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 3 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 3 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 3 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ given_4)) (pow_le _ 4 sign_0)) (Rlt_le _ _ (pow_lt _ 4 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (1 - beta_1)) (Rlt_le _ _ (pow_lt _ 1 sign_1))); pose proof (pow2_ge_0 (- beta_1 * n + beta_1)); pose proof (pow2_ge_0 (- R_ ^ 2 * beta_1 ^ 2 + beta_1 * n)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- R_ ^ 2 * beta_1 ^ 3 * n ^ 2 + R_ ^ 2 * beta_1 ^ 3 * n)) (pow_le _ 1 sign_0)) (Rlt_le _ _ (pow_lt _ 1 sign_2))); lra]]. Qed.

Lemma theorem_1_4_eb1c30b3 : forall b_k c x y : R,
  0 < b_k ->
  b_k * x ^ 2 - c * x * (- b_k * y + c * x) + (- b_k * y + c * x) ^ 2 = b_k * (b_k * y ^ 2 - c * x * y + x ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma theorem_1_4_e8f6ce18 : forall b_k c x y : R,
  0 < b_k ->
  (- 4 * b_k + c ^ 2 < 0) ->
  - b_k * x ^ 2 - c * x * y - y ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (given_0 : 0 < (4 * b_k - c ^ 2)) by lra; assert (given_1 : 0 < (- b_k * x ^ 2 - c * x * y - y ^ 2)) by lra; pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (pow2_ge_0 (x ^ 1))); pose proof given_1; pose proof (pow2_ge_0 (c * x / 2 + y)); lra]]. Qed.

Lemma theorem_1_4_8b2bc09d : forall b_k c x y : R,
  0 < b_k ->
  (- 4 * b_k + c ^ 2 < 0) ->
  - 4 * b_k ^ 2 * y ^ 2 + 4 * b_k * c * x * y - c ^ 2 * x ^ 2 - c ^ 2 * y ^ 2 + 4 * c * x * y - 4 * x ^ 2 <= 0.
Proof. prepare. all: by_psatz. Qed.

Lemma theorem_1_4_9a1a337d : forall P V_0 V_k Z_0 Z_k b_k c : R,
  0 <= P ->
  0 <= V_0 ->
  0 <= V_k ->
  0 <= Z_0 ->
  0 <= Z_k ->
  0 < b_k ->
  (- P * V_0 + V_k = 0) ->
  (V_0 - Z_0 * b_k - Z_0 <= 0) ->
  (- 4 * V_k * b_k - 4 * V_k + 4 * Z_k * b_k - Z_k * c ^ 2 <= 0) ->
  (- 4 * b_k + c ^ 2 < 0) ->
  (4 * b_k - c ^ 2 <> 0) ->
  - 16 * P * Z_0 * b_k ^ 3 + 4 * P * Z_0 * b_k ^ 2 * c ^ 2 - 32 * P * Z_0 * b_k ^ 2 + 8 * P * Z_0 * b_k * c ^ 2 - 16 * P * Z_0 * b_k + 4 * P * Z_0 * c ^ 2 + 16 * Z_k * b_k ^ 2 - 8 * Z_k * b_k * c ^ 2 + Z_k * c ^ 4 <= 0.
Proof. intros. assert (Q : 0 < 4 * b_k - c ^ 2) by lra. assert (A : Z_k * (4 * b_k - c ^ 2) <= 4 * (b_k + 1) * V_k) by lra. assert (B : V_0 <= Z_0 * (b_k + 1)) by lra. assert (C : V_k = P * V_0) by lra. assert (D : P * V_0 <= P * (Z_0 * (b_k + 1))) by (apply Rmult_le_compat_l; lra). assert (F : 4 * (b_k + 1) * V_k <= 4 * (b_k + 1) * (P * (Z_0 * (b_k + 1)))) by (rewrite C; apply Rmult_le_compat_l; lra). assert (G : (4 * b_k - c ^ 2) * (Z_k * (4 * b_k - c ^ 2)) <= (4 * b_k - c ^ 2) * (4 * (b_k + 1) * (P * (Z_0 * (b_k + 1))))) by (apply Rmult_le_compat_l; lra). lra. Qed.

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

Lemma theorem_1_9_fb31aaac : forall n root0 : R,
  0 < n ->
  0 <= root0 ->
  (0 < n - 4) ->
  (n * root0 ^ 2 - n + 1 = 0) ->
  (- 7 * n ^ 2 * root0 ^ 3 + 7 * n ^ 2 <> 0) ->
  - 35 * n ^ 3 * root0 ^ 6 + 70 * n ^ 3 * root0 ^ 3 - 35 * n ^ 3 - 49 * n ^ 2 * root0 ^ 3 + 49 * n ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_0 : 0 < n) by by_nra; assert (sign_1 : 0 <= root0) by by_nra; assert (given_0 : 0 < (n - 4)) by lra; assert (given_1 : (n * root0 ^ 2 - n + 1) = 0) by lra; assert (given_2 : 0 < (- 35 * n ^ 3 * root0 ^ 6 + 70 * n ^ 3 * root0 ^ 3 - 35 * n ^ 3 - 49 * n ^ 2 * root0 ^ 3 + 49 * n ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((n * root0)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n * root0 ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0 ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0 ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0 ^ 3)) _ _ given_1); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (pow_le _ 3 sign_1)); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 1 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 3 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 6 sign_1)); pose proof (Rmult_lt_0_compat _ _ given_0 given_0); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_0 given_0) (pow_lt _ 1 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 6 sign_1)); pose proof (Rmult_lt_0_compat _ _ given_0 given_2); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 2 sign_1)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- n * root0 + n)) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof given_0; pose proof (Rmult_eq_compat_r ((1)) _ _ given_1); pose proof (Rmult_eq_compat_r ((root0)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n * root0 ^ 6)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0 ^ 7)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0 ^ 8)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 2 * root0 ^ 9)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0 ^ 8)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0 ^ 9)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0 ^ 10)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 3 * root0 ^ 12)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 4)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 5)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 6)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 7)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 8)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 9)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 10)) _ _ given_1); pose proof (Rmult_eq_compat_r ((n ^ 4 * root0 ^ 12)) _ _ given_1); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 1 sign_1)); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 2 sign_0)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_2) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (pow_le _ 3 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (pow_le _ 5 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 4 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 5 sign_1)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rlt_le _ _ given_0) (Rlt_le _ _ given_2)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (pow_le _ 8 sign_1)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (1 - root0)) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- n * root0 ^ 6 / 2 + root0)) (Rlt_le _ _ (pow_lt _ 1 sign_0))); pose proof (pow2_ge_0 (- n * root0 ^ 2 + n * root0)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * n * root0 ^ 4 + n * root0)) (pow_le _ 1 sign_1)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * n * root0 ^ 4 + n * root0 ^ 2)) (pow_le _ 1 sign_1)); lra]]. Qed.

Lemma theorem_1_adamw_dc9a768e : forall P X c_1 ell gap_0 lambda tau_g z : R,
  0 <= P ->
  0 <= X ->
  0 < c_1 ->
  0 < ell ->
  0 <= gap_0 ->
  0 <= lambda ->
  0 <= tau_g ->
  0 < z ->
  (- P * c_1 ^ 2 * gap_0 * lambda ^ 2 + X * c_1 ^ 2 * lambda ^ 2 - c_1 * lambda * tau_g <= 0) ->
  (ell * lambda - z = 0) ->
  (c_1 * lambda <> 0) ->
  - P * c_1 * gap_0 * z + X * c_1 * z - ell * tau_g <= 0.
Proof. intros. assert (0 < lambda) by nra. assert (A : c_1 * lambda * (X * (c_1 * lambda) - P * gap_0 * (c_1 * lambda) - tau_g) <= 0) by lra. assert (p : 0 < c_1 * lambda) by (apply Rmult_lt_0_compat; lra). assert (B : X * (c_1 * lambda) - P * gap_0 * (c_1 * lambda) - tau_g <= 0) by (apply Rnot_lt_le; intros C; assert (0 < c_1 * lambda * (X * (c_1 * lambda) - P * gap_0 * (c_1 * lambda) - tau_g)) by (apply Rmult_lt_0_compat; lra); lra). assert (ell * (X * (c_1 * lambda) - P * gap_0 * (c_1 * lambda) - tau_g) <= ell * 0) by (apply Rmult_le_compat_l; lra). assert (E1 : z = ell * lambda) by lra. subst z. lra. Qed.

Lemma theorem_1_l2_adam_5a48f2b3 : forall N N_0 N_next P beta_1 s tau_g : R,
  0 <= N ->
  0 <= N_0 ->
  0 <= N_next ->
  0 <= P ->
  0 < beta_1 ->
  0 <= s ->
  0 <= tau_g ->
  (- N * s + N_next - beta_1 ^ 2 * tau_g <= 0) ->
  (N - N_0 * P - 2 * beta_1 * tau_g <= 0) ->
  (beta_1 + 2 * s - 2 <= 0) ->
  - N_0 * P * s + N_next - 2 * beta_1 * tau_g <= 0.
Proof. prepare; deny; first [solve [assert (sign_4 : 0 < beta_1) by by_nra; assert (sign_5 : 0 <= s) by by_nra; assert (sign_6 : 0 <= tau_g) by by_nra; assert (given_0 : 0 <= (N * s - N_next + beta_1 ^ 2 * tau_g)) by lra; assert (given_1 : 0 <= (- N + N_0 * P + 2 * beta_1 * tau_g)) by lra; assert (given_2 : 0 <= (- beta_1 - 2 * s + 2)) by lra; assert (given_3 : 0 < (- N_0 * P * s + N_next - 2 * beta_1 * tau_g)) by lra; pose proof given_0; pose proof (Rmult_le_pos _ _ given_1 (pow_le _ 1 sign_5)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_2 (Rlt_le _ _ (pow_lt _ 1 sign_4))) (pow_le _ 1 sign_6)); pose proof given_3; lra]]. Qed.

Lemma theorem_1_l2_adam_82a47a72 : forall b_k beta_1 c n : R,
  0 < b_k ->
  0 < beta_1 ->
  0 < n ->
  (beta_1 * n - 1 = 0) ->
  (b_k + beta_1 - 1 = 0) ->
  (beta_1 ^ 2 * n + beta_1 + c - 2 = 0) ->
  (0 < n - 4) ->
  (4 * b_k - c ^ 2 <> 0) ->
  (- 4 * b_k + c ^ 2 < 0) /\ (- 48 * b_k ^ 2 * n + 16 * b_k ^ 2 + 24 * b_k * c ^ 2 * n - 4 * b_k * c ^ 2 + 16 * b_k - 3 * c ^ 4 * n - 4 * c ^ 2 <= 0).
Proof. prepare; deny; first [solve [assert (known_0 : b_k = 1 - beta_1) by lra; subst b_k; assert (known_1 : c = -beta_1^2*n - beta_1 + 2) by lra; subst c; assert (sign_0 : 0 < beta_1) by by_nra; assert (sign_1 : 0 < n) by by_nra; assert (given_0 : 0 < (1 - beta_1)) by lra; assert (given_1 : (beta_1 * n - 1) = 0) by lra; assert (given_2 : 0 < (n - 4)) by lra; assert (given_3 : 0 <= (beta_1 ^ 4 * n ^ 2 + 2 * beta_1 ^ 3 * n - 4 * beta_1 ^ 2 * n + beta_1 ^ 2)) by lra; pose proof (pow_lt _ 2 sign_0); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_0 (pow_lt _ 4 sign_0)) (pow_lt _ 2 sign_1)); pose proof (Rmult_eq_compat_r ((beta_1 ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 3 * n)) _ _ given_1); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 3 sign_0)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 4 sign_0)) (pow_lt _ 1 sign_1)); pose proof (Rmult_le_pos _ _ given_3 (Rlt_le _ _ (pow_lt _ 1 sign_0))); lra] | solve [assert (known_0 : b_k = 1 - beta_1) by lra; subst b_k; assert (known_1 : c = -beta_1^2*n - beta_1 + 2) by lra; subst c; assert (sign_0 : 0 < beta_1) by by_nra; assert (sign_1 : 0 < n) by by_nra; assert (given_1 : (beta_1 * n - 1) = 0) by lra; assert (given_2 : 0 < (n - 4)) by lra; assert (given_3 : 0 < (- 3 * beta_1 ^ 8 * n ^ 5 - 12 * beta_1 ^ 7 * n ^ 4 + 24 * beta_1 ^ 6 * n ^ 4 - 18 * beta_1 ^ 6 * n ^ 3 + 48 * beta_1 ^ 5 * n ^ 3 - 8 * beta_1 ^ 5 * n ^ 2 - 48 * beta_1 ^ 4 * n ^ 3 + 16 * beta_1 ^ 4 * n ^ 2 + 5 * beta_1 ^ 4 * n - 32 * beta_1 ^ 3 * n + 4 * beta_1 ^ 3 + 32 * beta_1 ^ 2 * n - 8 * beta_1 ^ 2)) by lra; pose proof (pow_lt _ 2 sign_0); pose proof (pow_lt _ 3 sign_0); pose proof (Rmult_eq_compat_r ((beta_1 ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 2 * n)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 3 * n)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 3 * n ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 4 * n)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 4 * n ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 4 * n ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 5 * n ^ 2)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 5 * n ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 6 * n ^ 3)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 6 * n ^ 4)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 7 * n ^ 4)) _ _ given_1); pose proof (Rmult_eq_compat_r ((beta_1 ^ 8 * n ^ 5)) _ _ given_1); pose proof (Rmult_lt_0_compat _ _ given_2 (pow_lt _ 2 sign_0)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_3 (pow_lt _ 1 sign_0)) (pow_lt _ 1 sign_1)); lra]]. Qed.

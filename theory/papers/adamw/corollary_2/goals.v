(** corollary-2: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma corollary_2_56843058 : forall Delta T b beta_1 c_1 c_2 eta grad_F_k_sq sigma u_sq : R,
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
  (- 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 4 * c_2 * eta * sigma ^ 2 <= 0) ->
  - 8 * Delta * b * beta_1 * c_1 * c_2 + 4 * T * b * beta_1 * c_1 * eta * grad_F_k_sq + T * b * beta_1 * c_1 * eta * u_sq - 4 * T * beta_1 ^ 2 * c_2 * eta * sigma ^ 2 - 4 * c_2 * eta * sigma ^ 2 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_2_554bf79e : forall L b beta_1 c_1 c_2 epsilon eta root0 root1 sigma : R,
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
  (- b * c_1 * epsilon ^ 2 + 3 * beta_1 * c_2 * sigma ^ 2 = 0) ->
  (6 * L * eta * root1 ^ 3 * sigma ^ 2 - b * epsilon ^ 2 * root0 ^ 5 = 0) ->
  (beta_1 - 1 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (3 * c_2 * sigma ^ 2 <> 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  2 * L * eta - c_1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < b) by by_nra; assert (sign_2 : 0 < beta_1) by by_nra; assert (sign_3 : 0 < epsilon) by by_nra; assert (sign_4 : 0 < eta) by by_nra; assert (sign_5 : 0 < root0) by by_nra; assert (sign_6 : 0 < root1) by by_nra; assert (sign_7 : 0 <= sigma) by by_nra; assert (given_2 : (- b * epsilon ^ 2 * root0 ^ 2 + 3 * beta_1 * root1 ^ 2 * sigma ^ 2) = 0) by lra; assert (given_3 : (6 * L * eta * root1 ^ 3 * sigma ^ 2 - b * epsilon ^ 2 * root0 ^ 5) = 0) by lra; assert (given_4 : 0 <= (1 - beta_1)) by lra; assert (given_5 : 0 <= (- root0 ^ 2 + root1 ^ 2)) by lra; assert (given_6 : 0 < (2 * L * eta - root0 ^ 2)) by lra; pose proof (Rmult_eq_compat_r ((L * eta * root0 ^ 3)) _ _ given_2); pose proof (Rmult_eq_compat_r ((root0 ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((L * eta)) _ _ given_3); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 3 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 2 sign_5))) (Rlt_le _ _ (pow_lt _ 3 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 given_5) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 3 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 2 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_eq_compat_r ((root0 ^ 4 * root1)) _ _ given_2); pose proof (Rmult_eq_compat_r ((L * eta * root0 * root1 ^ 2)) _ _ given_2); pose proof (Rmult_eq_compat_r ((root1 ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_1 * root1 ^ 2)) _ _ given_3); pose proof (Rmult_eq_compat_r ((beta_1 ^ 2 * root0 ^ 2)) _ _ given_3); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 6 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 4 sign_5))) (Rlt_le _ _ (pow_lt _ 3 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 3 sign_5))) (Rlt_le _ _ (pow_lt _ 2 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ (pow_lt _ 4 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_6 (pow_lt _ 1 sign_1)) (pow_lt _ 2 sign_3)) (pow_lt _ 3 sign_5)) (pow_lt _ 2 sign_6)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_4) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 5 sign_5))) (Rlt_le _ _ (pow_lt _ 2 sign_6))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_5))) (Rlt_le _ _ (pow_lt _ 2 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 3 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 given_5) (Rlt_le _ _ (pow_lt _ 2 sign_0))) (Rlt_le _ _ (pow_lt _ 2 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_4 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_5))) (Rlt_le _ _ (pow_lt _ 3 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_5))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 2 sign_2))) (Rlt_le _ _ (pow_lt _ 2 sign_3))) (Rlt_le _ _ (pow_lt _ 3 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_5 (Rlt_le _ _ given_6)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))) (pow_le _ 2 sign_7)); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * L * eta * root1 * sigma + root0 * root1 ^ 2 * sigma)) (Rlt_le _ _ (pow_lt _ 1 sign_6))); pose proof (Rmult_le_pos _ _ (pow2_ge_0 (- 2 * L * eta * root0 * sigma + root0 ^ 2 * root1 * sigma)) (Rlt_le _ _ (pow_lt _ 1 sign_6))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- epsilon * root0 ^ 3 + epsilon * root0 ^ 2 * root1)) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_5))); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ (pow2_ge_0 (- root0 * root1 * sigma + root1 ^ 2 * sigma)) (Rlt_le _ _ (pow_lt _ 1 sign_0))) (Rlt_le _ _ (pow_lt _ 1 sign_2))) (Rlt_le _ _ (pow_lt _ 1 sign_4))) (Rlt_le _ _ (pow_lt _ 1 sign_6))); lra]]. Qed.

Lemma corollary_2_d6fa6b6f : forall L b beta_1 c_1 c_2 epsilon eta root0 root1 sigma : R,
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
  (- b * c_1 * epsilon ^ 2 + 3 * beta_1 * c_2 * sigma ^ 2 = 0) ->
  (6 * L * eta * root1 ^ 3 * sigma ^ 2 - b * epsilon ^ 2 * root0 ^ 5 = 0) ->
  (beta_1 - 1 <= 0) ->
  (c_1 - c_2 <= 0) ->
  (3 * c_2 * sigma ^ 2 <> 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  (root1 <> 0) ->
  - 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < b) by by_nra; assert (sign_2 : 0 < beta_1) by by_nra; assert (sign_3 : 0 < epsilon) by by_nra; assert (sign_4 : 0 < eta) by by_nra; assert (sign_5 : 0 < root0) by by_nra; assert (sign_6 : 0 < root1) by by_nra; assert (given_2 : (- b * epsilon ^ 2 * root0 ^ 2 + 3 * beta_1 * root1 ^ 2 * sigma ^ 2) = 0) by lra; assert (given_3 : (6 * L * eta * root1 ^ 3 * sigma ^ 2 - b * epsilon ^ 2 * root0 ^ 5) = 0) by lra; assert (given_6 : 0 < (- 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1)) by lra; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (pow_lt _ 1 sign_0) (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)) (pow_lt _ 2 sign_3)) (pow_lt _ 1 sign_4)) (pow_lt _ 2 sign_5)) (pow_lt _ 2 sign_6)); pose proof (Rmult_eq_compat_r ((L * eta * root1 ^ 2)) _ _ given_2); pose proof (Rmult_eq_compat_r ((beta_1 * root1)) _ _ given_3); pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_6 (pow_lt _ 1 sign_1)) (pow_lt _ 2 sign_3)) (pow_lt _ 2 sign_5)); lra]]. Qed.

Lemma corollary_2_f2fb3ca8 : forall Delta L c_1 c_2 epsilon sigma : R,
  0 <= Delta ->
  0 < L ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 <= sigma ->
  36 * Delta * L * sqrt c_2 ^ 5 * sigma ^ 2 / (sqrt c_1 ^ 5 * epsilon ^ 4) = 36 * Delta * L * sqrt c_2 ^ 5 * sigma ^ 2 / (sqrt c_1 ^ 5 * epsilon ^ 4).
Proof. prepare. all: by_lra. Qed.

Lemma corollary_2_e9a3d078 : forall b c_1 c_2 epsilon sigma : R,
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 <= sigma ->
  9 * c_2 ^ 2 * sigma ^ 4 / (b * c_1 ^ 2 * epsilon ^ 4) = 9 * c_2 ^ 2 * sigma ^ 4 / (b * c_1 ^ 2 * epsilon ^ 4).
Proof. prepare. all: by_lra. Qed.

Lemma corollary_2_86ea33d7 : forall root0 root_c root_c_2 : R,
  0 <= root0 ->
  0 < root_c ->
  0 < root_c_2 ->
  (- root0 ^ 2 * root_c ^ 2 + root_c_2 ^ 2 <= 0) ->
  (root0 ^ 4 - 2 = 0) ->
  - 2 * root0 * root_c ^ 5 + root_c_2 ^ 5 <= 0.
Proof. intros. assert (A : root_c_2 <= root0 * root_c). { apply Rnot_lt_le. intros C. assert (0 <= root0 * root_c) by (apply Rmult_le_pos; lra). assert ((root0 * root_c) ^ 2 < root_c_2 ^ 2) by nra. lra. } assert (B : root_c_2 ^ 5 <= (root0 * root_c) ^ 5) by (apply pow_incr; lra). replace ((root0 * root_c) ^ 5) with (root0 ^ 4 * root0 * root_c ^ 5) in B by ring. replace (root0 ^ 4) with 2 in B by lra. lra. Qed.

Lemma corollary_2_58b45f9c : forall c_2 c_inf root0 : R,
  0 < c_2 ->
  0 <= c_inf ->
  0 <= root0 ->
  (c_2 - c_inf * root0 <= 0) ->
  (root0 ^ 2 - 2 = 0) ->
  c_2 ^ 2 - 2 * c_inf ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_2_76d9a4ab : forall L beta_1 c_1 c_2 eta root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= root0 ->
  0 <= root1 ->
  (2 * L * eta - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  2 * L * eta - c_1 <= 0.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_2_a5d6b938 : forall L beta_1 c_1 c_2 eta root0 root1 : R,
  0 < L ->
  0 < beta_1 ->
  0 < c_1 ->
  0 < c_2 ->
  0 < eta ->
  0 <= root0 ->
  0 <= root1 ->
  (2 * L * eta - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (beta_1 - 1 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  (root1 <> 0) ->
  - 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1 <= 0.
Proof. prepare; deny; first [solve [assert (known_0 : c_1 = root0^2) by lra; subst c_1; assert (known_1 : c_2 = root1^2) by lra; subst c_2; assert (sign_0 : 0 < L) by by_nra; assert (sign_1 : 0 < beta_1) by by_nra; assert (sign_2 : 0 < eta) by by_nra; assert (given_0 : 0 < (root1 ^ 2)) by lra; assert (given_3 : 0 <= (- 4 * L ^ 2 * eta * root1 ^ 2 + 2 * L * beta_1 * root0 ^ 3 * root1)) by lra; assert (given_5 : 0 < (- 2 * L * beta_1 * eta * root1 ^ 2 + 2 * L * eta * root1 ^ 2 - beta_1 * root0 ^ 3 * root1)) by lra; pose proof (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ (Rmult_lt_0_compat _ _ given_0 (pow_lt _ 2 sign_0)) (pow_lt _ 1 sign_1)) (pow_lt _ 1 sign_2)); pose proof given_3; pose proof (Rmult_lt_0_compat _ _ given_5 (pow_lt _ 1 sign_0)); lra]]. Qed.

Lemma corollary_2_9bbb2197 : forall Delta L b c_1 c_2 epsilon : R,
  0 <= Delta ->
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  12 * Delta * L * b * c_2 / (c_1 * epsilon ^ 2) = 12 * Delta * L * b * c_2 / (c_1 * epsilon ^ 2).
Proof. prepare. all: by_lra. Qed.

Lemma corollary_2_f58384a3 : forall L b c_1 c_2 epsilon sigma : R,
  0 < L ->
  0 < b ->
  0 < c_1 ->
  0 < c_2 ->
  0 < epsilon ->
  0 <= sigma ->
  (sigma <> 0) ->
  b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) = b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2).
Proof. prepare. all: by_lra. Qed.

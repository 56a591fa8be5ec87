(** corollary-2: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
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

Lemma corollary_2_58b45f9c : forall c_2 c_inf root0 : R,
  0 < c_2 ->
  0 <= c_inf ->
  0 <= root0 ->
  (c_2 - c_inf * root0 <= 0) ->
  (root0 ^ 2 - 2 = 0) ->
  c_2 ^ 2 - 2 * c_inf ^ 2 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_2_60ff0c97 : forall L b beta_1 c_1 c_2 epsilon eta root0 root1 sigma : R,
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
  (2 * L * eta - c_1 <= 0) ->
  (4 * L ^ 2 * eta * root1 ^ 2 - 2 * L * beta_1 * root0 ^ 3 * root1 <= 0) ->
  (36 * L ^ 2 * eta * root1 ^ 6 * sigma ^ 4 - 6 * L * b * epsilon ^ 2 * root0 ^ 5 * root1 ^ 3 * sigma ^ 2 <= 0) ->
  (- c_1 + root0 ^ 2 = 0) ->
  (- c_2 + root1 ^ 2 = 0) ->
  (2 * L * root1 <> 0) ->
  (6 * L * root1 ^ 3 * sigma ^ 2 <> 0) ->
  2 * L * eta - c_1 <= 0.
Proof. prepare. all: by_lra. Qed.

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

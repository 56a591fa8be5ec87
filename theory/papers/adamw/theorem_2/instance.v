(** The assumptions of the repaired Theorem 2 hold together: F(x) = 1 - cos x, which is not convex, from x_0 = pi/3, with a fair
    sign added to the gradient in each of the first 300 steps; delta = 9/4, beta_1 = 1/6, beta_2 = 1/2, lambda = 1/10,
    eta = 1/10, epsilon = 1, T = 200. With lambda = 0 and the same numbers those of Corollary 2 do. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online cosine signs.
From theory.papers.adamw.theorem_2 Require Import statement.
From theory.papers.adamw.corollary_2 Require Import statement.
Open Scope R_scope.

Definition a (lambda_at : nat -> R) : parameters := {| beta_1_at := fun _ => / 6; beta_2_of := / 2; eta_at := fun _ => / 10;
  lambda_at := lambda_at; delta_of := 9 / 4; start := fun _ => PI / 3 |}.
Definition g (lambda_at : nat -> R) := noisy_gradients (a lambda_at) (sine 0) 300 1.

Lemma instance_bounded : forall lambda_at, bounded 1 (g lambda_at) 2.
Proof. intros. replace 2 with (1 + 1) by ring. apply signs_bounded; [intros; apply sine_bounded|lra]. Qed.

Lemma root_c_1 : sqrt (9 / 4) = 3 / 2.
Proof. replace (9 / 4) with ((3 / 2) ^ 2) by field. apply sqrt_pow2; lra. Qed.

Lemma root_c_2 : sqrt (2 ^ 2 + 9 / 4) = 5 / 2.
Proof. replace (2 ^ 2 + 9 / 4) with ((5 / 2) ^ 2) by field. apply sqrt_pow2; lra. Qed.

Lemma start_gap : cosine 1 0 (fun _ => PI / 3) = / 2.
Proof. unfold cosine; simpl. rewrite Rminus_0_r, cos_PI3. field. Qed.

Lemma start_norm : norm_sq 1 (fun _ => PI / 3) <= 16 / 9.
Proof. unfold norm_sq, inner; simpl. pose proof PI_RGT_0. pose proof PI_4. nra. Qed.

Ltac instance_holds lambda_at :=
  cbv zeta; rewrite root_c_1, root_c_2, start_gap; pose proof start_norm;
  assert (r : 6 / 5 <= sqrt (3 / 2)) by (rewrite <- (sqrt_pow2 (6 / 5)) by lra; apply sqrt_le_1_alt; lra);
  assert (q : 1 <= sqrt (5 / 2)) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra);
  assert (q' : sqrt (5 / 2) <= 8 / 5) by (rewrite <- (sqrt_pow2 (8 / 5)) by lra; apply sqrt_le_1_alt; lra);
  set (r_1 := sqrt (3 / 2)) in *; set (r_2 := sqrt (5 / 2)) in *;
  assert (r3 : (6 / 5) ^ 3 <= r_1 ^ 3) by (apply pow_incr; lra);
  assert (r5 : (6 / 5) ^ 5 <= r_1 ^ 5) by (apply pow_incr; lra);
  assert (q3 : r_2 ^ 3 <= (8 / 5) ^ 3) by (apply pow_incr; lra);
  assert (q3' : 1 ^ 3 <= r_2 ^ 3) by (apply pow_incr; lra);
  repeat match goal with |- _ /\ _ => apply conj end;
    lazymatch goal with
    | |- (_ < _)%nat => lia
    | |- filtration _ => apply signs_filtration
    | |- expectation _ _ => apply signs_expectation
    | |- smooth _ _ _ _ => apply cosine_smooth
    | |- forall y, _ <= _ => intros y; apply cosine_nonneg
    | |- noise _ _ _ _ _ _ _ _ => apply signs_noise; simpl; lra
    | |- bounded _ _ _ => apply (instance_bounded lambda_at)
    | |- Rmax _ _ <= INR _ => rewrite INR_IZR_INZ; change (IZR (Z.of_nat 200)) with 200; apply Rmax_lub; lra
    | |- _ <= _ / r_2 => apply (Rle_div_r _ _ r_2); lra
    | |- _ => first [lra | apply Rle_div_r; lra]
    end.

Theorem theorem_2_satisfiable_holds : theorem_2_satisfiable.
Proof.
  set (lambda_at := fun k => / 10 * (1 - / 2 * 2 ^ 2 / (9 / 4)) ^ k).
  exists signs, first_signs, (mean 300), 1%nat, 200%nat, (cosine 1 0), (sine 0), 0, (fun _ => PI / 3), (g lambda_at).
  exists 1, 1, 2, (9 / 4), (/ 10), (/ 10), (/ 6), (/ 2), 1, 1. instance_holds lambda_at.
Qed.

Theorem corollary_2_satisfiable_holds : corollary_2_satisfiable.
Proof.
  exists signs, first_signs, (mean 300), 1%nat, 200%nat, (cosine 1 0), (sine 0), 0, (fun _ => PI / 3), (g (fun _ => 0)).
  exists 1, 1, 2, (9 / 4), (/ 10), (/ 6), (/ 2), 1, 1. instance_holds (fun _ : nat => 0).
Qed.

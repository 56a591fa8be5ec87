(** The assumptions of the repaired Theorem 3 hold together: F(x) = 1 - cos x, which is not convex, from x_0 = pi/3, with a fair
    sign added to the gradient in each of the first 300 steps; delta = 9/4, beta_2 = 1/2, lambda = 1/10, sigma = 2, b = 8/3,
    epsilon = 5, T = 200. Here gamma is 1, and the logarithm in the limit of T is that of 1. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online cosine signs.
From theory.papers.adamw.theorem_2 Require Import instance.
From theory.papers.adamw.theorem_3 Require Import statement.
Open Scope R_scope.

Section Instance.

Let x_0 : vector := fun _ => PI / 3.
Let gamma := Rmax 1 (sqrt (sqrt (sqrt (2 ^ 2 + 9 / 4)))
  * sqrt (cosine 1 0 x_0 - 0 + / 10 / 2 * sqrt (2 ^ 2 + 9 / 4) * norm_sq 1 x_0) * sqrt (1 + sqrt (9 / 4) * / 10)
  / (sqrt (sqrt (sqrt (9 / 4))) * 2)).
Let a : parameters := {| beta_1_at := fun k => gamma / sqrt (gamma ^ 2 + INR k); beta_2_of := / 2;
  eta_at := fun k => sqrt (sqrt (9 / 4)) ^ 3 * gamma
    / (2 * sqrt (sqrt (2 ^ 2 + 9 / 4)) * (1 + sqrt (9 / 4) * / 10) * sqrt (gamma ^ 2 + INR k + 1));
  lambda_at := fun k => / 10 * (1 - / 2 * 2 ^ 2 / (9 / 4)) ^ k; delta_of := 9 / 4; start := x_0 |}.
Let g := noisy_gradients a (sine 0) 300 1.

Let r_1 := sqrt (3 / 2).
Let r_2 := sqrt (5 / 2).

Lemma r_1_between : 6 / 5 <= r_1 <= 5 / 4.
Proof.
  unfold r_1. split; [rewrite <- (sqrt_pow2 (6 / 5)) by lra|rewrite <- (sqrt_pow2 (5 / 4)) by lra]; apply sqrt_le_1_alt; lra.
Qed.

Lemma r_2_between : 1 <= r_2 <= 8 / 5.
Proof.
  unfold r_2. split; [rewrite <- sqrt_1 at 1|rewrite <- (sqrt_pow2 (8 / 5)) by lra]; apply sqrt_le_1_alt; lra.
Qed.

Lemma gamma_is_1 : gamma = 1.
Proof.
  unfold gamma. rewrite root_c_1, root_c_2. fold r_1 r_2. unfold x_0. rewrite start_gap. pose proof start_norm as N.
  pose proof (norm_sq_nonneg 1 (fun _ => PI / 3)). apply Rmax_left. pose proof r_1_between. pose proof r_2_between.
  assert (1 <= sqrt r_1) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra).
  assert (0 <= sqrt r_2 <= 13 / 10).
  { split; [apply sqrt_pos|]. rewrite <- (sqrt_pow2 (13 / 10)) by lra. apply sqrt_le_1_alt. lra. }
  match goal with |- _ * sqrt ?s * sqrt ?t / _ <= _ =>
    assert (0 <= sqrt s <= 1) by (split; [apply sqrt_pos|rewrite <- sqrt_1; apply sqrt_le_1_alt; lra]);
    assert (0 <= sqrt t <= 11 / 10)
      by (split; [apply sqrt_pos|rewrite <- (sqrt_pow2 (11 / 10)) by lra; apply sqrt_le_1_alt; lra]);
    set (p := sqrt s) in *; set (q := sqrt t) in * end.
  apply Rle_div_l; [lra|]. assert (sqrt r_2 * p <= 13 / 10) by nra. assert (0 <= sqrt r_2 * p) by nra. nra.
Qed.

Lemma root_above_1 : forall z, 1 <= z -> 1 <= sqrt z.
Proof. intros z H. rewrite <- sqrt_1 at 1. now apply sqrt_le_1_alt. Qed.

Theorem theorem_3_satisfiable_holds : theorem_3_satisfiable.
Proof.
  exists signs, first_signs, (mean 300), 1%nat, 200%nat, (cosine 1 0), (sine 0), 0, x_0, g.
  exists 1, 2, 2, (9 / 4), (/ 10), (/ 2), 5, (8 / 3). cbv zeta. fold gamma.
  assert (N : noise first_signs (mean 300) 1 (sine 0) (fun w => x a (g w)) g 2 (8 / 3)) by (apply signs_noise; simpl; lra).
  assert (B : bounded 1 g 2).
  { unfold g. replace 2 with (1 + 1) by ring. apply signs_bounded; [intros; apply sine_bounded|lra]. }
  pose proof gamma_is_1 as G. pose proof r_1_between as R1. pose proof r_2_between as R2.
  assert (P1 : (6 / 5) ^ 3 <= r_1 ^ 3 <= (5 / 4) ^ 3) by (split; apply pow_incr; lra).
  assert (P2 : 1 ^ 3 <= r_2 ^ 3 <= (8 / 5) ^ 3) by (split; apply pow_incr; lra).
  repeat match goal with |- _ /\ _ => apply conj end;
    lazymatch goal with
    | |- (_ < _)%nat => lia
    | |- filtration _ => apply signs_filtration
    | |- expectation _ _ => apply signs_expectation
    | |- smooth _ _ _ _ => apply cosine_smooth
    | |- forall y, _ <= cosine _ _ y => intros y; apply cosine_nonneg
    | |- noise _ _ _ _ _ _ _ _ => exact N
    | |- bounded _ _ _ => exact B
    | |- _ => idtac
    end; try lra.
  - intros k. rewrite G. pose proof (pos_INR k). pose proof (root_above_1 (1 ^ 2 + INR k) ltac:(lra)). apply Rle_div_l; lra.
  - intros k. rewrite G, root_c_1, root_c_2. fold r_1 r_2. pose proof (pos_INR k).
    pose proof (root_above_1 (1 ^ 2 + INR k + 1) ltac:(lra)) as Q. set (q := sqrt (1 ^ 2 + INR k + 1)) in *.
    assert (1 <= r_2 * q) by nra.
    assert (r_1 ^ 3 * 1 / (2 * r_2 * (1 + 3 / 2 * / 10) * q) <= 1); [apply Rle_div_l; nra|lra].
  - rewrite G, root_c_1, root_c_2. fold r_1 r_2. unfold x_0. rewrite start_gap. pose proof start_norm.
    pose proof (norm_sq_nonneg 1 (fun _ => PI / 3)). rewrite INR_IZR_INZ. change (IZR (Z.of_nat 200)) with 200.
    set (D := norm_sq 1 (fun _ => PI / 3)) in *.
    replace (10 * (5 / 2) * 1 * 2 ^ 2 / (8 / 3 * (3 / 2) * 5 ^ 2)) with 1 by field. rewrite ln_1.
    repeat apply Rmax_lub; try lra.
    + assert (P : 0 <= 10 * r_2 ^ 3 * (/ 2 - 0 + / 10 / 2 * (5 / 2) * D) * (1 + 3 / 2 * / 10) / (r_1 ^ 3 * 1) <= 24).
      { split; [apply Rdiv_le_0_compat; nra|apply Rle_div_l; nra]. }
      set (p := 10 * r_2 ^ 3 * _ * _ / _) in *. apply Rle_div_l; [lra|].
      apply Rle_trans with ((24 + 5 * (5 / 2) * 2 ^ 2 / (2 * (8 / 3) * (3 / 2) * 1)) ^ 2); [apply pow_incr; lra|lra].
    + rewrite Rmax_left; [lra|]. right. field.
Qed.

End Instance.

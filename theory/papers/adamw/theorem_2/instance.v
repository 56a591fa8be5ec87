(** The assumptions of the repaired Theorem 2 hold together: F(x) = 1 - cos x, which is not convex, from x_0 = 1, with a fair
    sign added to the gradient in each of the first 200 steps; delta = 9/4, beta_1 = 1/6, beta_2 = 1/2, lambda = 1/10,
    eta = 1/10, epsilon = 1, T = 100. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From theory.kernel Require Import vectors smooth expectation adamw adapted online cosine signs.
From theory.papers.adamw.lemma_1 Require Import lemma_1.
From theory.papers.adamw.theorem_2 Require Import statement.
Open Scope R_scope.

Definition a : parameters := {| beta_1_at := fun _ => / 6; beta_2_of := / 2; eta_at := fun _ => / 10;
  lambda_at := fun k => / 10 * (1 - / 2 * 2 ^ 2 / (9 / 4)) ^ k; delta_of := 9 / 4; start := fun _ => 1 |}.
Definition g := noisy_gradients a (sine 0) 200 1.

Lemma instance_bounded : bounded 1 g 2.
Proof. replace 2 with (1 + 1) by ring. apply signs_bounded; [intros; apply sine_bounded|lra]. Qed.

Lemma root_c_1 : sqrt (9 / 4) = 3 / 2.
Proof. replace (9 / 4) with ((3 / 2) ^ 2) by field. apply sqrt_pow2; lra. Qed.

Lemma root_c_2 : sqrt (2 ^ 2 + 9 / 4) = 5 / 2.
Proof. replace (2 ^ 2 + 9 / 4) with ((5 / 2) ^ 2) by field. apply sqrt_pow2; lra. Qed.

Lemma instance_decay : mean 200 (fun w => decay_0 a (g w) 1) <= / 8.
Proof.
  rewrite <- (mean_const 200 (/ 8)). apply mean_le. intros w. unfold decay_0, weighted_sq. cbn [sum].
  assert (V : v a (g w) 0 0%nat <= sqrt (2 ^ 2 + delta_of a)).
  { apply (v_between a (g w) 2 0); simpl; try lra. intros k. apply instance_bounded. lia. }
  change (delta_of a) with (9 / 4) in V. rewrite root_c_2 in V. simpl (x a (g w) 0 0%nat). simpl (lambda_at a 0). lra.
Qed.

Theorem theorem_2_satisfiable_holds : theorem_2_satisfiable.
Proof.
  exists signs, first_signs, (mean 200), 1%nat, 100%nat, (cosine 1 0), (sine 0), 0, (fun _ => 1), g.
  exists 1, 1, 2, (9 / 4), (/ 10), (/ 10), (/ 6), (/ 2), 1, 1.
  cbv zeta. rewrite root_c_1, root_c_2.
  repeat match goal with |- _ /\ _ => apply conj end;
    [lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lia|apply signs_filtration|apply signs_expectation|apply cosine_smooth
    |intros y; apply cosine_nonneg|apply signs_noise; simpl; lra|apply instance_bounded|lra|lra|lra|lra|lra|interval| |..];
    try interval.
  rewrite INR_IZR_INZ. change (IZR (Z.of_nat 100)) with 100. apply Rmax_lub; [|interval].
  pose proof instance_decay as D. unfold cosine. cbn [sum].
  change {| beta_1_at := fun _ => / 6; beta_2_of := / 2; eta_at := fun _ => / 10;
    lambda_at := fun k => / 10 * (1 - / 2 * 2 ^ 2 / (9 / 4)) ^ k; delta_of := 9 / 4; start := fun _ => 1 |} with a.
  set (e := mean 200 (fun w => decay_0 a (g w) 1)) in *.
  assert (C : 1 - cos (1 - 0) <= 0.46) by interval. lra.
Qed.

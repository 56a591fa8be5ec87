(** The paper's Theorem 4, constant schedule, is false, even with lambda eta < 1: its induction does not start, since
    F_0(x_0) - F_0(x_star) has the decay's share, which Delta has not; and the average of step 2 is too large for its T.
    F(x) = x^2 / 2, d = 1, no noise. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain polyak.
From theory.papers.adamw.theorem_4 Require Import square statement.
Open Scope R_scope.

Lemma sum_first : forall T f, (0 < T)%nat -> (forall k, 0 <= f k) -> f 0%nat <= sum T f.
Proof.
  intros T f HT H. destruct T as [|T]; [lia|]. clear HT. induction T as [|T IH]; [simpl; lra|].
  change (f 0%nat <= sum (S T) f + f (S T)). pose proof (H (S T)). lra.
Qed.

Section Square.

(** lambda = 2, b = mu = eps = K = 1, sigma = 1/100, T = 480 *)
Local Notation a := (rule 2).
Local Notation g := (run 2).

Lemma square_gap : average value 1 (fun k w => F_k_now a (g w) 1 square k - F_k a (g w) 1 square k (fun _ => 0)) = 63 / 64.
Proof.
  unfold average, value, F_k_now, F_k, weighted_sq, square. cbn [sum]. rewrite square_v_0. simpl. field.
Qed.

Lemma square_stationarity : 2205 / 256 / INR 480
  <= average value 480 (fun k w => grad_F_k_sq a (g w) 1 itself k + u_sq a (g w) 1 k / 4).
Proof.
  unfold average, Rdiv at 1. rewrite Rmult_comm.
  apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat, (lt_INR 0); lia|].
  set (f := fun k => value (fun w => grad_F_k_sq a (g w) 1 itself k + u_sq a (g w) 1 k / 4)).
  apply Rle_trans with (f 0%nat); [|apply sum_first; [lia|]].
  - unfold f, value, grad_F_k_sq, u_sq, norm_sq, inner, gradF_k, u, itself. cbn [sum m]. rewrite square_v_0, square_g. simpl. lra.
  - intros k. unfold f, value, grad_F_k_sq, u_sq, norm_sq, inner. cbn [sum]. nra.
Qed.

Ltac at_square :=
  let H := fresh "H" in
  intros H;
  specialize (H unit all_past value 1%nat 480%nat square itself (fun _ => 0) (fun _ => 3 / 4) g
    1 1 (/ 100) (3 / 4) 1 2 (/ 12) (/ 2) (/ 4) 1 1 1);
  assert (root : sqrt ((3 / 4) ^ 2 + 1) = 5 / 4)
    by (replace ((3 / 4) ^ 2 + 1) with ((5 / 4) ^ 2) by field; apply sqrt_pow2; lra);
  assert (q : 1 <= sqrt (5 / 4)) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra);
  assert (q' : sqrt (5 / 4) <= 6 / 5) by (rewrite <- (sqrt_pow2 (6 / 5)) by lra; apply sqrt_le_1_alt; lra);
  cbv zeta in H; rewrite root, ?sqrt_1 in H;
  replace (square (fun _ => 3 / 4) - square (fun _ => 0)) with (9 / 32) in H by (unfold square; field);
  repeat (match type of H with ?P -> _ => let p := fresh in assert (p : P); [clear H|specialize (H p); clear p] end);
  [lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lia|apply certain_filtration|apply certain_expectation|exact square_smooth
  |intros y; unfold square; pose proof (pow2_ge_0 (y 0%nat)); lra|apply certain_noise; lra
  |exact (square_bounded 2 ltac:(lra))|exact (square_polyak 2 ltac:(lra))|lra|lra|lra|lra|lra|try lra..];
  try (replace (1 / 1) with 1 by field; rewrite ln_1; unfold Rdiv; lra);
  try (apply Rle_div_r; lra);
  try (rewrite INR_IZR_INZ; change (IZR (Z.of_nat 480)) with 480; apply Rmax_lub; lra).

Theorem theorem_4_paper_start_gap_false : ~ theorem_4_paper_start_gap.
Proof. at_square. assert (63 / 64 <= 9 / 32); [rewrite <- square_gap; exact H|lra]. Qed.

Theorem theorem_4_paper_gradient_false : ~ theorem_4_paper_gradient.
Proof.
  at_square. pose proof (Rle_trans _ _ _ square_stationarity H) as Q.
  rewrite INR_IZR_INZ in Q. change (IZR (Z.of_nat 480)) with 480 in Q. lra.
Qed.

Theorem theorem_4_paper_false : ~ theorem_4_paper.
Proof. at_square. destruct H as [H _]. assert (63 / 64 <= 9 / 32); [rewrite <- square_gap; exact H|lra]. Qed.

End Square.

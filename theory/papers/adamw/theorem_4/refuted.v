(** The paper's Theorem 4, constant schedule, is false, even with lambda eta < 1. Its induction does not start, since
    F_0(x_0) - F_0(x_star) has the decay's share, which Delta has not: F(x) = x^2 / 2. A stage of it is false under the premises
    of the induction, in each of its conclusions: F(x) = (x - 1)^2 / 2, next to the minimiser. d = 1, no noise. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain polyak.
From theory.papers.adamw.theorem_4 Require Import square pulled statement.
Open Scope R_scope.

Section Square.

(** lambda = 2, b = mu = eps = K = 1, sigma = 1/100, T = 480 *)
Local Notation a := (rule 2).
Local Notation g := (run 2).

Lemma square_gap : average value 1 (fun k w => F_k_now a (g w) 1 square k - F_k a (g w) 1 square k (fun _ => 0)) = 63 / 64.
Proof.
  unfold average, value, F_k_now, F_k, weighted_sq, square. cbn [sum]. rewrite square_v_0. simpl. field.
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

Theorem theorem_4_paper_false : ~ theorem_4_paper.
Proof. at_square. destruct H as [H _]. assert (63 / 64 <= 9 / 32); [rewrite <- square_gap; exact H|lra]. Qed.

End Square.

Section Pulled.

(** x_star = 1, b = L = mu = eps = K = 1, sigma = 1/10^6, T = 240; eta = 1/4 is at the limit of Theorem 2's step 5. *)
Local Notation a := pulled.a.
Local Notation g := pulled.g.

(** An average over 240 steps, of which all but the first two are at least 0. *)
Lemma average_at_least : forall (X : nat -> unit -> R) c, c <= X 0%nat tt + X 1%nat tt ->
  (forall k, 0 <= X (S (S k)) tt) -> c / 240 <= average value 240 X.
Proof.
  intros X c H N. unfold average, value. rewrite INR_IZR_INZ. change (IZR (Z.of_nat 240)) with 240.
  assert (P : forall n, c <= sum (S (S n)) (fun k => X k tt)).
  { induction n as [|n IH]; [simpl; lra|]. change (c <= sum (S (S n)) (fun k => X k tt) + X (S (S n)) tt).
    pose proof (N n). lra. }
  pose proof (P 238%nat). lra.
Qed.

Lemma single : forall (X : nat -> unit -> R), average value 1 X = X 0%nat tt.
Proof. intros. unfold average, value. simpl. field. Qed.

Ltac at_pulled :=
  let H := fresh "H" in
  intros H;
  specialize (H unit all_past value 1%nat 240%nat aside offset one (fun _ => 1 - / 10000) g
    1 1 (/ 1000000) (4 / 3) 1 (/ 5) (/ 4) (3 / 4) (/ 2) 1 1 1);
  assert (root : sqrt ((4 / 3) ^ 2 + 1) = 5 / 3)
    by (replace ((4 / 3) ^ 2 + 1) with ((5 / 3) ^ 2) by field; apply sqrt_pow2; lra);
  assert (q : 1 <= sqrt (5 / 3)) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra);
  assert (q' : sqrt (5 / 3) <= 4 / 3) by (rewrite <- (sqrt_pow2 (4 / 3)) by lra; apply sqrt_le_1_alt; lra);
  cbv zeta in H; rewrite root, ?sqrt_1 in H; fold a in H;
  replace (aside (fun _ => 1 - / 10000) - aside one) with (/ 200000000) in H by (unfold aside, one; field);
  repeat (match type of H with ?P -> _ => let p := fresh in assert (p : P); [clear H|specialize (H p); clear p] end);
  [lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lia|apply certain_filtration|apply certain_expectation|exact aside_smooth
  |intros y; unfold aside, one; pose proof (pow2_ge_0 (y 0%nat - 1)); lra|apply certain_noise; lra
  |exact pulled_bounded|exact pulled_polyak|try lra..];
  try (replace (1 / 1) with 1 by field; rewrite ln_1; unfold Rdiv; lra);
  try (apply Rle_div_r; lra);
  try (rewrite INR_IZR_INZ; change (IZR (Z.of_nat 240)) with 240; apply Rmax_lub; lra);
  try (rewrite single; pose proof (pulled_gap_start tt); pose proof (pulled_error tt); lra).

Theorem theorem_4_paper_gap_false : ~ theorem_4_paper_gap.
Proof.
  at_pulled. enough (P : 3 / 40000 / 240 <= / 200000000 / 2) by lra. apply Rle_trans with (2 := H). apply average_at_least.
  - pose proof (pulled_gap_start tt). pose proof (pulled_gap_first tt). lra.
  - intros k. apply pulled_gap_later.
Qed.

Theorem theorem_4_paper_momentum_false : ~ theorem_4_paper_momentum.
Proof.
  at_pulled. enough (P : / 10000 / 240 <= / 200000000 / 2 * 1) by lra. apply Rle_trans with (2 := H). apply average_at_least.
  - pose proof (pulled_error tt). lra.
  - intros k. apply norm_sq_nonneg.
Qed.

Theorem theorem_4_paper_gradient_false : ~ theorem_4_paper_gradient.
Proof.
  assert (N : forall k, 0 <= grad_F_k_sq a (g tt) 1 offset k + u_sq a (g tt) 1 k / 4).
  { intros k. unfold grad_F_k_sq, u_sq. pose proof (norm_sq_nonneg 1 (gradF_k a (g tt) offset k (x a (g tt) k))).
    pose proof (norm_sq_nonneg 1 (u a (g tt) k)). lra. }
  at_pulled. enough (P : / 100 / 240 <= / 200000000 / 2 * 1 / 8) by lra. apply Rle_trans with (2 := H). apply average_at_least.
  - pose proof (pulled_gradient tt). pose proof (N 1%nat).
    assert (0 <= u_sq a (g tt) 1 0) by apply norm_sq_nonneg. lra.
  - intros k. apply N.
Qed.

Theorem theorem_4_paper_stage_false : ~ theorem_4_paper_stage.
Proof.
  intros H. apply theorem_4_paper_gap_false. intros Omega past E d T F gradF x_star x_0 g L mu sigma c_inf delta lambda eta
    beta_1 beta_2 eps_stage b K. intros.
  apply (H Omega past E d T F gradF x_star x_0 g L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K); assumption.
Qed.

End Pulled.

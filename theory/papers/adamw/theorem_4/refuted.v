(** The paper's Theorem 4, constant schedule, is false, even with lambda eta < 1: its induction does not start, since
    F_0(x_0) - F_0(x_star) has the decay's share, which Delta has not; and the average of step 2 is too large for its T.
    F(x) = x^2 / 2, d = 1, no noise. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain polyak.
From theory.papers.adamw.theorem_4 Require Import statement.
Open Scope R_scope.

Lemma sum_first : forall T f, (0 < T)%nat -> (forall k, 0 <= f k) -> f 0%nat <= sum T f.
Proof.
  intros T f HT H. destruct T as [|T]; [lia|]. clear HT. induction T as [|T IH]; [simpl; lra|].
  change (f 0%nat <= sum (S T) f + f (S T)). pose proof (H (S T)). lra.
Qed.

Section Square.

Let square : vector -> R := fun y => y 0%nat ^ 2 / 2.
Let itself : vector -> vector := fun y => y.

Lemma square_smooth : smooth 1 square itself 1.
Proof.
  split.
  - intros x h. unfold square, itself, inner. simpl. auto_derive; [exact I|]. field.
  - intros x y. rewrite Rmult_1_l. apply Rle_refl.
Qed.

(** lambda = 2, eta = 1/12, delta = 1, c_inf = 3/4, beta_1 = 1/2, beta_2 = 1/4, b = mu = eps = K = 1, sigma = 1/100, x_0 = 3/4,
    T = 480 *)
Let a : parameters := {| beta_1_at := fun _ => / 2; beta_2_of := / 4; eta_at := fun _ => / 12;
  lambda_at := fun k => 2 * (1 - / 4 * (3 / 4) ^ 2 / 1) ^ k; delta_of := 1; start := fun _ => 3 / 4 |}.
Let g := exact_gradients a itself.

Lemma square_g : forall w k i, g w k i = x a (g w) k i.
Proof. intros. unfold g. now rewrite exact_gradients_answer. Qed.

Lemma square_lambda : forall k, 0 <= lambda_at a k <= 2.
Proof.
  intros k. change (0 <= 2 * (1 - / 4 * (3 / 4) ^ 2 / 1) ^ k <= 2). set (r := 1 - / 4 * (3 / 4) ^ 2 / 1).
  assert (0 <= r <= 1) by (unfold r; lra). pose proof (pow_le r k ltac:(lra)). pose proof (pow_incr r 1 k ltac:(lra)) as P.
  rewrite pow1 in P. lra.
Qed.

Lemma square_v : forall w k i, 1 <= v a (g w) k i.
Proof.
  intros. unfold v. rewrite <- sqrt_1 at 1. apply sqrt_le_1_alt. pose proof (n_nonneg a (g w) k i ltac:(simpl; lra)).
  simpl delta_of. lra.
Qed.

(** The momentum is at most twice the iterate, which falls and stays above 0. *)
Lemma square_run : forall w k, 0 <= x a (g w) k 0%nat <= 3 / 4 /\ 0 <= m a (g w) k 0%nat <= 2 * x a (g w) k 0%nat.
Proof.
  intros w k. induction k as [|k [X M]]; [simpl m; rewrite square_g; simpl; lra|].
  pose proof (square_lambda k) as Lk. pose proof (square_v w k 0%nat) as V.
  assert (Q : 0 <= m a (g w) k 0%nat / v a (g w) k 0%nat <= m a (g w) k 0%nat).
  { split; [apply Rdiv_le_0_compat; lra|]. apply Rle_div_l; [lra|]. nra. }
  assert (X' : x a (g w) (S k) 0%nat = (1 - lambda_at a k * / 12) * x a (g w) k 0%nat
    - / 12 * (m a (g w) k 0%nat / v a (g w) k 0%nat)) by (cbn [x]; simpl eta_at; unfold Rdiv; ring).
  assert (M' : m a (g w) (S k) 0%nat = (1 - / 2) * m a (g w) k 0%nat + / 2 * x a (g w) (S k) 0%nat)
    by (cbn [m]; now rewrite square_g).
  assert (0 <= lambda_at a k * x a (g w) k 0%nat <= 2 * x a (g w) k 0%nat) by nra.
  rewrite M'. rewrite X'. lra.
Qed.

Lemma square_v_0 : forall w, v a (g w) 0 0%nat = 5 / 4.
Proof.
  intros. unfold v. cbn [n]. rewrite square_g. simpl x. simpl delta_of.
  replace ((3 / 4) ^ 2 + 1) with ((5 / 4) ^ 2) by field. apply sqrt_pow2. lra.
Qed.

Lemma square_polyak : polyak_lojasiewicz 1 square itself a g (fun _ => 0) 1.
Proof.
  intros w k y. unfold F_k, gradF_k, weighted_sq, norm_sq, inner, square, itself. cbn [sum].
  pose proof (square_lambda k) as Lk. pose proof (square_v w k 0%nat) as V.
  set (l := lambda_at a k) in *. set (z := v a (g w) k 0%nat) in *. set (t := y 0%nat).
  assert (P : 0 <= l * z) by nra. set (q := l * z) in *.
  replace (2 * 1 * (t ^ 2 / 2 + l / 2 * (0 + z * t ^ 2) - (0 ^ 2 / 2 + l / 2 * (0 + z * 0 ^ 2)))) with ((1 + q) * t ^ 2)
    by (unfold q; field).
  replace (0 + (t + l * t * z) * (t + l * t * z)) with ((1 + q) * ((1 + q) * t ^ 2)) by (unfold q; ring).
  pose proof (pow2_ge_0 t). assert (0 <= (1 + q) * t ^ 2) by nra. nra.
Qed.

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
  |intros w k i Hi; change (Rabs (g w k i) <= 3 / 4); replace i with 0%nat by lia; rewrite square_g;
     pose proof (square_run w k); apply Rabs_le; lra
  |exact square_polyak|lra|lra|lra|lra|lra|try lra..];
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

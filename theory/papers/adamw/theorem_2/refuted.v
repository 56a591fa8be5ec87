(** The paper's Theorem 2 is false: as it is stated, and each of its parts even under the conditions that its proof uses.

    (i), Eq. 18 and (ii) fail where F = 0: Delta is 0, and the decay alone moves x. (iii) fails where x starts in the minimum of a
    cosine: the decay pulls it away, and the momentum lags behind the gradient. No noise; d = 1. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain cosine.
From theory.papers.adamw.theorem_2 Require Import statement.
Open Scope R_scope.

Section Flat.

Let flat : vector -> R := fun _ => 0.
Let no_gradient : vector -> vector := fun _ _ => 0.

Lemma flat_smooth : smooth 1 flat no_gradient 1.
Proof.
  split.
  - intros x h. replace (inner 1 (no_gradient x) h) with 0 by (unfold inner, no_gradient; simpl; ring).
    unfold flat. auto_derive; [exact I|reflexivity].
  - intros x y. rewrite Rmult_1_l. apply sqrt_le_1_alt, sum_le. intros i _. unfold minus, no_gradient. pose proof (Rle_0_sqr (x i - y i)). unfold Rsqr in *. lra.
Qed.

(** lambda = 1, eta = 1/8, delta = 1, c_inf = 0, beta_1 = beta_2 = 1, epsilon = b = 1, sigma = 1/10, x_0 = 10, T = 1 *)
Let a : parameters := {| beta_1_at := fun _ => 1; beta_2_of := 1; eta_at := fun _ => / 8;
  lambda_at := fun k => 1 * (1 - 1 * 0 ^ 2 / 1) ^ k; delta_of := 1; start := fun _ => 10 |}.
Let g := exact_gradients a no_gradient.

Lemma flat_g : forall w k i, g w k i = 0.
Proof. intros. unfold g. now rewrite exact_gradients_answer. Qed.

Lemma flat_m : forall w i, m a (g w) 0 i = 0.
Proof. intros. simpl. apply flat_g. Qed.

Lemma flat_v : forall w i, v a (g w) 0 i = 1.
Proof. intros. unfold v; simpl. rewrite flat_g. transitivity (sqrt 1); [apply f_equal; ring|apply sqrt_1]. Qed.

Lemma flat_u : forall w i, u a (g w) 0 i = 10.
Proof. intros. unfold u. rewrite flat_m, flat_v. simpl. field. Qed.

Lemma flat_stationarity : average value 1 (fun k w => grad_F_k_sq a (g w) 1 no_gradient k + u_sq a (g w) 1 k / 4) = 125.
Proof.
  unfold average, value, grad_F_k_sq, u_sq, norm_sq, inner. simpl. rewrite flat_u.
  unfold gradF_k, no_gradient. rewrite flat_v. simpl. field.
Qed.

Lemma flat_v_dx : average value 1 (fun k w => v_dx_sq a (g w) 1 k) = 25 / 16.
Proof. unfold average, value, v_dx_sq, norm_sq, inner. simpl. rewrite !flat_v, !flat_g. field. Qed.

Lemma flat_dx : average value 1 (fun k w => dx_sq a (g w) 1 k) = 25 / 16.
Proof. unfold average, value, dx_sq, norm_sq, inner, minus. simpl. rewrite !flat_v, !flat_g. field. Qed.

Lemma root : sqrt (0 ^ 2 + 1) = 1.
Proof. transitivity (sqrt 1); [apply f_equal; ring|apply sqrt_1]. Qed.

Ltac at_flat statement :=
  let H := fresh "H" in
  intros H;
  specialize (H unit all_past value 1%nat 1%nat flat no_gradient (fun _ => 0) (fun _ => 10) g
    1 (/ 10) 0 1 1 (/ 8) 1 1 1 1);
  cbv zeta in H; rewrite ?root, ?sqrt_1 in H;
  repeat (match type of H with ?P -> _ =>
    let p := fresh in assert (p : P); [clear H|specialize (H p); clear p] end);
  [lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lia|apply certain_filtration|apply certain_expectation|exact flat_smooth
  |intros y; apply Rle_refl|apply certain_noise; lra|intros w k i _; fold a g; rewrite flat_g, Rabs_R0; lra|..];
  repeat match goal with |- _ -> _ => intro | |- Rmax _ _ <= _ => apply Rmax_lub end;
  unfold flat in *; simpl INR in *; try (lra || (field_simplify; lra)).

Theorem theorem_2_paper_i_false : ~ theorem_2_paper_i.
Proof.
  at_flat theorem_2_paper_i. assert (125 <= 1 ^ 2); [rewrite <- flat_stationarity; exact H|lra].
Qed.

Theorem theorem_2_paper_eq_18_false : ~ theorem_2_paper_eq_18.
Proof.
  at_flat theorem_2_paper_eq_18.
  match type of H with _ <= ?r => assert (L : 125 <= r); [rewrite <- flat_stationarity; exact H|] end.
  clear H. field_simplify in L. lra.
Qed.

Theorem theorem_2_paper_ii_a_false : ~ theorem_2_paper_ii_a.
Proof.
  at_flat theorem_2_paper_ii_a. assert (25 / 16 <= 4 * 1 ^ 2 * (/ 8) ^ 2); [rewrite <- flat_v_dx; exact H|lra].
Qed.

Theorem theorem_2_paper_ii_b_false : ~ theorem_2_paper_ii_b.
Proof.
  at_flat theorem_2_paper_ii_b. assert (25 / 16 <= 4 * 1 ^ 2 * (/ 8) ^ 2 / 1 ^ 2); [rewrite <- flat_dx; exact H|lra].
Qed.

Theorem theorem_2_paper_false : ~ theorem_2_paper.
Proof.
  at_flat theorem_2_paper. destruct H as [H _]. assert (125 <= 1 ^ 2); [rewrite <- flat_stationarity; exact H|lra].
Qed.

End Flat.

Section Lag.

(** p = 4 pi/3 = x_0, so that lambda eta p = pi/6; lambda = 1, eta = 1/8, delta = 9/16, c_inf = 1, beta_1 = 1/2, beta_2 = 1/4,
    epsilon = 1/100, b = 1, sigma = 1/1000, T = 2 *)
Let p := 8 * (PI / 6).
Let a : parameters := {| beta_1_at := fun _ => / 2; beta_2_of := / 4; eta_at := fun _ => / 8;
  lambda_at := fun k => 1 * (1 - / 4 * 1 ^ 2 / (9 / 16)) ^ k; delta_of := 9 / 16; start := fun _ => p |}.
Let g := exact_gradients a (sine p).

Lemma lag_g_0 : forall w, g w 0%nat 0%nat = 0.
Proof. intros. unfold g. rewrite exact_gradients_answer. unfold sine; simpl. now rewrite Rminus_diag_eq, sin_0. Qed.

Lemma lag_x_1 : forall h : nat -> vector, h 0%nat 0%nat = 0 -> x a h 1 0%nat = p - PI / 6.
Proof. intros h H. simpl. rewrite H. unfold p, Rdiv. rewrite !Rmult_0_r, Rmult_0_l. field. Qed.

Lemma lag_g_1 : forall w, g w 1%nat 0%nat = - / 2.
Proof.
  intros. pose proof (lag_x_1 (g w) (lag_g_0 w)) as X. unfold g in *. rewrite exact_gradients_answer. unfold sine at 1.
  rewrite X. replace (p - PI / 6 - p) with (- (PI / 6)) by ring. rewrite sin_neg, sin_PI6. field.
Qed.

Lemma lag_error : average value 2 (fun k w => m_err_sq a (g w) 1 (sine p) k) = / 32.
Proof.
  unfold average, value, m_err_sq, norm_sq, inner, minus. cbn [sum].
  assert (G : forall k, sine p (x a (g tt) k) 0%nat = g tt k 0%nat).
  { intros. unfold g. now rewrite <- exact_gradients_answer. }
  pose proof (G 0%nat) as G0. pose proof (G 1%nat) as G1. rewrite lag_g_0 in G0. rewrite lag_g_1 in G1.
  rewrite G0, G1. cbn [m]. rewrite lag_g_0, lag_g_1. simpl. field.
Qed.

Theorem theorem_2_paper_iii_false : ~ theorem_2_paper_iii.
Proof.
  intros H.
  specialize (H unit all_past value 1%nat 2%nat (cosine 1 p) (sine p) (fun _ => p) (fun _ => p) g
    1 (/ 1000) 1 (9 / 16) 1 (/ 8) (/ 2) (/ 4) (/ 100) 1).
  assert (R1 : sqrt (9 / 16) = 3 / 4) by (replace (9 / 16) with ((3 / 4) ^ 2) by field; apply sqrt_pow2; lra).
  assert (R2 : sqrt (1 ^ 2 + 9 / 16) = 5 / 4).
  { replace (1 ^ 2 + 9 / 16) with ((5 / 4) ^ 2) by field; apply sqrt_pow2; lra. }
  cbv zeta in H. rewrite R1, R2 in H.
  assert (r : 4 / 5 <= sqrt (3 / 4)) by (rewrite <- (sqrt_pow2 (4 / 5)) by lra; apply sqrt_le_1_alt; lra).
  assert (q : 1 <= sqrt (5 / 4)) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra).
  assert (q' : sqrt (5 / 4) <= 6 / 5) by (rewrite <- (sqrt_pow2 (6 / 5)) by lra; apply sqrt_le_1_alt; lra).
  set (r_1 := sqrt (3 / 4)) in *. set (r_2 := sqrt (5 / 4)) in *.
  assert (r3 : (4 / 5) ^ 3 <= r_1 ^ 3) by (apply pow_incr; lra).
  assert (r5 : (4 / 5) ^ 5 <= r_1 ^ 5) by (apply pow_incr; lra).
  assert (q3 : r_2 ^ 3 <= (6 / 5) ^ 3) by (apply pow_incr; lra).
  assert (q3' : 1 ^ 3 <= r_2 ^ 3) by (apply pow_incr; lra).
  repeat (match type of H with ?P -> _ => let p := fresh in assert (p : P); [clear H|specialize (H p); clear p] end);
  [lra|lra|lra|lra|lra|lra|lra|lra|lra|lra|lia|apply certain_filtration|apply certain_expectation|apply cosine_smooth
  | |apply certain_noise; lra| |lra|lra|lra|lra|lra| | | | |].
  - intros y. apply Rle_trans with 0; [|apply cosine_nonneg].
    unfold cosine; simpl. replace (p - p) with 0 by ring. rewrite cos_0. lra.
  - intros w k i _. fold a. unfold g. rewrite exact_gradients_answer. apply sine_bounded.
  - apply Rle_div_r; lra.
  - rewrite Rminus_diag_eq by reflexivity. simpl INR. apply Rmax_lub; lra.
  - lra.
  - apply (Rle_div_r _ _ r_2); lra.
  - assert (/ 32 <= 8 * (/ 100) ^ 2); [rewrite <- lag_error; exact H|lra].
Qed.

End Lag.

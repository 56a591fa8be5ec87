(** Theorem 4, constant schedule: one stage, from step [first] of a run on, with the gap and the momentum's error that the run
    has there. Everything is linear in the two, so that it may be averaged over the ends of the stages before. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted polyak.
From theory.papers.adamw.theorem_2 Require Import potential holds.
Open Scope R_scope.

(** eta's limit gives both conditions of Theorem 2. *)
Lemma eta_of_stage : forall c_1 c_2 L lambda beta_1 eta, 0 < c_1 <= c_2 -> 0 < L -> 0 <= lambda -> 0 < beta_1 <= 1 -> 0 < eta ->
  eta <= beta_1 * sqrt c_1 ^ 3 / (sqrt c_2 * (2 * L + 2 * c_1 * lambda)) ->
  2 * eta * (L + lambda * c_1) <= c_1 /\ 2 * (1 - beta_1) * L * eta <= beta_1 * c_1 * sqrt (c_1 / c_2).
Proof.
  intros c_1 c_2 L lambda beta_1 eta [C1 C12] HL Hl [B1 B2] He H.
  pose proof (Rmult_le_pos c_1 lambda ltac:(lra) Hl) as P. pose proof (sqrt_lt_R0 c_2 ltac:(lra)) as r2.
  assert (H' : 2 * eta * (L + lambda * c_1) <= beta_1 * c_1 * sqrt (c_1 / c_2)).
  { replace (beta_1 * c_1 * sqrt (c_1 / c_2)) with (beta_1 * (sqrt c_1 ^ 3 / sqrt c_2))
      by (rewrite root_of_quotient by lra; ring).
    apply Rle_div_r in H; [|apply Rmult_lt_0_compat; lra].
    replace (beta_1 * (sqrt c_1 ^ 3 / sqrt c_2)) with (beta_1 * sqrt c_1 ^ 3 / sqrt c_2) by (unfold Rdiv; ring).
    apply (Rle_div_r _ _ (sqrt c_2)); [exact r2|]. lra. }
  assert (Q : 0 <= sqrt (c_1 / c_2) <= 1).
  { split; [apply sqrt_pos|]. rewrite <- sqrt_1. apply sqrt_le_1_alt. apply Rle_div_l; lra. }
  set (q := sqrt (c_1 / c_2)) in *. split.
  - apply Rle_trans with (1 := H'). assert (R : beta_1 * q <= 1) by nra. apply (Rmult_le_compat_l c_1) in R; lra.
  - pose proof (Rmult_le_pos eta (beta_1 * L) ltac:(lra) ltac:(apply Rmult_le_pos; lra)).
    pose proof (Rmult_le_pos eta (c_1 * lambda) ltac:(lra) P). lra.
Qed.

Section Stage.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R) (x_star : vector).
Hypothesis L_nonneg : 0 <= L.
Hypothesis HS : smooth d F gradF L.
Hypothesis below : forall y, F x_star <= F y.

Variables (a : parameters) (g : Omega -> nat -> vector) (c_inf sigma b lambda beta_1 eta mu : R) (first : nat).
Let c_1 := sqrt (delta_of a).
Let c_2 := sqrt (c_inf ^ 2 + delta_of a).
Let mu_v := beta_2_of a * c_inf ^ 2 / delta_of a.
Let alpha := eta / (2 * c_1 * beta_1).

Hypothesis delta_pos : 0 < delta_of a.
Hypothesis beta_1_convex : forall k, 0 < beta_1_at a k <= 1.
Hypothesis beta_2_convex : 0 <= beta_2_of a <= 1.
Hypothesis mu_v_le_1 : mu_v <= 1.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis decay : forall k, lambda_at a k = lambda * (1 - mu_v) ^ k.
Hypothesis HN : noise past E d gradF (fun w => x a (g w)) g sigma b.
Hypothesis HB : bounded d g c_inf.
Hypothesis HP : polyak_lojasiewicz d F gradF a g x_star mu.
Hypothesis mu_pos : 0 < mu.
Hypothesis b_pos : 0 < b.
Hypothesis eta_pos : 0 < eta.
Hypothesis beta_1_of_stage : forall k, (first <= k)%nat -> beta_1_at a (S k) = beta_1.
Hypothesis eta_of_a : forall k, (first <= k)%nat -> eta_at a k = eta.
Hypothesis eta_16 : 2 * eta * (L + lambda * c_1) <= c_1.
Hypothesis eta_7 : 2 * (1 - beta_1) * L * eta <= beta_1 * c_1 * sqrt (c_1 / c_2).

Let D := drawn _ _ _ _ _ _ _ _ HN.
Let c_1_pos : 0 < c_1.
Proof. now apply sqrt_lt_R0. Qed.
Let c_2_pos : 0 < c_2.
Proof. apply sqrt_lt_R0. pose proof (pow2_ge_0 c_inf). lra. Qed.
Let beta_1_pos : 0 < beta_1.
Proof. rewrite <- (beta_1_of_stage first) by lia. apply beta_1_convex. Qed.
Let alpha_pos : 0 < alpha.
Proof. apply Rdiv_lt_0_compat; [exact eta_pos|]. apply Rmult_lt_0_compat; lra. Qed.

(** What is measured, from the beginning of the stage on. *)
Definition gap_at (a : parameters) (g : nat -> vector) (k : nat) : R := F_k_now a g d F k - F_k a g d F k x_star.
Let gap (k : nat) : R := E (fun w => gap_at a (g w) k).
Let error (k : nat) : R := E (fun w => m_err_sq a (g w) d gradF k).
Let stationarity (k : nat) (w : Omega) : R := grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4.
Let decay_star := lambda / 2 * c_2 * norm_sq d x_star.

Lemma random_at_star : forall k, random past (fun w => F_k a (g w) d F k x_star).
Proof.
  intros k. exists (S k). unfold F_k. apply (past_plus A); [apply (past_const A)|]. apply (past_scal A), (past_weighted_sq A).
  - now apply (v_past A d a g D).
  - intros i _. apply (past_const A).
Qed.

(** F_k(x_star) is above the minimum by the decay at x_star. *)
Lemma at_star : forall w k, F_k a (g w) d F k x_star <= F x_star + decay_star.
Proof.
  intros w k. unfold F_k, decay_star. apply Rplus_le_compat_l.
  pose proof (lambda_at_between a c_inf lambda delta_pos beta_2_convex mu_v_le_1 lambda_nonneg decay k) as Hl.
  assert (W : weighted_sq d (v a (g w) k) x_star <= c_2 * norm_sq d x_star).
  { unfold weighted_sq, norm_sq, inner. rewrite <- sum_scal. apply sum_le. intros i Hi.
    pose proof (v_at_between d a g c_inf beta_2_convex HB w k i Hi) as V. fold c_2 in V.
    replace (x_star i ^ 2) with (x_star i * x_star i) by ring. apply Rmult_le_compat_r; [nra|lra]. }
  assert (0 <= weighted_sq d (v a (g w) k) x_star).
  { apply sum_nonneg. intros i Hi. apply Rmult_le_pos; [apply sqrt_pos|apply pow2_ge_0]. }
  replace (lambda / 2 * c_2 * norm_sq d x_star) with (lambda / 2 * (c_2 * norm_sq d x_star)) by ring.
  apply Rmult_le_compat; lra.
Qed.

Lemma potential_at_first : E (fun w => F_k_now a (g w) d F first) <= gap first + F x_star + decay_star.
Proof.
  pose proof (random_F_k_now A d a g D beta_2_convex delta_pos F gradF L HS L_nonneg first) as RF.
  pose proof (random_at_star first) as RS.
  unfold gap, gap_at. rewrite (E_minus A E HE) by assumption.
  assert (E (fun w => F_k a (g w) d F first x_star) <= F x_star + decay_star); [|lra].
  rewrite <- (E_const A E HE (F x_star + decay_star)).
  apply (E_monotone _ _ HE); [exact RS|exists 0%nat; apply (past_const A)|]. intros w. apply at_star.
Qed.

(** Step 1: Eq. 18 of the stage, with the error of the momentum that it starts with. *)
Theorem stage_average : forall T, (0 < T)%nat -> average E T (fun j => stationarity (first + j))
  <= 2 * c_2 * (gap first + decay_star) / (eta * INR T) + c_2 * error first / (c_1 * beta_1 * INR T)
     + c_2 * beta_1 * sigma ^ 2 / (c_1 * b).
Proof.
  intros T HT. apply lt_INR in HT. simpl in HT. unfold average.
  assert (coupled : forall k, (first <= k)%nat -> eta_at a k = 2 * c_1 * alpha * beta_1_at a (S k)).
  { intros k Hk. rewrite eta_of_a, beta_1_of_stage by exact Hk. unfold alpha. field. lra. }
  assert (e16 : forall k, (first <= k)%nat -> 2 * eta_at a k * (L + lambda * c_1) <= c_1)
    by (intros k Hk; now rewrite eta_of_a).
  assert (e7 : forall k, (first <= k)%nat ->
    2 * (1 - beta_1_at a (S k)) * L * eta_at a k <= beta_1_at a (S k) * c_1 * sqrt (c_1 / c_2))
    by (intros k Hk; rewrite eta_of_a, beta_1_of_stage by exact Hk; exact eta_7).
  pose proof (telescoped A HE d F gradF L L_nonneg HS a g c_inf sigma b lambda alpha first delta_pos beta_1_convex
    beta_2_convex mu_v_le_1 lambda_nonneg decay HN HB b_pos alpha_pos coupled e16 e7 T) as H.
  pose proof (G_end A HE d F gradF L (F x_star) L_nonneg HS below a g c_inf sigma b lambda alpha delta_pos beta_2_convex
    mu_v_le_1 lambda_nonneg decay HN HB alpha_pos (first + T)%nat) as G.
  pose proof potential_at_first as P.
  rewrite (sum_ext T _ (fun j => 2 * c_2 / eta * (eta / (2 * c_2) * E (stationarity (first + j)))))
    by (intros; field; lra).
  rewrite sum_scal.
  rewrite (sum_ext T (fun j => eta_at a (first + j) / (2 * c_2) * _) (fun j => eta / (2 * c_2) * E (stationarity (first + j))))
    in H.
  2:{ intros j _. rewrite eta_of_a by lia. apply f_equal. symmetry.
      exact (E_stationarity A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN (first + j)%nat). }
  rewrite (sum_ext T (fun j => eta_at a (first + j) * _ * _ / _) (fun _ => eta * beta_1 * sigma ^ 2 / (2 * c_1 * b))) in H.
  2:{ intros j _. rewrite eta_of_a, beta_1_of_stage by lia. reflexivity. }
  rewrite sum_const in H.
  fold (error first) in H.
  set (s := sum T (fun j => eta / (2 * c_2) * E (stationarity (first + j)))) in *.
  assert (Q : s <= gap first + decay_star + alpha * error first + INR T * (eta * beta_1 * sigma ^ 2 / (2 * c_1 * b))) by lra.
  assert (K : 0 < 2 * c_2 / (eta * INR T)) by (apply Rdiv_lt_0_compat; [lra|now apply Rmult_lt_0_compat]).
  apply (Rmult_le_compat_l _ _ _ (Rlt_le _ _ K)) in Q.
  replace (/ INR T * (2 * c_2 / eta * s)) with (2 * c_2 / (eta * INR T) * s) by (field; lra).
  apply Rle_trans with (1 := Q). right. unfold alpha. field. lra.
Qed.

(** Step 3: P on average. *)
Lemma stage_gap : forall T, average E T (fun j w => gap_at a (g w) (first + j))
  <= / (2 * mu) * average E T (fun j => stationarity (first + j)).
Proof.
  intros T. unfold average. destruct T as [|T]; [simpl; lra|].
  assert (HT : 0 < INR (S T)) by (apply (lt_INR 0); lia).
  rewrite <- Rmult_assoc, (Rmult_comm (/ (2 * mu))), Rmult_assoc.
  apply Rmult_le_compat_l; [now apply Rlt_le, Rinv_0_lt_compat|]. rewrite <- sum_scal. apply sum_le. intros j _.
  set (k := (first + j)%nat).
  assert (RU : random past (fun w => / 4 * u_sq a (g w) d k)).
  { apply (random_scal A). now apply (random_u_sq A d a g D beta_2_convex delta_pos). }
  assert (RS : random past (fun w => grad_F_k_sq a (g w) d gradF k + / 4 * u_sq a (g w) d k)).
  { apply (random_plus A); [|exact RU]. now apply (random_grad_F_k_sq A d a g D beta_2_convex delta_pos F gradF L). }
  assert (Q : stationarity k = (fun w => grad_F_k_sq a (g w) d gradF k + / 4 * u_sq a (g w) d k)).
  { apply FunctionalExtensionality.functional_extensionality. intros w. unfold stationarity. field. }
  rewrite Q, <- (E_scal _ _ HE) by exact RS.
  apply (E_monotone _ _ HE); [|now apply (random_scal A)|].
  - destruct (random_F_k_now A d a g D beta_2_convex delta_pos F gradF L HS L_nonneg k) as [i Hi].
    destruct (random_at_star k) as [i' Hi']. exists (Nat.max i i'). unfold gap_at.
    apply (past_minus A); [apply (past_le A) with (2 := Hi)|apply (past_le A) with (2 := Hi')]; lia.
  - intros w. pose proof (HP w k (x a (g w) k)) as P. unfold grad_F_k_sq, gap_at, F_k_now.
    assert (0 <= u_sq a (g w) d k) by apply norm_sq_nonneg.
    apply (Rmult_le_reg_l (2 * mu)); [lra|]. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. lra.
Qed.

(** Step 4: the momentum's error. *)
Lemma stage_error : forall T, average E T (fun j w => m_err_sq a (g w) d gradF (first + j))
  <= 8 * average E T (fun j => stationarity (first + j)).
Proof.
  intros T. unfold average. destruct T as [|T]; [simpl; lra|].
  assert (HT : 0 < INR (S T)) by (apply (lt_INR 0); lia).
  rewrite <- Rmult_assoc, (Rmult_comm 8), Rmult_assoc.
  apply Rmult_le_compat_l; [now apply Rlt_le, Rinv_0_lt_compat|]. rewrite <- sum_scal. apply sum_le. intros j _.
  pose proof (E_tracking A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN (first + j)%nat) as K.
  pose proof (E_stationarity A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN (first + j)%nat) as Q.
  pose proof (EH_nonneg A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN (first + j)%nat).
  unfold stationarity. rewrite Q. lra.
Qed.

End Stage.

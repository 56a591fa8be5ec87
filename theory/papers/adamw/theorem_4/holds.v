(** The repaired statement of Theorem 4, constant schedule, as the program writes it for the first stage, holds: the induction
    starts, and the stage halves the gap and the momentum's error. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted polyak.
From theory.papers.adamw.theorem_2 Require Import potential theorem_2 holds.
From theory.papers.adamw.theorem_4 Require Import statement.
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

(** P on average: the gap is at most the stationarity over 2 mu. *)
Lemma average_gap : forall {Omega : Type} (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R) d T F gradF L a g x_star mu
  sigma b, filtration past -> expectation past E -> smooth d F gradF L -> 0 <= L -> 0 < mu -> 0 < delta_of a ->
  0 <= beta_2_of a <= 1 -> noise past E d gradF (fun w => x a (g w)) g sigma b ->
  polyak_lojasiewicz d F gradF a g x_star mu -> (0 < T)%nat ->
  average E T (fun k w => F_k_now a (g w) d F k - F_k a (g w) d F k x_star)
  <= / (2 * mu) * average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4).
Proof.
  intros Omega past E d T F gradF L a g x_star mu sigma b A HE HS HL Hmu Hdelta Hb2 HN HP HT.
  pose proof (drawn _ _ _ _ _ _ _ _ HN) as D. apply (lt_INR 0) in HT. simpl in HT.
  unfold average. rewrite <- Rmult_assoc, (Rmult_comm (/ (2 * mu))), Rmult_assoc.
  apply Rmult_le_compat_l; [now apply Rlt_le, Rinv_0_lt_compat|]. rewrite <- sum_scal. apply sum_le. intros k _.
  assert (RU : random past (fun w => / 4 * u_sq a (g w) d k)).
  { apply (random_scal A). now apply (random_u_sq A d a g D Hb2 Hdelta). }
  assert (RS : random past (fun w => grad_F_k_sq a (g w) d gradF k + / 4 * u_sq a (g w) d k)).
  { apply (random_plus A); [|exact RU]. now apply (random_grad_F_k_sq A d a g D Hb2 Hdelta F gradF L). }
  assert (Q : (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)
    = (fun w => grad_F_k_sq a (g w) d gradF k + / 4 * u_sq a (g w) d k)).
  { apply FunctionalExtensionality.functional_extensionality. intros w. field. }
  rewrite Q, <- (E_scal _ _ HE) by exact RS.
  apply (E_monotone _ _ HE); [|now apply (random_scal A)|].
  - destruct (random_F_k_now A d a g D Hb2 Hdelta F gradF L HS HL k) as [j Hj]. exists (Nat.max j (S k)).
    apply (past_minus A); [apply (past_le A) with (2 := Hj); lia|]. apply (past_le A (S k)); [lia|].
    unfold F_k. apply (past_plus A); [apply (past_const A)|]. apply (past_scal A), (past_weighted_sq A).
    + now apply (v_past A d a g D).
    + intros i _. apply (past_const A).
  - intros w. pose proof (HP w k (x a (g w) k)) as P. unfold grad_F_k_sq, F_k_now.
    assert (0 <= u_sq a (g w) d k) by apply norm_sq_nonneg.
    apply (Rmult_le_reg_l (2 * mu)); [lra|]. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. lra.
Qed.

Theorem theorem_4_repaired_holds : theorem_4_repaired.
Proof.
  intros Omega past E d T F gradF x_star x_0 g L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K F_star c_1 c_2 mu_v
    Delta decay_0 decay_star eps_0 eps_prev eps_k a HL Hmu Hsigma Hc_inf Hdelta Hlambda Heta Hb1 Hb2 _ Hb _ HT A HE HS below HN
    HB HP Hs Hb1' Hb2' Hmuv _ _ Hbeta Heta' HTT.
  assert (C1 : 0 < c_1) by now apply sqrt_lt_R0.
  assert (C12 : c_1 <= c_2) by (apply sqrt_le_1_alt; pose proof (pow2_ge_0 c_inf); lra).
  assert (b1 : 0 < beta_1 <= 1) by lra. assert (b2 : 0 <= beta_2 <= 1) by lra.
  assert (Hmu' : beta_2 * c_inf ^ 2 / delta <= 1) by (fold mu_v; lra).
  destruct (eta_of_stage c_1 c_2 L lambda beta_1 eta (conj C1 C12) HL Hlambda b1 Heta Heta') as [H16 H7].
  assert (s2 : 0 < sigma ^ 2) by now apply pow_lt.
  assert (S0 : sigma ^ 2 / b <= mu * eps_0).
  { pose proof (Rmax_l (sigma ^ 2 / (b * mu)) (Delta + decay_0)) as M. fold eps_0 in M.
    apply (Rmult_le_compat_l mu) in M; [|lra]. apply Rle_trans with (2 := M). right. field. lra. }
  assert (e0 : 0 < eps_0).
  { apply Rlt_le_trans with (2 := Rmax_l _ _). apply Rdiv_lt_0_compat; [exact s2|now apply Rmult_lt_0_compat]. }
  assert (D0 : Delta + decay_0 <= eps_0) by apply Rmax_r.
  assert (gap : F x_0 - F_star + E (fun w => adamw.decay_0 a (g w) d) <= Delta + decay_0).
  { apply Rplus_le_compat_l.
    exact (E_decay_0 A HE d gradF a g c_inf sigma b lambda Hdelta b2 Hlambda (fun _ => eq_refl) HN HB). }
  assert (ek : 2 * eps_k = eps_0) by (unfold eps_k; field).
  assert (star : 0 <= decay_star).
  { unfold decay_star. pose proof (norm_sq_nonneg d x_star). repeat apply Rmult_le_pos; lra. }
  set (epsilon := sqrt (eps_k * mu / 8)).
  assert (e2 : epsilon ^ 2 = eps_k * mu / 8) by (apply pow2_sqrt; apply Rdiv_le_0_compat; [apply Rmult_le_pos|]; lra).
  pose proof (Rle_trans _ _ _ (Rmax_l _ _) HTT) as T1. pose proof (Rle_trans _ _ _ (Rmax_r _ _) HTT) as T2.
  assert (em : 0 < eps_k * mu) by (apply Rmult_lt_0_compat; lra).
  assert (N : 0 < INR T) by now apply (lt_INR 0).
  apply Rle_div_l in T1; [|repeat apply Rmult_lt_0_compat; lra].
  apply Rle_div_l in T2; [|repeat apply Rmult_lt_0_compat; lra]. unfold eps_prev in T1, T2.
  assert (Hbeta' : beta_1 * (3 * c_2 * sigma ^ 2) <= c_1 * b * epsilon ^ 2).
  { pose proof (Rle_trans _ _ _ Hbeta (Rmin_r _ _)) as B. apply Rle_div_r in B; [|apply Rmult_lt_0_compat; lra]. rewrite e2. lra. }
  assert (G : 6 * c_2 * (Delta + decay_0) <= INR T * (eta * epsilon ^ 2)).
  { rewrite e2. assert (c_2 * (Delta + decay_0) <= c_2 * (decay_star + eps_0)) by (apply Rmult_le_compat_l; lra). lra. }
  assert (G' : 3 * c_2 * sigma ^ 2 <= INR T * (c_1 * beta_1 * b * epsilon ^ 2)).
  { rewrite e2. apply (Rle_div_l _ (mu * eps_0) b) in S0; [|exact Hb].
    assert (P : 0 <= b * mu) by (apply Rmult_le_pos; lra). apply (Rmult_le_compat_r _ _ _ P) in T1.
    apply (Rmult_le_compat_l c_2) in S0; lra. }
  pose proof (part_i A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
    b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7 (Delta + decay_0) gap epsilon T HT Hbeta' G G') as I.
  change (average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= epsilon ^ 2) in I.
  repeat apply conj.
  - unfold average. cbn [sum]. simpl INR. rewrite Rinv_1, Rmult_1_l, Rplus_0_l.
    apply Rle_trans with (2 := D0). apply Rle_trans with (2 := gap).
    pose proof (drawn _ _ _ _ _ _ _ _ HN) as D. pose proof (random_decay_0 A d a g D b2 Hdelta) as RD.
    assert (RC : forall c, random past (fun _ : Omega => c)) by (intros c; exists 0%nat; apply (past_const A)).
    rewrite <- (E_const A E HE (F x_0 - F_star)), <- (E_plus _ _ HE) by auto.
    apply (E_monotone _ _ HE); [|now apply (random_plus A)|].
    + exists 1%nat. change (past 1%nat (fun w => F x_0 + lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) x_0
        - (F x_star + lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) x_star))).
      assert (P : forall y, past 1%nat (fun w => lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) y)).
      { intros y. apply (past_scal A), (past_weighted_sq A); [exact (v_past A d a g D b2 0%nat)|].
        intros i _. apply (past_const A). }
      apply (past_minus A); (apply (past_plus A); [apply (past_const A)|apply P]).
    + intros w. unfold F_k_now, F_k, adamw.decay_0. simpl (x a (g w) 0). fold F_star.
      assert (0 <= weighted_sq d (v a (g w) 0) x_star).
      { apply sum_nonneg. intros i _. apply Rmult_le_pos; [apply sqrt_pos|apply pow2_ge_0]. }
      assert (0 <= lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) x_star); [|lra].
      apply Rmult_le_pos; [simpl; lra|assumption].
  - unfold average. cbn [sum]. simpl INR. rewrite Rinv_1, Rmult_1_l, Rplus_0_l.
    apply Rle_trans with (sigma ^ 2 / b); [|lra]. exact (variance _ _ _ _ _ _ _ _ HN 0%nat).
  - lra.
  - apply Rle_trans with (1 := average_gap past E d T F gradF L a g x_star mu sigma b A HE HS (Rlt_le _ _ HL) Hmu Hdelta b2 HN HP HT).
    rewrite e2 in I. apply (Rmult_le_compat_l (/ (2 * mu))) in I; [|apply Rlt_le, Rinv_0_lt_compat; lra].
    apply Rle_trans with (1 := I). replace (/ (2 * mu) * (eps_k * mu / 8)) with (eps_k / 16) by (field; lra). lra.
  - replace (eps_k * mu) with (8 * epsilon ^ 2) by lra.
    exact (part_iii A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
      b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7 (Delta + decay_0) gap epsilon T HT Hbeta' G G').
Qed.

(** The repaired statement of Theorem 3, as the program writes it, holds. *)

From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import potential holds.
From theory.papers.adamw.theorem_3 Require Import theorem_3 horizon statement.
Open Scope R_scope.

Theorem theorem_3_repaired_holds : theorem_3_repaired.
Proof.
  intros Omega past E d T F gradF F_star x_0 g L sigma c_inf delta lambda beta_2 epsilon b c_1 c_2 mu_v Delta decay_0 gamma
    beta_1 eta a HL Hsigma Hc_inf Hdelta Hlambda Hbeta_2 Hepsilon Hb HT A HE HS below HN HB Hs _ Hb2 Hmu _ Hgamma HTT.
  assert (C1 : 0 < c_1) by now apply sqrt_lt_R0.
  assert (C2 : 0 < c_2) by (apply sqrt_lt_R0; pose proof (pow2_ge_0 c_inf); lra).
  assert (M : 0 < L + c_1 * lambda) by (pose proof (Rmult_le_pos c_1 lambda ltac:(lra) Hlambda); lra).
  pose proof (sqrt_lt_R0 c_1 C1) as r1. pose proof (sqrt_lt_R0 c_2 C2) as r2.
  set (rate := c_1 * sqrt (c_1 / c_2) / (2 * (L + lambda * c_1))).
  assert (Hrate : rate = sqrt c_1 ^ 3 / (2 * sqrt c_2 * (L + c_1 * lambda))).
  { unfold rate. rewrite <- root_of_quotient by lra. field. repeat split; lra. }
  assert (Ha : a = decaying gamma rate beta_2 lambda delta c_inf x_0).
  { unfold a, decaying. f_equal; apply functional_extensionality; intros k.
    - unfold beta_1, schedule. now rewrite Rplus_comm.
    - rewrite Hrate. unfold eta, schedule. rewrite S_INR.
      replace (INR k + 1 + gamma ^ 2) with (gamma ^ 2 + INR k + 1) by ring.
      assert (0 < sqrt (gamma ^ 2 + INR k + 1)) by (apply sqrt_lt_R0; pose proof (pos_INR k); nra).
      field. repeat split; lra. }
  change eta with (eta_at a). clearbody a. subst a. clear beta_1 eta.
  assert (b2 : 0 <= beta_2 <= 1) by lra. assert (Hmu' : beta_2 * c_inf ^ 2 / delta <= 1) by (fold mu_v; lra).
  assert (gap : F x_0 - F_star + E (fun w => adamw.decay_0 (decaying gamma rate beta_2 lambda delta c_inf x_0) (g w) d)
    <= Delta + decay_0).
  { apply Rplus_le_compat_l.
    exact (E_decay_0 A HE d gradF (decaying gamma rate beta_2 lambda delta c_inf x_0) g c_inf sigma b lambda Hdelta b2 Hlambda (fun _ => eq_refl) HN HB). }
  set (a := decaying gamma rate beta_2 lambda delta c_inf x_0) in *.
  assert (K : forall t, (0 < t)%nat ->
    sum t (fun k => eta_at a k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)) / sum t (eta_at a)
    <= ((c_2 * (Delta + decay_0) / (rate * gamma) + c_2 * sigma ^ 2 / (2 * c_1 * b * gamma))
        + c_2 * gamma * sigma ^ 2 / (2 * c_1 * b) * ln (INR t / gamma ^ 2 + 1))
       / (sqrt (INR t + 1 + gamma ^ 2) - sqrt (1 + gamma ^ 2))).
  { intros t Ht.
    pose proof (theorem_3_bound A HE d F gradF L F_star HL HS below gamma beta_2 lambda delta c_inf sigma b x_0 g Hgamma
      Hdelta b2 Hmu' Hlambda Hb HN HB (Delta + decay_0) gap t Ht) as B.
    cbv zeta in B. fold c_1 c_2 rate a in B.
    rewrite (sum_ext t (fun k => eta_at a k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4))
      (fun k => eta_at a k * (E (fun w => grad_F_k_sq a (g w) d gradF k) + E (fun w => u_sq a (g w) d k) / 4))).
    2:{ intros k _. f_equal. exact (E_stationarity A HE d F gradF L (Rlt_le _ _ HL) HS a g sigma b Hdelta b2 HN k). }
    apply Rle_trans with (1 := B). right.
    assert (0 < sqrt (INR t + 1 + gamma ^ 2) - sqrt (1 + gamma ^ 2)).
    { apply (lt_INR 0) in Ht. simpl in Ht. assert (sqrt (1 + gamma ^ 2) < sqrt (INR t + 1 + gamma ^ 2)); [|lra].
      apply sqrt_lt_1_alt. pose proof (pow2_ge_0 gamma). lra. }
    replace (1 + INR t / gamma ^ 2) with (INR t / gamma ^ 2 + 1) by ring.
    assert (0 < rate) by (rewrite Hrate; apply Rdiv_lt_0_compat; [now apply pow_lt|repeat apply Rmult_lt_0_compat; lra]).
    field. repeat split; lra. }
  assert (B0 : c_2 * (Delta + decay_0) / (rate * gamma)
    = 2 * sqrt c_2 ^ 3 * (Delta + decay_0) * (L + c_1 * lambda) / (sqrt c_1 ^ 3 * gamma)).
  { rewrite Hrate. replace (sqrt c_2 ^ 3) with (sqrt c_2 ^ 2 * sqrt c_2) by ring. rewrite (pow2_sqrt c_2) by lra.
    field. repeat split; lra. }
  split.
  - intros t [Ht _] R0. apply Rle_trans with (1 := K t Ht). rewrite B0. right.
    replace (INR t + 1 + gamma ^ 2) with (INR t + gamma ^ 2 + 1) by ring. replace (1 + gamma ^ 2) with (gamma ^ 2 + 1) by ring.
    field. repeat split; lra.
  - apply Rle_trans with (1 := K T HT). rewrite B0.
    pose proof (Rle_trans _ _ _ (Rmax_r _ _) HTT) as H3. pose proof (Rle_trans _ _ _ (Rmax_l _ _) HTT) as H12.
    pose proof (Rle_trans _ _ _ (Rmax_l _ _) H12) as H1. pose proof (Rle_trans _ _ _ (Rmax_r _ _) H12) as H2.
    assert (D0 : 0 <= Delta + decay_0).
    { pose proof (below x_0). pose proof (norm_sq_nonneg d x_0). unfold Delta, decay_0.
      assert (0 <= lambda / 2 * c_2 * norm_sq d x_0) by (repeat apply Rmult_le_pos; lra). lra. }
    assert (s2 : 0 < sigma ^ 2) by now apply pow_lt.
    assert (r1' : 0 < sqrt c_1 ^ 3) by now apply pow_lt. assert (r2' : 0 < sqrt c_2 ^ 3) by now apply pow_lt.
    apply horizon; try assumption.
    + apply Rplus_le_le_0_compat; apply Rdiv_le_0_compat; repeat first [apply Rmult_le_pos|apply Rmult_lt_0_compat]; lra.
    + apply Rdiv_lt_0_compat; repeat apply Rmult_lt_0_compat; lra.
    + nra.
    + lra.
    + apply Rle_trans with (2 := H1). right. field. repeat split; lra.
    + apply Rle_trans with (2 := H3). right. do 2 f_equal.
      replace (4 * (5 * (c_2 * gamma * sigma ^ 2 / (2 * c_1 * b)) / epsilon ^ 2))
        with (10 * c_2 * gamma * sigma ^ 2 / (b * c_1 * epsilon ^ 2)) by (field; repeat split; lra).
      unfold Rdiv. ring.
Qed.

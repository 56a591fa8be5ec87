(** The repaired statement of Theorem 2, as the program writes it, holds. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import potential theorem_2 statement.
Open Scope R_scope.

(** The two conditions on eta that the repaired statement adds are those of the proof, in another form. *)

Lemma eta_of_eq_16 : forall c_1 L lambda eta, 0 < c_1 -> 0 < L -> 0 <= lambda ->
  eta <= c_1 / (2 * L + 2 * c_1 * lambda) -> 2 * eta * (L + lambda * c_1) <= c_1.
Proof.
  intros c_1 L lambda eta Hc HL Hl H. pose proof (Rmult_le_pos c_1 lambda ltac:(lra) Hl).
  apply Rle_div_r in H; lra.
Qed.

Lemma root_of_quotient : forall c_1 c_2, 0 < c_1 -> 0 < c_2 -> sqrt c_1 ^ 3 / sqrt c_2 = c_1 * sqrt (c_1 / c_2).
Proof.
  intros c_1 c_2 H1 H2. rewrite sqrt_div_alt by lra. pose proof (sqrt_lt_R0 c_2 H2).
  replace (sqrt c_1 ^ 3) with (sqrt c_1 ^ 2 * sqrt c_1) by ring. rewrite pow2_sqrt by lra. field; lra.
Qed.

(** At sigma = 0 the statement's limit of beta_1 divides by 0; what the proof uses holds all the same. *)
Lemma beta_1_of_statement : forall c_1 c_2 b sigma epsilon beta_1, 0 < c_1 -> 0 < c_2 -> 0 < b -> 0 <= sigma -> 0 < epsilon ->
  beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) -> beta_1 * (3 * c_2 * sigma ^ 2) <= c_1 * b * epsilon ^ 2.
Proof.
  intros c_1 c_2 b sigma epsilon beta_1 H1 H2 Hb [Hs| <-] He H.
  - assert (0 < 3 * c_2 * sigma ^ 2) by (apply Rmult_lt_0_compat; [lra|now apply pow_lt]).
    apply (Rle_div_r beta_1 (b * c_1 * epsilon ^ 2)) in H; lra.
  - replace (beta_1 * (3 * c_2 * 0 ^ 2)) with 0 by ring.
    apply Rlt_le, Rmult_lt_0_compat; [now apply Rmult_lt_0_compat|now apply pow_lt].
Qed.

Theorem theorem_2_repaired_holds : theorem_2_repaired.
Proof.
  intros Omega past E d T F gradF F_star x_0 g L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b
    c_1 c_2 mu_v a Delta decay_0 HL Hsigma Hc_inf Hdelta Hlambda Heta Hb1 Hb2 Hepsilon Hb HT A HE HS below HN HB
    Hb1' Hb2' Hmu _ Hbeta _ HTT H5 H7.
  assert (C1 : 0 < c_1) by now apply sqrt_lt_R0.
  assert (C2 : 0 < c_2) by (apply sqrt_lt_R0; pose proof (pow2_ge_0 c_inf); lra).
  assert (H16 : 2 * eta * (L + lambda * c_1) <= c_1) by now apply eta_of_eq_16.
  assert (H7' : 2 * (1 - beta_1) * L * eta <= beta_1 * c_1 * sqrt (c_1 / c_2)).
  { replace (beta_1 * c_1 * sqrt (c_1 / c_2)) with (beta_1 * sqrt c_1 ^ 3 / sqrt c_2); [lra|].
    rewrite Rmult_assoc, <- root_of_quotient by lra. unfold Rdiv; ring. }
  assert (Hbeta' : beta_1 * (3 * c_2 * sigma ^ 2) <= c_1 * b * epsilon ^ 2) by (apply beta_1_of_statement; auto; lra).
  assert (N : 0 < INR T) by now apply (lt_INR 0).
  pose proof (Rle_trans _ _ _ (Rmax_l _ _) HTT) as T1. pose proof (Rle_trans _ _ _ (Rmax_r _ _) HTT) as T2.
  assert (0 < epsilon ^ 2) by now apply pow_lt.
  apply Rle_div_l in T1; [|now apply Rmult_lt_0_compat].
  apply Rle_div_l in T2; [|repeat apply Rmult_lt_0_compat; lra].
  assert (G : 6 * c_2 * (Delta + decay_0) <= INR T * (eta * epsilon ^ 2)) by lra.
  assert (G' : 3 * c_2 * sigma ^ 2 <= INR T * (c_1 * beta_1 * b * epsilon ^ 2)) by lra.
  assert (b1 : 0 < beta_1 <= 1) by lra. assert (b2 : 0 <= beta_2 <= 1) by lra.
  assert (Hmu' : beta_2 * c_inf ^ 2 / delta <= 1) by (fold mu_v; lra).
  assert (gap : F x_0 - F_star + E (fun w => adamw.decay_0 a (g w) d) <= Delta + decay_0).
  { apply Rplus_le_compat_l.
    exact (E_decay_0 A HE d gradF a g c_inf sigma b lambda Hdelta b2 Hlambda (fun _ => eq_refl) HN HB). }
  assert (E18 : forall t, (0 < t)%nat -> average E t (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)
    <= beta_1 * c_2 * sigma ^ 2 / (b * c_1) + 2 * c_2 * (Delta + decay_0) / (INR t * eta)
       + c_2 * sigma ^ 2 / (INR t * b * beta_1 * c_1)).
  { intros t Ht. assert (0 < INR t) by now apply (lt_INR 0).
    pose proof (eq_18 A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf
      sigma b x_0 g Hdelta b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7' (Delta + decay_0) gap t Ht) as K.
    change (average E t (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)
      <= 2 * c_2 * (Delta + decay_0) / (eta * INR t) + c_2 * sigma ^ 2 / (c_1 * beta_1 * b * INR t)
         + c_2 * beta_1 * sigma ^ 2 / (c_1 * b)) in K.
    apply Rle_trans with (1 := K). right. field. repeat split; lra. }
  repeat apply conj.
  - exact (part_i A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
      b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7' (Delta + decay_0) gap epsilon T HT Hbeta' G G').
  - now apply E18.
  - intros t Ht. apply E18. lia.
  - replace (4 * epsilon ^ 2 * eta ^ 2) with (4 * eta ^ 2 * epsilon ^ 2) by ring.
    exact (part_ii_a A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
      b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7' (Delta + decay_0) gap epsilon T HT Hbeta' G G').
  - replace (4 * epsilon ^ 2 * eta ^ 2) with (4 * eta ^ 2 * epsilon ^ 2) by ring.
    exact (part_ii_b A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
      b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7' (Delta + decay_0) gap epsilon T HT Hbeta' G G').
  - exact (part_iii A HE d F gradF L F_star (Rlt_le _ _ HL) HS below beta_1 beta_2 eta lambda delta c_inf sigma b x_0 g Hdelta
      b1 b2 Hmu' Hlambda Hb Heta HN HB H16 H7' (Delta + decay_0) gap epsilon T HT Hbeta' G G').
  - intros w k.
    pose proof (eq_16_constant d F gradF L (Rlt_le _ _ HL) HS beta_1 beta_2 eta lambda delta c_inf x_0 g
      Hdelta b1 b2 Hmu' Hlambda Heta HB H16 w k) as K.
    change (F_k_now a (g w) d F (S k) <= F_k_now a (g w) d F k + eta / (2 * c_1) * m_err_sq a (g w) d gradF k
      - eta / (2 * c_2) * grad_F_k_sq a (g w) d gradF k - eta / (4 * c_2) * u_sq a (g w) d k) in K.
    apply Rle_trans with (1 := K). right. field. lra.
Qed.

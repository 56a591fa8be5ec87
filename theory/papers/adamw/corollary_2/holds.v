(** The repaired Corollary 2 for Adam, as the program writes it, is the repaired Theorem 2 at lambda = 0. *)

From Coq Require Import Reals Lra FunctionalExtensionality.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import statement holds.
From theory.papers.adamw.corollary_2 Require Import statement.
Open Scope R_scope.

Theorem corollary_2_repaired_holds : corollary_2_repaired.
Proof.
  intros Omega past E d T F gradF F_star x_0 g L sigma c_inf delta eta beta_1 beta_2 epsilon b
    c_1 c_2 mu_v a Delta HL Hsigma Hc_inf Hdelta Heta Hb1 Hb2 Hepsilon Hb HT A HE HS below HN HB
    Hb1' Hb2' Hmu Hbeta Hlimit HTT H5 H7.
  pose proof (theorem_2_repaired_holds Omega past E d T F gradF F_star x_0 g L sigma c_inf delta 0 eta beta_1 beta_2
    epsilon b) as H.
  cbv zeta in H. fold c_1 c_2 mu_v Delta in H.
  replace (fun k : nat => 0 * (1 - mu_v) ^ k) with (fun _ : nat => 0) in H
    by (apply functional_extensionality; intros; ring).
  fold a in H.
  replace (Delta + 0 / 2 * c_2 * norm_sq d x_0) with Delta in H by field.
  replace (2 * c_1 * 0) with 0 in H by ring. rewrite Rmult_0_r, Rplus_0_r in H.
  replace (6 * c_2 * Delta) with (6 * Delta * c_2) in H by ring.
  replace (2 * c_2 * Delta) with (2 * Delta * c_2) in H by ring.
  destruct (H HL Hsigma Hc_inf Hdelta (Rle_refl 0) Heta Hb1 Hb2 Hepsilon Hb HT A HE HS below HN HB Hb1' Hb2' Hmu Rlt_0_1
    Hbeta Hlimit HTT H5 H7) as [I [E18 [E18_t rest]]].
  repeat split; try apply rest; [exact I| |intros t Ht; specialize (E18_t t Ht)];
    (eapply Rle_trans; [eassumption|right; unfold Rdiv; ring]).
Qed.

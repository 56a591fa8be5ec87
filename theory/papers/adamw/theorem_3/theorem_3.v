(** Theorem 3, repaired: the bound for decaying steps, for any gamma >= 1 and every T.

    beta_{1,k} = gamma / sqrt(k + gamma^2), eta_k = rate beta_{1,k+1}, rate = c_1^{3/2} / (2 c_2^{1/2} (L + lambda c_1)). *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import potential.
Open Scope R_scope.

Definition schedule (gamma : R) (k : nat) : R := gamma / sqrt (INR k + gamma ^ 2).

Definition decaying (gamma rate beta_2 lambda delta c_inf : R) (x_0 : vector) : parameters := {|
  beta_1_at := schedule gamma;
  beta_2_of := beta_2;
  eta_at := fun k => rate * schedule gamma (S k);
  lambda_at := fun k => lambda * (1 - beta_2 * c_inf ^ 2 / delta) ^ k;
  delta_of := delta;
  start := x_0
|}.

Section Sums.

Variable gamma : R.
Hypothesis gamma_ge_1 : 1 <= gamma.

Lemma below_root_pos : forall k, 0 < INR k + gamma ^ 2.
Proof. intros k. pose proof (pos_INR k). nra. Qed.

Lemma schedule_convex : forall k, 0 < schedule gamma k <= 1.
Proof.
  intros k. pose proof (below_root_pos k) as P. pose proof (sqrt_lt_R0 _ P) as Q. unfold schedule. split.
  - apply Rdiv_lt_0_compat; lra.
  - apply Rle_div_l; [exact Q|]. rewrite Rmult_1_l. rewrite <- (sqrt_pow2 gamma) at 1 by lra. apply sqrt_le_1_alt.
    pose proof (pos_INR k). lra.
Qed.

(** sum beta_{1,k+1} >= 2 gamma (sqrt(T + 1 + gamma^2) - sqrt(1 + gamma^2)) *)
Lemma sum_schedule : forall T,
  2 * gamma * (sqrt (INR T + 1 + gamma ^ 2) - sqrt (1 + gamma ^ 2)) <= sum T (fun k => schedule gamma (S k)).
Proof.
  induction T as [|T IH]; [simpl; rewrite Rplus_0_l; lra|].
  cbn [sum]. change (schedule gamma (S T)) with (gamma / sqrt (INR (S T) + gamma ^ 2)). rewrite !S_INR.
  pose proof (below_root_pos T) as P. set (s := INR T + 1 + gamma ^ 2) in *.
  replace (INR T + 1 + 1 + gamma ^ 2) with (s + 1) by (unfold s; ring).
  assert (0 < s) by (unfold s; lra).
  pose proof (sqrt_lt_R0 s ltac:(lra)) as Q. pose proof (sqrt_lt_R0 (s + 1) ltac:(lra)) as Q'.
  pose proof (pow2_sqrt s ltac:(lra)) as E. pose proof (pow2_sqrt (s + 1) ltac:(lra)) as E'.
  assert (M : sqrt s <= sqrt (s + 1)) by (apply sqrt_le_1_alt; lra).
  assert (D : 2 * (sqrt (s + 1) - sqrt s) <= / sqrt s).
  { apply (Rmult_le_reg_r (sqrt s)); [exact Q|]. rewrite Rinv_l by lra. nra. }
  apply (Rmult_le_compat_l gamma) in D; [|lra]. unfold Rdiv. lra.
Qed.

(** sum beta_{1,k+1}^2 <= gamma^2 log(1 + T / gamma^2) *)
Lemma sum_schedule_sq : forall T,
  sum T (fun k => schedule gamma (S k) ^ 2) <= gamma ^ 2 * ln (1 + INR T / gamma ^ 2).
Proof.
  assert (G : 0 < gamma ^ 2) by (apply pow_lt; lra).
  induction T as [|T IH].
  - simpl. replace (1 + 0 / (gamma * (gamma * 1))) with 1 by (field; lra). rewrite ln_1. lra.
  - cbn [sum]. change (schedule gamma (S T)) with (gamma / sqrt (INR (S T) + gamma ^ 2)). rewrite !S_INR.
    pose proof (below_root_pos T) as P. set (s := INR T + gamma ^ 2) in *.
    replace (INR T + 1 + gamma ^ 2) with (s + 1) by (unfold s; ring).
    replace ((gamma / sqrt (s + 1)) ^ 2) with (gamma ^ 2 * / (s + 1)).
    2:{ unfold Rdiv. rewrite Rpow_mult_distr, pow_inv, pow2_sqrt by lra. reflexivity. }
    replace (1 + INR T / gamma ^ 2) with (s / gamma ^ 2) in IH by (unfold s; field; lra).
    replace (1 + (INR T + 1) / gamma ^ 2) with ((s + 1) / gamma ^ 2) by (unfold s; field; lra).
    rewrite ln_div in * by lra.
    assert (Q : / (s + 1) <= ln (s + 1) - ln s).
    { assert (H : ln (s / (s + 1)) <= s / (s + 1) - 1).
      { apply Rnot_lt_le. intros C.
        assert (0 < s / (s + 1)) by (apply Rdiv_lt_0_compat; lra).
        apply exp_increasing in C. rewrite exp_ln in C by assumption.
        pose proof (exp_ineq1_le (s / (s + 1) - 1)). lra. }
      rewrite ln_div in H by lra. replace (s / (s + 1) - 1) with (- / (s + 1)) in H by (field; lra). lra. }
    apply (Rmult_le_compat_l (gamma ^ 2)) in Q; [|lra]. lra.
Qed.

End Sums.

Section Theorem_3.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L F_star : R).
Hypothesis L_pos : 0 < L.
Hypothesis HS : smooth d F gradF L.
Hypothesis below : forall y, F_star <= F y.

Variables (gamma beta_2 lambda delta c_inf sigma b : R) (x_0 : vector) (g : Omega -> nat -> vector).
Let c_1 := sqrt delta.
Let c_2 := sqrt (c_inf ^ 2 + delta).
Let rate := c_1 * sqrt (c_1 / c_2) / (2 * (L + lambda * c_1)).
Let a := decaying gamma rate beta_2 lambda delta c_inf x_0.
Hypothesis gamma_ge_1 : 1 <= gamma.
Hypothesis delta_pos : 0 < delta.
Hypothesis beta_2_convex : 0 <= beta_2 <= 1.
Hypothesis mu_v_le_1 : beta_2 * c_inf ^ 2 / delta <= 1.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis b_pos : 0 < b.
Hypothesis HN : noise past E d gradF (fun w => x a (g w)) g sigma b.
Hypothesis HB : bounded d g c_inf.

(** Any bound of the initial potential E F_0(x_0) - F_star, which has the decay's share. *)
Variable gap : R.
Hypothesis gap_bound : F x_0 - F_star + E (fun w => decay_0 a (g w) d) <= gap.

Let stationarity (k : nat) : R := E (fun w => grad_F_k_sq a (g w) d gradF k) + E (fun w => u_sq a (g w) d k) / 4.
Let roots (T : nat) : R := sqrt (INR T + 1 + gamma ^ 2) - sqrt (1 + gamma ^ 2).

Let c_1_le_c_2 : 0 < c_1 <= c_2.
Proof. split; [now apply sqrt_lt_R0|]. apply sqrt_le_1_alt. pose proof (pow2_ge_0 c_inf). lra. Qed.

Let M_pos : 0 < L + lambda * c_1.
Proof. pose proof (Rmult_le_pos lambda c_1 lambda_nonneg ltac:(lra)). lra. Qed.

Let root_le_1 : 0 < sqrt (c_1 / c_2) <= 1.
Proof.
  split; [apply sqrt_lt_R0, Rdiv_lt_0_compat; lra|]. rewrite <- sqrt_1. apply sqrt_le_1_alt. apply Rle_div_l; lra.
Qed.

Let rate_M : 2 * rate * (L + lambda * c_1) = c_1 * sqrt (c_1 / c_2).
Proof. unfold rate. field. lra. Qed.

Let rate_pos : 0 < rate.
Proof. apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; lra|lra]. Qed.

Let alpha := rate / (2 * c_1).

Let alpha_pos : 0 < alpha.
Proof. apply Rdiv_lt_0_compat; lra. Qed.

Let coupled : forall k, eta_at a k = 2 * c_1 * alpha * beta_1_at a (S k).
Proof. intros k. simpl. unfold alpha. field. lra. Qed.

Let eta_16 : forall k, 2 * eta_at a k * (L + lambda * c_1) <= c_1.
Proof.
  intros k. simpl. pose proof (schedule_convex gamma gamma_ge_1 (S k)).
  replace (2 * (rate * schedule gamma (S k)) * (L + lambda * c_1))
    with (2 * rate * (L + lambda * c_1) * schedule gamma (S k)) by ring.
  rewrite rate_M. set (q := sqrt (c_1 / c_2)) in *. set (s := schedule gamma (S k)) in *.
  assert (q * s <= 1) by nra. rewrite Rmult_assoc. rewrite <- (Rmult_1_r c_1) at 2. apply Rmult_le_compat_l; lra.
Qed.

Let eta_7 : forall k,
  2 * (1 - beta_1_at a (S k)) * L * eta_at a k <= beta_1_at a (S k) * c_1 * sqrt (c_1 / c_2).
Proof.
  intros k. simpl. pose proof (schedule_convex gamma gamma_ge_1 (S k)).
  rewrite Rmult_assoc with (r2 := c_1), <- rate_M. set (s := schedule gamma (S k)) in *.
  assert (P : (1 - s) * L <= L + lambda * c_1) by nra.
  apply (Rmult_le_compat_l (2 * rate * s)) in P; [lra|]. apply Rmult_le_pos; lra.
Qed.

(** The weighted average, with weights eta_k. *)
Theorem theorem_3_bound : forall T, (0 < T)%nat ->
  sum T (fun k => eta_at a k * stationarity k) / sum T (eta_at a)
  <= c_2 * gap / (rate * gamma * roots T) + c_2 * sigma ^ 2 / (2 * c_1 * b * gamma * roots T)
     + c_2 * gamma * sigma ^ 2 * ln (1 + INR T / gamma ^ 2) / (2 * c_1 * b * roots T).
Proof.
  intros T HT.
  pose proof (summed A HE d F gradF L F_star (Rlt_le _ _ L_pos) HS below a g c_inf sigma b lambda alpha 0%nat delta_pos
    (schedule_convex gamma gamma_ge_1) beta_2_convex mu_v_le_1 lambda_nonneg (fun _ => eq_refl) HN HB b_pos alpha_pos
    (fun j _ => coupled j) (fun j _ => eta_16 j) (fun j _ => eta_7 j) eq_refl T) as H.
  change (sum T (fun k => eta_at a k / (2 * c_2) * stationarity k)
    <= F x_0 - F_star + E (fun w => decay_0 a (g w) d) + alpha * (sigma ^ 2 / b)
       + sum T (fun k => eta_at a k * beta_1_at a (S k) * sigma ^ 2 / (2 * c_1 * b))) in H.
  rewrite (sum_ext T (fun k => eta_at a k / (2 * c_2) * stationarity k)
    (fun k => / (2 * c_2) * (eta_at a k * stationarity k))) in H by (intros; field; lra).
  rewrite (sum_ext T (fun k => eta_at a k * beta_1_at a (S k) * sigma ^ 2 / (2 * c_1 * b))
    (fun k => rate * sigma ^ 2 / (2 * c_1 * b) * schedule gamma (S k) ^ 2)) in H by (intros; simpl; field; lra).
  rewrite !sum_scal in H.
  assert (W : sum T (eta_at a) = rate * sum T (fun k => schedule gamma (S k))) by apply sum_scal.
  pose proof (sum_schedule gamma gamma_ge_1 T) as B1. pose proof (sum_schedule_sq gamma gamma_ge_1 T) as B2.
  fold (roots T) in B1.
  assert (R0 : 0 < roots T).
  { unfold roots. apply lt_INR in HT. simpl in HT. assert (sqrt (1 + gamma ^ 2) < sqrt (INR T + 1 + gamma ^ 2)); [|lra].
    apply sqrt_lt_1_alt. pose proof (pow2_ge_0 gamma). lra. }
  set (N := sum T (fun k => eta_at a k * stationarity k)) in *.
  set (s := sum T (fun k => schedule gamma (S k))) in *.
  set (q := sum T (fun k => schedule gamma (S k) ^ 2)) in *. set (l := ln (1 + INR T / gamma ^ 2)) in *.
  assert (gr : 0 < 2 * gamma * roots T) by (apply Rmult_lt_0_compat; lra).
  assert (rg : 0 < rate * (2 * gamma * roots T)) by now apply Rmult_lt_0_compat.
  set (K := gap + rate * sigma ^ 2 / (2 * c_1 * b) + rate * sigma ^ 2 / (2 * c_1 * b) * (gamma ^ 2 * l)).
  assert (C : 0 <= rate * sigma ^ 2 / (2 * c_1 * b)).
  { apply Rdiv_le_0_compat; [apply Rmult_le_pos; [lra|apply pow2_ge_0]|apply Rmult_lt_0_compat; lra]. }
  assert (NK : N <= 2 * c_2 * K).
  { apply (Rmult_le_reg_l (/ (2 * c_2))); [apply Rinv_0_lt_compat; lra|].
    replace (/ (2 * c_2) * (2 * c_2 * K)) with K by (field; lra). apply Rle_trans with (1 := H). unfold K.
    apply (Rmult_le_compat_l _ _ _ C) in B2.
    replace (alpha * (sigma ^ 2 / b)) with (rate * sigma ^ 2 / (2 * c_1 * b)) by (unfold alpha; field; lra). lra. }
  assert (N0 : 0 <= N).
  { apply sum_nonneg. intros k _. apply Rmult_le_pos.
    - simpl. pose proof (schedule_convex gamma gamma_ge_1 (S k)). apply Rmult_le_pos; lra.
    - pose proof (EH_nonneg A HE d F gradF L (Rlt_le _ _ L_pos) HS a g sigma b delta_pos beta_2_convex HN k).
      pose proof (EU_nonneg A HE d gradF a g sigma b delta_pos beta_2_convex HN k). unfold stationarity. lra. }
  rewrite W.
  apply Rle_trans with (2 * c_2 * K / (rate * (2 * gamma * roots T))).
  - assert (S0 : rate * (2 * gamma * roots T) <= rate * s) by (apply Rmult_le_compat_l; lra).
    apply Rle_trans with (N / (rate * (2 * gamma * roots T))).
    + unfold Rdiv. apply Rmult_le_compat_l; [exact N0|]. now apply Rinv_le_contravar.
    + unfold Rdiv. apply Rmult_le_compat_r; [now apply Rlt_le, Rinv_0_lt_compat|exact NK].
  - right. unfold K. field. repeat split; lra.
Qed.

End Theorem_3.

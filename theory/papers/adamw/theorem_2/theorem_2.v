(** Theorem 2, repaired: from its assumptions to Eq. 18, (i), (ii) and (iii), for constant parameters.

    The conditions are the weakest that the proof uses; those of the statement imply them (holds.v). *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import potential.
Open Scope R_scope.

(** AdamW with constant beta_1, beta_2, eta and lambda_k = lambda (1 - mu_v)^k, mu_v = beta_2 c_inf^2 / delta *)
Definition adamw_d (beta_1 beta_2 eta lambda delta c_inf : R) (x_0 : vector) : parameters := {|
  beta_1_at := fun _ => beta_1;
  beta_2_of := beta_2;
  eta_at := fun _ => eta;
  lambda_at := fun k => lambda * (1 - beta_2 * c_inf ^ 2 / delta) ^ k;
  delta_of := delta;
  start := x_0
|}.

Section Theorem_2.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L F_star : R).
Hypothesis L_nonneg : 0 <= L.
Hypothesis HS : smooth d F gradF L.
Hypothesis below : forall y, F_star <= F y.

Variables (beta_1 beta_2 eta lambda delta c_inf sigma b : R) (x_0 : vector) (g : Omega -> nat -> vector).
Let a := adamw_d beta_1 beta_2 eta lambda delta c_inf x_0.
Let c_1 := sqrt delta.
Let c_2 := sqrt (c_inf ^ 2 + delta).
Hypothesis delta_pos : 0 < delta.
Hypothesis beta_1_convex : 0 < beta_1 <= 1.
Hypothesis beta_2_convex : 0 <= beta_2 <= 1.
Hypothesis mu_v_le_1 : beta_2 * c_inf ^ 2 / delta <= 1.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis b_pos : 0 < b.
Hypothesis eta_pos : 0 < eta.
Hypothesis HN : noise past E d gradF (fun w => x a (g w)) g sigma b.
Hypothesis HB : bounded d g c_inf.
Hypothesis eta_16 : 2 * eta * (L + lambda * c_1) <= c_1.
Hypothesis eta_7 : 2 * (1 - beta_1) * L * eta <= beta_1 * c_1 * sqrt (c_1 / c_2).


(** Any bound of the initial potential E F_0(x_0) - F_star, which has the decay's share. *)
Variable gap : R.
Hypothesis gap_bound : F x_0 - F_star + E (fun w => decay_0 a (g w) d) <= gap.

Let stationarity (k : nat) (w : Omega) : R := grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4.
Let EH (k : nat) : R := E (fun w => grad_F_k_sq a (g w) d gradF k).
Let EU (k : nat) : R := E (fun w => u_sq a (g w) d k).

Let c_1_pos : 0 < c_1.
Proof. now apply sqrt_lt_R0. Qed.

Let c_2_pos : 0 < c_2.
Proof. apply sqrt_lt_R0. pose proof (pow2_ge_0 c_inf). lra. Qed.

Let alpha := eta / (2 * c_1 * beta_1).

Let alpha_pos : 0 < alpha.
Proof. apply Rdiv_lt_0_compat; [exact eta_pos|]. apply Rmult_lt_0_compat; lra. Qed.

Let coupled : forall k, eta_at a k = 2 * c_1 * alpha * beta_1_at a (S k).
Proof. intros k. simpl. unfold alpha. field. lra. Qed.

(** Eq. 16, in every run at every step *)
Theorem eq_16_constant : forall w k, F_k_now a (g w) d F (S k)
  <= F_k_now a (g w) d F k + eta / (2 * c_1) * m_err_sq a (g w) d gradF k
     - eta / (2 * c_2) * grad_F_k_sq a (g w) d gradF k - eta / (4 * c_2) * u_sq a (g w) d k.
Proof.
  intros w k.
  exact (eq_16_everywhere d F gradF L L_nonneg HS a g c_inf lambda alpha 0%nat delta_pos (fun _ => beta_1_convex) beta_2_convex
    mu_v_le_1 lambda_nonneg (fun _ => eq_refl) HB alpha_pos (fun j _ => coupled j) (fun _ _ => eta_16)
    w k (Nat.le_0_l k)).
Qed.

(** Steps 6 to 9. *)
Lemma summed_constant : forall T,
  eta / (2 * c_2) * sum T (fun k => EH k + EU k / 4)
  <= gap + eta * sigma ^ 2 / (2 * c_1 * beta_1 * b) + INR T * (eta * beta_1 * sigma ^ 2 / (2 * c_1 * b)).
Proof.
  intros T. rewrite <- sum_scal, <- (sum_const T).
  pose proof (summed A HE d F gradF L F_star L_nonneg HS below a g c_inf sigma b lambda alpha 0%nat delta_pos
    (fun _ => beta_1_convex) beta_2_convex mu_v_le_1 lambda_nonneg (fun _ => eq_refl) HN HB b_pos alpha_pos
    (fun j _ => coupled j) (fun _ _ => eta_16) (fun _ _ => eta_7) eq_refl T) as H.
  replace (eta * sigma ^ 2 / (2 * c_1 * beta_1 * b)) with (alpha * (sigma ^ 2 / b)) by (unfold alpha; field; lra).
  apply Rle_trans with (1 := H). apply Rplus_le_compat_r, Rplus_le_compat_r. exact gap_bound.
Qed.

Lemma E_stationarity_constant : forall k, E (stationarity k) = EH k + EU k / 4.
Proof.
  intros k. exact (E_stationarity A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN k).
Qed.

(** Eq. 18 *)
Theorem eq_18 : forall T, (0 < T)%nat -> average E T stationarity
  <= 2 * c_2 * gap / (eta * INR T) + c_2 * sigma ^ 2 / (c_1 * beta_1 * b * INR T) + c_2 * beta_1 * sigma ^ 2 / (c_1 * b).
Proof.
  intros T HT. apply lt_INR in HT. simpl in HT. unfold average.
  rewrite (sum_ext T _ (fun k => EH k + EU k / 4)) by (intros; apply E_stationarity_constant).
  pose proof (summed_constant T) as H.
  assert (P : 0 < 2 * c_2 / (eta * INR T)) by (apply Rdiv_lt_0_compat; [lra|now apply Rmult_lt_0_compat]).
  apply (Rmult_le_compat_l _ _ _ (Rlt_le _ _ P)) in H.
  set (s := sum T (fun k => EH k + EU k / 4)) in *.
  replace (2 * c_2 / (eta * INR T) * (eta / (2 * c_2) * s)) with (/ INR T * s) in H by (field; lra).
  apply Rle_trans with (1 := H). right. field; lra.
Qed.

Variables (epsilon : R) (T : nat).
Hypothesis epsilon_pos : 0 < epsilon.
Hypothesis T_pos : (0 < T)%nat.
Hypothesis beta_1_limit : beta_1 * (3 * c_2 * sigma ^ 2) <= c_1 * b * epsilon ^ 2.
Hypothesis T_gap : 6 * c_2 * gap <= INR T * (eta * epsilon ^ 2).
Hypothesis T_noise : 3 * c_2 * sigma ^ 2 <= INR T * (c_1 * beta_1 * b * epsilon ^ 2).

Let T_real : 0 < INR T.
Proof. now apply (lt_INR 0). Qed.

(** (i): each term of Eq. 18 is at most epsilon^2 / 3. *)
Theorem part_i : average E T stationarity <= epsilon ^ 2.
Proof.
  apply Rle_trans with (1 := eq_18 T T_pos).
  assert (Q1 : 2 * c_2 * gap / (eta * INR T) <= epsilon ^ 2 / 3).
  { apply Rle_div_l; [now apply Rmult_lt_0_compat|]. lra. }
  assert (Q2 : c_2 * sigma ^ 2 / (c_1 * beta_1 * b * INR T) <= epsilon ^ 2 / 3).
  { apply Rle_div_l; [repeat apply Rmult_lt_0_compat; lra|]. lra. }
  assert (Q3 : c_2 * beta_1 * sigma ^ 2 / (c_1 * b) <= epsilon ^ 2 / 3).
  { apply Rle_div_l; [now apply Rmult_lt_0_compat|]. lra. }
  lra.
Qed.

(** From (i): the averages of E||grad F_k||^2 and E||u_k||^2. *)
Lemma averages : / INR T * sum T EH + / INR T * sum T EU / 4 <= epsilon ^ 2 /\ 0 <= / INR T * sum T EH
  /\ 0 <= / INR T * sum T EU.
Proof.
  pose proof part_i as I. unfold average in I.
  rewrite (sum_ext T _ (fun k => EH k + EU k / 4)) in I by (intros; apply E_stationarity_constant).
  rewrite sum_plus in I. rewrite (sum_ext T (fun k => EU k / 4) (fun k => / 4 * EU k)) in I by (intros; field).
  rewrite sum_scal in I.
  assert (0 < / INR T) by now apply Rinv_0_lt_compat.
  assert (0 <= sum T EH).
  { apply sum_nonneg. intros k _.
    exact (EH_nonneg A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN k). }
  assert (0 <= sum T EU).
  { apply sum_nonneg. intros k _. exact (EU_nonneg A HE d gradF a g sigma b delta_pos beta_2_convex HN k). }
  split; [lra|split; apply Rmult_le_pos; lra].
Qed.

(** (ii), both inequalities, in expectation *)
Theorem part_ii_a : average E T (fun k w => v_dx_sq a (g w) d k) <= 4 * eta ^ 2 * epsilon ^ 2.
Proof.
  unfold average.
  rewrite (sum_ext T _ (fun k => eta ^ 2 * EU k)).
  - rewrite sum_scal. destruct averages as [H [H1 H2]]. pose proof (pow2_ge_0 eta).
    replace (/ INR T * (eta ^ 2 * sum T EU)) with (eta ^ 2 * (/ INR T * sum T EU)) by ring.
    replace (4 * eta ^ 2 * epsilon ^ 2) with (eta ^ 2 * (4 * epsilon ^ 2)) by ring.
    apply Rmult_le_compat_l; lra.
  - intros k _.
    exact (E_displacement A HE d gradF a g c_inf sigma b delta_pos beta_2_convex HN HB k).
Qed.

Theorem part_ii_b : average E T (fun k w => dx_sq a (g w) d k) <= 4 * eta ^ 2 * epsilon ^ 2 / c_1 ^ 2.
Proof.
  unfold average.
  apply Rle_trans with (/ INR T * sum T (fun k => eta ^ 2 / c_1 ^ 2 * EU k)).
  - apply Rmult_le_compat_l; [now apply Rlt_le, Rinv_0_lt_compat|]. apply sum_le. intros k _.
    replace (eta ^ 2 / c_1 ^ 2 * EU k) with (eta ^ 2 * EU k / c_1 ^ 2) by (field; lra).
    exact (E_step_length A HE d gradF a g c_inf sigma b delta_pos beta_2_convex HN HB k).
  - rewrite sum_scal. destruct averages as [H [H1 H2]].
    assert (0 <= eta ^ 2 / c_1 ^ 2) by (apply Rdiv_le_0_compat; [apply pow2_ge_0|now apply pow_lt]).
    replace (/ INR T * (eta ^ 2 / c_1 ^ 2 * sum T EU)) with (eta ^ 2 / c_1 ^ 2 * (/ INR T * sum T EU)) by ring.
    replace (4 * eta ^ 2 * epsilon ^ 2 / c_1 ^ 2) with (eta ^ 2 / c_1 ^ 2 * (4 * epsilon ^ 2)) by (field; lra).
    apply Rmult_le_compat_l; lra.
Qed.

(** (iii) *)
Theorem part_iii : average E T (fun k w => m_err_sq a (g w) d gradF k) <= 8 * epsilon ^ 2.
Proof.
  unfold average.
  apply Rle_trans with (/ INR T * sum T (fun k => 2 * EU k + 2 * EH k)).
  - apply Rmult_le_compat_l; [now apply Rlt_le, Rinv_0_lt_compat|]. apply sum_le. intros k _.
    exact (E_tracking A HE d F gradF L L_nonneg HS a g sigma b delta_pos beta_2_convex HN k).
  - rewrite sum_plus, !sum_scal. destruct averages as [H [H1 H2]]. lra.
Qed.

End Theorem_2.

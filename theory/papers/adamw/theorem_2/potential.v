(** Theorem 2, steps 6 to 9: the potential G_k = E F_k(x_k) + alpha E||m_k - grad F(x_k)||^2 and its sum over T steps.

    The parameters may change with k as long as eta_k = 2 c_1 alpha beta_{1,k+1} from step [first] on: constant ones do, so do
    those of the repaired Theorem 3, and a stage of Theorem 4 does from its first step on. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.lemma_1 Require Import lemma_1.
From theory.papers.adamw.lemma_2 Require Import lemma_2.
From theory.papers.adamw.theorem_2 Require Import one_step.
Open Scope R_scope.

(** The bracket of step 6. *)
Definition bracket_6 (c_1 c_2 L beta eta : R) : R := 1 - 2 * c_2 * (1 - beta) ^ 2 * L ^ 2 * eta ^ 2 / (beta ^ 2 * c_1 ^ 3).

Lemma step_7 : forall c_1 c_2 L beta eta, 0 < c_1 -> 0 < c_2 -> 0 <= L -> 0 < beta <= 1 -> 0 < eta ->
  2 * (1 - beta) * L * eta <= beta * c_1 * sqrt (c_1 / c_2) -> 1 / 2 <= bracket_6 c_1 c_2 L beta eta.
Proof.
  intros c_1 c_2 L beta eta H1 H2 HL Hb He H. unfold bracket_6.
  assert (P : 0 < beta ^ 2 * c_1 ^ 3) by (apply Rmult_lt_0_compat; apply pow_lt; lra).
  assert (0 <= (1 - beta) * L) by (apply Rmult_le_pos; lra).
  assert (0 <= (1 - beta) * L * eta) by (apply Rmult_le_pos; lra).
  assert (Q : (2 * (1 - beta) * L * eta) ^ 2 <= (beta * c_1 * sqrt (c_1 / c_2)) ^ 2) by (apply pow_incr; lra).
  replace ((beta * c_1 * sqrt (c_1 / c_2)) ^ 2) with (beta ^ 2 * c_1 ^ 2 * (sqrt (c_1 / c_2) ^ 2)) in Q by ring.
  rewrite <- (Rsqr_pow2 (sqrt _)), Rsqr_sqrt in Q by (apply Rdiv_le_0_compat; lra).
  apply (Rmult_le_compat_r c_2) in Q; [|lra].
  replace (beta ^ 2 * c_1 ^ 2 * (c_1 / c_2) * c_2) with (beta ^ 2 * c_1 ^ 3) in Q by (field; lra).
  assert (2 * c_2 * (1 - beta) ^ 2 * L ^ 2 * eta ^ 2 / (beta ^ 2 * c_1 ^ 3) <= 1 / 2); [|lra].
  apply Rle_div_l; [exact P|]. lra.
Qed.

Section Potential.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L F_star : R).
Hypothesis L_nonneg : 0 <= L.
Hypothesis HS : smooth d F gradF L.
Hypothesis below : forall y, F_star <= F y.

Variables (a : parameters) (g : Omega -> nat -> vector) (c_inf sigma b lambda alpha : R) (first : nat).
Let c_1 := sqrt (delta_of a).
Let c_2 := sqrt (c_inf ^ 2 + delta_of a).
Let mu_v := beta_2_of a * c_inf ^ 2 / delta_of a.

Hypothesis delta_pos : 0 < delta_of a.
Hypothesis beta_1_convex : forall k, 0 < beta_1_at a k <= 1.
Hypothesis beta_2_convex : 0 <= beta_2_of a <= 1.
Hypothesis mu_v_le_1 : mu_v <= 1.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis decay : forall k, lambda_at a k = lambda * (1 - mu_v) ^ k.
Hypothesis HN : noise past E d gradF (fun w => x a (g w)) g sigma b.
Hypothesis HB : bounded d g c_inf.
Hypothesis b_pos : 0 < b.
Hypothesis alpha_pos : 0 < alpha.
Hypothesis coupled : forall k, (first <= k)%nat -> eta_at a k = 2 * c_1 * alpha * beta_1_at a (S k).
Hypothesis eta_16 : forall k, (first <= k)%nat -> 2 * eta_at a k * (L + lambda * c_1) <= c_1.
Hypothesis eta_7 : forall k, (first <= k)%nat ->
  2 * (1 - beta_1_at a (S k)) * L * eta_at a k <= beta_1_at a (S k) * c_1 * sqrt (c_1 / c_2).

Lemma c_1_pos : 0 < c_1.
Proof. now apply sqrt_lt_R0. Qed.

Lemma c_2_pos : 0 < c_2.
Proof. apply sqrt_lt_R0. pose proof (pow2_ge_0 c_inf). lra. Qed.

Lemma eta_pos : forall k, (first <= k)%nat -> 0 < eta_at a k.
Proof.
  intros k Hk. rewrite coupled by exact Hk. pose proof c_1_pos. pose proof (beta_1_convex (S k)).
  apply Rmult_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; lra.
Qed.

Lemma mu_v_nonneg : 0 <= mu_v.
Proof.
  apply Rmult_le_pos; [apply Rmult_le_pos; [lra|apply pow2_ge_0]|]. apply Rlt_le, Rinv_0_lt_compat; lra.
Qed.

Lemma lambda_at_between : forall k, 0 <= lambda_at a k <= lambda.
Proof.
  intros k. rewrite decay. pose proof mu_v_nonneg.
  assert (Q : 0 <= (1 - mu_v) ^ k <= 1).
  2:{ split; [apply Rmult_le_pos; lra|]. apply Rle_trans with (lambda * 1); [apply Rmult_le_compat_l|]; lra. }
  split; [apply pow_le; lra|]. rewrite <- (pow1 k) at 2. apply pow_incr; lra.
Qed.

Lemma v_at_between : forall w k i, (i < d)%nat -> c_1 <= v a (g w) k i <= c_2.
Proof. intros w k i Hi. now apply v_between; auto. Qed.

Lemma decay_step : forall w k i, (i < d)%nat ->
  lambda_at a (S k) * v a (g w) (S k) i <= lambda_at a k * v a (g w) k i.
Proof.
  intros w k i Hi.
  pose proof (v_drift a (g w) c_inf i (fun j => HB w j i Hi) beta_2_convex delta_pos mu_v_le_1 k) as D.
  fold mu_v in D. pose proof (lambda_at_between k).
  replace (lambda_at a (S k)) with (lambda_at a k * (1 - mu_v)) by (rewrite !decay; simpl; ring).
  rewrite Rmult_assoc. apply Rmult_le_compat_l; lra.
Qed.

(** The decay's share of F_0(x_0) is at most (lambda/2) c_2 ||x_0||^2. *)
Lemma decay_0_bound : forall w, decay_0 a (g w) d <= lambda / 2 * c_2 * norm_sq d (start a).
Proof.
  intros w. unfold decay_0. rewrite decay. simpl pow. rewrite Rmult_1_r, Rmult_assoc.
  apply Rmult_le_compat_l; [lra|]. unfold weighted_sq, norm_sq, inner. rewrite <- sum_scal. apply sum_le. intros i Hi.
  pose proof (v_at_between w 0 i Hi). change (x a (g w) 0 i) with (start a i).
  replace (start a i ^ 2) with (start a i * start a i) by ring. apply Rmult_le_compat_r; [nra|lra].
Qed.

(** Eq. 16 holds in every run, at every step. *)
Lemma eq_16_everywhere : forall w k, (first <= k)%nat ->
  F_k_now a (g w) d F (S k)
  <= F_k_now a (g w) d F k + eta_at a k / (2 * c_1) * m_err_sq a (g w) d gradF k
     - eta_at a k / (2 * c_2) * grad_F_k_sq a (g w) d gradF k - eta_at a k / (4 * c_2) * u_sq a (g w) d k.
Proof.
  intros w k Hk. apply (eq_16 d F gradF L HS L_nonneg a (g w) k c_1 c_2 lambda).
  - apply c_1_pos.
  - intros i Hi. now apply v_at_between.
  - now apply eta_pos.
  - apply lambda_at_between.
  - intros i Hi. now apply decay_step.
  - now apply eta_16.
Qed.

Let rF := random_F_k_now A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos F gradF L HS L_nonneg.
Let rH := random_grad_F_k_sq A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos F gradF L HS L_nonneg.
Let rU := random_u_sq A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos.
Let rM := random_m_err_sq A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos F gradF L HS L_nonneg.
Let rX := random_dx_sq A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos.
Let rD := random_decay_0 A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos.

Let EF (k : nat) : R := E (fun w => F_k_now a (g w) d F k).
Let EM (k : nat) : R := E (fun w => m_err_sq a (g w) d gradF k).
Let EH (k : nat) : R := E (fun w => grad_F_k_sq a (g w) d gradF k).
Let EU (k : nat) : R := E (fun w => u_sq a (g w) d k).
Let EX (k : nat) : R := E (fun w => dx_sq a (g w) d k).
Let G (k : nat) : R := EF k + alpha * EM k.

(** The expectation of a linear combination. *)
Lemma E_combination : forall p q X Y, random past X -> random past Y ->
  E (fun w => p * X w + q * Y w) = p * E X + q * E Y.
Proof. intros p q X Y HX HY. rewrite (E_plus _ _ HE), !(E_scal _ _ HE); auto using random_scal. Qed.

Lemma E_eq_16 : forall k, (first <= k)%nat ->
  EF (S k) <= EF k + eta_at a k / (2 * c_1) * EM k - eta_at a k / (2 * c_2) * EH k - eta_at a k / (4 * c_2) * EU k.
Proof.
  intros k Hk.
  apply Rle_trans with (E (fun w => 1 * (1 * F_k_now a (g w) d F k + eta_at a k / (2 * c_1) * m_err_sq a (g w) d gradF k)
    + 1 * (- (eta_at a k / (2 * c_2)) * grad_F_k_sq a (g w) d gradF k + - (eta_at a k / (4 * c_2)) * u_sq a (g w) d k))).
  - apply (E_monotone _ _ HE); [apply rF| |].
    + apply (random_plus A); apply (random_scal A); apply (random_plus A); apply (random_scal A);
        [apply rF|apply rM|apply rH|apply rU].
    + intros w. pose proof (eq_16_everywhere w k Hk). lra.
  - rewrite E_combination, !E_combination; auto.
    + unfold EF, EM, EH, EU. lra.
    + apply (random_plus A); apply (random_scal A); auto.
    + apply (random_plus A); apply (random_scal A); auto.
Qed.

Lemma E_step_length : forall k, EX k <= eta_at a k ^ 2 * EU k / c_1 ^ 2.
Proof.
  intros k. pose proof c_1_pos.
  replace (eta_at a k ^ 2 * EU k / c_1 ^ 2) with (eta_at a k ^ 2 / c_1 ^ 2 * EU k) by (field; lra).
  unfold EU. rewrite <- (E_scal _ _ HE) by apply rU.
  apply (E_monotone _ _ HE); [apply rX|apply (random_scal A), rU|]. intros w.
  replace (eta_at a k ^ 2 / c_1 ^ 2 * u_sq a (g w) d k) with (eta_at a k ^ 2 * u_sq a (g w) d k / c_1 ^ 2) by (field; lra).
  apply (step_length d a (g w) k c_1 c_2); [lra|]. intros i Hi. now apply v_at_between.
Qed.

Lemma EU_nonneg : forall k, 0 <= EU k.
Proof. intros k. apply (E_nonneg A E HE); [apply rU|]. intros w. apply norm_sq_nonneg. Qed.

Lemma EM_nonneg : forall k, 0 <= EM k.
Proof. intros k. apply (E_nonneg A E HE); [apply rM|]. intros w. apply norm_sq_nonneg. Qed.

Theorem step_6 : forall k, (first <= k)%nat -> G (S k) <= G k - eta_at a k / (2 * c_2) * EH k
  - eta_at a k / (4 * c_2) * bracket_6 c_1 c_2 L (beta_1_at a (S k)) (eta_at a k) * EU k
  + eta_at a k * beta_1_at a (S k) * sigma ^ 2 / (2 * c_1 * b).
Proof.
  intros k Hk.
  pose proof (E_eq_16 k Hk) as S5. pose proof (E_step_length k) as S17. pose proof c_1_pos as H1. pose proof c_2_pos as H2.
  pose proof (lemma_2 A HE d F gradF L L_nonneg HS a (fun w => x a (g w)) g sigma b
    (x_past A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos) HN k (beta_1_convex (S k))) as L2.
  cbv beta in L2. fold (m_err_sq a) in L2.
  change (EM (S k) <= (1 - beta_1_at a (S k)) * EM k
    + (1 - beta_1_at a (S k)) ^ 2 * L ^ 2 / beta_1_at a (S k) * EX k + beta_1_at a (S k) ^ 2 * sigma ^ 2 / b) in L2.
  unfold G, bracket_6. pose proof (coupled k Hk) as C. pose proof (beta_1_convex (S k)) as Hb.
  set (beta := beta_1_at a (S k)) in *. set (eta := eta_at a k) in *.
  assert (0 <= (1 - beta) ^ 2 * L ^ 2 / beta) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; apply pow2_ge_0|lra]).
  assert (W : alpha * EM (S k) <= alpha * ((1 - beta) * EM k
    + (1 - beta) ^ 2 * L ^ 2 / beta * (eta ^ 2 * EU k / c_1 ^ 2) + beta ^ 2 * sigma ^ 2 / b)).
  { apply Rmult_le_compat_l; [lra|]. apply Rle_trans with (1 := L2).
    apply Rplus_le_compat_r, Rplus_le_compat_l, Rmult_le_compat_l; assumption. }
  assert (A1 : eta / (2 * c_1) = alpha * beta) by (rewrite C; field; lra).
  assert (A2 : eta / (4 * c_2) * (2 * c_2 * (1 - beta) ^ 2 * L ^ 2 * eta ^ 2 / (beta ^ 2 * c_1 ^ 3))
    = alpha * ((1 - beta) ^ 2 * L ^ 2 / beta * (eta ^ 2 / c_1 ^ 2))) by (rewrite C; field; lra).
  assert (A3 : eta * beta * sigma ^ 2 / (2 * c_1 * b) = alpha * (beta ^ 2 * sigma ^ 2 / b)).
  { rewrite C. field; lra. }
  rewrite A1 in S5. rewrite A3.
  replace (eta / (4 * c_2) * (1 - 2 * c_2 * (1 - beta) ^ 2 * L ^ 2 * eta ^ 2 / (beta ^ 2 * c_1 ^ 3)) * EU k)
    with (eta / (4 * c_2) * EU k
      - eta / (4 * c_2) * (2 * c_2 * (1 - beta) ^ 2 * L ^ 2 * eta ^ 2 / (beta ^ 2 * c_1 ^ 3)) * EU k) by ring.
  rewrite A2.
  replace ((1 - beta) ^ 2 * L ^ 2 / beta * (eta ^ 2 * EU k / c_1 ^ 2))
    with ((1 - beta) ^ 2 * L ^ 2 / beta * (eta ^ 2 / c_1 ^ 2) * EU k) in W by (unfold Rdiv; ring).
  lra.
Qed.

Let noise_at (k : nat) : R := eta_at a k * beta_1_at a (S k) * sigma ^ 2 / (2 * c_1 * b).

Lemma one_term : forall k, (first <= k)%nat -> eta_at a k / (2 * c_2) * (EH k + EU k / 4) <= G k - G (S k) + noise_at k.
Proof.
  intros k Hk. pose proof (step_6 k Hk) as S6. pose proof (EU_nonneg k) as HU.
  pose proof (step_7 c_1 c_2 L (beta_1_at a (S k)) (eta_at a k) c_1_pos c_2_pos L_nonneg (beta_1_convex (S k)) (eta_pos k Hk)
    (eta_7 k Hk)) as S7.
  assert (P : 0 <= eta_at a k / (4 * c_2)).
  { pose proof (eta_pos k Hk). pose proof c_2_pos. apply Rdiv_le_0_compat; lra. }
  assert (eta_at a k / (4 * c_2) * (1 / 2) * EU k
    <= eta_at a k / (4 * c_2) * bracket_6 c_1 c_2 L (beta_1_at a (S k)) (eta_at a k) * EU k).
  { apply Rmult_le_compat_r; [exact HU|]. now apply Rmult_le_compat_l. }
  pose proof c_2_pos.
  replace (eta_at a k / (2 * c_2) * (EH k + EU k / 4))
    with (eta_at a k / (2 * c_2) * EH k + eta_at a k / (4 * c_2) * (1 / 2) * EU k) by (field; lra).
  unfold noise_at. lra.
Qed.

Lemma telescoped : forall T,
  sum T (fun j => eta_at a (first + j) / (2 * c_2) * (EH (first + j) + EU (first + j) / 4))
  <= G first - G (first + T) + sum T (fun j => noise_at (first + j)).
Proof.
  induction T as [|T IH]; cbn [sum]; [rewrite Nat.add_0_r; lra|].
  pose proof (one_term (first + T) (Nat.le_add_r _ _)). rewrite Nat.add_succ_r. lra.
Qed.

Lemma E_decay_0 : E (fun w => decay_0 a (g w) d) <= lambda / 2 * c_2 * norm_sq d (start a).
Proof.
  rewrite <- (E_const A E HE (lambda / 2 * c_2 * norm_sq d (start a))).
  apply (E_monotone _ _ HE); [apply rD|exists 0%nat; apply (past_const A)|apply decay_0_bound].
Qed.

Lemma G_end : forall k, F_star <= G k.
Proof.
  intros k. unfold G. pose proof (EM_nonneg k).
  assert (F_star <= EF k).
  { rewrite <- (E_const A E HE F_star). apply (E_monotone _ _ HE); [exists 0%nat; apply (past_const A)|apply rF|].
    intros w. unfold F_k_now, F_k.
    assert (0 <= weighted_sq d (v a (g w) k) (x a (g w) k)).
    { apply sum_nonneg. intros i Hi. pose proof (v_at_between w k i Hi). pose proof c_1_pos.
      apply Rmult_le_pos; [lra|apply pow2_ge_0]. }
    pose proof (lambda_at_between k). pose proof (below (x a (g w) k)).
    assert (0 <= lambda_at a k / 2 * weighted_sq d (v a (g w) k) (x a (g w) k)) by (apply Rmult_le_pos; lra). lra. }
  assert (0 <= alpha * EM k) by (apply Rmult_le_pos; lra). lra.
Qed.

Lemma step_8 : forall T, G 0 - G T <= F (start a) - F_star + E (fun w => decay_0 a (g w) d) + alpha * (sigma ^ 2 / b).
Proof.
  intros T. pose proof (G_end T).
  assert (EM 0 <= sigma ^ 2 / b) by apply (variance _ _ _ _ _ _ _ _ HN 0%nat).
  assert (alpha * EM 0 <= alpha * (sigma ^ 2 / b)) by (apply Rmult_le_compat_l; lra).
  assert (EF 0 = F (start a) + E (fun w => decay_0 a (g w) d)).
  { unfold EF. rewrite <- (E_const A E HE (F (start a))) at 1. rewrite <- (E_plus _ _ HE).
    - apply (E_ext E HE); [apply rF| |reflexivity]. apply (random_plus A); [|apply rD].
      exists 0%nat; apply (past_const A).
    - exists 0%nat; apply (past_const A).
    - apply rD. }
  unfold G at 1. lra.
Qed.

(** Steps 6 to 9 before the division by T, from the first step on. *)
Lemma summed : first = 0%nat -> forall T, sum T (fun k => eta_at a k / (2 * c_2) * (EH k + EU k / 4))
  <= F (start a) - F_star + E (fun w => decay_0 a (g w) d) + alpha * (sigma ^ 2 / b) + sum T noise_at.
Proof.
  intros H0 T. pose proof (telescoped T) as H. rewrite H0 in H. pose proof (step_8 T).
  change (sum T (fun k => eta_at a k / (2 * c_2) * (EH k + EU k / 4)) <= G 0 - G T + sum T noise_at) in H. lra.
Qed.

(** The parts of step 10: (ii) from x_{k+1} - x_k = - eta_k u_k / v_k, (iii) from m_k - grad F(x_k) = u_k - grad F_k(x_k). *)
Lemma displacement : forall w k, v_dx_sq a (g w) d k = eta_at a k ^ 2 * u_sq a (g w) d k.
Proof.
  intros w k. unfold v_dx_sq, u_sq, norm_sq, inner. rewrite <- sum_scal. apply sum_ext. intros i Hi.
  pose proof (v_at_between w k i Hi). pose proof c_1_pos.
  pose proof (update a (g w) k i ltac:(lra)) as M.
  replace (x a (g w) k i - x a (g w) (S k) i) with (eta_at a k * (u a (g w) k i / v a (g w) k i)) by lra.
  field; lra.
Qed.

Lemma E_displacement : forall k, E (fun w => v_dx_sq a (g w) d k) = eta_at a k ^ 2 * EU k.
Proof.
  intros k. unfold EU. rewrite <- (E_scal _ _ HE) by apply rU.
  apply (E_ext E HE); [|apply (random_scal A), rU|intros; apply displacement].
  apply (random_v_dx_sq A d a g (drawn _ _ _ _ _ _ _ _ HN) beta_2_convex delta_pos).
Qed.

Lemma tracking : forall w k, m_err_sq a (g w) d gradF k <= 2 * u_sq a (g w) d k + 2 * grad_F_k_sq a (g w) d gradF k.
Proof.
  intros w k. unfold m_err_sq, u_sq, grad_F_k_sq, norm_sq, inner. rewrite <- !sum_scal, <- sum_plus. apply sum_le.
  intros i Hi. unfold minus. set (h := gradF_k a (g w) gradF k (x a (g w) k) i). set (uk := u a (g w) k i).
  replace (m a (g w) k i - gradF (x a (g w) k) i) with (uk - h) by (unfold uk, h, u, gradF_k; ring).
  pose proof (pow2_ge_0 (uk + h)). nra.
Qed.

Lemma E_tracking : forall k, EM k <= 2 * EU k + 2 * EH k.
Proof.
  intros k. unfold EM, EU, EH. rewrite <- E_combination by auto.
  apply (E_monotone _ _ HE); [apply rM| |intros; apply tracking].
  apply (random_plus A); apply (random_scal A); auto.
Qed.

Lemma EH_nonneg : forall k, 0 <= EH k.
Proof. intros k. apply (E_nonneg A E HE); [apply rH|]. intros w. apply norm_sq_nonneg. Qed.

Lemma E_stationarity : forall k,
  E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) = EH k + EU k / 4.
Proof.
  intros k. transitivity (1 * EH k + / 4 * EU k); [|field]. unfold EH, EU. rewrite <- E_combination by auto.
  apply (E_ext E HE); [apply (random_plus A)|apply (random_plus A); apply (random_scal A)|intros; field]; auto.
  destruct (rU k) as [j Hj]. exists j. apply (past_ext j (fun w => / 4 * u_sq a (g w) d k)); [intros; field|].
  now apply (past_scal A).
Qed.

End Potential.

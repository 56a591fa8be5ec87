(** The repaired statement of Theorem 4, constant schedule, as the program writes it, holds: the induction starts, every stage halves
    the gap and the momentum's error, and after K stages the gap is at most eps. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted polyak online stages.
From theory.papers.adamw.theorem_2 Require Import potential.
From theory.papers.adamw.theorem_4 Require Import stage statement.
Open Scope R_scope.

(** log2 (eps_0 / eps) <= K says that K halvings of eps_0 reach eps. *)
Lemma halvings : forall eps_0 eps K, 0 < eps_0 -> 0 < eps -> ln (eps_0 / eps) / ln 2 <= INR K -> eps_0 / 2 ^ K <= eps.
Proof.
  intros eps_0 eps K H0 He H. assert (two : 0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra).
  apply (Rle_div_l _ (INR K) (ln 2)) in H; [|exact two].
  assert (P : 0 < 2 ^ K) by (apply pow_lt; lra).
  replace (INR K * ln 2) with (ln (2 ^ K)) in H by (rewrite <- Rpower_pow, ln_Rpower by lra; reflexivity).
  assert (Q : eps_0 / eps <= 2 ^ K).
  { apply Rnot_lt_le. intros C. apply ln_increasing in C; lra. }
  apply Rle_div_l in Q; [|exact He]. apply Rle_div_l; lra.
Qed.

Section Stages.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d K : nat) (T : nat -> nat) (F : vector -> R) (gradF : vector -> vector) (x_star x_0 : vector)
  (oracle : Omega -> nat -> vector -> vector) (beta_1 eta : nat -> R) (L mu sigma c_inf delta lambda beta_2 b : R).
Let c_1 := sqrt delta.
Let c_2 := sqrt (c_inf ^ 2 + delta).
Let mu_v := beta_2 * c_inf ^ 2 / delta.
Let a (s : nat) (ends : nat -> nat) : parameters := {|
  beta_1_at := fun k => in_stages beta_1 ends s (pred k);
  beta_2_of := beta_2;
  eta_at := in_stages eta ends s;
  lambda_at := fun k => lambda * (1 - mu_v) ^ k;
  delta_of := delta;
  start := x_0
|}.
Let g (s : nat) (ends : nat -> nat) (w : Omega) : nat -> vector := online (a s ends) (oracle w).
Let D := lambda / 2 * c_2 * norm_sq d x_star.

Hypothesis L_pos : 0 < L.
Hypothesis mu_pos : 0 < mu.
Hypothesis sigma_pos : 0 < sigma.
Hypothesis delta_pos : 0 < delta.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis b_pos : 0 < b.
Hypothesis beta_2_convex : 0 < beta_2 <= 1.
Hypothesis mu_v_lt_1 : mu_v < 1.
Hypothesis HS : smooth d F gradF L.
Hypothesis below : forall y, F x_star <= F y.
Hypothesis T_pos : forall s, (s < K)%nat -> (0 < T s)%nat.
Hypothesis beta_1_convex : forall s, (s < K)%nat -> 0 < beta_1 s <= 1.
Hypothesis eta_pos : forall s, (s < K)%nat -> 0 < eta s.
Hypothesis HN : forall s ends, (s < K)%nat -> drawn_in T ends s ->
  noise past E d gradF (fun w => x (a s ends) (g s ends w)) (g s ends) sigma b.
Hypothesis HB : forall s ends, (s < K)%nat -> drawn_in T ends s -> bounded d (g s ends) c_inf.
Hypothesis HP : forall s ends, (s < K)%nat -> drawn_in T ends s ->
  polyak_lojasiewicz d F gradF (a s ends) (g s ends) x_star mu.

Definition gap_of (s : nat) (ends : nat -> nat) (k : nat) (w : Omega) : R := gap_at d F x_star (a s ends) (g s ends w) k.
Definition error_of (s : nat) (ends : nat -> nat) (k : nat) (w : Omega) : R := m_err_sq (a s ends) (g s ends w) d gradF k.
Definition stationarity_of (s : nat) (ends : nat -> nat) (k : nat) (w : Omega) : R :=
  grad_F_k_sq (a s ends) (g s ends w) d gradF k + u_sq (a s ends) (g s ends w) d k / 4.

(** The run that goes on in the next stage from the drawn end is there where the run of this stage is at that step. *)
Lemma next_start : forall s ends j w,
  gap_of (S s) (put ends s j) (begins (put ends s j) (S s)) w = gap_of s ends (begins ends s + j) w /\
  error_of (S s) (put ends s j) (begins (put ends s j) (S s)) w = error_of s ends (begins ends s + j) w.
Proof.
  intros s ends j w. rewrite begins_put. set (M := (begins ends s + j)%nat).
  assert (B : forall k, (S k <= M)%nat -> beta_1_at (a (S s) (put ends s j)) (S k) = beta_1_at (a s ends) (S k)).
  { intros k H. apply in_stages_put. exact H. }
  assert (S_ : forall k, (k < M)%nat -> eta_at (a (S s) (put ends s j)) k = eta_at (a s ends) k).
  { intros k H. apply in_stages_put. exact H. }
  unfold gap_of, gap_at, error_of, g. split.
  - rewrite (F_k_now_online _ (a s ends) M), (F_k_online _ (a s ends) M); auto.
  - apply (m_err_online _ (a s ends) M); auto.
Qed.

Section One.

Variables (s : nat) (eps_k eps_prev : R).
Hypothesis s_in : (s < K)%nat.
Hypothesis eps_k_pos : 0 < eps_k.
Hypothesis beta_1_limit : beta_1 s <= Rmin 1 (b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2)).
Hypothesis eta_limit : eta s <= beta_1 s * sqrt c_1 ^ 3 / (sqrt c_2 * (2 * L + 2 * c_1 * lambda)).
Hypothesis T_limit :
  Rmax (24 * c_2 * eps_prev / (beta_1 s * c_1 * eps_k)) (48 * c_2 * (D + eps_prev) / (eps_k * eta s * mu)) <= INR (T s).
Hypothesis gap_before : mean_of_draws T s (fun ends => E (gap_of s ends (begins ends s))) <= eps_prev.
Hypothesis error_before : mean_of_draws T s (fun ends => E (error_of s ends (begins ends s))) <= mu * eps_prev.

Let c_1_pos : 0 < c_1.
Proof. now apply sqrt_lt_R0. Qed.
Let c_1_le_c_2 : c_1 <= c_2.
Proof. apply sqrt_le_1_alt. pose proof (pow2_ge_0 c_inf). lra. Qed.

Let p := 2 * c_2 / (eta s * INR (T s)).
Let q := c_2 / (c_1 * beta_1 s * INR (T s)).
Let r := p * D + c_2 * beta_1 s * sigma ^ 2 / (c_1 * b).

Lemma convex_so_far : forall ends k, 0 < beta_1_at (a s ends) k <= 1.
Proof.
  intros ends k. simpl. generalize (pred k) as j. intros j. clear - s_in beta_1_convex. revert s_in.
  induction s as [|i IH]; intros Hi; [now apply beta_1_convex|]. cbn [in_stages].
  destruct (Nat.leb _ _); [now apply beta_1_convex|apply IH; lia].
Qed.

(** One stage after given ends of the stages before. *)
Lemma after_ends : forall ends, drawn_in T ends s ->
  average E (T s) (fun j => stationarity_of s ends (begins ends s + j))
    <= p * E (gap_of s ends (begins ends s)) + q * E (error_of s ends (begins ends s)) + r /\
  average E (T s) (fun j => gap_of s ends (begins ends s + j))
    <= / (2 * mu) * average E (T s) (fun j => stationarity_of s ends (begins ends s + j)) /\
  average E (T s) (fun j => error_of s ends (begins ends s + j))
    <= 8 * average E (T s) (fun j => stationarity_of s ends (begins ends s + j)).
Proof.
  intros ends He. pose proof (HN s ends s_in He) as N. pose proof (HB s ends s_in He) as B. pose proof (HP s ends s_in He) as P.
  assert (b2 : 0 <= beta_2_of (a s ends) <= 1) by (simpl; lra).
  assert (m1 : beta_2_of (a s ends) * c_inf ^ 2 / delta_of (a s ends) <= 1) by (change (mu_v <= 1); lra).
  assert (S1 : forall k, (begins ends s <= k)%nat -> beta_1_at (a s ends) (S k) = beta_1 s)
    by (intros k Hk; now apply in_stages_from).
  assert (S2 : forall k, (begins ends s <= k)%nat -> eta_at (a s ends) k = eta s)
    by (intros k Hk; now apply in_stages_from).
  destruct (eta_of_stage c_1 c_2 L lambda (beta_1 s) (eta s) (conj c_1_pos c_1_le_c_2) L_pos lambda_nonneg
    (beta_1_convex s s_in) (eta_pos s s_in) eta_limit) as [H16 H7].
  pose proof (Rlt_le _ _ L_pos) as HL.
  repeat apply conj.
  - pose proof (stage_average A HE d F gradF L x_star HL HS below (a s ends) (g s ends) c_inf sigma b lambda (beta_1 s) (eta s)
      (begins ends s) delta_pos (convex_so_far ends) b2 m1 lambda_nonneg (fun _ => eq_refl) N B b_pos (eta_pos s s_in) S1 S2
      H16 H7 (T s) (T_pos s s_in)) as K1.
    apply Rle_trans with (1 := K1). right. unfold r, p, q, D.
    pose proof (beta_1_convex s s_in). pose proof (eta_pos s s_in).
    assert (0 < INR (T s)) by (apply (lt_INR 0); now apply T_pos).
    change (delta_of (a s ends)) with delta. fold c_1 c_2.
    change (fun w => gap_at d F x_star (a s ends) (g s ends w) (begins ends s)) with (gap_of s ends (begins ends s)).
    change (fun w => m_err_sq (a s ends) (g s ends w) d gradF (begins ends s)) with (error_of s ends (begins ends s)).
    field. repeat split; lra.
  - exact (stage_gap A HE d F gradF L x_star HL HS (a s ends) (g s ends) sigma b mu (begins ends s) delta_pos b2 N P mu_pos (T s)).
  - exact (stage_error A HE d F gradF L HL HS (a s ends) (g s ends) sigma b (begins ends s) delta_pos b2 N (T s)).
Qed.

Lemma stage_halves :
  mean_of_draws T s (fun ends => average E (T s) (fun j => stationarity_of s ends (begins ends s + j))) <= eps_k * mu / 8 /\
  mean_of_draws T s (fun ends => average E (T s) (fun j => gap_of s ends (begins ends s + j))) <= eps_k /\
  mean_of_draws T s (fun ends => average E (T s) (fun j => error_of s ends (begins ends s + j))) <= eps_k * mu.
Proof.
  assert (N : 0 < INR (T s)) by (apply (lt_INR 0); now apply T_pos).
  pose proof (beta_1_convex s s_in) as B1. pose proof (eta_pos s s_in) as E1.
  assert (s2 : 0 < sigma ^ 2) by now apply pow_lt.
  pose proof (Rle_trans _ _ _ (Rmax_l _ _) T_limit) as T1. pose proof (Rle_trans _ _ _ (Rmax_r _ _) T_limit) as T2.
  apply Rle_div_l in T1; [|repeat apply Rmult_lt_0_compat; lra].
  apply Rle_div_l in T2; [|repeat apply Rmult_lt_0_compat; lra].
  pose proof (Rle_trans _ _ _ beta_1_limit (Rmin_r _ _)) as B2.
  apply Rle_div_r in B2; [|apply Rmult_lt_0_compat; lra].
  assert (p0 : 0 <= p) by (apply Rlt_le, Rdiv_lt_0_compat; [lra|now apply Rmult_lt_0_compat]).
  assert (q0 : 0 <= q) by (apply Rlt_le, Rdiv_lt_0_compat; [lra|repeat apply Rmult_lt_0_compat; lra]).
  assert (P1 : p * (D + eps_prev) <= eps_k * mu / 24).
  { unfold p. replace (2 * c_2 / (eta s * INR (T s)) * (D + eps_prev)) with (2 * c_2 * (D + eps_prev) / (eta s * INR (T s)))
      by (field; lra).
    apply Rle_div_l; [now apply Rmult_lt_0_compat|]. lra. }
  assert (P2 : q * (mu * eps_prev) <= eps_k * mu / 24).
  { unfold q. replace (c_2 / (c_1 * beta_1 s * INR (T s)) * (mu * eps_prev))
      with (mu * (c_2 * eps_prev) / (c_1 * beta_1 s * INR (T s))) by (field; lra).
    apply Rle_div_l; [repeat apply Rmult_lt_0_compat; lra|].
    apply (Rmult_le_compat_l mu) in T1; lra. }
  assert (P3 : c_2 * beta_1 s * sigma ^ 2 / (c_1 * b) <= eps_k * mu / 24).
  { apply Rle_div_l; [now apply Rmult_lt_0_compat|]. lra. }
  assert (S1 : mean_of_draws T s (fun ends => average E (T s) (fun j => stationarity_of s ends (begins ends s + j)))
    <= eps_k * mu / 8).
  { apply Rle_trans with (mean_of_draws T s (fun ends =>
      p * E (gap_of s ends (begins ends s)) + q * E (error_of s ends (begins ends s)) + r)).
    - apply (mean_le T K T_pos); [lia|]. intros ends He. now apply after_ends.
    - rewrite (mean_combination T K T_pos) by lia.
      apply (Rmult_le_compat_l _ _ _ p0) in gap_before. apply (Rmult_le_compat_l _ _ _ q0) in error_before.
      unfold r. lra. }
  split; [exact S1|].
  assert (scaled : forall c X, mean_of_draws T s (fun ends => c * X ends) = c * mean_of_draws T s X).
  { intros c X. pose proof (mean_combination T K T_pos s c 0 0 X X (Nat.lt_le_incl _ _ s_in)) as C.
    transitivity (c * mean_of_draws T s X + 0 * mean_of_draws T s X + 0); [|ring]. rewrite <- C.
    apply f_equal, FunctionalExtensionality.functional_extensionality. intros; ring. }
  split.
  - apply Rle_trans with (mean_of_draws T s (fun ends =>
      / (2 * mu) * average E (T s) (fun j => stationarity_of s ends (begins ends s + j)))).
    + apply (mean_le T K T_pos); [lia|]. intros ends He. now apply after_ends.
    + rewrite scaled. apply (Rmult_le_compat_l (/ (2 * mu))) in S1; [|apply Rlt_le, Rinv_0_lt_compat; lra].
      apply Rle_trans with (1 := S1). replace (/ (2 * mu) * (eps_k * mu / 8)) with (eps_k / 16) by (field; lra). lra.
  - apply Rle_trans with (mean_of_draws T s (fun ends =>
      8 * average E (T s) (fun j => stationarity_of s ends (begins ends s + j)))).
    + apply (mean_le T K T_pos); [lia|]. intros ends He. now apply after_ends.
    + rewrite scaled. lra.
Qed.

(** What stage s puts out is where the next one starts. *)
Lemma handed_on :
  mean_of_draws T (S s) (fun ends => E (gap_of (S s) ends (begins ends (S s)))) <= eps_k /\
  mean_of_draws T (S s) (fun ends => E (error_of (S s) ends (begins ends (S s)))) <= mu * eps_k.
Proof.
  destruct stage_halves as [_ [G M]]. rewrite (Rmult_comm mu).
  split; [apply Rle_trans with (2 := G)|apply Rle_trans with (2 := M)]; right; cbn [mean_of_draws];
    apply f_equal, FunctionalExtensionality.functional_extensionality; intros ends; unfold average;
    apply f_equal, sum_ext; intros j _; apply f_equal, FunctionalExtensionality.functional_extensionality; intros w;
    apply next_start.
Qed.

End One.

Variable eps : nat -> R.
Hypothesis eps_pos : forall s, 0 < eps s.
Hypothesis beta_1_limits : forall s, (s < K)%nat -> beta_1 s <= Rmin 1 (b * c_1 * eps (S s) * mu / (24 * c_2 * sigma ^ 2)).
Hypothesis eta_limits : forall s, (s < K)%nat -> eta s <= beta_1 s * sqrt c_1 ^ 3 / (sqrt c_2 * (2 * L + 2 * c_1 * lambda)).
Hypothesis T_limits : forall s, (s < K)%nat ->
  Rmax (24 * c_2 * eps s / (beta_1 s * c_1 * eps (S s))) (48 * c_2 * (D + eps s) / (eps (S s) * eta s * mu)) <= INR (T s).
Hypothesis gap_0 : E (gap_of 0 (fun _ => 0%nat) 0) <= eps 0%nat.
Hypothesis error_0 : E (error_of 0 (fun _ => 0%nat) 0) <= mu * eps 0%nat.

(** The induction over the stages. *)
Theorem every_start : forall s, (s <= K)%nat ->
  mean_of_draws T s (fun ends => E (gap_of s ends (begins ends s))) <= eps s /\
  mean_of_draws T s (fun ends => E (error_of s ends (begins ends s))) <= mu * eps s.
Proof.
  induction s as [|s IH]; intros H; [now split|]. destruct IH as [G M]; [lia|].
  now apply (handed_on s (eps (S s)) (eps s)); auto.
Qed.

End Stages.

(** The initial gap: F_0(x_star) is not below F(x_star). *)
Lemma gap_at_0 : forall {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}, filtration past ->
  expectation past E -> forall d F gradF a (g : Omega -> nat -> vector) x_star c_inf sigma b lambda, 0 < delta_of a ->
  0 <= beta_2_of a <= 1 -> 0 <= lambda ->
  (forall k, lambda_at a k = lambda * (1 - beta_2_of a * c_inf ^ 2 / delta_of a) ^ k) ->
  noise past E d gradF (fun w => x a (g w)) g sigma b -> bounded d g c_inf ->
  E (fun w => gap_at d F x_star a (g w) 0)
  <= F (start a) - F x_star + lambda / 2 * sqrt (c_inf ^ 2 + delta_of a) * norm_sq d (start a).
Proof.
  intros Omega past E A HE d F gradF a g x_star c_inf sigma b lambda Hdelta b2 Hlambda decay HN HB.
  pose proof (drawn _ _ _ _ _ _ _ _ HN) as D. pose proof (random_decay_0 A d a g D b2 Hdelta) as RD.
  apply Rle_trans with (F (start a) - F x_star + E (fun w => decay_0 a (g w) d)).
  2:{ apply Rplus_le_compat_l. exact (E_decay_0 A HE d gradF a g c_inf sigma b lambda Hdelta b2 Hlambda decay HN HB). }
  assert (RC : forall c, random past (fun _ : Omega => c)) by (intros c; exists 0%nat; apply (past_const A)).
  rewrite <- (E_const A E HE (F (start a) - F x_star)), <- (E_plus _ _ HE) by auto.
  apply (E_monotone _ _ HE); [|now apply (random_plus A)|].
  - exists 1%nat. change (past 1%nat (fun w => F (start a) + lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) (start a)
      - (F x_star + lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) x_star))).
    assert (P : forall y, past 1%nat (fun w => lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) y)).
    { intros y. apply (past_scal A), (past_weighted_sq A); [exact (v_past A d a g D b2 0%nat)|].
      intros i _. apply (past_const A). }
    apply (past_minus A); (apply (past_plus A); [apply (past_const A)|apply P]).
  - intros w. unfold gap_at, F_k_now, F_k, decay_0. simpl (x a (g w) 0).
    assert (0 <= weighted_sq d (v a (g w) 0) x_star).
    { apply sum_nonneg. intros i _. apply Rmult_le_pos; [apply sqrt_pos|apply pow2_ge_0]. }
    assert (0 <= lambda_at a 0 / 2 * weighted_sq d (v a (g w) 0) x_star); [|lra].
    apply Rmult_le_pos; [rewrite decay; simpl pow; lra|assumption].
Qed.

Theorem theorem_4_repaired_holds : theorem_4_repaired.
Proof.
  intros Omega past E d K T F gradF x_star x_0 oracle beta_1 eta L mu sigma c_inf delta lambda beta_2 eps_stage b F_star c_1 c_2
    mu_v Delta decay_0 decay_star eps_0 eps a g HL Hmu _ Hc_inf Hdelta Hlambda Hb2 Heps Hb HK Hb1 Heta HT A HE HS below HN HB
    HP Hs Hb1' Hb2' Hmuv _ HKK Hbeta Heta' HTT.
  assert (s2 : 0 < sigma ^ 2) by now apply pow_lt.
  assert (none : drawn_in T (fun _ => 0%nat) 0) by (intros r Hr; lia).
  assert (S0 : sigma ^ 2 / b <= mu * eps_0).
  { pose proof (Rmax_l (sigma ^ 2 / (b * mu)) (Delta + decay_0)) as M. fold eps_0 in M.
    apply (Rmult_le_compat_l mu) in M; [|lra]. apply Rle_trans with (2 := M). right. field. lra. }
  assert (e0 : 0 < eps_0).
  { apply Rlt_le_trans with (2 := Rmax_l _ _). apply Rdiv_lt_0_compat; [exact s2|now apply Rmult_lt_0_compat]. }
  assert (D0 : Delta + decay_0 <= eps_0) by apply Rmax_r.
  assert (b1 : forall s, (s < K)%nat -> 0 < beta_1 s <= 1) by (intros s Hs'; split; auto).
  assert (eps_pos : forall s, 0 < eps s) by (intros s; apply Rdiv_lt_0_compat; [exact e0|apply pow_lt; lra]).
  assert (eps_00 : eps 0%nat = eps_0) by (unfold eps; simpl; field).
  assert (G0 : E (fun w => gap_at d F x_star (a 0%nat (fun _ => 0%nat)) (g 0%nat (fun _ => 0%nat) w) 0) <= eps 0%nat).
  { rewrite eps_00. apply Rle_trans with (2 := D0).
    exact (gap_at_0 A HE d F gradF (a 0%nat (fun _ => 0%nat)) (g 0%nat (fun _ => 0%nat)) x_star c_inf sigma b lambda Hdelta
      (conj (Rlt_le _ _ Hb2) Hb2') Hlambda (fun _ => eq_refl) (HN 0%nat _ HK none) (HB 0%nat _ HK none)). }
  assert (M0 : E (fun w => m_err_sq (a 0%nat (fun _ => 0%nat)) (g 0%nat (fun _ => 0%nat) w) d gradF 0) <= mu * eps 0%nat).
  { rewrite eps_00. apply Rle_trans with (2 := S0). exact (variance _ _ _ _ _ _ _ _ (HN 0%nat _ HK none) 0%nat). }
  pose proof (every_start A HE d K T F gradF x_star x_0 oracle beta_1 eta L mu sigma c_inf delta lambda beta_2 b HL Hmu Hs Hdelta
    Hlambda Hb (conj Hb2 Hb2') Hmuv HS below HT b1 Heta HN HB HP eps eps_pos Hbeta Heta' HTT G0 M0) as I.
  assert (halves : forall s, (s < K)%nat -> _) by (intros s Hs'; destruct (I s (Nat.lt_le_incl _ _ Hs')) as [G M];
    exact (stage_halves A HE d K T F gradF x_star x_0 oracle beta_1 eta L mu sigma c_inf delta lambda beta_2 b HL Hmu Hs Hdelta
      Hlambda Hb (conj Hb2 Hb2') Hmuv HS below HT b1 Heta HN HB HP s (eps (S s)) (eps s) Hs' (eps_pos (S s)) (Hbeta s Hs')
      (Heta' s Hs') (HTT s Hs') G M)).
  assert (once : forall X : nat -> Omega -> R, average E 1 X = E (X 0%nat)).
  { intros X. unfold average. cbn [sum]. simpl INR. field. }
  repeat apply conj.
  - cbn [mean_of_draws]. rewrite once, <- eps_00. exact G0.
  - cbn [mean_of_draws]. rewrite once, <- eps_00, Rmult_comm. exact M0.
  - intros s Hs'. now apply halves.
  - intros s Hs'. now apply halves.
  - intros s Hs'. now apply halves.
  - destruct (I K (Nat.le_refl K)) as [G _].
    apply Rle_trans with (2 := halvings eps_0 eps_stage K e0 Heps HKK). apply Rle_trans with (2 := G). right.
    apply f_equal, FunctionalExtensionality.functional_extensionality. intros ends. rewrite once, Nat.add_0_r. reflexivity.
Qed.

(** The paper's Theorem 3 is false, as it is stated and even with lambda eta_k < 1: where F = 0, Delta is 0 and the decay alone
    moves x. No noise; d = 1. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain.
From theory.papers.adamw.theorem_2 Require Import refuted.
From theory.papers.adamw.theorem_3 Require Import statement.
Open Scope R_scope.

Section Flat.

(** lambda = 1, L = 1, delta = 1, c_inf = 0, beta_2 = b = 1, sigma = 1/10, x_0 = 80, T = 4; gamma is 1 *)
Let a : parameters := {| beta_1_at := fun k => 1 / sqrt (INR k + 1); beta_2_of := 1;
  eta_at := fun k => 1 ^ 3 * 1 / (2 * 1 * 1 * sqrt (INR k + 1));
  lambda_at := fun k => 1 * (1 - 1 * 0 ^ 2 / 1) ^ k; delta_of := 1; start := fun _ => 80 |}.
Let no_gradient : vector -> vector := fun _ _ => 0.
Let g := exact_gradients a no_gradient.

Lemma slow_root : forall k, 1 <= sqrt (INR k + 1).
Proof. intros k. rewrite <- sqrt_1 at 1. apply sqrt_le_1_alt. pose proof (pos_INR k). lra. Qed.

Lemma slow_eta : forall k, 0 < eta_at a k <= / 2.
Proof.
  intros k. simpl. pose proof (slow_root k). split; [apply Rdiv_lt_0_compat; lra|]. apply Rle_div_l; lra.
Qed.

Lemma slow_lambda : forall k, lambda_at a k = 1.
Proof. intros k. simpl. replace (1 - 1 * (0 * (0 * 1)) / 1) with 1 by field. rewrite pow1. ring. Qed.

Lemma slow_g : forall w k i, g w k i = 0.
Proof. intros. unfold g. now rewrite exact_gradients_answer. Qed.

Lemma slow_m : forall w k i, m a (g w) k i = 0.
Proof. intros w k i. induction k as [|k IH]; simpl m; [apply slow_g|]. rewrite IH, slow_g. ring. Qed.

Lemma slow_v : forall w k i, v a (g w) k i = 1.
Proof.
  intros w k i. unfold v. assert (n a (g w) k i = 0) as ->.
  { induction k as [|k IH]; simpl n; rewrite slow_g; [|rewrite IH]; ring. }
  simpl. rewrite Rplus_0_l. apply sqrt_1.
Qed.

Lemma slow_x : forall w k i, 80 * (/ 2) ^ k <= x a (g w) k i.
Proof.
  intros w k i. induction k as [|k IH]; [simpl; lra|]. cbn [x pow]. rewrite slow_m, slow_v, slow_lambda.
  pose proof (slow_eta k). assert (0 < (/ 2) ^ k) by (apply pow_lt; lra).
  assert (P : / 2 * (80 * (/ 2) ^ k) <= (1 - 1 * eta_at a k) * x a (g w) k i) by (apply Rmult_le_compat; lra). lra.
Qed.

Lemma slow_stationarity : forall k, (k < 4)%nat ->
  125 <= value (fun w => grad_F_k_sq a (g w) 1 no_gradient k + u_sq a (g w) 1 k / 4).
Proof.
  intros k Hk. unfold value, grad_F_k_sq, u_sq, norm_sq, inner. cbn [sum].
  unfold gradF_k, u, no_gradient. rewrite slow_m, slow_v, slow_lambda.
  pose proof (slow_x tt k 0%nat) as X. assert (P : (/ 2) ^ 3 <= (/ 2) ^ k).
  { do 4 (destruct k as [|k]; [simpl; lra|]). lia. }
  assert (10 <= x a (g tt) k 0%nat) by (simpl in P; lra). nra.
Qed.

Lemma slow_average :
  125 <= sum 4 (fun k => eta_at a k * value (fun w => grad_F_k_sq a (g w) 1 no_gradient k + u_sq a (g w) 1 k / 4))
    / sum 4 (eta_at a).
Proof.
  assert (0 < sum 4 (eta_at a)).
  { cbn [sum]. pose proof (slow_eta 0). pose proof (slow_eta 1). pose proof (slow_eta 2). pose proof (slow_eta 3). lra. }
  apply Rle_div_r; [assumption|]. rewrite <- sum_scal. apply sum_le. intros k Hk.
  pose proof (slow_eta k). pose proof (slow_stationarity k Hk). rewrite Rmult_comm. apply Rmult_le_compat_l; lra.
Qed.

Lemma ln_4 : ln 4 <= 3.
Proof. rewrite <- (ln_exp 3). pose proof (exp_ineq1_le 3). apply ln_le; lra. Qed.

Theorem theorem_3_paper_bound_false : ~ theorem_3_paper_bound.
Proof.
  intros H.
  specialize (H unit all_past value 1%nat 4%nat (fun _ => 0) no_gradient (fun _ => 0) (fun _ => 80) g 1 (/ 10) 0 1 1 1 1).
  cbv beta zeta in H.
  assert (root : sqrt (0 ^ 2 + 1) = 1) by (transitivity (sqrt 1); [apply f_equal; ring|apply sqrt_1]).
  rewrite root, !sqrt_1 in H. replace (0 - 0) with 0 in H by ring. rewrite sqrt_0, !Rmult_0_l in H.
  match type of H with context [Rmax 1 ?r] => replace (Rmax 1 r) with 1 in H by (rewrite Rmax_left; lra) end.
  change (fun k : nat => 1 ^ 3 * 1 / (2 * 1 * 1 * sqrt (INR k + 1))) with (eta_at a) in H.
  assert (r5 : 11 / 5 <= sqrt 5) by (rewrite <- (sqrt_pow2 (11 / 5)) by lra; apply sqrt_le_1_alt; lra).
  pose proof ln_4.
  repeat (match type of H with ?P -> _ => let p := fresh in assert (p : P); [clear H|specialize (H p); clear p] end);
  [lra|lra|lra|lra|lra|lra|lra|lia|apply certain_filtration|apply certain_expectation|apply flat_smooth
  |intros y; apply Rle_refl|apply certain_noise; lra|intros w k i _; change (Rabs (g w k i) <= 0); rewrite slow_g, Rabs_R0; lra
  |lra| |lra|lra| |].
  - intros k. pose proof (slow_root k). apply Rle_div_l; lra.
  - intros k. pose proof (slow_eta k) as P. simpl in P. simpl. lra.
  - specialize (H 4%nat ltac:(lia)). replace (INR 4 + 1) with 5 in H by (simpl; ring).
    replace (INR 4) with 4 in H by (simpl; ring). specialize (H ltac:(lra)).
    pose proof (Rle_trans _ _ _ slow_average H) as Q. clear H.
    set (q := sqrt 5 - 2) in *. assert (/ 5 <= q) by (unfold q; lra).
    assert (2 * 1 * (/ 10) ^ 2 / (1 * 1 * q) <= 1) by (apply Rle_div_l; lra).
    assert (1 * 1 * (/ 10) ^ 2 * ln 4 / (2 * 1 * 1 * q) <= 1) by (apply Rle_div_l; lra).
    unfold Rdiv in *. lra.
Qed.

Theorem theorem_3_paper_false : ~ theorem_3_paper.
Proof.
  intros H. apply theorem_3_paper_bound_false. unfold theorem_3_paper_bound. intros. apply (H Omega past E d T F gradF x_star); assumption.
Qed.

End Flat.

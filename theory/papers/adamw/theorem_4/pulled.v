(** F(x) = (x - 1)^2 / 2, d = 1, no noise, from x_0 = 1 - 1/10000: a stage of Theorem 4 that starts next to the minimiser, from
    which the decay pulls the iterate; lambda_k falls to a ninth with each step, and the iterate comes back more slowly. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain polyak.
Open Scope R_scope.

Definition aside : vector -> R := fun y => (y 0%nat - 1) ^ 2 / 2.
Definition offset : vector -> vector := fun y i => y i - 1.
Definition one : vector := fun _ => 1.

Lemma aside_smooth : smooth 1 aside offset 1.
Proof.
  split.
  - intros x h. unfold aside, offset, inner. simpl. auto_derive; [exact I|]. field.
  - intros x y. rewrite Rmult_1_l. apply Req_le. f_equal.
    apply FunctionalExtensionality.functional_extensionality. intros i. unfold minus, offset. ring.
Qed.

(** eta = 1/4, delta = 1, c_inf = 4/3, beta_1 = 3/4, beta_2 = 1/2, lambda = 1/5 *)
Definition a : parameters := {| beta_1_at := fun _ => 3 / 4; beta_2_of := / 2; eta_at := fun _ => / 4;
  lambda_at := fun k => / 5 * (1 - / 2 * (4 / 3) ^ 2 / 1) ^ k; delta_of := 1; start := fun _ => 1 - / 10000 |}.
Definition g := exact_gradients a offset.

(** how far the iterate is from the minimiser *)
Definition off (w : unit) (k : nat) : R := 1 - x a (g w) k 0%nat.

Lemma pulled_g : forall w k, g w k 0%nat = - off w k.
Proof.
  intros. unfold g at 1. rewrite exact_gradients_answer. change (offset (x a (g w) k) 0%nat = - off w k). unfold offset, off. ring.
Qed.

Lemma pulled_lambda : forall k, 0 < lambda_at a k <= / 5 /\ lambda_at a (S k) = lambda_at a k / 9.
Proof.
  assert (N : forall k, lambda_at a (S k) = lambda_at a k / 9) by (intros; simpl; field).
  intros k. split; [|apply N]. induction k as [|k IH]; [simpl; lra|]. rewrite N. lra.
Qed.

Lemma pulled_v : forall w k, 1 <= v a (g w) k 0%nat.
Proof.
  intros. unfold v. rewrite <- sqrt_1 at 1. apply sqrt_le_1_alt. pose proof (n_nonneg a (g w) k 0%nat ltac:(simpl; lra)).
  simpl delta_of. lra.
Qed.

Lemma pulled_next : forall w k, off w (S k) = (1 - lambda_at a k / 4) * off w k + lambda_at a k / 4
  + / 4 * (m a (g w) k 0%nat / v a (g w) k 0%nat).
Proof. intros. unfold off. cbn [x]. simpl eta_at. unfold Rdiv. ring. Qed.

(** The iterate stays next to the minimiser, on one side of it, and the momentum is not far behind. *)
Lemma pulled_run : forall w k,
  (0 < off w k /\ off w k <= / 16 - 9 / 32 * lambda_at a k) /\ - (3 / 2) * off w k <= m a (g w) k 0%nat <= 0.
Proof.
  intros w k. induction k as [|k [[Y Y'] M]].
  - cbn [m]. rewrite pulled_g. unfold off. simpl. lra.
  - destruct (pulled_lambda k) as [Lk N]. pose proof (pulled_v w k) as V.
    assert (Q : m a (g w) k 0%nat <= m a (g w) k 0%nat / v a (g w) k 0%nat <= 0).
    { split; [apply Rle_div_r; [lra|]; nra|]. apply Rle_div_l; [lra|]. lra. }
    assert (M' : m a (g w) (S k) 0%nat = / 4 * m a (g w) k 0%nat - 3 / 4 * off w (S k))
      by (cbn [m]; rewrite pulled_g; simpl; field).
    assert (0 <= lambda_at a k * off w k <= / 5 * off w k) by nra.
    pose proof (pulled_next w k) as X. rewrite M', N. lra.
Qed.

Lemma pulled_n : forall w k, n a (g w) k 0%nat <= / 256.
Proof.
  intros w k. assert (G : forall j, g w j 0%nat ^ 2 <= / 256).
  { intros j. rewrite pulled_g. pose proof (pulled_run w j). pose proof (pulled_lambda j). nra. }
  induction k as [|k IH]; [apply G|]. cbn [n]. pose proof (G (S k)). simpl beta_2_of. lra.
Qed.

Lemma pulled_v_above : forall w k, v a (g w) k 0%nat <= 513 / 512.
Proof.
  intros. unfold v. rewrite <- (sqrt_pow2 (513 / 512)) by lra. apply sqrt_le_1_alt. pose proof (pulled_n w k).
  simpl delta_of. lra.
Qed.

(** A step leaves more than half of the distance. *)
Lemma pulled_slowly : forall w k, / 2 * off w k + lambda_at a k / 4 <= off w (S k).
Proof.
  intros w k. pose proof (pulled_next w k) as X. pose proof (pulled_v w k) as V. pose proof (pulled_run w k) as [[Y Y'] M].
  destruct (pulled_lambda k) as [Lk N].
  assert (m a (g w) k 0%nat <= m a (g w) k 0%nat / v a (g w) k 0%nat) by (apply Rle_div_r; [lra|]; nra).
  assert (0 <= lambda_at a k * off w k <= / 5 * off w k) by nra. lra.
Qed.

Lemma pulled_first : forall w, off w 0 = / 10000 /\ / 20 <= off w 1 <= / 16.
Proof.
  intros w. assert (O : off w 0 = / 10000) by (unfold off; simpl; ring). split; [exact O|].
  pose proof (pulled_slowly w 0) as P. pose proof (pulled_run w 1) as [[_ Y'] _]. destruct (pulled_lambda 1) as [Lk _].
  rewrite O in P. replace (lambda_at a 0) with (/ 5) in P by (simpl; field). lra.
Qed.

(** From step 1 on the iterate is farther from the minimiser than the decay reaches. *)
Lemma pulled_apart : forall w k, 513 / 256 * lambda_at a (S k) <= off w (S k).
Proof.
  intros w k. induction k as [|k IH]; [pose proof (pulled_first w); replace (lambda_at a 1) with (/ 45) by (simpl; field); lra|].
  pose proof (pulled_slowly w (S k)). destruct (pulled_lambda (S k)) as [Lk N]. lra.
Qed.

(** the gap of F_k between the iterate and the minimiser *)
Lemma pulled_gap : forall w k, F_k_now a (g w) 1 aside k - F_k a (g w) 1 aside k one
  = off w k * (off w k / 2 - lambda_at a k * v a (g w) k 0%nat * (1 - off w k / 2)).
Proof.
  intros. unfold F_k_now, F_k, weighted_sq, inner, aside, one, off. cbn [sum]. field.
Qed.

Lemma pulled_gap_later : forall w k, 0 <= F_k_now a (g w) 1 aside (S k) - F_k a (g w) 1 aside (S k) one.
Proof.
  intros w k. rewrite pulled_gap. pose proof (pulled_apart w k). pose proof (pulled_run w (S k)) as [[Y Y'] _].
  pose proof (pulled_v w (S k)). pose proof (pulled_v_above w (S k)). destruct (pulled_lambda (S k)) as [Lk _].
  apply Rmult_le_pos; [lra|].
  assert (lambda_at a (S k) * v a (g w) (S k) 0%nat <= 513 / 512 * lambda_at a (S k)) by nra.
  assert (0 <= lambda_at a (S k) * v a (g w) (S k) 0%nat) by nra. nra.
Qed.

Lemma pulled_gap_first : forall w, / 10000 <= F_k_now a (g w) 1 aside 1 - F_k a (g w) 1 aside 1 one.
Proof.
  intros w. rewrite pulled_gap. destruct (pulled_first w) as [_ Y]. pose proof (pulled_v w 1). pose proof (pulled_v_above w 1).
  replace (lambda_at a 1) with (/ 45) by (simpl; field). nra.
Qed.

Lemma pulled_gap_start : forall w,
  - (/ 40000) <= F_k_now a (g w) 1 aside 0 - F_k a (g w) 1 aside 0 one <= 0.
Proof.
  intros w. rewrite pulled_gap. pose proof (pulled_v w 0). pose proof (pulled_v_above w 0).
  replace (lambda_at a 0) with (/ 5) by (simpl; field). destruct (pulled_first w) as [-> _]. lra.
Qed.

Lemma pulled_error : forall w, m_err_sq a (g w) 1 offset 0 = 0 /\ / 10000 <= m_err_sq a (g w) 1 offset 1.
Proof.
  intros w. destruct (pulled_first w) as [_ Y]. pose proof (pulled_g w 1) as G. pose proof (pulled_g w 0) as G0.
  unfold m_err_sq, norm_sq, inner, minus, offset, off in *. cbn [sum m].
  rewrite G, G0. simpl beta_1_at. simpl (x a (g w) 0 0%nat). split; [ring|]. set (t := x a (g w) 1 0%nat) in *.
  nra.
Qed.

Lemma pulled_gradient : forall w, / 100 <= grad_F_k_sq a (g w) 1 offset 0.
Proof.
  intros w. unfold grad_F_k_sq, norm_sq, inner, gradF_k, offset. cbn [sum]. pose proof (pulled_v w 0). simpl x. simpl lambda_at.
  set (z := v a (g w) 0 0%nat) in *. nra.
Qed.

Lemma pulled_polyak : polyak_lojasiewicz 1 aside offset a g one 1.
Proof.
  intros w k y. unfold F_k, gradF_k, weighted_sq, norm_sq, inner, aside, offset, one. cbn [sum].
  destruct (pulled_lambda k) as [Lk _]. pose proof (pulled_v w k) as V.
  set (l := lambda_at a k) in *. set (z := v a (g w) k 0%nat) in *. set (t := y 0%nat).
  assert (P : 0 <= l * z) by nra. pose proof (pow2_ge_0 (l * z * t)). pose proof (Rmult_le_pos _ _ P (pow2_ge_0 (t - 1))).
  nra.
Qed.

Lemma pulled_bounded : bounded 1 g (4 / 3).
Proof.
  intros w k i Hi. replace i with 0%nat by lia. rewrite pulled_g. pose proof (pulled_run w k). pose proof (pulled_lambda k).
  apply Rabs_le. lra.
Qed.

(** Theorem 2, steps 1 to 5: one step of one run, up to Eq. 16. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth adamw.
Open Scope R_scope.

Section One_step.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R).
Hypothesis HS : smooth d F gradF L.
Hypothesis L_nonneg : 0 <= L.

Variables (a : parameters) (g : nat -> vector) (k : nat) (c_1 c_2 lambda : R).
Hypothesis c_1_pos : 0 < c_1.
Hypothesis V : forall i, (i < d)%nat -> c_1 <= v a g k i <= c_2.
Hypothesis eta_pos : 0 < eta_at a k.
Hypothesis lambda_between : 0 <= lambda_at a k <= lambda.
Hypothesis decay : forall i, (i < d)%nat -> lambda_at a (S k) * v a g (S k) i <= lambda_at a k * v a g k i.

Let eta := eta_at a k.
Let lambda_k := lambda_at a k.
Let vk := v a g k.
Let uk := u a g k.
Let xk := x a g k.
Let xs := x a g (S k).
Let f := gradF xk.
Let h := gradF_k a g gradF k xk.

Lemma step_1 : F xs <= F xk + inner d f (minus xs xk) + L / 2 * norm_sq d (minus xs xk).
Proof. apply (descent d F gradF L HS). Qed.

Lemma step_2 : lambda_at a (S k) / 2 * weighted_sq d (v a g (S k)) xs <= lambda_k / 2 * weighted_sq d vk xs.
Proof.
  unfold weighted_sq. rewrite <- !sum_scal. apply sum_le. intros i Hi.
  pose proof (decay i Hi). pose proof (pow2_ge_0 (xs i)). fold vk lambda_k in H. nra.
Qed.

Lemma v_pos : forall i, (i < d)%nat -> 0 < vk i.
Proof. intros i Hi. pose proof (V i Hi). unfold vk. lra. Qed.

Lemma moved : forall i, (i < d)%nat -> xs i - xk i = - eta * (uk i / vk i).
Proof. intros i Hi. apply update. pose proof (v_pos i Hi). unfold vk in *. lra. Qed.

(** x_k - x_{k+1} = eta u_k / v_k, whose square is at most eta^2 u_k^2 / c_1^2 (Eq. 17). *)
Lemma step_length : dx_sq a g d k <= eta ^ 2 * u_sq a g d k / c_1 ^ 2.
Proof.
  unfold dx_sq, u_sq, norm_sq, inner.
  replace (eta ^ 2 * sum d (fun i => u a g k i * u a g k i) / c_1 ^ 2)
    with (eta ^ 2 / c_1 ^ 2 * sum d (fun i => u a g k i * u a g k i)) by (field; lra).
  rewrite <- sum_scal. apply sum_le. intros i Hi. pose proof (moved i Hi) as M. pose proof (V i Hi) as Vi. fold vk in Vi.
  unfold minus. fold xk xs uk.
  replace ((xk i - xs i) * (xk i - xs i)) with (eta ^ 2 * (uk i * uk i) * / vk i ^ 2).
  - replace (eta ^ 2 / c_1 ^ 2 * (uk i * uk i)) with (eta ^ 2 * (uk i * uk i) * / c_1 ^ 2) by (field; lra).
    apply Rmult_le_compat_l; [nra|]. apply Rinv_le_contravar; [nra|]. apply pow_incr; lra.
  - replace (xk i - xs i) with (eta * (uk i / vk i)) by lra. field; lra.
Qed.

Lemma step_3 : F_k_now a g d F (S k)
  <= F_k_now a g d F k - eta * inner d h (fun i => uk i / vk i)
     + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
     + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i).
Proof.
  pose proof step_1 as S1. pose proof step_2 as S2.
  unfold F_k_now, F_k. fold xs xk vk lambda_k.
  assert (N : norm_sq d (minus xs xk) = eta ^ 2 * norm_sq d (fun i => uk i / vk i)).
  { unfold norm_sq, inner. rewrite <- sum_scal. apply sum_ext. intros i Hi. unfold minus. rewrite (moved i Hi). ring. }
  assert (I : inner d f (minus xs xk) = - eta * inner d f (fun i => uk i / vk i)).
  { unfold inner. rewrite <- sum_scal. apply sum_ext. intros i Hi. unfold minus. rewrite (moved i Hi). ring. }
  assert (W : lambda_k / 2 * weighted_sq d vk xs
    = lambda_k / 2 * weighted_sq d vk xk - eta * (lambda_k * inner d (fun i => xk i * vk i) (fun i => uk i / vk i))
      + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i)).
  { transitivity (lambda_k / 2 * (weighted_sq d vk xk + -2 * eta * inner d (fun i => xk i * vk i) (fun i => uk i / vk i)
      + eta ^ 2 * weighted_sq d vk (fun i => uk i / vk i))); [|field].
    f_equal. unfold weighted_sq, inner. rewrite <- !sum_scal, <- !sum_plus. apply sum_ext. intros i Hi.
    replace (xs i) with (xk i + - eta * (uk i / vk i)) by (rewrite <- (moved i Hi); ring). ring. }
  assert (G : inner d h (fun i => uk i / vk i)
    = inner d f (fun i => uk i / vk i) + lambda_k * inner d (fun i => xk i * vk i) (fun i => uk i / vk i)).
  { unfold inner. rewrite <- sum_scal, <- sum_plus. apply sum_ext. intros i Hi. unfold h, gradF_k, f, lambda_k, vk. ring. }
  rewrite G. rewrite N, I in S1. lra.
Qed.

(** What step 3 adds to F_k(x_k), coordinate by coordinate. *)
Lemma step_3_sum :
  - eta * inner d h (fun i => uk i / vk i) + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
    + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i)
  = sum d (fun i => - eta * h i * uk i / vk i + L * eta ^ 2 / 2 * (uk i / vk i) ^ 2
      + lambda_k * eta ^ 2 / 2 * vk i * (uk i / vk i) ^ 2).
Proof.
  unfold inner, norm_sq, inner, weighted_sq. rewrite <- !sum_scal, <- !sum_plus. apply sum_ext. intros; unfold Rdiv; ring.
Qed.

Definition bracket (eta lambda_k : R) : R := eta / (2 * c_2) - L * eta ^ 2 / (2 * c_1 ^ 2) - lambda_k * eta ^ 2 / (2 * c_1).

Lemma polarisation : forall s t, s * t = (s ^ 2 + t ^ 2 - (s - t) ^ 2) / 2.
Proof. intros; field. Qed.

(** With w = 1/v: the three squares and the two terms of second order, in one coordinate. *)
Lemma one_coordinate : forall i, (i < d)%nat ->
  - eta * h i * uk i / vk i + L * eta ^ 2 / 2 * (uk i / vk i) ^ 2 + lambda_k * eta ^ 2 / 2 * vk i * (uk i / vk i) ^ 2
  = eta / 2 * / vk i * (f i - m a g k i) ^ 2 - eta / 2 * / vk i * h i ^ 2
    - (eta / 2 * / vk i - L * eta ^ 2 / 2 * / vk i ^ 2 - lambda_k * eta ^ 2 / 2 * / vk i) * uk i ^ 2.
Proof.
  intros i Hi. pose proof (v_pos i Hi).
  replace (f i - m a g k i) with (h i - uk i) by (unfold h, gradF_k, uk, u, f, xk; ring).
  replace (- eta * h i * uk i / vk i) with (- eta / vk i * (h i * uk i)) by (field; lra).
  rewrite polarisation. field; lra.
Qed.

Lemma step_4 : F_k_now a g d F (S k)
  <= F_k_now a g d F k + eta / (2 * c_1) * m_err_sq a g d gradF k - eta / (2 * c_2) * grad_F_k_sq a g d gradF k
     - bracket eta lambda_k * u_sq a g d k.
Proof.
  apply Rle_trans with (1 := step_3).
  replace (F_k_now a g d F k - eta * inner d h (fun i => uk i / vk i)
     + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
     + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i))
    with (F_k_now a g d F k + (- eta * inner d h (fun i => uk i / vk i)
      + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
      + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i))) by ring.
  rewrite step_3_sum.
  unfold m_err_sq, grad_F_k_sq, u_sq, norm_sq, inner.
  match goal with |- _ <= _ + ?p * sum d ?X - ?q * sum d ?Y - ?r * sum d ?Z =>
    replace (F_k_now a g d F k + p * sum d X - q * sum d Y - r * sum d Z)
      with (F_k_now a g d F k + (p * sum d X + - q * sum d Y + - r * sum d Z)) by ring end.
  rewrite <- !sum_scal, <- !sum_plus. apply Rplus_le_compat_l, sum_le. intros i Hi. rewrite (one_coordinate i Hi).
  fold xk uk h. unfold minus. fold f.
  pose proof (V i Hi) as Vi. fold vk in Vi. assert (0 < vk i) by lra.
  assert (P : / c_2 <= / vk i) by (apply Rinv_le_contravar; lra).
  assert (Q : / vk i <= / c_1) by (apply Rinv_le_contravar; lra).
  assert (0 < / vk i) by (apply Rinv_0_lt_compat; lra).
  unfold bracket. rewrite <- pow_inv. replace (eta / (2 * c_1)) with (eta / 2 * / c_1) by (field; lra).
  replace (eta / (2 * c_2)) with (eta / 2 * / c_2) by (field; lra).
  replace (L * eta ^ 2 / (2 * c_1 ^ 2)) with (L * eta ^ 2 / 2 * (/ c_1) ^ 2) by (field; lra).
  replace (lambda_k * eta ^ 2 / (2 * c_1)) with (lambda_k * eta ^ 2 / 2 * / c_1) by (field; lra).
  set (w := / vk i) in *. set (w1 := / c_1) in *. set (w2 := / c_2) in *.
  assert (W : w ^ 2 <= w1 ^ 2) by (apply pow_incr; lra).
  pose proof lambda_between as Hl. fold lambda_k in Hl. assert (0 <= lambda_k * eta ^ 2 / 2) by nra.
  assert (0 <= L * eta ^ 2 / 2) by nra. assert (0 <= eta / 2) by (unfold eta; lra).
  pose proof (pow2_ge_0 (uk i)). pose proof (pow2_ge_0 (h i)). pose proof (pow2_ge_0 (f i - m a g k i)).
  assert (eta / 2 * w * (f i - m a g k i) ^ 2 <= eta / 2 * w1 * (f i - m a g k i) ^ 2)
    by (apply Rmult_le_compat_r; [assumption|apply Rmult_le_compat_l; assumption]).
  assert (eta / 2 * w2 * h i ^ 2 <= eta / 2 * w * h i ^ 2)
    by (apply Rmult_le_compat_r; [assumption|apply Rmult_le_compat_l; assumption]).
  assert (eta / 2 * w2 <= eta / 2 * w) by (apply Rmult_le_compat_l; assumption).
  assert (L * eta ^ 2 / 2 * w ^ 2 <= L * eta ^ 2 / 2 * w1 ^ 2) by (apply Rmult_le_compat_l; assumption).
  assert (lambda_k * eta ^ 2 / 2 * w <= lambda_k * eta ^ 2 / 2 * w1) by (apply Rmult_le_compat_l; assumption).
  assert ((eta / 2 * w2 - L * eta ^ 2 / 2 * w1 ^ 2 - lambda_k * eta ^ 2 / 2 * w1) * uk i ^ 2
    <= (eta / 2 * w - L * eta ^ 2 / 2 * w ^ 2 - lambda_k * eta ^ 2 / 2 * w) * uk i ^ 2)
    by (apply Rmult_le_compat_r; lra).
  lra.
Qed.

Lemma step_5 : eta <= c_1 ^ 2 / (2 * c_2 * (L + lambda * c_1)) -> 0 < L + lambda * c_1 -> 0 < c_2 ->
  eta / (4 * c_2) <= bracket eta lambda_k.
Proof.
  intros He Hp Hc2. pose proof lambda_between as Hl. fold lambda_k in Hl.
  apply (Rmult_le_compat_r (2 * c_2 * (L + lambda * c_1))) in He; [|nra].
  replace (c_1 ^ 2 / (2 * c_2 * (L + lambda * c_1)) * (2 * c_2 * (L + lambda * c_1))) with (c_1 ^ 2) in He
    by (field; lra).
  replace (bracket eta lambda_k)
    with (eta / (4 * c_2) + eta * (c_1 ^ 2 - eta * (2 * c_2 * (L + lambda_k * c_1))) / (4 * c_2 * c_1 ^ 2))
    by (unfold bracket; field; lra).
  assert (0 <= eta * (c_1 ^ 2 - eta * (2 * c_2 * (L + lambda_k * c_1))) / (4 * c_2 * c_1 ^ 2)); [|lra].
  apply Rdiv_le_0_compat; [|apply Rmult_lt_0_compat; [lra|apply pow_lt; lra]]. apply Rmult_le_pos; [unfold eta; lra|].
  assert (eta * (2 * c_2 * (L + lambda_k * c_1)) <= eta * (2 * c_2 * (L + lambda * c_1))); [|lra].
  apply Rmult_le_compat_l; [unfold eta; lra|]. apply Rmult_le_compat_l; [lra|]. nra.
Qed.

(** Eq. 16. It asks of eta less than step 5 does, because c_1 <= v_k <= c_2 is not used twice for one v_k. *)
Theorem eq_16 : 2 * eta * (L + lambda * c_1) <= c_1 ->
  F_k_now a g d F (S k)
  <= F_k_now a g d F k + eta / (2 * c_1) * m_err_sq a g d gradF k - eta / (2 * c_2) * grad_F_k_sq a g d gradF k
     - eta / (4 * c_2) * u_sq a g d k.
Proof.
  intros He.
  apply Rle_trans with (1 := step_3).
  replace (F_k_now a g d F k - eta * inner d h (fun i => uk i / vk i)
     + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
     + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i))
    with (F_k_now a g d F k + (- eta * inner d h (fun i => uk i / vk i)
      + L * eta ^ 2 / 2 * norm_sq d (fun i => uk i / vk i)
      + lambda_k * eta ^ 2 / 2 * weighted_sq d vk (fun i => uk i / vk i))) by ring.
  rewrite step_3_sum.
  unfold m_err_sq, grad_F_k_sq, u_sq, norm_sq, inner.
  match goal with |- _ <= _ + ?p * sum d ?X - ?q * sum d ?Y - ?r * sum d ?Z =>
    replace (F_k_now a g d F k + p * sum d X - q * sum d Y - r * sum d Z)
      with (F_k_now a g d F k + (p * sum d X + - q * sum d Y + - r * sum d Z)) by ring end.
  rewrite <- !sum_scal, <- !sum_plus. apply Rplus_le_compat_l, sum_le. intros i Hi. rewrite (one_coordinate i Hi).
  fold xk uk h. unfold minus. fold f.
  pose proof (V i Hi) as Vi. fold vk in Vi. assert (0 < vk i) by lra.
  assert (P : / c_2 <= / vk i) by (apply Rinv_le_contravar; lra).
  assert (Q : / vk i <= / c_1) by (apply Rinv_le_contravar; lra).
  assert (0 < / vk i) by (apply Rinv_0_lt_compat; lra).
  rewrite <- pow_inv. replace (eta / (2 * c_1)) with (eta / 2 * / c_1) by (field; lra).
  replace (eta / (2 * c_2)) with (eta / 2 * / c_2) by (field; lra).
  replace (eta / (4 * c_2)) with (eta / 2 * (/ c_2 / 2)) by (field; lra).
  assert (C : c_1 * / c_1 = 1) by (apply Rinv_r; lra).
  set (w := / vk i) in *. set (w1 := / c_1) in *. set (w2 := / c_2) in *.
  pose proof lambda_between as Hl. fold lambda_k in Hl. pose proof eta_pos as He0. fold eta in He0.
  pose proof (pow2_ge_0 (uk i)). pose proof (pow2_ge_0 (h i)). pose proof (pow2_ge_0 (f i - m a g k i)).
  assert (eta / 2 * w * (f i - m a g k i) ^ 2 <= eta / 2 * w1 * (f i - m a g k i) ^ 2)
    by (apply Rmult_le_compat_r; [assumption|apply Rmult_le_compat_l; lra]).
  assert (eta / 2 * w2 * h i ^ 2 <= eta / 2 * w * h i ^ 2)
    by (apply Rmult_le_compat_r; [assumption|apply Rmult_le_compat_l; lra]).
  (* eta (L w + lambda_k) <= 1/2, because L w + lambda_k <= (L + lambda c_1) / c_1 *)
  assert (K : eta * (L * w + lambda_k) <= 1 / 2).
  { apply Rle_trans with (eta * ((L + lambda * c_1) * w1)).
    - apply Rmult_le_compat_l; [lra|].
      replace ((L + lambda * c_1) * w1) with (L * w1 + lambda * (c_1 * w1)) by ring. rewrite C.
      assert (L * w <= L * w1) by (apply Rmult_le_compat_l; lra). lra.
    - assert (0 < w1) by lra. apply (Rmult_le_compat_r w1) in He; [|lra]. rewrite C in He. lra. }
  assert (U : eta / 2 * (w2 / 2) <= eta / 2 * w - L * eta ^ 2 / 2 * w ^ 2 - lambda_k * eta ^ 2 / 2 * w).
  { replace (eta / 2 * w - L * eta ^ 2 / 2 * w ^ 2 - lambda_k * eta ^ 2 / 2 * w)
      with (eta / 2 * (w * (1 - eta * (L * w + lambda_k)))) by field.
    apply Rmult_le_compat_l; [lra|].
    assert (w * (1 / 2) <= w * (1 - eta * (L * w + lambda_k))) by (apply Rmult_le_compat_l; lra). lra. }
  apply (Rmult_le_compat_r (uk i ^ 2)) in U; [|assumption].
  lra.
Qed.

End One_step.

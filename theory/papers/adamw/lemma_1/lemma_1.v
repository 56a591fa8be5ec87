(** Lemma 1: the moments stay bounded, and the second moment drifts slowly (appendices F, I.1), with mu_v as Theorem 2 takes it.

    Of the gradients only |g_{k,i}| <= c_inf in the coordinate i is used. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors adamw.
Open Scope R_scope.

Lemma exp_monotone : forall s t, s <= t -> exp s <= exp t.
Proof. intros s t [H| ->]; [now apply Rlt_le, exp_increasing|apply Rle_refl]. Qed.

Section Lemma_1.

Variables (a : parameters) (g : nat -> vector) (c_inf : R) (i : nat).
Hypothesis B : forall k, Rabs (g k i) <= c_inf.
Hypothesis beta_1_convex : forall k, 0 <= beta_1_at a k <= 1.
Hypothesis beta_2_convex : 0 <= beta_2_of a <= 1.
Hypothesis delta_pos : 0 < delta_of a.

Let mu_v := beta_2_of a * c_inf ^ 2 / delta_of a.

Lemma g_between : forall k, - c_inf <= g k i <= c_inf.
Proof. intros k. now apply Rabs_le_between. Qed.

Lemma g_sq_between : forall k, 0 <= g k i ^ 2 <= c_inf ^ 2.
Proof. intros k. pose proof (g_between k). split; nra. Qed.

(** (a) *)
Theorem lemma_1_a : forall k, Rabs (m a g k i) <= c_inf.
Proof.
  intros k. apply Rabs_le_between. induction k as [|k IH]; simpl; [apply g_between|].
  pose proof (beta_1_convex (S k)). pose proof (g_between (S k)). split; nra.
Qed.

Lemma n_between : forall k, 0 <= n a g k i <= c_inf ^ 2.
Proof.
  induction k as [|k IH]; simpl n; [apply g_sq_between|].
  pose proof (g_sq_between (S k)). split; nra.
Qed.

(** (b) *)
Theorem lemma_1_b : forall k, Rabs (n a g k i + delta_of a) <= c_inf ^ 2 + delta_of a.
Proof. intros k. pose proof (n_between k). rewrite Rabs_pos_eq; lra. Qed.

(** (c) at p = 1, without the quotient *)
Lemma drift : forall k, (1 - mu_v) * (n a g (S k) i + delta_of a) <= n a g k i + delta_of a
  <= (1 + mu_v) * (n a g (S k) i + delta_of a).
Proof.
  intros k. pose proof (n_between k) as N. pose proof (n_between (S k)) as N'. pose proof (g_sq_between (S k)) as G.
  assert (M : mu_v * delta_of a = beta_2_of a * c_inf ^ 2) by (unfold mu_v; field; lra).
  assert (0 <= mu_v).
  { apply Rmult_le_pos; [nra|]. apply Rlt_le, Rinv_0_lt_compat; lra. }
  assert (- (beta_2_of a * c_inf ^ 2) <= n a g (S k) i - n a g k i <= beta_2_of a * c_inf ^ 2) by (simpl n; split; nra).
  split; nra.
Qed.

(** (c) for every power p in [0, 1] *)
Theorem lemma_1_c : forall k p, 0 <= p <= 1 -> mu_v <= 1 ->
  1 - mu_v <= Rpower ((n a g k i + delta_of a) / (n a g (S k) i + delta_of a)) p <= 1 + mu_v.
Proof.
  intros k p Hp Hmu. pose proof (n_between k) as N. pose proof (n_between (S k)) as N'. destruct (drift k) as [D1 D2].
  set (r := (n a g k i + delta_of a) / (n a g (S k) i + delta_of a)).
  assert (0 < r) by (apply Rdiv_lt_0_compat; lra).
  assert (R1 : 1 - mu_v <= r) by (apply Rle_div_r; lra).
  assert (R2 : r <= 1 + mu_v) by (apply Rle_div_l; lra).
  assert (0 <= mu_v).
  { apply Rmult_le_pos; [nra|]. apply Rlt_le, Rinv_0_lt_compat; lra. }
  unfold Rpower. destruct (Rle_lt_dec r 1) as [Hr|Hr].
  - assert (L : ln r <= 0) by (rewrite <- ln_1; apply ln_le; lra).
    assert (E1 : exp (ln r) <= exp (p * ln r)) by (apply exp_monotone; nra).
    assert (E2 : exp (p * ln r) <= exp 0) by (apply exp_monotone; nra).
    rewrite exp_ln in E1 by assumption. rewrite exp_0 in E2. lra.
  - assert (L : 0 <= ln r) by (rewrite <- ln_1; apply ln_le; lra).
    assert (E1 : exp 0 <= exp (p * ln r)) by (apply exp_monotone; nra).
    assert (E2 : exp (p * ln r) <= exp (ln r)) by (apply exp_monotone; nra).
    rewrite exp_ln in E2 by assumption. rewrite exp_0 in E1. lra.
Qed.

(** What Theorem 2 takes of it: c_1 <= v_k <= c_2, and (1 - mu_v) v_{k+1} <= v_k. *)
Lemma v_between : forall k, sqrt (delta_of a) <= v a g k i <= sqrt (c_inf ^ 2 + delta_of a).
Proof. intros k. pose proof (n_between k). unfold v. split; apply sqrt_le_1_alt; lra. Qed.

Lemma v_pos : forall k, 0 < v a g k i.
Proof. intros k. apply Rlt_le_trans with (2 := proj1 (v_between k)). now apply sqrt_lt_R0. Qed.

Lemma v_drift : mu_v <= 1 -> forall k, (1 - mu_v) * v a g (S k) i <= v a g k i.
Proof.
  intros Hmu k. pose proof (n_between k). pose proof (n_between (S k)). destruct (drift k) as [D _].
  assert (0 <= mu_v).
  { apply Rmult_le_pos; [nra|]. apply Rlt_le, Rinv_0_lt_compat; lra. }
  unfold v. rewrite <- (sqrt_pow2 (1 - mu_v)) by lra. rewrite <- sqrt_mult_alt by apply pow2_ge_0.
  apply sqrt_le_1_alt. nra.
Qed.

End Lemma_1.

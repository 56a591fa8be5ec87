(** Assumption S: F has a gradient that is Lipschitz with constant L; the descent inequality follows. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors.
Open Scope R_scope.

(** F has the gradient [gradF], along every line; ||grad F(x) - grad F(y)|| <= L ||x - y||. *)
Record smooth (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R) : Prop := {
  gradient : forall x h : vector, is_derive (fun t : R => F (fun i => x i + t * h i)) 0 (inner d (gradF x) h);
  lipschitz : forall x y : vector, norm d (minus (gradF x) (gradF y)) <= L * norm d (minus x y)
}.

Section Smooth.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R).
Hypothesis S : smooth d F gradF L.
Hypothesis L_nonneg : 0 <= L.

Lemma lipschitz_sq : forall x y, norm_sq d (minus (gradF x) (gradF y)) <= L ^ 2 * norm_sq d (minus x y).
Proof.
  intros x y. rewrite <- !norm_pow_2.
  pose proof (lipschitz _ _ _ _ S x y). pose proof (norm_nonneg d (minus (gradF x) (gradF y))).
  replace (L ^ 2 * norm d (minus x y) ^ 2) with ((L * norm d (minus x y)) ^ 2) by ring.
  apply pow_incr; lra.
Qed.

(** The derivative at any point of a line. *)
Lemma derive_along : forall x h t,
  is_derive (fun s : R => F (fun i => x i + s * h i)) t (inner d (gradF (fun i => x i + t * h i)) h).
Proof.
  intros x h t.
  pose proof (gradient _ _ _ _ S (fun i => x i + t * h i) h) as H.
  apply (is_derive_ext (fun s : R => (fun r : R => F (fun i => x i + t * h i + r * h i)) (s - t))).
  - intros s; simpl. apply f_equal. apply FunctionalExtensionality.functional_extensionality. intros i; ring.
  - replace (inner d (gradF (fun i => x i + t * h i)) h)
      with (scal 1 (inner d (gradF (fun i => x i + t * h i)) h)) by (unfold scal; simpl; unfold mult; simpl; ring).
    apply (is_derive_comp (fun r : R => F (fun i => x i + t * h i + r * h i)) (fun s => s - t)).
    + replace (t - t) with 0 by ring. exact H.
    + auto_derive; [exact I|ring].
Qed.

(** What the gradient gains along a line: <grad F(x + t h) - grad F(x), h> <= L t ||h||^2. *)
Lemma gradient_gain : forall x h t, 0 <= t ->
  inner d (gradF (fun i => x i + t * h i)) h - inner d (gradF x) h <= L * t * norm_sq d h.
Proof.
  intros x h t Ht.
  pose (y := fun i => x i + t * h i).
  replace (inner d (gradF (fun i => x i + t * h i)) h - inner d (gradF x) h) with (inner d (minus (gradF y) (gradF x)) h).
  2:{ unfold inner, minus, y.
      replace (sum d (fun i => (gradF (fun j => x j + t * h j) i - gradF x i) * h i))
        with (sum d (fun i => gradF (fun j => x j + t * h j) i * h i + -1 * (gradF x i * h i)))
        by (apply sum_ext; intros; ring).
      rewrite sum_plus, sum_scal; ring. }
  apply Rle_trans with (1 := cauchy_schwarz d _ h).
  apply Rle_trans with (L * norm d (minus y x) * norm d h).
  { apply Rmult_le_compat_r; [apply norm_nonneg|]. apply (lipschitz _ _ _ _ S). }
  replace (norm d (minus y x)) with (t * norm d h).
  { rewrite <- norm_pow_2. right; ring. }
  unfold norm. rewrite <- (sqrt_pow2 t) at 1 by exact Ht. rewrite <- sqrt_mult_alt by (apply pow2_ge_0).
  apply f_equal. unfold norm_sq, inner, minus, y. rewrite <- sum_scal. apply sum_ext; intros; ring.
Qed.

(** F(y) <= F(x) + <grad F(x), y - x> + (L/2) ||y - x||^2 *)
Theorem descent : forall x y,
  F y <= F x + inner d (gradF x) (minus y x) + L / 2 * norm_sq d (minus y x).
Proof.
  intros x y. pose (h := minus y x).
  pose (phi := fun t : R => F (fun i => x i + t * h i) - t * inner d (gradF x) h - L / 2 * t ^ 2 * norm_sq d h).
  assert (D : forall t, is_derive phi t
    (inner d (gradF (fun i => x i + t * h i)) h - inner d (gradF x) h - L * t * norm_sq d h)).
  { intros t. unfold phi.
    apply (is_derive_minus (V := R_NormedModule) (fun t => F (fun i => x i + t * h i) - t * inner d (gradF x) h)
      (fun t => L / 2 * t ^ 2 * norm_sq d h)).
    - apply (is_derive_minus (V := R_NormedModule) (fun t => F (fun i => x i + t * h i))
        (fun t => t * inner d (gradF x) h)).
      + apply derive_along.
      + auto_derive; [exact I|ring].
    - auto_derive; [exact I|field]. }
  destruct (MVT_gen phi 0 1 (fun t => inner d (gradF (fun i => x i + t * h i)) h - inner d (gradF x) h - L * t * norm_sq d h))
    as [t [Ht E]].
  - intros t _. apply D.
  - intros t _. apply continuity_pt_filterlim. apply (ex_derive_continuous (V := R_NormedModule)). eexists; apply D.
  - rewrite Rmin_left, Rmax_right in Ht by lra.
    pose proof (gradient_gain x h t ltac:(lra)) as G.
    assert (phi 1 <= phi 0) as P by nra.
    unfold phi in P.
    replace (fun i => x i + 1 * h i) with y in P
      by (apply FunctionalExtensionality.functional_extensionality; intros i; unfold h, minus; ring).
    replace (fun i => x i + 0 * h i) with x in P
      by (apply FunctionalExtensionality.functional_extensionality; intros i; ring).
    fold h. lra.
Qed.

End Smooth.

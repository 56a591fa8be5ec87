(** A smooth function that is not convex, in closed form: F(x) = sum_i (1 - cos(x_i - p)), with L = 1, minimum 0 and a gradient
    whose coordinates are at most 1. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth.
Open Scope R_scope.

Definition cosine (d : nat) (p : R) (x : vector) : R := sum d (fun i => 1 - cos (x i - p)).
Definition sine (p : R) (x : vector) : vector := fun i => sin (x i - p).

Lemma sin_lipschitz : forall s t, Rabs (sin s - sin t) <= Rabs (s - t).
Proof.
  intros s t. destruct (MVT_gen sin t s cos) as [c [_ H]].
  - intros r _. apply is_derive_sin.
  - intros r _. apply continuity_pt_filterlim. apply continuous_sin.
  - rewrite H, Rabs_mult. rewrite <- (Rmult_1_l (Rabs (s - t))) at 2. apply Rmult_le_compat_r; [apply Rabs_pos|].
    apply Rabs_le, COS_bound.
Qed.

Lemma cosine_smooth : forall d p, smooth d (cosine d p) (sine p) 1.
Proof.
  intros d p. split.
  - intros x h. unfold cosine, inner, sine. induction d as [|d IH]; simpl; [apply (is_derive_const (V := R_NormedModule))|].
    apply (is_derive_plus (V := R_NormedModule) (fun t => sum d (fun i => 1 - cos (x i + t * h i - p)))
      (fun t => 1 - cos (x d + t * h d - p))); [exact IH|].
    auto_derive; [exact I|]. replace (x d + 0 * h d + - p) with (x d - p) by ring. ring.
  - intros x y. rewrite Rmult_1_l. apply sqrt_le_1_alt, sum_le. intros i _. unfold minus, sine.
    pose proof (sin_lipschitz (x i - p) (y i - p)) as H. replace (x i - p - (y i - p)) with (x i - y i) in H by ring.
    apply Rsqr_le_abs_1 in H. exact H.
Qed.

Lemma cosine_nonneg : forall d p x, 0 <= cosine d p x.
Proof. intros. apply sum_nonneg. intros i _. pose proof (COS_bound (x i - p)). lra. Qed.

Lemma sine_bounded : forall p x i, Rabs (sine p x i) <= 1.
Proof. intros. apply Rabs_le, SIN_bound. Qed.

(** Not convex: at distance pi from the minimum F is larger than the mean of its values on both sides. *)
Lemma cosine_not_convex : exists x y : vector,
  (cosine 1 0 x + cosine 1 0 y) / 2 < cosine 1 0 (fun i => (x i + y i) / 2).
Proof.
  exists (fun _ => 0), (fun _ => 2 * PI). unfold cosine; simpl.
  replace ((0 + 2 * PI) / 2 - 0) with PI by field. rewrite !Rminus_0_r, cos_0, cos_2PI, cos_PI. lra.
Qed.

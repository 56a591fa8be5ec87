(** Vectors of R^d, sums and norms.

    A vector is a function on the naturals of which only the coordinates 0, ..., d - 1 are ever read. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition vector := nat -> R.

(** [sum n f] = f 0 + ... + f (n - 1) *)
Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S p => sum p f + f p
  end.

Definition inner (d : nat) (x y : vector) : R := sum d (fun i => x i * y i).
Definition norm_sq (d : nat) (x : vector) : R := inner d x x.
Definition norm (d : nat) (x : vector) : R := sqrt (norm_sq d x).
(** ||x||_v^2 *)
Definition weighted_sq (d : nat) (v x : vector) : R := sum d (fun i => v i * x i ^ 2).
Definition minus (x y : vector) : vector := fun i => x i - y i.

Lemma sum_ext : forall n f g, (forall i, (i < n)%nat -> f i = g i) -> sum n f = sum n g.
Proof.
  induction n as [|n IH]; intros f g H; simpl; [reflexivity|].
  rewrite (IH f g), (H n); auto.
Qed.

Lemma sum_le : forall n f g, (forall i, (i < n)%nat -> f i <= g i) -> sum n f <= sum n g.
Proof.
  induction n as [|n IH]; intros f g H; simpl; [lra|].
  apply Rplus_le_compat; auto.
Qed.

Lemma sum_plus : forall n f g, sum n (fun i => f i + g i) = sum n f + sum n g.
Proof. induction n as [|n IH]; intros; simpl; [|rewrite IH]; ring. Qed.

Lemma sum_scal : forall n a f, sum n (fun i => a * f i) = a * sum n f.
Proof. induction n as [|n IH]; intros; simpl; [|rewrite IH]; ring. Qed.

Lemma sum_const : forall n a, sum n (fun _ => a) = INR n * a.
Proof. induction n as [|n IH]; intros a; [simpl; ring|]. rewrite S_INR; simpl; rewrite IH; ring. Qed.

Lemma sum_nonneg : forall n f, (forall i, (i < n)%nat -> 0 <= f i) -> 0 <= sum n f.
Proof.
  intros n f H. replace 0 with (sum n (fun _ => 0)); [now apply sum_le|].
  rewrite sum_const; ring.
Qed.

Lemma norm_sq_nonneg : forall d x, 0 <= norm_sq d x.
Proof. intros; apply sum_nonneg; intros; nra. Qed.

Lemma norm_nonneg : forall d x, 0 <= norm d x.
Proof. intros; apply sqrt_pos. Qed.

Lemma norm_pow_2 : forall d x, norm d x ^ 2 = norm_sq d x.
Proof. intros; unfold norm; rewrite <- Rsqr_pow2; apply Rsqr_sqrt, norm_sq_nonneg. Qed.

Lemma coordinate_le_norm_sq : forall d x i, (i < d)%nat -> x i ^ 2 <= norm_sq d x.
Proof.
  induction d as [|d IH]; intros x i H; [lia|].
  unfold norm_sq, inner in *; simpl.
  destruct (Nat.eq_dec i d) as [->|].
  - pose proof (norm_sq_nonneg d x); unfold norm_sq, inner in *; nra.
  - specialize (IH x i ltac:(lia)); nra.
Qed.

(** The square of a sum of two vectors, with weights. *)
Lemma norm_sq_combination : forall d a b x y,
  norm_sq d (fun i => a * x i + b * y i) = a ^ 2 * norm_sq d x + 2 * a * b * inner d x y + b ^ 2 * norm_sq d y.
Proof.
  intros; unfold norm_sq, inner.
  rewrite <- !sum_scal, <- !sum_plus. apply sum_ext; intros; ring.
Qed.

Lemma norm_sq_ext : forall d x y, (forall i, (i < d)%nat -> x i = y i) -> norm_sq d x = norm_sq d y.
Proof. intros d x y H; apply sum_ext; intros; now rewrite H. Qed.

(** <x, y>^2 <= ||x||^2 ||y||^2 *)
Lemma cauchy_schwarz_sq : forall d x y, inner d x y ^ 2 <= norm_sq d x * norm_sq d y.
Proof.
  intros d x y.
  pose proof (norm_sq_nonneg d x) as Hx. pose proof (norm_sq_nonneg d y) as Hy.
  pose proof (norm_sq_nonneg d (fun i => norm_sq d y * x i + - inner d x y * y i)) as H.
  rewrite norm_sq_combination in H.
  destruct (Req_dec (norm_sq d y) 0) as [E|E].
  - assert (inner d x y = 0) as ->; [|rewrite E; lra].
    transitivity (sum d (fun _ => 0)); [|rewrite sum_const; ring].
    apply sum_ext; intros i Hi. pose proof (coordinate_le_norm_sq d y i Hi). replace (y i) with 0; [ring|nra].
  - assert (0 < norm_sq d y) by lra. nra.
Qed.

Lemma cauchy_schwarz : forall d x y, inner d x y <= norm d x * norm d y.
Proof.
  intros d x y.
  apply Rle_trans with (Rabs (inner d x y)); [apply Rle_abs|].
  unfold norm; rewrite <- sqrt_mult by apply norm_sq_nonneg.
  rewrite <- sqrt_Rsqr_abs. apply sqrt_le_1_alt. rewrite Rsqr_pow2. apply cauchy_schwarz_sq.
Qed.

(** 2 <x, y> <= t ||x||^2 + ||y||^2 / t *)
Lemma young : forall d t x y, 0 < t -> 2 * inner d x y <= t * norm_sq d x + norm_sq d y / t.
Proof.
  intros d t x y Ht.
  pose proof (norm_sq_nonneg d (fun i => t * x i + -1 * y i)) as H.
  rewrite norm_sq_combination in H.
  apply Rmult_le_reg_l with t; [exact Ht|].
  replace (t * (t * norm_sq d x + norm_sq d y / t)) with (t ^ 2 * norm_sq d x + norm_sq d y) by (field; lra).
  lra.
Qed.

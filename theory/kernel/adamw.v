(** AdamW (algorithm 1 of the paper), one run of it, and what is measured of the run.

    [g k] is the minibatch gradient of step k; every definition is a function of all of them, [g]. [beta] weighs the NEW
    gradient, the stabiliser delta stands inside the root, and the moments start at m_0 = g_0, n_0 = g_0^2. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors.
Open Scope R_scope.

Record parameters := {
  beta_1_at : nat -> R;
  beta_2_of : R;
  eta_at : nat -> R;
  lambda_at : nat -> R;
  delta_of : R;
  start : vector
}.

Section AdamW.

Variables (a : parameters) (g : nat -> vector).

(** m_k = (1 - beta_1) m_{k-1} + beta_1 g_k *)
Fixpoint m (k : nat) : vector :=
  match k with
  | O => g 0%nat
  | S j => fun i => (1 - beta_1_at a (S j)) * m j i + beta_1_at a (S j) * g (S j) i
  end.

(** n_k = (1 - beta_2) n_{k-1} + beta_2 g_k^2 *)
Fixpoint n (k : nat) : vector :=
  match k with
  | O => fun i => g 0%nat i ^ 2
  | S j => fun i => (1 - beta_2_of a) * n j i + beta_2_of a * g (S j) i ^ 2
  end.

Definition v (k : nat) : vector := fun i => sqrt (n k i + delta_of a).

(** x_{k+1} = (1 - lambda_k eta_k) x_k - eta_k m_k / v_k *)
Fixpoint x (k : nat) : vector :=
  match k with
  | O => start a
  | S j => fun i => (1 - lambda_at a j * eta_at a j) * x j i - eta_at a j * m j i / v j i
  end.

(** u_k = m_k + lambda_k x_k v_k *)
Definition u (k : nat) : vector := fun i => m k i + lambda_at a k * x k i * v k i.

Section Measured.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector).

(** F_k(y) = F(y) + (lambda_k / 2) ||y||^2_{v_k} and its gradient, v_k held fixed *)
Definition F_k (k : nat) (y : vector) : R := F y + lambda_at a k / 2 * weighted_sq d (v k) y.
Definition gradF_k (k : nat) (y : vector) : vector := fun i => gradF y i + lambda_at a k * y i * v k i.

Definition F_k_now (k : nat) : R := F_k k (x k).
Definition grad_F_k_sq (k : nat) : R := norm_sq d (gradF_k k (x k)).
Definition u_sq (k : nat) : R := norm_sq d (u k).
Definition m_err_sq (k : nat) : R := norm_sq d (minus (m k) (gradF (x k))).
Definition dx_sq (k : nat) : R := norm_sq d (minus (x k) (x (S k))).
Definition v_dx_sq (k : nat) : R := norm_sq d (fun i => v k i * (x k i - x (S k) i)).
Definition decay_0 : R := lambda_at a 0 / 2 * weighted_sq d (v 0) (x 0).

End Measured.

(** x_{k+1} - x_k = - eta_k u_k / v_k *)
Lemma update : forall k i, v k i <> 0 -> x (S k) i - x k i = - eta_at a k * (u k i / v k i).
Proof. intros k i H. unfold u; simpl x. field. exact H. Qed.

End AdamW.

(** [gradF_k] is the gradient of [F_k]. *)
Lemma gradient_F_k : forall a g d F gradF,
  (forall y h : vector, is_derive (fun t : R => F (fun i => y i + t * h i)) 0 (inner d (gradF y) h)) ->
  forall k y h, is_derive (fun t : R => F_k a g d F k (fun i => y i + t * h i)) 0 (inner d (gradF_k a g gradF k y) h).
Proof.
  intros a g d F gradF H k y h. unfold F_k.
  replace (inner d (gradF_k a g gradF k y) h)
    with (inner d (gradF y) h + lambda_at a k / 2 * (2 * inner d (fun i => v a g k i * y i) h)).
  - apply (is_derive_plus (V := R_NormedModule)); [apply H|].
    apply (is_derive_ext (fun t => lambda_at a k / 2 * (weighted_sq d (v a g k) y
      + t * (2 * inner d (fun i => v a g k i * y i) h) + t ^ 2 * weighted_sq d (v a g k) h))).
    + intros t; simpl. apply f_equal. unfold weighted_sq, inner. rewrite <- !sum_scal, <- !sum_plus.
      apply sum_ext; intros; ring.
    + auto_derive; [exact I|ring].
  - unfold inner, gradF_k. rewrite <- !sum_scal, <- sum_plus. apply sum_ext; intros; field.
Qed.

(** Assumption P: the Polyak-Lojasiewicz inequality of every dynamic objective F_k of a run, with constant mu and the minimiser
    x_star of F: ||grad F_k(y)||^2 >= 2 mu (F_k(y) - F_k(x_star)). *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors adamw.
Open Scope R_scope.

Definition polyak_lojasiewicz {Omega : Type} (d : nat) (F : vector -> R) (gradF : vector -> vector) (a : parameters)
  (g : Omega -> nat -> vector) (x_star : vector) (mu : R) : Prop :=
  forall w k y, 2 * mu * (F_k a (g w) d F k y - F_k a (g w) d F k x_star) <= norm_sq d (gradF_k a (g w) gradF k y).

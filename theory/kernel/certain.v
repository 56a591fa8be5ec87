(** Runs without chance: one run, every function of it is known at every step, and its expectation is its value. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online.
Open Scope R_scope.

Definition all_past : nat -> (unit -> R) -> Prop := fun _ _ => True.
Definition value : (unit -> R) -> R := fun X => X tt.

Lemma certain_filtration : filtration all_past.
Proof. split; intros; exact I. Qed.

Lemma certain_expectation : expectation all_past value.
Proof. split; intros; unfold value; auto. Qed.

(** g_k = grad F(x_k) *)
Definition exact_gradients (a : parameters) (gradF : vector -> vector) : unit -> nat -> vector :=
  fun _ => online a (fun _ => gradF).

Lemma exact_gradients_answer : forall a gradF w k,
  exact_gradients a gradF w k = gradF (x a (exact_gradients a gradF w) k).
Proof. intros. apply (online_answers a (fun _ => gradF)). Qed.

Lemma certain_noise : forall d a gradF sigma b, 0 < b ->
  noise all_past value d gradF (fun w => x a (exact_gradients a gradF w)) (exact_gradients a gradF) sigma b.
Proof.
  intros d a gradF sigma b Hb.
  assert (Z : forall w k i, minus (exact_gradients a gradF w k) (gradF (x a (exact_gradients a gradF w) k)) i = 0).
  { intros. unfold minus. rewrite <- exact_gradients_answer. ring. }
  split; intros.
  - intros i Hi. exact I.
  - unfold value, inner. rewrite (sum_ext d _ (fun _ => 0)); [rewrite sum_const; ring|]. intros i _. rewrite Z. ring.
  - unfold value, norm_sq, inner. rewrite (sum_ext d _ (fun _ => 0)); [|intros i _; rewrite Z; ring].
    rewrite sum_const. apply Rle_trans with 0; [lra|]. apply Rdiv_le_0_compat; [apply pow2_ge_0|exact Hb].
Qed.

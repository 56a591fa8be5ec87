(** How the goals of the audit are proved: linear, by clearing denominators, from equations, by products of hypotheses, by sums of squares. *)

From Coq Require Import Reals Lra Psatz Nsatz.
Open Scope R_scope.

Ltac prepare := intros; repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | H : _ \/ _ |- _ => destruct H
  | |- _ /\ _ => split
  end.
Ltac by_lra := lra.
Ltac by_field := first [lra | field; repeat split; first [lra | apply Rgt_not_eq; nra]].
Ltac by_nsatz := first [lra | nsatz].
Ltac by_nra := first [lra | nra].
Ltac by_psatz := first [lra | psatz R 2].

(** The negation of the goal as a hypothesis, for certificates that exclude it. *)
Ltac deny := match goal with
  | |- _ <= _ => apply Rnot_lt_le; intro
  | |- _ < _ => apply Rnot_le_lt; intro
  | |- _ = _ => apply Rle_antisym; apply Rnot_lt_le; intro
  end.

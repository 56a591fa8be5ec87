(** How the goals of the audit are proved: linear, by clearing denominators, from equations, by products of hypotheses, by sums of squares. *)

From Coq Require Import Reals Lra Psatz Nsatz.
Open Scope R_scope.

Ltac prepare := intros; repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | H : _ \/ _ |- _ => destruct H
  | |- _ /\ _ => split
  end.
Ltac by_lra := lra.
Ltac by_field := first [lra | field; repeat split; first [lra | apply Rgt_not_eq; nra | apply Rgt_not_eq, sqrt_lt_R0; lra]].
Ltac by_nsatz := first [lra | nsatz].
Ltac by_nra := first [lra | nra].
Ltac by_psatz := first [lra | psatz R 2].

(** The negation of the goal as a hypothesis, for certificates that exclude it. *)
Ltac deny := match goal with
  | |- _ <= _ => apply Rnot_lt_le; intro
  | |- _ < _ => apply Rnot_le_lt; intro
  | |- _ = _ => apply Rle_antisym; apply Rnot_lt_le; intro
  end.

(** A goal at numbers, as a hypothesis: its premises hold there, its conclusion does not. *)
Ltac at_numbers := first [lra | left; lra | right; lra | apply Rlt_not_eq; lra | apply Rgt_not_eq; lra | nra].
Ltac roots goal := repeat match type of goal with
  | context [sqrt ?c] => let r := fresh "r" in
      pose proof (sqrt_pos c); pose proof (pow2_sqrt c ltac:(lra)); set (r := sqrt c) in *; clearbody r
  end.
Ltac refute goal := roots goal;
  repeat match type of goal with
  | ?P -> _ => let p := fresh in assert (p : P) by at_numbers; specialize (goal p); clear p
  end;
  first [lra | destruct goal; lra | nra].

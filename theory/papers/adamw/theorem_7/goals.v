(** theorem-7: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma theorem_7_1_475d06eb : forall H R_ lambda : R,
  0 <= lambda ->
  (R_ <> 0) ->
  (lambda * R_ ^ 2 + R_ ^ 2 * H) * R_ / R_ = lambda * R_ ^ 2 + R_ * H * R_.
Proof. prepare. all: by_field. Qed.

Lemma theorem_7_2_acc6cd54 : forall H Q lambda : R,
  0 <= lambda ->
  - Q * H * Q * (lambda * Q + H * Q) + (lambda * Q + Q * H) * Q * H * Q = lambda * Q * (- H * Q + Q * H) * Q.
Proof. prepare. all: by_lra. Qed.

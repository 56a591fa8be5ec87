(** lemma-5: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_5_1_4d28a377 : forall A At D M : R,
  - A * M + D - M * At = - A * M + D - M * At.
Proof. prepare. all: by_lra. Qed.

Lemma lemma_5_1_b397120a : forall H R_ lambda : R,
  0 <= lambda ->
  (R_ <> 0) ->
  (lambda + R_ ^ 2 * H) * R_ / R_ = lambda + R_ * H * R_.
Proof. prepare. all: by_field. Qed.

Lemma lemma_5_2_0e498b3c : forall H Q lambda : R,
  0 <= lambda ->
  (lambda + Q * H) * Q * H * Q = Q * H * Q * (lambda + H * Q).
Proof. prepare. all: by_lra. Qed.

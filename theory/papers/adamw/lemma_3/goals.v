(** lemma-3: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_3_a_a9678c0f : forall root0 x : R,
  0 <= root0 ->
  0 < x ->
  (4 * x - 1 < 0) ->
  (root0 ^ 2 + x - 1 = 0) ->
  0 < - root0 ^ 3 - x + 1.
Proof. prepare. all: by_nra. Qed.

Lemma lemma_3_a_c91651d5 : forall alpha log_x log_y : R,
  (log_x < 0) ->
  (0 < - log_x + log_y) ->
  (alpha * log_x - log_x + log_y = 0) ->
  (log_x <> 0) ->
  (- alpha * log_x + log_x - log_y = 0) /\ (0 < alpha).
Proof. prepare. all: by_nra. Qed.

(** lemma-4: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma lemma_4_a598f3ae : forall c n_samples tail : R,
  0 < c ->
  0 < n_samples ->
  0 < tail ->
  (c - 2 * n_samples + 1 = 0) ->
  (0 <= n_samples - 1) ->
  - 2 * c * tail + 2 * c - 4 * n_samples + 1 <= 0.
Proof. prepare. all: by_nra. Qed.

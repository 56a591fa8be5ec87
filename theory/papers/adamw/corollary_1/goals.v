(** corollary-1: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma corollary_1_0741df12 : forall choice1 lambda_k norm_F norm_F_k norm_vx q rho_prime root0 x_sup : R,
  0 <= norm_F ->
  0 <= norm_F_k ->
  0 <= norm_vx ->
  0 <= rho_prime ->
  0 <= root0 ->
  0 <= x_sup ->
  (norm_F_k - root0 = 0) ->
  (choice1 - norm_F * norm_vx <= 0) ->
  (- norm_F * rho_prime * x_sup + norm_vx <= 0) ->
  (lambda_k * rho_prime * x_sup - 1 < 0) ->
  (0 <= lambda_k) ->
  (- lambda_k ^ 2 * norm_vx ^ 2 - 2 * lambda_k * q - norm_F ^ 2 + root0 ^ 2 = 0) ->
  (0 <= choice1 - q) ->
  (0 <= choice1 + q) ->
  ((choice1 + q = 0) \/ (choice1 - q = 0)) ->
  (- lambda_k * rho_prime * x_sup + 1 <> 0) ->
  lambda_k ^ 2 * norm_F * rho_prime ^ 2 * x_sup ^ 2 - 2 * lambda_k * norm_F * rho_prime * x_sup + lambda_k * norm_F_k * rho_prime * x_sup + norm_F - norm_F_k <= 0.
Proof. intros. assert (B : 0 <= norm_F * norm_vx) by (apply Rmult_le_pos; lra). assert (Q : - (norm_F * norm_vx) <= q) by lra. assert (Z : 0 <= lambda_k * norm_vx <= lambda_k * (norm_F * rho_prime * x_sup)) by (split; [apply Rmult_le_pos|apply Rmult_le_compat_l]; lra). set (t := lambda_k * rho_prime * x_sup) in *. assert (t < 1) by lra. replace (lambda_k * (norm_F * rho_prime * x_sup)) with (norm_F * t) in Z by (unfold t; ring). assert (0 <= t). { unfold t. repeat apply Rmult_le_pos; lra. } assert (K : norm_F * (1 - t) <= root0). { assert (0 <= norm_F * (1 - t)) by (apply Rmult_le_pos; lra). assert (P : (norm_F - lambda_k * norm_vx) ^ 2 <= root0 ^ 2). { assert (0 <= 2 * lambda_k * (q + norm_F * norm_vx)) by (apply Rmult_le_pos; lra). lra. } assert (0 <= norm_F * t) by (apply Rmult_le_pos; lra). apply Rnot_lt_le. intros C. assert (root0 ^ 2 < (norm_F * (1 - t)) ^ 2) by nra. assert ((norm_F * (1 - t)) ^ 2 <= (norm_F - lambda_k * norm_vx) ^ 2) by (apply pow_incr; lra). lra. } assert (norm_F_k = root0) by lra. subst norm_F_k. assert (0 <= (1 - t) * (root0 - norm_F * (1 - t))) by (apply Rmult_le_pos; lra). unfold t in *. lra. Qed.

(** Theorem 3, repaired, step 8: for the chosen T the bound is at most epsilon^2. *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Lemma root_bound : forall z T, 0 <= z -> z ^ 2 <= T -> z <= sqrt T.
Proof. intros z T Hz H. rewrite <- (sqrt_pow2 z) by exact Hz. now apply sqrt_le_1_alt. Qed.

(** R >= (2/5) sqrt(T) where T >= 1 + q *)
Lemma roots_long : forall T q, 1 <= q -> 1 + q <= T -> 2 / 5 * sqrt T <= sqrt (T + 1 + q) - sqrt (1 + q).
Proof.
  intros T q Hq HT.
  pose proof (sqrt_pos T). pose proof (sqrt_pos (1 + q)). pose proof (sqrt_pos (T + 1 + q)).
  pose proof (pow2_sqrt T ltac:(lra)). pose proof (pow2_sqrt (1 + q) ltac:(lra)). pose proof (pow2_sqrt (T + 1 + q) ltac:(lra)).
  assert (M : sqrt (1 + q) <= sqrt T) by now apply sqrt_le_1_alt.
  set (s := sqrt T) in *. set (r := sqrt (1 + q)) in *. set (t := sqrt (T + 1 + q)) in *.
  apply Rnot_lt_le. intros N. assert (t < 2 / 5 * s + r) by lra.
  assert (t ^ 2 < (2 / 5 * s + r) ^ 2) by nra. nra.
Qed.

Lemma ln_below : forall z, 0 < z -> ln z <= z - 1.
Proof.
  intros z Hz. rewrite <- (ln_exp (z - 1)). apply ln_le; [exact Hz|]. pose proof (exp_ineq1_le (z - 1)). lra.
Qed.

(** a log((1 + s)^2) <= s where s >= 4 a log(4 a) + 1 - 4 a *)
Lemma log_long : forall a s, 0 < a -> 0 <= s -> 1 + 4 * a * ln (4 * a) - 4 * a <= s -> a * (2 * ln (1 + s)) <= s.
Proof.
  intros a s Ha Hs H.
  assert (Q : 0 < (1 + s) / (4 * a)) by (apply Rdiv_lt_0_compat; lra).
  pose proof (ln_below _ Q) as B. rewrite ln_div in B by lra.
  apply (Rmult_le_compat_l (4 * a)) in B; [|lra].
  replace (4 * a * ((1 + s) / (4 * a) - 1)) with (1 + s - 4 * a) in B by (field; lra). lra.
Qed.

Lemma log_of_T : forall T q, 1 <= q -> 0 <= T -> ln (T / q + 1) <= 2 * ln (1 + sqrt T).
Proof.
  intros T q Hq HT. pose proof (sqrt_pos T). pose proof (pow2_sqrt T HT).
  replace (2 * ln (1 + sqrt T)) with (ln (1 + sqrt T) + ln (1 + sqrt T)) by ring. rewrite <- ln_mult by lra.
  assert (0 <= T / q <= T).
  { split; [apply Rdiv_le_0_compat; lra|]. apply Rle_div_l; [lra|]. nra. }
  apply ln_le; nra.
Qed.

(** The bound is (B + C log(1 + T/q)) / R. *)
Lemma horizon : forall B C epsilon q T, 0 <= B -> 0 < C -> 0 < epsilon -> 1 <= q -> 1 + q <= T ->
  (5 * B / epsilon ^ 2) ^ 2 <= T ->
  Rmax 0 (1 + 4 * (5 * C / epsilon ^ 2) * ln (4 * (5 * C / epsilon ^ 2)) - 4 * (5 * C / epsilon ^ 2)) ^ 2 <= T ->
  (B + C * ln (T / q + 1)) / (sqrt (T + 1 + q) - sqrt (1 + q)) <= epsilon ^ 2.
Proof.
  intros B C epsilon q T HB HC He Hq HT H1 H2.
  assert (e2 : 0 < epsilon ^ 2) by now apply pow_lt.
  set (a := 5 * C / epsilon ^ 2) in *. assert (Ha : 0 < a) by (apply Rdiv_lt_0_compat; lra).
  apply root_bound in H1; [|apply Rdiv_le_0_compat; lra]. apply root_bound in H2; [|apply Rmax_l].
  pose proof (Rle_trans _ _ _ (Rmax_r _ _) H2) as H3. pose proof (roots_long T q Hq HT) as R1.
  pose proof (log_of_T T q Hq ltac:(lra)) as G. assert (S0 : 0 < sqrt T) by (apply sqrt_lt_R0; lra).
  pose proof (log_long a (sqrt T) Ha ltac:(lra) H3) as G1.
  set (s := sqrt T) in *. set (r := sqrt (T + 1 + q) - sqrt (1 + q)) in *. set (l := ln (T / q + 1)) in *.
  apply Rle_div_l in H1; [|exact e2].
  assert (G2 : a * l <= s) by (apply (Rmult_le_compat_l a) in G; lra).
  assert (G3 : 5 * C * l <= s * epsilon ^ 2).
  { apply (Rmult_le_compat_r (epsilon ^ 2)) in G2; [|lra].
    replace (a * l * epsilon ^ 2) with (5 * C * l) in G2 by (unfold a; field; lra). exact G2. }
  apply Rle_div_l; [lra|]. apply (Rmult_le_compat_l (epsilon ^ 2)) in R1; lra.
Qed.

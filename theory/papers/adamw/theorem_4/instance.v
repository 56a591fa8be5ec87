(** The assumptions of the repaired Theorem 4 hold together in its first stage: F(x) = x^2 / 2 without noise, lambda = 1, eta = 1/12,
    beta_1 = 1/2, beta_2 = 1/4, delta = 1, c_inf = x_0 = 3/4, sigma = 1/100, mu = b = eps = K = 1, T = 1440. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted certain polyak.
From theory.papers.adamw.theorem_4 Require Import square statement.
Open Scope R_scope.

Theorem theorem_4_satisfiable_holds : theorem_4_satisfiable.
Proof.
  exists unit, all_past, value, 1%nat, 1440%nat, square, itself, (fun _ => 0), (fun _ => 3 / 4), (run 1).
  exists 1, 1, (/ 100), (3 / 4), 1, 1, (/ 12), (/ 2), (/ 4), 1, 1, 1.
  assert (root : sqrt ((3 / 4) ^ 2 + 1) = 5 / 4).
  { replace ((3 / 4) ^ 2 + 1) with ((5 / 4) ^ 2) by field. apply sqrt_pow2. lra. }
  assert (q : 1 <= sqrt (5 / 4)) by (rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; lra).
  assert (q' : sqrt (5 / 4) <= 6 / 5) by (rewrite <- (sqrt_pow2 (6 / 5)) by lra; apply sqrt_le_1_alt; lra).
  assert (N : noise all_past value 1 itself (fun w => x (rule 1) (run 1 w)) (run 1) (/ 100) 1) by (apply certain_noise; lra).
  cbv zeta. rewrite root, !sqrt_1.
  assert (e0 : Rmax ((/ 100) ^ 2 / (1 * 1)) (square (fun _ => 3 / 4) - square (fun _ => 0)
    + 1 / 2 * (5 / 4) * norm_sq 1 (fun _ => 3 / 4)) = 81 / 128).
  { unfold square, norm_sq, inner. cbn [sum]. rewrite Rmax_right; lra. }
  assert (s0 : norm_sq 1 (fun _ => 0) = 0) by (unfold norm_sq, inner; cbn [sum]; ring).
  rewrite e0, s0.
  repeat match goal with |- _ /\ _ => apply conj end;
    lazymatch goal with
    | |- (_ < _)%nat => lia
    | |- filtration _ => apply certain_filtration
    | |- expectation _ _ => apply certain_expectation
    | |- smooth _ _ _ _ => exact square_smooth
    | |- forall y, _ <= _ => intros y; unfold square; pose proof (pow2_ge_0 (y 0%nat)); lra
    | |- noise _ _ _ _ _ _ _ _ => exact N
    | |- bounded _ _ _ => exact (square_bounded 1 ltac:(lra))
    | |- polyak_lojasiewicz _ _ _ _ _ _ _ => exact (square_polyak 1 ltac:(lra))
    | |- Rmax _ _ <= INR _ => rewrite INR_IZR_INZ; change (IZR (Z.of_nat 1440)) with 1440; apply Rmax_lub; lra
    | |- _ <= Rmin _ _ => apply Rmin_glb; lra
    | |- _ <= _ / (sqrt (5 / 4) * ?z) => apply (Rle_div_r _ _ (sqrt (5 / 4) * z)); lra
    | |- ln _ / _ <= _ => idtac
    | |- _ => lra
    end.
  assert (0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (ln (81 / 128 / 1) <= ln 1) by (apply ln_le; lra). rewrite ln_1 in *. apply Rle_div_l; lra.
Qed.

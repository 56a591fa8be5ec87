(** The assumptions of the repaired Theorem 4 hold together, in two stages: F(x) = x^2 / 2 without noise, lambda = 1, eta = 1/12,
    beta_1 = 1/2, beta_2 = 1/4, delta = 1, c_inf = x_0 = 3/4, sigma = 1/100, mu = b = 1, eps = eps_0 / 4, T = 1440 in both. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted certain polyak online stages.
From theory.papers.adamw.theorem_4 Require Import square statement.
Open Scope R_scope.

Lemma in_stages_constant : forall c ends s k, in_stages (fun _ => c) ends s k = c.
Proof. intros. induction s as [|s IH]; [reflexivity|]. cbn [in_stages]. now destruct (Nat.leb _ _). Qed.

(** Stages with the same beta_1 and eta are one run. *)
Lemma one_rule : forall s ends, {|
  beta_1_at := fun k => in_stages (fun _ => / 2) ends s (pred k);
  beta_2_of := / 4;
  eta_at := in_stages (fun _ => / 12) ends s;
  lambda_at := fun k => 1 * (1 - / 4 * (3 / 4) ^ 2 / 1) ^ k;
  delta_of := 1;
  start := fun _ => 3 / 4
|} = rule 1.
Proof.
  intros. unfold rule. f_equal; apply FunctionalExtensionality.functional_extensionality; intros k; apply in_stages_constant.
Qed.

Theorem theorem_4_satisfiable_holds : theorem_4_satisfiable.
Proof.
  exists unit, all_past, value, 1%nat, 2%nat, (fun _ => 1440%nat), square, itself, (fun _ => 0), (fun _ => 3 / 4).
  exists (fun _ _ => itself), (fun _ => / 2), (fun _ => / 12).
  exists 1, 1, (/ 100), (3 / 4), 1, 1, (/ 4), (81 / 512), 1.
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
    | |- filtration _ => apply certain_filtration
    | |- expectation _ _ => apply certain_expectation
    | |- smooth _ _ _ _ => exact square_smooth
    | |- forall y : vector, _ <= _ => intros y; unfold square; pose proof (pow2_ge_0 (y 0%nat)); lra
    | |- forall s ends, _ -> _ -> _ => intros s ends _ _; cbv beta; rewrite one_rule
    | |- forall s, (s < 2)%nat -> _ => intros [|[|s]] Hs; [| |lia]; simpl pow
    | |- _ => try lia; try lra
    end;
    lazymatch goal with
    | |- (_ < _)%nat => lia
    | |- noise _ _ _ _ _ _ _ _ => exact N
    | |- bounded _ _ _ => exact (square_bounded 1 ltac:(lra))
    | |- polyak_lojasiewicz _ _ _ _ _ _ _ => exact (square_polyak 1 ltac:(lra))
    | |- Rmax _ _ <= INR _ => rewrite INR_IZR_INZ; change (IZR (Z.of_nat 1440)) with 1440; apply Rmax_lub; lra
    | |- _ <= Rmin _ _ => apply Rmin_glb; lra
    | |- _ <= _ / (sqrt (5 / 4) * ?z) => apply (Rle_div_r _ _ (sqrt (5 / 4) * z)); lra
    | |- ln _ / _ <= _ => idtac
    | |- _ => lra
    end.
  assert (two : 0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra).
  apply Rle_div_l; [exact two|]. replace (81 / 128 / (81 / 512)) with (2 * 2) by field. rewrite ln_mult by lra. simpl INR. lra.
Qed.

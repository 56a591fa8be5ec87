(** corollary-2: Adam and l2-Adam on nonconvex problems, constant parameters

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.

(** Repaired: Corollary 2; appendix G.4. *)
Definition corollary_2_repaired : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta eta beta_1 beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun _ => 0; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < epsilon ->
    0 < b ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= epsilon ^ 2 /\
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= 2 * Delta * c_2 / (INR T * eta) + beta_1 * c_2 * sigma ^ 2 / (b * c_1) + c_2 * sigma ^ 2 / (INR T * b * beta_1 * c_1) /\
    (forall t, (0 < t <= T)%nat -> average E t (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= 2 * Delta * c_2 / (INR t * eta) + beta_1 * c_2 * sigma ^ 2 / (b * c_1) + c_2 * sigma ^ 2 / (INR t * b * beta_1 * c_1)) /\
    average E T (fun k w => v_dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 /\
    average E T (fun k w => dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 / c_1 ^ 2 /\
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= 8 * epsilon ^ 2 /\
    (forall w k, F_k_now a (g w) d F (S k) <= F_k_now a (g w) d F k - eta * grad_F_k_sq a (g w) d gradF k / (2 * c_2) - eta * u_sq a (g w) d k / (4 * c_2) + eta * m_err_sq a (g w) d gradF k / (2 * c_1)).

(** Something satisfies all that the repaired statement assumes. *)
Definition corollary_2_satisfiable : Prop :=
  exists
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta eta beta_1 beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun _ => 0; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L /\
    0 <= sigma /\
    0 <= c_inf /\
    0 < delta /\
    0 < eta /\
    0 < beta_1 /\
    0 < beta_2 /\
    0 < epsilon /\
    0 < b /\
    (0 < T)%nat /\
    filtration past /\
    expectation past E /\
    smooth d F gradF L /\
    (forall y, F_star <= F y) /\
    noise past E d gradF (fun w => x a (g w)) g sigma b /\
    bounded d g c_inf /\
    beta_1 <= 1 /\
    beta_2 <= 1 /\
    mu_v < 1 /\
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) /\
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) /\
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T /\
    eta <= c_1 / (2 * L) /\
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2.

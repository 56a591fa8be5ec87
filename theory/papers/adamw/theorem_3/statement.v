(** theorem-3: AdamW on nonconvex problems, decaying steps

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.

(** As the paper states it: Theorem 3; appendix G.5. *)
Definition theorem_3_paper : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda beta_2 b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let gamma := Rmax 1 (sqrt Delta * sqrt L * sqrt (sqrt c_2) / (sqrt (sqrt c_1) * sigma)) in
    let beta_1 := fun k => gamma / sqrt (INR k + 1) in
    let eta := fun k => sqrt c_1 ^ 3 * gamma / (2 * L * sqrt c_2 * sqrt (INR k + 1)) in
    let a := {| beta_1_at := beta_1; beta_2_of := beta_2; eta_at := eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < beta_2 ->
    0 < b ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    0 < sigma ->
    (forall k, beta_1 k <= 1) ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    (forall t, (0 < t <= T)%nat -> 0 < sqrt (INR t + 1) - 2 -> sum t (fun k => eta k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)) / sum t eta <= 2 * Delta * L * sqrt c_2 ^ 3 / (sqrt c_1 ^ 3 * gamma * (sqrt (INR t + 1) - 2)) + 2 * c_2 * sigma ^ 2 / (c_1 * gamma * (sqrt (INR t + 1) - 2)) + c_2 * gamma * sigma ^ 2 * ln (INR t) / (2 * b * c_1 * (sqrt (INR t + 1) - 2))).

(** theorem 3: the dynamic objective becomes stationary (averages weighted by eta_k), even under the conditions of the proof. *)
Definition theorem_3_paper_bound : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda beta_2 b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let gamma := Rmax 1 (sqrt Delta * sqrt L * sqrt (sqrt c_2) / (sqrt (sqrt c_1) * sigma)) in
    let beta_1 := fun k => gamma / sqrt (INR k + 1) in
    let eta := fun k => sqrt c_1 ^ 3 * gamma / (2 * L * sqrt c_2 * sqrt (INR k + 1)) in
    let a := {| beta_1_at := beta_1; beta_2_of := beta_2; eta_at := eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < beta_2 ->
    0 < b ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    0 < sigma ->
    (forall k, beta_1 k <= 1) ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    (forall k, eta k * lambda < 1) ->
    (forall t, (0 < t <= T)%nat -> 0 < sqrt (INR t + 1) - 2 -> sum t (fun k => eta k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)) / sum t eta <= 2 * Delta * L * sqrt c_2 ^ 3 / (sqrt c_1 ^ 3 * gamma * (sqrt (INR t + 1) - 2)) + 2 * c_2 * sigma ^ 2 / (c_1 * gamma * (sqrt (INR t + 1) - 2)) + c_2 * gamma * sigma ^ 2 * ln (INR t) / (2 * b * c_1 * (sqrt (INR t + 1) - 2))).

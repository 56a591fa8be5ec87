(** theorem-3: AdamW on nonconvex problems, decaying steps

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.

(** Repaired: Theorem 3 with an admissible schedule, shifted by one, and the initial potential F_0(x_0) - F_*. *)
Definition theorem_3_repaired : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    let gamma := Rmax 1 (sqrt (sqrt c_2) * sqrt (Delta + decay_0) * sqrt (L + c_1 * lambda) / (sqrt (sqrt c_1) * sigma)) in
    let beta_1 := fun k => gamma / sqrt (gamma ^ 2 + INR k) in
    let eta := fun k => sqrt c_1 ^ 3 * gamma / (2 * sqrt c_2 * (L + c_1 * lambda) * sqrt (gamma ^ 2 + INR k + 1)) in
    let a := {| beta_1_at := beta_1; beta_2_of := beta_2; eta_at := eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    0 < sigma ->
    (forall k, beta_1 k <= 1) ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    (forall k, eta k * lambda < 1) ->
    1 <= gamma ->
    Rmax (Rmax ((10 * sqrt c_2 ^ 3 * (Delta + decay_0) * (L + c_1 * lambda) / (sqrt c_1 ^ 3 * gamma) + 5 * c_2 * sigma ^ 2 / (2 * b * c_1 * gamma)) ^ 2 / epsilon ^ 4) (gamma ^ 2 + 1)) (Rmax 0 (1 + 10 * c_2 * gamma * sigma ^ 2 * ln (10 * c_2 * gamma * sigma ^ 2 / (b * c_1 * epsilon ^ 2)) / (b * c_1 * epsilon ^ 2) - 10 * c_2 * gamma * sigma ^ 2 / (b * c_1 * epsilon ^ 2)) ^ 2) <= INR T ->
    (forall t, (0 < t <= T)%nat -> 0 < - sqrt (gamma ^ 2 + 1) + sqrt (INR t + gamma ^ 2 + 1) -> sum t (fun k => eta k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)) / sum t eta <= 2 * sqrt c_2 ^ 3 * (Delta + decay_0) * (L + c_1 * lambda) / (sqrt c_1 ^ 3 * gamma * (- sqrt (gamma ^ 2 + 1) + sqrt (INR t + gamma ^ 2 + 1))) + c_2 * gamma * sigma ^ 2 * ln (INR t / gamma ^ 2 + 1) / (2 * b * c_1 * (- sqrt (gamma ^ 2 + 1) + sqrt (INR t + gamma ^ 2 + 1))) + c_2 * sigma ^ 2 / (2 * b * c_1 * gamma * (- sqrt (gamma ^ 2 + 1) + sqrt (INR t + gamma ^ 2 + 1)))) /\
    sum T (fun k => eta k * E (fun w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4)) / sum T eta <= epsilon ^ 2.

(** Something satisfies all that the repaired statement assumes. *)
Definition theorem_3_satisfiable : Prop :=
  exists
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    let gamma := Rmax 1 (sqrt (sqrt c_2) * sqrt (Delta + decay_0) * sqrt (L + c_1 * lambda) / (sqrt (sqrt c_1) * sigma)) in
    let beta_1 := fun k => gamma / sqrt (gamma ^ 2 + INR k) in
    let eta := fun k => sqrt c_1 ^ 3 * gamma / (2 * sqrt c_2 * (L + c_1 * lambda) * sqrt (gamma ^ 2 + INR k + 1)) in
    let a := {| beta_1_at := beta_1; beta_2_of := beta_2; eta_at := eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L /\
    0 <= sigma /\
    0 <= c_inf /\
    0 < delta /\
    0 <= lambda /\
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
    0 < sigma /\
    (forall k, beta_1 k <= 1) /\
    beta_2 <= 1 /\
    mu_v < 1 /\
    (forall k, eta k * lambda < 1) /\
    1 <= gamma /\
    Rmax (Rmax ((10 * sqrt c_2 ^ 3 * (Delta + decay_0) * (L + c_1 * lambda) / (sqrt c_1 ^ 3 * gamma) + 5 * c_2 * sigma ^ 2 / (2 * b * c_1 * gamma)) ^ 2 / epsilon ^ 4) (gamma ^ 2 + 1)) (Rmax 0 (1 + 10 * c_2 * gamma * sigma ^ 2 * ln (10 * c_2 * gamma * sigma ^ 2 / (b * c_1 * epsilon ^ 2)) / (b * c_1 * epsilon ^ 2) - 10 * c_2 * gamma * sigma ^ 2 / (b * c_1 * epsilon ^ 2)) ^ 2) <= INR T.

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

(** theorem 3: the dynamic objective becomes stationary (averages weighted by eta_k), even under all that is assumed here. *)
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

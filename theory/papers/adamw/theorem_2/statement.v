(** theorem-2: AdamW on nonconvex problems, constant parameters

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.

(** Repaired: Theorem 2 with the initial potential (a bound of) F_0(x_0) - F_* and the proof's own conditions on eta. *)
Definition theorem_2_repaired : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * c_2 * (Delta + decay_0) / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= epsilon ^ 2 /\
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= beta_1 * c_2 * sigma ^ 2 / (b * c_1) + 2 * c_2 * (Delta + decay_0) / (INR T * eta) + c_2 * sigma ^ 2 / (INR T * b * beta_1 * c_1) /\
    (forall t, (0 < t <= T)%nat -> average E t (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= beta_1 * c_2 * sigma ^ 2 / (b * c_1) + 2 * c_2 * (Delta + decay_0) / (INR t * eta) + c_2 * sigma ^ 2 / (INR t * b * beta_1 * c_1)) /\
    average E T (fun k w => v_dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 /\
    average E T (fun k w => dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 / c_1 ^ 2 /\
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= 8 * epsilon ^ 2 /\
    (forall w k, F_k_now a (g w) d F (S k) <= F_k_now a (g w) d F k - eta * grad_F_k_sq a (g w) d gradF k / (2 * c_2) - eta * u_sq a (g w) d k / (4 * c_2) + eta * m_err_sq a (g w) d gradF k / (2 * c_1)).

(** Something satisfies all that the repaired statement assumes. *)
Definition theorem_2_satisfiable : Prop :=
  exists
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (F_star : R) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    0 < L /\
    0 <= sigma /\
    0 <= c_inf /\
    0 < delta /\
    0 <= lambda /\
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
    eta * lambda < 1 /\
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) /\
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) /\
    Rmax (6 * c_2 * (Delta + decay_0) / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T /\
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) /\
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2.

(** As the paper states it: Theorem 2; appendix G.2. *)
Definition theorem_2_paper : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= epsilon ^ 2 /\
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= 2 * Delta * c_2 / (INR T * eta) + beta_1 * c_2 * sigma ^ 2 / (b * c_1) + c_2 * sigma ^ 2 / (INR T * b * beta_1 * c_1) /\
    (forall t, (0 < t <= T)%nat -> average E t (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= 2 * Delta * c_2 / (INR t * eta) + beta_1 * c_2 * sigma ^ 2 / (b * c_1) + c_2 * sigma ^ 2 / (INR t * b * beta_1 * c_1)) /\
    average E T (fun k w => v_dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 /\
    average E T (fun k w => dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 / c_1 ^ 2 /\
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= 8 * epsilon ^ 2.

(** theorem 2 (i): the dynamic objective becomes stationary, even under all that is assumed here. *)
Definition theorem_2_paper_i : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= epsilon ^ 2.

(** Eq. 18: the bound before T is chosen, even under all that is assumed here. *)
Definition theorem_2_paper_eq_18 : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= 2 * Delta * c_2 / (INR T * eta) + beta_1 * c_2 * sigma ^ 2 / (b * c_1) + c_2 * sigma ^ 2 / (INR T * b * beta_1 * c_1).

(** theorem 2 (ii): the weighted steps are small, even under all that is assumed here. *)
Definition theorem_2_paper_ii_a : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => v_dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2.

(** theorem 2 (ii): the steps are small, even under all that is assumed here. *)
Definition theorem_2_paper_ii_b : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => dx_sq a (g w) d k) <= 4 * epsilon ^ 2 * eta ^ 2 / c_1 ^ 2.

(** theorem 2 (iii): the momentum tracks the gradient, even under all that is assumed here. *)
Definition theorem_2_paper_iii : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L sigma c_inf delta lambda eta beta_1 beta_2 epsilon b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    let Delta := F x_0 - F_star in
    0 < L ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
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
    eta * lambda < 1 ->
    beta_1 <= b * c_1 * epsilon ^ 2 / (3 * c_2 * sigma ^ 2) ->
    eta <= b * sqrt c_1 ^ 5 * epsilon ^ 2 / (6 * L * sqrt c_2 ^ 3 * sigma ^ 2) ->
    Rmax (6 * Delta * c_2 / (epsilon ^ 2 * eta)) (3 * c_2 * sigma ^ 2 / (b * beta_1 * c_1 * epsilon ^ 2)) <= INR T ->
    eta <= c_1 / (2 * L + 2 * c_1 * lambda) ->
    L * eta * (2 - 2 * beta_1) <= beta_1 * sqrt c_1 ^ 3 / sqrt c_2 ->
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= 8 * epsilon ^ 2.

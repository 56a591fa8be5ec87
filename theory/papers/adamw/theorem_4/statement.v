(** theorem-4: AdamW under the Polyak-Lojasiewicz condition

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted polyak online stages.
Open Scope R_scope.

(** Repaired: Theorem 4 with longer stages, the start of the induction and the decay at x_*. *)
Definition theorem_4_repaired : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d K : nat) (T : nat -> nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector)
    (oracle : Omega -> nat -> vector -> vector) (beta_1 eta : nat -> R) (L mu sigma c_inf delta lambda beta_2 eps_stage b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    let decay_star := lambda / 2 * c_2 * norm_sq d x_star in
    let eps_0 := Rmax (sigma ^ 2 / (b * mu)) (Delta + decay_0) in
    let eps := fun s => eps_0 / 2 ^ s in
    let a := fun s ends => {| beta_1_at := fun k => in_stages beta_1 ends s (pred k); beta_2_of := beta_2;
                              eta_at := in_stages eta ends s; lambda_at := fun k => lambda * (1 - mu_v) ^ k;
                              delta_of := delta; start := x_0 |} in
    let g := fun s ends w => online (a s ends) (oracle w) in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    (0 < K)%nat ->
    (forall s, (s < K)%nat -> 0 < beta_1 s) ->
    (forall s, (s < K)%nat -> 0 < eta s) ->
    (forall s, (s < K)%nat -> (0 < T s)%nat) ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> noise past E d gradF (fun w => x (a s ends) (g s ends w)) (g s ends) sigma b) ->
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> bounded d (g s ends) c_inf) ->
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> polyak_lojasiewicz d F gradF (a s ends) (g s ends) x_star mu) ->
    0 < sigma ->
    (forall s, (s < K)%nat -> beta_1 s <= 1) ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    (forall s, (s < K)%nat -> eta s * lambda < 1) ->
    ln (eps_0 / eps_stage) / ln 2 <= INR K ->
    (forall s, (s < K)%nat -> beta_1 s <= Rmin 1 (b * c_1 * eps (S s) * mu / (24 * c_2 * sigma ^ 2))) ->
    (forall s, (s < K)%nat -> eta s <= beta_1 s * sqrt c_1 ^ 3 / (sqrt c_2 * (2 * L + 2 * c_1 * lambda))) ->
    (forall s, (s < K)%nat -> Rmax (24 * c_2 * eps s / (beta_1 s * c_1 * eps (S s))) (48 * c_2 * (decay_star + eps s) / (eps (S s) * eta s * mu)) <= INR (T s)) ->
    mean_of_draws T 0%nat (fun ends => average E 1 (fun k w => (F_k_now (a 0%nat ends) (g 0%nat ends w) d F (begins ends 0%nat + k) - F_k (a 0%nat ends) (g 0%nat ends w) d F (begins ends 0%nat + k) x_star))) <= eps_0 /\
    mean_of_draws T 0%nat (fun ends => average E 1 (fun k w => m_err_sq (a 0%nat ends) (g 0%nat ends w) d gradF (begins ends 0%nat + k))) <= eps_0 * mu /\
    (forall s, (s < K)%nat -> mean_of_draws T s (fun ends => average E (T s) (fun k w => grad_F_k_sq (a s ends) (g s ends w) d gradF (begins ends s + k) + u_sq (a s ends) (g s ends w) d (begins ends s + k) / 4)) <= eps (S s) * mu / 8) /\
    (forall s, (s < K)%nat -> mean_of_draws T s (fun ends => average E (T s) (fun k w => (F_k_now (a s ends) (g s ends w) d F (begins ends s + k) - F_k (a s ends) (g s ends w) d F (begins ends s + k) x_star))) <= eps (S s)) /\
    (forall s, (s < K)%nat -> mean_of_draws T s (fun ends => average E (T s) (fun k w => m_err_sq (a s ends) (g s ends w) d gradF (begins ends s + k))) <= eps (S s) * mu) /\
    mean_of_draws T K (fun ends => average E 1 (fun k w => (F_k_now (a K ends) (g K ends w) d F (begins ends K + k) - F_k (a K ends) (g K ends w) d F (begins ends K + k) x_star))) <= eps_stage.

(** Something satisfies all that the repaired statement assumes. *)
Definition theorem_4_satisfiable : Prop :=
  exists
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d K : nat) (T : nat -> nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector)
    (oracle : Omega -> nat -> vector -> vector) (beta_1 eta : nat -> R) (L mu sigma c_inf delta lambda beta_2 eps_stage b : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let decay_0 := lambda / 2 * c_2 * norm_sq d x_0 in
    let decay_star := lambda / 2 * c_2 * norm_sq d x_star in
    let eps_0 := Rmax (sigma ^ 2 / (b * mu)) (Delta + decay_0) in
    let eps := fun s => eps_0 / 2 ^ s in
    let a := fun s ends => {| beta_1_at := fun k => in_stages beta_1 ends s (pred k); beta_2_of := beta_2;
                              eta_at := in_stages eta ends s; lambda_at := fun k => lambda * (1 - mu_v) ^ k;
                              delta_of := delta; start := x_0 |} in
    let g := fun s ends w => online (a s ends) (oracle w) in
    0 < L /\
    0 < mu /\
    0 <= sigma /\
    0 <= c_inf /\
    0 < delta /\
    0 <= lambda /\
    0 < beta_2 /\
    0 < eps_stage /\
    0 < b /\
    (0 < K)%nat /\
    (forall s, (s < K)%nat -> 0 < beta_1 s) /\
    (forall s, (s < K)%nat -> 0 < eta s) /\
    (forall s, (s < K)%nat -> (0 < T s)%nat) /\
    filtration past /\
    expectation past E /\
    smooth d F gradF L /\
    (forall y, F_star <= F y) /\
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> noise past E d gradF (fun w => x (a s ends) (g s ends w)) (g s ends) sigma b) /\
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> bounded d (g s ends) c_inf) /\
    (forall s ends, (s < K)%nat -> drawn_in T ends s -> polyak_lojasiewicz d F gradF (a s ends) (g s ends) x_star mu) /\
    0 < sigma /\
    (forall s, (s < K)%nat -> beta_1 s <= 1) /\
    beta_2 <= 1 /\
    mu_v < 1 /\
    (forall s, (s < K)%nat -> eta s * lambda < 1) /\
    ln (eps_0 / eps_stage) / ln 2 <= INR K /\
    (forall s, (s < K)%nat -> beta_1 s <= Rmin 1 (b * c_1 * eps (S s) * mu / (24 * c_2 * sigma ^ 2))) /\
    (forall s, (s < K)%nat -> eta s <= beta_1 s * sqrt c_1 ^ 3 / (sqrt c_2 * (2 * L + 2 * c_1 * lambda))) /\
    (forall s, (s < K)%nat -> Rmax (24 * c_2 * eps s / (beta_1 s * c_1 * eps (S s))) (48 * c_2 * (decay_star + eps s) / (eps (S s) * eta s * mu)) <= INR (T s)).

(** As the paper states it: Theorem 4; appendix G.6. *)
Definition theorem_4_paper : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0 /\
    average E 1 (fun k w => m_err_sq a (g w) d gradF k) <= eps_0 * mu /\
    average E T (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_k /\
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= eps_k * mu.

(** A stage as the paper states it: from the premises of the induction. *)
Definition theorem_4_paper_stage : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0 ->
    average E 1 (fun k w => m_err_sq a (g w) d gradF k) <= eps_0 * mu ->
    average E T (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_k /\
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= eps_k * mu.

(** theorem 4: the induction starts: the gap before the first stage, even under all that is assumed here. *)
Definition theorem_4_paper_start_gap : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    eta * lambda < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0.

(** step 2: the average over stage k, under the premises of the induction and all that is assumed here. *)
Definition theorem_4_paper_gradient : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    eta * lambda < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0 ->
    average E 1 (fun k w => m_err_sq a (g w) d gradF k) <= eps_0 * mu ->
    average E T (fun k w => grad_F_k_sq a (g w) d gradF k + u_sq a (g w) d k / 4) <= eps_k * mu / 8.

(** theorem 4: a stage halves the objective gap, under the premises of the induction and all that is assumed here. *)
Definition theorem_4_paper_gap : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    eta * lambda < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0 ->
    average E 1 (fun k w => m_err_sq a (g w) d gradF k) <= eps_0 * mu ->
    average E T (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_k.

(** theorem 4: and the momentum's error, under the premises of the induction and all that is assumed here. *)
Definition theorem_4_paper_momentum : Prop :=
  forall
    (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
    (d T : nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector) (g : Omega -> nat -> vector)
    (L mu sigma c_inf delta lambda eta beta_1 beta_2 eps_stage b K : R),
    let F_star := F x_star in
    let c_1 := sqrt delta in
    let c_2 := sqrt (c_inf ^ 2 + delta) in
    let mu_v := beta_2 * c_inf ^ 2 / delta in
    let Delta := F x_0 - F_star in
    let eps_0 := Delta in
    let eps_prev := eps_0 in
    let eps_k := eps_0 / 2 in
    let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;
                lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in
    0 < L ->
    0 < mu ->
    0 <= sigma ->
    0 <= c_inf ->
    0 < delta ->
    0 <= lambda ->
    0 < eta ->
    0 < beta_1 ->
    0 < beta_2 ->
    0 < eps_stage ->
    0 < b ->
    0 < K ->
    (0 < T)%nat ->
    filtration past ->
    expectation past E ->
    smooth d F gradF L ->
    (forall y, F_star <= F y) ->
    noise past E d gradF (fun w => x a (g w)) g sigma b ->
    bounded d g c_inf ->
    polyak_lojasiewicz d F gradF a g x_star mu ->
    0 < sigma ->
    0 < 2 - 2 * beta_1 ->
    beta_1 <= 1 ->
    beta_2 <= 1 ->
    mu_v < 1 ->
    eta * lambda < 1 ->
    ln (1 / eps_stage) / ln 2 <= K ->
    beta_1 <= b * c_1 * eps_k * mu / (24 * c_2 * sigma ^ 2) ->
    eta <= beta_1 * sqrt c_1 ^ 3 / (L * sqrt c_2 * (2 - 2 * beta_1)) ->
    Rmax (8 * c_2 * eps_prev / (beta_1 * c_1 * eps_k)) (16 * c_2 * eps_prev / (eps_k * eta * mu)) <= INR T ->
    average E 1 (fun k w => (F_k_now a (g w) d F k - F_k a (g w) d F k x_star)) <= eps_0 ->
    average E 1 (fun k w => m_err_sq a (g w) d gradF k) <= eps_0 * mu ->
    average E T (fun k w => m_err_sq a (g w) d gradF k) <= eps_k * mu.

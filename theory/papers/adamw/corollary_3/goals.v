(** corollary-3: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.

Lemma corollary_3_M_AdamW_b3fe119e : forall b eta lambda t : R,
  0 < b ->
  0 < eta ->
  0 <= lambda ->
  0 < t ->
  eta / (2 * b * (lambda + t)) = eta / (2 * b * (lambda + t)).
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_M_l2_383cdbef : forall b eta lambda t : R,
  0 < b ->
  0 < eta ->
  0 <= lambda ->
  0 < t ->
  eta / (2 * b * (lambda / t + t)) = eta * t / (2 * b * (lambda + t ^ 2)).
Proof. prepare. all: by_field. Qed.

Lemma corollary_3_err_cb6dbd0d : forall log_m log_rho m rho : R,
  0 < m ->
  0 < rho ->
  - log_m + log_rho + m / rho = - log_m + log_rho + m / rho.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_err_be82d7b0 : forall b eta lambda rho t : R,
  0 < b ->
  0 < eta ->
  0 <= lambda ->
  0 < rho ->
  0 < t ->
  2 * b * rho * (lambda + t) / eta = 2 * b * rho * (lambda + t) / eta.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_err_bd752bf0 : forall b eta lambda rho t : R,
  0 < b ->
  0 < eta ->
  0 <= lambda ->
  0 < rho ->
  0 < t ->
  2 * b * rho * (lambda + t ^ 2) / (eta * t) = 2 * b * rho * (lambda / t + t) / eta.
Proof. prepare. all: by_field. Qed.

Lemma corollary_3_adam_f2cdbfb7 : forall lambda : R,
  0 <= lambda ->
  (0 < lambda) ->
  - lambda < 0.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_adam_9168f466 : forall y : R,
  0 < y ->
  1 / y - 1 / y ^ 2 = (y - 1) / y ^ 2.
Proof. prepare. all: by_field. Qed.

Lemma corollary_3_adam_faab89f2 : forall kappa t y : R,
  0 < kappa ->
  0 < t ->
  0 < y ->
  (0 <= - kappa * t + y) ->
  (0 <= kappa * t - 1) ->
  0 <= y - 1.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_l2_0083ef56 : forall kappa large small : R,
  0 < kappa ->
  0 < large ->
  0 < small ->
  - ln large + ln small + 1 / (kappa * small) - 1 / (kappa * large) = - ln large + ln small + (1 / small - 1 / large) / kappa.
Proof. prepare. all: by_field. Qed.

Lemma corollary_3_l2_c44c7e50 : forall kappa large ratio_log small : R,
  0 < kappa ->
  0 < large ->
  0 < small ->
  (- large + small < 0) ->
  (0 <= large * ratio_log - ratio_log * small) ->
  (0 <= kappa * large ^ 2 * ratio_log ^ 2 * small ^ 2 - large ^ 2 * ratio_log * small + large * ratio_log * small ^ 2) ->
  (large * ratio_log * small <> 0) ->
  - kappa * large * ratio_log * small + large - small <= 0.
Proof. intros k l r s Hk Hl Hs Hlt Hsgn Hc Hne. assert (D : 0 < l - s) by lra. assert (P : 0 <= r) by (apply Rnot_lt_le; intros C; assert ((l - s) * r < 0) by nra; lra). assert (N : r <> 0) by (intros E; apply Hne; rewrite E; ring). assert (Q : 0 < r) by lra. assert (X : 0 < l * r * s) by (repeat apply Rmult_lt_0_compat; lra). apply Rnot_lt_le. intros C. assert (Y : 0 < (l * r * s) * (l - s - k * (l * r * s))) by (apply Rmult_lt_0_compat; lra). lra. Qed.

Lemma corollary_3_l2_ba42d04f : forall kappa large ratio_log small : R,
  0 < kappa ->
  0 < large ->
  0 < small ->
  (- large + small < 0) ->
  (- kappa * large * ratio_log * small + large - small <= 0) ->
  (large * ratio_log * small <> 0) ->
  0 <= kappa * large ^ 2 * ratio_log ^ 2 * small ^ 2 - large ^ 2 * ratio_log * small + large * ratio_log * small ^ 2.
Proof. intros k l r s Hk Hl Hs Hlt Hc Hne. assert (X : 0 < l * r * s). { apply Rnot_le_lt. intros C. assert (0 <= k * - (l * r * s)) by (apply Rmult_le_pos; lra). lra. } assert (Y : 0 <= (l * r * s) * (k * (l * r * s) - (l - s))) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma corollary_3_l2_0b6fb88f : forall kappa large ratio_log small : R,
  0 < kappa ->
  0 < large ->
  0 < small ->
  (- large + small < 0) ->
  (kappa * large ^ 2 * ratio_log ^ 2 * small ^ 2 - large ^ 2 * ratio_log * small + large * ratio_log * small ^ 2 <= 0) ->
  (large * ratio_log * small <> 0) ->
  0 <= - kappa * large * ratio_log * small + large - small.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_3_l2_fc055db3 : forall kappa large ratio_log small : R,
  0 < kappa ->
  0 < large ->
  0 < small ->
  (- large + small < 0) ->
  (0 <= large * ratio_log - ratio_log * small) ->
  (0 <= - kappa * large * ratio_log * small + large - small) ->
  (large * ratio_log * small <> 0) ->
  kappa * large ^ 2 * ratio_log ^ 2 * small ^ 2 - large ^ 2 * ratio_log * small + large * ratio_log * small ^ 2 <= 0.
Proof. prepare; deny; first [solve [assert (sign_1 : 0 < large) by by_nra; assert (sign_3 : 0 < small) by by_nra; assert (given_0 : 0 < (large - small)) by lra; assert (given_1 : 0 <= (large * ratio_log - ratio_log * small)) by lra; assert (given_2 : 0 <= (- kappa * large * ratio_log * small + large - small)) by lra; assert (given_3 : 0 < (kappa * large ^ 2 * ratio_log ^ 2 * small ^ 2 - large ^ 2 * ratio_log * small + large * ratio_log * small ^ 2)) by lra; pose proof (Rmult_lt_0_compat _ _ given_0 given_3); pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ (Rmult_le_pos _ _ given_1 given_2) (Rlt_le _ _ (pow_lt _ 1 sign_1))) (Rlt_le _ _ (pow_lt _ 1 sign_3))); lra]]. Qed.

Lemma corollary_3_l2_4b76e2b4 : forall lambda t : R,
  0 <= lambda ->
  0 < t ->
  (t - 1 < 0) ->
  (0 < lambda) ->
  lambda * t - lambda < 0.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_3_l2_ee342182 : forall lambda t : R,
  0 <= lambda ->
  0 < t ->
  (0 < t - 1) ->
  (0 < lambda) ->
  0 < lambda * t - lambda.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_3_l2_b4bf230a : forall kappa lambda t y : R,
  0 < kappa ->
  0 <= lambda ->
  0 < t ->
  0 < y ->
  (0 <= - kappa * lambda - kappa * t + y) ->
  (0 <= kappa * lambda + kappa * t - 1) ->
  0 <= y - 1.
Proof. prepare. all: by_lra. Qed.

Lemma corollary_3_l2_7403cc6a : forall kappa lambda t y : R,
  0 < kappa ->
  0 <= lambda ->
  0 < t ->
  0 < y ->
  (- kappa * lambda - kappa * t ^ 2 + t * y <= 0) ->
  (kappa * lambda + kappa * t ^ 2 - t <= 0) ->
  y - 1 <= 0.
Proof. prepare. all: by_nra. Qed.

Lemma corollary_3_almost_575454b2 : forall other pair : R,
  (pair <= 0) ->
  (other <= 0) ->
  other + pair <= 0.
Proof. prepare. all: by_lra. Qed.

(** Lemma 2: the momentum tracks the gradient (appendix F).

    x is any process whose k-th value belongs to the past at step k. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.

(** One step of one run: with D = m_k - grad F(x_k), J = grad F(x_k) - grad F(x_{k+1}) and 0 < beta <= 1,
    (1 - beta)^2 ||D + J||^2 <= (1 - beta) ||D||^2 + ((1 - beta)^2 / beta) ||J||^2. *)
Lemma past_error : forall d beta (D J : vector), 0 < beta <= 1 ->
  (1 - beta) ^ 2 * norm_sq d (fun i => 1 * D i + 1 * J i)
  <= (1 - beta) * norm_sq d D + (1 - beta) ^ 2 / beta * norm_sq d J.
Proof.
  intros d beta D J H.
  pose proof (norm_sq_nonneg d (fun i => beta * D i + - (1 - beta) * J i)) as P.
  rewrite norm_sq_combination in P. rewrite norm_sq_combination.
  replace ((1 - beta) ^ 2 / beta) with ((1 - beta) * ((1 - beta) * / beta)) by (unfold Rdiv; ring).
  assert (B : beta * / beta = 1) by (apply Rinv_r; lra).
  assert (0 <= / beta) by (apply Rlt_le, Rinv_0_lt_compat; lra).
  set (r := / beta) in *. set (p := norm_sq d D) in *. set (q := inner d D J) in *. set (s := norm_sq d J) in *.
  assert (Q : 0 <= (1 - beta) * r * (beta ^ 2 * p + 2 * beta * - (1 - beta) * q + (- (1 - beta)) ^ 2 * s)).
  { apply Rmult_le_pos; [|exact P]. apply Rmult_le_pos; lra. }
  replace ((1 - beta) * r * (beta ^ 2 * p + 2 * beta * - (1 - beta) * q + (- (1 - beta)) ^ 2 * s))
    with ((1 - beta) * (beta * r) * beta * p - 2 * (beta * r) * (1 - beta) ^ 2 * q
      + (1 - beta) ^ 2 * (r - beta * r) * s) in Q by ring.
  rewrite B in Q. nra.
Qed.

Section Lemma_2.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop} {E : (Omega -> R) -> R}.
Hypothesis A : filtration past.
Hypothesis HE : expectation past E.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R).
Hypothesis L_nonneg : 0 <= L.
Hypothesis HS : smooth d F gradF L.

Variables (a : parameters) (x g : Omega -> nat -> vector) (sigma b : R).
Hypothesis x_adapted : forall k, past_vector past d k (fun w => x w k).
Hypothesis HN : noise past E d gradF x g sigma b.

Let m_err (k : nat) (w : Omega) : vector := minus (m a (g w) k) (gradF (x w k)).

Lemma gradient_past : forall k, past_vector past d k (fun w => gradF (x w k)).
Proof. intros k. apply (past_gradient A d F gradF L HS L_nonneg). apply x_adapted. Qed.

Lemma m_err_past : forall k, past_vector past d (S k) (m_err k).
Proof.
  intros k. apply (past_vector_minus A); [apply (m_past A), HN|]. apply (past_vector_increasing A), gradient_past.
Qed.

Theorem lemma_2 : forall k, 0 < beta_1_at a (S k) <= 1 ->
  E (fun w => norm_sq d (m_err (S k) w))
  <= (1 - beta_1_at a (S k)) * E (fun w => norm_sq d (m_err k w))
     + (1 - beta_1_at a (S k)) ^ 2 * L ^ 2 / beta_1_at a (S k) * E (fun w => norm_sq d (minus (x w k) (x w (S k))))
     + beta_1_at a (S k) ^ 2 * sigma ^ 2 / b.
Proof.
  intros k Hb. set (beta := beta_1_at a (S k)) in *.
  pose (W := fun w => minus (m a (g w) k) (gradF (x w (S k)))).
  pose (e := fun w => minus (g w (S k)) (gradF (x w (S k)))).
  pose (dx := fun w => minus (x w k) (x w (S k))).
  assert (HW : past_vector past d (S k) W) by (apply (past_vector_minus A); [apply (m_past A), HN|apply gradient_past]).
  assert (He : past_vector past d (S (S k)) e).
  { apply (past_vector_minus A); [apply (drawn _ _ _ _ _ _ _ _ HN)|].
    apply (past_vector_increasing A), gradient_past. }
  assert (Hdx : past_vector past d (S k) dx).
  { apply (past_vector_minus A); [apply (past_vector_increasing A)|]; apply x_adapted. }
  assert (Z : E (fun w => inner d (e w) (W w)) = 0) by (apply (unbiased _ _ _ _ _ _ _ _ HN); exact HW).
  assert (V : E (fun w => norm_sq d (e w)) <= sigma ^ 2 / b) by (apply (variance _ _ _ _ _ _ _ _ HN)).
  assert (R1 : random past (fun w => norm_sq d (m_err k w))) by (exists (S k); apply (past_norm_sq A), m_err_past).
  assert (R1' : random past (fun w => norm_sq d (m_err (S k) w)))
    by (exists (S (S k)); apply (past_norm_sq A), m_err_past).
  assert (R2 : random past (fun w => norm_sq d (dx w))) by (exists (S k); now apply (past_norm_sq A)).
  assert (R3 : random past (fun w => inner d (e w) (W w))).
  { exists (S (S k)). apply (past_inner A); [exact He|]. now apply (past_vector_increasing A). }
  assert (R4 : random past (fun w => norm_sq d (e w))) by (exists (S (S k)); now apply (past_norm_sq A)).
  apply Rle_trans with (E (fun w =>
    ((1 - beta) * norm_sq d (m_err k w) + (1 - beta) ^ 2 * L ^ 2 / beta * norm_sq d (dx w))
    + (2 * (1 - beta) * beta * inner d (e w) (W w) + beta ^ 2 * norm_sq d (e w)))).
  - apply (E_monotone _ _ HE); [exact R1'| |].
    { apply (random_plus A); apply (random_plus A); now apply (random_scal A). }
    intros w.
    rewrite (norm_sq_ext d (m_err (S k) w) (fun i => (1 - beta) * W w i + beta * e w i)).
    2:{ intros i _. unfold m_err, W, e, minus, beta. simpl m. ring. }
    rewrite norm_sq_combination.
    pose proof (past_error d beta (m_err k w) (minus (gradF (x w k)) (gradF (x w (S k)))) Hb) as P.
    rewrite (norm_sq_ext d _ (W w)) in P by (intros; unfold m_err, W, minus; ring).
    pose proof (lipschitz_sq d F gradF L HS (x w k) (x w (S k))) as Lip. fold (dx w) in Lip.
    assert (C : 0 <= (1 - beta) ^ 2 / beta) by (apply Rdiv_le_0_compat; [apply pow2_ge_0|lra]).
    apply (Rmult_le_compat_l _ _ _ C) in Lip.
    replace (inner d (W w) (e w)) with (inner d (e w) (W w)) by (apply sum_ext; intros; ring).
    replace ((1 - beta) ^ 2 * L ^ 2 / beta * norm_sq d (dx w))
      with ((1 - beta) ^ 2 / beta * (L ^ 2 * norm_sq d (dx w))) by (field; lra).
    lra.
  - rewrite (E_plus _ _ HE), (E_plus _ _ HE), (E_plus _ _ HE), !(E_scal _ _ HE), Z;
      try assumption; try (now apply (random_scal A)); try (apply (random_plus A); now apply (random_scal A)).
    assert (beta ^ 2 * E (fun w => norm_sq d (e w)) <= beta ^ 2 * (sigma ^ 2 / b))
      by (apply Rmult_le_compat_l; [apply pow2_ge_0|exact V]).
    change (E (fun w => norm_sq d (minus (x w k) (x w (S k))))) with (E (fun w => norm_sq d (dx w))).
    unfold Rdiv in *. lra.
Qed.

End Lemma_2.

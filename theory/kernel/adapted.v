(** What a run of AdamW knows at step k: the iterate x_k depends on what was drawn before step k, the moments on g_k too. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw.
Open Scope R_scope.

(** Assumption B: |g_{k,i}| <= c_inf in every run. *)
Definition bounded {Omega : Type} (d : nat) (g : Omega -> nat -> vector) (c_inf : R) : Prop :=
  forall w k i, (i < d)%nat -> Rabs (g w k i) <= c_inf.

Lemma n_nonneg : forall a g k i, 0 <= beta_2_of a <= 1 -> 0 <= n a g k i.
Proof.
  intros a g k i H. induction k as [|k IH]; simpl n; [apply pow2_ge_0|]. pose proof (pow2_ge_0 (g (S k) i)). nra.
Qed.

Section Adapted.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop}.
Hypothesis A : filtration past.
Variables (d : nat) (a : parameters) (g : Omega -> nat -> vector).
Hypothesis drawn : forall k, past_vector past d (S k) (fun w => g w k).

Lemma m_past : forall k, past_vector past d (S k) (fun w => m a (g w) k).
Proof.
  induction k as [|k IH]; simpl m; [apply (drawn 0%nat)|].
  intros i Hi. apply (past_plus A); apply (past_scal A); [apply (past_increasing _ A)|]; auto. now apply (drawn (S k)).
Qed.

Lemma n_past : forall k, past_vector past d (S k) (fun w => n a (g w) k).
Proof.
  induction k as [|k IH]; simpl n; intros i Hi.
  - apply (past_pow_2 A). now apply (drawn 0%nat).
  - apply (past_plus A); apply (past_scal A).
    + apply (past_increasing _ A). auto.
    + apply (past_pow_2 A). now apply (drawn (S k)).
Qed.

Hypothesis beta_2_convex : 0 <= beta_2_of a <= 1.
Hypothesis delta_pos : 0 < delta_of a.

Lemma continuous_root : forall t, continuous (fun s => sqrt (Rabs s + delta_of a)) t.
Proof.
  intros t. apply (continuous_comp (fun s => Rabs s + delta_of a) sqrt); [|apply continuous_sqrt].
  apply (continuous_plus (V := R_NormedModule)); [apply continuous_Rabs|apply continuous_const].
Qed.

Lemma v_past : forall k, past_vector past d (S k) (fun w => v a (g w) k).
Proof.
  intros k i Hi. apply (past_ext _ (fun w => sqrt (Rabs (n a (g w) k i) + delta_of a))).
  - intros w. unfold v. rewrite Rabs_pos_eq by now apply n_nonneg. reflexivity.
  - apply (past_map A (S k) (fun s => sqrt (Rabs s + delta_of a)) (fun w => n a (g w) k i)); [exact continuous_root|].
    now apply n_past.
Qed.

Lemma over_v_past : forall k i, (i < d)%nat -> past (S k) (fun w => / v a (g w) k i).
Proof.
  intros k i Hi. apply (past_ext _ (fun w => / sqrt (Rabs (n a (g w) k i) + delta_of a))).
  - intros w. unfold v. rewrite Rabs_pos_eq by now apply n_nonneg. reflexivity.
  - apply (past_map A (S k) (fun s => / sqrt (Rabs s + delta_of a)) (fun w => n a (g w) k i)); [|now apply n_past].
    intros t. apply (continuous_comp (fun s => sqrt (Rabs s + delta_of a)) Rinv); [apply continuous_root|].
    apply continuous_Rinv. apply Rgt_not_eq, sqrt_lt_R0. pose proof (Rabs_pos t). lra.
Qed.

Lemma x_past : forall k, past_vector past d k (fun w => x a (g w) k).
Proof.
  induction k as [|k IH]; simpl x; intros i Hi; [apply (past_const A)|].
  apply (past_ext _ (fun w => (1 - lambda_at a k * eta_at a k) * x a (g w) k i
    - eta_at a k * (m a (g w) k i * / v a (g w) k i))); [intros; unfold Rdiv; ring|].
  apply (past_minus A); apply (past_scal A).
  - apply (past_increasing _ A). auto.
  - apply (past_mult A); [now apply m_past|now apply over_v_past].
Qed.

Lemma u_past : forall k, past_vector past d (S k) (fun w => u a (g w) k).
Proof.
  intros k i Hi. unfold u.
  apply (past_ext _ (fun w => m a (g w) k i + lambda_at a k * (x a (g w) k i * v a (g w) k i))); [intros; ring|].
  apply (past_plus A); [now apply m_past|]. apply (past_scal A), (past_mult A); [|now apply v_past].
  apply (past_increasing _ A). now apply x_past.
Qed.

Variables (F : vector -> R) (gradF : vector -> vector) (L : R).
Hypothesis HS : smooth d F gradF L.
Hypothesis L_nonneg : 0 <= L.

Lemma gradF_past : forall k, past_vector past d (S k) (fun w => gradF (x a (g w) k)).
Proof.
  intros k. apply (past_vector_increasing A). apply (past_gradient A d F gradF L HS L_nonneg). apply x_past.
Qed.

Lemma gradF_k_past : forall k, past_vector past d (S k) (fun w => gradF_k a (g w) gradF k (x a (g w) k)).
Proof.
  intros k i Hi. unfold gradF_k.
  apply (past_ext _ (fun w => gradF (x a (g w) k) i + lambda_at a k * (x a (g w) k i * v a (g w) k i))); [intros; ring|].
  apply (past_plus A); [now apply gradF_past|]. apply (past_scal A), (past_mult A); [|now apply v_past].
  apply (past_increasing _ A). now apply x_past.
Qed.

(** What is measured is a random variable. *)

Lemma random_F_k_now : forall k, random past (fun w => F_k_now a (g w) d F k).
Proof.
  intros k. exists (S k). apply (past_plus A).
  - apply (past_increasing _ A). apply (past_F A d F gradF L HS L_nonneg). apply x_past.
  - apply (past_scal A), (past_weighted_sq A); [apply v_past|]. apply (past_vector_increasing A), x_past.
Qed.

Lemma random_grad_F_k_sq : forall k, random past (fun w => grad_F_k_sq a (g w) d gradF k).
Proof. intros k. exists (S k). apply (past_norm_sq A), gradF_k_past. Qed.

Lemma random_u_sq : forall k, random past (fun w => u_sq a (g w) d k).
Proof. intros k. exists (S k). apply (past_norm_sq A), u_past. Qed.

Lemma random_m_err_sq : forall k, random past (fun w => m_err_sq a (g w) d gradF k).
Proof. intros k. exists (S k). apply (past_norm_sq A), (past_vector_minus A); [apply m_past|apply gradF_past]. Qed.

Lemma random_dx_sq : forall k, random past (fun w => dx_sq a (g w) d k).
Proof.
  intros k. exists (S k). apply (past_norm_sq A), (past_vector_minus A); [|apply x_past].
  apply (past_vector_increasing A), x_past.
Qed.

Lemma random_v_dx_sq : forall k, random past (fun w => v_dx_sq a (g w) d k).
Proof.
  intros k. exists (S k). apply (past_norm_sq A). intros i Hi.
  apply (past_mult A); [now apply v_past|].
  apply (past_minus A); [apply (past_increasing _ A); now apply x_past|now apply (x_past (S k))].
Qed.

Lemma random_decay_0 : random past (fun w => decay_0 a (g w) d).
Proof.
  exists 1%nat. apply (past_scal A), (past_weighted_sq A); [apply (v_past 0)|]. apply (past_vector_increasing A), x_past.
Qed.

End Adapted.

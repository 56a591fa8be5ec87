(** AdamW in stages (algorithm 2 of the paper): stage r ends at a drawn one of its T r steps, and the next one goes on from there
    with that iterate, its moments and its weight decay.

    [ends r] is the drawn step, counted from the start of stage r. For every choice of them this is one run of AdamW whose
    beta_1 and eta change at the ends; the draw is the average over the choices. *)

From Coq Require Import Reals Lra Lia.
From theory.kernel Require Import vectors adamw online.
Open Scope R_scope.

(** The step at which stage s begins. *)
Fixpoint begins (ends : nat -> nat) (s : nat) : nat :=
  match s with
  | O => 0%nat
  | S r => (begins ends r + ends r)%nat
  end.

(** In the run that goes on in stage s: the parameter that makes step k + 1 from step k. *)
Fixpoint in_stages (p : nat -> R) (ends : nat -> nat) (s k : nat) : R :=
  match s with
  | O => p 0%nat
  | S r => if Nat.leb (begins ends s) k then p s else in_stages p ends r k
  end.

(** The ends of the stages before s are steps of theirs. *)
Definition drawn_in (T ends : nat -> nat) (s : nat) : Prop := forall r, (r < s)%nat -> (ends r < T r)%nat.

Definition put (ends : nat -> nat) (s j : nat) : nat -> nat := fun r => if Nat.eqb r s then j else ends r.

(** The mean of X over the ends of the stages before s, each drawn uniformly. *)
Fixpoint mean_of_draws (T : nat -> nat) (s : nat) (X : (nat -> nat) -> R) : R :=
  match s with
  | O => X (fun _ => 0%nat)
  | S r => mean_of_draws T r (fun ends => / INR (T r) * sum (T r) (fun j => X (put ends r j)))
  end.

Lemma drawn_put : forall T ends s j, drawn_in T ends s -> (j < T s)%nat -> drawn_in T (put ends s j) (S s).
Proof.
  intros T ends s j H Hj r Hr. unfold put. destruct (Nat.eqb_spec r s) as [->|N]; [exact Hj|]. apply H. lia.
Qed.

Lemma put_before : forall ends s j r, (r < s)%nat -> put ends s j r = ends r.
Proof. intros ends s j r H. unfold put. destruct (Nat.eqb_spec r s); [lia|reflexivity]. Qed.

Lemma begins_ext : forall e f s, (forall r, (r < s)%nat -> e r = f r) -> begins e s = begins f s.
Proof.
  intros e f s H. induction s as [|s IH]; simpl; [reflexivity|]. rewrite IH, (H s) by auto. reflexivity.
Qed.

Lemma begins_put : forall ends s j, begins (put ends s j) (S s) = (begins ends s + j)%nat.
Proof.
  intros. simpl. rewrite (begins_ext _ ends) by (intros; now apply put_before). unfold put. now rewrite Nat.eqb_refl.
Qed.

Lemma in_stages_ext : forall p e f s k, (forall r, (r < s)%nat -> e r = f r) -> in_stages p e s k = in_stages p f s k.
Proof.
  intros p e f s k H. induction s as [|s IH]; [reflexivity|]. cbn [in_stages].
  rewrite IH by auto. now rewrite (begins_ext e f (S s)).
Qed.

(** From the beginning of a stage on its own parameter counts; before the next stage begins nothing is changed by its end. *)
Lemma in_stages_from : forall p ends s k, (begins ends s <= k)%nat -> in_stages p ends s k = p s.
Proof.
  intros p ends [|s] k H; [reflexivity|]. cbn [in_stages]. apply Nat.leb_le in H. now rewrite H.
Qed.

Lemma in_stages_put : forall p ends s j k, (k < begins ends s + j)%nat ->
  in_stages p (put ends s j) (S s) k = in_stages p ends s k.
Proof.
  intros p ends s j k H. cbn [in_stages]. rewrite begins_put.
  destruct (Nat.leb_spec (begins ends s + j) k); [lia|]. apply in_stages_ext. intros; now apply put_before.
Qed.

Section Mean.

Variables (T : nat -> nat) (K : nat).
Hypothesis T_pos : forall s, (s < K)%nat -> (0 < T s)%nat.

Lemma mean_le : forall s X Y, (s <= K)%nat -> (forall ends, drawn_in T ends s -> X ends <= Y ends) ->
  mean_of_draws T s X <= mean_of_draws T s Y.
Proof.
  induction s as [|s IH]; intros X Y HK H; simpl; [apply H; intros r Hr; lia|].
  apply IH; [lia|]. intros ends He.
  apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat, (lt_INR 0), T_pos; lia|]. apply sum_le.
  intros j Hj. apply H. now apply drawn_put.
Qed.

Lemma mean_combination : forall s p q c X Y, (s <= K)%nat ->
  mean_of_draws T s (fun e => p * X e + q * Y e + c) = p * mean_of_draws T s X + q * mean_of_draws T s Y + c.
Proof.
  induction s as [|s IH]; intros p q c X Y HK; simpl; [reflexivity|]. rewrite <- IH by lia.
  apply f_equal, FunctionalExtensionality.functional_extensionality. intros ends.
  rewrite !sum_plus, !sum_scal, sum_const. field. apply not_0_INR. pose proof (T_pos s HK). lia.
Qed.

End Mean.

(** Two rules that agree up to step M make the same run up to step M from the same oracle. *)
Section Agreement.

Variables (a a' : parameters) (M : nat).
Hypothesis same_beta_1 : forall k, (S k <= M)%nat -> beta_1_at a (S k) = beta_1_at a' (S k).
Hypothesis same_eta : forall k, (k < M)%nat -> eta_at a k = eta_at a' k.
Hypothesis same_lambda : forall k, lambda_at a k = lambda_at a' k.
Hypothesis same_beta_2 : beta_2_of a = beta_2_of a'.
Hypothesis same_delta : delta_of a = delta_of a'.
Hypothesis same_start : start a = start a'.

Lemma m_agree : forall g k, (k <= M)%nat -> m a g k = m a' g k.
Proof. intros g k. induction k as [|k IH]; intros H; [reflexivity|]. simpl m. rewrite IH, same_beta_1 by lia. reflexivity. Qed.

Lemma v_agree : forall g k, v a g k = v a' g k.
Proof.
  intros g k. unfold v. rewrite same_delta. assert (E : n a g k = n a' g k); [|now rewrite E].
  induction k as [|k IH]; [reflexivity|]. simpl n. now rewrite IH, same_beta_2.
Qed.

Lemma x_agree : forall g k, (k <= M)%nat -> x a g k = x a' g k.
Proof.
  intros g k. induction k as [|k IH]; intros H; [exact same_start|]. simpl x.
  rewrite IH, m_agree, v_agree, same_eta, same_lambda by lia. reflexivity.
Qed.

Variable oracle : nat -> vector -> vector.

Lemma history_agree : forall k, (k <= S M)%nat -> history a oracle k = history a' oracle k.
Proof.
  induction k as [|k IH]; intros H; [reflexivity|]. simpl. rewrite IH, x_agree by lia. reflexivity.
Qed.

Lemma online_agree : forall k, (k <= M)%nat -> online a oracle k = online a' oracle k.
Proof. intros k H. unfold online. rewrite history_agree by lia. reflexivity. Qed.

Let g := online a oracle.
Let g' := online a' oracle.

Lemma m_online : m a g M = m a' g' M.
Proof. rewrite m_agree by lia. apply m_ext. intros; now apply online_agree. Qed.

Lemma v_online : v a g M = v a' g' M.
Proof. rewrite v_agree. apply v_ext. intros; now apply online_agree. Qed.

Lemma x_online : x a g M = x a' g' M.
Proof. rewrite x_agree by lia. apply x_ext. intros; apply online_agree; lia. Qed.

Lemma F_k_online : forall d F y, F_k a g d F M y = F_k a' g' d F M y.
Proof. intros. unfold F_k. now rewrite v_online, same_lambda. Qed.

Lemma F_k_now_online : forall d F, F_k_now a g d F M = F_k_now a' g' d F M.
Proof. intros. unfold F_k_now. now rewrite x_online, F_k_online. Qed.

Lemma m_err_online : forall d gradF, m_err_sq a g d gradF M = m_err_sq a' g' d gradF M.
Proof. intros. unfold m_err_sq. now rewrite x_online, m_online. Qed.

End Agreement.

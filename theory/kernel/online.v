(** A run whose gradients are an oracle's answers: g_k = oracle k x_k. It exists because x_k depends on g_0, ..., g_{k-1} only. *)

From Coq Require Import Reals Lia.
From theory.kernel Require Import vectors adamw.
Open Scope R_scope.

Lemma m_ext : forall a g h k, (forall j, (j <= k)%nat -> g j = h j) -> m a g k = m a h k.
Proof.
  intros a g h k H. induction k as [|k IH]; simpl m; [apply H; lia|].
  rewrite IH by (intros; apply H; lia). now rewrite (H (S k)).
Qed.

Lemma v_ext : forall a g h k, (forall j, (j <= k)%nat -> g j = h j) -> v a g k = v a h k.
Proof.
  intros a g h k H. unfold v. assert (n a g k = n a h k) as E; [|now rewrite E].
  induction k as [|k IH]; simpl n; [now rewrite (H 0%nat)|].
  rewrite IH by (intros; apply H; lia). now rewrite (H (S k)).
Qed.

Lemma x_ext : forall a g h k, (forall j, (j < k)%nat -> g j = h j) -> x a g k = x a h k.
Proof.
  intros a g h k H. induction k as [|k IH]; simpl x; [reflexivity|].
  rewrite IH by (intros; apply H; lia).
  rewrite (m_ext a g h k) by (intros; apply H; lia). now rewrite (v_ext a g h k) by (intros; apply H; lia).
Qed.

Section Online.

Variables (a : parameters) (oracle : nat -> vector -> vector).

Fixpoint history (k : nat) : nat -> vector :=
  match k with
  | O => fun _ _ => 0
  | S j => fun i => if Nat.eq_dec i j then oracle j (x a (history j) j) else history j i
  end.

Definition online : nat -> vector := fun k => history (S k) k.

Lemma history_online : forall k j, (j < k)%nat -> history k j = online j.
Proof.
  induction k as [|k IH]; intros j H; [lia|]. unfold online; simpl.
  destruct (Nat.eq_dec j k) as [->|D]; destruct (Nat.eq_dec _ _) as [_|N]; try reflexivity; try lia.
  rewrite IH by lia. unfold online; simpl. destruct (Nat.eq_dec j j) as [_|N]; [reflexivity|lia].
Qed.

Lemma online_answers : forall k, online k = oracle k (x a online k).
Proof.
  intros k. unfold online at 1; simpl. destruct (Nat.eq_dec k k) as [_|N]; [|lia].
  now rewrite (x_ext a (history k) online k) by (intros; now apply history_online).
Qed.

End Online.

(** A run knows of its oracle at step k only the answers up to step k. *)
Lemma history_ext : forall a o p k, (forall j, (j < k)%nat -> o j = p j) -> history a o k = history a p k.
Proof.
  intros a o p k H. induction k as [|k IH]; simpl; [reflexivity|].
  rewrite IH by (intros; apply H; lia). now rewrite (H k) by lia.
Qed.

Lemma online_ext : forall a o p k, (forall j, (j <= k)%nat -> o j = p j) -> online a o k = online a p k.
Proof. intros a o p k H. unfold online. rewrite (history_ext a o p); [reflexivity|]. intros; apply H; lia. Qed.

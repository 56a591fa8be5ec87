(** Finitely many fair signs: a run is a sequence of them, and the expectation is the average over the first N. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online.
Open Scope R_scope.

Definition signs := nat -> bool.
Definition sign (s : bool) : R := if s then 1 else -1.

(** What the first k signs determine. *)
Definition first_signs (k : nat) (Z : signs -> R) : Prop :=
  forall w w', (forall j, (j < k)%nat -> w j = w' j) -> Z w = Z w'.

Definition put (N : nat) (s : bool) (w : signs) : signs := fun j => if Nat.eq_dec j N then s else w j.

(** The average over all 2^N values of the first N signs; those after them are +. *)
Fixpoint mean (N : nat) (Z : signs -> R) : R :=
  match N with
  | O => Z (fun _ => true)
  | S M => (mean M (fun w => Z (put M true w)) + mean M (fun w => Z (put M false w))) / 2
  end.

Lemma mean_ext : forall N X Y, (forall w, X w = Y w) -> mean N X = mean N Y.
Proof.
  induction N as [|N IH]; intros X Y H; simpl; [apply H|].
  unfold Rdiv. apply Rmult_eq_compat_r. f_equal; apply IH; intros; apply H.
Qed.

Lemma mean_const : forall N a, mean N (fun _ => a) = a.
Proof. induction N as [|N IH]; intros a; simpl; [reflexivity|]. rewrite !IH. field. Qed.

Lemma mean_plus : forall N X Y, mean N (fun w => X w + Y w) = mean N X + mean N Y.
Proof. induction N as [|N IH]; intros X Y; simpl; [reflexivity|]. rewrite !IH. field. Qed.

Lemma mean_scal : forall N a X, mean N (fun w => a * X w) = a * mean N X.
Proof. induction N as [|N IH]; intros a X; simpl; [reflexivity|]. rewrite !IH. field. Qed.

Lemma mean_le : forall N X Y, (forall w, X w <= Y w) -> mean N X <= mean N Y.
Proof.
  induction N as [|N IH]; intros X Y H; simpl; [apply H|].
  pose proof (IH (fun w => X (put N true w)) (fun w => Y (put N true w)) (fun w => H _)).
  pose proof (IH (fun w => X (put N false w)) (fun w => Y (put N false w)) (fun w => H _)). lra.
Qed.

Lemma signs_filtration : filtration first_signs.
Proof.
  split.
  - intros k n phi Z C H w w' Hw. apply Rminus_diag_uniq.
    set (p := fun i => Z i w). set (q := fun i => Z i w').
    destruct (Req_dec (phi p - phi q) 0) as [|D]; [assumption|exfalso].
    destruct (C q (Rabs (phi p - phi q)) (Rabs_pos_lt _ D)) as [rad [Hr P]].
    apply (Rlt_irrefl (Rabs (phi p - phi q))), P. intros i Hi. unfold p, q. rewrite (H i Hi w w' Hw).
    now rewrite Rminus_diag_eq, Rabs_R0.
  - intros k Z H w w' Hw. apply H. intros j Hj. apply Hw. lia.
Qed.

Lemma signs_expectation : forall N, expectation first_signs (mean N).
Proof. intros N. split; intros; auto using mean_const, mean_plus, mean_scal, mean_le. Qed.

(** A sign has mean 0, given those before it. *)
Lemma mean_sign : forall N k Z, (k < N)%nat -> first_signs k Z -> mean N (fun w => sign (w k) * Z w) = 0.
Proof.
  induction N as [|N IH]; intros k Z Hk HZ; [lia|]; simpl.
  destruct (Nat.eq_dec k N) as [->|D].
  - rewrite (mean_ext N (fun w => sign (put N true w N) * Z (put N true w)) Z),
      (mean_ext N (fun w => sign (put N false w N) * Z (put N false w)) (fun w => -1 * Z w)).
    + rewrite mean_scal. field.
    + intros w. unfold put at 1. destruct (Nat.eq_dec N N) as [_|E]; [|lia]. simpl. f_equal. apply HZ.
      intros j Hj. unfold put. destruct (Nat.eq_dec j N); [lia|reflexivity].
    + intros w. unfold put at 1. destruct (Nat.eq_dec N N) as [_|E]; [|lia]. simpl. rewrite Rmult_1_l. apply HZ.
      intros j Hj. unfold put. destruct (Nat.eq_dec j N); [lia|reflexivity].
  - assert (P : forall s, mean N (fun w => sign (put N s w k) * Z (put N s w)) = 0).
    { intros s. rewrite (mean_ext N _ (fun w => sign (w k) * Z (put N s w))).
      - apply (IH k (fun w => Z (put N s w))); [lia|]. intros w w' Hw. apply HZ. intros j Hj. unfold put.
        destruct (Nat.eq_dec j N); [reflexivity|now apply Hw].
      - intros w. unfold put at 1. destruct (Nat.eq_dec k N); [lia|reflexivity]. }
    rewrite !P. field.
Qed.

(** Gradients with the noise s times a sign in every coordinate, in the first N steps. *)

Section Noisy.

Variables (a : parameters) (gradF : vector -> vector) (N : nat) (s : R).

Definition noisy (w : signs) (k : nat) : vector -> vector :=
  fun y i => gradF y i + (if lt_dec k N then s * sign (w k) else 0).

Definition noisy_gradients (w : signs) : nat -> vector := online a (noisy w).

Lemma noise_term : forall w k i, minus (noisy_gradients w k) (gradF (x a (noisy_gradients w) k)) i
  = if lt_dec k N then s * sign (w k) else 0.
Proof.
  intros. pose proof (f_equal (fun f => f i) (online_answers a (noisy w) k)) as E.
  change (noisy_gradients w k i = gradF (x a (noisy_gradients w) k) i + (if lt_dec k N then s * sign (w k) else 0)) in E.
  unfold minus. lra.
Qed.

Lemma noise_sq : forall w k i, minus (noisy_gradients w k) (gradF (x a (noisy_gradients w) k)) i ^ 2 <= s ^ 2.
Proof.
  intros. rewrite noise_term. destruct (lt_dec k N); [|pose proof (pow2_ge_0 s); lra].
  unfold sign. destruct (w k); right; ring.
Qed.

Lemma signs_noise : forall d sigma b, 0 < b -> INR d * s ^ 2 <= sigma ^ 2 / b ->
  noise first_signs (mean N) d gradF (fun w => x a (noisy_gradients w)) noisy_gradients sigma b.
Proof.
  intros d sigma b Hb Hs. split.
  - intros k i Hi w w' Hw. unfold noisy_gradients.
    rewrite (online_ext a (noisy w) (noisy w') k); [reflexivity|].
    intros j Hj. unfold noisy. now rewrite (Hw j) by lia.
  - intros k Z HZ. destruct (lt_dec k N) as [Hk|Hk].
    + rewrite (mean_ext N _ (fun w => sign (w k) * (s * sum d (fun i => Z w i)))).
      * apply mean_sign; [exact Hk|]. intros w w' Hw. f_equal. apply sum_ext. intros i Hi. now apply (HZ i Hi).
      * intros w. unfold inner. rewrite <- Rmult_assoc, <- sum_scal. apply sum_ext. intros i Hi. rewrite noise_term.
        destruct (lt_dec k N); [ring|lia].
    + rewrite (mean_ext N _ (fun _ => 0)); [apply mean_const|].
      intros w. unfold inner. rewrite (sum_ext d _ (fun _ => 0)); [rewrite sum_const; ring|].
      intros i Hi. rewrite noise_term. destruct (lt_dec k N); [lia|ring].
  - intros k. apply Rle_trans with (2 := Hs). rewrite <- (mean_const N (INR d * s ^ 2)). apply mean_le. intros w.
    rewrite <- sum_const. unfold norm_sq, inner. apply sum_le. intros i Hi.
    pose proof (noise_sq w k i) as Q. simpl in Q. lra.
Qed.

Lemma signs_bounded : forall d c, (forall y i, Rabs (gradF y i) <= c) -> 0 <= s -> bounded d noisy_gradients (c + s).
Proof.
  intros d c H Hs w k i _. pose proof (noise_term w k i) as E. unfold minus in E.
  replace (noisy_gradients w k i) with (gradF (x a (noisy_gradients w) k) i + (if lt_dec k N then s * sign (w k) else 0)) by lra.
  apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [apply H|].
  destruct (lt_dec k N); [|rewrite Rabs_R0; lra]. unfold sign. destruct (w k); apply Rabs_le; lra.
Qed.

End Noisy.

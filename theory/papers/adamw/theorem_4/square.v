(** F(x) = x^2 / 2, d = 1, no noise: a run that falls to 0 for any lambda <= 2, with its Polyak-Lojasiewicz inequality. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth expectation adamw adapted online certain polyak.
Open Scope R_scope.

Definition square : vector -> R := fun y => y 0%nat ^ 2 / 2.
Definition itself : vector -> vector := fun y => y.

Lemma square_smooth : smooth 1 square itself 1.
Proof.
  split.
  - intros x h. unfold square, itself, inner. simpl. auto_derive; [exact I|]. field.
  - intros x y. rewrite Rmult_1_l. apply Rle_refl.
Qed.

(** eta = 1/12, delta = 1, c_inf = 3/4, beta_1 = 1/2, beta_2 = 1/4, x_0 = 3/4 *)
Definition rule (lambda : R) : parameters := {| beta_1_at := fun _ => / 2; beta_2_of := / 4; eta_at := fun _ => / 12;
  lambda_at := fun k => lambda * (1 - / 4 * (3 / 4) ^ 2 / 1) ^ k; delta_of := 1; start := fun _ => 3 / 4 |}.
Definition run (lambda : R) := exact_gradients (rule lambda) itself.

Section Run.

Variable lambda : R.
Hypothesis lambda_between : 0 <= lambda <= 2.
Local Notation a := (rule lambda).
Local Notation g := (run lambda).

Lemma square_g : forall w k i, g w k i = x a (g w) k i.
Proof. intros. unfold run. now rewrite exact_gradients_answer. Qed.

Lemma square_lambda : forall k, 0 <= lambda_at a k <= 2.
Proof.
  intros k. change (0 <= lambda * (1 - / 4 * (3 / 4) ^ 2 / 1) ^ k <= 2). set (r := 1 - / 4 * (3 / 4) ^ 2 / 1).
  assert (0 <= r <= 1) by (unfold r; lra). pose proof (pow_le r k ltac:(lra)). pose proof (pow_incr r 1 k ltac:(lra)) as P.
  rewrite pow1 in P. nra.
Qed.

Lemma square_v : forall w k i, 1 <= v a (g w) k i.
Proof.
  intros. unfold v. rewrite <- sqrt_1 at 1. apply sqrt_le_1_alt. pose proof (n_nonneg a (g w) k i ltac:(simpl; lra)).
  simpl delta_of. lra.
Qed.

(** The momentum is at most twice the iterate, which falls and stays above 0. *)
Lemma square_run : forall w k, 0 <= x a (g w) k 0%nat <= 3 / 4 /\ 0 <= m a (g w) k 0%nat <= 2 * x a (g w) k 0%nat.
Proof.
  intros w k. induction k as [|k [X M]]; [simpl m; rewrite square_g; simpl; lra|].
  pose proof (square_lambda k) as Lk. pose proof (square_v w k 0%nat) as V.
  assert (Q : 0 <= m a (g w) k 0%nat / v a (g w) k 0%nat <= m a (g w) k 0%nat).
  { split; [apply Rdiv_le_0_compat; lra|]. apply Rle_div_l; [lra|]. nra. }
  assert (X' : x a (g w) (S k) 0%nat = (1 - lambda_at a k * / 12) * x a (g w) k 0%nat
    - / 12 * (m a (g w) k 0%nat / v a (g w) k 0%nat)) by (cbn [x]; simpl eta_at; unfold Rdiv; ring).
  assert (M' : m a (g w) (S k) 0%nat = (1 - / 2) * m a (g w) k 0%nat + / 2 * x a (g w) (S k) 0%nat)
    by (cbn [m]; now rewrite square_g).
  assert (0 <= lambda_at a k * x a (g w) k 0%nat <= 2 * x a (g w) k 0%nat) by nra.
  rewrite M'. rewrite X'. lra.
Qed.

Lemma square_v_0 : forall w, v a (g w) 0 0%nat = 5 / 4.
Proof.
  intros. unfold v. cbn [n]. rewrite square_g. simpl x. simpl delta_of.
  replace ((3 / 4) ^ 2 + 1) with ((5 / 4) ^ 2) by field. apply sqrt_pow2. lra.
Qed.

Lemma square_polyak : polyak_lojasiewicz 1 square itself a g (fun _ => 0) 1.
Proof.
  intros w k y. unfold F_k, gradF_k, weighted_sq, norm_sq, inner, square, itself. cbn [sum].
  pose proof (square_lambda k) as Lk. pose proof (square_v w k 0%nat) as V.
  set (l := lambda_at a k) in *. set (z := v a (g w) k 0%nat) in *. set (t := y 0%nat).
  assert (P : 0 <= l * z) by nra. set (q := l * z) in *.
  replace (2 * 1 * (t ^ 2 / 2 + l / 2 * (0 + z * t ^ 2) - (0 ^ 2 / 2 + l / 2 * (0 + z * 0 ^ 2)))) with ((1 + q) * t ^ 2)
    by (unfold q; field).
  replace (0 + (t + l * t * z) * (t + l * t * z)) with ((1 + q) * ((1 + q) * t ^ 2)) by (unfold q; ring).
  pose proof (pow2_ge_0 t). assert (0 <= (1 + q) * t ^ 2) by nra. nra.
Qed.

Lemma square_bounded : bounded 1 g (3 / 4).
Proof.
  intros w k i Hi. replace i with 0%nat by lia. rewrite square_g. pose proof (square_run w k). apply Rabs_le. lra.
Qed.

End Run.

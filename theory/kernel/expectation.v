(** Random variables, what is past at step k, and the expectation.

    [Omega] is the set of runs. [past k Z] says that Z is a random variable that depends only on what was drawn before step k:
    on a probability space with a filtration, a bounded function that is measurable at k. All that is used of these classes is
    that they grow with k and are closed under continuous functions of finitely many members; all that is used of the
    expectation is that it is linear, monotone and 1 at 1. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From theory.kernel Require Import vectors smooth.
Open Scope R_scope.

(** phi, as a function of its first n arguments, is continuous. *)
Definition continuous_in (n : nat) (phi : vector -> R) : Prop :=
  forall x eps, 0 < eps -> exists rad, 0 < rad /\
    forall y, (forall i, (i < n)%nat -> Rabs (y i - x i) < rad) -> Rabs (phi y - phi x) < eps.

Record filtration {Omega : Type} (past : nat -> (Omega -> R) -> Prop) : Prop := {
  past_continuous : forall k n (phi : vector -> R) (Z : nat -> Omega -> R),
    continuous_in n phi -> (forall i, (i < n)%nat -> past k (Z i)) -> past k (fun w => phi (fun i => Z i w));
  past_increasing : forall k Z, past k Z -> past (S k) Z
}.

(** A vector of the past: every coordinate is. *)
Definition past_vector {Omega : Type} (past : nat -> (Omega -> R) -> Prop) (d k : nat) (x : Omega -> vector) : Prop :=
  forall i, (i < d)%nat -> past k (fun w => x w i).

(** [random past X]: X is a random variable, past at some step. *)
Definition random {Omega : Type} (past : nat -> (Omega -> R) -> Prop) (X : Omega -> R) : Prop := exists k, past k X.

Record expectation {Omega : Type} (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R) : Prop := {
  E_one : E (fun _ => 1) = 1;
  E_plus : forall X Y, random past X -> random past Y -> E (fun w => X w + Y w) = E X + E Y;
  E_scal : forall a X, random past X -> E (fun w => a * X w) = a * E X;
  E_monotone : forall X Y, random past X -> random past Y -> (forall w, X w <= Y w) -> E X <= E Y
}.

(** (1/T) sum_{k<T} E X_k *)
Definition average {Omega : Type} (E : (Omega -> R) -> R) (T : nat) (X : nat -> Omega -> R) : R :=
  / INR T * sum T (fun k => E (X k)).

(** Assumption N: the minibatch gradient g_k is drawn at step k; given the past its mean is grad F(x_k), that is,
    E<g_k - grad F(x_k), Z> = 0 for every vector Z of the past; E||g_k - grad F(x_k)||^2 <= sigma^2 / b. *)
Record noise {Omega : Type} (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
  (d : nat) (gradF : vector -> vector) (x g : Omega -> nat -> vector) (sigma b : R) : Prop := {
  drawn : forall k, past_vector past d (S k) (fun w => g w k);
  unbiased : forall k Z, past_vector past d k Z ->
    E (fun w => inner d (minus (g w k) (gradF (x w k))) (Z w)) = 0;
  variance : forall k, E (fun w => norm_sq d (minus (g w k) (gradF (x w k)))) <= sigma ^ 2 / b
}.

(** Continuity of what is needed. *)

Lemma continuous_in_1 : forall f : R -> R, (forall t, continuous f t) -> continuous_in 1 (fun y => f (y 0%nat)).
Proof.
  intros f Hf x eps He.
  destruct (proj1 (filterlim_locally f (f (x 0%nat))) (Hf (x 0%nat)) (mkposreal eps He)) as [rad H].
  exists rad; split; [apply cond_pos|]. intros y Hy. apply (H (y 0%nat)). apply Hy; lia.
Qed.

Lemma continuous_in_plus : continuous_in 2 (fun y => y 0%nat + y 1%nat).
Proof.
  intros x eps He. exists (eps / 2); split; [lra|]. intros y Hy.
  pose proof (Hy 0%nat ltac:(lia)) as H0. pose proof (Hy 1%nat ltac:(lia)) as H1.
  apply Rabs_def2 in H0, H1. apply Rabs_def1; lra.
Qed.

Section Expectation.

Context {Omega : Type} {past : nat -> (Omega -> R) -> Prop}.
Hypothesis A : filtration past.

Lemma past_le : forall j k Z, (j <= k)%nat -> past j Z -> past k Z.
Proof. intros j k Z H HZ. induction H; [exact HZ|]. now apply (past_increasing _ A). Qed.

Lemma past_const : forall k a, past k (fun _ => a).
Proof.
  intros k a. apply (past_continuous _ A k 0 (fun _ => a) (fun _ _ => 0)); [|intros; lia].
  intros x eps He. exists 1; split; [lra|]. intros; rewrite Rminus_diag_eq, Rabs_R0; lra.
Qed.

Lemma past_map : forall k (f : R -> R) X, (forall t, continuous f t) -> past k X -> past k (fun w => f (X w)).
Proof.
  intros k f X Hf HX. apply (past_continuous _ A k 1 (fun y => f (y 0%nat)) (fun _ => X)); [|auto].
  now apply continuous_in_1.
Qed.

Lemma past_plus : forall k X Y, past k X -> past k Y -> past k (fun w => X w + Y w).
Proof.
  intros k X Y HX HY.
  apply (past_continuous _ A k 2 (fun y => y 0%nat + y 1%nat) (fun i => match i with O => X | _ => Y end)).
  - apply continuous_in_plus.
  - intros [|i] _; assumption.
Qed.

Lemma past_ext : forall k X Y, (forall w, X w = Y w) -> past k X -> past k Y.
Proof. intros k X Y H HX. now replace Y with X by (apply FunctionalExtensionality.functional_extensionality; exact H). Qed.

Lemma past_scal : forall k a X, past k X -> past k (fun w => a * X w).
Proof.
  intros k a X HX. apply (past_map k (fun t => a * t)); [|exact HX].
  intros t. apply (ex_derive_continuous (V := R_NormedModule)). auto_derive. exact I.
Qed.

Lemma past_pow_2 : forall k X, past k X -> past k (fun w => X w ^ 2).
Proof.
  intros k X HX. apply (past_map k (fun t => t ^ 2)); [|exact HX].
  intros t. apply (ex_derive_continuous (V := R_NormedModule)). auto_derive. exact I.
Qed.

Lemma past_minus : forall k X Y, past k X -> past k Y -> past k (fun w => X w - Y w).
Proof.
  intros k X Y HX HY. apply (past_ext k (fun w => X w + -1 * Y w)); [intros; ring|].
  now apply past_plus, past_scal.
Qed.

Lemma past_mult : forall k X Y, past k X -> past k Y -> past k (fun w => X w * Y w).
Proof.
  intros k X Y HX HY.
  apply (past_ext k (fun w => 1 / 4 * (X w + Y w) ^ 2 - 1 / 4 * (X w - Y w) ^ 2)); [intros; field|].
  apply past_minus; apply past_scal, past_pow_2; [now apply past_plus|now apply past_minus].
Qed.

Lemma past_sum : forall k n (X : nat -> Omega -> R),
  (forall i, (i < n)%nat -> past k (X i)) -> past k (fun w => sum n (fun i => X i w)).
Proof.
  induction n as [|n IH]; intros X H; simpl; [apply past_const|].
  apply (past_plus k (fun w => sum n (fun i => X i w))); auto.
Qed.

Lemma past_vector_minus : forall d k x y,
  past_vector past d k x -> past_vector past d k y -> past_vector past d k (fun w => minus (x w) (y w)).
Proof. intros d k x y Hx Hy i Hi. apply (past_minus k (fun w => x w i) (fun w => y w i)); auto. Qed.

Lemma past_vector_increasing : forall d k x, past_vector past d k x -> past_vector past d (S k) x.
Proof. intros d k x Hx i Hi. apply (past_increasing _ A). auto. Qed.

Lemma past_inner : forall d k x y, past_vector past d k x -> past_vector past d k y -> past k (fun w => inner d (x w) (y w)).
Proof.
  intros d k x y Hx Hy. apply (past_sum k d (fun i w => x w i * y w i)). intros i Hi. now apply past_mult; auto.
Qed.

Lemma past_norm_sq : forall d k x, past_vector past d k x -> past k (fun w => norm_sq d (x w)).
Proof. intros; now apply past_inner. Qed.

Lemma past_weighted_sq : forall d k v x,
  past_vector past d k v -> past_vector past d k x -> past k (fun w => weighted_sq d (v w) (x w)).
Proof.
  intros d k v x Hv Hx. apply (past_sum k d (fun i w => v w i * x w i ^ 2)). intros i Hi.
  apply (past_mult k (fun w => v w i)); [auto|]. apply (past_pow_2 k (fun w => x w i)); auto.
Qed.

(** The expectation. *)

Variable E : (Omega -> R) -> R.
Hypothesis HE : expectation past E.

Lemma E_ext : forall X Y, random past X -> random past Y -> (forall w, X w = Y w) -> E X = E Y.
Proof.
  intros X Y HX HY H. apply Rle_antisym; apply (E_monotone _ _ HE); auto; intros w; rewrite H; apply Rle_refl.
Qed.

Lemma E_const : forall a, E (fun _ => a) = a.
Proof.
  intros a. assert (R : forall c, random past (fun _ => c)) by (intros c; exists 0%nat; apply past_const).
  rewrite (E_ext _ (fun _ => a * 1)) by (auto; intros; ring).
  rewrite (E_scal _ _ HE a (fun _ => 1)), (E_one _ _ HE) by auto. ring.
Qed.

Lemma random_plus : forall X Y, random past X -> random past Y -> random past (fun w => X w + Y w).
Proof.
  intros X Y [j HX] [k HY]. exists (Nat.max j k).
  apply past_plus; [apply (past_le j)|apply (past_le k)]; auto; lia.
Qed.

Lemma random_scal : forall a X, random past X -> random past (fun w => a * X w).
Proof. intros a X [k HX]. exists k. now apply past_scal. Qed.

Lemma E_minus : forall X Y, random past X -> random past Y -> E (fun w => X w - Y w) = E X - E Y.
Proof.
  intros X Y HX HY.
  rewrite (E_ext _ (fun w => X w + -1 * Y w)).
  - rewrite (E_plus _ _ HE), (E_scal _ _ HE); auto using random_scal. ring.
  - destruct HX as [j HX], HY as [k HY]. exists (Nat.max j k).
    apply past_minus; [apply (past_le j)|apply (past_le k)]; auto; lia.
  - auto using random_plus, random_scal.
  - intros; ring.
Qed.

Lemma E_nonneg : forall X, random past X -> (forall w, 0 <= X w) -> 0 <= E X.
Proof.
  intros X HX H. rewrite <- (E_const 0). apply (E_monotone _ _ HE); auto. exists 0%nat; apply past_const.
Qed.

Lemma E_sum : forall n (X : nat -> Omega -> R), (forall i, (i < n)%nat -> random past (X i)) ->
  random past (fun w => sum n (fun i => X i w)) /\ E (fun w => sum n (fun i => X i w)) = sum n (fun i => E (X i)).
Proof.
  induction n as [|n IH]; intros X H; simpl.
  - split; [exists 0%nat; apply past_const|apply E_const].
  - destruct (IH X) as [R E']; [auto|]. split.
    + apply (random_plus (fun w => sum n (fun i => X i w))); auto.
    + rewrite (E_plus _ _ HE (fun w => sum n (fun i => X i w)) (X n)), E'; auto.
Qed.

(** A smooth F and its gradient at a vector of the past are of the past. *)

Section Composition.

Variables (d : nat) (F : vector -> R) (gradF : vector -> vector) (L : R).
Hypothesis S : smooth d F gradF L.
Hypothesis L_nonneg : 0 <= L.

Lemma norm_sq_near : forall x y r, 0 <= r -> (forall i, (i < d)%nat -> Rabs (y i - x i) < r) ->
  norm_sq d (minus y x) <= INR d * r ^ 2.
Proof.
  intros x y r Hr H. rewrite <- sum_const. unfold norm_sq, inner. apply sum_le. intros i Hi.
  specialize (H i Hi). apply Rabs_def2 in H as [H1 H2]. cbv beta. unfold minus.
  assert (0 <= (r - (y i - x i)) * (r + (y i - x i))) by (apply Rmult_le_pos; lra). nra.
Qed.

(** ||y - x|| is small if every coordinate is. *)
Lemma near : forall eps, 0 < eps -> exists rad, 0 < rad /\
  forall x y, (forall i, (i < d)%nat -> Rabs (y i - x i) < rad) -> norm d (minus y x) < eps.
Proof.
  intros eps He. exists (eps / (INR d + 1)).
  pose proof (pos_INR d). assert (0 < eps / (INR d + 1)) by (apply Rdiv_lt_0_compat; lra).
  split; [assumption|]. intros x y Hxy.
  apply Rle_lt_trans with (sqrt (INR d * (eps / (INR d + 1)) ^ 2)).
  { apply sqrt_le_1_alt. apply norm_sq_near; [lra|exact Hxy]. }
  rewrite <- (sqrt_pow2 eps) at 2 by lra. apply sqrt_lt_1_alt. split; [apply Rmult_le_pos; [lra|apply pow2_ge_0]|].
  set (q := eps / (INR d + 1)) in *. replace eps with (q * (INR d + 1)) by (unfold q; field; lra). nra.
Qed.

Lemma continuous_gradient : forall i, (i < d)%nat -> continuous_in d (fun x => gradF x i).
Proof.
  intros i Hi x eps He.
  destruct (near (eps / (L + 1))) as [rad [Hr H]]; [apply Rdiv_lt_0_compat; lra|].
  exists rad; split; [exact Hr|]. intros y Hy. specialize (H x y Hy).
  apply Rle_lt_trans with (norm d (minus (gradF y) (gradF x))).
  - rewrite <- sqrt_Rsqr_abs. apply sqrt_le_1_alt. rewrite Rsqr_pow2.
    apply (coordinate_le_norm_sq d (minus (gradF y) (gradF x)) i Hi).
  - apply Rle_lt_trans with (1 := lipschitz _ _ _ _ S y x).
    pose proof (norm_nonneg d (minus y x)).
    replace eps with ((L + 1) * (eps / (L + 1))) by (field; lra). nra.
Qed.

Lemma continuous_F : continuous_in d F.
Proof.
  intros x eps He.
  pose (n := norm d (gradF x)). assert (0 <= n) by apply norm_nonneg.
  pose (r := Rmin 1 (eps / (n + 2 * L + 1))).
  assert (0 < eps / (n + 2 * L + 1)) by (apply Rdiv_lt_0_compat; lra).
  assert (0 < r) by (apply Rmin_glb_lt; lra).
  destruct (near r) as [rad [Hr H']]; [assumption|].
  exists rad; split; [exact Hr|]. intros y Hy. specialize (H' x y Hy).
  set (s := norm d (minus y x)) in *. assert (0 <= s) by apply norm_nonneg.
  assert (r <= 1) by apply Rmin_l. assert (r <= eps / (n + 2 * L + 1)) by apply Rmin_r.
  assert (s * (n + 2 * L + 1) < eps).
  { replace eps with (eps / (n + 2 * L + 1) * (n + 2 * L + 1)) by (field; lra). apply Rmult_lt_compat_r; lra. }
  pose proof (descent d F gradF L S x y) as D1.
  pose proof (descent d F gradF L S y x) as D2.
  rewrite <- norm_pow_2 in D1, D2.
  assert (N : norm d (minus x y) = s).
  { apply (f_equal sqrt). apply sum_ext. intros; unfold minus; ring. }
  rewrite N in D2. fold s in D1.
  pose proof (cauchy_schwarz d (gradF x) (minus y x)) as C1. fold n s in C1.
  pose proof (cauchy_schwarz d (gradF y) (minus x y)) as C2. rewrite N in C2.
  assert (norm d (gradF y) <= n + L * s) as G.
  { apply Rsqr_incr_0_var; [|nra]. rewrite !Rsqr_pow2, norm_pow_2.
    rewrite (norm_sq_ext d (gradF y) (fun i => 1 * gradF x i + 1 * minus (gradF y) (gradF x) i))
      by (intros; unfold minus; ring).
    rewrite norm_sq_combination, <- !norm_pow_2. fold n.
    pose proof (cauchy_schwarz d (gradF x) (minus (gradF y) (gradF x))) as C3. fold n in C3.
    pose proof (lipschitz _ _ _ _ S y x) as Lip. fold s in Lip.
    pose proof (norm_nonneg d (minus (gradF y) (gradF x))). set (p := norm d (minus (gradF y) (gradF x))) in *.
    assert (n * p <= n * (L * s)) by (apply Rmult_le_compat_l; lra).
    assert (p ^ 2 <= (L * s) ^ 2) by (apply pow_incr; lra). lra. }
  assert (s ^ 2 <= s) by nra. assert (L * s ^ 2 <= L * s) by (apply Rmult_le_compat_l; lra).
  assert (norm d (gradF y) * s <= (n + L * s) * s) by (apply Rmult_le_compat_r; lra).
  assert (0 <= L * s) by (apply Rmult_le_pos; lra). apply Rabs_def1; lra.
Qed.

Lemma past_gradient : forall k x, past_vector past d k x -> past_vector past d k (fun w => gradF (x w)).
Proof.
  intros k x Hx i Hi.
  apply (past_continuous _ A k d (fun y => gradF y i) (fun j w => x w j)); [now apply continuous_gradient|exact Hx].
Qed.

Lemma past_F : forall k x, past_vector past d k x -> past k (fun w => F (x w)).
Proof.
  intros k x Hx. apply (past_continuous _ A k d F (fun j w => x w j)); [apply continuous_F|exact Hx].
Qed.

End Composition.
End Expectation.

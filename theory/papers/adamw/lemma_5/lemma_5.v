(** Lemma 5: the equation A M + M A' = (eta/b) Q H Q of AdamW's stationary covariance has M = (eta/2b) A^(-1) Q H Q as its one
    solution, which is symmetric, for A = Q H + lambda I in any dimension.

    Q = diag q with q > 0, H symmetric and positive definite; M is told by A M = (eta/2b) Q H Q, so that no inverse is spoken of. *)

From Coq Require Import Reals Lra Lia.
From theory.kernel Require Import vectors.
Open Scope R_scope.

Definition matrix := nat -> nat -> R.
Definition entry (d : nat) (X Y : matrix) : matrix := fun i j => sum d (fun k => X i k * Y k j).
Definition transposed (X : matrix) : matrix := fun i j => X j i.
Definition same (d : nat) (X Y : matrix) : Prop := forall i j, (i < d)%nat -> (j < d)%nat -> X i j = Y i j.
Definition form (d : nat) (X : matrix) (x : vector) : R := sum d (fun i => x i * sum d (fun k => X i k * x k)).

Lemma sum_swap : forall m n f, sum m (fun i => sum n (fun j => f i j)) = sum n (fun j => sum m (fun i => f i j)).
Proof.
  induction m as [|m IH]; intros n f; cbn [sum]; [rewrite sum_const; ring|]. rewrite IH, <- sum_plus. reflexivity.
Qed.

Lemma sum_delta : forall d i c f, (i < d)%nat -> sum d (fun k => (if Nat.eqb i k then c else 0) * f k) = c * f i.
Proof.
  induction d as [|d IH]; intros i c f H; [lia|]. cbn [sum]. destruct (Nat.eqb_spec i d) as [->|N].
  - rewrite (sum_ext d _ (fun _ => 0)); [rewrite sum_const; ring|]. intros k Hk.
    destruct (Nat.eqb_spec d k); [lia|ring].
  - rewrite IH by lia. ring.
Qed.

Lemma sum_zero : forall n f, (forall i, (i < n)%nat -> 0 <= f i) -> sum n f = 0 -> forall i, (i < n)%nat -> f i = 0.
Proof.
  induction n as [|n IH]; intros f H S i Hi; [lia|]. cbn [sum] in S.
  pose proof (sum_nonneg n f ltac:(auto)). pose proof (H n ltac:(auto)).
  destruct (Nat.eq_dec i n) as [->|N]; [lra|]. apply IH; [auto|lra|lia].
Qed.

Section Lemma_5.

Variables (d : nat) (H : matrix) (q : vector) (lambda eta b : R).
Hypothesis H_symmetric : same d H (transposed H).
Hypothesis H_nonneg : forall x, 0 <= form d H x.
Hypothesis H_definite : forall x, form d H x = 0 -> forall i, (i < d)%nat -> x i = 0.
Hypothesis q_pos : forall i, (i < d)%nat -> 0 < q i.
Hypothesis lambda_nonneg : 0 <= lambda.
Hypothesis b_pos : 0 < b.

(** A = Q H + lambda I and Q H Q *)
Definition drift : matrix := fun i k => q i * H i k + (if Nat.eqb i k then lambda else 0).
Definition noise_of : matrix := fun i j => q i * H i j * q j.

Lemma drift_entry : forall X i j, (i < d)%nat ->
  entry d drift X i j = q i * sum d (fun k => H i k * X k j) + lambda * X i j.
Proof.
  intros X i j Hi. unfold entry, drift. rewrite <- (sum_delta d i lambda (fun k => X k j)) by exact Hi.
  rewrite <- sum_scal, <- sum_plus. apply sum_ext. intros; ring.
Qed.

Lemma entry_drift : forall X i j, (j < d)%nat ->
  entry d X (transposed drift) i j = q j * sum d (fun k => H j k * X i k) + lambda * X i j.
Proof.
  intros X i j Hj. unfold entry, transposed, drift. rewrite <- (sum_delta d j lambda (fun k => X i k)) by exact Hj.
  rewrite <- sum_scal, <- sum_plus. apply sum_ext. intros; ring.
Qed.

(** A x = 0 only for x = 0: <x, H x> = - lambda <x, x/q>. *)
Lemma injective : forall x, (forall i, (i < d)%nat -> q i * sum d (fun k => H i k * x k) + lambda * x i = 0) ->
  forall i, (i < d)%nat -> x i = 0.
Proof.
  intros x Hx. apply H_definite. apply Rle_antisym; [|apply H_nonneg]. unfold form.
  rewrite (sum_ext d _ (fun i => - lambda * (x i ^ 2 / q i))).
  2:{ intros i Hi. specialize (Hx i Hi). pose proof (q_pos i Hi).
      replace (sum d (fun k => H i k * x k)) with (- lambda * x i / q i); [field; lra|].
      apply (Rmult_eq_reg_l (q i)); [|lra]. replace (q i * (- lambda * x i / q i)) with (- lambda * x i) by (field; lra). lra. }
  rewrite sum_scal.
  assert (0 <= sum d (fun i => x i ^ 2 / q i)).
  { apply sum_nonneg. intros i Hi. apply Rmult_le_pos; [apply pow2_ge_0|]. now apply Rlt_le, Rinv_0_lt_compat, q_pos. }
  assert (0 <= lambda * sum d (fun i => x i ^ 2 / q i)) by now apply Rmult_le_pos. lra.
Qed.

Lemma injective_entries : forall X Y, same d (entry d drift X) (entry d drift Y) -> same d X Y.
Proof.
  intros X Y E i j Hi Hj. apply Rminus_diag_uniq. revert i Hi. apply (injective (fun i => X i j - Y i j)). intros i Hi.
  specialize (E i j Hi Hj). rewrite !drift_entry in E by exact Hi.
  rewrite (sum_ext d _ (fun k => H i k * X k j + -1 * (H i k * Y k j))) by (intros; ring).
  rewrite sum_plus, sum_scal. lra.
Qed.

(** No commuting is needed: A Q H Q = Q H Q A'. *)
Lemma intertwined : same d (entry d drift noise_of) (entry d noise_of (transposed drift)).
Proof.
  intros i j Hi Hj. rewrite drift_entry, entry_drift by assumption. apply f_equal2; [|reflexivity].
  rewrite <- !sum_scal. apply sum_ext. intros k Hk. unfold noise_of. rewrite (H_symmetric j k) by assumption. unfold transposed. ring.
Qed.

Lemma noise_symmetric : same d noise_of (transposed noise_of).
Proof. intros i j Hi Hj. unfold transposed, noise_of. rewrite (H_symmetric i j) by assumption. unfold transposed. ring. Qed.

Variable M : matrix.
Hypothesis M_is : same d (entry d drift M) (fun i j => eta / (2 * b) * noise_of i j).

Lemma on_the_right : same d (entry d M (transposed drift)) (fun i j => eta / (2 * b) * noise_of i j).
Proof.
  apply injective_entries. intros i j Hi Hj.
  transitivity (entry d (entry d drift M) (transposed drift) i j).
  - unfold entry. rewrite (sum_ext d _ (fun k => sum d (fun l => drift i k * (M k l * transposed drift l j))))
      by (intros; now rewrite <- sum_scal).
    rewrite sum_swap. apply sum_ext. intros l Hl. rewrite Rmult_comm, <- sum_scal. apply sum_ext. intros; ring.
  - transitivity (eta / (2 * b) * entry d noise_of (transposed drift) i j).
    + unfold entry at 1. rewrite (sum_ext d _ (fun k => eta / (2 * b) * (noise_of i k * transposed drift k j))).
      * now rewrite sum_scal.
      * intros k Hk. rewrite M_is by assumption. ring.
    + rewrite <- intertwined by assumption. unfold entry. rewrite <- sum_scal. apply sum_ext. intros; ring.
Qed.

Theorem lemma_5_solves : same d (fun i j => entry d drift M i j + entry d M (transposed drift) i j)
  (fun i j => eta / b * noise_of i j).
Proof. intros i j Hi Hj. cbv beta. rewrite M_is, on_the_right by assumption. field. lra. Qed.

Theorem lemma_5_symmetric : same d M (transposed M).
Proof.
  apply injective_entries. intros i j Hi Hj. rewrite M_is by assumption.
  transitivity (entry d M (transposed drift) j i).
  - rewrite on_the_right by assumption. now rewrite noise_symmetric by assumption.
  - unfold entry, transposed. apply sum_ext. intros; ring.
Qed.

(** Any other solution N is M: D = N - M has sum over i, j of D_ij (A D + D A')_ij / (q_i q_j) = 0, a sum of forms of H. *)
Theorem lemma_5_unique : forall N, same d (fun i j => entry d drift N i j + entry d N (transposed drift) i j)
  (fun i j => eta / b * noise_of i j) -> same d N M.
Proof.
  intros N HN. pose (D := fun i j => N i j - M i j).
  assert (Z : forall i j, (i < d)%nat -> (j < d)%nat ->
    (q i * sum d (fun k => H i k * D k j) + lambda * D i j) + (q j * sum d (fun k => H j k * D i k) + lambda * D i j) = 0).
  { intros i j Hi Hj. specialize (HN i j Hi Hj). pose proof (lemma_5_solves i j Hi Hj) as HM. cbv beta in HN, HM.
    rewrite !drift_entry, !entry_drift in HN by assumption. rewrite !drift_entry, !entry_drift in HM by assumption. unfold D.
    rewrite (sum_ext d _ (fun k => H i k * N k j + -1 * (H i k * M k j))) by (intros; ring).
    rewrite (sum_ext d (fun k => H j k * _) (fun k => H j k * N i k + -1 * (H j k * M i k))) by (intros; ring).
    rewrite !sum_plus, !sum_scal. lra. }
  assert (inv : forall i, (i < d)%nat -> 0 < / q i) by (intros; now apply Rinv_0_lt_compat, q_pos).
  pose (columns := sum d (fun j => / q j * form d H (fun i => D i j))).
  pose (rows := sum d (fun i => / q i * form d H (fun j => D i j))).
  pose (squares := sum d (fun i => sum d (fun j => 2 * lambda * (D i j ^ 2 * (/ q i * / q j))))).
  assert (S : columns + rows + squares = 0).
  { transitivity (sum d (fun i => sum d (fun j => D i j * (/ q i * / q j) *
      ((q i * sum d (fun k => H i k * D k j) + lambda * D i j) + (q j * sum d (fun k => H j k * D i k) + lambda * D i j))))).
    - unfold columns, rows, squares, form.
      rewrite (sum_ext d (fun j => / q j * _) (fun j => sum d (fun i => / q j * (D i j * sum d (fun k => H i k * D k j)))))
        by (intros; now rewrite <- sum_scal).
      rewrite sum_swap.
      rewrite (sum_ext d (fun i => / q i * _) (fun i => sum d (fun j => / q i * (D i j * sum d (fun k => H j k * D i k)))))
        by (intros; now rewrite <- sum_scal).
      rewrite <- !sum_plus. apply sum_ext. intros i Hi. rewrite <- !sum_plus. apply sum_ext. intros j Hj.
      pose proof (q_pos i Hi). pose proof (q_pos j Hj). field. lra.
    - rewrite (sum_ext d _ (fun _ => 0)); [rewrite sum_const; ring|]. intros i Hi.
      rewrite (sum_ext d _ (fun _ => 0)); [rewrite sum_const; ring|]. intros j Hj. rewrite (Z i j Hi Hj). ring. }
  assert (C : forall j, (j < d)%nat -> 0 <= / q j * form d H (fun i => D i j)).
  { intros j Hj. apply Rmult_le_pos; [now apply Rlt_le, inv|apply H_nonneg]. }
  assert (0 <= rows).
  { apply sum_nonneg. intros i Hi. apply Rmult_le_pos; [now apply Rlt_le, inv|apply H_nonneg]. }
  assert (0 <= squares).
  { apply sum_nonneg. intros i Hi. apply sum_nonneg. intros j Hj. pose proof (inv i Hi). pose proof (inv j Hj).
    apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; [apply pow2_ge_0|]. apply Rmult_le_pos; lra. }
  assert (columns = 0) as C0 by (pose proof (sum_nonneg d _ C); unfold columns in *; lra).
  intros i j Hi Hj. apply Rminus_diag_uniq. change (D i j = 0). revert i Hi. apply (H_definite (fun i => D i j)).
  pose proof (sum_zero d _ C C0 j Hj) as F. cbv beta in F. pose proof (inv j Hj).
  apply (Rmult_eq_reg_l (/ q j)); lra.
Qed.

End Lemma_5.

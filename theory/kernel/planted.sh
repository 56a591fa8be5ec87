#!/usr/bin/env bash
# Plant falsehoods in the Coq files, one at a time; the build must fail at each.
#
#   theory/kernel/planted.sh [OUT]     OUT: the folder of a finished build (build/kernel)
#
# Exit status 1: the build accepts a falsehood, or the text to change is not there.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out="${1:-$here/../../build/kernel}"
[ -f "$out/files" ] || { echo "kernel: no finished build in $out (make kernel)" >&2; exit 1; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

failed=0
# plant WHAT FILE TEXT INSTEAD: every occurrence of TEXT in FILE becomes INSTEAD
plant() {
  rm -rf "$work/source" "$work/out"
  cp -a "$out" "$work/out"
  mkdir "$work/source"
  while read -r file; do
    mkdir -p "$work/source/$(dirname "${file#theory/}")"
    cp -a "$here/../../$file" "$work/source/${file#theory/}"
  done < "$out/files"
  if ! grep -qF -- "$3" "$work/source/$2"; then
    echo "NOT THERE  $1: $3 ($2)"; failed=1; return
  fi
  TEXT="$3" INSTEAD="$4" perl -pi -e 's/\Q$ENV{TEXT}\E/$ENV{INSTEAD}/g' "$work/source/$2"
  if "$here/build.sh" "$work/out" "$work/source" > "$work/log" 2>&1; then
    echo "ACCEPTED   $1"; failed=1
  else
    echo "refused    $1  [$(grep -m1 -oE 'theory/[^"]+", line [0-9]+|kernel: .*' "$work/log" | sed 's/", line /:/')]"
  fi
}

theorem_2=papers/adamw/theorem_2
plant "eta's limit in Eq. 16 doubled" $theorem_2/one_step.v "2 * eta * (L + lambda * c_1) <= c_1" "eta * (L + lambda * c_1) <= c_1"
plant "eta's limit in the statement doubled" $theorem_2/statement.v "c_1 / (2 * L + 2 * c_1 * lambda)" "c_1 / (L + c_1 * lambda)"
plant "the start's decay dropped" $theorem_2/theorem_2.v "F x_0 - F_star + E (fun w => decay_0 a (g w) d)" "F x_0 - F_star"
plant "the start's decay dropped in the statement" $theorem_2/statement.v "(Delta + decay_0)" "Delta"
plant "sigma^2/b without b" papers/adamw/lemma_2/lemma_2.v "(S k) ^ 2 * sigma ^ 2 / b" "(S k) ^ 2 * sigma ^ 2"
plant "the polarisation's 1/2 dropped" $theorem_2/one_step.v "(s ^ 2 + t ^ 2 - (s - t) ^ 2) / 2" "(s ^ 2 + t ^ 2 - (s - t) ^ 2)"
plant "the drift of the second moment halved" papers/adamw/lemma_1/lemma_1.v "Let mu_v := beta_2_of a" "Let mu_v := beta_2_of a / 2"
plant "the momentum's factor 8 in (iii) halved" $theorem_2/theorem_2.v "8 * epsilon ^ 2" "4 * epsilon ^ 2"
plant "Adam's limit of eta doubled" papers/adamw/corollary_2/statement.v "c_1 / (2 * L)" "c_1 / L"
plant "Theorem 3's rate without the decay's curvature" papers/adamw/theorem_3/statement.v "2 * sqrt c_2 * (L + c_1 * lambda) * sqrt (gamma" "2 * sqrt c_2 * L * sqrt (gamma"
plant "Theorem 3's eta with the beta_1 of the same step" papers/adamw/theorem_3/statement.v "sqrt (gamma ^ 2 + INR k + 1)" "sqrt (gamma ^ 2 + INR k)"
plant "Theorem 3's roots taken to be half of sqrt(T)" papers/adamw/theorem_3/horizon.v "2 / 5 * sqrt T" "1 / 2 * sqrt T"
plant "Theorem 3's T with half of its first coefficient" papers/adamw/theorem_3/statement.v "(10 * sqrt c_2 ^ 3" "(5 * sqrt c_2 ^ 3"
plant "Lemma 5's covariance doubled" papers/adamw/lemma_5/lemma_5.v "eta / (2 * b)" "eta / b"
plant "a goal beyond its certificate" papers/adamw/lemma_3/goals.v "+ 7 * x - 5" "+ 8 * x - 5"
plant "a witness that is none" papers/adamw/theorem_1/goals.v "specialize (goal (1)); refute" "specialize (goal (2)); refute"
plant "Theorem 3 refuted with the start's decay in its bound" papers/adamw/theorem_3/statement.v "2 * Delta * L" "2 * (Delta + lambda / 2 * c_2 * norm_sq d x_0) * L"
plant "Theorem 4's eps_0 without the momentum's start" papers/adamw/theorem_4/statement.v "Rmax (sigma ^ 2 / (b * mu)) (Delta + decay_0)" "(Delta + decay_0)"
plant "Theorem 4's stage with half of its length" papers/adamw/theorem_4/statement.v "48 * c_2 * (decay_star" "24 * c_2 * (decay_star"
plant "Theorem 4's K counted from 1" papers/adamw/theorem_4/statement.v "ln (eps_0 / eps_stage) / ln 2 <= INR K" "ln (1 / eps_stage) / ln 2 <= INR K"
plant "Theorem 4's weight decay started anew in every stage" papers/adamw/theorem_4/statement.v "eta ends s; lambda_at := fun k => lambda * (1 - mu_v) ^ k" "eta ends s; lambda_at := fun k => lambda * (1 - mu_v) ^ (k - begins ends s)"
plant "Theorem 4's P with a thirty-second of its mu" kernel/polyak.v "2 * mu * (F_k" "mu / 16 * (F_k"
plant "Theorem 4 refuted with the start's decay in its start" papers/adamw/theorem_4/statement.v "<= eps_0." "<= eps_0 + lambda / 2 * c_2 * norm_sq d x_0."
plant "Theorem 4's stage refuted with three times its T and the decay at x_star in it" papers/adamw/theorem_4/statement.v "16 * c_2 * eps_prev" "48 * c_2 * (eps_prev + lambda / 2 * c_2 * norm_sq d x_star)"
plant "Theorem 4's stage refuted by an iterate farther than it goes" papers/adamw/theorem_4/pulled.v "513 / 256 * lambda_at" "3 * lambda_at"
plant "a lemma taken without its proof" kernel/vectors.v "Proof. intros; apply sqrt_pos. Qed." "Proof. Admitted."
plant "an axiom by another name" kernel/vectors.v "Proof. intros; apply sqrt_pos. Qed." "Abort. Variable norm_nonneg : forall d x, 0 <= norm d x."
exit "$failed"

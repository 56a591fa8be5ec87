#!/usr/bin/env bash
# Build every .v file below theory/ with Coq and print every `Theorem` with the axioms that it rests on.
#
#   theory/kernel/build.sh [OUT [SOURCE]]     OUT: the folder for compiled files (build/kernel); SOURCE: the theory/ to build
#
# OUT/built then has the digest of all the files, and of each statement that the program writes what the kernel says of it.
#
# Exit status 1: a proof fails, a file takes something without a proof, or a theorem rests on more than the axioms of Coq's
# real numbers. Exit status 2: Coq or one of its libraries is not installed.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
out="${1:-$here/build/kernel}"
source="${2:-$here/theory}"

missing=()
command -v coqc >/dev/null || missing+=(coq)
for library in Coquelicot; do
  [ -d "$(coqc -where 2>/dev/null)/user-contrib/$library" ] || missing+=("libcoq-${library,,}")
done
command -v csdp >/dev/null || missing+=(coinor-csdp)
if [ ${#missing[@]} -gt 0 ]; then
  echo "kernel: not installed: ${missing[*]} (apt-get install --no-install-recommends ${missing[*]})" >&2
  exit 2
fi

unproved='\<(Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|bypass_check|type_in_type|Unset)\>'
if grep -rnE "$unproved" --include='*.v' "$source" >&2; then
  echo "kernel: a file takes something without a proof" >&2
  exit 1
fi

start=$SECONDS
mkdir -p "$out/theory"
export LC_ALL=C
(cd "$source" && find . -name '*.v' | sed 's,^\./,theory/,' | sort) > "$out/files"
(cd "$out" && find theory -name '*.v' | sort) | comm -13 "$out/files" - | while read -r gone; do rm "$out/${gone%.v}".*; done
while read -r file; do
  mkdir -p "$out/$(dirname "$file")"
  cmp -s "$source/${file#theory/}" "$out/$file" || cp "$source/${file#theory/}" "$out/$file"
done < "$out/files"
cd "$out"
{ printf '%s\n' '-R theory theory' '-arg -w -arg -ambiguous-paths'; cat files; } > _CoqProject
coq_makefile -f _CoqProject -o Makefile
make --no-print-directory -s -j "$(nproc)"

# Every theorem and every goal of the audit by its full name, and the axioms of all of them, as Coq lists them.
: > theorems; : > goals
while read -r file; do
  module="$(sed 's,\.v$,,; s,/,.,g' <<< "$file")"
  sed -nE "s/^Theorem ([A-Za-z0-9_']+).*/$module.\1/p" "$file" >> theorems
  if [[ "$file" == */goals.v ]]; then sed -nE "s/^Lemma ([A-Za-z0-9_']+).*/$module.\1/p" "$file" >> goals; fi
done < files
# Theorems that say a statement of their folder or its negation: the digest of its text, the kernel's word, the two names.
while read -r file; do
  module="$(sed 's,\.v$,,; s,/,.,g' <<< "$file")"
  sed -nE 's/^Theorem ([A-Za-z0-9_]+) : (~ )?([A-Za-z0-9_]+)\.$/\1 \3 \2/p' "$file" | while read -r theorem statement negated; do
    text="$(sed -n "/^Definition $statement :/,/\.$/p" "$(dirname "$file")/statement.v")"
    word=proved; [ -z "$negated" ] || word=false
    [ -z "$text" ] || echo "$(sha256sum <<< "$text" | cut -c-64) $word $statement $module.$theorem"
  done
done < files > stated
{ cat theorems goals | sed -E "s/(.*)\.[^.]*/Require \1./" | sort -u
  sed -E 's/^[0-9a-f]+ proved ([^ ]+) (.*)\.([^.]+)\.([^.]+)$/Definition said_\4 : \2.statement.\1 := \2.\3.\4./
          s/^[0-9a-f]+ false ([^ ]+) (.*)\.([^.]+)\.([^.]+)$/Definition said_\4 : ~ \2.statement.\1 := \2.\3.\4./' stated
  echo "Definition all := ($(cat theorems goals | sed 's/^/@/' | paste -sd,))."
  echo 'Redirect "all" Print Assumptions all.'; } > axioms.v
coqc -w -ambiguous-paths -R theory theory axioms.v
axioms="$(sed -nE 's/^([^ ]+).*/\1/p' all.out | grep -vE '^(Axioms:|Closed)$')"
cat theorems
echo "axioms of these theorems and of $(wc -l < goals) goals of the audit:" $axioms
real='^(ClassicalDedekindReals\.sig_(not|forall)_dec|FunctionalExtensionality\.functional_extensionality_dep|Classical_Prop\.classic)$'
if grep -vE "$real" <<< "$axioms" >&2; then
  echo "kernel: a theorem rests on more than the real numbers" >&2
  exit 1
fi

# The statement as Coq prints it is the one in the documentation.
cat > printed.v <<'COQ'
From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
From theory.papers.adamw.theorem_2 Require Import statement.
Open Scope R_scope.
Set Printing Width 120.
Set Printing Depth 1000.
Redirect "printed" Print theorem_2_repaired.
COQ
coqc -w -ambiguous-paths -R theory theory printed.v
page="$(dirname "$source")/docs/kernel.md"
if [ -f "$page" ] && [[ "$(< "$page")" != *"$(sed -E 's/ +$//' printed.out)"* ]]; then
  echo "kernel: docs/kernel.md does not show the statement as Coq prints it ($out/printed.out)" >&2
  exit 1
fi
{ echo "$(sha256sum $(cat files) | sha256sum | cut -c-64) files"; cat stated; } > built
echo "kernel: $(wc -l < theorems) theorems in $(wc -l < files) files, $((SECONDS - start)) s, $(coqc --version | head -1)"

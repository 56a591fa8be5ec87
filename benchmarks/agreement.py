"""Repeats every exported goal by z3 and by cvc5, from the files alone, and checks the certificates.

Writes the table in docs/proofs.md.

    python -m benchmarks.agreement [FOLDER]     # of `adamw-verify audit --export FOLDER`; without one it exports anew
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cvc5
import z3

from theory.prove.smt import CVC5_BUDGET, Z3_BUDGET

PAGE = Path(__file__).parents[1] / "docs" / "proofs.md"
TABLE = re.compile(r"(<!-- agreement -->\n).*?(<!-- end -->)", re.DOTALL)
ANSWERS = ("sat", "unsat", "unknown")


def by_z3(text: str) -> str:
    """What z3 says of the text within its budget."""
    solver = z3.SolverFor("QF_NRA")
    solver.set("rlimit", Z3_BUDGET)
    solver.from_string(text)
    return str(solver.check())


def by_cvc5(text: str) -> str:
    """What cvc5 says of the text within its budget; "unknown" too if that ends before it answers."""
    solver = cvc5.Solver()
    solver.setOption("nl-cov", "true")
    solver.setOption("rlimit-per", str(CVC5_BUDGET))
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "goal")
    symbols, answers = parser.getSymbolManager(), []
    while not (command := parser.nextCommand()).isNull():
        answers.append(command.invoke(solver, symbols).strip())
    return next((answer for answer in answers if answer in ANSWERS), "unknown")


def table(folder: Path) -> str:
    """How often which pair of answers is given, and how many goals have a certificate that holds."""
    counts: Counter[tuple[str, str]] = Counter()
    certified: Counter[tuple[str, str]] = Counter()
    for file in sorted(folder.glob("*.smt2")):
        text = file.read_text(encoding="utf-8")
        pair = (by_z3(text), by_cvc5(text))
        counts[pair] += 1
        certified[pair] += file.with_suffix(".certificate.json").exists()
    done = subprocess.run([sys.executable, str(folder / "check_certificates.py")], capture_output=True, text=True, check=False)
    lines = ["| z3 | cvc5 | files | of them with a certificate |", "|---|---|---|---|"]
    lines += [f"| {z} | {c} | {n} | {certified[z, c]} |" for (z, c), n in sorted(counts.items())]
    apart = sum(n for pair, n in counts.items() if set(pair) == {"sat", "unsat"})
    together = sum(n for (z, c), n in counts.items() if z == c and z != "unknown")
    told = f"{together} of {counts.total()} files decided alike, {apart} differently; {done.stdout.splitlines()[0]}."
    return "\n".join([*lines, "", told]) + "\n"


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else made)
        if len(sys.argv) == 1:
            subprocess.run([sys.executable, "-m", "verify", "audit", "--export", made], check=True)
        new = table(folder)
    print(new)
    PAGE.write_text(TABLE.sub(lambda m: m[1] + new + m[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

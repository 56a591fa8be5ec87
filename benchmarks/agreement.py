"""Repeats every exported goal by z3 and by cvc5, from the files alone, and checks the certificates.

Writes the table in docs/proofs.md. Answers are kept in benchmarks/results: a pass that was ended goes on.

    python -m benchmarks.agreement [FOLDER]     # of `adamw-verify audit --export FOLDER`; without one it exports anew
"""

import argparse
import json
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import cvc5
import z3

from benchmarks.answers import Answers
from problems.fingerprint import code_of, fingerprint
from theory.prove.smt import CVC5_BUDGET, Z3_BUDGET

PAGE = Path(__file__).parents[1] / "docs" / "proofs.md"
TABLE = re.compile(r"(<!-- agreement -->\n).*?(<!-- end -->)", re.DOTALL)
ANSWERS = ("sat", "unsat", "unknown")
#: seconds of processor time that a solver may take for a file beside its budget; it is then "unknown"
LIMIT = 60


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


def limited(solve: Callable[[str], str], text: str, seconds: int = LIMIT) -> str:
    """What a solver says in a process of its own; "unknown" if that takes more processor time than this."""
    here = multiprocessing.get_context("fork")
    mine, its = here.Pipe(duplex=False)
    child = here.Process(target=_answer, args=(solve, text, seconds, its))
    child.start()
    its.close()
    try:
        return str(mine.recv())
    except EOFError:
        return "unknown"
    finally:
        child.join()


def _answer(solve: Callable[[str], str], text: str, seconds: int, to: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    to.send(solve(text))


def table(folder: Path, kept: Answers) -> str:
    """How often which pair of answers is given, by the committed status of the step, and how many certificates hold."""
    index: dict[str, dict[str, str]] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    files, code = sorted(folder.glob("*.smt2")), code_of(by_z3)
    rows: Counter[tuple[str, str, str]] = Counter()
    certified: Counter[tuple[str, str, str]] = Counter()
    for number, file in enumerate(files, 1):
        text = file.read_text(encoding="utf-8")
        z, c = (kept.of(fingerprint(code, one.__name__, text), partial(limited, one, text)) for one in (by_z3, by_cvc5))
        status = ", ".join(sorted({told.partition(" IF ")[0] for told in index.get(file.name, {}).values()}))
        rows[status, z, c] += 1
        certified[status, z, c] += file.with_suffix(".certificate.json").exists()
        print(f"{number} of {len(files)} files", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, str(folder / "check_certificates.py")], capture_output=True, text=True, check=False)
    lines = ["| status of its steps | z3 | cvc5 | files | of them with a certificate |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} | {n} | {certified[row]} |" for row, n in sorted(rows.items())]
    pairs = [({z, c}, n) for (_, z, c), n in rows.items()]
    counts = {
        "decided alike by both": sum(n for pair, n in pairs if len(pair) == 1 and pair != {"unknown"}),
        "by one alone": sum(n for pair, n in pairs if len(pair) == 2 and "unknown" in pair),
        "by neither": sum(n for pair, n in pairs if pair == {"unknown"}),
        "differently": sum(n for pair, n in pairs if pair == {"sat", "unsat"}),
    }
    told = f"{len(files)} files: {', '.join(f'{n} {what}' for what, n in counts.items())}. {done.stdout.splitlines()[0]}."
    return "\n".join([*lines, "", told]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="of `audit --export`; without it one is made")
    given = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as made:
        folder = given or Path(made)
        if given is None:
            subprocess.run([sys.executable, "-m", "verify", "audit", "--export", made], check=True)
        new = table(folder, Answers("agreement"))
    print(new)
    PAGE.write_text(TABLE.sub(lambda m: m[1] + new + m[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

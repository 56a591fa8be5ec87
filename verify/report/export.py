"""A report for papers: LaTeX with figures, a BibTeX entry, the rows as CSV or Parquet. From the document alone."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from problems.errors import InputError
from verify.decide.verdict import Result
from verify.report.cards import cards, found
from verify.report.numbers import number

URL = "https://pypi.org/project/adamw-verify/"
AUTHOR = "The adamw-verify developers"
#: how a character is written in LaTeX's text
_LETTERS = "α alpha β beta γ gamma δ delta ε varepsilon η eta θ theta κ kappa λ lambda μ mu ν nu ρ rho σ sigma τ tau φ varphi"
_SIGNS = "χ chi ψ psi ω omega Δ Delta Σ Sigma ≤ le ≥ ge ≠ ne ∇ nabla ‖ | √ surd ∞ infty · cdot × times ∈ in ∑ sum ⊙ odot ℓ ell"
_PAIRS = f"{_LETTERS} {_SIGNS}".split()
_WRITTEN = {
    **{c: f"\\{c}" for c in "{}$&#%_"},
    **{"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " ", "\t": " "},
    **{"<": "$<$", ">": "$>$", "|": "$|$", "−": "$-$", "⁻": "$^{-}$", "\u00a0": "~"},
    **{"“": "``", "”": "''", "’": "'", "—": "---", "–": "--", "…": r"\ldots{}"},
    **{sign: f"$\\{name}$" for sign, name in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)},
    **{sign: f"$^{j}$" for j, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{sign: f"$_{j}$" for j, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}


def latex_text(value: Any) -> str:
    """Text as LaTeX, whatever stands in it; a character that it has no sign for is told by its number."""
    return "".join(_WRITTEN.get(c) or (c if " " <= c <= "~" else rf"\texttt{{U+{ord(c):04X}}}") for c in str(value))


def latex(document: Mapping[str, Any], figures: Sequence[Mapping[str, str]]) -> str:
    """The body of a LaTeX document: a table of claims and problems, a box for each claim, the figures."""
    environment = Environment(
        loader=PackageLoader("verify.report"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        block_start_string="<%", block_end_string="%>", variable_start_string="<<", variable_end_string=">>",
        comment_start_string="<#", comment_end_string="#>",
    )  # fmt: skip
    environment.filters |= {"number": lambda *given: latex_text(number(*given)), "text": latex_text, "lines": _lines}
    told = cards(document)
    return environment.get_template("report.tex.j2").render(
        d=document, cards=told, found=found(document["results"]), figures=figures,
        claims={(claim["id"], claim["variant"]): claim for claim in document["claims"]},
    )  # fmt: skip


def _lines(statement: str) -> str:
    """A statement of several lines, its lines kept."""
    return "\\\\\n".join(latex_text(line.strip()) or "~" for line in statement.strip().splitlines())


def bibtex(document: Mapping[str, Any]) -> str:
    """The report as an entry for BibTeX's plain style."""
    commit = f", commit {document['git_commit']}" if document["git_commit"] else ""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"adamw-verify {document['versions']['adamw-verify']}: verification report {{{document['id']}}}",
        "howpublished": rf"\texttt{{{latex_text(URL)}}}",
        "note": f"Seed {document['seed']}, error rate {document['error_rate']}{commit}, content {document['content']}",
        "year": document["created"][:4],
        "version": document["versions"]["adamw-verify"],
        "url": URL,
    }
    body = ",\n".join(f"  {name:<12} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{adamw-verify-{document['id']},\n{body}\n}}\n"


def table(document: Mapping[str, Any]) -> str:
    """The rows as CSV: what is in a row's `measured` has columns of its own, its hypotheses are named where they fail."""
    out = io.StringIO()
    plain = [
        name for name in Result.__dataclass_fields__ if name not in ("measured", "hypotheses", "parameters", "witness", "terms")
    ]
    names = [*plain[:6], "mean", "lower", "upper", "runs", *plain[6:], "fails", "epsilon"]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in document["results"]:
        fails = "; ".join(h["name"] for h in row["hypotheses"] if h["status"] == "fails")
        iterations = (row["iterations"] or {}).get("median")
        more = {"fails": fails, "epsilon": row["parameters"].get("epsilon"), "iterations": iterations}
        writer.writerow({**row, **(row["measured"] or {}), **more})
    return out.getvalue()


def parquet(document: Mapping[str, Any]) -> bytes:
    """The rows as a Parquet file, with the columns of the CSV. Raises InputError where pyarrow is not installed."""
    try:
        from pyarrow import BufferOutputStream
        from pyarrow.csv import ConvertOptions, read_csv
        from pyarrow.parquet import write_table
    except ImportError:
        raise InputError("export parquet needs pyarrow: pip install 'adamw-verify[tables]'") from None
    out = BufferOutputStream()
    rows = io.BytesIO(table(document).encode())
    write_table(read_csv(rows, convert_options=ConvertOptions(strings_can_be_null=True)), out)
    return bytes(out.getvalue())

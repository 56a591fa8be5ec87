"""A report for papers: LaTeX with figures, a BibTeX entry, the rows as CSV or Parquet. From the document alone."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from problems.errors import InputError
from verify.decide.verdict import Outcome, Result
from verify.report.cards import cards, found
from verify.report.filled import environment
from verify.report.numbers import number

URL = "https://pypi.org/project/adamw-verify/"
AUTHOR = "The adamw-verify developers"
#: the rows' own columns; those of all, and those that are texts
_PLAIN = [f for f in fields(Result) if f.name not in ("measured", "hypotheses", "parameters", "witness", "terms")]
_NAMES = [f.name for f in _PLAIN]
NAMES = (*_NAMES[:6], "mean", "lower", "upper", "runs", *_NAMES[6:], "fails", "epsilon")
TEXTS = {f.name for f in _PLAIN if f.type in (str, str | None, Outcome)} | {"fails"}
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
    made = environment(
        "verify.report", filters=(("number", _number_text), ("text", latex_text), ("lines", _lines)),
        block_start_string="<%", block_end_string="%>", variable_start_string="<<", variable_end_string=">>",
        comment_start_string="<#", comment_end_string="#>",
    )  # fmt: skip
    told = cards(document)
    return made.get_template("report.tex.j2").render(
        d=document, cards=told, found=found(document["results"]), figures=figures,
        claims={(claim["id"], claim["variant"]): claim for claim in document["claims"]},
    )  # fmt: skip


def _number_text(*given: Any) -> str:
    return latex_text(number(*given))


def _lines(statement: str) -> str:
    """A statement of several lines, its lines kept."""
    # a line may begin with [ or *, which a line break alone would take for its own
    return "\\\\{}\n".join(latex_text(line.strip()) or "~" for line in statement.strip().splitlines())


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


def rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows, flat: what is in a row's `measured` has columns of its own, its hypotheses are named where they fail."""
    found = []
    for row in document["results"]:
        fails = "; ".join(h["name"] for h in row["hypotheses"] if h["status"] == "fails")
        iterations = (row["iterations"] or {}).get("median")
        more = {"fails": fails, "epsilon": row["parameters"].get("epsilon"), "iterations": iterations}
        every = {**row, **(row["measured"] or {}), **more}
        found.append({name: every.get(name) for name in NAMES})
    return found


def table(document: Mapping[str, Any]) -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(row.values() for row in rows(document))
    return out.getvalue()


def columns(document: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The rows by column, in types of their own: a name is a text whatever it spells, an infinite end a number."""
    found = rows(document)
    return {name: [row[name] if name in TEXTS else _number(row[name]) for row in found] for name in NAMES}


def _number(value: Any) -> Any:
    """A number of report.json, where infinities are texts."""
    return float(value) if isinstance(value, str) else value


def parquet(document: Mapping[str, Any]) -> bytes:
    """The rows as a Parquet file, with the columns of the CSV. Raises InputError where pyarrow is not installed."""
    return as_parquet(columns(document), "export parquet")


def as_parquet(table: Mapping[str, Any], asked: str) -> bytes:
    """Columns as a Parquet file, for a command; raises InputError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import write_table
    except ImportError:
        raise InputError(f"{asked} needs pyarrow: pip install 'adamw-verify[tables]'") from None
    out = pa.BufferOutputStream()
    write_table(pa.table(dict(table)), out)
    return bytes(out.getvalue())

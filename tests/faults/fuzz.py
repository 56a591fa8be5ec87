"""Problem files from a grammar: every key with what may stand there, what may not, and what nobody thought of."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

EXTREMES = [0, -1, 1, 1e-300, 1e-100, 1e-12, 0.5, 1.0, 2.0, 1e12, 1e100, 1e160, 1e300, 1.7e308, 10**6, 10**9, 10**18, 10**400]
#: TOML that JSON cannot write
RAW = [
    "inf",
    "-inf",
    "nan",
    "1_000",
    "0x1F",
    "1979-05-27",
    "''",
    "'''a\nb'''",
    "[]",
    "{}",
    "[[]]",
    "\u0661",
    "1e",
    "[" * 40 + "]" * 40,
]
TEXTS = st.one_of(
    st.sampled_from(["", "a|b", "$x_{", "[/]", "<b>", "a\nb", "x" * 300, "../x", "/dev/zero", "a\0b", "quadratic"]),
    st.text(max_size=12),
)
NUMBERS = st.one_of(st.sampled_from(EXTREMES), st.floats(1e-3, 10.0), st.integers(1, 6))
FAMILIES = {
    "rational-well": {"amplitude": NUMBERS},
    "sine-quadratic": {"amplitude": NUMBERS},
    "cosine-logcosh": {"amplitude": NUMBERS, "ripple": NUMBERS, "frequency": NUMBERS},
    "quadratic": {"eigenvalues": st.lists(NUMBERS, max_size=4), "rotation": st.integers(0, 9)},
    "least-squares": {
        "samples": NUMBERS,
        "seed": NUMBERS,
        "rank": NUMBERS,
        "label_noise": NUMBERS,
        "standardise": st.booleans(),
    },
    "welsch-regression": {"samples": NUMBERS, "c": NUMBERS, "rows": TEXTS, "intercept": st.booleans()},
    "sigmoid-classification": {"samples": NUMBERS, "data": TEXTS, "label": TEXTS},
    "least-squares-1d": {"a": NUMBERS, "noise": NUMBERS},
    "nobody": {},
}
#: keys that hold F as a formula: whole formulas of each, whose tokens are then changed
FORMULAS = {
    "term": ["a*x^2/(1+x^2)", "(x^2-1)^2", "softplus(a*x)+0.1*x^2", "logcosh(x)-cos(3*x)"],
    "loss": ["log1p((t-y)^2/a)", "softplus(-y*t)", "a*(1-exp(-(t-y)^2))", "exp(t)-y*t", "1-cos(t-y)"],
    "objective": ["(1-x1)^2+10*(x2-x1^2)^2", "x1^2-x2^2", "log(exp(x1)+exp(x2))", "3*x1-a*x2"],
    "chain": ["(1-x)^2+a*(z-x^2)^2", "tanh(x*z)^2"],
}
TOKENS = ["x", "t", "y", "a", "x1", "x9", "0", "1e308", "1e-300", "1/3", "-", "+", "*", "/", "^", "^2", "^(1/2)", "^a", "(",
          ")", "log(", "exp(", "exp(exp(", "sqrt(", "abs(", "atan(", "1/(", ",", "$", "\u0661", "\n", ""]  # fmt: skip
NOISES = ["none", "rademacher", "uniform", "truncated-normal", "sampling", "gaussian"]
ALGORITHMS = ["adam", "adamw", "adamw-d", "l2-adam", "stagewise-adamw", "sgd"]
PLAIN = {
    "problem": {"name": "fuzz", "dimension": 2, "start": 1.0, "region": 3.0},
    "noise": {"kind": "rademacher", "scale": 0.3},
    "algorithm": {"delta": 1.0, "beta_2": 0.01, "lambda": 0.1},
    "target": {"epsilon": 1.0},
}
OTHER = {
    "problem": {"name": TEXTS, "dimension": NUMBERS, "start": NUMBERS | st.lists(NUMBERS, max_size=3), "region": NUMBERS},
    "noise": {"kind": st.sampled_from(NOISES), "scale": NUMBERS, "batch": NUMBERS, "replacement": st.booleans()},
    "constants": dict.fromkeys(("L", "c_inf", "sigma", "Delta", "mu", "mu_k", "c_s", "minimum", "L_l2"), NUMBERS),
    "algorithm": {
        "delta": NUMBERS, "beta_2": NUMBERS, "lambda": NUMBERS, "beta_1": st.one_of(NUMBERS, st.lists(NUMBERS, max_size=3)),
        "eta": NUMBERS, "T": NUMBERS,
    },
    "target": {"epsilon": NUMBERS, "eps_stage": NUMBERS},
    "known": {"violated": st.lists(TEXTS, max_size=2)},
}  # fmt: skip


@st.composite
def formulas(draw: st.DrawFn, key: str) -> str:
    """A formula of this key, or what is left of one when a token has been changed."""
    text = draw(st.sampled_from(FORMULAS[key]))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(TOKENS)) + text[at + draw(st.integers(0, 2)) :]
    return text


@st.composite
def files(draw: st.DrawFn) -> str:
    """A problem file: a plain one of some family, with a few keys changed, added, left out, or of another kind."""
    family = draw(st.sampled_from([*FAMILIES, *FORMULAS]))
    tables: dict[str, dict[str, Any]] = {name: dict(table) for name, table in PLAIN.items()}
    if family in FORMULAS:
        tables["problem"][family] = draw(formulas(family))
        tables["algorithm"] |= {"lambda": 0.0} if family == "loss" else {}  # decays cost most: tried with the families
    else:
        tables["problem"]["family"] = family
    tables["algorithm"]["name"] = draw(st.sampled_from(ALGORITHMS))
    apart = ("rational-well", "sine-quadratic", "cosine-logcosh", "term", "objective", "chain")
    if draw(st.booleans()) and family not in apart:
        tables["noise"] = {"kind": "sampling"}
    letters = {"a": NUMBERS} if "a" in str(tables["problem"].get(family)).replace("tanh", "") else {}
    keys = FAMILIES.get(family, letters | ({"samples": NUMBERS} if family == "loss" else {}))
    usual = {"a": 0.7, "amplitude": 1.0, "ripple": 0.5, "frequency": 1.0, "eigenvalues": [1.0, 2.0], "samples": 6}
    tables["problem.parameters"] = {key: usual[key] for key in keys if key in usual}
    lines: dict[tuple[str, str], str] = {}
    places = [(name, key, some) for name, table in OTHER.items() for key, some in table.items()]
    places += [("problem.parameters", key, some) for key, some in keys.items()]
    for name, key, some in draw(st.lists(st.sampled_from(places), max_size=3)):
        how = draw(st.integers(0, 9))
        if how == 0:
            tables.get(name, {}).pop(key, None)
        elif how == 1:
            lines[name, key] = draw(st.sampled_from(RAW))
        elif how == 2:
            lines[name, key] = _toml(draw(st.one_of(NUMBERS, TEXTS, st.booleans(), st.lists(NUMBERS, max_size=2))))
        else:
            lines[name, key] = _toml(draw(some))
    for name, table in tables.items():
        for key, value in table.items():
            lines.setdefault((name, key), _toml(value))
    names = list(dict.fromkeys((*tables, *(name for name, _ in lines))))
    text = ""
    for name in names:
        own = [f"{key} = {value}\n" for (table, key), value in lines.items() if table == name]
        text += "".join([f"[{name}]\n", *own])
    if draw(st.integers(0, 19)) == 0:  # torn anywhere
        text = text[: draw(st.integers(0, len(text)))]
    return text


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (str, bool)) else repr(value)


def each(count: int, number: int, check: Callable[[str], None]) -> None:
    """`check` on so many files, the same ones for the same number."""
    if not count:
        return

    @seed(number)
    @settings(
        max_examples=count, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(files())
    def one(text: str) -> None:
        check(text)

    one()

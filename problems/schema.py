"""The problem file, section by section: what may stand in it and what every number must satisfy.

pydantic checks it; `explain` turns its findings into one line each that names file, section, key, value and rule.
"""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from problems.errors import InputError, must
from problems.families.coefficients import Coefficient
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm, Parameters
from theory.outside import Folders

#: under which name a validation finds the folders of the user's own
OWN = "own"
#: keys of [problem] that hold F as a formula
FORMULAS = ("term", "loss", "objective", "chain")
Finite = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, le=1)]


def _printable(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("not_printable", "one line of printable characters")
    return text


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ProblemSection(Section):
    name: Annotated[str, Field(min_length=1), AfterValidator(_printable)]
    family: str | None = None
    term: str | list[str] | None = None
    loss: str | None = None
    objective: str | None = None
    chain: str | None = None
    dimension: Annotated[int, Field(ge=1)] | None = None
    start: Finite | list[Finite] = 1.0
    region: NotNegative | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)


class NoiseSection(Section):
    kind: Literal["none", "rademacher", "uniform", "truncated-normal", "sampling", "discrete"] = "none"
    scale: Coefficient | None = None
    values: list[Finite] | list[list[Finite]] | None = None
    probabilities: list[Finite] | None = None
    batch: Annotated[int, Field(ge=1, le=4096)] = 1
    replacement: bool = True


class ConstantsSection(Section):
    """What the user claims; each is certified before anything runs. What is left out is taken from its enclosure.

    L, c_inf, sigma and Delta bound from above; mu, mu_k (of every dynamic objective), c_s and minimum from below; those
    with _l2 are of F + (lambda/2)||x||^2 (l2-Adam).
    """

    L: NotNegative | None = None
    c_inf: NotNegative | None = None
    sigma: NotNegative | None = None
    Delta: NotNegative | None = None
    mu: Positive | None = None
    mu_k: Positive | None = None
    c_s: NotNegative | None = None
    minimum: Finite | None = None
    L_l2: NotNegative | None = None
    c_inf_l2: NotNegative | None = None
    Delta_l2: NotNegative | None = None


class AlgorithmSection(Section):
    name: str
    delta: Positive
    beta_2: Weight
    lambda_: Annotated[NotNegative, Field(alias="lambda")] = 0.0
    beta_1: Weight | list[Weight] | None = None
    eta: Positive | list[Positive] | None = None
    T: Annotated[int, Field(ge=1)] | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)

    _rule: Algorithm = PrivateAttr()

    @field_validator("name")
    @classmethod
    def _known(cls, name: str, info: ValidationInfo) -> str:
        known = all_algorithms((info.context or {}).get(OWN, ()))
        *others, last = (f"'{one}'" for one in sorted(known))
        if name not in known:
            raise PydanticCustomError("literal_error", "unknown", {"expected": f"{', '.join(others)} or {last}"})
        return name

    def model_post_init(self, context: Any) -> None:
        self._rule = all_algorithms((context or {}).get(OWN, ()))[self.name]

    @property
    def rule(self) -> Algorithm:
        """The algorithm of this name, ours or from a folder of the user's own."""
        return self._rule

    @property
    def own(self) -> Parameters:
        """The algorithm's own parameters. Raises pydantic's ValidationError, which `explain` puts into one line."""
        return self.rule.Parameters.model_validate(self.parameters)

    @property
    def scheduled(self) -> tuple[str, ...]:
        """Which of beta_1 and eta are lists, with one number for each of the T steps."""
        return tuple(name for name in ("beta_1", "eta") if isinstance(getattr(self, name), list))

    def largest(self, name: str) -> float | None:
        """The largest value that `name` takes along a run; None if the file leaves it out."""
        value = getattr(self, name)
        return max(value) if isinstance(value, list) else value


class TargetSection(Section):
    """Target gradient norm, and objective gap for Theorem 4; left out, the gap that implies the norm: epsilon^2/(2 L)."""

    epsilon: Positive
    eps_stage: Positive | None = None


class KnownSection(Section):
    """Violations that the file is there to show: `violated = ["theorem-2:paper eq-18"]`."""

    violated: list[str] = Field(default_factory=list)


class ProblemFile(Section):
    problem: ProblemSection
    noise: NoiseSection = NoiseSection()
    constants: ConstantsSection = ConstantsSection()
    algorithm: AlgorithmSection
    target: TargetSection
    known: KnownSection = KnownSection()


#: as much of a value as a message repeats
LONGEST = 200
RULES = {
    "greater_than": "be greater than {gt:g}",
    "greater_than_equal": "be at least {ge:g}",
    "less_than": "be less than {lt:g}",
    "less_than_equal": "be at most {le:g}",
    "finite_number": "be a finite number",
    "float_type": "be a number",
    "float_parsing": "be a number",
    "int_type": "be a whole number",
    "int_parsing": "be a whole number",
    "int_from_float": "be a whole number",
    "string_type": "be a text in quotes",
    "bool_type": "be true or false",
    "bool_parsing": "be true or false",
    "list_type": "be a list",
    "dict_type": "be a table",
    "model_type": "be a table",
    "string_too_short": "not be empty",
    "not_printable": "be one line of printable characters",
}
#: keys whose allowed values are an interval, said whole rather than one end at a time
INTERVALS = {"beta_1": "lie in (0, 1]", "beta_2": "lie in (0, 1]"}


def explain(error: ValidationError, where: str, section: str = "") -> InputError:
    """The first finding of `error` as one line; `section` is the table that was validated, if not the whole file."""
    finding = _telling(error)
    path = [str(part) for part in finding["loc"] if not _is_branch(part)]
    if finding["loc"] and isinstance(finding["loc"][-1], int):
        path[-1] = f"{path[-1]}[{finding['loc'][-1]}]"
    if not path and section:  # a rule of the whole table: it is named as a key of the table around it
        section, _, whole = section.rpartition(".")
        path = [whole]
    table = section or (path[0] if len(path) > 1 else "")
    key = f"[{table}] {path[-1]}" if table else f"[{path[-1]}]" if path else "[file]"
    name = path[-1] if path else "file"
    kind, context = finding["type"], finding.get("ctx", {})
    if kind == "extra_forbidden":
        return InputError(f"{name} is not a key that is known here  ({where}: {key})")
    if kind == "missing":
        return InputError(f"{name} is missing  ({where}: {key})")
    if kind == "literal_error":
        return must(_shown(finding["input"]), key, f"be one of {context['expected']}", where)
    rule = INTERVALS.get(name.partition("[")[0]) or (
        RULES[kind].format(**context) if kind in RULES else f"satisfy: {finding['msg'].removeprefix('Value error, ')}"
    )
    return must(_shown(finding["input"]), key, rule, where)


def _telling(error: ValidationError) -> Any:
    """The first finding; of a list where a number or a list may stand, the first about one of its entries."""
    findings = error.errors()
    entries = [finding for finding in findings if finding["loc"] and isinstance(finding["loc"][-1], int)]
    return entries[0] if isinstance(findings[0]["input"], list) and entries else findings[0]


def _is_branch(part: object) -> bool:
    """Whether a part of pydantic's path names a branch of a union and not a key of the file."""
    return isinstance(part, int) or str(part).startswith(("float", "int", "list[", "constrained", "function-"))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def validated(model: type[Section], table: object, where: str, section: str = "", own: Folders = ()) -> Any:
    """`table` as an instance of `model`; `own` are folders of the user's own. Raises InputError."""
    try:
        return model.model_validate(table, context={OWN: own})
    except ValidationError as error:
        raise explain(error, where, section) from None


def shown_path(path: Path) -> str:
    """`path` as the user would write it: relative to the working directory where it lies inside."""
    try:
        return str(Path(os.path.realpath(path)).relative_to(Path.cwd()))
    except ValueError:
        return str(path)

"""The form of a report: what every reader may rely on. What stands in a row, `Result` says."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel

from verify.decide.verdict import Result


class _Hypothesis(BaseModel):
    name: str
    latex: str
    source: str
    stated: bool


class _Part(BaseModel):
    id: str
    kind: str
    says: str
    source: str
    latex: str


class _Kernel(BaseModel):
    statement: str
    theorem: str
    word: str


class _Claim(BaseModel):
    id: str
    variant: str
    title: str
    source: str
    statement: str
    repairs: list[str]
    hypotheses: list[_Hypothesis]
    kernel: list[_Kernel]
    parts: list[_Part]


class _Constant(BaseModel):
    name: str
    declared: float | None
    lower: float | None
    upper: float | None
    status: str
    method: str


class _Region(BaseModel):
    argument: str
    status: str


class _Data(BaseModel):
    file: str
    sha256: str


class _Problem(BaseModel):
    file: str
    problem: str
    family: str
    dimension: int
    place: str
    text: str
    sha256: str
    data: list[_Data]
    read: list[str] = []
    swept: dict[str, Any] = {}
    constants: list[_Constant]
    region: _Region


class _Satisfiable(BaseModel):
    claim: str
    scope: str
    assumptions: str
    satisfiable: bool
    argument: str
    example: str | None


class _About(BaseModel):
    claim: str
    algorithm: str
    problem: str


class _Witness(BaseModel):
    values: dict[str, str]
    finding: str


class _Entry(BaseModel):
    claim: str
    variant: str
    step: str
    status: str
    sense: str
    prover: str
    recheck: str
    uses: list[list[str]]
    asks: list[str]
    kernel: list[str] = []
    witness: _Witness | None


class _Standing(BaseModel):
    claim: str
    status: str
    needs: list[str]
    concluded: list[str]
    under: list[str] = []
    kernel: list[_Kernel] = []


class _Shown(BaseModel):
    says: str
    step: str
    values: dict[str, str]


class _Cause(BaseModel):
    id: str
    rank: str
    by_hand: bool
    wrong: str
    repair: str
    cost: str
    steps: list[str]
    witness: _Shown


class _Control(BaseModel):
    change: str
    outcome: str
    prover: str


class _Told(BaseModel):
    says: str
    source: str
    remark: str
    goals: list[str]
    controls: list[_Control]


class _Course(BaseModel):
    claim: str
    variant: str
    problem: str
    epsilon: float
    k: list[float]
    running: dict[str, dict[str, list[float | None]]]
    objectives: dict[str, dict[str, list[float | None]]]
    labels: dict[str, str]
    units: dict[str, str] = {}


class _Study(BaseModel):
    title: str
    claims: list[str]
    data: dict[str, Any]


class _Code(BaseModel):
    key: str
    difference: str | None


class _Seals(BaseModel):
    entries: list[str]
    fields: dict[str, str]


class _Machine(BaseModel):
    system: str
    machine: str
    python: str
    blas: str = ""


def _own(versions: dict[str, str]) -> dict[str, str]:
    if "adamw-verify" not in versions:
        raise ValueError("adamw-verify is missing")
    return versions


class Report(BaseModel):
    """A report as it is read; parts that only some reports have may be missing."""

    id: str
    content: str
    seals: dict[str, str | _Seals | dict[str, str]]
    created: str
    complete: bool
    command: str
    seed: int
    error_rate: float
    versions: Annotated[dict[str, str], AfterValidator(_own)]
    machine: _Machine
    git_commit: str | None
    code: _Code
    claims: list[_Claim] = []
    results: list[Result]
    problems: list[_Problem]
    satisfiable: list[_Satisfiable]
    courses: list[_Course]
    not_about: list[_About] = []
    audit: list[_Entry] = []
    audit_claims: list[_Standing] = []
    audit_causes: list[_Cause] = []
    audit_steps: dict[str, _Told] = {}
    audit_summary: dict[str, int] = {}
    studies: dict[str, _Study] = {}

"""The nouns of the theory room: Claim, Part, Hypothesis, Step, Goal.

A claim is a folder `theory/papers/<paper>/<claim>/`: `statement.py` exports `CLAIMS`, one `Claim` per variant, and reads like
the paper's theorem; the steps of its proof stand beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import sympy as sp

from theory.link import Rule, Sense, Unfounded, Use, in_letters, joined_sense
from theory.symbols import expand


class Kind(StrEnum):
    """How a part of a claim is decided."""

    PATHWISE = "pathwise"  # at every step of every run
    EXPECTATION = "expectation"  # a mean over runs, by a confidence sequence
    CONDITIONAL = "conditional"  # a mean over the next minibatch, given the past
    HIGH_PROBABILITY = "high-probability"
    RATE = "rate"  # an exponent or an iteration count
    ALGEBRA = "algebra"  # by a prover alone
    MATRIX = "matrix"


class When(StrEnum):
    """Of a claim whose run has stages: which of them a part speaks of."""

    START = "start"  # the first step of the first stage
    EACH = "each"  # the average over every stage, which is the expectation at its drawn output
    LAST = "last"  # that of the last stage


class Variant(StrEnum):
    """The variants that the program itself speaks of; a paper's folder may have others, under names of its own.

    `paper`: as the paper states it. `repaired`: the weakest change that the machine can prove.
    """

    PAPER = "paper"
    REPAIRED = "repaired"
    PLANTED = "planted"  # a falsehood that the user planted, to see the checker say no


@dataclass(frozen=True)
class Hypothesis:
    """A condition under which a claim speaks, as a SymPy relation in the letters of `theory.symbols`.

    `source` is the place that states or needs it ("statement", "step 5", ...); `stated` says whether the paper states
    it, or only its proof uses it.
    """

    name: str
    relation: sp.Basic
    source: str
    stated: bool = True

    @property
    def facts(self) -> tuple[sp.Basic, ...]:
        """The relation, as a link takes it."""
        return (self.relation,)


@dataclass(frozen=True)
class Part:
    """One inequality of a claim: `left <= right`.

    For the kind `expectation`, `left` is linear in the letters of measured quantities and is read as the average over
    k < T of its expectation; for `pathwise` it holds at every k, and quantities at k + 1 have letters of their own.
    With `weighted` the average has the weights eta_k; with `every_T` the inequality is claimed for every T up to the horizon.
    `terms` names the summands of `right`, in order, for reports. `when` matters to a claim in stages.
    """

    id: str
    kind: Kind
    left: sp.Expr
    right: sp.Expr
    source: str
    says: str
    terms: tuple[tuple[str, sp.Expr], ...] = ()
    weighted: bool = False
    every_T: bool = False
    when: When = When.EACH

    def __post_init__(self) -> None:
        if self.terms and sp.expand(sum(term for _, term in self.terms) - self.right) != 0:
            raise ValueError(f"part {self.id}: the terms do not add up to the right side")


@dataclass(frozen=True)
class StageSchedule:
    """One of the schedules of a claim in stages: what a stage prescribes, each formula in letters already known.

    `k` counts the steps of the stage. With `weighted` the output is drawn with probabilities proportional to eta_i, else
    uniformly. `exact` says whether T is a number or known up to a constant (then 1 stands for it), `total` is the total
    gradient complexity, `exact_total` the same of it.
    """

    name: str
    prescription: Mapping[sp.Symbol, sp.Expr]
    weighted: bool
    exact: bool
    total: sp.Expr
    exact_total: bool


@dataclass(frozen=True)
class Claim:
    """A theorem, lemma or corollary in one variant.

    `assumptions` are letters of `theory.assumptions` that a problem must certify; `prescription` gives, in an order in
    which each formula uses only letters already known, the hyper-parameters that the statement chooses;
    `run_with` is what a claim that prescribes nothing is measured with (a lemma about every run);
    `algorithms` are the names it speaks of, `initialisation` the start of the moments that its proof needs
    ("gradient": m_0 = g_0, n_0 = g_0^2; "zero": m_0 = n_0 = 0; "any"). A claim with `schedules` speaks of a run in stages, each
    started from an output of the last one, under each of these schedules. `best` is what the proof's argument prescribes and
    bounds at its best, in the order in which it is computed: it is no part of the statement.
    """

    id: str
    variant: str
    title: str
    source: str
    statement: str
    assumptions: tuple[str, ...]
    algorithms: tuple[str, ...]
    initialisation: str
    hypotheses: tuple[Hypothesis, ...] = ()
    prescription: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    run_with: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    repairs: tuple[str, ...] = ()
    schedules: tuple[StageSchedule, ...] = ()
    best: tuple[tuple[str, sp.Expr], ...] = ()

    @property
    def key(self) -> str:
        """What the claim is called where a variant must be told: `theorem-2:paper`."""
        return f"{self.id}:{self.variant}"

    def binds(self, hypothesis: Hypothesis) -> bool:
        """Whether nothing is claimed where it fails: what only the proof uses does not bind the paper's statement."""
        return hypothesis.stated or self.variant not in (Variant.PAPER, Variant.PLANTED)

    def prescribe(self, values: Mapping[sp.Symbol, object]) -> dict[sp.Symbol, sp.Expr]:
        """The prescribed hyper-parameters for the given constants (exact if the constants are)."""
        known = {symbol: sp.sympify(value) for symbol, value in values.items()}
        chosen: dict[sp.Symbol, sp.Expr] = {}
        for symbol, formula in self.prescription.items():
            chosen[symbol] = sp.simplify(expand(formula).subs(known).subs(chosen))
        return chosen


class Status(StrEnum):
    """What a machine found of a proof step."""

    PROVED = "PROVED"
    PROVED_IF = "PROVED IF"  # it rests on a step that is refuted or open, or on a premise that nothing provides
    REFUTED = "REFUTED"  # the witness satisfies the premises and breaks the conclusion
    OPEN = "OPEN"


@dataclass(frozen=True, init=False)
class Goal:
    """What one prover decides: wherever both are defined, do the premises imply the conclusion?

    `premises` are SymPy relations; the signs that symbols declare are premises too. Where a premise is taken from elsewhere, a
    link (`theory.link`) stands in its place and gives the relation; `uses` keeps the links. `conclusion` is a SymPy
    relation (or
    And, Or of relations) for the provers "z3" and "flint", and a value of `theory.prove.conclusions` for the others.
    `note` says why the goal is the step: what a letter stands for, why one coordinate suffices. An `instance` has
    premises that pick a special case: it may refute its step, never prove it. `hint` is a candidate for the witness,
    used only if exact evaluation confirms it. `sense` is that of the links.
    """

    prover: str
    conclusion: object
    premises: tuple[sp.Basic, ...] = ()
    note: str = ""
    instance: bool = False
    hint: tuple[tuple[sp.Symbol, object], ...] = ()
    uses: tuple[Use, ...] = field(default=(), compare=False, repr=False)
    sense: Sense = field(default=Sense.ALGEBRA, compare=False)

    def __init__(
        self,
        prover: str,
        conclusion: object,
        premises: tuple[sp.Basic | Use, ...] = (),
        note: str = "",
        instance: bool = False,
        hint: tuple[tuple[sp.Symbol, object], ...] = (),
        uses: tuple[Use, ...] = (),
        sense: Sense = Sense.ALGEBRA,
    ) -> None:
        linked = (*uses, *(premise for premise in premises if isinstance(premise, Use)))
        relations: list[sp.Basic] = []
        for premise in premises:
            relations += premise.relations if isinstance(premise, Use) else (premise,)
        found = joined_sense(linked)
        own = sense if found is Sense.ALGEBRA else found
        values = (prover, conclusion, tuple(relations), note, instance, hint, linked, own)
        for name, value in zip(self.__dataclass_fields__, values, strict=True):
            object.__setattr__(self, name, value)
        for use in linked:
            if use.rule is Rule.WRITTEN and all(in_letters(use, one) == one for one in (*self.facts, *self.premises)):
                raise Unfounded(f"{use.relations[0]} is not written out in {self.conclusion}")

    @property
    def facts(self) -> tuple[sp.Basic, ...]:
        """The conclusion as relations, as a link takes them."""
        entries = getattr(self.conclusion, "entries", None)
        if entries is not None:  # an equation of `theory.prove.conclusions`
            return tuple(sp.Eq(left, right, evaluate=False) for left, right in entries())
        relation: sp.Basic = self.conclusion
        return tuple(relation.args) if isinstance(relation, sp.And) else (relation,)


@dataclass(frozen=True)
class Mutant:
    """A goal of a step with one thing made wrong, and what was changed."""

    change: str
    goal: Goal


@dataclass(frozen=True)
class Step:
    """One step of a proof, or a part or prescribed formula of a statement, as the paper takes it.

    `id` is that of the list in `docs/claims.md` (`theorem-2.8`). The step is PROVED if all its goals are, REFUTED if one
    of them is. `mutants` are planted falsehoods that the provers must refute. A repaired step says in `wrong` what was
    wrong with the paper's, and in `cost` what the repair costs in the final bound; `weaker` are goals that show that a
    repair which asks less or gives more is known (`theory.weaker`). `means` says what the step's status means for its claim.
    """

    id: str
    says: str
    source: str
    goals: tuple[Goal, ...]
    mutants: tuple[Mutant, ...] = ()
    means: str = ""
    wrong: str = ""
    cost: str = ""
    weaker: tuple[Goal, ...] = ()

    @property
    def claim(self) -> str:
        """The id of the claim that the step belongs to."""
        return self.id.partition(".")[0]


class Rank(StrEnum):
    """How much of a claim a refutation takes, the worst first."""

    FALSE = "false"
    RATE = "rate"
    CONSTANT = "constant"
    HYPOTHESIS = "hypothesis"
    PRESENTATION = "presentation"


@dataclass(frozen=True)
class Cause:
    """What is wrong, the smallest witness, what repairs it, what that costs; `steps` are the refuted steps that
    have this root. A `rank` of None is computed from how these are refuted.
    """

    id: str
    rank: Rank | None
    wrong: str
    witness: str
    repair: str
    cost: str
    steps: tuple[str, ...]

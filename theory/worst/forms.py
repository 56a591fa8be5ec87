"""A claim about one step as a linear function of what the step is made of: the setting of the worst functions.

A step goes from x to x' = x - eta u/v, v fixed, each coordinate having one of a few values from c_1 to c_2. With u = u_k,
h = grad F_k(x_k), w = grad F(x_{k+1}) - grad F(x_k) in every group of coordinates that share v, all that such a claim names
is linear in the inner products of u, h, w, in turn = F(x_{k+1}) - F(x_k) - <grad F(x_k), x_{k+1} - x_k>, in the variance
of the next minibatch and in its bound sigma^2/b. A function whose gradient has the Lipschitz constant L takes given values and
gradients at two points if and only if `up` and `down` are nonnegative (Taylor, Hendrickx, Glineur 2017, theorem 4).

lambda_{k+1} v_{k+1} = lambda_k v_k, which is the most that lemma 1 allows. Bounds of entries (B) say nothing here: a small
multiple of a function, of its states and of its noise satisfies them, and a claim of this form is the same for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import sympy as sp

from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim, Kind, Part
from theory.outside import Folders

Matrix = tuple[tuple[Fraction, ...], ...]
Setting = Mapping[sp.Symbol, Fraction]
U, H, W = range(3)
ZERO = Fraction(0)
#: sigma^2/b as one letter
NOISE = sp.Symbol("noise", positive=True)
SCALARS = (s.L, s.c_1, s.c_2, s.lambda_, s.beta_1, s.eta)
#: how often eta is halved for a hypothesis; one that no such eta meets leaves a setting out
HALVINGS = 20
#: c_2/c_1, beta_1 and lambda c_1/L; units are chosen such that c_1 = L = 1
GRID = ((1, 16), (Fraction(1, 10), Fraction(1, 2)), (0, 1))


@dataclass(frozen=True)
class Form:
    """A linear function: a symmetric matrix for u, h, w of every group; factors of turn, the variance and its bound."""

    groups: tuple[Matrix, ...]
    turn: Fraction = ZERO
    variance: Fraction = ZERO
    noise: Fraction = ZERO

    def plus(self, other: "Form", times: Fraction = Fraction(1)) -> "Form":
        """The sum with a multiple of another."""
        groups = tuple(
            tuple(tuple(a + times * b if b else a for a, b in zip(*rows, strict=True)) for rows in zip(*both, strict=True))
            for both in zip(self.groups, other.groups, strict=True)
        )
        rest = (a + times * b for a, b in ((self.turn, other.turn), (self.variance, other.variance), (self.noise, other.noise)))
        return Form(groups, *rest)


def matrix(entries: Mapping[tuple[int, int], Fraction]) -> Matrix:
    """Of sum c <a, b>, given c by (a, b)."""
    found = [[ZERO] * 3 for _ in range(3)]
    for (i, j), c in entries.items():
        found[i][j] += c / 2
        found[j][i] += c / 2
    return tuple(map(tuple, found))


@dataclass(frozen=True)
class OneStep:
    """The slack right - left of a part in one setting: the multiple of each quantity, and each as a form."""

    part: Part
    setting: Setting
    coefficients: Mapping[sp.Symbol, Fraction]
    forms: Mapping[sp.Symbol, Form]
    up: Form
    down: Form

    def slack(self, without: sp.Symbol | None = None) -> Form:
        """Right less left, the term of one quantity left out."""
        total = Form(tuple(matrix({}) for _ in self.up.groups))
        for letter, c in self.coefficients.items():
            total = total if letter is without else total.plus(self.forms[letter], c)
        return total

    @property
    def varied(self) -> tuple[sp.Symbol, ...]:
        """The quantities whose constant has an exact value."""
        return tuple(letter for letter in self.coefficients if letter not in (s.F_k_now, s.F_k_next))


def scalings(setting: Setting) -> tuple[Fraction, ...]:
    """The values of v: both ends, and one between."""
    c_1, c_2 = setting[s.c_1], setting[s.c_2]
    return tuple(dict.fromkeys((c_1, (c_1 + c_2) / 2, c_2)))


def forms_of(setting: Setting) -> tuple[dict[sp.Symbol, Form], Form, Form]:
    """Every quantity that is known here, and the two conditions of smoothness."""
    L, eta, beta, decay = (setting[letter] for letter in (s.L, s.eta, s.beta_1, s.lambda_))
    keep, one = (1 - beta) ** 2, Fraction(1)
    error = {(U, U): one, (H, H): one, (U, H): Fraction(-2)}
    after = {(U, U): keep, (H, H): keep, (W, W): keep, (U, H): -2 * keep, (U, W): -2 * keep, (H, W): 2 * keep}
    tables: list[dict[sp.Symbol, Matrix]] = []
    bends: list[tuple[Matrix, Matrix]] = []
    for v in scalings(setting):
        step = eta / v
        tables.append({
            s.u_sq: matrix({(U, U): one}), s.grad_F_k_sq: matrix({(H, H): one}), s.m_err_sq: matrix(error),
            s.dx_sq: matrix({(U, U): step**2}), s.v_dx_sq: matrix({(U, U): eta**2}), s.m_err_sq_next: matrix(after),
            s.F_k_now: matrix({}), s.F_k_next: matrix({(U, H): -step, (U, U): decay * eta * step / 2}), NOISE: matrix({}),
        })  # fmt: skip
        bounds = {(W, W): -1 / (4 * L), (U, U): L * step**2 / 4}
        bends.append((matrix({**bounds, (U, W): -step / 2}), matrix({**bounds, (U, W): step / 2})))
    rest = {s.F_k_next: (one,), s.m_err_sq_next: (ZERO, beta**2), NOISE: (ZERO, ZERO, one)}
    forms = {letter: Form(tuple(table[letter] for table in tables), *rest.get(letter, ())) for letter in tables[0]}
    up, down = (Form(tuple(pair), sign) for pair, sign in zip(zip(*bends, strict=True), (-one, one), strict=True))
    return forms, up, down


def one_step(part: Part, setting: Setting) -> OneStep | None:
    """The part in this setting; None if it is no claim of this form."""
    forms, up, down = forms_of(setting)
    values = {letter: sp.Rational(x.numerator, x.denominator) for letter, x in setting.items()}
    slack = sp.expand(
        sp.nsimplify(part.right - part.left, rational=True).subs({s.b: 1}).subs(s.sigma, sp.sqrt(NOISE)).subs(values)
    )
    if not slack.free_symbols or not slack.free_symbols <= forms.keys():
        return None
    letters = sorted(slack.free_symbols, key=str)
    linear = sp.Poly(slack, *letters)
    found = {letter: Fraction(str(sp.Rational(linear.coeff_monomial(letter)))) for letter in letters}
    if linear.total_degree() > 1 or linear.coeff_monomial(1) != 0 or found.get(s.F_k_now, ZERO) + found.get(s.F_k_next, ZERO):
        return None
    return OneStep(part, setting, found, forms, up, down)


def excluded(claim: Claim, values: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Whether a hypothesis that binds is false at these values: nothing is claimed there. One that is left open is not."""
    # all letters at once: what stands between one letter and the next need not be compared
    known = {letter: sp.sympify(x) for letter, x in values.items()}
    return any(h.relation.xreplace(known) == sp.false for h in claim.hypotheses if claim.binds(h))


def settings(claim: Claim, own: Folders = ()) -> Iterator[Setting]:
    """c_2/c_1, beta_1 and lambda on a grid, eta the largest that the claim's hypotheses in these letters allow (else 1).

    Where no eta does, or another hypothesis fails, there is no setting. lambda is 0 where no algorithm of the claim has a decay
    outside the gradient.
    """
    known = all_algorithms(own)
    decays = any(known[name].decay_kind is Decay.DECOUPLED for name in claim.algorithms if name in known)
    relations = [h.relation for h in claim.hypotheses if s.eta in h.relation.free_symbols <= set(SCALARS)]
    for ratio, beta, decay in product(*GRID):
        if decay and not decays:
            continue
        given = {s.L: 1, s.c_1: 1, s.c_2: ratio, s.lambda_: decay, s.beta_1: sp.Rational(str(beta))}
        limits = [root for one in relations for root in sp.solve((one.lhs - one.rhs).subs(given), s.eta) if root > 0]
        eta = min([sp.Integer(1), *limits])
        tried = (eta / 2**j for j in range(HALVINGS))  # strict ones need less than their limit
        met = next((one for one in tried if all(relation.subs(given).subs(s.eta, one) for relation in relations)), None)
        chosen = {**given, s.eta: met}
        if met is not None and not excluded(claim, chosen):
            yield {letter: Fraction(str(x)) for letter, x in chosen.items()}


def steps_of(claim: Claim, parts: Sequence[Part], own: Folders = ()) -> list[OneStep]:
    """Every part that is such a claim, in every setting."""
    here = [part for part in parts if part.kind in (Kind.PATHWISE, Kind.CONDITIONAL)]
    steps = [one_step(part, setting) for setting in (settings(claim, own) if here else ()) for part in here]
    return [one for one in steps if one is not None]

"""From a TOML file to a Problem, or to one line that says what is wrong with it."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from problems import limits
from problems.certify import certify
from problems.discrete import discrete
from problems.errors import InputError, must
from problems.families import all_families
from problems.families.base import Coupled, Family, Setting
from problems.families.coefficients import spread
from problems.families.written import Written
from problems.noise import ADDITIVE, Noise
from problems.problem import Problem
from problems.reading import text_of
from problems.sampling import Sampling
from problems.schema import FORMULAS, NoiseSection, ProblemFile, ProblemSection, explain, shown_path, validated
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm, Decay
from theory.outside import Folders, papers

FOLDER = Path(__file__).parent
#: what to give where a file does not exist
HELP = "; give the path of a problem file (TOML)"


def shipped() -> tuple[Path, ...]:
    """The problem files that come with the package, by name; those on which a claim fails stand last."""
    return (*sorted(FOLDER.glob("*.toml")), *sorted(FOLDER.glob("counterexamples/*.toml")))


def in_folders(own: Folders) -> tuple[Path, ...]:
    """The problem files in folders of one's own."""
    return tuple(file for folder in own for file in of_paper(folder.path))


def of_paper(folder: Path) -> tuple[Path, ...]:
    """The problem files in the folder of a paper."""
    return tuple(sorted(folder.glob("problems/*.toml")))


def every() -> tuple[Path, ...]:
    """The problem files that come with the package and with its papers."""
    return (*shipped(), *(file for _, folder in papers() for file in of_paper(folder)))


def load(path: Path, effort: int = 1, own: Folders = (), text: str | None = None) -> Problem:
    """The problem of a file with its certificate; families and algorithms may be in folders of one's own. `text` is taken for
    the file's, if it is given.

    Raises:
        InputError: the file cannot be read, is no TOML, has an unknown key or a value that is not allowed, or declares a
            constant that is refuted.
    """
    problem = build(path, own, text)
    given = {"region": problem.region or 0.0, "start": float(np.max(np.abs(problem.start))), "epsilon": problem.epsilon}
    for name, value in given.items():  # a proof can be had at any size, if slowly
        limits.measurable(name, value, problem.where)
    certificate = certify(problem, effort)
    certificate.require()
    return replace(problem, certificate=certificate)


def build(path: Path, own: Folders = (), text: str | None = None) -> Problem:
    """The problem of a file, its constants not looked at yet. `text` is taken for the file's, if it is given.

    Raises:
        InputError: the file cannot be read, is no TOML, has an unknown key or a value that is not allowed.
    """
    where = shown_path(path)
    text = text_of(path, where, HELP) if text is None else text
    tables = parsed(text, where)
    problem = from_tables(tables, path, own)
    return replace(problem, text=text, data_files=_named_files(tables, path.parent))


def _named_files(tables: Mapping[str, object], folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that a parameter of the family names."""
    section = tables.get("problem")
    parameters = section.get("parameters") if isinstance(section, Mapping) else None
    names = [value for value in parameters.values() if isinstance(value, str)] if isinstance(parameters, Mapping) else []
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).is_file()}


def from_tables(tables: Mapping[str, object], path: Path, own: Folders = ()) -> Problem:
    """The problem of tables as a file has them; `path` is what messages call them, and where relative paths begin.

    Raises:
        InputError: an unknown key or a value that is not allowed.
    """
    where = shown_path(path)
    file: ProblemFile = validated(ProblemFile, dict(tables), where, own=own)
    setting = Setting(file.problem.dimension, path.parent)
    family = _family(file, setting, where, all_families(own))
    start = _start(file, family, where)
    noise = _noise(file.noise, family, file.problem.region, where)
    _check_schedules(file, where)
    declared = {name: value for name, value in file.constants.model_dump().items() if value is not None}
    rule = file.algorithm.rule
    for name in declared:
        if name.endswith("_l2") and rule.decay_kind is not Decay.IN_GRADIENT:
            who = _those(own, lambda a: a.decay_kind is Decay.IN_GRADIENT)
            raise InputError(f"{name} is of F + (lambda/2)||x||^2, which only {who} has  ({where}: [constants] {name})")
    if file.target.eps_stage is not None and not rule.staged:
        who = _those(own, lambda a: a.staged)
        raise InputError(f"eps_stage is of Theorem 4, which only {who} has  ({where}: [target] eps_stage)")
    try:
        _ = file.algorithm.own
    except ValidationError as error:
        raise explain(error, where, "algorithm.parameters") from None
    return Problem(
        name=file.problem.name,
        path=path,
        where=where,
        family=family,
        start=start,
        region=file.problem.region,
        noise=noise,
        algorithm=file.algorithm,
        epsilon=file.target.epsilon,
        declared=declared,
        known_violations=tuple(file.known.violated),
        eps_stage=file.target.eps_stage,
        notes=tuple(setting.notes),
    )


def within(problem: Problem, region: float | None) -> Problem:
    """The problem on the box |x_i| <= region, its constants certified there. Raises InputError for one that is refuted."""
    noise = problem.noise
    if isinstance(noise, Sampling):
        assert isinstance(problem.family, Coupled)
        sigma, bound = problem.family.sampling_constants(region, noise.batch, noise.replacement)
        noise = replace(noise, sigma=sigma, bound=bound)
    made = replace(problem, region=region, noise=noise, certificate=None)
    certificate = certify(made)
    certificate.require()
    return replace(made, certificate=certificate)


def _those(own: Folders, wanted: Callable[[Algorithm], bool]) -> str:
    return " or ".join(sorted(a.name for a in all_algorithms(own).values() if wanted(a)))


def parsed(text: str, where: str) -> dict[str, object]:
    """The tables of a TOML text. Raises InputError."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise InputError(f"{where} is nested too deeply") from None
    except ValueError as error:  # not only TOMLDecodeError: a whole number of thousands of digits
        raise InputError(f"{where} is not valid TOML: {error}") from None
    try:
        _fit(tables, where)
    except RecursionError:
        raise InputError(f"{where} is nested too deeply") from None
    return tables


def _fit(value: object, where: str, key: str = "") -> None:
    """Refuse whole numbers beyond the 64 bits that TOML has, which Python reads. Raises InputError."""
    if isinstance(value, Mapping):
        for name, entry in value.items():
            _fit(entry, where, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for entry in value:
            _fit(entry, where, key)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        table, _, name = key.rpartition(".")
        place = f"[{table}] {name}" if table else f"[{name}]"
        rule = "have at most 64 bits, or a point or an exponent"
        raise must(f"{hex(value)[:20]}... ({value.bit_length()} bits)", place, rule, where)


def _family(file: ProblemFile, setting: Setting, where: str, families: Mapping[str, type[Family]]) -> Family:
    cls, given = _kind(file.problem, where, families)
    try:
        parameters = cls.Parameters.model_validate(given)
    except ValidationError as error:
        raise explain(error, where, "problem.parameters") from None
    try:
        if file.problem.dimension is not None:
            limits.block(file.problem.dimension, f"dimension={file.problem.dimension}")
        return cls.build(parameters, setting)
    except InputError as error:
        key = re.split(r"[=:\[ ]", str(error))[0]
        own = {*cls.Parameters.model_fields, *file.problem.parameters} - {*FORMULAS}
        place = f"[problem] {key}" if key in FORMULAS else f"[problem.parameters] {key}" if key in own else "[problem]"
        raise InputError(f"{error}  ({where}: {place})") from None


def _kind(section: ProblemSection, where: str, families: Mapping[str, type[Family]]) -> tuple[type[Family], dict[str, object]]:
    """The family that a file names, or that of its formula, and its parameters. Raises InputError."""
    formulas = [key for key in FORMULAS if getattr(section, key) is not None]
    if section.family is not None and formulas:
        raise InputError(f"{formulas[0]} is F as a formula, beside which no family can stand  ({where}: [problem] family)")
    if len(formulas) > 1:
        two = f"{formulas[1]} cannot stand beside {formulas[0]}"
        raise InputError(f"{two}: one formula gives F  ({where}: [problem] {formulas[1]})")
    if formulas:
        key = formulas[0]
        if key in section.parameters:
            raise InputError(f"{key} is the formula and no parameter  ({where}: [problem.parameters] {key})")
        return families[key], {**section.parameters, key: getattr(section, key)}
    names = [name for name, cls in families.items() if not issubclass(cls, Written)]
    if section.family not in names:
        allowed = f"be one of {', '.join(names)}, or be left out where {', '.join(FORMULAS)} gives F as a formula"
        if section.family is None:
            raise InputError(f"family is missing: it must {allowed}  ({where}: [problem] family)")
        raise must(f'"{section.family}"', "[problem] family", allowed, where)
    return families[section.family], section.parameters


def _start(file: ProblemFile, family: Family, where: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    try:
        start = spread(file.problem.start, family.dimension, "start")
    except InputError as error:
        raise InputError(f"{error}  ({where}: [problem] start)") from None
    region = file.problem.region
    if region is not None and np.max(np.abs(start)) > region:
        raise must(file.problem.start, "[problem] start", f"lie in the region |x_i| <= {region}", where)
    return start


def _check_schedules(file: ProblemFile, where: str) -> None:
    for name in file.algorithm.scheduled:
        values, T = getattr(file.algorithm, name), file.algorithm.T
        key = f"({where}: [algorithm] {name})"
        if T is None:
            raise InputError(f"{name} is a list of {len(values)} numbers, which needs T, the number of steps  {key}")
        if len(values) != T:
            raise InputError(f"{name} must have one number for each of the T = {T} steps, not {len(values)}  {key}")


def _noise(section: NoiseSection, family: Family, region: float | None, where: str) -> Noise | Sampling:
    for name in ("values", "probabilities"):
        if (getattr(section, name) is None) == (section.kind == "discrete"):
            need = "must be given with" if section.kind == "discrete" else "belongs to"
            raise InputError(f'{name} {need} kind="discrete"  ({where}: [noise] {name})')
    if section.kind == "sampling":
        if section.scale not in (None, 0.0):
            raise must(section.scale, "[noise] scale", "be left out with sampling, whose scale is the data's", where)
        additive = family.sampling_noise(section.batch)
        if additive is not None:
            return additive
        if not isinstance(family, Coupled) or not family.samples:
            raise must('"sampling"', "[noise] kind", f"not be used with {family.name}, which is no finite sum", where)
        if not section.replacement and section.batch > family.samples:
            raise must(section.batch, "[noise] batch", f"be at most the {family.samples} samples", where)
        limits.minibatches(family.dimension, section.batch, f"batch={section.batch} of {family.dimension} columns")
        sigma, bound = family.sampling_constants(region, section.batch, section.replacement)
        return Sampling(family.samples, section.batch, section.replacement, sigma, bound)
    try:
        given = section.scale if section.scale is not None else 1.0 if section.kind == "discrete" else 0.0
        scale = spread(given, family.dimension, "scale")
        if section.values is not None and section.probabilities is not None:
            return discrete(section.values, section.probabilities, scale, section.batch)
    except InputError as error:
        raise InputError(f"{error}  ({where}: [noise] {re.split('[= ]', str(error))[0]})") from None
    return ADDITIVE[section.kind](scale, section.batch)

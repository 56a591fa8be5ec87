"""Check the certificates beside this file, `*.certificate.json`: `python check_certificates.py`. Python alone is needed.

Each shows that its relations exclude each other: the terms add up to 0, and one of them is positive. A term is a weight times
a monomial times relations (by number) times a square; without an equation in it, neither weight nor monomial may be negative.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

Polynomial = dict[tuple[int, ...], Fraction]


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    """The product of two polynomials, {exponents: coefficient}."""
    product: Polynomial = {}
    for m, x in a.items():
        for n, y in b.items():
            key = tuple(i + j for i, j in zip(m, n, strict=True))
            product[key] = product.get(key, Fraction(0)) + x * y
    return product


def polynomial(written: list[Any]) -> Polynomial:
    """A polynomial from its list of [coefficient, exponents]."""
    return {tuple(exponents): Fraction(coefficient) for coefficient, exponents in written}


def excludes(certificate: dict[str, Any]) -> bool:
    """Whether the certificate is one."""
    signs = certificate["signs"]
    relations = [(kind, polynomial(p)) for kind, p in certificate["relations"]]
    total: Polynomial = {}
    positive = False
    for number, exponents, factors, square in certificate["terms"]:
        weight, kinds = Fraction(number), [relations[i][0] for i in factors]
        if "==" not in kinds:
            if weight < 0 or any(x % 2 and not sign for x, sign in zip(exponents, signs, strict=True)):
                return False
            strict = all(x == 0 or sign == ">" for x, sign in zip(exponents, signs, strict=True))
            positive |= weight > 0 and strict and not square and all(kind == ">" for kind in kinds)
        term = {tuple(exponents): weight}
        for i in factors:
            term = times(term, relations[i][1])
        for _ in range(2 if square else 0):
            term = times(term, polynomial(square))
        for m, x in term.items():
            total[m] = total.get(m, Fraction(0)) + x
    return positive and not any(total.values())


if __name__ == "__main__":
    files = sorted(Path(__file__).parent.glob("*.certificate.json"))
    wrong = [file.name for file in files if not all(map(excludes, json.loads(file.read_text(encoding="utf-8"))))]
    print(f"{len(files) - len(wrong)} of {len(files)} certificates hold", *wrong, sep="\n")
    sys.exit(bool(wrong))

"""The gradient complexity b T that (iv) of theorem 2 states, by the letter and as printed."""

import sympy as sp

from theory.symbols import Delta, L, b, c_1, c_2, c_inf, delta, epsilon, lambda_, sigma

HALF_5 = sp.Rational(5, 2)
#: b T at the limits of beta_1 and eta: the two bounds of T in turn
BIG = 36 * c_2**HALF_5 * Delta * sigma**2 * L / (c_1**HALF_5 * epsilon**4)
SMALL = 9 * c_2**2 * sigma**4 / (c_1**2 * b * epsilon**4)
#: b T where step 5 limits eta (repaired)
LOWER_ORDER = 12 * b * c_2 * (L + lambda_ * c_1) * Delta / (c_1 * epsilon**2)
#: the first two as the paper prints them, with c_inf for c_2
PRINTED_BIG = 36 * c_inf**HALF_5 * Delta * sigma**2 * L / (delta ** sp.Rational(5, 4) * epsilon**4)
PRINTED_SMALL = 9 * c_inf**2 * sigma**4 / (delta * b * epsilon**4)

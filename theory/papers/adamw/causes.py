"""Why steps are refuted: each refuted step has one root cause, each cause a rank.

`false`: the statement fails, at a witness of the statement itself; `rate`: it holds with another power or logarithm;
`constant`: in the same form with other constants; `hypothesis`: under one that the paper evidently has; `presentation`: an
index, a missing expectation, a unit. The rank of a cause is that of its worst step. None is computed (`theory.audit.rank_of`);
the others are judged by hand, and the audit says so. Constants in O(...) are read uniformly: one
for all parameters with delta <= c_inf^2, T and 1/epsilon large, in the paper's claim and in the repaired one.
"""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "decay at the start", Rank.FALSE,
        "The potential telescopes from F_0(x_0) = F(x_0) + (lambda/2) ||x_0||^2_{v_0}, not from F(x_0); in a stage "
        "F_k(x_*) moves.",
        "F constant, lambda = x_0 = 1: Delta = 0, so no T is too small, but ||u_0||^2 = ||grad F_0(x_0)||^2 = delta",
        "Delta + (lambda/2) c_2 ||x_0||^2 for Delta; in a stage eps_{k-1} + (lambda/2) c_2 ||x_*||^2 for eps_{k-1}",
        "T grows by that factor in its first bound; with it theorem 4 is of order eps^-2 unless the decay pulls to x_*; "
        "the mean of lambda_k at a stage's start would do for lambda, and it fades from stage to stage",
        ("theorem-2.8", "theorem-2.i", "theorem-2.ii", "theorem-2.iii", "theorem-2.iv", "theorem-2.T", "theorem-3.4",
         "theorem-3.bound", "theorem-4.1", "theorem-4.2", "theorem-4.T_k"),
    ),
    Cause(
        "spectral norm", Rank.FALSE,
        "A product of companion matrices is not bounded in the spectral norm by the product of their spectral radii.",
        "c = 1, b = 1/2: A (1, 0) = (1, 1)", "the condition number kappa of the norm in which the matrix contracts, as a "
        "factor",
        "a factor kappa, of order k^(1/4) at lambda = sqrt k, infinite for a double eigenvalue", ("theorem-1.4",
        "theorem-1.l2-adam"),
    ),
    Cause(
        "h falls below y = 1", Rank.FALSE, "h(y) = log y + 1/y decreases on y < 1, and one large s outweighs many small ones.",
        "s = 1/4, lambda = 1, 2 rho b/eta = 1/10", "kappa = 2 rho b/eta beyond the crossing point, for every s_i",
        "a condition on kappa and on all singular values", ("corollary-3.l2", "corollary-3.almost"),
    ),
    Cause(
        "one logarithm", None, "T must beat log T at the noise's rate: log^2(1/epsilon), and the coefficients of T "
        "are squared.",
        "epsilon -> 0: what is left over grows like log(1/epsilon)^(1/2)", "T of theorem 3's step 8, repaired",
        "one more logarithm", ("theorem-3.8", "theorem-3.T"),
    ),
    Cause(
        "geometric sum", None, "S_K - 2 S_{K-1} is (2^(K+1) - 2)/eps_0: the sum of k 2^k is of order K 2^K, not 2^K.",
        "K = 2, eps_0 = 1: 6, not 2", "log(eps_0/eps) more", "a logarithm in the total", ("theorem-4.6", "theorem-4.decaying"),
    ),
    Cause(
        "no uniform exponent", None, "The largest alpha that serves x = k^(-1/2) tends to 0 as k grows.",
        "k = 2^12 for alpha = 1/10", "a factor 7/5 for the power", "on this route a constant factor for the power k^(-alpha)",
        ("lemma-3.b", "theorem-1.9"),
    ),
    Cause(
        "a power of beta_1", Rank.RATE, "The decay enters the trace with beta_1^2: the interval's ends are to be divided "
        "by beta_1^2.",
        "beta_1 = 3/4, lambda = 1/3", "beta_1^2 for beta_1",
        "both ends grow by 1/beta_1: lambda may be larger, and must be", ("theorem-1.7",),
    ),
    Cause(
        "sup norm for a coordinate", Rank.CONSTANT, "c_s bounds ||g_k||_inf from below, not every coordinate of g_k.",
        "g = (0, 1), n = 1, delta = 1, beta_2 = 1/2", "mu_v = beta_2 c_inf^2/delta", "none in theorem 2, which takes this rate",
        ("lemma-1.mu_v", "lemma-1.3", "lemma-1.c"),
    ),
    Cause(
        "harmonic sum", Rank.CONSTANT, "1 + 1/2 + ... + 1/T exceeds log T.", "T = 10", "log(1 + T/gamma^2) for the "
        "shifted schedule",
        "1 in a logarithm", ("theorem-3.6",),
    ),
    Cause(
        "largest step", Rank.CONSTANT, "The largest step is eta_0, not eta_1 < eta_0; and no expectation is taken.", "T = 1",
        "eta_0", "a factor 2, or 3/2 with the shift", ("theorem-3.steps",),
    ),
    Cause(
        "draw and weights", Rank.CONSTANT, "Theorem 3 bounds the average with weights eta_i, a uniform draw has the plain one.",
        "T_k = 12, all error in the last step, where grad F_i = -u_i/4", "a draw with weights eta_i", "none: another draw",
        ("theorem-4.4",),
    ),
    Cause(
        "a half twice", Rank.CONSTANT, "eta/(2b) is counted in M and beside it, the half of ||x_*||^2/rho - d twice.",
        "d = 1, M = rho = 1, ||x_*||^2 = 4", "the divergence as step 1 has it", "c_0 grows by ||x_*||^2/(2 rho) - d/2",
        ("theorem-6.2", "theorem-6.c_0", "theorem-7.3"),
    ),
    Cause(
        "eta knows nothing of lambda", Rank.HYPOTHESIS, "The stated eta does not bound lambda eta: Eq. 16 fails for a "
        "large decay.",
        "F constant, all constants 1, eta = 1/6, lambda = 5", "eta <= c_1/(2 (L + lambda c_1))",
        "a term of order epsilon^-2 in T b; L + lambda c_1 for L", ("theorem-2.11", "theorem-2.eta", "theorem-3.1",
        "theorem-4.eta"),
    ),
    Cause(
        "mu_v above 1", Rank.HYPOTHESIS, "lambda (1 - mu_v)^k is no weight decay if mu_v > 1.", "beta_2 = delta = 1, c_inf = 2",
        "beta_2 <= delta/c_inf^2", "a bound on beta_2", ("theorem-2.lambda_k",),
    ),
    Cause(
        "beta_1 above 1", Rank.HYPOTHESIS, "gamma/sqrt(k+1) exceeds 1 for k < gamma^2 - 1: no convex combination.",
        "gamma = 2, k = 0", "gamma/sqrt(k + gamma^2)", "the first gamma^2 iterations count less",
        ("theorem-3.3", "theorem-3.gamma", "theorem-3.beta_1", "theorem-4.gamma_1"),
    ),
    Cause(
        "start of the induction", Rank.HYPOTHESIS, "m_0 = g_0 has the error sigma^2/b, whatever Delta.", "Delta = 1, sigma = 2",
        "eps_0 = max(Delta + (lambda/2) c_2 ||x_0||^2, sigma^2/(mu b))", "log2(eps_0/Delta) more stages", ("theorem-4.eps_0",),
    ),
    Cause(
        "a step size above 1/lambda", Rank.HYPOTHESIS, "eta lambda = (3/2) k^(-1/2) exceeds 1 at k = 1, 2, and "
        "delta^(1/2) is no length.",
        "k = 1", "k > 16; ell for delta^(1/2)", "none", ("theorem-1.eta",),
    ),
    Cause(
        "Q and H need not commute", Rank.HYPOTHESIS, "A^(-1) Q H Q is not symmetric, hence no covariance, unless Q H = H Q.",
        "H = [[4, 1], [1, 1]], lambda = 1", "Q H = H Q, or lambda = 0", "an assumption, true for diagonal H", ("theorem-7.2",),
    ),
    Cause(
        "index", Rank.PRESENTATION, "Lemma 2 at step k+1 brings beta_{1,k+1}, Eq. 19 brings eta_k: the coefficients do "
        "not cancel.",
        "gamma = 1, k = 3", "eta_k = C beta_{1,k+1}", "none", ("theorem-3.2",),
    ),
    Cause(
        "mean for a path", Rank.PRESENTATION, "(ii) is stated without the expectation that (i) has.",
        "gradients -3 and 3 with equal chance, all of them 3", "the expectation", "(ii) holds in the mean", ("theorem-2.10",),
    ),
    Cause(
        "units", None, "A formula changes its value with the unit in which F is measured.",
        "F counted in quarters", "a length ell for delta^(1/2), a scale nu for Q", "none",
        ("theorem-1.lambda", "theorem-1.eta_k", "lemma-5.M", "corollary-3.y"),
    ),
    Cause(
        "eps_0 forgotten", Rank.PRESENTATION, "log2(1/eps) is the logarithm of a value of F; the halvings start at eps_0.",
        "eps_0 = 4, eps = 1/2", "log2(eps_0/eps)", "none", ("theorem-4.K",),
    ),
)  # fmt: skip

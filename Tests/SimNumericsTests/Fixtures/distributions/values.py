"""Writes values.csv: quantiles and moments of distributions with 40 digits. Needs mpmath 1.3.

Columns: distribution, its four numbers (mean, sd, low, high; for beta: alpha, beta, low, high;
for gamma: shape, scale, 0, inf), what, u, value. `what` is
quantile, mean or variance. Quantiles are roots of the distribution function, moments integrals of the density.
"""

import random

from mpmath import betainc, erfc, exp, findroot, gammainc, inf, log, log1p, mp, mpf, npdf, quad, sqrt

mp.dps = 40
random.seed(5)


def below(z):
    return mpf(0) if z == -inf else mpf(1) if z == inf else erfc(-z / sqrt(2)) / 2


def above(z):
    return below(-z)


def score_at(u, a, b):
    """The standard score with the share u of a...b below it, by bisection in the tail that keeps the digits."""
    upper = a > 0
    mass = above(a) - above(b) if upper else below(b) - below(a)
    target = above(a) - u * mass if upper else below(a) + u * mass
    low, high = max(a, mpf(-45)), min(b, mpf(45))
    for _ in range(170):
        middle = (low + high) / 2
        if (above(middle) > target) if upper else (below(middle) < target):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def slice_of(kind, mean, sd, low, high):
    if kind == "normal":
        return (low - mean) / sd, (high - mean) / sd, lambda z: mean + sd * z
    variance = log1p((sd / mean) ** 2)
    mu, sigma = log(mean) - variance / 2, sqrt(variance)
    score = lambda x: -inf if x <= 0 else inf if x == inf else (log(x) - mu) / sigma
    return score(low), score(high), lambda z: exp(mu + sigma * z)


def moments(a, b, value):
    low, high = max(a, mpf(-30)), min(b, max(mpf(30), a + 30))
    points = [low + (high - low) * i / 60 for i in range(61)]
    mass = quad(npdf, points)
    mean = quad(lambda z: value(z) * npdf(z), points) / mass
    return mean, quad(lambda z: (value(z) - mean) ** 2 * npdf(z), points) / mass


def beta_root(alpha, beta, u):
    low, high = mpf(0), mpf(1)
    for _ in range(170):
        middle = (low + high) / 2
        low, high = (middle, high) if betainc(alpha, beta, 0, middle, regularized=True) < u else (low, middle)
    return (low + high) / 2


def gamma_root(shape, u):
    low, high = mpf(0), shape + 40 * sqrt(shape) + 40
    for _ in range(200):
        middle = (low + high) / 2
        below = gammainc(shape, 0, middle, regularized=True)
        low, high = (middle, high) if below < u else (low, middle)
    return (low + high) / 2


CASES = {
    "normal": [(0, 1, -inf, inf), (10, 2, -inf, inf), (3, 0.5, 2, 4), (0, 1, 5, inf), (0, 1, 20, 21), (0, 1, -inf, -6),
               (1, 2, 1.5, 1.501), (0.4, 0.1, 0, 1)],
    "lognormal": [(1, 0.5, 0, inf), (120, 300, 0, inf), (50, 5, 45, 60), (0.003, 0.001, 0, 0.01)],
}
# Means and standard deviations as doubles hold them.
NUMBERS = lambda case: [mpf(x) for x in case]

with open("values.csv", "w") as file:
    file.write("distribution,first,second,low,high,what,u,value\n")

    def write(kind, case, what, u, value):
        numbers = ",".join(repr(float(x)) for x in case)
        file.write(f"{kind},{numbers},{what},{u!r},{float(value)!r}\n")

    for kind, cases in CASES.items():
        for case in cases:
            a, b, value = slice_of(kind, *NUMBERS(case))
            shares = [2.0**-53, 1e-12, 1e-6, 0.0749999, 0.5, 0.925000001, 1 - 2.0**-53]
            for u in shares + [random.random() for _ in range(12)]:
                write(kind, case, "quantile", u, value(score_at(mpf(u), a, b)))
            mean, variance = moments(a, b, value)
            write(kind, case, "mean", 0.0, mean)
            write(kind, case, "variance", 0.0, variance)
    for case in [(2, 3, 0, 1), (0.5, 0.5, 0, 1), (8, 1.5, 10, 30), (40, 60, 0, 1), (0.2, 5, 0, 1)]:
        alpha, beta, low, high = NUMBERS(case)
        for u in [1e-6, 0.5, 1 - 1e-6] + [random.random() for _ in range(9)]:
            write("beta", case, "quantile", u, low + (high - low) * beta_root(alpha, beta, mpf(u)))
    for case in [(1, 2, 0, inf), (0.3, 1, 0, inf), (4.6, 0.2, 0, inf), (250, 0.004, 0, inf)]:
        shape, scale, _, _ = NUMBERS(case)
        for u in [1e-6, 0.05, 0.5, 0.95, 1 - 1e-6] + [random.random() for _ in range(7)]:
            write("gamma", case, "quantile", u, scale * gamma_root(shape, mpf(u)))
        write("gamma", case, "mean", 0.0, shape * scale)
        write("gamma", case, "variance", 0.0, shape * scale * scale)

"""Coefficients of Sources/CSimMath/elementary.h: Chebyshev interpolation with 60 digits, as powers of the argument.

Prints each polynomial with its largest relative error in exact arithmetic. Needs mpmath 1.3.
"""

from mpmath import atanh, cos, erfc, exp, expm1, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60


def interpolate(function, low, high, count):
    """The polynomial through the values at the Chebyshev nodes of low...high, lowest power first."""
    middle, half = (low + high) / 2, (high - low) / 2
    nodes = [middle + half * cos(pi * (2 * i + 1) / (2 * mpf(count))) for i in range(count)]
    # Newton's divided differences, then expanded by Horner's rule.
    table = [function(node) for node in nodes]
    for order in range(1, count):
        for i in range(count - 1, order - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (nodes[i] - nodes[i - order])
    powers = [table[-1]]
    for i in range(count - 2, -1, -1):
        shifted = [mpf(0)] + powers
        powers = [above - nodes[i] * here for above, here in zip(shifted, powers + [mpf(0)])]
        powers[0] += table[i]
    return powers


def largest_error(function, powers, low, high, points=400):
    worst = mpf(0)
    for i in range(points + 1):
        x = low + (high - low) * (i + mpf(1) / 3) / (points + 1)
        value = mpf(0)
        for power in reversed(powers):
            value = value * x + power
        worst = max(worst, abs(value / function(x) - 1))
    return worst


def show(name, function, low, high, count):
    powers = interpolate(function, low, high, count)
    print(f"{name}: {nstr(largest_error(function, powers, low, high), 2)}")
    print("    " + ", ".join(float(power).hex() for power in powers))


def scaled_tail(t):
    x = 4 * (1 - t) / t
    return exp(x * x) * erfc(x) / t


def exp_tail(r):
    return (expm1(r) - r) / r**2


def log_tail(z):
    return (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z


half = log(2) / 2 * mpf("1.0001")
reach = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * mpf("1.001")
show("EXP_TAIL", exp_tail, -half, half, 10)
show("SCALED_TAIL", scaled_tail, mpf(4) / 32, mpf(1), 23)
show("LOG_TAIL", log_tail, mpf(0), reach, 7)

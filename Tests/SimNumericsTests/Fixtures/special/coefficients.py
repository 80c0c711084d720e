"""Coefficients of Sources/CSimMath/elementary.h: interpolation at Chebyshev nodes with 60 digits, lowest power first.

Prints each polynomial or quotient with its largest relative error in exact arithmetic. Needs mpmath 1.3.
"""

from mpmath import atanh, cos, erfc, exp, expm1, log, lu_solve, matrix, mp, mpf, nstr, pi, sqrt

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


def evaluate(powers, x):
    value = mpf(0)
    for power in reversed(powers):
        value = value * x + power
    return value


def largest_error(function, powers, low, high, points=400):
    worst = mpf(0)
    for i in range(points + 1):
        x = low + (high - low) * (i + mpf(1) / 3) / (points + 1)
        worst = max(worst, abs(evaluate(powers, x) / function(x) - 1))
    return worst


def show(name, function, low, high, count):
    powers = interpolate(function, low, high, count)
    print(f"{name}: {nstr(largest_error(function, powers, low, high), 2)}")
    print("    " + ", ".join(float(power).hex() for power in powers))


def scaled_tail(s):
    return exp(s * s / pi) * erfc(s / sqrt(pi))


def tail_fraction(greatest, degree):
    """p and q of the same degree and one less with scaled_tail(s) = p(s) / (s p(s) + q(s)); p leads with 1.

    Exact at nodes of (s - 3.5) / (s + 3.5), and linear in the coefficients: (1 - s scaled_tail(s)) p(s) =
    scaled_tail(s) q(s).
    """
    count, middle = 2 * degree, mpf(7) / 2
    end = (greatest - middle) / (greatest + middle)
    system, right = matrix(count, count), matrix(count, 1)
    for row in range(count):
        u = (end - 1) / 2 + (end + 1) / 2 * cos(pi * (2 * row + 1) / (2 * mpf(count)))
        s = middle * (1 + u) / (1 - u)
        value, weight = scaled_tail(s), (s + 3) ** -degree
        rest = 1 - s * value
        for power in range(degree):
            system[row, power] = weight * rest * s**power
            system[row, degree + power] = -weight * value * s**power
        right[row] = -weight * rest * s**degree
    found = list(lu_solve(system, right))
    return found[:degree] + [mpf(1)], found[degree:]


def show_fraction(greatest, degree):
    p, q = tail_fraction(greatest, degree)
    # Exact at 0, also in doubles.
    q[0] = p[0]
    worst = mpf(0)
    for i in range(601):
        s = greatest * (i / mpf(600)) ** 3
        above = evaluate(p, s)
        worst = max(worst, abs(above / (s * above + evaluate(q, s)) / scaled_tail(s) - 1))
    print(f"TAIL_P and TAIL_Q: {nstr(worst, 2)}")
    for powers in (p, q):
        print("    " + ", ".join(float(power).hex() for power in powers))


def exp_tail(r):
    return (expm1(r) - r) / r**2


def log_tail(z):
    return (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z


half = log(2) / 2 * mpf("1.0001")
reach = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * mpf("1.001")
show("EXP_TAIL", exp_tail, -half, half, 10)
show_fraction(28 * sqrt(pi), 10)
show("LOG_TAIL", log_tail, mpf(0), reach, 7)

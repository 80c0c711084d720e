"""Writes values.csv: special functions at chosen and random arguments with 50 digits. Needs mpmath 1.3.

Columns: function, shape (gamma only), x, value, rest. `x` is exact; value + rest is the function to about 32 digits,
value being the nearest number with 53 bits (with fewer bits below 2.2e-308).
"""

import random

from mpmath import erfc, exp, gammainc, log, mp, mpf, sqrt

mp.dps = 50
random.seed(20)


def between(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(low, high, count):
    return [10 ** random.uniform(low, high) for _ in range(count)]


FUNCTIONS = {
    "erfc": (
        erfc,
        [0.0, 26.0, 26.5, 26.54, 27.0, 27.22, 1e-300, -1e-300, 5.5, -5.5, -6.5]
        + between(-6, 27.2, 260) + between(-1, 1, 120) + magnitudes(-18, 0, 40) + between(25.5, 27.2, 40),
    ),
    "normal": (
        lambda z: erfc(z / sqrt(2)) / 2,
        [0.0, 37.5, 38.0, 38.4, 1e-300, -8.2] + between(-8, 38.4, 260) + between(-2, 2, 120) + between(36, 38.4, 40),
    ),
    "exp": (
        exp,
        [0.0, -0.0, 709.78, -745.1, -708.4, 1e-300, 0.34657359027997264, -0.34657359027997264]
        + between(-745.1, 709.7, 240) + between(-1, 1, 120) + between(-745.1, -708, 60) + magnitudes(-18, -1, 20),
    ),
    "log": (
        log,
        [5e-324, 2.2250738585072009e-308, 2.2250738585072014e-308, 1.7976931348623157e308, 0.7071067811865475,
         0.7071067811865476, 1.4142135623730951, 1.0000000000000002, 0.9999999999999999]
        + magnitudes(-307, 308, 160) + between(0.4, 2.5, 160) + between(0.999, 1.001, 60)
        + [5e-324 * random.randrange(1, 2**50) for _ in range(60)],
    ),
}
SHAPES = [0.05, 0.3, 0.5, 1.0, 1.7, 3.0, 7.5, 20.0, 60.0, 150.0, 500.0]


def write(file, name, shape, x, exact):
    value = float(exact)
    rest = float(exact - mpf(value))
    file.write(f"{name},{shape},{x!r},{value!r},{rest!r}\n")


with open("values.csv", "w") as file:
    file.write("function,shape,x,value,rest\n")
    for name, (function, arguments) in FUNCTIONS.items():
        for x in arguments:
            write(file, name, "", x, function(mpf(x)))
    for shape in SHAPES:
        spread = shape**0.5
        around = [abs(shape + spread * random.uniform(-6, 8)) for _ in range(20)]
        for x in around + magnitudes(-8, 0, 6) + [shape * random.uniform(1, 12) for _ in range(8)] + [shape]:
            if x < 700 + shape:
                write(file, "gamma", shape, x, gammainc(mpf(shape), mpf(x), regularized=True))

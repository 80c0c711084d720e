"""Writes points.csv: index, dimension and coordinate of unscrambled Sobol points. Needs SciPy 1.17."""

import random

from scipy.stats import qmc

random.seed(3)
count = 4096
points = qmc.Sobol(d=1111, scramble=False, bits=32).random(count)
with open("points.csv", "w") as file:
    file.write("index,dimension,coordinate\n")
    chosen = [(i, d) for i in range(8) for d in range(8)]
    chosen += [(random.randrange(count), d) for d in range(1111)]
    for index, dimension in chosen:
        file.write(f"{index},{dimension},{float(points[index, dimension])!r}\n")

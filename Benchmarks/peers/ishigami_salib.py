"""Sobol indices of the Ishigami function with SALib, as a peer for ensemble-report.

Usage: ishigami_salib.py SAMPLES
Prints JSON: version, seconds for points, evaluations and indices (best of three), S, ST and their half-widths at 95 %.
Both sides take a scrambled Sobol sequence; SALib estimates its intervals by 100 bootstrap resamples, its default.
"""

import json
import sys
import time
import warnings
from importlib.metadata import version

import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sample

warnings.filterwarnings("ignore")
samples = int(sys.argv[1])
problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
best = {"points": float("inf"), "evaluations": float("inf"), "indices": float("inf")}
for _ in range(3):
    begin = time.perf_counter()
    x = sample.sample(problem, samples, calc_second_order=False, seed=1)
    points = time.perf_counter()
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    evaluations = time.perf_counter()
    found = analysis.analyze(problem, y, calc_second_order=False, seed=1)
    end = time.perf_counter()
    times = {"points": points - begin, "evaluations": evaluations - points, "indices": end - evaluations}
    best = {key: min(best[key], times[key]) for key in best}
print(
    json.dumps(
        {
            "version": version("SALib"),
            "evaluations": len(y),
            "seconds": best,
            "first": found["S1"].tolist(),
            "firstHalfWidth": found["S1_conf"].tolist(),
            "total": found["ST"].tolist(),
            "totalHalfWidth": found["ST_conf"].tolist(),
        }
    )
)

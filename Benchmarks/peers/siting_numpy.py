"""Every single site and pair for every member of an ensemble, in plain numpy, as a peer for siting-report.

The numbers are those of Sources/SitingReport/main.swift: closed forms, assumptions of the benchmark.

Usage: siting_numpy.py MEMBERS ZONES SITES THREADS
Prints JSON: seconds (best of three) and the sum of the least costs.
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = sys.argv[4]

import json
import time

import numpy as np

members, zones, sites = (int(text) for text in sys.argv[1:4])
zone, site = np.arange(zones)[:, None], np.arange(sites)[None, :]
costs = 1 + ((37 * zone * zone + 101 * site * site + 53 * zone * site) % 997) / 50
amounts = 1 + ((31 * np.arange(members)[:, None] + 17 * zone.T * (np.arange(members)[:, None] % 89)) % 1009) / 10.0
fixed = np.full(sites, 10000.0)
first, second = np.triu_indices(sites, 1)

best, total = float("inf"), 0.0
for _ in range(3):
    begin = time.perf_counter()
    options = np.hstack([costs, np.minimum(costs[:, first], costs[:, second])])
    opening = np.concatenate([fixed, fixed[first] + fixed[second]])
    result = amounts @ options
    result += opening
    chosen = result.argmin(axis=1)
    least = np.take_along_axis(result, chosen[:, None], axis=1)[:, 0]
    probability = np.bincount(chosen, minlength=result.shape[1]) / members
    mean = result.mean(axis=0)
    ranking = np.argsort(mean)
    best = min(best, time.perf_counter() - begin)
    total = float(least.sum())
    assert abs(probability.sum() - 1) < 1e-9 and len(ranking) == result.shape[1]
print(json.dumps({"seconds": best, "total": total}))

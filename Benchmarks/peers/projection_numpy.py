"""The benchmark projection in plain numpy, as a peer for bench-report.

The region is the one of Sources/BenchWorkloads/SyntheticRegion.swift: 126 states (tenure 3, condition 3, energy 7,
heating 2), 4 dwelling types, 5 baseline cohorts and one more per year. A year keeps 1 - hazard of every column and
then multiplies each type by its transition matrix; the baseline cohorts and the later ones have one matrix each.
All numbers are assumptions of the benchmark.

Usage: projection_numpy.py ZONES:YEARS[:BLOCK] ...    BLOCK: so many zones at a time through all years
Prints JSON: the dgemm rate of numpy and per workload seconds (best of several), GFLOP/s, checksum, peak memory.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import resource
import sys
import time

import numpy as np

LABELS = (3, 3, 7, 2)
STATES = int(np.prod(LABELS))
TYPES = 4
BASELINE = 5


def along(axis, moves):
    """Shares leaving a state, as an off-diagonal matrix, for moves {(from, to): probability} on one axis."""
    move = np.zeros((LABELS[axis], LABELS[axis]))
    for (start, end), probability in moves.items():
        move[end, start] = probability
    before = int(np.prod(LABELS[:axis]))
    after = int(np.prod(LABELS[axis + 1 :]))
    return np.kron(np.kron(np.eye(before), move), np.eye(after))


def transition(dwelling_type, baseline):
    leaving = along(1, {(0, 1): 0.02, (1, 2): 0.015, (2, 1): 0.03}) + along(0, {(1, 0): 0.005})
    if dwelling_type < 3:
        leaving += along(3, {(1, 0): 0.01})
    if baseline:
        leaving += along(2, {(label, label - 1): 0.01 * label for label in range(1, 7)})
    return leaving + np.diag(1 - leaving.sum(axis=0))


def closed_form(cohort, zones):
    """Dwellings of one cohort, types x states x zones, each 0...1."""
    types, states = np.arange(TYPES)[:, None, None], np.arange(STATES)[None, :, None]
    return ((31 * types + 17 * states + 7 * cohort + 3 * zones[None, None, :]) % 11) / 11


def project(zones, years, matrices):
    """Takes zones through the years; returns the seconds of the projection alone and the dwellings at the end."""
    count, cohorts = len(zones), BASELINE + years
    stock = np.zeros((TYPES, STATES, cohorts * count))
    kept, moved = np.zeros_like(stock), np.zeros_like(stock)
    for cohort in range(BASELINE):
        stock[:, :, cohort * count : (cohort + 1) * count] = closed_form(cohort, zones)
    hazard = [
        [0.001 * (1 + kind + 2 * max(0, BASELINE - cohort)) for cohort in range(cohorts)] for kind in range(TYPES)
    ]
    survival = np.repeat(1 - np.array(hazard), count, axis=1)[:, None, :]
    old = BASELINE * count
    seconds = 0.0
    for year in range(years):
        active = (BASELINE + year) * count
        begin = time.perf_counter()
        np.multiply(stock[:, :, :active], survival[:, :, :active], out=kept[:, :, :active])
        np.subtract(stock[:, :, :active], kept[:, :, :active], out=moved[:, :, :active])
        demolished = moved[:, :, :active].sum(axis=1)
        for kind in range(TYPES):
            np.matmul(matrices[kind][0], kept[kind, :, :old], out=moved[kind, :, :old])
            if active > old:
                np.matmul(matrices[kind][1], kept[kind, :, old:active], out=moved[kind, :, old:active])
        seconds += time.perf_counter() - begin
        assert demolished.shape == (TYPES, active)
        stock, moved = moved, stock
        stock[:, :, active : active + count] = 0
        stock[:, ::14, active : active + count] = 0.1 * closed_form(BASELINE + year, zones)[:, ::14]
    return seconds, float(stock.sum())


def measure(zones, years, block, matrices, repeats):
    best = float("inf")
    for _ in range(repeats):
        seconds, total = 0.0, 0.0
        for first in range(0, zones, block):
            part = project(np.arange(first, min(first + block, zones)), years, matrices)
            seconds, total = seconds + part[0], total + part[1]
        best = min(best, seconds)
    active = sum(BASELINE + year for year in range(years))
    return best, 2.0 * STATES**2 * TYPES * zones * active / best / 1e9, total


def dgemm_rate(order=2000, repeats=3):
    left, right = np.random.rand(order, order), np.random.rand(order, order)
    result, best = np.empty((order, order)), float("inf")
    for _ in range(repeats):
        begin = time.perf_counter()
        np.matmul(left, right, out=result)
        best = min(best, time.perf_counter() - begin)
    return 2.0 * order**3 / best / 1e9


def main():
    matrices = [(transition(kind, True), transition(kind, False)) for kind in range(TYPES)]
    report = {"numpy": np.__version__, "dgemm_gflops": dgemm_rate(), "workloads": []}
    for argument in sys.argv[1:]:
        parts = [int(part) for part in argument.split(":")]
        zones, years = parts[:2]
        block = parts[2] if len(parts) > 2 else zones
        seconds, rate, total = measure(zones, years, block, matrices, 5 if zones < 500 else 2 if zones < 5000 else 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report["workloads"].append(
            {"zones": zones, "years": years, "seconds": seconds, "gflops": rate, "checksum": total, "peak_mb": peak})
    print(json.dumps(report))


if __name__ == "__main__":
    main()

"""Experiments a second of the EMA workbench on the shallow lake model, as a peer for ensemble-report.

Usage: lake_ema.py EXPERIMENTS
Prints JSON: version, experiments, seconds (best of three, one process, draws and collected outcomes included).
The lake takes up phosphorus for 100 years (Carpenter, Ludwig and Brock 1999, Ecological Applications 9:751-771).
"""

import json
import sys
import time
from importlib.metadata import version

from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator


def lake(b=0.42, q=2.0, inflow=0.02, decision=0.02):
    phosphorus, peak = 0.0, 0.0
    for _ in range(100):
        recycled = phosphorus**q / (1 + phosphorus**q)
        phosphorus += decision + inflow + recycled - b * phosphorus
        peak = max(peak, phosphorus)
    return {"peak": peak, "end": phosphorus}


model = Model("lake", function=lake)
model.uncertainties = [
    RealParameter("b", 0.1, 0.45),
    RealParameter("q", 2.0, 4.5),
    RealParameter("inflow", 0.01, 0.05),
    RealParameter("decision", 0.0, 0.1),
]
model.outcomes = [ScalarOutcome("peak"), ScalarOutcome("end")]
experiments = int(sys.argv[1])
best = float("inf")
for _ in range(3):
    begin = time.perf_counter()
    with SequentialEvaluator(model) as evaluator:
        evaluator.perform_experiments(scenarios=experiments)
    best = min(best, time.perf_counter() - begin)
print(json.dumps({"version": version("ema_workbench"), "experiments": experiments, "seconds": best}))

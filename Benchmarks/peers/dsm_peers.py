"""Dynamic stock models in numpy, scipy, numba and flodym, as peers for bench-report.

Reads one command per line and answers with one line of JSON:
    list                                    versions, and the forms of every workload
    run WORKLOAD FORM THREADS               seconds of one run after a warm-up that is not counted
    save WORKLOAD FORM DIRECTORY            writes the results as doubles, DIRECTORY/0 and DIRECTORY/1

Workloads and arrays are those of Sources/BenchWorkloads/StockWorkloads.swift; all numbers are assumptions of the
benchmark. Every form gives the same two arrays as ours; where it can, into memory that it keeps. The time of flodym
is taken on every tenth stock, for it grows with the number of stocks and its memory with years^2 x stocks.
"""

import json
import math
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ.setdefault("NUMBA_NUM_THREADS", "2")

import numpy as np
import scipy.fft
import scipy.linalg
from scipy.special import ndtr

try:
    import dsm_numba as compiled
except ImportError:
    compiled = None
try:
    import flodym
except ImportError:
    flodym = None

POOLS = {threads: ThreadPoolExecutor(threads) for threads in (1, 2)}
EVERY = 10
PERIOD = 25


class Stocks:
    """T years x R stocks with normal lifetimes of their own; the driver is [T, R] or, where it is shared, [T]."""

    def __init__(self, years, stocks, shared):
        year, stock = np.arange(years, dtype=float), np.arange(stocks, dtype=float)
        self.years, self.stocks, self.shared = years, stocks, shared
        self.mean = 30 + 50 * ((stock * 37) % 101) / 101
        self.deviation = self.mean * (0.2 + 0.2 * ((stock * 13) % 31) / 31)
        inflow = 100 + 400 / (1 + ((year - 60) / 25) ** 2)
        target = 1000 + 30000 * year / (year + 60)
        scale = 0.5 + ((stock * 7) % 17) / 17
        self.inflow = inflow if shared else np.outer(inflow, scale)
        self.target = target if shared else np.outer(target, scale)
        self.kept = [np.empty((years, stocks)) for _ in range(4)]

    def driver(self, name):
        values = getattr(self, name)
        return np.repeat(values[:, None], self.stocks, axis=1) if self.shared else values


def survival(case, threads, out):
    """Shares present at the end of the years 0...T-1 after the inflow at the end of its year, [age, stock]."""
    age = np.arange(case.years, dtype=float)[:, None]

    def part(columns):
        view = out[:, columns]
        np.subtract(case.mean[columns], age, out=view)
        view /= case.deviation[columns]
        ndtr(view, out=view)

    cuts = np.linspace(0, case.stocks, threads + 1).astype(int)
    list(POOLS[threads].map(part, [slice(a, b) for a, b in zip(cuts, cuts[1:])]))
    return out


def balance(inflow, stock, out):
    np.subtract(inflow, stock, out=out)
    out[1:] += stock[:-1]
    return out


def inflow_fourier(case, threads):
    shares = survival(case, threads, case.kept[0])
    length = scipy.fft.next_fast_len(2 * case.years - 1, real=True)
    spectrum = scipy.fft.rfft(shares, length, axis=0, workers=threads)
    spectrum *= scipy.fft.rfft(case.driver("inflow"), length, axis=0, workers=threads)
    stock = scipy.fft.irfft(spectrum, length, axis=0, workers=threads)[: case.years]
    return stock, balance(case.driver("inflow"), stock, case.kept[1])


def inflow_by_age(case, threads):
    shares, (_, outflow, stock, spare) = survival(case, threads, case.kept[0]), case.kept
    np.multiply(case.inflow, shares[0], out=stock)
    for age in range(1, case.years):
        rest = case.years - age
        np.multiply(case.inflow[:rest], shares[age], out=spare[:rest])
        stock[age:] += spare[:rest]
    return stock, balance(case.inflow, stock, outflow)


def inflow_product(case, threads):
    """One matrix product: the driver that all stocks share, as a triangular Toeplitz matrix, times the survival."""
    shares, (_, outflow, stock, _) = survival(case, threads, case.kept[0]), case.kept
    driver = scipy.linalg.toeplitz(case.inflow, np.zeros(case.years))
    cuts = np.linspace(0, case.stocks, threads + 1).astype(int)
    multiply = lambda a, b: np.matmul(driver, shares[:, a:b], out=stock[:, a:b])
    list(POOLS[threads].map(multiply, cuts[:-1], cuts[1:]))
    return stock, balance(case.inflow[:, None], stock, outflow)


def stock_by_cohort(case, threads, block=250):
    """Takes what is left of every new cohort from the targets to come, some stocks at a time."""
    shares, (_, outflow, inflow, _) = survival(case, threads, case.kept[0]), case.kept

    def part(first):
        columns = slice(first, min(first + block, case.stocks))
        view, result = shares[:, columns], inflow[:, columns]
        left = np.empty_like(view)
        left[:] = case.target[:, None] if case.shared else case.target[:, columns]
        spare = np.empty_like(left)
        for year in range(case.years):
            np.divide(left[year], view[0], out=result[year])
            rest = case.years - year
            np.multiply(view[1:rest], result[year], out=spare[1:rest])
            left[year + 1 :] -= spare[1:rest]

    list(POOLS[threads].map(part, range(0, case.stocks, block)))
    return inflow, balance(inflow, case.target[:, None] if case.shared else case.target, outflow)


def tables_numpy(case, threads):
    """Stock and outflow by cohort, [year, cohort, stock], in kept memory whose upper triangle is zero already."""
    if not hasattr(case, "tables"):
        case.tables = [np.zeros((case.years, case.years, case.stocks)) for _ in range(2)]
    shares, lost = survival(case, threads, case.kept[0]), case.kept[1]
    lost[0] = 1 - shares[0]
    np.subtract(shares[:-1], shares[1:], out=lost[1:])

    def part(cohort):
        np.multiply(shares[: case.years - cohort], case.inflow[cohort], out=case.tables[0][cohort:, cohort])
        np.multiply(lost[: case.years - cohort], case.inflow[cohort], out=case.tables[1][cohort:, cohort])

    list(POOLS[threads].map(part, range(case.years)))
    return case.tables


def tables_numpy_new(case, threads):
    """The same in new memory, as a function that returns its tables has to."""
    case.tables = [np.zeros((case.years, case.years, case.stocks)) for _ in range(2)]
    return tables_numpy(case, threads)


def groups_numpy(case, threads):
    """Every cell of the tables made once and added to its building period, [year, group, stock], without tables."""
    size = (case.years, case.years // PERIOD, case.stocks)
    shares, lost = survival(case, threads, case.kept[0]), case.kept[1]
    lost[0] = 1 - shares[0]
    np.subtract(shares[:-1], shares[1:], out=lost[1:])
    sums = [np.zeros(size) for _ in range(2)]

    def part(group):
        spare = np.empty_like(shares)
        for cohort in range(group * PERIOD, (group + 1) * PERIOD):
            rest = case.years - cohort
            for column, total in zip((shares, lost), sums):
                np.multiply(column[:rest], case.inflow[cohort], out=spare[:rest])
                total[cohort:, group] += spare[:rest]

    list(POOLS[threads].map(part, range(size[1])))
    return sums


def flodym_model(kind, case, picked):
    dims = flodym.DimensionSet(
        dim_list=[
            flodym.Dimension(letter="t", name="time", dtype=int, items=list(range(case.years))),
            flodym.Dimension(letter="r", name="stock", dtype=int, items=list(range(len(picked)))),
        ]
    )
    driver = np.ascontiguousarray(case.driver("inflow" if kind != "stock" else "target")[:, picked])
    lifetimes = flodym.NormalLifetime(
        dims=dims, mean=case.mean[picked], std=case.deviation[picked], inflow_at="end"
    )
    values = flodym.StockArray(dims=dims, values=driver)
    if kind == "stock":
        model = flodym.StockDrivenDSM(dims=dims, stock=values, lifetime_model=lifetimes)
    else:
        model = flodym.InflowDrivenDSM(dims=dims, inflow=values, lifetime_model=lifetimes)
    model.compute()
    if kind in ("tables", "groups"):
        tables = model.get_stock_by_cohort(), model.get_outflow_by_cohort()
        if kind == "tables":
            return tables
        firsts = np.arange(0, case.years, PERIOD)
        return tuple(np.add.reduceat(table, firsts, axis=1) for table in tables)
    return (model.inflow.values if kind == "stock" else model.stock.values), model.outflow.values


class Members:
    """One 12 x 12 matrix per member whose columns add up to one or less, and a state."""

    def __init__(self, members, order, steps):
        self.steps, self.order, self.members = steps, order, members
        member, row, column = np.ogrid[:members, :order, :order]
        self.matrices = (1 + (member * 7 + row * 5 + column * 3) % 11) / (7.0 * order)
        self.start = 1 + (np.arange(order)[:, None] * 3 + np.arange(members)[None, :]) % 5 / 5.0


def members_matmul(case, threads):
    state = np.ascontiguousarray(case.start.T)[:, :, None]

    def part(first, end):
        here = state[first:end]
        for _ in range(case.steps):
            here = np.matmul(case.matrices[first:end], here)
        state[first:end] = here

    cuts = np.linspace(0, case.members, threads + 1).astype(int)
    list(POOLS[threads].map(part, cuts[:-1], cuts[1:]))
    return (state[:, :, 0].T,)


OWN, SAMPLES = Stocks(150, 1000, False), Stocks(100, 10000, True)
MEMBERS = Members(100000, 12, 30)
FORMS = {
    "own-inflow": (OWN, {"scipy-fft": inflow_fourier, "numpy": inflow_by_age}),
    "own-stock": (OWN, {"numpy": stock_by_cohort}),
    "samples-inflow": (SAMPLES, {"numpy-gemm": inflow_product}),
    "samples-stock": (SAMPLES, {"numpy": stock_by_cohort}),
    "groups": (OWN, {"numpy": groups_numpy}),
    "tables": (OWN, {"numpy": tables_numpy}),
    "new-tables": (OWN, {"numpy": tables_numpy_new}),
    "members": (MEMBERS, {"numpy": members_matmul}),
}
if compiled is not None:
    for workload, forms in compiled.forms().items():
        FORMS[workload][1].update(forms)
if flodym is not None:
    for workload in ("own-inflow", "own-stock", "samples-inflow", "samples-stock", "groups", "tables", "new-tables"):
        kind = workload.split("-")[-1]
        FORMS[workload][1]["flodym"] = lambda case, threads, kind=kind: flodym_model(
            kind, case, np.arange(0, case.stocks, EVERY)
        )

warmed = set()


def run(workload, form, threads):
    case, forms = FORMS[workload]
    if compiled is not None:
        compiled.set_threads(threads)
    if (workload, form, threads) not in warmed and form != "flodym":
        forms[form](case, threads)
        warmed.add((workload, form, threads))
    begin = time.perf_counter()
    forms[form](case, threads)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds * (EVERY if form == "flodym" else 1)}


def save(workload, form, directory):
    case, forms = FORMS[workload]
    for position, array in enumerate(forms[form](case, 1)):
        if workload.endswith("tables") and array.ndim == 3:
            year, cohort = np.tril_indices(case.years)
            array = array[year, cohort]
        np.ascontiguousarray(array).tofile(f"{directory}/{position}")
    return {"every": EVERY if form == "flodym" else 1}


def versions():
    found = {"numpy": np.__version__, "scipy": scipy.__version__}
    if compiled is not None:
        found["numba"] = compiled.version
    if flodym is not None:
        found["flodym"] = metadata.version("flodym")
    return {"versions": found, "forms": {name: list(forms) for name, (_, forms) in FORMS.items()}}


def main():
    for line in sys.stdin:
        verb, *words = line.split()
        if verb == "list":
            answer = versions()
        elif verb == "run":
            answer = run(words[0], words[1], int(words[2]))
        else:
            answer = save(*words)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

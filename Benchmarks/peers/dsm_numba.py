"""The workloads of dsm_peers.py in numba: loops over stocks in parallel, compiled for this machine.

Two forms: `rows` keeps the years of a stock together, the layout that suits one stock after the other; `blocks` works
on 64 stocks side by side, [year, stock], as a vector machine likes it.
"""

import math

import numba
import numpy as np

version = numba.__version__
set_threads = numba.set_num_threads
ROOT_HALF = 0.7071067811865476
BLOCK = 64
compiled = numba.njit(parallel=True, fastmath=True, error_model="numpy")


@numba.njit(fastmath=True, error_model="numpy")
def fill(mean, deviation, shares):
    scale = ROOT_HALF / deviation
    for age in range(shares.shape[0]):
        shares[age] = 0.5 * math.erfc((age - mean) * scale)


@compiled
def inflow_rows(mean, deviation, inflow, step, stock, outflow):
    stocks, years = stock.shape
    for r in numba.prange(stocks):
        shares = np.empty(years)
        fill(mean[r], deviation[r], shares)
        given = inflow[np.int64(r) * step]
        for t in range(years):
            stock[r, t] = 0
        for c in range(years):
            x = given[c]
            for t in range(c, years):
                stock[r, t] += x * shares[t - c]
        outflow[r, 0] = given[0] - stock[r, 0]
        for t in range(1, years):
            outflow[r, t] = given[t] - stock[r, t] + stock[r, t - 1]


@compiled
def stock_rows(mean, deviation, target, step, inflow, outflow):
    stocks, years = inflow.shape
    for r in numba.prange(stocks):
        shares = np.empty(years)
        fill(mean[r], deviation[r], shares)
        given = target[np.int64(r) * step]
        left = given.copy()
        for t in range(years):
            x = left[t] / shares[0]
            inflow[r, t] = x
            for u in range(t, years):
                left[u] -= x * shares[u - t]
        outflow[r, 0] = inflow[r, 0] - given[0]
        for t in range(1, years):
            outflow[r, t] = inflow[r, t] - given[t] + given[t - 1]


@numba.njit(fastmath=True, error_model="numpy")
def fill_block(mean, deviation, first, end, shares):
    for age in range(shares.shape[0]):
        for r in range(first, end):
            shares[age, r - first] = 0.5 * math.erfc((age - mean[r]) / deviation[r] * ROOT_HALF)


@compiled
def inflow_blocks(mean, deviation, inflow, step, stock, outflow):
    years, stocks = stock.shape
    for block in numba.prange((stocks + BLOCK - 1) // BLOCK):
        first = np.int64(block) * BLOCK
        width = min(BLOCK, stocks - first)
        shares = np.empty((years, BLOCK))
        fill_block(mean, deviation, first, first + width, shares)
        total = np.zeros((years, BLOCK))
        for t in range(years):
            for c in range(t + 1):
                for k in range(width):
                    total[t, k] += inflow[c, (first + k) * step] * shares[t - c, k]
        for t in range(years):
            for k in range(width):
                before = total[t - 1, k] if t > 0 else 0.0
                stock[t, first + k] = total[t, k]
                outflow[t, first + k] = inflow[t, (first + k) * step] - total[t, k] + before


@compiled
def tables_packed(mean, deviation, inflow, stock, outflow):
    years, stocks = inflow.shape
    shares = np.empty((years, stocks))
    lost = np.empty((years, stocks))
    for block in numba.prange((stocks + BLOCK - 1) // BLOCK):
        first = np.int64(block) * BLOCK
        end = min(first + BLOCK, stocks)
        fill_block(mean, deviation, first, end, shares[:, first:end])
        for age in range(years):
            for r in range(first, end):
                lost[age, r] = (shares[age - 1, r] if age > 0 else 1.0) - shares[age, r]
    for t in numba.prange(years):
        row = t * (t + 1) // 2
        for c in range(t + 1):
            for r in range(stocks):
                stock[row + c, r] = inflow[c, r] * shares[t - c, r]
                outflow[row + c, r] = inflow[c, r] * lost[t - c, r]


@compiled
def groups_blocks(mean, deviation, inflow, period, stock, outflow):
    years, stocks = inflow.shape
    for block in numba.prange((stocks + BLOCK - 1) // BLOCK):
        first = np.int64(block) * BLOCK
        width = min(BLOCK, stocks - first)
        shares = np.empty((years, BLOCK))
        fill_block(mean, deviation, first, first + width, shares)
        given = np.empty((years, BLOCK))
        lost = np.empty((years, BLOCK))
        for age in range(years):
            for k in range(width):
                given[age, k] = inflow[age, first + k]
                lost[age, k] = (shares[age - 1, k] if age > 0 else 1.0) - shares[age, k]
        present = np.empty(BLOCK)
        leaving = np.empty(BLOCK)
        for t in range(years):
            for group in range(years // period):
                present[:] = 0
                leaving[:] = 0
                for c in range(group * period, min((group + 1) * period, t + 1)):
                    for k in range(width):
                        present[k] += given[c, k] * shares[t - c, k]
                        leaving[k] += given[c, k] * lost[t - c, k]
                for k in range(width):
                    stock[t, group, first + k] = present[k]
                    outflow[t, group, first + k] = leaving[k]


@compiled
def members_loop(matrices, start, steps, result):
    members, order = matrices.shape[0], matrices.shape[1]
    for m in numba.prange(members):
        state = start[:, m].copy()
        spare = np.empty(order)
        for _ in range(steps):
            for i in range(order):
                total = 0.0
                for j in range(order):
                    total += matrices[m, i, j] * state[j]
                spare[i] = total
            state, spare = spare, state
        for i in range(order):
            result[i, m] = state[i]


def kept(case, name, make):
    """Memory and drivers in the layout of a form, made once and not counted."""
    if not hasattr(case, name):
        setattr(case, name, make())
    return getattr(case, name)


def rows(kernel, driver):
    def form(case, threads):
        given = kept(case, driver + "_rows", lambda: np.ascontiguousarray(np.atleast_2d(getattr(case, driver).T)))
        result = kept(case, "result_rows", lambda: [np.empty((case.stocks, case.years)) for _ in range(2)])
        kernel(case.mean, case.deviation, given, 0 if case.shared else 1, *result)
        return result[0].T, result[1].T

    return form


def blocks(case, threads):
    given = kept(case, "inflow_columns", lambda: np.ascontiguousarray(case.inflow.reshape(case.years, -1)))
    result = kept(case, "result_columns", lambda: [np.empty((case.years, case.stocks)) for _ in range(2)])
    inflow_blocks(case.mean, case.deviation, given, 0 if case.shared else 1, *result)
    return result


def tables(renew):
    def form(case, threads):
        size = (case.years * (case.years + 1) // 2, case.stocks)
        if renew:
            case.packed = [np.empty(size) for _ in range(2)]
        result = kept(case, "packed", lambda: [np.empty(size) for _ in range(2)])
        tables_packed(case.mean, case.deviation, case.inflow, *result)
        return result

    return form


def groups(case, threads):
    size = (case.years, case.years // 25, case.stocks)
    result = kept(case, "sums", lambda: [np.empty(size) for _ in range(2)])
    groups_blocks(case.mean, case.deviation, case.inflow, 25, *result)
    return result


def members(case, threads):
    result = kept(case, "result", lambda: np.empty((case.order, case.members)))
    members_loop(case.matrices, case.start, case.steps, result)
    return (result,)


def forms():
    return {
        "own-inflow": {"numba-rows": rows(inflow_rows, "inflow"), "numba-blocks": blocks},
        "own-stock": {"numba-rows": rows(stock_rows, "target")},
        "samples-inflow": {"numba-rows": rows(inflow_rows, "inflow"), "numba-blocks": blocks},
        "samples-stock": {"numba-rows": rows(stock_rows, "target")},
        "groups": {"numba-blocks": groups},
        "tables": {"numba": tables(False)},
        "new-tables": {"numba": tables(True)},
        "members": {"numba": members},
    }

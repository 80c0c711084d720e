// Kernels of dynamic stock models: eight stocks side by side, arrays [year][lane].
#ifndef STOCKS_H
#define STOCKS_H

#include "elementary.h"

INLINE void map(lanes (*function)(lanes), const double *x, double *y, size_t count) {
  size_t i = 0;
  for (; i + SIM_LANES <= count; i += SIM_LANES) store(y + i, function(load(x + i)));
  if (i == count) return;
  // The rest goes through the same instructions, in a vector filled up with zeros.
  double rest[SIM_LANES] = {0};
  memcpy(rest, x + i, (count - i) * sizeof *x);
  store(rest, function(load(rest)));
  memcpy(y + i, rest, (count - i) * sizeof *y);
}

INLINE lanes gamma_survival(lanes shape, lanes x) {
  double shapes[SIM_LANES], values[SIM_LANES];
  store(shapes, shape);
  store(values, x);
  for (int lane = 0; lane < SIM_LANES; ++lane)
    sim_upper_gamma_ratio(shapes[lane], values + lane, values + lane, 1);
  return load(values);
}

/// The survival at one age above 0; `rate` is 1 / second.
INLINE lanes survival(enum sim_distribution distribution, lanes first, lanes rate, lanes age) {
  switch (distribution) {
    case SIM_NORMAL: return normal_upper_tail((age - first) * rate);
    case SIM_FOLDED_NORMAL:
      return normal_upper_tail((age - first) * rate) + normal_upper_tail((age + first) * rate);
    case SIM_LOGNORMAL: return normal_upper_tail((logarithm(age) - first) * rate);
    case SIM_WEIBULL: return exponential(-exponential(first * logarithm(age * rate)));
    case SIM_GAMMA: return gamma_survival(first, age * rate);
    case SIM_FIXED: return choose(age < first, all(1), all(0));
  }
}

INLINE void add_survival(
    enum sim_distribution distribution, const double *first, const double *second, const double *ages,
    double weight, double *column, size_t count) {
  lanes one = load(first);
  lanes rate = 1 / load(second);
  int everywhere = distribution == SIM_NORMAL || distribution == SIM_FIXED;
  for (size_t i = 0; i < count; ++i) {
    lanes value = all(1);
    if (everywhere || ages[i] > 0) value = survival(distribution, one, rate, all(ages[i]));
    store(column + i * SIM_LANES, load(column + i * SIM_LANES) + weight * value);
  }
}

INLINE void settle_survival(double *column, size_t count, int keeps_first) {
  lanes before = all(1);
  for (size_t i = 0; i < count; ++i) {
    lanes here = i == 0 && keeps_first ? before : load(column + i * SIM_LANES);
    before = choose(here > before, before, here);
    store(column + i * SIM_LANES, before);
  }
}

INLINE void lost(const double *survival, double *lost, size_t count) {
  lanes before = all(1);
  for (size_t i = 0; i < count; ++i) {
    lanes here = load(survival + i * SIM_LANES);
    store(lost + i * SIM_LANES, before - here);
    before = here;
  }
}

INLINE void extent(const double *x, size_t count, double *least, double *greatest) {
  lanes low = all(__builtin_inf()), high = -low;
  mask undefined = {};
  for (size_t i = 0; i < count; i += SIM_LANES) {
    double rest[SIM_LANES];
    for (size_t lane = 0; lane < SIM_LANES && i + SIM_LANES > count; ++lane)
      rest[lane] = x[i + lane < count ? i + lane : i];
    lanes value = load(i + SIM_LANES > count ? rest : x + i);
    undefined |= value != value;
    low = choose(value < low, value, low);
    high = choose(value > high, value, high);
  }
  *least = __builtin_inf();
  *greatest = -__builtin_inf();
  for (int lane = 0; lane < SIM_LANES; ++lane) {
    if (low[lane] < *least) *least = low[lane];
    if (high[lane] > *greatest) *greatest = high[lane];
    if (undefined[lane]) {
      *least = *greatest = __builtin_nan("");
      return;
    }
  }
}

/// acc[k] += sign x sum over first <= c < end of inflow(c) survival(year + k - c), the cohorts in their order.
INLINE void add_cohorts(
    const double *survival, const double *inflow, size_t year, size_t first, size_t end, double sign,
    lanes acc[SIM_TILE]) {
  size_t c = first;
  // Two cohorts at a time, so that a share is loaded once for both; each sum keeps the order of the cohorts.
  for (; c + 2 <= end; c += 2) {
    const double *column = survival + (SIM_LEAD + year - c) * SIM_LANES;
    lanes older = sign * load(inflow + c * SIM_LANES), younger = sign * load(inflow + (c + 1) * SIM_LANES);
    lanes before = load(column - SIM_LANES);
#pragma clang loop unroll(full)
    for (int k = 0; k < SIM_TILE; ++k) {
      lanes share = load(column + k * SIM_LANES);
      acc[k] += older * share;
      acc[k] += younger * before;
      before = share;
    }
  }
  if (c >= end) return;
  lanes x = sign * load(inflow + c * SIM_LANES);
  const double *column = survival + (SIM_LEAD + year - c) * SIM_LANES;
#pragma clang loop unroll(full)
  for (int k = 0; k < SIM_TILE; ++k) acc[k] += x * load(column + k * SIM_LANES);
}

/// How a vector is written: all of it, past the caches to a whole line of them, or its first lanes only.
enum way { WHOLE, STREAMED, PARTIAL };

/// Writes the rows of a tile that lie before `rows`, `stride` apart. No index depends on data: the sums stay in registers.
INLINE void put_tile(
    const lanes acc[SIM_TILE], double *to, size_t stride, size_t rows, const enum way way, size_t count) {
#pragma clang loop unroll(full)
  for (size_t k = 0; k < SIM_TILE; ++k) {
    if (k >= rows) return;
    double *row = to + k * stride;
    if (way == STREAMED) __builtin_nontemporal_store(acc[k], (lanes *)row);
    else if (way == WHOLE) store(row, acc[k]);
    else memcpy(row, &acc[k], count * sizeof *row);
  }
}

/// Writes the outflow by the balance of every year.
INLINE void balance(const double *inflow, const double *stock, double *outflow, size_t years) {
  lanes before = all(0);
  mask negative = {};
  for (size_t t = 0; t < years; ++t) {
    lanes in = load(inflow + t * SIM_LANES), after = load(stock + t * SIM_LANES);
    negative |= in < 0;
    lanes out = (before - after) + in;
    store(outflow + t * SIM_LANES, choose((out < 0) & ~negative, all(0), out));
    before = after;
  }
}

INLINE void inflow_driven(
    const double *survival, const double *inflow, double *stock, double *outflow, size_t years) {
  for (size_t year = 0; year < years; year += SIM_TILE) {
    size_t end = year + SIM_TILE < years ? year + SIM_TILE : years;
    lanes acc[SIM_TILE] = {};
    add_cohorts(survival, inflow, year, 0, end, 1, acc);
    put_tile(acc, stock + year * SIM_LANES, SIM_LANES, years - year, WHOLE, SIM_LANES);
  }
  balance(inflow, stock, outflow, years);
}

INLINE void stock_driven(
    const double *survival, const double *stock, double *inflow, double *outflow, size_t years) {
  const double *column = survival + SIM_LEAD * SIM_LANES;
  lanes scale = 1 / load(column);
  for (size_t year = 0; year < years; year += SIM_TILE) {
    lanes acc[SIM_TILE] = {};
#pragma clang loop unroll(full)
    for (size_t k = 0; k < SIM_TILE; ++k)
      if (year + k < years) acc[k] = load(stock + (year + k) * SIM_LANES);
    add_cohorts(survival, inflow, year, 0, year, -1, acc);
#pragma clang loop unroll(full)
    for (int k = 0; k < SIM_TILE; ++k) {
      acc[k] *= scale;
#pragma clang loop unroll(full)
      for (int j = k + 1; j < SIM_TILE; ++j) acc[j] -= acc[k] * load(column + (j - k) * SIM_LANES);
    }
    put_tile(acc, inflow + year * SIM_LANES, SIM_LANES, years - year, WHOLE, SIM_LANES);
  }
  balance(inflow, stock, outflow, years);
}

/// result <- A x for one matrix per lane, `rows` rows at a time.
INLINE void multiply_rows(
    const double *matrix, const double *x, double *result, size_t order, const int rows) {
  lanes acc[SIM_TILE] = {};
  for (size_t column = 0; column < order; ++column) {
    lanes value = load(x + column * SIM_LANES);
#pragma clang loop unroll(full)
    for (int row = 0; row < rows; ++row)
      acc[row] += value * load(matrix + (row * order + column) * SIM_LANES);
  }
  for (int row = 0; row < rows; ++row) store(result + row * SIM_LANES, acc[row]);
}

INLINE void repeat_matrix(
    const double *matrix, double *state, double *spare, size_t order, size_t steps) {
  double *from = state, *to = spare;
  for (size_t step = 0; step < steps; ++step) {
    size_t row = 0;
    for (; row + 4 <= order; row += 4)
      multiply_rows(matrix + row * order * SIM_LANES, from, to + row * SIM_LANES, order, 4);
    for (; row < order; ++row)
      multiply_rows(matrix + row * order * SIM_LANES, from, to + row * SIM_LANES, order, 1);
    double *last = from;
    from = to;
    to = last;
  }
  if (from != state) memcpy(state, from, order * SIM_LANES * sizeof *state);
}

/// y[i] = a[i] b[i], written past the caches where it is aligned: it will not be read again soon.
INLINE void stream_product(const double *a, const double *b, double *y, size_t count) {
  size_t i = 0;
  for (; i < count && (uintptr_t)(y + i) % sizeof(lanes) != 0; ++i) y[i] = a[i] * b[i];
  for (; i + SIM_LANES <= count; i += SIM_LANES)
    __builtin_nontemporal_store(load(a + i) * load(b + i), (lanes *)(y + i));
  for (; i < count; ++i) y[i] = a[i] * b[i];
}

INLINE void cohort_tables(
    const double *inflow, const double *survival, const double *lost, size_t years, size_t count,
    size_t stride, double *stock, double *outflow) {
  size_t row = 0;
  for (size_t year = 0; year < years; ++year) {
    for (size_t c = 0; c <= year; ++c, ++row) {
      stream_product(inflow + c * count, survival + (year - c) * count, stock + row * stride, count);
      stream_product(inflow + c * count, lost + (year - c) * count, outflow + row * stride, count);
    }
  }
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

INLINE void group_rows(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, const enum way way, size_t count) {
  for (size_t year = 0; year < years; year += SIM_TILE) {
    size_t end = year + SIM_TILE < years ? year + SIM_TILE : years;
    for (size_t group = 0; group < groups; ++group) {
      size_t last = bounds[2 * group + 1] < end ? bounds[2 * group + 1] : end;
      lanes acc[SIM_TILE] = {};
      add_cohorts(column, inflow, year, bounds[2 * group], last, 1, acc);
      double *row = sums + (year * groups + group) * stride;
      put_tile(acc, row, groups * stride, years - year, way, count);
    }
  }
}

INLINE void group_cohorts(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, size_t count) {
  if (count < SIM_LANES) {
    group_rows(column, inflow, years, bounds, groups, sums, stride, PARTIAL, count);
  } else if (stride % SIM_LANES != 0 || (uintptr_t)sums % sizeof(lanes) != 0) {
    group_rows(column, inflow, years, bounds, groups, sums, stride, WHOLE, count);
  } else {
    group_rows(column, inflow, years, bounds, groups, sums, stride, STREAMED, count);
    // Streamed stores are not ordered with others by themselves.
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
  }
}

#endif

// Tables of rows x columns in which whole runs of cells are known to be zero: only the other runs are visited.
#ifndef TABLES_H
#define TABLES_H

#include "lanes.h"

INLINE double add_product(double sum, double a, double b) {
#ifdef SIM_FUSED
  return __builtin_fma(a, b, sum);
#else
  return sum + a * b;
#endif
}

INLINE lanes add_products(lanes sum, lanes a, lanes b) {
#ifdef SIM_FUSED
  return __builtin_elementwise_fma(a, b, sum);
#else
  return sum + a * b;
#endif
}

INLINE intptr_t least(intptr_t a, intptr_t b) { return a < b ? a : b; }
INLINE intptr_t most(intptr_t a, intptr_t b) { return a > b ? a : b; }

/// Columns that are thinned out together: their shares kept stay in the first cache.
#define SIM_THIN_COLUMNS 512

INLINE void thin_out(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed) {
  double kept[SIM_THIN_COLUMNS];
  for (intptr_t from = first; from < last; from += SIM_THIN_COLUMNS) {
    const intptr_t to = least(from + SIM_THIN_COLUMNS, last);
    intptr_t class = -1;
    for (intptr_t position = 0; position < block->rows; ++position) {
      const intptr_t row = block->row_order[position];
      if (block->classes[row] != class) {
        class = block->classes[row];
        const double *shares = block->kept + class * block->groups;
        for (intptr_t column = from, group = from / block->group_size; column < to; ++group) {
          const intptr_t end = least((group + 1) * block->group_size, to);
          for (; column < end; ++column) kept[column - from] = shares[group];
        }
      }
      for (intptr_t run = block->run_starts[row]; run < block->run_starts[row + 1]; ++run) {
        const intptr_t begin = most(block->runs[2 * run], from), end = least(block->runs[2 * run + 1], to);
        double *x = cells + row * block->stride;
        intptr_t i = begin;
        for (; i + SIM_LANES <= end; i += SIM_LANES) {
          const lanes before = load(x + i), after = before * load(kept + i - from);
          store(x + i, after);
          store(sum + i, load(sum + i) + before);
          store(removed + i, load(removed + i) + (before - after));
        }
        for (; i < end; ++i) {
          const double before = x[i], after = before * kept[i - from];
          x[i] = after;
          sum[i] += before;
          removed[i] += before - after;
        }
      }
    }
  }
}

/// Four vectors of a row of the product side by side.
#define SIM_WIDE (4 * SIM_LANES)

INLINE void multiply_wide(
    const struct sim_block *block, intptr_t begin, intptr_t end, const double *from, double *to) {
  lanes a = {}, b = {}, c = {}, d = {};
  for (intptr_t entry = begin; entry < end; ++entry) {
    const double *x = from + block->sources[entry] * block->stride;
    const lanes share = all(block->shares[entry]);
    a = add_products(a, share, load(x));
    b = add_products(b, share, load(x + SIM_LANES));
    c = add_products(c, share, load(x + 2 * SIM_LANES));
    d = add_products(d, share, load(x + 3 * SIM_LANES));
  }
  store(to, a);
  store(to + SIM_LANES, b);
  store(to + 2 * SIM_LANES, c);
  store(to + 3 * SIM_LANES, d);
}

INLINE void multiply_narrow(
    const struct sim_block *block, intptr_t begin, intptr_t end, const double *from, double *to) {
  lanes sum = {};
  for (intptr_t entry = begin; entry < end; ++entry)
    sum = add_products(sum, all(block->shares[entry]), load(from + block->sources[entry] * block->stride));
  store(to, sum);
}

INLINE void multiply_sparse(
    const struct sim_block *block, intptr_t first, intptr_t last, const double *from, double *to) {
  for (intptr_t row = 0; row < block->rows; ++row) {
    const intptr_t begin = block->entry_starts[row], end = block->entry_starts[row + 1];
    double *y = to + row * block->stride;
    for (intptr_t run = block->run_starts[row]; run < block->run_starts[row + 1]; ++run) {
      const intptr_t left = most(block->runs[2 * run], first), right = least(block->runs[2 * run + 1], last);
      intptr_t i = left;
      for (; i + SIM_WIDE <= right; i += SIM_WIDE) multiply_wide(block, begin, end, from + i, y + i);
      for (; i + SIM_LANES <= right; i += SIM_LANES) multiply_narrow(block, begin, end, from + i, y + i);
      if (i < right && right - left >= SIM_LANES) {
        // The last vector reaches back over columns that are done: they get the same numbers again.
        multiply_narrow(block, begin, end, from + right - SIM_LANES, y + right - SIM_LANES);
        continue;
      }
      for (; i < right; ++i) {
        double sum = 0;
        for (intptr_t entry = begin; entry < end; ++entry)
          sum = add_product(sum, block->shares[entry], from[block->sources[entry] * block->stride + i]);
        y[i] = sum;
      }
    }
  }
}

INLINE void add_scaled(double factor, const double *x, double *y, intptr_t count) {
  intptr_t i = 0;
  for (; i + SIM_LANES <= count; i += SIM_LANES)
    store(y + i, add_products(load(y + i), all(factor), load(x + i)));
  for (; i < count; ++i) y[i] = add_product(y[i], factor, x[i]);
}

/// The cells of a run that lie before the column `active`.
INLINE intptr_t clipped(const struct sim_run *run, intptr_t active) {
  return least(run->count, active - run->column);
}

INLINE void add_runs(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active, double *sums) {
  for (const struct sim_run *run = runs; run < runs + count; ++run) {
    const intptr_t width = clipped(run, active);
    const double *x = cells + run->start;
    double *y = sums + run->booked;
    intptr_t i = 0;
    for (; i + SIM_LANES <= width; i += SIM_LANES) store(y + i, load(y + i) + load(x + i));
    for (; i < width; ++i) y[i] += x[i];
  }
}

INLINE lanes free_lanes(lanes cells, lanes treated) {
  const lanes left = cells - treated;
  return choose((mask)(left > 0), left, all(0));
}

INLINE double free_cell(double cell, double treated) { return cell - treated > 0 ? cell - treated : 0; }

INLINE void add_free_runs(
    const double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, double *eligible, double *untreated) {
  for (const struct sim_run *run = runs; run < runs + count; ++run) {
    const intptr_t width = clipped(run, active);
    const double *x = cells + run->start, *t = treated + run->start;
    double *y = eligible + run->booked, *z = untreated + run->booked;
    intptr_t i = 0;
    for (; i + SIM_LANES <= width; i += SIM_LANES) {
      store(y + i, load(y + i) + load(x + i));
      store(z + i, load(z + i) + free_lanes(load(x + i), load(t + i)));
    }
    for (; i < width; ++i) {
      y[i] += x[i];
      z[i] += free_cell(x[i], t[i]);
    }
  }
}

INLINE void take_runs(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count, intptr_t active,
    const double *shares, double *taken, double *sums) {
  for (const struct sim_run *run = runs; run < runs + count; ++run) {
    const intptr_t width = clipped(run, active);
    double *x = cells + run->start, *y = sums + run->booked;
    const double *t = treated + run->start, *share = shares + run->column;
    intptr_t i = 0;
    for (; i + SIM_LANES <= width; i += SIM_LANES) {
      const lanes part = load(share + i) * free_lanes(load(x + i), load(t + i));
      store(x + i, load(x + i) - part);
      store(taken + i, part);
      store(y + i, load(y + i) + part);
    }
    for (; i < width; ++i) {
      const double part = share[i] * free_cell(x[i], t[i]);
      x[i] -= part;
      taken[i] = part;
      y[i] += part;
    }
    if (width > 0) taken += width;
  }
}

INLINE void move_runs(
    const double *taken, const struct sim_run *runs, const intptr_t *targets, intptr_t count,
    intptr_t active, double share, double *cells, double *treated) {
  for (intptr_t run = 0; run < count; ++run) {
    const intptr_t width = clipped(runs + run, active);
    if (width <= 0) continue;
    add_scaled(share, taken, cells + targets[run], width);
    add_scaled(share, taken, treated + targets[run], width);
    taken += width;
  }
}

/// sums[i] += sum over the groups of x[group * width + i], and the same with weights.
INLINE void fold_lanes(const double *x, intptr_t groups, intptr_t width, double *sums) {
  lanes sum = load(sums);
  for (intptr_t group = 0; group < groups; ++group) sum += load(x + group * width);
  store(sums, sum);
}

INLINE void fold(const double *x, intptr_t groups, intptr_t width, double *sums) {
  intptr_t i = 0;
  const intptr_t rest = width % SIM_LANES;
  if (rest > 0 && width > SIM_LANES) {
    // The last vector reaches back over columns that others add up too, to the same bits.
    lanes tail = load(sums + width - SIM_LANES);
    const double *last = x + width - SIM_LANES;
    for (; i + SIM_LANES <= width; i += SIM_LANES) fold_lanes(x + i, groups, width, sums + i);
    for (intptr_t group = 0; group < groups; ++group) tail += load(last + group * width);
    store(sums + width - SIM_LANES, tail);
    return;
  }
  for (; i + SIM_LANES <= width; i += SIM_LANES) fold_lanes(x + i, groups, width, sums + i);
  for (; i < width; ++i) {
    double sum = sums[i];
    for (intptr_t group = 0; group < groups; ++group) sum += x[group * width + i];
    sums[i] = sum;
  }
}

/// Folds with weights where both sums start at 0, so that a last vector may reach back.
INLINE void weigh_lanes(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums, double *weighed) {
  lanes sum = {}, product = {};
  for (intptr_t group = 0; group < groups; ++group) {
    const lanes value = load(x + group * width);
    sum += value;
    product = add_products(product, value, load(weights + group * width));
  }
  store(sums, sum);
  store(weighed, product);
}

INLINE void weigh(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums, double *weighed) {
  intptr_t i = 0;
  for (; i + SIM_LANES <= width; i += SIM_LANES)
    weigh_lanes(x + i, weights + i, groups, width, sums + i, weighed + i);
  if (i < width && width >= SIM_LANES) {
    i = width - SIM_LANES;
    weigh_lanes(x + i, weights + i, groups, width, sums + i, weighed + i);
    return;
  }
  for (; i < width; ++i) {
    double sum = 0, product = 0;
    for (intptr_t group = 0; group < groups; ++group) {
      sum += x[group * width + i];
      product = add_product(product, x[group * width + i], weights[group * width + i]);
    }
    sums[i] = sum;
    weighed[i] = product;
  }
}

#endif

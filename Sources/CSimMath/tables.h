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

INLINE void add_scaled(double factor, const double *x, double *y, intptr_t count) {
  intptr_t i = 0;
  for (intptr_t n; i < count && (n = next_lanes(count - i)) > 0; i += n)
    store_part(y + i, add_products(load_part(y + i, n), all(factor), load_part(x + i, n)), n);
  for (; i < count; ++i) y[i] = add_product(y[i], factor, x[i]);
}

/// The cells of a run that lie before the column `active`.
INLINE intptr_t clipped(const struct sim_run *run, intptr_t active) {
  return least(run->count, active - run->column);
}

/// How many runs from the first on have the same columns and sums: these are added up in registers, in their order.
INLINE intptr_t alike(const struct sim_run *run, const struct sim_run *end) {
  intptr_t count = 1;
  while (run + count < end && run[count].booked == run->booked && run[count].column == run->column
         && run[count].count == run->count)
    ++count;
  return count;
}

INLINE void add_runs(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active, double *sums) {
  for (const struct sim_run *run = runs, *end = runs + count; run < end;) {
    const intptr_t width = clipped(run, active), together = alike(run, end);
    double *y = sums + run->booked;
    intptr_t i = 0;
    for (intptr_t n; i < width && (n = next_lanes(width - i)) > 0; i += n) {
      lanes sum = load_part(y + i, n);
      for (intptr_t j = 0; j < together; ++j) sum += load_part(cells + run[j].start + i, n);
      store_part(y + i, sum, n);
    }
    for (; i < width; ++i)
      for (intptr_t j = 0; j < together; ++j) y[i] += cells[run[j].start + i];
    run += together;
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
  for (const struct sim_run *run = runs, *end = runs + count; run < end;) {
    const intptr_t width = clipped(run, active), together = alike(run, end);
    double *y = eligible + run->booked, *z = untreated + run->booked;
    intptr_t i = 0;
    for (intptr_t n; i < width && (n = next_lanes(width - i)) > 0; i += n) {
      lanes sum = load_part(y + i, n), left = load_part(z + i, n);
      for (intptr_t j = 0; j < together; ++j) {
        const lanes cell = load_part(cells + run[j].start + i, n);
        sum += cell;
        left += free_lanes(cell, load_part(treated + run[j].start + i, n));
      }
      store_part(y + i, sum, n);
      store_part(z + i, left, n);
    }
    for (; i < width; ++i)
      for (intptr_t j = 0; j < together; ++j) {
        const double cell = cells[run[j].start + i];
        y[i] += cell;
        z[i] += free_cell(cell, treated[run[j].start + i]);
      }
    run += together;
  }
}

INLINE void take_runs(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count, intptr_t active,
    const double *shares, double *taken, double *sums) {
  for (const struct sim_run *run = runs, *end = runs + count; run < end;) {
    const intptr_t width = most(clipped(run, active), 0), together = alike(run, end);
    const double *share = shares + run->column;
    double *y = sums + run->booked;
    intptr_t i = 0;
    for (intptr_t n; i < width && (n = next_lanes(width - i)) > 0; i += n) {
      lanes sum = load_part(y + i, n);
      for (intptr_t j = 0; j < together; ++j) {
        double *x = cells + run[j].start + i;
        const lanes cell = load_part(x, n), free = free_lanes(cell, load_part(treated + run[j].start + i, n));
        const lanes part = load_part(share + i, n) * free;
        store_part(x, cell - part, n);
        store_part(taken + j * width + i, part, n);
        sum += part;
      }
      store_part(y + i, sum, n);
    }
    for (; i < width; ++i)
      for (intptr_t j = 0; j < together; ++j) {
        double *x = cells + run[j].start + i;
        const double part = share[i] * free_cell(*x, treated[run[j].start + i]);
        *x -= part;
        taken[j * width + i] = part;
        y[i] += part;
      }
    taken += together * width;
    run += together;
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

INLINE void find_worst(
    const double *expected, const double *found, intptr_t rows, intptr_t width, double *worst) {
  intptr_t i = 0;
  for (intptr_t n; i < width && (n = next_lanes(width - i)) > 0; i += n) {
    lanes most = load_part(worst + i, n);
    for (intptr_t cell = i; cell < rows * width; cell += width) {
      const lanes left = load_part(found + cell, n) - load_part(expected + cell, n);
      most = choose(~(mask)(magnitude(left) <= magnitude(most)) & (mask)(most == most), left, most);
    }
    store_part(worst + i, most, n);
  }
  for (; i < width; ++i)
    for (intptr_t cell = i; cell < rows * width; cell += width) {
      const double left = found[cell] - expected[cell];
      if (!(__builtin_fabs(left) <= __builtin_fabs(worst[i])) && worst[i] == worst[i]) worst[i] = left;
    }
}

/// The fold of rows shorter than a vector, where the instruction set has masks.
INLINE void fold_narrow(const double *x, intptr_t groups, intptr_t width, double *sums) {
  lanes sum = load_part(sums, width);
  for (intptr_t group = 0; group < groups; ++group) sum += load_part(x + group * width, width);
  store_part(sums, sum, width);
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

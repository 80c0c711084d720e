// The rows of a block thinned out and multiplied: only the runs of columns that may not be zero are visited.
#ifndef BLOCKS_H
#define BLOCKS_H

#include "tables.h"

/// Columns that are thinned out together: their shares kept stay in the first cache.
#define SIM_THIN_COLUMNS 512

/// How many rows from a position on have one class and one and the same run: these are added up in registers, in order.
INLINE intptr_t rows_alike(const struct sim_block *block, intptr_t position) {
  const intptr_t row = block->row_order[position], *run = block->runs + 2 * block->run_starts[row];
  if (block->run_starts[row + 1] - block->run_starts[row] != 1) return 1;
  intptr_t count = 1;
  for (; position + count < block->rows; ++count) {
    const intptr_t next = block->row_order[position + count], *other = block->runs + 2 * block->run_starts[next];
    if (block->classes[next] != block->classes[row] || other[0] != run[0] || other[1] != run[1]
        || block->run_starts[next + 1] - block->run_starts[next] != 1)
      break;
  }
  return count;
}

/// Thins out some columns of rows of one class; `kept` starts at the column `from`.
INLINE void thin_rows(
    const struct sim_block *block, const intptr_t *rows, intptr_t count, const double *kept, intptr_t from,
    intptr_t begin, intptr_t end, double *cells, double *sum, double *removed) {
  intptr_t i = begin;
  for (intptr_t n; i < end && (n = next_lanes(end - i)) > 0; i += n) {
    const lanes share = load_part(kept + i - from, n);
    lanes total = load_part(sum + i, n), gone = load_part(removed + i, n);
    for (intptr_t j = 0; j < count; ++j) {
      double *x = cells + rows[j] * block->stride + i;
      const lanes before = load_part(x, n), after = before * share;
      store_part(x, after, n);
      total += before;
      gone += before - after;
    }
    store_part(sum + i, total, n);
    store_part(removed + i, gone, n);
  }
  for (; i < end; ++i)
    for (intptr_t j = 0; j < count; ++j) {
      double *x = cells + rows[j] * block->stride + i;
      const double before = *x, after = before * kept[i - from];
      *x = after;
      sum[i] += before;
      removed[i] += before - after;
    }
}

INLINE void thin_out(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed) {
  double kept[SIM_THIN_COLUMNS];
  for (intptr_t from = first; from < last; from += SIM_THIN_COLUMNS) {
    const intptr_t to = least(from + SIM_THIN_COLUMNS, last);
    intptr_t class = -1;
    for (intptr_t position = 0, together; position < block->rows; position += together) {
      const intptr_t row = block->row_order[position];
      together = rows_alike(block, position);
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
        thin_rows(
            block, block->row_order + position, together, kept, from, begin, end, cells, sum, removed);
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

#endif

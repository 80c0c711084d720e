// Lines of cells, a multiple of eight to the line: their sums by group, and amounts shared out over rows.
#ifndef LINES_H
#define LINES_H

#include "tables.h"

INLINE void scale_lines(
    double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, const double *factors,
    const intptr_t *next, double *sums) {
  for (intptr_t i = 0; i < width; i += SIM_LANES) {
    // Neighbouring lines often share their sums, which then stay in a register.
    intptr_t group = -1;
    lanes sum = {};
    for (intptr_t line = 0; line < lines; ++line) {
      if (next[line] != group) {
        if (group >= 0) store(sums + group * width + i, sum);
        group = next[line];
        sum = load(sums + group * width + i);
      }
      const lanes scaled = load(cells + line * width + i) * load(factors + groups[line] * width + i);
      store(cells + line * width + i, scaled);
      sum += scaled;
    }
    if (group >= 0) store(sums + group * width + i, sum);
  }
}

/// What every bid gets of a column, and what all columns give to each row.
INLINE void share_out(
    const double *weights, const double *factors, const double *amounts, intptr_t rows, intptr_t columns,
    double *perBid, double *sums) {
  for (intptr_t i = 0; i < columns; i += SIM_LANES) {
    lanes bids = {};
    for (intptr_t row = 0; row < rows; ++row)
      bids = add_products(bids, all(factors[row]), load(weights + row * columns + i));
    const mask wanted = (mask)(bids > 0);
    store(perBid + i, choose(wanted, load(amounts + i) / choose(wanted, bids, all(1)), all(0)));
  }
  for (intptr_t row = 0; row < rows; ++row) {
    lanes given = {};
    for (intptr_t i = 0; i < columns; i += SIM_LANES)
      given = add_products(given, load(weights + row * columns + i), load(perBid + i));
    sums[row] = factors[row] * total(given);
  }
}

INLINE void add_lines(
    const double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, double *sums) {
  for (intptr_t line = 0; line < lines; ++line, cells += width) {
    double *sum = sums + groups[line] * width;
    for (intptr_t i = 0; i < width; i += SIM_LANES) store(sum + i, load(sum + i) + load(cells + i));
  }
}

/// sums[row] = sum over the columns of cells[row][column].
INLINE void sum_rows(const double *cells, intptr_t rows, intptr_t width, double *sums) {
  for (intptr_t row = 0; row < rows; ++row, cells += width) {
    lanes partial = {};
    EACH_VECTOR(width, partial += load_some(cells + i, n));
    sums[row] = total(partial);
  }
}

/// sums[row] = sum over the columns of cells[row][column] weights[column].
INLINE void weigh_rows(
    const double *cells, const double *weights, intptr_t rows, intptr_t width, double *sums) {
  for (intptr_t row = 0; row < rows; ++row, cells += width) {
    lanes partial = {};
    EACH_VECTOR(width, partial = add_products(partial, load_some(cells + i, n), load_some(weights + i, n)));
    sums[row] = total(partial);
  }
}

#endif

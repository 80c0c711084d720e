// Moments and order statistics of many cells side by side. Sums run over the members in their order, and no product is
// fused with a sum, so that the bits are the same for every instruction set.
#ifndef STATISTICS_H
#define STATISTICS_H

#include <math.h>

#include "lanes.h"

/// Cells whose sums are kept in the registers and the first cache while the members pass.
#define SIM_CELLS 64

/// The moments of the cells first...first + count - 1, count <= SIM_CELLS.
INLINE void block_moments(
    const double *rows, size_t members, size_t cells, size_t first, size_t count, double *moments) {
#pragma clang fp contract(off)
  double number[SIM_CELLS], sum[SIM_CELLS], square[SIM_CELLS], least[SIM_CELLS], greatest[SIM_CELLS];
  for (size_t i = 0; i < SIM_CELLS; ++i) {
    number[i] = sum[i] = square[i] = 0;
    least[i] = INFINITY;
    greatest[i] = -INFINITY;
  }
  for (size_t member = 0; member < members; ++member) {
    const double *row = rows + member * cells + first;
    for (size_t i = 0; i < count; ++i) {
      double x = row[i];
      int is = x == x;
      number[i] += is ? 1 : 0;
      sum[i] += is ? x : 0;
      least[i] = x < least[i] ? x : least[i];
      greatest[i] = x > greatest[i] ? x : greatest[i];
    }
  }
  for (size_t i = 0; i < count; ++i) sum[i] = number[i] > 0 ? sum[i] / number[i] : 0;
  for (size_t member = 0; member < members; ++member) {
    const double *row = rows + member * cells + first;
    for (size_t i = 0; i < count; ++i) {
      double change = row[i] == row[i] ? row[i] - sum[i] : 0;
      square[i] += change * change;
    }
  }
  for (size_t i = 0; i < count; ++i) {
    size_t cell = first + i;
    moments[cell] = number[i];
    moments[cells + cell] = sum[i];
    moments[2 * cells + cell] = square[i];
    moments[3 * cells + cell] = least[i];
    moments[4 * cells + cell] = greatest[i];
  }
}

/// Pairwise update of Chan, Golub and LeVeque; a cell without values leaves the other side as it is.
INLINE void merge_moments(double *restrict left, const double *restrict right, size_t cells) {
#pragma clang fp contract(off)
  for (size_t cell = 0; cell < cells; ++cell) {
    double *moments = left + cell;
    const double *others = right + cell;
    double a = moments[0], b = others[0], both = a + b;
    double share = both > 0 ? b / both : 0;
    double change = others[cells] - moments[cells];
    double mean = moments[cells] + change * share;
    double square = moments[2 * cells] + others[2 * cells] + change * change * (a * share);
    moments[0] = both;
    moments[cells] = a > 0 ? (b > 0 ? mean : moments[cells]) : others[cells];
    moments[2 * cells] = a > 0 ? (b > 0 ? square : moments[2 * cells]) : others[2 * cells];
    double least = others[3 * cells], greatest = others[4 * cells];
    moments[3 * cells] = least < moments[3 * cells] ? least : moments[3 * cells];
    moments[4 * cells] = greatest > moments[4 * cells] ? greatest : moments[4 * cells];
  }
}

INLINE void exchange(double *low, double *high) {
  lanes a = load(low), b = load(high);
  mask swaps = b < a;
  store(low, choose(swaps, b, a));
  store(high, choose(swaps, a, b));
}

/// Batcher's odd-even merge of two sorted halves of `rows` rows, in every lane.
INLINE void merge_columns(double *tile, size_t rows) {
  size_t half = rows / 2;
  for (size_t step = half; step >= 1; step /= 2)
    for (size_t start = step % half; start + step < rows; start += 2 * step)
      for (size_t i = start; i < start + step && i + step < rows; ++i)
        exchange(tile + i * SIM_LANES, tile + (i + step) * SIM_LANES);
}

/// Batcher's odd-even merge sort: runs of one row, then two, and so on. The caches see one run of 256 rows after another.
INLINE void sort_columns(double *tile, size_t rows) {
  const size_t run = rows < 256 ? rows : 256;
  for (size_t start = 0; start < rows; start += run)
    for (size_t length = 2; length <= run; length *= 2)
      for (size_t first = start; first < start + run; first += length)
        merge_columns(tile + first * SIM_LANES, length);
  for (size_t length = 2 * run; length <= rows; length *= 2)
    for (size_t first = 0; first < rows; first += length)
      merge_columns(tile + first * SIM_LANES, length);
}

#endif

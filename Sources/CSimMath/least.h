// Products in single precision and the least entries of their rows.
#ifndef LEAST_H
#define LEAST_H

#include "lanes.h"

// A register of single precision holds twice as many numbers.
typedef float singles __attribute__((vector_size(8 * SIM_LANES)));
typedef int32_t single_mask __attribute__((vector_size(8 * SIM_LANES)));
enum { SINGLES = 2 * SIM_LANES };

INLINE singles lesser(singles a, singles b) {
  single_mask isLess = a < b;
  return (singles)(((single_mask)a & isLess) | ((single_mask)b & ~isLess));
}

INLINE void scale_to_single(const double *x, double scale, float *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = (float)(x[i] * scale);
}

/// SIM_ROWS rows of a product with SIM_VECTORS x SINGLES columns of a panel, in registers throughout.
INLINE void multiply_tile(const float *a, size_t inner, const float *panel, float *c, size_t stride) {
  singles sums[SIM_ROWS][SIM_VECTORS] = {};
  for (size_t k = 0; k < inner; ++k) {
    singles b[SIM_VECTORS];
    memcpy(b, panel + k * SIM_PANEL, sizeof b);
#pragma clang loop unroll(full)
    for (int row = 0; row < SIM_ROWS; ++row) {
      singles x = a[row * inner + k] - (singles){};
#pragma clang loop unroll(full)
      for (int v = 0; v < SIM_VECTORS; ++v) sums[row][v] += x * b[v];
    }
  }
  for (int row = 0; row < SIM_ROWS; ++row) memcpy(c + row * stride, sums[row], sizeof sums[row]);
}

INLINE void multiply_panels(
    const float *a, size_t rows, size_t inner, const float *panels, size_t count, float *c) {
  // A panel stays in the nearest cache while all rows pass by.
  for (size_t panel = 0; panel < count; ++panel) {
    for (size_t row = 0; row < rows; row += SIM_ROWS) {
      for (size_t column = 0; column < SIM_PANEL; column += SIM_VECTORS * SINGLES)
        multiply_tile(
            a + row * inner, inner, panels + panel * inner * SIM_PANEL + column,
            c + row * count * SIM_PANEL + panel * SIM_PANEL + column, count * SIM_PANEL);
    }
  }
}

INLINE void least_of_parts(const float *x, size_t count, size_t length, float *least, size_t parts) {
  for (size_t part = 0; part < parts; ++part) {
    size_t first = part * length, end = first + length < count ? first + length : count;
    singles low = __FLT_MAX__ - (singles){};
    size_t i = first;
    for (; i + SINGLES <= end; i += SINGLES) {
      singles here;
      memcpy(&here, x + i, sizeof here);
      low = lesser(here, low);
    }
    float result = __FLT_MAX__;
    for (int lane = 0; lane < SINGLES; ++lane) result = low[lane] < result ? low[lane] : result;
    for (; i < end; ++i) result = x[i] < result ? x[i] : result;
    least[part] = result;
  }
}

#endif

#include "CSimMath.h"

#include <math.h>

void sim_complementary_error(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = erfc(x[i]);
}

void sim_normal_upper_tail(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = erfc(x[i] * 0.70710678118654752440) / 2;
}

void sim_exponential(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = exp(x[i]);
}

void sim_logarithm(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = log(x[i]);
}

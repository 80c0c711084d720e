/// Special functions on arrays. Every entry is computed alone: same bits at any position and for any length.
#ifndef CSIMMATH_H
#define CSIMMATH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// y[i] = erfc(x[i]). `x` and `y` may be the same array, as in all functions below.
void sim_complementary_error(const double *x, double *y, size_t count);

/// y[i] = erfc(x[i] / sqrt 2) / 2, the upper tail of the standard normal distribution.
void sim_normal_upper_tail(const double *x, double *y, size_t count);

/// y[i] = e to the power of x[i].
void sim_exponential(const double *x, double *y, size_t count);

/// y[i] = natural logarithm of x[i].
void sim_logarithm(const double *x, double *y, size_t count);

/// y[i] = regularised upper incomplete gamma function Q(shape, x[i]).
void sim_upper_gamma_ratio(double shape, const double *x, double *y, size_t count);

#ifdef __cplusplus
}
#endif

#endif

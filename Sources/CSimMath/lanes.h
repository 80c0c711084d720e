// Vectors of eight numbers. The compiler cuts them into the registers of the instruction set at hand.
#ifndef LANES_H
#define LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CSimMath.h"

// Lanes pass only between functions that are inlined into one another, so how they would be passed is of no concern.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double lanes __attribute__((vector_size(8 * SIM_LANES)));
typedef int64_t mask __attribute__((vector_size(8 * SIM_LANES)));

#define INLINE static inline __attribute__((always_inline))

INLINE lanes load(const double *from) {
  lanes value;
  memcpy(&value, from, sizeof value);
  return value;
}

INLINE void store(double *to, lanes value) { memcpy(to, &value, sizeof value); }

// Rows shorter than a vector: where the instruction set has masks (SIM_MASKED), as one vector of which only the first lanes
// are read and written; elsewhere number by number, and these read and write whole vectors only.
#ifdef SIM_MASKED
INLINE __mmask8 leading_lanes(intptr_t count) { return (__mmask8)((1u << count) - 1); }

INLINE lanes load_part(const double *from, intptr_t count) {
  return count == SIM_LANES ? load(from) : (lanes)_mm512_maskz_loadu_pd(leading_lanes(count), from);
}

INLINE void store_part(double *to, lanes value, intptr_t count) {
  if (count == SIM_LANES) store(to, value);
  else _mm512_mask_storeu_pd(to, leading_lanes(count), (__m512d)value);
}

INLINE intptr_t next_lanes(intptr_t rest) { return rest < SIM_LANES ? rest : SIM_LANES; }
#else
INLINE lanes load_part(const double *from, intptr_t count) { return count == SIM_LANES ? load(from) : (lanes){}; }

INLINE void store_part(double *to, lanes value, intptr_t count) {
  if (count == SIM_LANES) store(to, value);
}

/// The numbers of the next step along a row of which `rest` are left; 0 where they follow number by number.
INLINE intptr_t next_lanes(intptr_t rest) { return rest < SIM_LANES ? 0 : SIM_LANES; }
#endif

/// The first n numbers, and zeros.
INLINE lanes load_some(const double *from, intptr_t n) {
#ifdef SIM_MASKED
  return load_part(from, n);
#else
  if (n == SIM_LANES) return load(from);
  lanes value = {};
  memcpy(&value, from, n * sizeof *from);
  return value;
#endif
}

INLINE void store_some(double *to, lanes value, intptr_t n) {
#ifdef SIM_MASKED
  store_part(to, value, n);
#else
  if (n == SIM_LANES) store(to, value);
  else memcpy(to, &value, n * sizeof *to);
#endif
}

/// Runs a statement for all columns: for those from i on, n of them, with a constant n but for the last.
#define EACH_VECTOR(width, statement)                                                    \
  do {                                                                                   \
    intptr_t i = 0;                                                                      \
    for (; i + SIM_LANES <= (width); i += SIM_LANES) {                                   \
      enum { n = SIM_LANES };                                                            \
      statement;                                                                         \
    }                                                                                    \
    if (i < (width)) {                                                                   \
      const intptr_t n = (width) - i;                                                    \
      statement;                                                                         \
    }                                                                                    \
  } while (0)

// x - 0 is x for every x, which the compiler knows; of 0 + x it does not, for the sake of -0.
INLINE lanes all(double value) { return value - (lanes){}; }

INLINE lanes choose(mask condition, lanes yes, lanes no) {
  return (lanes)(((mask)yes & condition) | ((mask)no & ~condition));
}

/// The sum of all lanes: halves, quarters and pairs.
INLINE double total(lanes x) {
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3);
  x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5);
  return x[0] + x[1];
}

INLINE lanes magnitude(lanes x) { return (lanes)((mask)x & INT64_MAX); }

/// The leading 26 bits of x, so that products of two such numbers are exact.
INLINE lanes leading(lanes x) { return (lanes)((mask)x & ~(mask)((mask){} + 0x7ffffff)); }

/// A number near a b, and the rest of the product.
INLINE lanes exact_product(lanes a, lanes b, lanes *rest) {
#ifdef SIM_FUSED
  lanes product = a * b;
  *rest = __builtin_elementwise_fma(a, b, -product);
#else
  // Without the fused instruction: the product of the leading bits, and what they leave.
  lanes ah = leading(a), bh = leading(b), product = ah * bh;
  *rest = (a - ah) * b + ah * (b - bh);
#endif
  return product;
}

/// The sum of coefficients[i] x^i, by Horner's rule.
INLINE lanes polynomial(lanes x, const double *coefficients, int count) {
  lanes sum = all(coefficients[count - 1]);
#pragma clang loop unroll(full)
  for (int i = count - 2; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

#endif

// exp, ln and the tails of the normal distribution on lanes.
//
// The coefficients are Chebyshev interpolations made with 60 digits by the script beside the tests
// (Tests/SimNumericsTests/Fixtures/coefficients.py). The transformation 4 / (4 + x) for the scaled complementary error
// function: M. M. Shepherd and J. G. Laframboise (1981), Mathematics of Computation 36:249-253. Argument reduction of
// exp and ln: J.-M. Muller (2016), Elementary Functions, 3rd ed., chapter 11.
#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include "lanes.h"

/// (e^r - 1 - r) / r^2 for |r| up to ln 2 / 2; relative error of e^r 3e-17.
static const double EXP_TAIL[] = {
    0x1.0000000000001p-1,  0x1.5555555555556p-3,  0x1.5555555553d63p-5,  0x1.11111111109b3p-7,
    0x1.6c16c1788bd90p-10, 0x1.a01a01a7c41d5p-13, 0x1.a019b90d2ae7ap-16, 0x1.71de0dae63bb3p-19,
    0x1.289185613a3d6p-22, 0x1.af38a9b0ec855p-26};

/// e^(x^2) erfc(x) / t for t = 4 / (4 + x), x from 0 to 28; relative error 6e-18.
static const double SCALED_TAIL[] = {
    0x1.20dd7503d4f89p-3, 0x1.20dd751939f37p-3,  0x1.17d686ee9b977p-3,  0x1.05c8de334d05bp-3,
    0x1.d714d37785133p-4, 0x1.95cf1fd7a0fabp-4,  0x1.4aefe2bf3f167p-4,  0x1.061479ff43d5dp-4,
    0x1.3968fba4dbc8dp-5, 0x1.a8f6a96aa6cd3p-5,  -0x1.82a95aa851dd2p-5, 0x1.33f7f09180862p-3,
    -0x1.019accbd9190dp-2, 0x1.60db963adde0ap-2, -0x1.5efa39a2fc4b9p-2, 0x1.93cadcb7be1d6p-3,
    0x1.3b0b6a0bfa92bp-6, -0x1.71165dd7d0b54p-3, 0x1.9f8bd9d24fc9cp-3,  -0x1.02e0804fa587ep-3,
    0x1.854356bf1b4e8p-5, -0x1.4c6a308bc997cp-7, 0x1.f36d8f26067d6p-11};

/// (2 artanh(s) / s - 2) / s^2 as a function of s^2, s up to (sqrt 2 - 1) / (sqrt 2 + 1); error of ln 3e-18.
static const double LOG_TAIL[] = {
    0x1.5555555555558p-1, 0x1.9999999995273p-2, 0x1.2492492dfd86cp-2, 0x1.c71c62d5e53e0p-3,
    0x1.7462b91b8df65p-3, 0x1.39fdcceb4bb45p-3, 0x1.2b5f68a50d903p-3};

// ln 2 in two parts; the first has 41 bits, so that whole multiples of it are exact.
#define LN2_HIGH 0x1.62e42fefa3000p-1
#define LN2_LOW 0x1.3de6af278ece6p-42
#define TWO_BY_ROOT_PI 0x1.20dd750429b6dp+0
#define ROOT_HALF 0x1.6a09e667f3bcdp-1

/// 2^n for whole n from -1022 to 1023: the number is shifted into the place of the exponent.
INLINE lanes power_of_two(lanes n) { return (lanes)((mask)(n + (0x1p52 + 1023)) << 52); }

/// factor x e^(x + correction) for x from -1000 to 1000 and a small correction; rounds once below the normal range.
INLINE lanes scaled_exponential(lanes x, lanes correction, lanes factor) {
  // Adding and taking away 1.5 x 2^52 rounds to a whole number.
  lanes n = (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52;
  lanes r = ((x - n * LN2_HIGH) - n * LN2_LOW) + correction;
  lanes value = (r * r * polynomial(r, EXP_TAIL, 10) + r) + 1;
  lanes half = (n * 0.5 + 0x1.8p52) - 0x1.8p52;
  return value * factor * power_of_two(half) * power_of_two(n - half);
}

INLINE lanes clamp(lanes x, double low, double high) {
  x = choose(x < low, all(low), x);
  return choose(x > high, all(high), x);
}

INLINE lanes exponential(lanes x) {
  return scaled_exponential(clamp(x, -746, 710), all(0), all(1));
}

/// e^(square + correction) x e^(x^2) erfc(x) for x from 0 to 28.
INLINE lanes gaussian_tail(lanes x, lanes square, lanes correction) {
  lanes sum = x + 4;
  lanes t = 4 / sum;
  lanes scaled = t * polynomial(t, SCALED_TAIL, 23);
  // What the sum and the quotient lost, as a change of x, times the derivative.
  lanes lost = (x - (sum - 4)) - residual(all(4), t, sum) * sum * 0.25;
  scaled += lost * (2 * x * scaled - TWO_BY_ROOT_PI);
  // No share may be above one.
  return clamp(scaled_exponential(square, correction, scaled), 0, 1);
}

INLINE lanes complementary_error(lanes x) {
  lanes size = clamp(magnitude(x), 0, 28);
  lanes high = leading(size);
  lanes tail = gaussian_tail(size, -(high * high), (high - size) * (high + size));
  return choose(x < 0, 2 - tail, tail);
}

INLINE lanes normal_upper_tail(lanes z) {
  lanes size = clamp(magnitude(z), 0, 39);
  lanes high = leading(size);
  // The square of the score itself: the rounding of z / sqrt 2 would grow with z^2.
  lanes tail = gaussian_tail(
      size * ROOT_HALF, -0.5 * (high * high), 0.5 * ((high - size) * (high + size)));
  return choose(z < 0, 1 - 0.5 * tail, 0.5 * tail);
}

INLINE lanes logarithm(lanes x) {
  mask small = x < 0x1p-1022;
  lanes scaled = choose(small, x * 0x1p54, x);
  mask bits = (mask)scaled;
  // Exponent such that what remains lies between sqrt 1/2 and sqrt 2.
  mask exponent = (bits - 0x3fe6a09e667f3bcd) >> 52;
  lanes f = (lanes)(bits - (exponent << 52)) - 1;
  lanes n = __builtin_convertvector(exponent, lanes) - choose(small, all(54), all(0));
  lanes s = f / (f + 2);
  lanes z = s * s;
  lanes half = 0.5 * f * f;
  lanes value = n * LN2_HIGH - ((half - (s * (half + z * polynomial(z, LOG_TAIL, 7)) + n * LN2_LOW)) - f);
  value = choose(x < __builtin_inf(), value, x);
  value = choose(x == 0, all(-__builtin_inf()), value);
  return choose(x < 0, all(__builtin_nan("")), value);
}

#endif

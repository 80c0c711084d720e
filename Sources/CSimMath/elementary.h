// exp, ln and the tails of the normal distribution on lanes.
//
// The coefficients are interpolations at Chebyshev nodes made with 60 digits by the script beside the tests
// (Tests/SimNumericsTests/Fixtures/special/coefficients.py). The form of the scaled complementary error function is that
// of its continued fraction, 1 / (x + q / p) with p and q positive, so that nothing cancels and the rounding of p hardly
// counts: it stands above and below. Argument reduction of exp and ln: J.-M. Muller (2016), Elementary Functions, 3rd
// ed., chapter 11; continued fraction: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 7.1.14.
#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include "lanes.h"

/// (e^r - 1 - r) / r^2 for |r| up to ln 2 / 2; relative error of e^r 3e-17.
static const double EXP_TAIL[] = {
    0x1.0000000000001p-1,  0x1.5555555555556p-3,  0x1.5555555553d63p-5,  0x1.11111111109b3p-7,
    0x1.6c16c1788bd90p-10, 0x1.a01a01a7c41d5p-13, 0x1.a019b90d2ae7ap-16, 0x1.71de0dae63bb3p-19,
    0x1.289185613a3d6p-22, 0x1.af38a9b0ec855p-26};

/// e^(x^2) erfc(x) = p(s) / (s p(s) + q(s)) with s = sqrt(pi) x from 0 to 49; relative error 2e-17.
static const double TAIL_P[] = {
    0x1.14d1cba34c7afp+24, 0x1.73d8f896a8db7p+24, 0x1.ee42d53c842acp+23, 0x1.a49eb299859a4p+22,
    0x1.f7230e6e94971p+20, 0x1.b81bc91d3d8cdp+18, 0x1.1ccb72a5d90ffp+16, 0x1.0da3bfa4514eep+13,
    0x1.66f103e390ab6p+9, 0x1.3196c4a3117a8p+5, 1};
static const double TAIL_Q[] = {
    0x1.14d1cba34c7afp+24, 0x1.0f41bdfe66975p+24, 0x1.102b6dfada326p+23, 0x1.629590976529cp+21,
    0x1.4597b5029fd9ap+19, 0x1.b1aae32754b88p+16, 0x1.a1a883db2071ep+13, 0x1.18ada2dc44723p+10,
    0x1.e0049a6fd01a4p+5, 0x1.921fb5439fc6cp+0};

/// (2 artanh(s) / s - 2) / s^2 as a function of s^2, s up to (sqrt 2 - 1) / (sqrt 2 + 1); error of ln 3e-18.
static const double LOG_TAIL[] = {
    0x1.5555555555558p-1, 0x1.9999999995273p-2, 0x1.2492492dfd86cp-2, 0x1.c71c62d5e53e0p-3,
    0x1.7462b91b8df65p-3, 0x1.39fdcceb4bb45p-3, 0x1.2b5f68a50d903p-3};

// ln 2 in two parts; the first has 41 bits, so that whole multiples of it are exact.
#define LN2_HIGH 0x1.62e42fefa3000p-1
#define LN2_LOW 0x1.3de6af278ece6p-42
#define LOG2_E 0x1.71547652b82fep+0
#define ROOT_PI 0x1.c5bf891b4ef6bp+0
#define ROOT_HALF_PI 0x1.40d931ff62706p+0

/// e^(x + correction) / 2^n, where n is the whole number nearest to x / ln 2.
INLINE lanes reduced_exponential(lanes x, lanes correction, lanes n) {
  lanes r = ((x - n * LN2_HIGH) - n * LN2_LOW) + correction;
  return (r * r * polynomial(r, EXP_TAIL, 10) + r) + 1;
}

/// 2^n for whole n from -1022 to 1023: the number is shifted into the place of the exponent.
INLINE lanes power_of_two(lanes n) { return (lanes)((mask)(n + (0x1p52 + 1023)) << 52); }

INLINE lanes at_most(double high, lanes x) { return choose(all(high) < x, all(high), x); }

INLINE lanes exponential(lanes x) {
  lanes within = at_most(710, choose(x < -746, all(-746), x));
  // Adding and taking away 1.5 x 2^52 rounds to a whole number.
  lanes n = (within * LOG2_E + 0x1.8p52) - 0x1.8p52;
  // In two steps, so that the power may lie outside the range of normal numbers.
  lanes half = (n * 0.5 + 0x1.8p52) - 0x1.8p52;
  return reduced_exponential(within, all(0), n) * power_of_two(half) * power_of_two(n - half);
}

/// unit x e^(exponent + correction) x e^(x^2) erfc(x) for s = sqrt(pi) x from 0 to 49 and an exponent from -784 to 0,
/// at most `unit`.
INLINE lanes gaussian_tail(lanes s, lanes exponent, lanes correction, double unit) {
  lanes p = polynomial(s, TAIL_P, 11);
  lanes scaled = p / (s * p + polynomial(s, TAIL_Q, 10));
  // 2^(n + 128) is a normal number for all n; its bits stand at the end of the sum already.
  const double shift = 0x1.8p52 + 1023 + 128;
  lanes sum = exponent * LOG2_E + shift;
  lanes value = reduced_exponential(exponent, correction, sum - shift) * scaled;
  return at_most(unit, value * (lanes)((mask)sum << 52) * (unit * 0x1p-128));
}

INLINE lanes complementary_error(lanes x) {
  lanes size = at_most(28, magnitude(x)), rest;
  lanes exponent = exact_product(-size, size, &rest);
  lanes tail = gaussian_tail(size * ROOT_PI, exponent, rest, 1);
  return choose(x < 0, 2 - tail, tail);
}

INLINE lanes normal_upper_tail(lanes z) {
  lanes size = at_most(39, magnitude(z)), rest;
  // The square of the score itself: the rounding of z / sqrt 2 would grow with z^2.
  lanes exponent = exact_product(-0.5 * size, size, &rest);
  lanes tail = gaussian_tail(size * ROOT_HALF_PI, exponent, rest, 0.5);
  return choose(z < 0, 1 - tail, tail);
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

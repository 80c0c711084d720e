// The incomplete gamma function of Boost.Math, evaluated in long double by its default policy and rounded once.
#include "CSimMath.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace {

namespace policies = boost::math::policies;

// Nothing is thrown into Swift: what is not defined comes back as not-a-number.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>>;

double upper_gamma_ratio(double shape, double x) {
  if (std::isnan(x) || !(shape > 0) || std::isinf(shape)) return std::numeric_limits<double>::quiet_NaN();
  if (x <= 0) return 1;
  if (std::isinf(x)) return 0;
  return boost::math::gamma_q(shape, x, Quiet());
}

}  // namespace

extern "C" double sim_gamma_quantile(double shape, double u) {
  if (!(shape > 0) || std::isinf(shape) || !(u >= 0 && u <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return boost::math::gamma_p_inv(shape, u, Quiet());
}

extern "C" void sim_upper_gamma_ratio(double shape, const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] = upper_gamma_ratio(shape, x[i]);
}

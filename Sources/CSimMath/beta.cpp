// The inverse incomplete beta function of Boost.Math, evaluated in double.
#include "CSimMath.h"

#include <boost/math/special_functions/beta.hpp>
#include <limits>

namespace {

namespace policies = boost::math::policies;

// Nothing is thrown into Swift: what is not defined comes back as not-a-number.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::promote_double<false>,
    policies::evaluation_error<policies::ignore_error>>;

}  // namespace

extern "C" double sim_beta_quantile(double alpha, double beta, double u) {
  if (!(alpha > 0 && beta > 0 && u >= 0 && u <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return boost::math::ibeta_inv(alpha, beta, u, Quiet());
}

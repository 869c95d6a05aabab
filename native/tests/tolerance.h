// How far a float result may lie from the exact one.
#pragma once

#include <cfloat>
#include <cmath>

namespace ossicle::test {

// True if the two agree within `epsilons` float epsilons of `magnitude`, the largest value that
// went into the result. NaN agrees with NaN only, an infinity with itself only.
inline bool Close(double got, double wanted, double epsilons, double magnitude) {
  if (std::isnan(wanted) || std::isnan(got)) return std::isnan(wanted) && std::isnan(got);
  if (std::isinf(wanted) || std::isinf(got)) return got == wanted;
  return std::fabs(got - wanted) <= epsilons * static_cast<double>(FLT_EPSILON) * magnitude;
}

}  // namespace ossicle::test

#include "kernels/reduce/row.h"
#include "simd/scalar.h"

namespace ossicle {

float reduce_f32_reference(Reduction reduction, size_t n, const float* x) {
  return reduce::Row<simd::Scalar>(reduction, n, x);
}

}  // namespace ossicle

#include "kernels/softmax/row.h"
#include "simd/scalar.h"

namespace ossicle {

void softmax_f32_reference(bool log, size_t n, const float* x, const SoftmaxMask* mask, float* y) {
  softmax::Row<simd::Scalar>(log, n, x, mask, y);
}

}  // namespace ossicle

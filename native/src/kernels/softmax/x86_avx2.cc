#include "simd/x86_avx2.h"

#include "kernels/softmax/row.h"

namespace ossicle {

void softmax_f32_avx2(bool log, size_t n, const float* x, const SoftmaxMask* mask, float* y) {
  softmax::Row<simd::Avx2>(log, n, x, mask, y);
}

}  // namespace ossicle

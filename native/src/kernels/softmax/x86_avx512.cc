#include "simd/x86_avx512.h"

#include "kernels/softmax/row.h"

namespace ossicle {

void softmax_f32_avx512(bool log, size_t n, const float* x, const SoftmaxMask* mask, float* y) {
  softmax::Row<simd::Avx512>(log, n, x, mask, y);
}

}  // namespace ossicle

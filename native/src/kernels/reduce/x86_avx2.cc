#include "simd/x86_avx2.h"

#include "kernels/reduce/row.h"

namespace ossicle {

float reduce_f32_avx2(Reduction reduction, size_t n, const float* x) {
  return reduce::Row<simd::Avx2>(reduction, n, x);
}

}  // namespace ossicle

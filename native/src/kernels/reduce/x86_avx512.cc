#include "simd/x86_avx512.h"

#include "kernels/reduce/row.h"

namespace ossicle {

float reduce_f32_avx512(Reduction reduction, size_t n, const float* x) {
  return reduce::Row<simd::Avx512>(reduction, n, x);
}

}  // namespace ossicle

#include "simd/x86_avx2.h"

#include "kernels/elementary/array.h"

namespace ossicle {

void elementary_f32_avx2(Elementary function, size_t n, const float* x, float* out) {
  elementary::Array<simd::Avx2>(function, n, x, out);
}

}  // namespace ossicle

#include "simd/x86_avx512.h"

#include "kernels/elementary/array.h"

namespace ossicle {

void elementary_f32_avx512(Elementary function, size_t n, const float* x, float* out) {
  elementary::Array<simd::Avx512>(function, n, x, out);
}

}  // namespace ossicle

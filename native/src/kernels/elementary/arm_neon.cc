#include "simd/arm_neon.h"

#include "kernels/elementary/array.h"

namespace ossicle {

void elementary_f32_neon(Elementary function, size_t n, const float* x, float* out) {
  elementary::Array<simd::Neon>(function, n, x, out);
}

}  // namespace ossicle

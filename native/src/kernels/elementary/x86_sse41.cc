#include "simd/x86_sse41.h"

#include "kernels/elementary/array.h"

namespace ossicle {

void elementary_f32_sse41(Elementary function, size_t n, const float* x, float* out) {
  elementary::Array<simd::Sse41>(function, n, x, out);
}

}  // namespace ossicle

#include "kernels/elementary/array.h"
#include "simd/scalar.h"

namespace ossicle {

void elementary_f32_reference(Elementary function, size_t n, const float* x, float* out) {
  elementary::Array<simd::Scalar>(function, n, x, out);
}

}  // namespace ossicle

#include "simd/arm_neon.h"

#include "kernels/best/row.h"

namespace ossicle {

size_t best_f32_neon(size_t n, const float* x) { return best::Row<simd::Neon>(n, x); }

}  // namespace ossicle

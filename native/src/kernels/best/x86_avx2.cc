#include "simd/x86_avx2.h"

#include "kernels/best/row.h"

namespace ossicle {

size_t best_f32_avx2(size_t n, const float* x) { return best::Row<simd::Avx2>(n, x); }

}  // namespace ossicle

#include "simd/x86_avx512.h"

#include "kernels/best/row.h"

namespace ossicle {

size_t best_f32_avx512(size_t n, const float* x) { return best::Row<simd::Avx512>(n, x); }

}  // namespace ossicle

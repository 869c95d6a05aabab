#include "simd/x86_sse41.h"

#include "kernels/best/row.h"

namespace ossicle {

size_t best_f32_sse41(size_t n, const float* x) { return best::Row<simd::Sse41>(n, x); }

}  // namespace ossicle

#include "simd/x86_sse41.h"

#include "kernels/biasnorm/biasnorm.h"
#include "kernels/biasnorm/row.h"

namespace ossicle {

void biasnorm_f32_sse41(size_t n, const float* x, const float* bias, float scale, float* out) {
  biasnorm::Row<simd::Sse41>(n, x, bias, scale, out);
}

}  // namespace ossicle

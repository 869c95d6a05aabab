#include "simd/x86_avx2.h"

#include "kernels/biasnorm/biasnorm.h"
#include "kernels/biasnorm/row.h"

namespace ossicle {

void biasnorm_f32_avx2(size_t n, const float* x, const float* bias, float scale, float* out) {
  biasnorm::Row<simd::Avx2>(n, x, bias, scale, out);
}

}  // namespace ossicle

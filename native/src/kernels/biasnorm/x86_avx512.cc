#include "simd/x86_avx512.h"

#include "kernels/biasnorm/biasnorm.h"
#include "kernels/biasnorm/row.h"

namespace ossicle {

void biasnorm_f32_avx512(size_t n, const float* x, const float* bias, float scale, float* out) {
  biasnorm::Row<simd::Avx512>(n, x, bias, scale, out);
}

}  // namespace ossicle

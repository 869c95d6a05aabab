#include "simd/arm_neon.h"

#include "kernels/biasnorm/biasnorm.h"
#include "kernels/biasnorm/row.h"

namespace ossicle {

void biasnorm_f32_neon(size_t n, const float* x, const float* bias, float scale, float* out) {
  biasnorm::Row<simd::Neon>(n, x, bias, scale, out);
}

}  // namespace ossicle

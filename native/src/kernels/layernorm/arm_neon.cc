#include "simd/arm_neon.h"

#include "kernels/layernorm/layernorm.h"
#include "kernels/layernorm/row.h"

namespace ossicle {

void layernorm_f32_neon(size_t n, const float* x, const float* gamma, const float* beta,
                        float epsilon, float* out) {
  layernorm::Row<simd::Neon>(n, x, gamma, beta, epsilon, out);
}

}  // namespace ossicle

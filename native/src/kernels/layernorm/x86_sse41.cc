#include "simd/x86_sse41.h"

#include "kernels/layernorm/layernorm.h"
#include "kernels/layernorm/row.h"

namespace ossicle {

void layernorm_f32_sse41(size_t n, const float* x, const float* gamma, const float* beta,
                         float epsilon, float* out) {
  layernorm::Row<simd::Sse41>(n, x, gamma, beta, epsilon, out);
}

}  // namespace ossicle

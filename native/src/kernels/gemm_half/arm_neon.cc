#include "simd/arm_neon.h"

#include "kernels/gemm_f32/product.h"
#include "kernels/gemm_half/stored.h"

namespace ossicle {

void gemm_half_8x8_neon_f16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Neon, gemm_half::StoredHalves, 8, 4>(args);
}

void gemm_half_8x8_neon_bf16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Neon, gemm_half::StoredBfloats, 8, 4>(args);
}

}  // namespace ossicle

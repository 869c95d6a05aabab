#include "simd/arm_neon.h"

#include "kernels/gemm_f32/product.h"

namespace ossicle {

void gemm_f32_8x8_neon(const GemmF32Args& args) {
  gemm_f32::Product<simd::Neon, gemm_f32::StoredFloats, 8, 4>(args);
}

}  // namespace ossicle

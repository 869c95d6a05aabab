#include "simd/x86_avx512.h"

#include "kernels/gemm_f32/product.h"
#include "kernels/gemm_half/stored.h"

namespace ossicle {

void gemm_half_12x32_avx512_f16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx512, gemm_half::StoredHalves, 12, 6>(args);
}

void gemm_half_12x32_avx512_bf16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx512, gemm_half::StoredBfloats, 12, 6>(args);
}

}  // namespace ossicle

#include "simd/x86_avx2.h"

#include "kernels/gemm_f32/product.h"
#include "kernels/gemm_half/stored.h"

namespace ossicle {

void gemm_half_6x16_avx2_f16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx2, gemm_half::StoredHalves, 6, 2>(args);
}

void gemm_half_6x16_avx2_bf16(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx2, gemm_half::StoredBfloats, 6, 2>(args);
}

}  // namespace ossicle

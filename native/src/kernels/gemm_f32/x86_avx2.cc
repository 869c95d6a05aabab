#include "simd/x86_avx2.h"

#include "kernels/gemm_f32/product.h"

namespace ossicle {

void gemm_f32_6x16_avx2(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx2, gemm_f32::StoredFloats, 6, 2>(args);
}

}  // namespace ossicle

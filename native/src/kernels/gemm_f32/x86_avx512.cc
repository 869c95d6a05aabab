#include "simd/x86_avx512.h"

#include "kernels/gemm_f32/product.h"

namespace ossicle {

void gemm_f32_12x32_avx512(const GemmF32Args& args) {
  gemm_f32::Product<simd::Avx512, gemm_f32::StoredFloats, 12, 6>(args);
}

}  // namespace ossicle

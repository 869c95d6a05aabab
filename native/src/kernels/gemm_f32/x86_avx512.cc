#include "simd/x86_avx512.h"

#include "kernels/gemm_f32/product.h"

namespace ossicle {

void gemm_f32_8x32_avx512(const GemmF32Args& args) { gemm_f32::Product<simd::Avx512, 8, 4>(args); }

}  // namespace ossicle

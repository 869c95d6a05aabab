#include "simd/x86_sse41.h"

#include "kernels/gemm_f32/product.h"

namespace ossicle {

void gemm_f32_6x8_sse41(const GemmF32Args& args) {
  gemm_f32::Product<simd::Sse41, gemm_f32::StoredFloats, 6, 2>(args);
}

}  // namespace ossicle

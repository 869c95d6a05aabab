#include "kernels/gemm_u8s8/dot_avx512.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_8x32_avx512(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvx512, 8>(args);
}

void gemm_u8s8s32_8x32_avx512_sums(const PackedU8S8& b, size_t columns, int32_t* sums) {
  gemm_u8s8::SumColumns<gemm_u8s8::DotAvx512>(b, columns, sums);
}

}  // namespace ossicle

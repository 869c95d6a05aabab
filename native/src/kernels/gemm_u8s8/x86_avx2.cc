#include "kernels/gemm_u8s8/dot_avx2.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_4x16_avx2(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvx2, 4>(args);
}

void gemm_u8s8s32_4x16_avx2_sums(const PackedU8S8& b, size_t columns, int32_t* sums) {
  gemm_u8s8::SumColumns<gemm_u8s8::DotAvx2>(b, columns, sums);
}

}  // namespace ossicle

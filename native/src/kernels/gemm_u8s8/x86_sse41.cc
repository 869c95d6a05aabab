#include "kernels/gemm_u8s8/dot_sse41.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_4x8_sse41(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotSse41, 4>(args);
}

void gemm_u8s8s32_4x8_sse41_sums(const PackedU8S8& b, size_t columns, int32_t* sums) {
  gemm_u8s8::SumColumns<gemm_u8s8::DotSse41>(b, columns, sums);
}

}  // namespace ossicle

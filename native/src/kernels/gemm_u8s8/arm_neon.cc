#include "kernels/gemm_u8s8/dot_neon.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_6x8_neon(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotNeon, 6>(args);
}

void gemm_u8s8s32_6x8_neon_sums(const PackedU8S8& b, size_t columns, int32_t* sums) {
  gemm_u8s8::SumColumns<gemm_u8s8::DotNeon>(b, columns, sums);
}

}  // namespace ossicle

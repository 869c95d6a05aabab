#include "kernels/gemm_u8s8/dot_avx2.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_4x16_avx2(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvx2, 4>(args);
}

}  // namespace ossicle

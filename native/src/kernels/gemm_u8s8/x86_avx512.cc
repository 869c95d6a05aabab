#include "kernels/gemm_u8s8/dot_avx512.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_8x32_avx512(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvx512, 8>(args);
}

}  // namespace ossicle

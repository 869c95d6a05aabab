#include "kernels/gemm_u8s8/dot_dotprod.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_8x8_dotprod(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotDotprod, 8>(args);
}

}  // namespace ossicle

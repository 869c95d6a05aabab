#include "kernels/gemm_u8s8/dot_neon.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_6x8_neon(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotNeon, 6>(args);
}

}  // namespace ossicle

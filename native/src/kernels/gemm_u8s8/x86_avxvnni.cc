#include "kernels/gemm_u8s8/dot_avxvnni.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_6x16_avxvnni(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvxVnni, 6>(args);
}

}  // namespace ossicle

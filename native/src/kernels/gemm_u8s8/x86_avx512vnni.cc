#include "kernels/gemm_u8s8/dot_avx512vnni.h"
#include "kernels/gemm_u8s8/product.h"

namespace ossicle {

void gemm_u8s8s32_8x32_avx512vnni(const GemmU8S8Args& args) {
  gemm_u8s8::Product<gemm_u8s8::DotAvx512Vnni, 8>(args);
}

}  // namespace ossicle

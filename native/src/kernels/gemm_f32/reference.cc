#include "kernels/gemm_f32/reference.h"

namespace ossicle {

void gemm_f32_reference(const GemmF32Args& args) {
  gemm_f32::ReferenceProduct<gemm_f32::StoredFloats>(args);
}

}  // namespace ossicle

#include "kernels/gemm_f32/reference.h"

#include "kernels/gemm_half/stored.h"

namespace ossicle {

void gemm_half_reference_f16(const GemmF32Args& args) {
  gemm_f32::ReferenceProduct<gemm_half::StoredHalves>(args);
}

void gemm_half_reference_bf16(const GemmF32Args& args) {
  gemm_f32::ReferenceProduct<gemm_half::StoredBfloats>(args);
}

}  // namespace ossicle

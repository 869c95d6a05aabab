#include "kernels/paired/packed.h"
#include "simd/scalar.h"

namespace ossicle {

void paired_f32_reference(const PairedArgs& args) { paired::Product<simd::Scalar, 2>(args); }

void paired_f32_reference_rows(const PairedPackedArgs& args) {
  paired::BringRows<simd::Scalar>(args);
}

void paired_f32_reference_packed(const PairedPackedArgs& args) {
  paired::PackedProduct<simd::Scalar, 2>(args);
}

}  // namespace ossicle

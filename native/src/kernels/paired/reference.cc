#include "kernels/paired/panel.h"
#include "simd/scalar.h"

namespace ossicle {

void paired_f32_reference(const PairedArgs& args) { paired::Product<simd::Scalar, 2>(args); }

}  // namespace ossicle

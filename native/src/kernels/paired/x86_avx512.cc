#include "simd/x86_avx512.h"

#include "kernels/paired/panel.h"

namespace ossicle {

void paired_f32_8x32_avx512(const PairedArgs& args) { paired::Product<simd::Avx512, 8>(args); }

}  // namespace ossicle

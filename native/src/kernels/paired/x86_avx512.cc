#include "simd/x86_avx512.h"

#include "kernels/paired/panel.h"

namespace ossicle {

void paired_f32_10x32_avx512(const PairedArgs& args) { paired::Product<simd::Avx512, 10>(args); }

}  // namespace ossicle

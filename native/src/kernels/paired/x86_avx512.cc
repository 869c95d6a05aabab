#include "simd/x86_avx512.h"

#include "kernels/paired/packed.h"

namespace ossicle {

void paired_f32_8x32_avx512(const PairedArgs& args) { paired::Product<simd::Avx512, 8>(args); }

void paired_f32_8x32_avx512_rows(const PairedPackedArgs& args) {
  paired::BringRows<simd::Avx512>(args);
}

void paired_f32_8x32_avx512_packed(const PairedPackedArgs& args) {
  paired::PackedProduct<simd::Avx512, 8>(args);
}

}  // namespace ossicle

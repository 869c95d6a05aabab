#include "simd/x86_avx2.h"

#include "kernels/rowconv/rows.h"

namespace ossicle {

void rowconv_f32_4x16_avx2(const RowconvArgs& args) { rowconv::Rows<simd::Avx2>(args); }

}  // namespace ossicle

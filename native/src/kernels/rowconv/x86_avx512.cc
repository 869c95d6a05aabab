#include "simd/x86_avx512.h"

#include "kernels/rowconv/rows.h"

namespace ossicle {

void rowconv_f32_4x32_avx512(const RowconvArgs& args) { rowconv::Rows<simd::Avx512>(args); }

}  // namespace ossicle

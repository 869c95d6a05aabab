#include "simd/x86_sse41.h"

#include "kernels/rowconv/rows.h"

namespace ossicle {

void rowconv_f32_4x8_sse41(const RowconvArgs& args) { rowconv::Rows<simd::Sse41>(args); }

}  // namespace ossicle

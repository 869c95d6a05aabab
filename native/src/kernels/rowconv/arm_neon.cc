#include "simd/arm_neon.h"

#include "kernels/rowconv/rows.h"

namespace ossicle {

void rowconv_f32_4x8_neon(const RowconvArgs& args) { rowconv::Rows<simd::Neon>(args); }

}  // namespace ossicle

#include "simd/x86_avx2.h"

#include "kernels/unary/row.h"

namespace ossicle {

void unary_f32_avx2(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Avx2, 8>(op, row); }

}  // namespace ossicle

#include "simd/arm_neon.h"

#include "kernels/unary/row.h"

namespace ossicle {

void unary_f32_neon(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Neon, 1>(op, row); }

}  // namespace ossicle

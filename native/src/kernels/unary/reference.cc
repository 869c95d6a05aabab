#include "kernels/unary/row.h"
#include "simd/scalar.h"

namespace ossicle {

void unary_f32_reference(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Scalar, 1>(op, row); }

}  // namespace ossicle

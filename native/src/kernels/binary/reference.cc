#include "kernels/binary/row.h"
#include "simd/scalar.h"

namespace ossicle {

void binary_f32_reference(BinaryOp op, const BinaryRow& row) { binary::Row<simd::Scalar>(op, row); }

}  // namespace ossicle

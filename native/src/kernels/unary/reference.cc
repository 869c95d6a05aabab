#include "kernels/unary/row.h"
#include "kernels/unary/stored.h"
#include "simd/scalar.h"

namespace ossicle {

void unary_f32_reference(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Scalar, 1>(op, row); }

template <>
void ActivateStored<simd::Scalar>(Activation activation, const StoredRows& rows) {
  unary::ActivateRows<simd::Scalar>(activation, rows);
}

}  // namespace ossicle

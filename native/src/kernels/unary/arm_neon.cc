#include "simd/arm_neon.h"

#include "kernels/unary/row.h"
#include "kernels/unary/stored.h"

namespace ossicle {

void unary_f32_neon(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Neon, 1>(op, row); }

template <>
void ActivateStored<simd::Neon>(Activation activation, const StoredRows& rows) {
  unary::ActivateRows<simd::Neon>(activation, rows);
}

}  // namespace ossicle

#include "simd/x86_sse41.h"

#include "kernels/unary/row.h"
#include "kernels/unary/stored.h"

namespace ossicle {

void unary_f32_sse41(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Sse41, 1>(op, row); }

template <>
void ActivateStored<simd::Sse41>(Activation activation, const StoredRows& rows) {
  unary::ActivateRows<simd::Sse41>(activation, rows);
}

}  // namespace ossicle

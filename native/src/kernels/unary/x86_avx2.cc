#include "simd/x86_avx2.h"

#include "kernels/unary/row.h"
#include "kernels/unary/stored.h"

namespace ossicle {

void unary_f32_avx2(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Avx2, 8>(op, row); }

template <>
void ActivateStored<simd::Avx2>(Activation activation, const StoredRows& rows) {
  unary::ActivateRows<simd::Avx2>(activation, rows);
}

}  // namespace ossicle

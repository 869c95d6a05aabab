#include "simd/x86_avx512.h"

#include "kernels/unary/row.h"
#include "kernels/unary/stored.h"

namespace ossicle {

void unary_f32_avx512(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Avx512, 8>(op, row); }

template <>
void ActivateStored<simd::Avx512>(Activation activation, const StoredRows& rows) {
  unary::ActivateRows<simd::Avx512>(activation, rows);
}

}  // namespace ossicle

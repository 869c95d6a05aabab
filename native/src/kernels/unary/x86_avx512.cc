#include "simd/x86_avx512.h"

#include "kernels/unary/row.h"
#include "kernels/unary/swoosh_avx512.h"

namespace ossicle {

void unary_f32_avx512(UnaryOp op, const UnaryRow& row) {
  if (op == UnaryOp::kSwoosh) return unary::SwooshRow(row);
  unary::Row<simd::Avx512>(op, row);
}

}  // namespace ossicle

#include "simd/x86_avx512.h"

#include "kernels/unary/row.h"

namespace ossicle {

void unary_f32_avx512(UnaryOp op, const UnaryRow& row) { unary::Row<simd::Avx512, 8>(op, row); }

}  // namespace ossicle

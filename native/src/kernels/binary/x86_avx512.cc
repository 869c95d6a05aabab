#include "simd/x86_avx512.h"

#include "kernels/binary/row.h"

namespace ossicle {

void binary_f32_avx512(BinaryOp op, const BinaryRow& row) { binary::Row<simd::Avx512>(op, row); }

}  // namespace ossicle

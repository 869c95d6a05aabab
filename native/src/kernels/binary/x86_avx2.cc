#include "simd/x86_avx2.h"

#include "kernels/binary/row.h"

namespace ossicle {

void binary_f32_avx2(BinaryOp op, const BinaryRow& row) { binary::Row<simd::Avx2>(op, row); }

}  // namespace ossicle

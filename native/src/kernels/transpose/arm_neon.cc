#include "simd/arm_neon.h"

#include "kernels/transpose/tile4.h"
#include "kernels/transpose/tiles.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {

void transpose_b32_4x4_neon(size_t rows, size_t columns, const float* in, size_t in_stride,
                            float* out, size_t out_stride) {
  transpose::Tiles<transpose::Tile4<simd::Neon>>(rows, columns, in, in_stride, out, out_stride);
}

}  // namespace ossicle

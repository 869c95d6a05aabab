#include "kernels/transpose/tile8.h"
#include "kernels/transpose/tiles.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {

void transpose_b32_8x8_avx2(size_t rows, size_t columns, const float* in, size_t in_stride,
                            float* out, size_t out_stride) {
  transpose::Tiles<transpose::Tile8>(rows, columns, in, in_stride, out, out_stride);
}

}  // namespace ossicle

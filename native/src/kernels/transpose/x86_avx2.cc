#include "simd/x86_avx2.h"

#include "kernels/transpose/tiles.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {
namespace {

struct Tile8 {
  using V = simd::Avx2;

  // Blocks of 2, of 4, then of 8, each step exchanging the off-diagonal halves.
  OSSICLE_INLINE void Turn(__m256 (&x)[8]) {
    __m256 a[8];
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2) {
      a[i] = _mm256_unpacklo_ps(x[i], x[i + 1]);
      a[i + 1] = _mm256_unpackhi_ps(x[i], x[i + 1]);
    }
#pragma GCC unroll 2
    for (int i = 0; i < 8; i += 4) {
      x[i] = _mm256_shuffle_ps(a[i], a[i + 2], 0x44);
      x[i + 1] = _mm256_shuffle_ps(a[i], a[i + 2], 0xEE);
      x[i + 2] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0x44);
      x[i + 3] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0xEE);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      a[i] = _mm256_permute2f128_ps(x[i], x[i + 4], 0x20);
      a[i + 4] = _mm256_permute2f128_ps(x[i], x[i + 4], 0x31);
    }
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) x[i] = a[i];
  }
};

}  // namespace

void transpose_b32_8x8_avx2(size_t rows, size_t columns, const float* in, size_t in_stride,
                            float* out, size_t out_stride) {
  transpose::Tiles<Tile8>(rows, columns, in, in_stride, out, out_stride);
}

}  // namespace ossicle

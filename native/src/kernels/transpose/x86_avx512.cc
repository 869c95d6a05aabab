#include "simd/x86_avx512.h"

#include "kernels/transpose/tile8.h"
#include "kernels/transpose/tiles.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {
namespace {

constexpr size_t kNarrow = 8;

struct Tile16 {
  using V = simd::Avx512;

  // Blocks of 2 and of 4 within quarters of a register, then the quarters themselves.
  OSSICLE_INLINE void Turn(__m512 (&x)[16]) {
    __m512 a[16];
#pragma GCC unroll 8
    for (int i = 0; i < 16; i += 2) {
      a[i] = _mm512_unpacklo_ps(x[i], x[i + 1]);
      a[i + 1] = _mm512_unpackhi_ps(x[i], x[i + 1]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 16; i += 4) {
      x[i] = _mm512_shuffle_ps(a[i], a[i + 2], 0x44);
      x[i + 1] = _mm512_shuffle_ps(a[i], a[i + 2], 0xEE);
      x[i + 2] = _mm512_shuffle_ps(a[i + 1], a[i + 3], 0x44);
      x[i + 3] = _mm512_shuffle_ps(a[i + 1], a[i + 3], 0xEE);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      a[i] = _mm512_shuffle_f32x4(x[i], x[i + 4], 0x88);
      a[i + 4] = _mm512_shuffle_f32x4(x[i], x[i + 4], 0xDD);
      a[i + 8] = _mm512_shuffle_f32x4(x[i + 8], x[i + 12], 0x88);
      a[i + 12] = _mm512_shuffle_f32x4(x[i + 8], x[i + 12], 0xDD);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      x[i] = _mm512_shuffle_f32x4(a[i], a[i + 8], 0x88);
      x[i + 4] = _mm512_shuffle_f32x4(a[i + 4], a[i + 12], 0x88);
      x[i + 8] = _mm512_shuffle_f32x4(a[i], a[i + 8], 0xDD);
      x[i + 12] = _mm512_shuffle_f32x4(a[i + 4], a[i + 12], 0xDD);
    }
  }
};

}  // namespace

void transpose_b32_16x16_avx512(size_t rows, size_t columns, const float* in, size_t in_stride,
                                float* out, size_t out_stride) {
  // A narrow matrix would fill less than half of each large tile.
  if (rows <= kNarrow || columns <= kNarrow) {
    transpose::Tiles<transpose::Tile8>(rows, columns, in, in_stride, out, out_stride);
  } else {
    transpose::Tiles<Tile16>(rows, columns, in, in_stride, out, out_stride);
  }
}

}  // namespace ossicle

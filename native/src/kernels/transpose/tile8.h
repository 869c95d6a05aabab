// Transposition of eight vectors of eight floats, for instruction sets from AVX2 on.
#pragma once

#include "simd/x86_avx2.h"

namespace ossicle::transpose {

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

}  // namespace ossicle::transpose

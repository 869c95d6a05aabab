// Covers a matrix with square tiles that are transposed in registers.
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::transpose {

// T::V is the vector type; T::Turn transposes kLanes of them in place.
template <typename T, bool kWhole>
OSSICLE_INLINE void Tile(size_t rows, size_t columns, const float* in, size_t in_stride, float* out,
                         size_t out_stride) {
  using V = typename T::V;
  typename V::F lines[V::kLanes];
#pragma GCC unroll 16
  for (size_t i = 0; i < V::kLanes; ++i) {
    if (kWhole) {
      lines[i] = V::Load(in + i * in_stride);
    } else {
      lines[i] = i < rows ? V::LoadFirst(in + i * in_stride, columns) : V::Zero();
    }
  }
  T::Turn(lines);
#pragma GCC unroll 16
  for (size_t j = 0; j < V::kLanes; ++j) {
    if (kWhole) {
      V::Store(out + j * out_stride, lines[j]);
    } else if (j < columns) {
      V::StoreFirst(out + j * out_stride, lines[j], rows);
    }
  }
}

template <typename T>
OSSICLE_INLINE void Tiles(size_t rows, size_t columns, const float* in, size_t in_stride,
                          float* out, size_t out_stride) {
  constexpr size_t kSide = T::V::kLanes;
  for (size_t i = 0; i < rows; i += kSide) {
    const size_t height = rows - i < kSide ? rows - i : kSide;
    for (size_t j = 0; j < columns; j += kSide) {
      const size_t width = columns - j < kSide ? columns - j : kSide;
      const float* from = in + i * in_stride + j;
      float* to = out + j * out_stride + i;
      if (height == kSide && width == kSide) {
        Tile<T, true>(kSide, kSide, from, in_stride, to, out_stride);
      } else {
        Tile<T, false>(height, width, from, in_stride, to, out_stride);
      }
    }
  }
}

}  // namespace ossicle::transpose

// Vectors along a row that ends somewhere: of the last one only the lanes that are left of the row
// are read or written.
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::simd {

// Columns that lie beyond an offset.
OSSICLE_INLINE size_t Beyond(size_t columns, size_t offset) {
  return columns > offset ? columns - offset : 0;
}

// Lanes past those left are zero.
template <typename V>
OSSICLE_INLINE typename V::F LoadColumns(const float* p, size_t left) {
  return left >= V::kLanes ? V::Load(p) : V::LoadFirst(p, left);
}

template <typename V>
OSSICLE_INLINE void StoreColumns(float* p, typename V::F v, size_t left) {
  if (left >= V::kLanes) {
    V::Store(p, v);
  } else {
    V::StoreFirst(p, v, left);
  }
}

}  // namespace ossicle::simd

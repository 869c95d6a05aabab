// How B stores its elements in 16 bits. Packed as it always is, no row of it is cut.
#pragma once

#include <cstdint>

#include "simd/inline.h"

namespace ossicle::gemm_half {

struct StoredHalves {
  using Element = uint16_t;
  static constexpr bool kMayBeCut = false;
  template <typename V>
  OSSICLE_INLINE typename V::F Load(const uint16_t* p) {
    return V::LoadHalf(p);
  }
};

struct StoredBfloats {
  using Element = uint16_t;
  static constexpr bool kMayBeCut = false;
  template <typename V>
  OSSICLE_INLINE typename V::F Load(const uint16_t* p) {
    return V::LoadBfloat(p);
  }
};

}  // namespace ossicle::gemm_half

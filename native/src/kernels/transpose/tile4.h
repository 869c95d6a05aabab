// Transposition of four vectors of four floats, for the types of that width.
#pragma once

#include "simd/inline.h"

namespace ossicle::transpose {

template <typename Vector>
struct Tile4 {
  using V = Vector;

  // Blocks of 2, then of 4, each step exchanging the off-diagonal halves.
  OSSICLE_INLINE void Turn(typename V::F (&x)[4]) {
    using F = typename V::F;
    using Order = int __attribute__((vector_size(16)));
    const F a = __builtin_shuffle(x[0], x[1], Order{0, 4, 1, 5});
    const F b = __builtin_shuffle(x[0], x[1], Order{2, 6, 3, 7});
    const F c = __builtin_shuffle(x[2], x[3], Order{0, 4, 1, 5});
    const F d = __builtin_shuffle(x[2], x[3], Order{2, 6, 3, 7});
    x[0] = __builtin_shuffle(a, c, Order{0, 1, 4, 5});
    x[1] = __builtin_shuffle(a, c, Order{2, 3, 6, 7});
    x[2] = __builtin_shuffle(b, d, Order{0, 1, 4, 5});
    x[3] = __builtin_shuffle(b, d, Order{2, 3, 6, 7});
  }
};

}  // namespace ossicle::transpose

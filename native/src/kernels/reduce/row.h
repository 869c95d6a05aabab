// The row kernel as a template over a vector type of simd/.
#pragma once

#include "kernels/reduce/reduce.h"
#include "simd/inline.h"

namespace ossicle::reduce {

// Adds up map(x[i]), in four sums so that one addition need not wait for the one before.
template <typename V, typename Map>
OSSICLE_INLINE float SumOf(size_t n, const float* x, Map map) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F sums[4] = {V::Zero(), V::Zero(), V::Zero(), V::Zero()};
  size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
#pragma GCC unroll 4
    for (size_t s = 0; s < 4; ++s) sums[s] = V::Add(sums[s], map(V::Load(x + i + s * kLanes)));
  }
  for (; i + kLanes <= n; i += kLanes) sums[0] = V::Add(sums[0], map(V::Load(x + i)));
  // Idle lanes hold zero, which every map leaves alone.
  if (i < n) sums[1] = V::Add(sums[1], map(V::LoadFirst(x + i, n - i)));
  return V::Sum(V::Add(V::Add(sums[0], sums[1]), V::Add(sums[2], sums[3])));
}

// The extreme of a row; `choose` returns its first operand where the second is NaN, so NaNs are
// kept apart, in a sum that any of them spoils.
template <typename V, typename Choose>
OSSICLE_INLINE typename V::F ExtremeOf(size_t n, const float* x, typename V::F* spoilt,
                                       Choose choose) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F best = V::Set(x[0]);
  F nan = V::Zero();
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const F v = V::Load(x + i);
    nan = V::Select(V::IsNan(v), v, nan);
    best = choose(v, best);
  }
  if (i < n) {
    const F v = V::Select(V::FirstLanes(n - i), V::LoadFirst(x + i, n - i), V::Set(x[0]));
    nan = V::Select(V::IsNan(v), v, nan);
    best = choose(v, best);
  }
  *spoilt = nan;
  return best;
}

template <typename V>
OSSICLE_INLINE float Largest(size_t n, const float* x) {
  using F = typename V::F;
  F nan;
  const F best = ExtremeOf<V>(n, x, &nan, [](F v, F kept) { return V::Max(v, kept); });
  const float sum = V::Sum(nan);
  return sum != sum ? sum : V::Largest(best);
}

template <typename V>
OSSICLE_INLINE float Smallest(size_t n, const float* x) {
  using F = typename V::F;
  F nan;
  const F best = ExtremeOf<V>(n, x, &nan, [](F v, F kept) { return V::Min(v, kept); });
  const float sum = V::Sum(nan);
  return sum != sum ? sum : V::Smallest(best);
}

template <typename V>
OSSICLE_INLINE float Row(Reduction reduction, size_t n, const float* x) {
  using F = typename V::F;
  switch (reduction) {
    case Reduction::kSum:
      return SumOf<V>(n, x, [](F v) { return v; });
    case Reduction::kSumOfSquares:
      return SumOf<V>(n, x, [](F v) { return V::Mul(v, v); });
    case Reduction::kSumOfMagnitudes:
      return SumOf<V>(n, x, [](F v) { return V::Abs(v); });
    case Reduction::kMax:
      return Largest<V>(n, x);
    case Reduction::kMin:
      return Smallest<V>(n, x);
  }
  return 0.0f;
}

}  // namespace ossicle::reduce

// The row kernel as a template over a vector type of simd/.
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::biasnorm {

// In four sums, so that one addition need not wait for the one before.
template <typename V>
OSSICLE_INLINE float SumOfSquares(size_t n, const float* x, const float* bias) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F sums[4] = {V::Zero(), V::Zero(), V::Zero(), V::Zero()};
  const auto add = [](F sum, F from, F shift) {
    const F d = V::Sub(from, shift);
    return V::Add(sum, V::Mul(d, d));
  };
  size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
#pragma GCC unroll 4
    for (size_t s = 0; s < 4; ++s) {
      sums[s] = add(sums[s], V::Load(x + i + s * kLanes), V::Load(bias + i + s * kLanes));
    }
  }
  for (; i + kLanes <= n; i += kLanes) {
    sums[0] = add(sums[0], V::Load(x + i), V::Load(bias + i));
  }
  // Idle lanes hold zero in both.
  if (i < n) sums[1] = add(sums[1], V::LoadFirst(x + i, n - i), V::LoadFirst(bias + i, n - i));
  return V::Sum(V::Add(V::Add(sums[0], sums[1]), V::Add(sums[2], sums[3])));
}

template <typename V>
OSSICLE_INLINE void Row(size_t n, const float* x, const float* bias, float scale, float* out) {
  constexpr size_t kLanes = V::kLanes;
  const float mean = SumOfSquares<V>(n, x, bias) / static_cast<float>(n);
  const float inverse = static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(mean)));
  const typename V::F factor = V::Set(inverse * scale);
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) V::Store(out + i, V::Mul(V::Load(x + i), factor));
  if (i < n) V::StoreFirst(out + i, V::Mul(V::LoadFirst(x + i, n - i), factor), n - i);
}

}  // namespace ossicle::biasnorm

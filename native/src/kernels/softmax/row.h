// The row kernel as a template over a vector type of simd/.
#pragma once

#include "kernels/softmax/softmax.h"
#include "simd/vmath.h"

namespace ossicle::softmax {

// The largest x; a NaN may be overlooked, since it spoils the sum anyway.
template <typename V>
OSSICLE_INLINE float LargestOf(size_t n, const float* x) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F best = V::Set(x[0]);
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) best = V::Max(V::Load(x + i), best);
  if (i < n) {
    const F last = V::Select(V::FirstLanes(n - i), V::LoadFirst(x + i, n - i), best);
    best = V::Max(last, best);
  }
  return V::Largest(best);
}

// Adds up e^(x[i] - largest), and stores each where y is given.
template <typename V>
OSSICLE_INLINE float SumOfPowers(size_t n, const float* x, float largest, float* y) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  const F shift = V::Set(largest);
  F sum = V::Zero();
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const F e = simd::Exp<V>(V::Sub(V::Load(x + i), shift));
    if (y != nullptr) V::Store(y + i, e);
    sum = V::Add(sum, e);
  }
  if (i < n) {
    const F e = simd::Exp<V>(V::Sub(V::LoadFirst(x + i, n - i), shift));
    if (y != nullptr) V::StoreFirst(y + i, e, n - i);
    sum = V::Add(sum, V::Select(V::FirstLanes(n - i), e, V::Zero()));
  }
  return V::Sum(sum);
}

template <typename V, typename Function>
OSSICLE_INLINE void Map(size_t n, const float* x, float* y, Function function) {
  constexpr size_t kLanes = V::kLanes;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) V::Store(y + i, function(V::Load(x + i)));
  if (i < n) V::StoreFirst(y + i, function(V::LoadFirst(x + i, n - i)), n - i);
}

template <typename V>
OSSICLE_INLINE float LogOf(float x) {
  float lane[V::kLanes];
  V::Store(lane, simd::Log<V>(V::Set(x)));
  return lane[0];
}

template <typename V>
OSSICLE_INLINE void Row(bool log, size_t n, const float* x, float* y) {
  using F = typename V::F;
  const float largest = LargestOf<V>(n, x);
  const float sum = SumOfPowers<V>(n, x, largest, log ? nullptr : y);
  if (log) {
    const F shift = V::Set(largest);
    const F log_sum = V::Set(LogOf<V>(sum));
    return Map<V>(n, x, y, [=](F v) { return V::Sub(V::Sub(v, shift), log_sum); });
  }
  const F factor = V::Set(1.0f / sum);
  Map<V>(n, y, y, [=](F v) { return V::Mul(v, factor); });
}

}  // namespace ossicle::softmax

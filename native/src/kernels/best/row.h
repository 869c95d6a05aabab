// The row kernel as a template over a vector type of simd/: the largest value, then its place.
#pragma once

#include "kernels/best/best.h"
#include "simd/inline.h"

namespace ossicle::best {

constexpr size_t kSums = 4;  // so that one comparison need not wait for the one before

template <typename V>
OSSICLE_INLINE typename V::F LoadOr(const float* p, size_t n, typename V::F other) {
  return V::Select(V::FirstLanes(n), V::LoadFirst(p, n), other);
}

template <typename V>
OSSICLE_INLINE float LargestOf(size_t n, const float* x) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F best[kSums];
#pragma GCC unroll 4
  for (size_t s = 0; s < kSums; ++s) best[s] = V::Set(x[0]);
  size_t i = 0;
  for (; i + kSums * kLanes <= n; i += kSums * kLanes) {
#pragma GCC unroll 4
    for (size_t s = 0; s < kSums; ++s) best[s] = V::Max(V::Load(x + i + s * kLanes), best[s]);
  }
  for (; i + kLanes <= n; i += kLanes) best[0] = V::Max(V::Load(x + i), best[0]);
  if (i < n) best[0] = V::Max(LoadOr<V>(x + i, n - i, best[0]), best[0]);
  return V::Largest(V::Max(V::Max(best[0], best[1]), V::Max(best[2], best[3])));
}

// The lowest place of a value that is there. Places are counted in floats.
template <typename V>
OSSICLE_INLINE size_t FirstOf(size_t n, const float* x, float value) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  float lanes[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) lanes[lane] = static_cast<float>(lane);
  const F wanted = V::Set(value);
  const F nowhere = V::Set(static_cast<float>(n));
  const F step = V::Set(static_cast<float>(kLanes));
  F places = V::Load(lanes);
  F first = nowhere;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes, places = V::Add(places, step)) {
    const F found = V::Select(V::Equal(V::Load(x + i), wanted), places, nowhere);
    first = V::Min(found, first);
  }
  if (i < n) {
    // Lanes past the end may equal the value, but their places lie behind all others.
    const F last = V::LoadFirst(x + i, n - i);
    first = V::Min(V::Select(V::Equal(last, wanted), places, nowhere), first);
  }
  return static_cast<size_t>(V::Smallest(first));
}

template <typename V>
OSSICLE_INLINE size_t Row(size_t n, const float* x) {
  return x[0] != x[0] ? 0 : FirstOf<V>(n, x, LargestOf<V>(n, x));
}

}  // namespace ossicle::best

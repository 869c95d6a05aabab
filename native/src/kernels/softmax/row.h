// The row kernel as a template over a vector type of simd/.
#pragma once

#include "kernels/softmax/softmax.h"
#include "simd/vmath.h"

namespace ossicle::softmax {

// Scores come from `load(i, count)`: those from i on, count of them, which is all lanes or fewer.
template <typename V>
OSSICLE_INLINE typename V::F Some(const float* x, size_t count) {
  return count == V::kLanes ? V::Load(x) : V::LoadFirst(x, count);
}

// `no`, but `yes` where flags[i] is not 0.
template <typename V>
OSSICLE_INLINE typename V::F Choose(const uint8_t* flags, size_t count, typename V::F yes,
                                    typename V::F no) {
  const typename V::F marks = V::ToFloat(V::LoadFirstBytes(flags, count));
  return V::Select(V::Less(V::Zero(), marks), yes, no);
}

// The largest score; a NaN may be overlooked, since it spoils the sum anyway.
template <typename V, typename Load>
OSSICLE_INLINE float LargestOf(size_t n, Load load) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F best = V::Set(-__builtin_inff());
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) best = V::Max(load(i, kLanes), best);
  if (i < n) {
    const F last = V::Select(V::FirstLanes(n - i), load(i, n - i), best);
    best = V::Max(last, best);
  }
  return V::Largest(best);
}

// Adds up e^(score - largest), and stores each where y is given.
template <typename V, typename Load>
OSSICLE_INLINE float SumOfPowers(size_t n, Load load, float largest, float* y) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  const F shift = V::Set(largest);
  F sum = V::Zero();
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const F e = simd::Exp<V>(V::Sub(load(i, kLanes), shift));
    if (y != nullptr) V::Store(y + i, e);
    sum = V::Add(sum, e);
  }
  if (i < n) {
    const F e = simd::Exp<V>(V::Sub(load(i, n - i), shift));
    if (y != nullptr) V::StoreFirst(y + i, e, n - i);
    sum = V::Add(sum, V::Select(V::FirstLanes(n - i), e, V::Zero()));
  }
  return V::Sum(sum);
}

template <typename V, typename Value>
OSSICLE_INLINE void Fill(size_t n, float* y, Value value) {
  constexpr size_t kLanes = V::kLanes;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) V::Store(y + i, value(i, kLanes));
  if (i < n) V::StoreFirst(y + i, value(i, n - i), n - i);
}

template <typename V>
OSSICLE_INLINE float LogOf(float x) {
  float lane[V::kLanes];
  V::Store(lane, simd::Log<V>(V::Set(x)));
  return lane[0];
}

// `finish(i, count, share)` is what becomes of a share.
template <typename V, typename Load, typename Finish>
OSSICLE_INLINE void RowOf(bool log, size_t n, float* y, Load load, Finish finish) {
  using F = typename V::F;
  const float largest = LargestOf<V>(n, load);
  const float sum = SumOfPowers<V>(n, load, largest, log ? nullptr : y);
  if (log) {
    const F shift = V::Set(largest);
    const F log_sum = V::Set(LogOf<V>(sum));
    return Fill<V>(n, y, [=](size_t i, size_t count) {
      return V::Sub(V::Sub(load(i, count), shift), log_sum);
    });
  }
  const F factor = V::Set(1.0f / sum);
  Fill<V>(n, y, [=](size_t i, size_t count) {
    return finish(i, count, V::Mul(Some<V>(y + i, count), factor));
  });
}

template <typename V>
OSSICLE_INLINE void Row(bool log, size_t n, const float* x, const SoftmaxMask* mask, float* y) {
  using F = typename V::F;
  if (mask == nullptr) {
    return RowOf<V>(
        log, n, y, [=](size_t i, size_t count) { return Some<V>(x + i, count); },
        [](size_t, size_t, F share) { return share; });
  }
  const uint8_t* const flags = mask->flags;
  const bool zeroes = mask->zeroes;
  const F replacement = V::Set(mask->replacement);
  RowOf<V>(
      log, n, y,
      [=](size_t i, size_t count) {
        return Choose<V>(flags + i, count, replacement, Some<V>(x + i, count));
      },
      [=](size_t i, size_t count, F share) {
        return zeroes ? Choose<V>(flags + i, count, V::Zero(), share) : share;
      });
}

}  // namespace ossicle::softmax

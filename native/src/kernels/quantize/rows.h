// The kernels as templates over a vector type of simd/.
#pragma once

#include "kernels/quantize/quantize.h"
#include "simd/inline.h"

namespace ossicle::quantize {

// Whole vectors run through the compiler's knowledge of n == kLanes; the rest is masked.
template <typename V, typename Body>
OSSICLE_INLINE void ForVectors(size_t n, Body body) {
  size_t i = 0;
  for (; i + V::kLanes <= n; i += V::kLanes) body(i, V::kLanes);
  if (i < n) body(i, n - i);
}

template <typename V>
OSSICLE_INLINE typename V::F LoadSome(const float* p, size_t n) {
  return n == V::kLanes ? V::Load(p) : V::LoadFirst(p, n);
}

template <typename V>
OSSICLE_INLINE typename V::F Scales(const Quantization& q, size_t i, size_t n) {
  return q.scale_stride == 0 ? V::Set(q.scales[0]) : LoadSome<V>(q.scales + i, n);
}

template <typename V>
OSSICLE_INLINE typename V::I ZeroPoints(const Quantization& q, size_t i, size_t n) {
  if (q.zero_points == nullptr) return V::SetInt(0);
  if (q.zero_point_stride == 0) return V::SetInt(q.zero_points[0]);
  return V::LoadFirstInt(q.zero_points + i, n);
}

// Whole numbers in [low, high] as integers.
template <typename V>
OSSICLE_INLINE typename V::I QuantizeVector(typename V::F x, typename V::F scale,
                                            typename V::F zero, typename V::F low,
                                            typename V::F high) {
  using F = typename V::F;
  const F ratio = V::Div(x, scale);
  const F number = V::Select(V::IsNan(ratio), V::Zero(), ratio);
  const F shifted = V::Add(V::Round(number), zero);
  return V::RoundToInt(V::Max(low, V::Min(high, shifted)));
}

template <typename V>
OSSICLE_INLINE void Quantize(size_t n, const float* x, const Quantization& q, uint8_t* y) {
  const typename V::F low = V::Set(q.is_signed ? -128.0f : 0.0f);
  const typename V::F high = V::Set(q.is_signed ? 127.0f : 255.0f);
  ForVectors<V>(n, [&](size_t i, size_t count) {
    const typename V::F zero = V::ToFloat(ZeroPoints<V>(q, i, count));
    const typename V::F value = LoadSome<V>(x + i, count);
    const typename V::F scale = Scales<V>(q, i, count);
    V::StoreFirstBytes(y + i, QuantizeVector<V>(value, scale, zero, low, high), count);
  });
}

template <typename V>
OSSICLE_INLINE void Dequantize(size_t n, const uint8_t* x, const Quantization& q, float* y) {
  using I = typename V::I;
  ForVectors<V>(n, [&](size_t i, size_t count) {
    const I bytes = V::LoadFirstBytes(x + i, count);
    const I extended = V::template ShiftRight<24>(V::template ShiftLeft<24>(bytes));
    const I value = V::SubInt(q.is_signed ? extended : bytes, ZeroPoints<V>(q, i, count));
    V::StoreFirst(y + i, V::Mul(V::ToFloat(value), Scales<V>(q, i, count)), count);
  });
}

// The range of x and 0, of four vectors so that one comparison need not wait for the one before.
template <typename V>
OSSICLE_INLINE void FindRange(size_t n, const float* x, float* low, float* high) {
  using F = typename V::F;
  constexpr size_t kLanes = V::kLanes;
  F lows[4] = {V::Zero(), V::Zero(), V::Zero(), V::Zero()};
  F highs[4] = {V::Zero(), V::Zero(), V::Zero(), V::Zero()};
  size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
#pragma GCC unroll 4
    for (size_t s = 0; s < 4; ++s) {
      // NaN leaves the second alone.
      const F value = V::Load(x + i + s * kLanes);
      lows[s] = V::Min(value, lows[s]);
      highs[s] = V::Max(value, highs[s]);
    }
  }
  ForVectors<V>(n - i, [&](size_t at, size_t count) {
    // Lanes past the end are zero, which belongs to the range anyway.
    const F value = LoadSome<V>(x + i + at, count);
    lows[0] = V::Min(value, lows[0]);
    highs[0] = V::Max(value, highs[0]);
  });
  *low = V::Smallest(V::Min(V::Min(lows[0], lows[1]), V::Min(lows[2], lows[3])));
  *high = V::Largest(V::Max(V::Max(highs[0], highs[1]), V::Max(highs[2], highs[3])));
}

template <typename V>
OSSICLE_INLINE void Dynamic(size_t n, const float* x, uint8_t* y, float* scale,
                            uint8_t* zero_point) {
  using F = typename V::F;
  float low, high;
  FindRange<V>(n, x, &low, &high);
  const float step = (high - low) / 255.0f;
  *scale = step == 0.0f ? 1.0f : step;

  const F none = V::Zero();
  const F most = V::Set(255.0f);
  const F origin = V::Div(V::Set(-low), V::Set(*scale));
  const F number = V::Select(V::IsNan(origin), none, origin);
  const F zero = V::Round(V::Max(none, V::Min(most, number)));
  V::StoreFirstBytes(zero_point, V::RoundToInt(zero), 1);
  const F scales = V::Set(*scale);
  ForVectors<V>(n, [&](size_t i, size_t count) {
    const F value = LoadSome<V>(x + i, count);
    V::StoreFirstBytes(y + i, QuantizeVector<V>(value, scales, zero, none, most), count);
  });
}

}  // namespace ossicle::quantize

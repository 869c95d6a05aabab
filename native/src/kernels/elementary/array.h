// The array kernels as a template over a vector type of simd/.
#pragma once

#include "kernels/elementary/elementary.h"
#include "simd/vmath.h"

namespace ossicle::elementary {

template <typename V, typename Function>
OSSICLE_INLINE void Map(size_t n, const float* x, float* out, Function function) {
  const size_t whole = n / V::kLanes * V::kLanes;
  for (size_t i = 0; i < whole; i += V::kLanes) V::Store(out + i, function(V::Load(x + i)));
  const size_t tail = n - whole;
  if (tail == 0) return;
  V::StoreFirst(out + whole, function(V::LoadFirst(x + whole, tail)), tail);
}

template <typename V>
OSSICLE_INLINE void Array(Elementary function, size_t n, const float* x, float* out) {
  using F = typename V::F;
  switch (function) {
    case Elementary::kExp:
      return Map<V>(n, x, out, [](F v) { return simd::Exp<V>(v); });
    case Elementary::kLog:
      return Map<V>(n, x, out, [](F v) { return simd::Log<V>(v); });
    case Elementary::kLog1p:
      return Map<V>(n, x, out, [](F v) { return simd::Log1p<V>(v); });
    case Elementary::kSigmoid:
      return Map<V>(n, x, out, [](F v) { return simd::Sigmoid<V>(v); });
    case Elementary::kTanh:
      return Map<V>(n, x, out, [](F v) { return simd::Tanh<V>(v); });
    case Elementary::kErf:
      return Map<V>(n, x, out, [](F v) { return simd::Erf<V>(v); });
    case Elementary::kSoftplus:
      return Map<V>(n, x, out, [](F v) { return simd::Softplus<V>(v); });
  }
}

}  // namespace ossicle::elementary

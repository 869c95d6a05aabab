// Several vectors of another type of this folder, operated on side by side.
//
// A polynomial is one long chain: each step waits for the one before. A function over Many<V, 4> is
// four such chains whose steps take turns in the instruction stream, so that the CPU always has one
// that is ready. Every lane gets the bits that V gives it.
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::simd {

template <typename V, size_t kCount>
struct Many {
  static constexpr size_t kLanes = kCount * V::kLanes;
  struct F {
    typename V::F at[kCount];
  };
  struct M {
    typename V::M at[kCount];
  };

  // Each(f, a, b...): f of the first vectors of a, b..., of the second ones, and so on.
  template <typename To, typename Function, typename... From>
  OSSICLE_INLINE To Each(Function function, const From&... from) {
    To to;
#pragma GCC unroll 16
    for (size_t i = 0; i < kCount; ++i) to.at[i] = function(from.at[i]...);
    return to;
  }

  OSSICLE_INLINE F Set(float x) {
    F to;
#pragma GCC unroll 16
    for (size_t i = 0; i < kCount; ++i) to.at[i] = V::Set(x);
    return to;
  }
  OSSICLE_INLINE F Zero() { return Set(0.0f); }
  OSSICLE_INLINE F Load(const float* p) {
    F to;
#pragma GCC unroll 16
    for (size_t i = 0; i < kCount; ++i) to.at[i] = V::Load(p + i * V::kLanes);
    return to;
  }
  OSSICLE_INLINE void Store(float* p, const F& v) {
#pragma GCC unroll 16
    for (size_t i = 0; i < kCount; ++i) V::Store(p + i * V::kLanes, v.at[i]);
  }

  OSSICLE_INLINE F Add(const F& a, const F& b) { return Each<F>(V::Add, a, b); }
  OSSICLE_INLINE F Sub(const F& a, const F& b) { return Each<F>(V::Sub, a, b); }
  OSSICLE_INLINE F Mul(const F& a, const F& b) { return Each<F>(V::Mul, a, b); }
  OSSICLE_INLINE F Div(const F& a, const F& b) { return Each<F>(V::Div, a, b); }
  OSSICLE_INLINE F MulAdd(const F& a, const F& b, const F& c) {
    return Each<F>(V::MulAdd, a, b, c);
  }
  OSSICLE_INLINE F Min(const F& a, const F& b) { return Each<F>(V::Min, a, b); }
  OSSICLE_INLINE F Max(const F& a, const F& b) { return Each<F>(V::Max, a, b); }
  OSSICLE_INLINE F Abs(const F& a) { return Each<F>(V::Abs, a); }
  OSSICLE_INLINE F Round(const F& a) { return Each<F>(V::Round, a); }
  OSSICLE_INLINE F CopySign(const F& magnitude, const F& sign) {
    return Each<F>(V::CopySign, magnitude, sign);
  }
  OSSICLE_INLINE F ScaleByPowerOf2(const F& a, const F& n) {
    return Each<F>(V::ScaleByPowerOf2, a, n);
  }
  OSSICLE_INLINE M Less(const F& a, const F& b) { return Each<M>(V::Less, a, b); }
  OSSICLE_INLINE F Select(const M& mask, const F& yes, const F& no) {
    return Each<F>(V::Select, mask, yes, no);
  }
};

}  // namespace ossicle::simd

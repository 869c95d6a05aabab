// Activations of the lanes of a vector and of stored rows. unary/ computes the same functions as
// steps of their own, from the definitions here, so that both give the same bits.
#pragma once

#include <cstddef>

#include "kernels/activation.h"
#include "simd/vmath.h"

namespace ossicle {

// x / (1 + e^-x).
template <typename V>
OSSICLE_INLINE typename V::F Silu(typename V::F x) {
  return V::Mul(x, simd::Sigmoid<V>(x));
}

// x / 2 * (1 + erf(x / sqrt 2)).
template <typename V>
OSSICLE_INLINE typename V::F GeluErf(typename V::F x) {
  using F = typename V::F;
  const F erf = simd::Erf<V>(V::Mul(x, V::Set(0.707106781f)));
  return V::Mul(V::Mul(V::Set(0.5f), x), V::Add(V::Set(1.0f), erf));
}

// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).
template <typename V>
OSSICLE_INLINE typename V::F GeluTanh(typename V::F x) {
  using F = typename V::F;
  const F cubic = V::Mul(V::Mul(V::Mul(x, x), x), V::Set(0.044715f));
  const F inner = V::Mul(V::Set(0.797884561f), V::Add(x, cubic));
  return V::Mul(V::Mul(V::Set(0.5f), x), V::Add(V::Set(1.0f), simd::Tanh<V>(inner)));
}

template <typename V>
OSSICLE_INLINE typename V::F Activate(Activation activation, typename V::F x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return V::Max(V::Zero(), x);
    case Activation::kSigmoid:
      return simd::Sigmoid<V>(x);
    case Activation::kTanh:
      return simd::Tanh<V>(x);
    case Activation::kSilu:
      return Silu<V>(x);
    case Activation::kGeluErf:
      return GeluErf<V>(x);
    case Activation::kGeluTanh:
      return GeluTanh<V>(x);
  }
  return x;
}

// Rows in memory, `step` floats from one to the next.
struct StoredRows {
  float* first;
  ptrdiff_t step;
  size_t count;
  size_t width;
};

template <typename V, Activation kActivation>
OSSICLE_INLINE void ActivateEach(const StoredRows& rows) {
  float* row = rows.first;
  for (size_t r = 0; r < rows.count; ++r, row += rows.step) {
    size_t at = 0;
    for (; at + V::kLanes <= rows.width; at += V::kLanes) {
      V::Store(row + at, Activate<V>(kActivation, V::Load(row + at)));
    }
    const size_t left = rows.width - at;
    if (left == 0) continue;
    const typename V::F x = V::LoadFirst(row + at, left);
    V::StoreFirst(row + at, Activate<V>(kActivation, x), left);
  }
}

// Goes over what a kernel has stored once more. Polynomials need registers of their own, so this is
// called and not part of a tile.
template <typename V>
[[gnu::noinline]] static void ActivateStored(Activation activation, const StoredRows& rows) {
  switch (activation) {
    case Activation::kNone:
      return;
    case Activation::kRelu:
      return ActivateEach<V, Activation::kRelu>(rows);
    case Activation::kSigmoid:
      return ActivateEach<V, Activation::kSigmoid>(rows);
    case Activation::kTanh:
      return ActivateEach<V, Activation::kTanh>(rows);
    case Activation::kSilu:
      return ActivateEach<V, Activation::kSilu>(rows);
    case Activation::kGeluErf:
      return ActivateEach<V, Activation::kGeluErf>(rows);
    case Activation::kGeluTanh:
      return ActivateEach<V, Activation::kGeluTanh>(rows);
  }
}

}  // namespace ossicle

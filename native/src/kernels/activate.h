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

// Goes over what a kernel has stored once more. Polynomials need registers of their own, so this is
// called and not part of a tile; unary/ has the only copy for each instruction set.
template <typename V>
void ActivateStored(Activation activation, const StoredRows& rows);

namespace simd {
struct Scalar;
struct Sse41;
struct Avx2;
struct Avx512;
struct Neon;
}  // namespace simd

template <>
void ActivateStored<simd::Scalar>(Activation activation, const StoredRows& rows);
template <>
void ActivateStored<simd::Sse41>(Activation activation, const StoredRows& rows);
template <>
void ActivateStored<simd::Avx2>(Activation activation, const StoredRows& rows);
template <>
void ActivateStored<simd::Avx512>(Activation activation, const StoredRows& rows);
template <>
void ActivateStored<simd::Neon>(Activation activation, const StoredRows& rows);

}  // namespace ossicle

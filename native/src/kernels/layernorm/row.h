// The row kernel as a template over a vector type of simd/.
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::layernorm {

template <typename V>
OSSICLE_INLINE typename V::F Normalise(typename V::F x, typename V::F mean, typename V::F factor,
                                       typename V::F gamma, typename V::F beta) {
  return V::MulAdd(V::Mul(V::Sub(x, mean), factor), gamma, beta);
}

template <typename V>
OSSICLE_INLINE void Row(size_t n, const float* x, const float* gamma, const float* beta,
                        float epsilon, float* out) {
  using F = typename V::F;
  const size_t whole = n / V::kLanes * V::kLanes;
  const size_t tail = n - whole;

  F sums = V::Zero();
  for (size_t i = 0; i < whole; i += V::kLanes) sums = V::Add(sums, V::Load(x + i));
  if (tail > 0) sums = V::Add(sums, V::LoadFirst(x + whole, tail));
  const F mean = V::Set(V::Sum(sums) / static_cast<float>(n));

  F squares = V::Zero();
  for (size_t i = 0; i < whole; i += V::kLanes) {
    const F d = V::Sub(V::Load(x + i), mean);
    squares = V::MulAdd(d, d, squares);
  }
  if (tail > 0) {
    const F d = V::Sub(V::LoadFirst(x + whole, tail), mean);
    // Idle lanes hold -mean; they must not count.
    const F kept = V::Select(V::FirstLanes(tail), d, V::Zero());
    squares = V::MulAdd(kept, kept, squares);
  }
  const float variance = V::Sum(squares) / static_cast<float>(n);
  const F factor = V::Set(1.0f / __builtin_sqrtf(variance + epsilon));

  for (size_t i = 0; i < whole; i += V::kLanes) {
    const F shift = beta != nullptr ? V::Load(beta + i) : V::Zero();
    V::Store(out + i, Normalise<V>(V::Load(x + i), mean, factor, V::Load(gamma + i), shift));
  }
  if (tail > 0) {
    const F shift = beta != nullptr ? V::LoadFirst(beta + whole, tail) : V::Zero();
    const F last = V::LoadFirst(x + whole, tail);
    const F scale = V::LoadFirst(gamma + whole, tail);
    V::StoreFirst(out + whole, Normalise<V>(last, mean, factor, scale, shift), tail);
  }
}

}  // namespace ossicle::layernorm

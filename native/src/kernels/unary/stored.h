// Activations of stored rows as a template over a vector type of simd/.
#pragma once

#include "kernels/activate.h"
#include "simd/many.h"

namespace ossicle::unary {

// Vectors that are activated side by side, so that the CPU has always one whose next step is ready.
constexpr size_t kActivatedAtOnce = 4;

// Vectors `step` floats apart, all loaded before the first is stored.
template <typename V, Activation kActivation>
OSSICLE_INLINE void ActivateVectors(float* first, ptrdiff_t step) {
  using Wide = simd::Many<V, kActivatedAtOnce>;
  typename Wide::F x;
#pragma GCC unroll 8
  for (size_t i = 0; i < kActivatedAtOnce; ++i) {
    x.at[i] = V::Load(first + static_cast<ptrdiff_t>(i) * step);
  }
  x = Activate<Wide>(kActivation, x);
#pragma GCC unroll 8
  for (size_t i = 0; i < kActivatedAtOnce; ++i) {
    V::Store(first + static_cast<ptrdiff_t>(i) * step, x.at[i]);
  }
}

template <typename V, Activation kActivation>
OSSICLE_INLINE void ActivateAlong(float* row, size_t width) {
  constexpr size_t kLanes = V::kLanes;
  size_t at = 0;
  for (; at + kActivatedAtOnce * kLanes <= width; at += kActivatedAtOnce * kLanes) {
    ActivateVectors<V, kActivation>(row + at, kLanes);
  }
  for (; at + kLanes <= width; at += kLanes) {
    V::Store(row + at, Activate<V>(kActivation, V::Load(row + at)));
  }
  const size_t left = width - at;
  if (left == 0) return;
  const typename V::F x = V::LoadFirst(row + at, left);
  V::StoreFirst(row + at, Activate<V>(kActivation, x), left);
}

// Rows in fours as far as their vectors are whole, what remains row by row.
template <typename V, Activation kActivation>
OSSICLE_INLINE void ActivateEach(const StoredRows& rows) {
  const size_t whole = rows.width / V::kLanes * V::kLanes;
  const size_t together = rows.count / kActivatedAtOnce * kActivatedAtOnce;
  for (size_t r = 0; r < together; r += kActivatedAtOnce) {
    float* const first = rows.first + static_cast<ptrdiff_t>(r) * rows.step;
    for (size_t at = 0; at < whole; at += V::kLanes) {
      ActivateVectors<V, kActivation>(first + at, rows.step);
    }
  }
  for (size_t r = whole < rows.width ? 0 : together; r < rows.count; ++r) {
    const size_t done = r < together ? whole : 0;
    float* const row = rows.first + static_cast<ptrdiff_t>(r) * rows.step;
    ActivateAlong<V, kActivation>(row + done, rows.width - done);
  }
}

template <typename V>
OSSICLE_INLINE void ActivateRows(Activation activation, const StoredRows& rows) {
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

}  // namespace ossicle::unary

// The row kernel as a template over a vector type of simd/.
#pragma once

#include "kernels/binary/binary.h"
#include "simd/inline.h"
#include "simd/vmath.h"

namespace ossicle::binary {

// kAStep, kBStep: 1 walks along, 0 keeps one value for all.
template <typename V, size_t kAStep, size_t kBStep, typename Op>
OSSICLE_INLINE void Steps(const BinaryRow& row, Op op) {
  using F = typename V::F;
  const size_t whole = row.n / V::kLanes * V::kLanes;
  const size_t tail = row.n - whole;
  for (size_t r = 0; r < row.rows; ++r) {
    const float* const from_a = row.a + static_cast<ptrdiff_t>(r) * row.a_row;
    const float* const from_b = row.b + static_cast<ptrdiff_t>(r) * row.b_row;
    float* const to = row.y + static_cast<ptrdiff_t>(r) * row.y_row;
    const F a_value = V::Set(from_a[0]);
    const F b_value = V::Set(from_b[0]);
    for (size_t i = 0; i < whole; i += V::kLanes) {
      const F a = kAStep ? V::Load(from_a + i) : a_value;
      const F b = kBStep ? V::Load(from_b + i) : b_value;
      V::Store(to + i, op(a, b));
    }
    if (tail != 0) {
      const F a = kAStep ? V::LoadFirst(from_a + whole, tail) : a_value;
      const F b = kBStep ? V::LoadFirst(from_b + whole, tail) : b_value;
      V::StoreFirst(to + whole, op(a, b), tail);
    }
  }
}

template <typename V, typename Op>
OSSICLE_INLINE void Walk(const BinaryRow& row, Op op) {
  if (row.a_step != 0) {
    if (row.b_step != 0) return Steps<V, 1, 1>(row, op);
    return Steps<V, 1, 0>(row, op);
  }
  if (row.b_step != 0) return Steps<V, 0, 1>(row, op);
  return Steps<V, 0, 0>(row, op);
}

// Min and Max of the vector types return the second operand where either is NaN; a sum is NaN.
template <typename V>
OSSICLE_INLINE typename V::F OrNan(typename V::F chosen, typename V::F a, typename V::F b) {
  const typename V::F sum = V::Add(a, b);
  return V::Select(V::IsNan(a), sum, V::Select(V::IsNan(b), sum, chosen));
}

template <typename V>
OSSICLE_INLINE void Row(BinaryOp op, const BinaryRow& row) {
  using F = typename V::F;
  if (row.n == 0) return;
  switch (op) {
    case BinaryOp::kAdd:
      return Walk<V>(row, [](F a, F b) { return V::Add(a, b); });
    case BinaryOp::kSub:
      return Walk<V>(row, [](F a, F b) { return V::Sub(a, b); });
    case BinaryOp::kMul:
      return Walk<V>(row, [](F a, F b) { return V::Mul(a, b); });
    case BinaryOp::kDiv:
      return Walk<V>(row, [](F a, F b) { return V::Div(a, b); });
    case BinaryOp::kMax:
      return Walk<V>(row, [](F a, F b) { return OrNan<V>(V::Max(a, b), a, b); });
    case BinaryOp::kMin:
      return Walk<V>(row, [](F a, F b) { return OrNan<V>(V::Min(a, b), a, b); });
    case BinaryOp::kGlu:
      return Walk<V>(row, [](F a, F b) { return V::Mul(a, simd::Sigmoid<V>(b)); });
  }
}

}  // namespace ossicle::binary

// Element-wise walks over views of equal dims, as few and as long rows as the views allow.
#pragma once

#include <cstdint>

#include "plan/prepare.h"

namespace ossicle {

// Nested loops over N views, innermost first. Operand 0 is the one written, and its strides decide
// the order, so that memory is written forwards. Axes that all operands walk as one are one.
template <int N>
struct Loop {
  struct Axis {
    int64_t count;
    int64_t strides[N];  // bytes
  };
  int32_t rank;             // at least 1
  Axis axes[kMaxRank + 1];  // one more, for rows cut into single elements

  int64_t row_length() const { return axes[0].count; }
  int64_t row_stride(int operand) const { return axes[0].strides[operand]; }
};

// The untyped part of MakeLoop: axes[i] has 1 + operands entries, count first.
void OrderAndMergeAxes(int operands, int32_t* rank, int64_t* axes);

// All tensors have the dims of the first one.
template <int N>
Loop<N> MakeLoop(const Tensor* const (&tensors)[N]) {
  static_assert(sizeof(typename Loop<N>::Axis) == (N + 1) * sizeof(int64_t), "no padding");
  Loop<N> loop = {};
  for (int axis = tensors[0]->rank - 1; axis >= 0; --axis) {
    if (tensors[0]->dims[axis] == 1) continue;
    typename Loop<N>::Axis& target = loop.axes[loop.rank++];
    target.count = tensors[0]->dims[axis];
    for (int i = 0; i < N; ++i) {
      target.strides[i] = tensors[i]->strides[axis] * tensors[i]->element_bytes();
    }
  }
  OrderAndMergeAxes(N, &loop.rank, &loop.axes[0].count);
  if (loop.rank == 0) {
    // One element; rows are taken to be packed, which suits every row function.
    loop.rank = 1;
    loop.axes[0].count = 1;
    for (int i = 0; i < N; ++i) loop.axes[0].strides[i] = tensors[i]->element_bytes();
  }
  return loop;
}

// Calls row(p), p[i] the row's first element of operand i, for all rows from axis `first` outwards.
template <int N, typename Row>
[[gnu::always_inline]] inline void ForEachRow(const Loop<N>& loop, char* const (&start)[N],
                                              const Row& row, int first = 1) {
  char* p[N];
  for (int i = 0; i < N; ++i) p[i] = start[i];
  int64_t index[kMaxRank + 1] = {};
  for (;;) {
    row(p);
    int axis = first;
    for (;; ++axis) {
      if (axis >= loop.rank) return;
      const typename Loop<N>::Axis& walked = loop.axes[axis];
      for (int i = 0; i < N; ++i) p[i] += walked.strides[i];
      if (++index[axis] < walked.count) break;
      for (int i = 0; i < N; ++i) p[i] -= walked.strides[i] * walked.count;
      index[axis] = 0;
    }
  }
}

}  // namespace ossicle

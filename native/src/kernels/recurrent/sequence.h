// Where the rows of a recurrent layer's arrays are, and the walk over its steps.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/recurrent/lstm.h"

namespace ossicle::recurrent {

// Rows are counted in x or y, by step, row of the batch and direction.
struct Places {
  const RecurrentShape& shape;

  size_t X(size_t t, size_t n) const {
    return shape.batch_first ? n * shape.steps + t : t * shape.batch + n;
  }
  // From one row of the batch to the next at the same step.
  size_t XStep() const { return shape.batch_first ? shape.steps : 1; }
  size_t Y(size_t t, size_t d, size_t n) const {
    return shape.batch_first ? (n * shape.steps + t) * shape.directions + d
                             : (t * shape.directions + d) * shape.batch + n;
  }
  size_t State(size_t d, size_t n) const {
    return shape.batch_first ? n * shape.directions + d : d * shape.batch + n;
  }
  bool IsReverse(size_t d) const { return d == 1 || shape.first_is_reverse; }
};

bool LengthsAreValid(const RecurrentShape& shape, const int32_t* lengths);

// Copies a direction's states [N, H] out of ONNX's order, or clears them, and back.
void LoadState(const RecurrentShape& shape, size_t d, const float* initial, float* state);
void StoreState(const RecurrentShape& shape, size_t d, const float* state, float* final_state);

// Clears what y holds behind the lengths; either may be null.
void ClearBehindLengths(const RecurrentShape& shape, size_t d, const int32_t* lengths, float* y);

// The input's share of all gates, `width` floats a row, for all steps at once.
void ProjectInput(const RecurrentShape& shape, const GemmF32Kernel& gemm, const float* x,
                  const float* packed_w, const float* bias, size_t width, float* gates);

// Calls step(t, first row, rows) in the order a direction runs: for the whole batch at once, or row
// by row where lengths differ.
template <typename Step>
void ForSteps(const RecurrentShape& shape, const int32_t* lengths, bool reverse, Step step) {
  if (lengths == nullptr) {
    for (size_t s = 0; s < shape.steps; ++s) {
      step(reverse ? shape.steps - 1 - s : s, size_t{0}, shape.batch);
    }
    return;
  }
  for (size_t n = 0; n < shape.batch; ++n) {
    const size_t length = static_cast<size_t>(lengths[n]);
    for (size_t s = 0; s < length; ++s) step(reverse ? length - 1 - s : s, n, size_t{1});
  }
}

}  // namespace ossicle::recurrent

// One run of a recurrent step without kernels, the part that does not depend on the kind of cell.
#pragma once

#include <cstring>

#include "plan/ops/recurrent.h"

namespace ossicle {

// T is float or double. Gates of one direction at a time are in the workspace, one row per step and
// row of the batch.
template <typename T>
class CellRun {
 public:
  CellRun(const Recurrent& cell, const RunContext& run)
      : cell_(cell), run_(run), gates_(At(cell.gates_at)), bias_(At(cell.bias_at)) {}

 protected:
  T* At(size_t offset) const { return reinterpret_cast<T*>(run_.workspace + offset); }
  int64_t all_gates() const { return cell_.gates * cell_.hidden; }

  // Sums of the biases of products with X and with R; of gates from `separate` on, that of R is
  // kept apart, behind the others.
  void ReadBias(int64_t d, int64_t separate) {
    const int64_t all = all_gates();
    const T* const b =
        cell_.b.absent() ? nullptr : cell_.b.template As<const T>(run_) + d * 2 * all;
    for (int64_t i = 0; i < all; ++i) {
      const bool apart = i >= separate * cell_.hidden;
      const T of_w = b != nullptr ? b[i] : T{0};
      const T of_r = b != nullptr ? b[all + i] : T{0};
      bias_[i] = apart ? of_w : of_w + of_r;
      bias_[all + i] = apart ? of_r : T{0};
    }
  }

  // Gates of all steps: the products with X and the biases.
  void MultiplyInputs(int64_t d) {
    MultiplyTransposed(cell_.w, run_, d, cell_.steps * cell_.batch,
                       cell_.x.template As<const T>(run_), bias_, gates_);
  }

  // Clips and applies a function to n packed values in place.
  void Apply(CellFunction function, int64_t n, T* values, bool clipped = true) const {
    const double clip = clipped ? cell_.clip : 0;
    for (int64_t i = 0; i < n; ++i) {
      values[i] = static_cast<T>(ApplyFunction(function, clip, static_cast<double>(values[i])));
    }
  }

  T* gates_of(int64_t t, int64_t n) const {
    return gates_ + (t * cell_.x_step + n * cell_.x_batch) * all_gates();
  }

  // Copies a state [directions, batch, hidden] of one direction from a tensor, or zeros.
  void ReadState(const TensorRef& ref, int64_t d, T* state) {
    for (int64_t n = 0; n < cell_.batch; ++n, state += cell_.hidden) {
      if (ref.absent()) {
        std::memset(state, 0, row_bytes());
      } else {
        std::memcpy(state, ref.template As<const T>(run_) + StateAt(n, d), row_bytes());
      }
    }
  }

  void WriteState(const TensorRef& ref, int64_t d, const T* state) {
    if (ref.absent()) return;
    for (int64_t n = 0; n < cell_.batch; ++n, state += cell_.hidden) {
      std::memcpy(ref.template As<T>(run_) + StateAt(n, d), state, row_bytes());
    }
  }

  // Writes a row of Y: the state, or zeros for a step past the row's length (null).
  void WriteOutput(int64_t t, int64_t n, int64_t d, const T* state) {
    if (cell_.y.absent()) return;
    T* const y =
        cell_.y.template As<T>(run_) + t * cell_.y_step + n * cell_.y_batch + d * cell_.y_direction;
    if (state != nullptr) {
      std::memcpy(y, state, row_bytes());
    } else {
      std::memset(y, 0, row_bytes());
    }
  }

  const Recurrent& cell_;
  const RunContext& run_;
  T* gates_;
  T* bias_;

 private:
  size_t row_bytes() const { return static_cast<size_t>(cell_.hidden) * sizeof(T); }
  int64_t StateAt(int64_t n, int64_t d) const {
    return n * cell_.state_batch + d * cell_.state_direction;
  }
};

}  // namespace ossicle

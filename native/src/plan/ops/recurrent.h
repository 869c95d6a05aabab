// What LSTM and GRU share: shapes and strides, and products and functions without kernels.
#pragma once

#include <cstdint>

#include "kernels/recurrent/lstm.h"
#include "plan/prepare.h"

namespace ossicle {

enum class CellFunction : int64_t { kSigmoid = 0, kTanh = 1, kRelu = 2 };

constexpr int kMaxDirections = 2;
constexpr int kMaxCellFunctions = 3;

// A [rows, k] matrix of a direction whose transpose is multiplied by.
struct RecurrentMatrix {
  TensorRef ref;
  int64_t rows, k;
};

struct Recurrent {
  int64_t steps, batch, inputs, hidden, directions, gates;
  bool backwards[kMaxDirections];
  bool batch_first;  // the layout
  double clip;       // 0: none
  CellFunction functions[kMaxDirections][kMaxCellFunctions];
  TensorRef x, b, lengths, h0;  // all but x may be absent
  TensorRef y, y_h;             // may be absent
  RecurrentMatrix w, r;
  // In elements, for either layout; of x in rows.
  int64_t x_step, x_batch, y_step, y_batch, y_direction, state_batch, state_direction;
  size_t workspace_bytes;  // taken so far
  size_t gates_at;         // workspace: a row of gates per step and row of the batch
  size_t bias_at;          // two rows of gates
};

// The operands of both opcodes, in the order of attributes: hidden, direction, clip, layout, one
// opcode's own, functions.
struct RecurrentOperands {
  const Tensor* y;
  const Tensor* y_h;
  const Tensor* x;
  const Tensor* w;
  const Tensor* r;
  const Tensor* b;
  const Tensor* lengths;
  const Tensor* h0;
};

// Checks and fills in all but W, R, B and the workspace. `functions` is the number of functions per
// direction.
int32_t ReadRecurrent(Preparation& prepare, const RecurrentOperands& operands, int64_t gates,
                      int functions, Recurrent* recurrent);

// Whether the layer can be a kernel's: float32, and all that is prepared once is constant.
bool SuitsKernel(const RecurrentOperands& operands);

// The shape as the kernels take it.
RecurrentShape KernelShape(const Recurrent& recurrent);

// Fills in what plain runs need on top: W, R, B and workspace.
void PreparePlain(Preparation& prepare, const RecurrentOperands& operands, Recurrent* recurrent);

// Checks a state such as [directions, batch, hidden] (in the layout at hand) or its like.
int32_t NeedState(const Preparation& prepare, const Recurrent& recurrent, const Tensor* tensor,
                  const char* role, DType type);

// Takes `elements` of workspace; returns where.
size_t TakeWorkspace(Recurrent* recurrent, int64_t elements, DType type);

// Refuses lengths outside [0, steps].
int32_t CheckLengths(const Recurrent& recurrent, const RunContext& run);

// The steps of one row of the batch.
int64_t LengthOf(const Recurrent& recurrent, const RunContext& run, int64_t row);

// c [rows, matrix.rows] = a [rows, matrix.k] times the transposed matrix of a direction, plus bias
// (may be null). The rows of a and c are packed.
template <typename T>
void MultiplyTransposed(const RecurrentMatrix& matrix, const RunContext& run, int64_t direction,
                        int64_t rows, const T* a, const T* bias, T* c) {
  const T* const data = matrix.ref.template As<const T>(run) + direction * matrix.rows * matrix.k;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < matrix.rows; ++j) {
      double sum = bias != nullptr ? static_cast<double>(bias[j]) : 0.0;
      for (int64_t p = 0; p < matrix.k; ++p) {
        sum +=
            static_cast<double>(a[i * matrix.k + p]) * static_cast<double>(data[j * matrix.k + p]);
      }
      c[i * matrix.rows + j] = static_cast<T>(sum);
    }
  }
}

// A function of a cell, after clipping where `clip` is not 0.
double ApplyFunction(CellFunction function, double clip, double x);

}  // namespace ossicle

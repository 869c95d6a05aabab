// What LSTM and GRU share: shapes, strides, weights and the products with them.
#pragma once

#include <cstdint>

#include "kernels/elementary/elementary.h"
#include "kernels/gemm_f32/gemm_f32.h"
#include "plan/prepare.h"

namespace ossicle {

enum class CellFunction : int64_t { kSigmoid = 0, kTanh = 1, kRelu = 2 };

constexpr int kMaxDirections = 2;
constexpr int kMaxCellFunctions = 3;

// A [rows, k] matrix of a direction whose transpose is multiplied by; packed if it is constant.
struct RecurrentMatrix {
  TensorRef ref;
  int64_t rows, k;
  const float* packed[kMaxDirections];
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
  GemmF32Kernel gemm;
  ElementaryFn elementary;
  size_t workspace_bytes;  // taken so far
  size_t gates_at;         // workspace: [steps or batch rows, gates * hidden] for one direction
  size_t bias_at;          // [gates * hidden], sums of both biases
  size_t gemm_at;
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

// Checks and fills in everything; `functions` is the number of functions per direction.
int32_t ReadRecurrent(Preparation& prepare, const RecurrentOperands& operands, int64_t gates,
                      int functions, Recurrent* recurrent);

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
// (may be null), plus c if `accumulate`. c's rows are packed.
void MultiplyTransposed(const Recurrent& recurrent, const RunContext& run,
                        const RecurrentMatrix& matrix, int64_t direction, int64_t rows,
                        const float* a, int64_t a_stride, const float* bias, bool accumulate,
                        float* c);
void MultiplyTransposed(const Recurrent& recurrent, const RunContext& run,
                        const RecurrentMatrix& matrix, int64_t direction, int64_t rows,
                        const double* a, int64_t a_stride, const double* bias, bool accumulate,
                        double* c);

// Clips and applies a function to n packed values in place.
void ApplyFunction(const Recurrent& recurrent, CellFunction function, int64_t n, float* values);
void ApplyFunction(const Recurrent& recurrent, CellFunction function, int64_t n, double* values);

}  // namespace ossicle

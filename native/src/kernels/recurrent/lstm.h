// A long short-term memory layer (ONNX LSTM) in float32, gates in the order i, o, f, g.
//
// Lay out once, prepare the weights once, run often. All arrays are contiguous as ONNX has them;
// `directions` D is 1 or 2, T steps, N batch, I inputs, H units:
//   x [T, N, I]   y [T, D, N, H]   h0, c0, y_h, y_c [D, N, H]          or, batch first,
//   x [N, T, I]   y [N, T, D, H]   h0, c0, y_h, y_c [N, D, H]
//   w [D, 4H, I]   r [D, 4H, H]   b [D, 8H] (of w, of r)   p [D, 3H] (pi, po, pf)
// Rows of a batch do not influence each other, to the bit. Outputs overlap no other array; no
// pointer needs alignment, save `prepared`. Runs of one layer may go on at the same time, each with
// its own workspace.
#pragma once

#include "cpu/arch.h"
#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/recurrent/cell.h"
#include "kernels/recurrent/state_product.h"

namespace ossicle {

struct RecurrentShape {
  size_t steps = 0;
  size_t batch = 0;
  size_t inputs = 0;
  size_t units = 0;
  size_t directions = 1;
  bool first_is_reverse = false;  // the first direction runs from the end
  bool batch_first = false;
};

struct LstmOptions {
  GateActivation activations[2][3] = {
      {GateActivation::kSigmoid, GateActivation::kTanh, GateActivation::kTanh},
      {GateActivation::kSigmoid, GateActivation::kTanh, GateActivation::kTanh}};  // f, g, h
  float clip = 0.0f;
  bool couples_input_and_forget = false;
};

struct LstmWeights {
  const float* w = nullptr;
  const float* r = nullptr;
  const float* b = nullptr;  // or null
  const float* p = nullptr;  // or null
};

struct Lstm {
  RecurrentShape shape;
  LstmOptions options;
  GemmF32Kernel gemm = {};
  recurrent::StateKernels state = {};
  CellKernel cell = {};
  size_t prepared_bytes = 0;
  size_t workspace_floats = 0;
  // Per direction.
  const float* packed_w[2] = {};
  recurrent::StateWeights r[2] = {};
  const float* bias[2] = {};
  const float* peepholes[2] = {};
};

struct LstmRunArgs {
  const float* x = nullptr;
  const int32_t* lengths = nullptr;  // steps of each row of the batch; null: all
  const float* h0 = nullptr;         // null: zero
  const float* c0 = nullptr;         // null: zero
  float* y = nullptr;                // or null; zero behind a row's length
  float* y_h = nullptr;              // or null
  float* y_c = nullptr;              // or null
  float* workspace = nullptr;        // workspace_floats
};

// Chooses the kernels for a CPU with these features.
Lstm LstmLayout(const RecurrentShape& shape, const LstmOptions& options, arch::Features features);

// Puts the weights into `prepared`, prepared_bytes at an address divisible by 64, which the layer
// refers to from then on.
void LstmPrepare(Lstm* lstm, const LstmWeights& weights, void* prepared);

// Returns false, with outputs unspecified, if a length is not within 0..steps.
bool LstmRun(const Lstm& lstm, const LstmRunArgs& args);

}  // namespace ossicle

// A gated recurrent unit layer (ONNX GRU) in float32, gates in the order z, r, h.
//
// Used like an LSTM (lstm.h), with the same arrays but for the weights:
//   w [D, 3H, I]   r [D, 3H, H]   b [D, 6H] (of w, of r)
#pragma once

#include "kernels/recurrent/lstm.h"

namespace ossicle {

struct GruOptions {
  GateActivation activations[2][2] = {{GateActivation::kSigmoid, GateActivation::kTanh},
                                      {GateActivation::kSigmoid, GateActivation::kTanh}};  // f, g
  float clip = 0.0f;
  // The reset gate scales the product of the state with its weights, not the state.
  bool linear_before_reset = false;
};

struct GruWeights {
  const float* w = nullptr;
  const float* r = nullptr;
  const float* b = nullptr;  // or null
};

struct Gru {
  RecurrentShape shape;
  GruOptions options;
  GemmF32Kernel gemm = {};
  recurrent::StateKernels state = {};
  CellKernel cell = {};
  size_t prepared_bytes = 0;
  size_t workspace_floats = 0;
  // Per direction. The weights of the state are apart: z and r, then h.
  const float* packed_w[2] = {};
  recurrent::StateWeights r_gates[2] = {};
  recurrent::StateWeights r_hidden[2] = {};
  const float* bias_w[2] = {};
  const float* bias_r[2] = {};
};

struct GruRunArgs {
  const float* x = nullptr;
  const int32_t* lengths = nullptr;  // steps of each row of the batch; null: all
  const float* h0 = nullptr;         // null: zero
  float* y = nullptr;                // or null; zero behind a row's length
  float* y_h = nullptr;              // or null
  float* workspace = nullptr;        // workspace_floats
};

// Chooses the kernels for a CPU with these features.
Gru GruLayout(const RecurrentShape& shape, const GruOptions& options, arch::Features features);

// Puts the weights into `prepared`, prepared_bytes at an address divisible by 64, which the layer
// refers to from then on.
void GruPrepare(Gru* gru, const GruWeights& weights, void* prepared);

// Returns false, with outputs unspecified, if a length is not within 0..steps.
bool GruRun(const Gru& gru, const GruRunArgs& args);

}  // namespace ossicle

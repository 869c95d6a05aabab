// What a recurrent layer does to its gates once the matrix products are done, for one row of a
// batch. The layers themselves are in lstm.h and gru.h.
//
// LSTM, per unit, from the sums i, o, f, g before their activations and the state c:
//   i' = F(i + pi * c)   f' = F(f + pf * c), or 1 - i' if input and forget gate are coupled
//   c  = f' * c + i' * G(g)
//   h  = F(o + po * c) * H(c)
// GRU, from the parts x of the input and v of the state h, in two steps:
//   z' = F(xz + vz)   w = F(xr + vr) * u
//   h  = (1 - z') * G(xh + w) + z' * h
// A clip bounds the sums to [-clip, clip] before their activations; 0 means none.
//
// No two arrays overlap. No pointer needs alignment; nothing outside the elements named is read or
// written. NaN spreads within its unit; the clip lets it through.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

enum class GateActivation : uint8_t { kSigmoid = 0, kTanh = 1, kRelu = 2 };

struct LstmCellArgs {
  size_t units = 0;
  const float* gates = nullptr;      // sums of i, o, f, g; `units` each
  const float* peepholes = nullptr;  // pi, po, pf; `units` each; or null
  GateActivation f = GateActivation::kSigmoid;
  GateActivation g = GateActivation::kTanh;
  GateActivation h = GateActivation::kTanh;
  float clip = 0.0f;
  bool couples_input_and_forget = false;
  float* c = nullptr;       // read and written
  float* hidden = nullptr;  // written
};

struct GruGatesArgs {
  size_t units = 0;
  const float* x = nullptr;  // xz, xr; `units` each
  const float* v = nullptr;  // vz, vr; `units` each
  const float* u = nullptr;  // what the reset gate scales
  GateActivation f = GateActivation::kSigmoid;
  float clip = 0.0f;
  float* update = nullptr;  // z', written
  float* scaled = nullptr;  // w, written
};

struct GruOutputArgs {
  size_t units = 0;
  const float* x = nullptr;       // xh
  const float* scaled = nullptr;  // w, after what else is done to it
  const float* update = nullptr;  // z'
  GateActivation g = GateActivation::kTanh;
  float clip = 0.0f;
  float* hidden = nullptr;  // h, read and written
};

struct CellKernel {
  void (*lstm)(const LstmCellArgs& args);
  void (*gru_gates)(const GruGatesArgs& args);
  void (*gru_output)(const GruOutputArgs& args);
};

#define OSSICLE_CELL(needs, isa)                      \
  void lstm_cell_f32_##isa(const LstmCellArgs& args); \
  void gru_gates_f32_##isa(const GruGatesArgs& args); \
  void gru_output_f32_##isa(const GruOutputArgs& args);
#include "kernels/recurrent/kernels.inc"
#undef OSSICLE_CELL

KernelList<CellKernel> CellKernels();

}  // namespace ossicle

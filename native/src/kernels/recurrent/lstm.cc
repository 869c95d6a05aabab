#include "kernels/recurrent/lstm.h"

#include <cstring>

#include "kernels/recurrent/sequence.h"

namespace ossicle {
namespace {

using recurrent::Places;

constexpr size_t kGates = 4;
constexpr size_t kPeepholes = 3;

// The workspace: gates of all steps, then the states h and c of one direction.
struct Workspace {
  Workspace(const RecurrentShape& shape, float* memory)
      : gates(memory),
        h(gates + shape.steps * shape.batch * kGates * shape.units),
        c(h + shape.batch * shape.units) {}
  float* gates;
  float* h;
  float* c;
};

void RunDirection(const Lstm& lstm, size_t d, const LstmRunArgs& args) {
  const RecurrentShape& s = lstm.shape;
  const Places places{s};
  const Workspace space(s, args.workspace);
  const size_t width = kGates * s.units;
  recurrent::ProjectInput(s, lstm.gemm, args.x, lstm.packed_w[d], lstm.bias[d], width, space.gates);
  recurrent::LoadState(s, d, args.h0, space.h);
  recurrent::LoadState(s, d, args.c0, space.c);

  GemmF32Args recur;
  recur.n = width;
  recur.k = s.units;
  recur.a_row_stride = static_cast<ptrdiff_t>(s.units);
  recur.c_row_stride = static_cast<ptrdiff_t>(places.XStep() * width);
  recur.accumulate = true;
  GemmF32UsePacked(lstm.gemm, lstm.packed_r[d], &recur);
  LstmCellArgs cell;
  cell.units = s.units;
  cell.peepholes = lstm.peepholes[d];
  cell.f = lstm.options.activations[d][0];
  cell.g = lstm.options.activations[d][1];
  cell.h = lstm.options.activations[d][2];
  cell.clip = lstm.options.clip;
  cell.couples_input_and_forget = lstm.options.couples_input_and_forget;

  bool backwards = false;
  recurrent::ForSteps(
      s, args.lengths, places.IsReverse(d), [&](size_t t, size_t first, size_t rows) {
        recur.m = rows;
        recur.a = space.h + first * s.units;
        recur.c = space.gates + places.X(t, first) * width;
        recurrent::RunSlices(lstm.gemm, recur, backwards);
        backwards = !backwards;
        for (size_t n = first; n < first + rows; ++n) {
          cell.gates = space.gates + places.X(t, n) * width;
          cell.c = space.c + n * s.units;
          cell.hidden = space.h + n * s.units;
          lstm.cell.lstm(cell);
          if (args.y == nullptr) continue;
          std::memcpy(args.y + places.Y(t, d, n) * s.units, cell.hidden, s.units * sizeof(float));
        }
      });
  recurrent::ClearBehindLengths(s, d, args.lengths, args.y);
  recurrent::StoreState(s, d, space.h, args.y_h);
  recurrent::StoreState(s, d, space.c, args.y_c);
}

}  // namespace

Lstm LstmLayout(const RecurrentShape& shape, const LstmOptions& options, arch::Features features) {
  Lstm lstm;
  lstm.shape = shape;
  lstm.options = options;
  lstm.gemm = GemmF32Kernels().Select(features).kernel;
  lstm.cell = CellKernels().Select(features).kernel;
  const size_t width = kGates * shape.units;
  const size_t floats = GemmF32PackedFloats(lstm.gemm, shape.inputs, width) +
                        GemmF32PackedFloats(lstm.gemm, shape.units, width) + width +
                        kPeepholes * shape.units;
  lstm.prepared_bytes = shape.directions * floats * sizeof(float);
  lstm.workspace_floats = shape.steps * shape.batch * width + 2 * shape.batch * shape.units;
  return lstm;
}

void LstmPrepare(Lstm* lstm, const LstmWeights& weights, void* prepared) {
  const RecurrentShape& s = lstm->shape;
  const size_t width = kGates * s.units;
  float* at = static_cast<float*>(prepared);
  for (size_t d = 0; d < s.directions; ++d) {
    const MatrixView w = {weights.w + d * width * s.inputs, 1, static_cast<ptrdiff_t>(s.inputs)};
    const MatrixView r = {weights.r + d * width * s.units, 1, static_cast<ptrdiff_t>(s.units)};
    GemmF32Pack(lstm->gemm, s.inputs, width, w, at);
    lstm->packed_w[d] = at;
    at += GemmF32PackedFloats(lstm->gemm, s.inputs, width);
    GemmF32Pack(lstm->gemm, s.units, width, r, at);
    lstm->packed_r[d] = at;
    at += GemmF32PackedFloats(lstm->gemm, s.units, width);
    const float* b = weights.b != nullptr ? weights.b + d * 2 * width : nullptr;
    for (size_t i = 0; i < width; ++i) at[i] = b != nullptr ? b[i] + b[width + i] : 0.0f;
    lstm->bias[d] = at;
    at += width;
    if (weights.p != nullptr) {
      std::memcpy(at, weights.p + d * kPeepholes * s.units, kPeepholes * s.units * sizeof(float));
      lstm->peepholes[d] = at;
    }
    at += kPeepholes * s.units;
  }
}

bool LstmRun(const Lstm& lstm, const LstmRunArgs& args) {
  if (!recurrent::LengthsAreValid(lstm.shape, args.lengths)) return false;
  for (size_t d = 0; d < lstm.shape.directions; ++d) RunDirection(lstm, d, args);
  return true;
}

}  // namespace ossicle

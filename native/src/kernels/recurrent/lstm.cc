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

  recurrent::StateProductArgs recur;
  recur.out_row_stride = places.XStep() * width;
  recur.accumulate = true;
  LstmCellArgs cell;
  cell.units = s.units;
  cell.peepholes = lstm.peepholes[d];
  cell.f = lstm.options.activations[d][0];
  cell.g = lstm.options.activations[d][1];
  cell.h = lstm.options.activations[d][2];
  cell.clip = lstm.options.clip;
  cell.couples_input_and_forget = lstm.options.couples_input_and_forget;

  recurrent::ForSteps(
      s, args.lengths, places.IsReverse(d), [&](size_t t, size_t first, size_t rows) {
        recur.rows = rows;
        recur.state = space.h + first * s.units;
        recur.out = space.gates + places.X(t, first) * width;
        recurrent::MultiplyState(lstm.state, lstm.r[d], recur);
        recur.backwards = !recur.backwards;
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
  lstm.state =
      recurrent::ChooseStateKernels(shape.batch, width * shape.units * sizeof(float), features);
  const size_t floats =
      GemmF32PackedFloats(lstm.gemm, shape.inputs, width) + width + kPeepholes * shape.units;
  lstm.prepared_bytes =
      shape.directions * (lstm.state.PackedBytes(shape.units, width) + floats * sizeof(float));
  lstm.workspace_floats = shape.steps * shape.batch * width + 2 * shape.batch * shape.units;
  return lstm;
}

void LstmPrepare(Lstm* lstm, const LstmWeights& weights, void* prepared) {
  const RecurrentShape& s = lstm->shape;
  const size_t width = kGates * s.units;
  char* state_at = static_cast<char*>(prepared);
  for (size_t d = 0; d < s.directions; ++d) {
    const float* const r = weights.r + d * width * s.units;
    lstm->r[d] = recurrent::PackState(lstm->state, s.units, width, r, state_at);
    state_at += lstm->state.PackedBytes(s.units, width);
  }
  float* at = reinterpret_cast<float*>(state_at);
  for (size_t d = 0; d < s.directions; ++d) {
    const MatrixView w = {weights.w + d * width * s.inputs, 1, static_cast<ptrdiff_t>(s.inputs)};
    GemmF32Pack(lstm->gemm, s.inputs, width, w, at);
    lstm->packed_w[d] = at;
    at += GemmF32PackedFloats(lstm->gemm, s.inputs, width);
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

#include "kernels/recurrent/gru.h"

#include <cstring>

#include "kernels/recurrent/sequence.h"

namespace ossicle {
namespace {

using recurrent::Places;

constexpr size_t kGates = 3;

// The workspace: the input's share of all steps, then per row of the batch the state, its share of
// z and r, its share of h, z itself, and what the reset gate scaled.
struct Workspace {
  Workspace(const RecurrentShape& shape, float* memory)
      : x(memory),
        h(x + shape.steps * shape.batch * kGates * shape.units),
        v_gates(h + shape.batch * shape.units),
        v_hidden(v_gates + 2 * shape.batch * shape.units),
        update(v_hidden + shape.batch * shape.units),
        scaled(update + shape.batch * shape.units) {}
  float* x;
  float* h;
  float* v_gates;
  float* v_hidden;
  float* update;
  float* scaled;
};

constexpr size_t kWorkspaceRows = 6;

// One direction's layer with all that its steps share.
struct Direction {
  const Gru& gru;
  size_t d;
  const GruRunArgs& args;
  Workspace space;

  size_t Units() const { return gru.shape.units; }

  // out [rows, n] = state [rows, H] times weights, plus bias.
  void Multiply(size_t rows, const float* state, const recurrent::StateWeights& weights,
                const float* bias, bool backwards, float* out) const {
    recurrent::StateProductArgs product;
    product.rows = rows;
    product.state = state;
    product.bias = bias;
    product.out = out;
    product.out_row_stride = weights.n;
    product.backwards = backwards;
    recurrent::MultiplyState(gru.state, weights, product);
  }

  void MultiplyGates(size_t first, size_t rows, bool backwards) const {
    Multiply(rows, space.h + first * Units(), gru.r_gates[d], gru.bias_r[d], backwards,
             space.v_gates + first * 2 * Units());
  }

  void MultiplyHidden(size_t first, size_t rows, const float* state, bool backwards) const {
    Multiply(rows, state + first * Units(), gru.r_hidden[d], gru.bias_r[d] + 2 * Units(), backwards,
             space.v_hidden + first * Units());
  }

  void OpenGates(size_t t, size_t n, const float* u) const {
    GruGatesArgs gates;
    gates.units = Units();
    gates.x = space.x + Places{gru.shape}.X(t, n) * kGates * Units();
    gates.v = space.v_gates + n * 2 * Units();
    gates.u = u + n * Units();
    gates.f = gru.options.activations[d][0];
    gates.clip = gru.options.clip;
    gates.update = space.update + n * Units();
    gates.scaled = space.scaled + n * Units();
    gru.cell.gru_gates(gates);
  }

  void Finish(size_t t, size_t n, const float* scaled) const {
    const Places places{gru.shape};
    GruOutputArgs output;
    output.units = Units();
    output.x = space.x + (places.X(t, n) * kGates + 2) * Units();
    output.scaled = scaled + n * Units();
    output.update = space.update + n * Units();
    output.g = gru.options.activations[d][1];
    output.clip = gru.options.clip;
    output.hidden = space.h + n * Units();
    gru.cell.gru_output(output);
    if (args.y == nullptr) return;
    std::memcpy(args.y + places.Y(t, d, n) * Units(), output.hidden, Units() * sizeof(float));
  }

  // The reset gate scales the state before its product with the weights, or, linearly, after it.
  void Step(size_t t, size_t first, size_t rows, bool backwards) const {
    if (gru.options.linear_before_reset) {
      // The weights of both products are one stretch of memory, which is read to and fro.
      if (backwards) MultiplyHidden(first, rows, space.h, backwards);
      MultiplyGates(first, rows, backwards);
      if (!backwards) MultiplyHidden(first, rows, space.h, backwards);
      for (size_t n = first; n < first + rows; ++n) OpenGates(t, n, space.v_hidden);
      for (size_t n = first; n < first + rows; ++n) Finish(t, n, space.scaled);
      return;
    }
    MultiplyGates(first, rows, backwards);
    for (size_t n = first; n < first + rows; ++n) OpenGates(t, n, space.h);
    MultiplyHidden(first, rows, space.scaled, backwards);
    for (size_t n = first; n < first + rows; ++n) Finish(t, n, space.v_hidden);
  }
};

void RunDirection(const Gru& gru, size_t d, const GruRunArgs& args) {
  const RecurrentShape& s = gru.shape;
  const Direction direction = {gru, d, args, Workspace(s, args.workspace)};
  recurrent::ProjectInput(s, gru.gemm, args.x, gru.packed_w[d], gru.bias_w[d], kGates * s.units,
                          direction.space.x);
  recurrent::LoadState(s, d, args.h0, direction.space.h);
  bool backwards = false;
  recurrent::ForSteps(s, args.lengths, Places{s}.IsReverse(d),
                      [&](size_t t, size_t first, size_t rows) {
                        direction.Step(t, first, rows, backwards);
                        backwards = !backwards;
                      });
  recurrent::ClearBehindLengths(s, d, args.lengths, args.y);
  recurrent::StoreState(s, d, direction.space.h, args.y_h);
}

}  // namespace

Gru GruLayout(const RecurrentShape& shape, const GruOptions& options, arch::Features features) {
  Gru gru;
  gru.shape = shape;
  gru.options = options;
  gru.gemm = GemmF32Kernels().Select(features).kernel;
  gru.cell = CellKernels().Select(features).kernel;
  const size_t width = kGates * shape.units;
  gru.state =
      recurrent::ChooseStateKernels(shape.batch, width * shape.units * sizeof(float), features);
  const size_t floats = GemmF32PackedFloats(gru.gemm, shape.inputs, width) + 2 * width;
  gru.prepared_bytes =
      shape.directions * (gru.state.PackedBytes(shape.units, 2 * shape.units) +
                          gru.state.PackedBytes(shape.units, shape.units) + floats * sizeof(float));
  gru.workspace_floats =
      shape.steps * shape.batch * width + kWorkspaceRows * shape.batch * shape.units;
  return gru;
}

void GruPrepare(Gru* gru, const GruWeights& weights, void* prepared) {
  const RecurrentShape& s = gru->shape;
  const size_t width = kGates * s.units;
  char* state_at = static_cast<char*>(prepared);
  const auto pack_state = [&](const float* rows, size_t n) {
    char* const packed = state_at;
    state_at += gru->state.PackedBytes(s.units, n);
    return recurrent::PackState(gru->state, s.units, n, rows, packed);
  };
  for (size_t d = 0; d < s.directions; ++d) {
    const float* const r = weights.r + d * width * s.units;
    gru->r_gates[d] = pack_state(r, 2 * s.units);
    gru->r_hidden[d] = pack_state(r + 2 * s.units * s.units, s.units);
  }
  float* at = reinterpret_cast<float*>(state_at);
  for (size_t d = 0; d < s.directions; ++d) {
    const MatrixView w = {weights.w + d * width * s.inputs, 1, static_cast<ptrdiff_t>(s.inputs)};
    GemmF32Pack(gru->gemm, s.inputs, width, w, at);
    gru->packed_w[d] = at;
    at += GemmF32PackedFloats(gru->gemm, s.inputs, width);
    for (size_t i = 0; i < 2 * width; ++i) {
      at[i] = weights.b != nullptr ? weights.b[d * 2 * width + i] : 0.0f;
    }
    gru->bias_w[d] = at;
    gru->bias_r[d] = at + width;
    at += 2 * width;
  }
}

bool GruRun(const Gru& gru, const GruRunArgs& args) {
  if (!recurrent::LengthsAreValid(gru.shape, args.lengths)) return false;
  for (size_t d = 0; d < gru.shape.directions; ++d) RunDirection(gru, d, args);
  return true;
}

}  // namespace ossicle

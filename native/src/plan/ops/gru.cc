// GRU, with ONNX's gate order z, r, h.
#include "kernels/recurrent/gru.h"

#include "plan/ops/cell_run.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct GruParams {
  Recurrent cell;
  bool linear_before_reset;
  size_t state_at;    // workspace: [batch, hidden]
  size_t product_at;  // [batch + 1, 3 hidden]: products of one step with R, and one more row
  Gru kernel;
};

int32_t RunKernel(const GruParams& params, const RunContext& run) {
  const Recurrent& cell = params.cell;
  if (const int32_t status = CheckLengths(cell, run)) return status;
  GruRunArgs args;
  args.x = cell.x.As<const float>(run);
  args.lengths = cell.lengths.OrNull<const int32_t>(run);
  args.h0 = cell.h0.OrNull<const float>(run);
  args.y = cell.y.OrNull<float>(run);
  args.y_h = cell.y_h.OrNull<float>(run);
  args.workspace = reinterpret_cast<float*>(run.workspace);
  GruRun(params.kernel, args);
  return OSSICLE_OK;
}

template <typename T>
class PlainGru : private CellRun<T> {
 public:
  PlainGru(const GruParams& params, const RunContext& run)
      : CellRun<T>(params.cell, run),
        params_(params),
        state_(this->At(params.state_at)),
        product_(this->At(params.product_at)) {}

  void Direction(int64_t d) {
    const Recurrent& cell = params_.cell;
    this->ReadBias(d, params_.linear_before_reset ? 2 : 3);
    this->ReadState(cell.h0, d, state_);
    this->MultiplyInputs(d);
    for (int64_t i = 0; i < cell.steps; ++i) Step(d, cell.backwards[d] ? cell.steps - 1 - i : i);
    this->WriteState(cell.y_h, d, state_);
  }

 private:
  void Step(int64_t d, int64_t t) {
    const Recurrent& cell = params_.cell;
    const int64_t all = this->all_gates();
    MultiplyTransposed(cell.r, this->run_, d, cell.batch, state_, this->bias_ + all, product_);
    for (int64_t n = 0; n < cell.batch; ++n) {
      T* const state = state_ + n * cell.hidden;
      const bool due = t < LengthOf(cell, this->run_, n);
      if (due) Row(d, this->gates_of(t, n), product_ + n * all, state);
      this->WriteOutput(t, n, d, due ? state : nullptr);
    }
  }

  // One step of one row: gates holds the products with x, product those with the state.
  void Row(int64_t d, T* gates, T* product, T* state) {
    const Recurrent& cell = params_.cell;
    const int64_t h = cell.hidden;
    T* const candidate = gates + 2 * h;
    for (int64_t i = 0; i < 2 * h; ++i) gates[i] += product[i];
    this->Apply(cell.functions[d][0], 2 * h, gates);
    const T* const update = gates;
    const T* const reset = gates + h;
    if (params_.linear_before_reset) {
      for (int64_t i = 0; i < h; ++i) candidate[i] += reset[i] * product[2 * h + i];
    } else {
      for (int64_t i = 0; i < h; ++i) product[i] = reset[i] * state[i];
      AddCandidate(d, product, candidate);
    }
    this->Apply(cell.functions[d][1], h, candidate);
    for (int64_t i = 0; i < h; ++i) {
      state[i] = (T{1} - update[i]) * candidate[i] + update[i] * state[i];
    }
  }

  // candidate += R_h times the state after the reset.
  void AddCandidate(int64_t d, const T* reset_state, T* candidate) {
    const Recurrent& cell = params_.cell;
    const int64_t h = cell.hidden;
    T* const sums = product_ + cell.batch * this->all_gates();
    MultiplyTransposed(cell.r, this->run_, d, 1, reset_state, static_cast<const T*>(nullptr), sums);
    for (int64_t i = 0; i < h; ++i) candidate[i] += sums[2 * h + i];
  }

  const GruParams& params_;
  T* state_;
  T* product_;
};

template <typename T>
int32_t Run(const GruParams& params, const RunContext& run) {
  if (const int32_t status = CheckLengths(params.cell, run)) return status;
  PlainGru<T> gru(params, run);
  for (int64_t d = 0; d < params.cell.directions; ++d) gru.Direction(d);
  return OSSICLE_OK;
}

int32_t FinishKernel(Preparation& prepare, const RecurrentOperands& operands, GruParams* params) {
  GruOptions options;
  for (int d = 0; d < kMaxDirections; ++d) {
    for (int i = 0; i < 2; ++i) {
      options.activations[d][i] = static_cast<GateActivation>(params->cell.functions[d][i]);
    }
  }
  options.clip = static_cast<float>(params->cell.clip);
  options.linear_before_reset = params->linear_before_reset;
  params->kernel = GruLayout(KernelShape(params->cell), options, prepare.features());
  Weights& weights = prepare.weights();
  void* const prepared =
      weights.NewPack(KeyOf(weights, *operands.w, params), params->kernel.prepared_bytes);
  FloatWeight w, r, b;
  if (prepared == nullptr || !w.Read(weights, *operands.w) || !r.Read(weights, *operands.r) ||
      (operands.b != nullptr && !b.Read(weights, *operands.b))) {
    return prepare.OutOfMemory();
  }
  GruPrepare(&params->kernel, {w.data(), r.data(), b.data()}, prepared);
  prepare.NeedWorkspace(params->kernel.workspace_floats * sizeof(float));
  return prepare.Finish<GruParams, RunKernel>(params, "gru_f32");
}

}  // namespace

int32_t PrepareGru(Preparation& prepare) {
  const RecurrentOperands operands = {prepare.output(0), prepare.output(1), prepare.input(0),
                                      prepare.input(1),  prepare.input(2),  prepare.input(3),
                                      prepare.input(4),  prepare.input(5)};
  GruParams* const params = prepare.NewParams<GruParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  int64_t linear;
  if (const int32_t s = prepare.NeedAttribute(4, "linear before reset", 0, 1, &linear)) return s;
  Recurrent* const cell = &params->cell;
  if (const int32_t status = ReadRecurrent(prepare, operands, 3, 2, cell)) return status;
  const DType type = operands.x->dtype;
  params->linear_before_reset = linear != 0;
  if (cell->batch == 0) return prepare.FinishIdle();
  if (SuitsKernel(operands)) return FinishKernel(prepare, operands, params);
  PreparePlain(prepare, operands, cell);
  params->state_at = TakeWorkspace(cell, cell->batch * cell->hidden, type);
  params->product_at = TakeWorkspace(cell, (cell->batch + 1) * 3 * cell->hidden, type);
  prepare.NeedWorkspace(cell->workspace_bytes);
  if (type == DType::kFloat64) return prepare.Finish<GruParams, Run<double>>(params, "gru_f64");
  return prepare.Finish<GruParams, Run<float>>(params, "gru_reference");
}

}  // namespace ossicle

// LSTM, with ONNX's gate order i, o, f, c.
#include "kernels/recurrent/lstm.h"

#include "plan/ops/cell_run.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct LstmParams {
  Recurrent cell;
  TensorRef c0, peepholes, y_c;  // each may be absent
  bool input_forget;             // the forget gate is one minus the input gate
  size_t state_at;               // workspace: [batch, hidden]
  size_t memory_at;              // [batch, hidden]
  size_t product_at;             // [batch, 4 hidden]: products of one step with R
  Lstm kernel;
};

int32_t RunKernel(const LstmParams& params, const RunContext& run) {
  const Recurrent& cell = params.cell;
  if (const int32_t status = CheckLengths(cell, run)) return status;
  LstmRunArgs args;
  args.x = cell.x.As<const float>(run);
  args.lengths = cell.lengths.OrNull<const int32_t>(run);
  args.h0 = cell.h0.OrNull<const float>(run);
  args.c0 = params.c0.OrNull<const float>(run);
  args.y = cell.y.OrNull<float>(run);
  args.y_h = cell.y_h.OrNull<float>(run);
  args.y_c = params.y_c.OrNull<float>(run);
  args.workspace = reinterpret_cast<float*>(run.workspace);
  LstmRun(params.kernel, args);
  return OSSICLE_OK;
}

template <typename T>
class PlainLstm : private CellRun<T> {
 public:
  PlainLstm(const LstmParams& params, const RunContext& run)
      : CellRun<T>(params.cell, run),
        params_(params),
        state_(this->At(params.state_at)),
        memory_(this->At(params.memory_at)),
        product_(this->At(params.product_at)) {}

  void Direction(int64_t d) {
    const Recurrent& cell = params_.cell;
    this->ReadBias(d, 4);
    this->ReadState(cell.h0, d, state_);
    this->ReadState(params_.c0, d, memory_);
    this->MultiplyInputs(d);
    for (int64_t i = 0; i < cell.steps; ++i) Step(d, cell.backwards[d] ? cell.steps - 1 - i : i);
    this->WriteState(cell.y_h, d, state_);
    this->WriteState(params_.y_c, d, memory_);
  }

 private:
  void Step(int64_t d, int64_t t) {
    const Recurrent& cell = params_.cell;
    const int64_t all = this->all_gates();
    MultiplyTransposed(cell.r, this->run_, d, cell.batch, state_, static_cast<const T*>(nullptr),
                       product_);
    for (int64_t n = 0; n < cell.batch; ++n) {
      T* const state = state_ + n * cell.hidden;
      const bool due = t < LengthOf(cell, this->run_, n);
      if (due) {
        T* const gates = this->gates_of(t, n);
        for (int64_t i = 0; i < all; ++i) gates[i] += product_[n * all + i];
        Row(d, gates, state, memory_ + n * cell.hidden);
      }
      this->WriteOutput(t, n, d, due ? state : nullptr);
    }
  }

  // Adds the look of a gate at the memory: part 0 for the input, 1 the output, 2 the forget gate.
  void Peep(int64_t d, int64_t part, const T* memory, T* gate) {
    if (params_.peepholes.absent()) return;
    const int64_t h = params_.cell.hidden;
    const T* const weights =
        params_.peepholes.template As<const T>(this->run_) + (d * 3 + part) * h;
    for (int64_t i = 0; i < h; ++i) gate[i] += weights[i] * memory[i];
  }

  // One step of one row from the sums of its gates.
  void Row(int64_t d, T* gates, T* state, T* memory) {
    const Recurrent& cell = params_.cell;
    const CellFunction* const functions = cell.functions[d];
    const int64_t h = cell.hidden;
    T* const input = gates;
    T* const output = gates + h;
    T* const forget = gates + 2 * h;
    T* const candidate = gates + 3 * h;
    Peep(d, 0, memory, input);
    Peep(d, 2, memory, forget);
    this->Apply(functions[0], h, input);
    this->Apply(functions[0], h, forget);
    this->Apply(functions[1], h, candidate);
    for (int64_t i = 0; i < h; ++i) {
      const T kept = params_.input_forget ? T{1} - input[i] : forget[i];
      memory[i] = kept * memory[i] + input[i] * candidate[i];
    }
    Peep(d, 1, memory, output);
    this->Apply(functions[0], h, output);
    for (int64_t i = 0; i < h; ++i) state[i] = memory[i];
    this->Apply(functions[2], h, state, false);
    for (int64_t i = 0; i < h; ++i) state[i] *= output[i];
  }

  const LstmParams& params_;
  T* state_;
  T* memory_;
  T* product_;
};

template <typename T>
int32_t Run(const LstmParams& params, const RunContext& run) {
  if (const int32_t status = CheckLengths(params.cell, run)) return status;
  PlainLstm<T> lstm(params, run);
  for (int64_t d = 0; d < params.cell.directions; ++d) lstm.Direction(d);
  return OSSICLE_OK;
}

int32_t CheckPeepholes(const Preparation& prepare, const Recurrent& cell, const Tensor* p,
                       DType type) {
  if (p == nullptr) return OSSICLE_OK;
  if (const int32_t status = prepare.NeedType(p, "P", type)) return status;
  if (const int32_t status = prepare.NeedDense(p, "P")) return status;
  if (p->rank == 2 && p->dims[0] == cell.directions && p->dims[1] == 3 * cell.hidden) {
    return OSSICLE_OK;
  }
  char found[160];
  DescribeTensor(*p, found, sizeof(found));
  return prepare.Reject("P is %s; expected [directions, 3 * hidden]", found);
}

int32_t FinishKernel(Preparation& prepare, const RecurrentOperands& operands, const Tensor* p,
                     LstmParams* params) {
  LstmOptions options;
  for (int d = 0; d < kMaxDirections; ++d) {
    for (int i = 0; i < kMaxCellFunctions; ++i) {
      options.activations[d][i] = static_cast<GateActivation>(params->cell.functions[d][i]);
    }
  }
  options.clip = static_cast<float>(params->cell.clip);
  options.couples_input_and_forget = params->input_forget;
  params->kernel = LstmLayout(KernelShape(params->cell), options, prepare.features());
  Weights& weights = prepare.weights();
  void* const prepared =
      weights.NewPack(KeyOf(weights, *operands.w, params), params->kernel.prepared_bytes);
  FloatWeight w, r, b, peepholes;
  if (prepared == nullptr || !w.Read(weights, *operands.w) || !r.Read(weights, *operands.r) ||
      (operands.b != nullptr && !b.Read(weights, *operands.b)) ||
      (p != nullptr && !peepholes.Read(weights, *p))) {
    return prepare.OutOfMemory();
  }
  LstmPrepare(&params->kernel, {w.data(), r.data(), b.data(), peepholes.data()}, prepared);
  prepare.NeedWorkspace(params->kernel.workspace_floats * sizeof(float));
  return prepare.Finish<LstmParams, RunKernel>(params, "lstm_f32");
}

}  // namespace

int32_t PrepareLstm(Preparation& prepare) {
  const RecurrentOperands operands = {prepare.output(0), prepare.output(1), prepare.input(0),
                                      prepare.input(1),  prepare.input(2),  prepare.input(3),
                                      prepare.input(4),  prepare.input(5)};
  const Tensor* const c0 = prepare.input(6);
  const Tensor* const peepholes = prepare.input(7);
  const Tensor* const y_c = prepare.output(2);
  LstmParams* const params = prepare.NewParams<LstmParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  int64_t input_forget;
  if (const int32_t s = prepare.NeedAttribute(4, "input-forget", 0, 1, &input_forget)) return s;
  Recurrent* const cell = &params->cell;
  if (const int32_t status = ReadRecurrent(prepare, operands, 4, 3, cell)) return status;
  const DType type = operands.x->dtype;
  if (const int32_t status = NeedState(prepare, *cell, c0, "c0", type)) return status;
  if (const int32_t status = NeedState(prepare, *cell, y_c, "Y_c", type)) return status;
  if (const int32_t status = CheckPeepholes(prepare, *cell, peepholes, type)) return status;
  params->c0 = prepare.Ref(c0);
  params->y_c = prepare.Ref(y_c);
  params->input_forget = input_forget != 0;
  if (cell->batch == 0) return prepare.FinishIdle();
  const bool constant = peepholes == nullptr || peepholes->residence == Residence::kWeight;
  if (constant && SuitsKernel(operands)) {
    return FinishKernel(prepare, operands, peepholes, params);
  }
  PreparePlain(prepare, operands, cell);
  params->peepholes = prepare.Ref(peepholes);
  params->state_at = TakeWorkspace(cell, cell->batch * cell->hidden, type);
  params->memory_at = TakeWorkspace(cell, cell->batch * cell->hidden, type);
  params->product_at = TakeWorkspace(cell, cell->batch * 4 * cell->hidden, type);
  prepare.NeedWorkspace(cell->workspace_bytes);
  if (type == DType::kFloat64) return prepare.Finish<LstmParams, Run<double>>(params, "lstm_f64");
  return prepare.Finish<LstmParams, Run<float>>(params, "lstm_reference");
}

}  // namespace ossicle

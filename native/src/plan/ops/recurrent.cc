#include "plan/ops/recurrent.h"

#include "plan/ops/unary.h"

namespace ossicle {
namespace {

int32_t ReadAttributes(const Preparation& prepare, int functions, Recurrent* r) {
  int64_t direction, layout;
  if (const int32_t s = prepare.NeedAttribute(0, "hidden", 1, 1 << 30, &r->hidden)) return s;
  if (const int32_t s = prepare.NeedAttribute(1, "direction", 0, 2, &direction)) return s;
  if (const int32_t s = prepare.NeedAttribute(3, "layout", 0, 1, &layout)) return s;
  r->clip = prepare.real_attribute(2);
  if (!(r->clip >= 0)) return prepare.Reject("clip must not be negative");
  r->batch_first = layout == 1;
  r->directions = direction == 2 ? 2 : 1;
  r->backwards[0] = direction == 1;
  r->backwards[1] = true;
  const uint32_t count = static_cast<uint32_t>(functions * r->directions);
  if (prepare.attribute_count() != 5 + count) {
    return prepare.Reject("expected %u attributes, found %u", 5 + count, prepare.attribute_count());
  }
  for (uint32_t i = 0; i < count; ++i) {
    int64_t function;
    if (const int32_t s = prepare.NeedAttribute(5 + i, "activation", 0, 2, &function)) return s;
    const int per_direction = functions;
    r->functions[static_cast<int>(i) / per_direction][static_cast<int>(i) % per_direction] =
        static_cast<CellFunction>(function);
  }
  return OSSICLE_OK;
}

int32_t NeedShape(const Preparation& prepare, const Tensor* tensor, const char* role, DType type,
                  int rank, const int64_t* dims) {
  if (tensor == nullptr) return OSSICLE_OK;
  if (const int32_t status = prepare.NeedType(tensor, role, type)) return status;
  if (const int32_t status = prepare.NeedDense(tensor, role)) return status;
  Tensor wanted = {};
  wanted.dtype = type;
  wanted.rank = static_cast<uint8_t>(rank);
  for (int i = 0; i < rank; ++i) wanted.dims[i] = dims[i];
  return prepare.NeedDims(tensor, role, wanted);
}

void SetStrides(Recurrent* r) {
  const bool batch_first = r->batch_first;
  const int64_t row = r->directions * r->hidden;
  r->x_step = batch_first ? 1 : r->batch;
  r->x_batch = batch_first ? r->steps : 1;
  r->y_step = batch_first ? row : r->batch * row;
  r->y_batch = batch_first ? r->steps * row : r->hidden;
  r->y_direction = batch_first ? r->hidden : r->batch * r->hidden;
  r->state_batch = batch_first ? row : r->hidden;
  r->state_direction = batch_first ? r->hidden : r->batch * r->hidden;
}

int32_t CheckShapes(const Preparation& prepare, const RecurrentOperands& o, const Recurrent& r) {
  const DType type = o.x->dtype;
  const int64_t all = r.gates * r.hidden;
  const int64_t w[] = {r.directions, all, r.inputs};
  const int64_t recurrence[] = {r.directions, all, r.hidden};
  const int64_t b[] = {r.directions, 2 * all};
  const int64_t lengths[] = {r.batch};
  const int64_t y[] = {r.steps, r.directions, r.batch, r.hidden};
  const int64_t y_batch_first[] = {r.batch, r.steps, r.directions, r.hidden};
  if (const int32_t s = NeedShape(prepare, o.w, "W", type, 3, w)) return s;
  if (const int32_t s = NeedShape(prepare, o.r, "R", type, 3, recurrence)) return s;
  if (const int32_t s = NeedShape(prepare, o.b, "B", type, 2, b)) return s;
  if (const int32_t s = NeedShape(prepare, o.lengths, "lengths", DType::kInt32, 1, lengths)) {
    return s;
  }
  if (const int32_t s = NeedShape(prepare, o.y, "Y", type, 4, r.batch_first ? y_batch_first : y)) {
    return s;
  }
  if (const int32_t s = NeedState(prepare, r, o.h0, "h0", type)) return s;
  return NeedState(prepare, r, o.y_h, "Y_h", type);
}

// Packs the transposes of a constant matrix. False if memory is short.
bool PackMatrix(Preparation& prepare, const Tensor& tensor, const KernelEntry<GemmF32Kernel>& entry,
                RecurrentMatrix* matrix) {
  Weights& weights = prepare.weights();
  const size_t n = static_cast<size_t>(matrix->rows);
  const size_t k = static_cast<size_t>(matrix->k);
  const size_t each = GemmF32PackedFloats(entry.kernel, k, n);
  const size_t directions = static_cast<size_t>(tensor.dims[0]);
  const PackKey key = KeyOf(weights, tensor, &entry);
  const float* packed = static_cast<const float*>(weights.FindPack(key));
  if (packed == nullptr) {
    float* const target =
        static_cast<float*>(weights.NewPack(key, directions * each * sizeof(float)));
    FloatWeight floats;
    if (target == nullptr || !floats.Read(weights, tensor)) return false;
    for (size_t d = 0; d < directions; ++d) {
      const MatrixView view = {floats.data() + d * n * k, 1, static_cast<ptrdiff_t>(k)};
      GemmF32Pack(entry.kernel, k, n, view, target + d * each);
    }
    packed = target;
  }
  for (size_t d = 0; d < directions; ++d) matrix->packed[d] = packed + d * each;
  return true;
}

int32_t ReadMatrix(Preparation& prepare, const Tensor& tensor,
                   const KernelEntry<GemmF32Kernel>& entry, RecurrentMatrix* matrix) {
  matrix->rows = tensor.dims[1];
  matrix->k = tensor.dims[2];
  matrix->ref = prepare.Place(&tensor);
  const bool pack = tensor.residence == Residence::kWeight && tensor.dtype == DType::kFloat32 &&
                    tensor.elements > 0;
  if (!pack) prepare.Ref(&tensor);
  return !pack || PackMatrix(prepare, tensor, entry, matrix) ? OSSICLE_OK : prepare.OutOfMemory();
}

}  // namespace

int32_t ReadRecurrent(Preparation& prepare, const RecurrentOperands& o, int64_t gates,
                      int functions, Recurrent* r) {
  r->gates = gates;
  if (!IsReal(o.x->dtype)) return prepare.WrongType(o.x, "X", "float32 or float64");
  if (const int32_t s = ReadAttributes(prepare, functions, r)) return s;
  if (o.x->rank != 3) return prepare.Reject("X must have rank 3, found %d", o.x->rank);
  if (const int32_t status = prepare.NeedDense(o.x, "X")) return status;
  r->steps = o.x->dims[r->batch_first ? 1 : 0];
  r->batch = o.x->dims[r->batch_first ? 0 : 1];
  r->inputs = o.x->dims[2];
  SetStrides(r);
  if (const int32_t s = CheckShapes(prepare, o, *r)) return s;

  const KernelEntry<GemmF32Kernel>& entry = GemmF32Kernels().Select(prepare.features());
  r->gemm = entry.kernel;
  r->elementary = ElementaryKernels().Select(prepare.features()).kernel;
  if (const int32_t status = ReadMatrix(prepare, *o.w, entry, &r->w)) return status;
  if (const int32_t status = ReadMatrix(prepare, *o.r, entry, &r->r)) return status;
  r->x = prepare.Ref(o.x);
  r->b = prepare.Ref(o.b);
  r->lengths = prepare.Ref(o.lengths);
  r->h0 = prepare.Ref(o.h0);
  r->y = prepare.Ref(o.y);
  r->y_h = prepare.Ref(o.y_h);
  const int64_t all = gates * r->hidden;
  const DType type = o.x->dtype;
  r->gates_at = TakeWorkspace(r, r->steps * r->batch * all, type);
  r->bias_at = TakeWorkspace(r, 2 * all, type);
  const size_t k = static_cast<size_t>(r->inputs > r->hidden ? r->inputs : r->hidden);
  const size_t panels = GemmF32PackedFloats(entry.kernel, k, static_cast<size_t>(all));
  r->gemm_at = TakeWorkspace(r, static_cast<int64_t>(panels), type);
  return OSSICLE_OK;
}

int32_t NeedState(const Preparation& prepare, const Recurrent& r, const Tensor* tensor,
                  const char* role, DType type) {
  const int64_t first = r.batch_first ? r.batch : r.directions;
  const int64_t second = r.batch_first ? r.directions : r.batch;
  const int64_t dims[] = {first, second, r.hidden};
  return NeedShape(prepare, tensor, role, type, 3, dims);
}

size_t TakeWorkspace(Recurrent* r, int64_t elements, DType type) {
  const size_t at = r->workspace_bytes;
  const size_t bytes = static_cast<size_t>(elements * ElementBytes(type));
  r->workspace_bytes = at + (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
  return at;
}

int32_t CheckLengths(const Recurrent& r, const RunContext& run) {
  if (r.lengths.base == kAbsentBase) return OSSICLE_OK;
  const int32_t* const lengths = r.lengths.As<const int32_t>(run);
  for (int64_t i = 0; i < r.batch; ++i) {
    if (lengths[i] >= 0 && lengths[i] <= r.steps) continue;
    return run.Refuse("length %d of row %lld is outside 0..%lld", lengths[i],
                      static_cast<long long>(i), static_cast<long long>(r.steps));
  }
  return OSSICLE_OK;
}

int64_t LengthOf(const Recurrent& r, const RunContext& run, int64_t row) {
  return r.lengths.base == kAbsentBase ? r.steps : r.lengths.As<const int32_t>(run)[row];
}

void MultiplyTransposed(const Recurrent& r, const RunContext& run, const RecurrentMatrix& matrix,
                        int64_t direction, int64_t rows, const float* a, int64_t a_stride,
                        const float* bias, bool accumulate, float* c) {
  GemmF32Args args;
  args.m = static_cast<size_t>(rows);
  args.n = static_cast<size_t>(matrix.rows);
  args.k = static_cast<size_t>(matrix.k);
  args.a = a;
  args.a_row_stride = a_stride;
  args.bias = bias;
  args.accumulate = accumulate;
  args.c = c;
  args.c_row_stride = matrix.rows;
  if (matrix.packed[direction] != nullptr) {
    GemmF32UsePacked(r.gemm, matrix.packed[direction], &args);
    r.gemm.run(args);
    return;
  }
  const float* const data = matrix.ref.As<const float>(run) + direction * matrix.rows * matrix.k;
  GemmF32Dynamic(r.gemm, {a, a_stride, 1}, {data, 1, matrix.k}, args,
                 reinterpret_cast<float*>(run.workspace + r.gemm_at));
}

void MultiplyTransposed(const Recurrent&, const RunContext& run, const RecurrentMatrix& matrix,
                        int64_t direction, int64_t rows, const double* a, int64_t a_stride,
                        const double* bias, bool accumulate, double* c) {
  const double* const data = matrix.ref.As<const double>(run) + direction * matrix.rows * matrix.k;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < matrix.rows; ++j) {
      double sum = accumulate ? c[i * matrix.rows + j] : 0.0;
      for (int64_t p = 0; p < matrix.k; ++p) sum += a[i * a_stride + p] * data[j * matrix.k + p];
      c[i * matrix.rows + j] = sum + (bias != nullptr ? bias[j] : 0.0);
    }
  }
}

void ApplyFunction(const Recurrent& r, CellFunction function, int64_t n, float* values) {
  const float clip = static_cast<float>(r.clip);
  if (clip > 0) {
    for (int64_t i = 0; i < n; ++i) {
      values[i] = values[i] < -clip ? -clip : values[i] > clip ? clip : values[i];
    }
  }
  if (function == CellFunction::kRelu) {
    for (int64_t i = 0; i < n; ++i) values[i] = values[i] < 0 ? 0.0f : values[i];
    return;
  }
  const Elementary name =
      function == CellFunction::kSigmoid ? Elementary::kSigmoid : Elementary::kTanh;
  r.elementary(name, static_cast<size_t>(n), values, values);
}

void ApplyFunction(const Recurrent& r, CellFunction function, int64_t n, double* values) {
  const RealFn apply = RealFunction(function == CellFunction::kSigmoid ? kUnarySigmoid
                                    : function == CellFunction::kTanh  ? kUnaryTanh
                                                                       : kUnaryRelu);
  for (int64_t i = 0; i < n; ++i) {
    double value = values[i];
    if (r.clip > 0) value = value < -r.clip ? -r.clip : value > r.clip ? r.clip : value;
    values[i] = apply(value, 0, 0);
  }
}

}  // namespace ossicle

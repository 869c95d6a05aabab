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

// Whether gates of all steps and packed weights can be addressed.
bool Fits(const Recurrent& r) {
  const double all = static_cast<double>(r.gates) * static_cast<double>(r.hidden) + 64;
  const double rows = static_cast<double>(r.steps) * static_cast<double>(r.batch) + 64;
  const double columns = static_cast<double>(r.inputs) + static_cast<double>(r.hidden);
  return CouldExist(32 * all * (rows + columns));
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
  if (!Fits(*r)) return prepare.Unsupported("the layer is too large for this machine");

  r->x = prepare.Ref(o.x);
  r->lengths = prepare.Ref(o.lengths);
  r->h0 = prepare.Ref(o.h0);
  r->y = prepare.Ref(o.y);
  r->y_h = prepare.Ref(o.y_h);
  return OSSICLE_OK;
}

bool SuitsKernel(const RecurrentOperands& o) {
  return o.x->dtype == DType::kFloat32 && o.w->residence == Residence::kWeight &&
         o.r->residence == Residence::kWeight &&
         (o.b == nullptr || o.b->residence == Residence::kWeight);
}

RecurrentShape KernelShape(const Recurrent& r) {
  RecurrentShape shape;
  shape.steps = static_cast<size_t>(r.steps);
  shape.batch = static_cast<size_t>(r.batch);
  shape.inputs = static_cast<size_t>(r.inputs);
  shape.units = static_cast<size_t>(r.hidden);
  shape.directions = static_cast<size_t>(r.directions);
  shape.first_is_reverse = r.backwards[0];
  shape.batch_first = r.batch_first;
  return shape;
}

void PreparePlain(Preparation& prepare, const RecurrentOperands& o, Recurrent* r) {
  r->w = {prepare.Ref(o.w), o.w->dims[1], o.w->dims[2]};
  r->r = {prepare.Ref(o.r), o.r->dims[1], o.r->dims[2]};
  r->b = prepare.Ref(o.b);
  const DType type = o.x->dtype;
  r->gates_at = TakeWorkspace(r, r->steps * r->batch * r->gates * r->hidden, type);
  r->bias_at = TakeWorkspace(r, 2 * r->gates * r->hidden, type);
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
  if (r.lengths.absent()) return OSSICLE_OK;
  const int32_t* const lengths = r.lengths.As<const int32_t>(run);
  for (int64_t i = 0; i < r.batch; ++i) {
    if (lengths[i] >= 0 && lengths[i] <= r.steps) continue;
    return run.Refuse("length %d of row %lld is outside 0..%lld", lengths[i],
                      static_cast<long long>(i), static_cast<long long>(r.steps));
  }
  return OSSICLE_OK;
}

int64_t LengthOf(const Recurrent& r, const RunContext& run, int64_t row) {
  return r.lengths.absent() ? r.steps : r.lengths.As<const int32_t>(run)[row];
}

double ApplyFunction(CellFunction function, double clip, double x) {
  const double clipped = clip > 0 ? (x < -clip ? -clip : x > clip ? clip : x) : x;
  switch (function) {
    case CellFunction::kSigmoid:
      return RealFunction(kUnarySigmoid)(clipped, 0, 0);
    case CellFunction::kTanh:
      return RealFunction(kUnaryTanh)(clipped, 0, 0);
    default:
      return RealFunction(kUnaryRelu)(clipped, 0, 0);
  }
}

}  // namespace ossicle

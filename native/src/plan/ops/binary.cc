// BINARY: one function of each pair of elements.
#include "plan/ops/binary.h"

#include <cstring>

#include "kernels/binary/binary.h"
#include "plan/ops/copy.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// Rows of floats through a vector kernel; an operand of a row is packed or one value for all. Views
// without such rows are moved: operands to the workspace before, the result from there afterwards.
// The kernel walks the two innermost axes of the loop.
constexpr int kOuterAxis = 2;
constexpr ptrdiff_t kFloatBytes = sizeof(float);

struct BinaryRowsParams {
  TensorRef views[3];  // y, a, b
  Loop<3> loop;
  CopyLoop moves[3];   // without a run where a view stays
  size_t moved_bytes;  // of one view in the workspace
  BinaryFn kernel;
  BinaryOp op;
  BinaryRow row;  // but for the pointers
};

void RunLoop(const BinaryRowsParams& params, char* const (&start)[3]) {
  BinaryRow row = params.row;
  const auto run = [&](char* const* p) {
    row.y = reinterpret_cast<float*>(p[0]);
    row.a = reinterpret_cast<const float*>(p[1]);
    row.b = reinterpret_cast<const float*>(p[2]);
    params.kernel(params.op, row);
  };
  ForEachRow<3>(params.loop, start, run, kOuterAxis);
}

int32_t RunRows(const BinaryRowsParams& params, const RunContext& run) {
  RunLoop(params, {params.views[0].At(run), params.views[1].At(run), params.views[2].At(run)});
  return OSSICLE_OK;
}

int32_t RunMovedRows(const BinaryRowsParams& params, const RunContext& run) {
  char* start[3];
  for (size_t i = 0; i < 3; ++i) {
    const bool moved = params.moves[i].run != nullptr;
    start[i] = moved ? run.workspace + i * params.moved_bytes : params.views[i].At(run);
    if (moved && i > 0) params.moves[i](start[i], params.views[i].At(run));
  }
  RunLoop(params, start);
  if (params.moves[0].run != nullptr) params.moves[0](params.views[0].At(run), start[0]);
  return OSSICLE_OK;
}

int64_t Distance(int64_t stride) { return stride < 0 ? -stride : stride; }

// Puts the axes outside of the rows in the order that most operands have them in memory: the lines
// of memory that two rows share are then still in cache, read or written.
void OrderOuterAxes(Loop<3>* loop) {
  for (int i = 2; i < loop->rank; ++i) {
    for (int j = i; j > 1; --j) {
      int nearer = 0;
      for (int k = 0; k < 3; ++k) {
        const int64_t outer = Distance(loop->axes[j].strides[k]);
        const int64_t inner = Distance(loop->axes[j - 1].strides[k]);
        nearer += outer < inner ? 1 : outer > inner ? -1 : 0;
      }
      if (nearer <= 0) break;
      const Loop<3>::Axis held = loop->axes[j];
      loop->axes[j] = loop->axes[j - 1];
      loop->axes[j - 1] = held;
    }
  }
}

bool FindBinaryOp(int64_t kind, BinaryOp* op) {
  switch (kind) {
    case kBinaryAdd:
      *op = BinaryOp::kAdd;
      return true;
    case kBinarySub:
      *op = BinaryOp::kSub;
      return true;
    case kBinaryMul:
      *op = BinaryOp::kMul;
      return true;
    case kBinaryDiv:
      *op = BinaryOp::kDiv;
      return true;
    case kBinaryMax:
      *op = BinaryOp::kMax;
      return true;
    case kBinaryMin:
      *op = BinaryOp::kMin;
      return true;
    case kBinaryGlu:
      *op = BinaryOp::kGlu;
      return true;
    default:
      return false;
  }
}

// A packed tensor with the axes of `view` in the order they have there.
Tensor PackedLike(const Tensor& view) {
  Tensor packed = view;
  bool placed[kMaxRank] = {};
  int64_t step = 1;
  const auto distance = [&view](int axis) {
    const int64_t stride = view.strides[axis] < 0 ? -view.strides[axis] : view.strides[axis];
    return stride == 0 ? INT64_MAX : stride;  // repeated axes go outside
  };
  for (int count = 0; count < view.rank; ++count) {
    int next = -1;
    for (int axis = view.rank - 1; axis >= 0; --axis) {
      if (!placed[axis] && (next < 0 || distance(axis) < distance(next))) next = axis;
    }
    placed[next] = true;
    packed.strides[next] = view.dims[next] == 1 ? 0 : step;
    step *= view.dims[next];
  }
  return packed;
}

// How y, a and b are walked if rows follow `order`; views that have no such rows are replaced by
// packed ones.
struct RowPlan {
  Tensor packed;
  bool moved[3];
  int moves;
};

RowPlan PlanRows(const Tensor& order, const Tensor* const (&views)[3]) {
  RowPlan plan = {PackedLike(order), {}, 0};
  const Loop<4> loop = MakeLoop<4>({&plan.packed, views[0], views[1], views[2]});
  for (int i = 0; i < 3; ++i) {
    const int64_t stride = loop.row_stride(1 + i);
    plan.moved[i] = stride != 4 && (i == 0 || stride != 0);
    plan.moves += plan.moved[i] ? 1 : 0;
  }
  return plan;
}

// `b` may be the first operand again.
int32_t FinishRows(Preparation& prepare, BinaryOp op, const Tensor& b) {
  BinaryRowsParams* const params = prepare.NewParams<BinaryRowsParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const Tensor* views[3] = {prepare.output(0), prepare.input(0), &b};
  const KernelEntry<BinaryFn>& entry = BinaryKernels().Select(prepare.features());
  params->kernel = entry.kernel;
  params->op = op;
  params->moved_bytes = static_cast<size_t>(views[0]->bytes() + 63) / 64 * 64;
  RowPlan plan = PlanRows(*views[0], views);
  for (int i = 1; i < 3; ++i) {
    const RowPlan other = PlanRows(*views[i], views);
    if (other.moves < plan.moves) plan = other;
  }
  for (int i = 0; i < 3; ++i) {
    params->views[i] = prepare.Ref(views[i]);
    if (!plan.moved[i]) continue;
    const Tensor& to = i == 0 ? *views[0] : plan.packed;
    const Tensor& from = i == 0 ? plan.packed : *views[i];
    params->moves[i] = MakeCopyLoop(to, from, prepare.features());
    views[i] = &plan.packed;
  }
  params->loop = MakeLoop<3>({views[0], views[1], views[2]});
  params->row.n = static_cast<size_t>(params->loop.row_length());
  params->row.a_step = params->loop.row_stride(1) != 0 ? 1 : 0;
  params->row.b_step = params->loop.row_stride(2) != 0 ? 1 : 0;
  OrderOuterAxes(&params->loop);
  if (params->loop.rank > 1) {
    const Loop<3>::Axis& axis = params->loop.axes[1];
    params->row.rows = static_cast<size_t>(axis.count);
    params->row.y_row = axis.strides[0] / kFloatBytes;
    params->row.a_row = axis.strides[1] / kFloatBytes;
    params->row.b_row = axis.strides[2] / kFloatBytes;
  }
  if (plan.moves == 0) return prepare.Finish<BinaryRowsParams, RunRows>(params, entry.name);
  prepare.NeedWorkspace(3 * params->moved_bytes);
  return prepare.Finish<BinaryRowsParams, RunMovedRows>(params, "binary_moved");
}

// Whether b is a weight that holds the number 2 everywhere, so that a power is a product.
bool IsConstantTwo(Preparation& prepare, const Tensor& b) {
  for (int axis = 0; axis < b.rank; ++axis) {
    if (b.strides[axis] != 0) return false;
  }
  if (b.residence != Residence::kWeight) return false;
  alignas(8) char element[8];
  std::memcpy(element, prepare.weights().Original(b), static_cast<size_t>(b.element_bytes()));
  return ExponentLoader(b.dtype)(element) == 2.0;
}

int32_t CheckTypes(const Preparation& prepare, int64_t kind) {
  const Tensor& y = *prepare.output(0);
  const Tensor& a = *prepare.input(0);
  const Tensor& b = *prepare.input(1);
  const bool comparison = ComparisonRun(kind, a.dtype) != nullptr;
  const bool defined = comparison || (kind == kBinaryPow ? PowerRun(a.dtype) != nullptr
                                                         : ArithmeticRun(kind, a.dtype) != nullptr);
  if (!defined) {
    return prepare.Unsupported("kind %d is not defined for %s", static_cast<int>(kind),
                               DTypeName(a.dtype));
  }
  if (kind == kBinaryPow) {
    if (!IsArithmetic(b.dtype)) return prepare.WrongType(&b, "b", "a numeric type");
  } else if (const int32_t status = prepare.NeedType(&b, "b", a.dtype)) {
    return status;
  }
  return prepare.NeedType(&y, "y", comparison ? DType::kBool : a.dtype);
}

}  // namespace

int32_t PrepareBinary(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& a = *prepare.input(0);
  const Tensor& b = *prepare.input(1);
  int64_t kind;
  if (const int32_t status = prepare.NeedAttribute(0, "kind", 0, kBinaryKinds - 1, &kind)) {
    return status;
  }
  if (const int32_t status = CheckTypes(prepare, kind)) return status;
  if (const int32_t status = prepare.NeedDims(&a, "a", y)) return status;
  if (const int32_t status = prepare.NeedDims(&b, "b", y)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  BinaryOp op;
  if (a.dtype == DType::kFloat32) {
    if (FindBinaryOp(kind, &op)) return FinishRows(prepare, op, b);
    if (kind == kBinaryPow && IsConstantTwo(prepare, b)) {
      return FinishRows(prepare, BinaryOp::kMul, a);
    }
  }
  BinaryParams* const params = prepare.NewParams<BinaryParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->a = prepare.Ref(&a);
  params->b = prepare.Ref(&b);
  params->loop = MakeLoop<3>({&y, &a, &b});
  params->load_exponent = ExponentLoader(b.dtype);
  const RunFn comparison = ComparisonRun(kind, a.dtype);
  if (comparison != nullptr) return prepare.Finish(comparison, params, "binary_compare");
  if (kind == kBinaryPow) return prepare.Finish(PowerRun(a.dtype), params, "binary_power");
  return prepare.Finish(ArithmeticRun(kind, a.dtype), params, "binary_reference");
}

}  // namespace ossicle

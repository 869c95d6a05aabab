// BINARY: one function of each pair of elements.
#include "plan/ops/binary.h"

#include <cstring>

#include "kernels/binary/binary.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// Rows of floats through a vector kernel; an operand of a row is packed or one value for all.
struct BinaryRowsParams {
  TensorRef y, a, b;
  Loop<3> loop;
  BinaryFn kernel;
  BinaryOp op;
  BinaryRow row;  // but for the pointers
};

int32_t RunRows(const BinaryRowsParams& params, const RunContext& run) {
  BinaryRow row = params.row;
  char* const start[] = {params.y.At(run), params.a.At(run), params.b.At(run)};
  ForEachRow<3>(params.loop, start, [&](char* const* p) {
    row.y = reinterpret_cast<float*>(p[0]);
    row.a = reinterpret_cast<const float*>(p[1]);
    row.b = reinterpret_cast<const float*>(p[2]);
    params.kernel(params.op, row);
  });
  return OSSICLE_OK;
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
    default:
      return false;
  }
}

bool HasFloatRows(const Tensor& a, const Loop<3>& loop) {
  const auto packed_or_one = [](int64_t stride) { return stride == 4 || stride == 0; };
  return a.dtype == DType::kFloat32 && loop.row_stride(0) == 4 &&
         packed_or_one(loop.row_stride(1)) && packed_or_one(loop.row_stride(2));
}

int32_t FinishRows(Preparation& prepare, const Loop<3>& loop, BinaryOp op, const Tensor& b) {
  BinaryRowsParams* const params = prepare.NewParams<BinaryRowsParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<BinaryFn>& entry = BinaryKernels().Select(prepare.features());
  params->y = prepare.Ref(prepare.output(0));
  params->a = prepare.Ref(prepare.input(0));
  params->b = prepare.Ref(&b);
  params->loop = loop;
  params->kernel = entry.kernel;
  params->op = op;
  params->row.n = static_cast<size_t>(loop.row_length());
  params->row.a_step = loop.row_stride(1) != 0 ? 1 : 0;
  params->row.b_step = loop.row_stride(2) != 0 ? 1 : 0;
  return prepare.Finish<BinaryRowsParams, RunRows>(params, entry.name);
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
  const Loop<3> loop = MakeLoop<3>({&y, &a, &b});
  if (HasFloatRows(a, loop) && FindBinaryOp(kind, &op)) return FinishRows(prepare, loop, op, b);
  if (kind == kBinaryPow && a.dtype == DType::kFloat32 && IsConstantTwo(prepare, b)) {
    const Loop<3> square = MakeLoop<3>({&y, &a, &a});
    if (HasFloatRows(a, square)) return FinishRows(prepare, square, BinaryOp::kMul, a);
  }
  BinaryParams* const params = prepare.NewParams<BinaryParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->a = prepare.Ref(&a);
  params->b = prepare.Ref(&b);
  params->loop = loop;
  params->load_exponent = ExponentLoader(b.dtype);
  const RunFn comparison = ComparisonRun(kind, a.dtype);
  if (comparison != nullptr) return prepare.Finish(comparison, params, "binary_compare");
  if (kind == kBinaryPow) return prepare.Finish(PowerRun(a.dtype), params, "binary_power");
  return prepare.Finish(ArithmeticRun(kind, a.dtype), params, "binary_reference");
}

}  // namespace ossicle

// REDUCE: sums, extremes and the like over chosen axes.
#include "plan/ops/reduce.h"

#include "kernels/binary/binary.h"
#include "kernels/reduce/reduce.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// Each result is made of one packed row of floats.
struct ReduceRowsParams {
  TensorRef y, x;
  Loop<2> kept;
  size_t count;
  ReduceFn kernel;
  Reduction reduction;
  bool mean;
  bool root;
};

int32_t RunRows(const ReduceRowsParams& params, const RunContext& run) {
  const Loop<2>& kept = params.kept;
  ForEachRow<2>(kept, {params.y.At(run), params.x.At(run)}, [&](char* const* p) {
    for (int64_t i = 0; i < kept.row_length(); ++i) {
      const float* const x = reinterpret_cast<const float*>(p[1] + i * kept.row_stride(1));
      float value = params.kernel(params.reduction, params.count, x);
      if (params.mean) value /= static_cast<float>(params.count);
      if (params.root) value = __builtin_sqrtf(value);
      *reinterpret_cast<float*>(p[0] + i * kept.row_stride(0)) = value;
    }
  });
  return OSSICLE_OK;
}

// Results are a packed row, and so are their first, second, ... elements.
struct ReduceColumnsParams {
  TensorRef y, x;
  Loop<2> kept;
  Loop<1> reduced;
  BinaryFn kernel;
  BinaryOp op;
  float divisor;  // 1 for all but means
};

// Adds the rows of one block of results to y, which already holds the first one.
void AddRows(const ReduceColumnsParams& params, float* y, char* first) {
  BinaryRow row = {y, nullptr, y, static_cast<size_t>(params.kept.row_length()), 1, 1};
  const int64_t n = params.reduced.row_length();
  const int64_t step = params.reduced.row_stride(0);
  int64_t next = 1;
  ForEachRow<1>(params.reduced, {first}, [&](char* const* p) {
    for (int64_t i = next; i < n; ++i) {
      row.b = reinterpret_cast<const float*>(p[0] + i * step);
      params.kernel(params.op, row);
    }
    next = 0;
  });
}

int32_t RunColumns(const ReduceColumnsParams& params, const RunContext& run) {
  const size_t n = static_cast<size_t>(params.kept.row_length());
  ForEachRow<2>(params.kept, {params.y.At(run), params.x.At(run)}, [&](char* const* p) {
    float* const y = reinterpret_cast<float*>(p[0]);
    const float* const x = reinterpret_cast<const float*>(p[1]);
    for (size_t i = 0; i < n; ++i) y[i] = x[i];
    AddRows(params, y, p[1]);
    if (params.divisor != 1.0f) {
      params.kernel(BinaryOp::kDiv, {y, &params.divisor, y, n, 1, 0});
    }
  });
  return OSSICLE_OK;
}

bool FindReduction(int64_t kind, Reduction* reduction) {
  switch (kind) {
    case kReduceSum:
    case kReduceMean:
      *reduction = Reduction::kSum;
      return true;
    case kReduceMax:
      *reduction = Reduction::kMax;
      return true;
    case kReduceMin:
      *reduction = Reduction::kMin;
      return true;
    case kReduceL1:
      *reduction = Reduction::kSumOfMagnitudes;
      return true;
    case kReduceL2:
    case kReduceSumOfSquares:
      *reduction = Reduction::kSumOfSquares;
      return true;
    default:
      return false;
  }
}

int32_t FinishRows(Preparation& prepare, const ReduceParams& any, Reduction reduction) {
  ReduceRowsParams* const params = prepare.NewParams<ReduceRowsParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<ReduceFn>& entry = ReduceKernels().Select(prepare.features());
  *params = {any.y,
             any.x,
             any.kept,
             static_cast<size_t>(any.count),
             entry.kernel,
             reduction,
             any.kind == kReduceMean,
             any.kind == kReduceL2};
  return prepare.Finish<ReduceRowsParams, RunRows>(params, entry.name);
}

int32_t FinishColumns(Preparation& prepare, const ReduceParams& any) {
  ReduceColumnsParams* const params = prepare.NewParams<ReduceColumnsParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const BinaryOp op = any.kind == kReduceMax   ? BinaryOp::kMax
                      : any.kind == kReduceMin ? BinaryOp::kMin
                                               : BinaryOp::kAdd;
  const float divisor = any.kind == kReduceMean ? static_cast<float>(any.count) : 1.0f;
  *params = {
      any.y, any.x,  any.kept, any.reduced, BinaryKernels().Select(prepare.features()).kernel,
      op,    divisor};
  return prepare.Finish<ReduceColumnsParams, RunColumns>(params, "reduce_columns");
}

// The view with the axes of the mask (or the others) taken at their first index.
Tensor FirstAlong(const Tensor& x, int64_t mask, bool masked) {
  Tensor view = x;
  for (int axis = 0; axis < x.rank; ++axis) {
    if ((((mask >> axis) & 1) != 0) == masked) view.dims[axis] = 1;
  }
  return view;
}

int32_t CheckDims(const Preparation& prepare, const Tensor& y, const Tensor& x, int64_t mask) {
  bool fits = y.rank == x.rank;
  for (int axis = 0; axis < x.rank && fits; ++axis) {
    fits = y.dims[axis] == ((mask >> axis & 1) != 0 ? 1 : x.dims[axis]);
  }
  if (fits) return prepare.NeedDense(&y, "y");
  char found[160];
  char given[160];
  DescribeTensor(y, found, sizeof(found));
  DescribeTensor(x, given, sizeof(given));
  return prepare.Reject("y is %s; expected the dims of x, %s, with 1 on the axes of mask 0x%llx",
                        found, given, static_cast<unsigned long long>(mask));
}

}  // namespace

int32_t PrepareReduce(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int64_t kind, mask;
  if (const int32_t s = prepare.NeedAttribute(0, "kind", 0, kReduceKinds - 1, &kind)) return s;
  if (const int32_t s = prepare.NeedAttribute(1, "axis mask", 0, (1 << x.rank) - 1, &mask)) {
    return s;
  }
  if (ReduceRun(kind, x.dtype) == nullptr) return prepare.WrongType(&x, "x", "a numeric type");
  if (const int32_t status = prepare.NeedType(&y, "y", x.dtype)) return status;
  if (const int32_t status = CheckDims(prepare, y, x, mask)) return status;
  if (y.elements == 0) return prepare.FinishIdle();

  const Tensor kept = FirstAlong(x, mask, true);
  const Tensor reduced = FirstAlong(x, mask, false);
  ReduceParams any = {};
  any.y = prepare.Ref(&y);
  any.x = prepare.Ref(&x);
  any.kept = MakeLoop<2>({&y, &kept});
  any.reduced = MakeLoop<1>({&reduced});
  any.count = x.elements / y.elements;
  any.kind = kind;
  Reduction reduction;
  if (x.dtype == DType::kFloat32 && any.count > 0 && FindReduction(kind, &reduction)) {
    if (any.reduced.rank == 1 && any.reduced.row_stride(0) == 4) {
      return FinishRows(prepare, any, reduction);
    }
    const bool packed = any.kept.row_stride(0) == 4 && any.kept.row_stride(1) == 4;
    if (packed && any.kept.row_length() >= 4 && kind <= kReduceMin) {
      return FinishColumns(prepare, any);
    }
  }
  ReduceParams* const params = prepare.NewParams<ReduceParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = any;
  return prepare.Finish(ReduceRun(kind, x.dtype), params, "reduce_reference");
}

}  // namespace ossicle

// ARG: where the largest or smallest element along an axis is.
#include "kernels/best/best.h"
#include "plan/ops/blocks.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct ArgParams {
  TensorRef y, x;
  Blocks blocks;
  bool largest;
  bool last_wins;
};

// Of equal elements the first wins, or the last. A NaN never replaces another element.
template <typename T>
int32_t Run(const ArgParams& params, const RunContext& run) {
  const T* const x = params.x.As<const T>(run);
  int64_t* const y = params.y.As<int64_t>(run);
  const int64_t n = params.blocks.n;
  const int64_t inner = params.blocks.inner;
  for (int64_t o = 0; o < params.blocks.outer; ++o) {
    for (int64_t j = 0; j < inner; ++j) {
      const T* const first = x + o * n * inner + j;
      int64_t best = 0;
      T kept = first[0];
      for (int64_t i = 1; i < n; ++i) {
        const T value = first[i * inner];
        const bool better = params.largest ? value > kept : value < kept;
        if (!better && !(params.last_wins && value == kept)) continue;
        best = i;
        kept = value;
      }
      y[o * inner + j] = best;
    }
  }
  return OSSICLE_OK;
}

// The first of the largest in rows of floats.
struct BestParams {
  TensorRef y, x;
  int64_t rows;
  size_t n;
  BestFn kernel;
};

int32_t RunBest(const BestParams& params, const RunContext& run) {
  const float* x = params.x.As<const float>(run);
  int64_t* const y = params.y.As<int64_t>(run);
  for (int64_t row = 0; row < params.rows; ++row, x += params.n) {
    y[row] = static_cast<int64_t>(params.kernel(params.n, x));
  }
  return OSSICLE_OK;
}

int32_t FinishBest(Preparation& prepare, const Tensor& y, const Tensor& x, const Blocks& blocks) {
  BestParams* const params = prepare.NewParams<BestParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<BestFn>& entry = BestKernels().Select(prepare.features());
  *params = {prepare.Ref(&y), prepare.Ref(&x), blocks.outer, static_cast<size_t>(blocks.n),
             entry.kernel};
  return prepare.Finish<BestParams, RunBest>(params, entry.name);
}

}  // namespace

int32_t PrepareArg(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int axis;
  int64_t largest, last_wins;
  if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
  if (const int32_t s = prepare.NeedAttribute(1, "max", 0, 1, &largest)) return s;
  if (const int32_t s = prepare.NeedAttribute(2, "last index wins", 0, 1, &last_wins)) return s;
  if (!IsArithmetic(x.dtype)) return prepare.WrongType(&x, "x", "a numeric type");
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kInt64)) return status;
  Tensor wanted = x;
  wanted.dims[axis] = 1;
  if (const int32_t status = prepare.NeedDims(&y, "y", wanted)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  if (x.elements == 0) return prepare.Reject("x has no element along axis %d to choose", axis);
  const Blocks blocks = BlocksAround(x, axis);
  if (x.dtype == DType::kFloat32 && largest != 0 && last_wins == 0 && blocks.inner == 1 &&
      blocks.n <= static_cast<int64_t>(kBestMost)) {
    return FinishBest(prepare, y, x, blocks);
  }
  ArgParams* const params = prepare.NewParams<ArgParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(&x), blocks, largest != 0, last_wins != 0};
  return VisitArithmetic<int32_t>(x.dtype, [&](auto tag) -> int32_t {
    return prepare.Finish<ArgParams, Run<typename decltype(tag)::Type>>(params, "arg");
  });
}

}  // namespace ossicle

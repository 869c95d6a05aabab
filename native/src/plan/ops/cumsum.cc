// CUMSUM: running sums along one axis.
#include "plan/element.h"
#include "plan/ops/blocks.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct CumsumParams {
  TensorRef y, x;
  Blocks blocks;
  bool exclusive;
  bool reverse;
};

template <typename T>
int32_t Run(const CumsumParams& params, const RunContext& run) {
  const T* const x = params.x.As<const T>(run);
  T* const y = params.y.As<T>(run);
  const int64_t n = params.blocks.n;
  const int64_t inner = params.blocks.inner;
  for (int64_t o = 0; o < params.blocks.outer; ++o) {
    for (int64_t j = 0; j < inner; ++j) {
      const int64_t first = o * n * inner + j;
      T sum = 0;
      for (int64_t i = 0; i < n; ++i) {
        const int64_t at = first + (params.reverse ? n - 1 - i : i) * inner;
        const T next = Plus(sum, x[at]);
        y[at] = params.exclusive ? sum : next;
        sum = next;
      }
    }
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareCumsum(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int axis;
  int64_t exclusive, reverse;
  if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
  if (const int32_t s = prepare.NeedAttribute(1, "exclusive", 0, 1, &exclusive)) return s;
  if (const int32_t s = prepare.NeedAttribute(2, "reverse", 0, 1, &reverse)) return s;
  if (!IsArithmetic(x.dtype)) return prepare.WrongType(&x, "x", "a numeric type");
  if (const int32_t status = prepare.NeedType(&y, "y", x.dtype)) return status;
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  CumsumParams* const params = prepare.NewParams<CumsumParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(&x), BlocksAround(x, axis), exclusive != 0, reverse != 0};
  return VisitArithmetic<int32_t>(x.dtype, [&](auto tag) -> int32_t {
    return prepare.Finish<CumsumParams, Run<typename decltype(tag)::Type>>(params, "cumsum");
  });
}

}  // namespace ossicle

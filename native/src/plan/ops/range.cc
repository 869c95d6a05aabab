// RANGE: start, start + delta, start + 2 delta, ... as far as y is long.
#include <cinttypes>

#include "math/libm.h"
#include "plan/element.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct RangeParams {
  TensorRef y, start, limit, delta;
  int64_t count;
};

// How many elements lie between start and limit; delta is not 0.
template <typename T>
int64_t CountOf(T start, T limit, T delta) {
  if constexpr (kIsReal<T>) {
    const double steps =
        (static_cast<double>(limit) - static_cast<double>(start)) / static_cast<double>(delta);
    return Truncate<int64_t>(std::ceil(steps > 0 ? steps : 0.0));
  } else {
    if (delta > 0 ? limit <= start : limit >= start) return 0;
    const uint64_t low = static_cast<uint64_t>(static_cast<int64_t>(delta > 0 ? start : limit));
    const uint64_t high = static_cast<uint64_t>(static_cast<int64_t>(delta > 0 ? limit : start));
    const uint64_t wide = static_cast<uint64_t>(static_cast<int64_t>(delta));
    const uint64_t step = delta > 0 ? wide : uint64_t{0} - wide;
    return Truncate<int64_t>(static_cast<double>((high - low - 1) / step + 1));
  }
}

template <typename T>
int32_t Run(const RangeParams& params, const RunContext& run) {
  const T start = *params.start.As<const T>(run);
  const T delta = *params.delta.As<const T>(run);
  const int64_t count = delta == 0 ? -1 : CountOf(start, *params.limit.As<const T>(run), delta);
  if (count != params.count) {
    return run.Refuse("the range has %" PRId64
                      " elements (-1: delta is 0), the plan was made for "
                      "%" PRId64 "; bind the plan to the lengths in use",
                      count, params.count);
  }
  T* const y = params.y.As<T>(run);
  for (int64_t i = 0; i < count; ++i) {
    if constexpr (kIsReal<T>) {
      y[i] = start + static_cast<T>(i) * delta;
    } else {
      y[i] = Plus(start, Times(static_cast<T>(i), delta));
    }
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareRange(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const char* const roles[] = {"start", "limit", "delta"};
  if (!IsReal(y.dtype) && !IsSignedInteger(y.dtype)) {
    return prepare.WrongType(&y, "y", "a real or signed integer type");
  }
  if (y.rank != 1) return prepare.Reject("y must have rank 1, found %d", y.rank);
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  for (uint32_t i = 0; i < 3; ++i) {
    const Tensor* const x = prepare.input(i);
    if (const int32_t status = prepare.NeedType(x, roles[i], y.dtype)) return status;
    if (x->elements != 1) return prepare.Reject("%s must have one element", roles[i]);
  }
  RangeParams* const params = prepare.NewParams<RangeParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(prepare.input(0)), prepare.Ref(prepare.input(1)),
             prepare.Ref(prepare.input(2)), y.elements};
  return VisitArithmetic<int32_t>(y.dtype, [&](auto tag) -> int32_t {
    return prepare.Finish<RangeParams, Run<typename decltype(tag)::Type>>(params, "range");
  });
}

}  // namespace ossicle

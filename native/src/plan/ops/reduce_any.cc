// Reductions of any type and strides, one result after the other.
#include <limits>

#include "math/libm.h"
#include "plan/element.h"
#include "plan/ops/reduce.h"

namespace ossicle {
namespace {

// Reals are added up in double precision, integers in 64 bits that wrap.
template <typename T>
using Sum = std::conditional_t<kIsReal<T>, double,
                               std::conditional_t<std::is_signed<T>::value, int64_t, uint64_t>>;

// Calls visit(x) for all x of one result.
template <typename T, typename Visit>
void ForEachReduced(const ReduceParams& params, char* first, const Visit& visit) {
  if (params.count == 0) return;
  const int64_t n = params.reduced.row_length();
  const int64_t step = params.reduced.row_stride(0);
  ForEachRow<1>(params.reduced, {first}, [&](char* const* p) {
    for (int64_t i = 0; i < n; ++i) visit(*reinterpret_cast<const T*>(p[0] + i * step));
  });
}

template <typename T, typename Function>
int32_t Run(const void* p, const RunContext& run) {
  const ReduceParams& params = *static_cast<const ReduceParams*>(p);
  const Loop<2>& kept = params.kept;
  const Function function = {params};
  ForEachRow<2>(kept, {params.y.At(run), params.x.At(run)}, [&](char* const* at) {
    for (int64_t i = 0; i < kept.row_length(); ++i) {
      T* const y = reinterpret_cast<T*>(at[0] + i * kept.row_stride(0));
      *y = function(at[1] + i * kept.row_stride(1));
    }
  });
  return OSSICLE_OK;
}

template <typename T>
T FromSum(Sum<T> sum) {
  return static_cast<T>(sum);
}

// Sums of x, |x| or x^2, and what the kind makes of them.
template <typename T>
struct Added {
  T operator()(char* first) const {
    Sum<T> sum = 0;
    switch (params.kind) {
      case kReduceL1:
        ForEachReduced<T>(params, first, [&](T x) {
          const Sum<T> wide = static_cast<Sum<T>>(x);
          sum = Plus<Sum<T>>(sum, x < 0 ? Minus<Sum<T>>(0, wide) : wide);
        });
        return FromSum<T>(sum);
      case kReduceL2:
      case kReduceSumOfSquares:
        ForEachReduced<T>(params, first, [&](T x) {
          const Sum<T> wide = static_cast<Sum<T>>(x);
          sum = Plus<Sum<T>>(sum, Times<Sum<T>>(wide, wide));
        });
        if (params.kind == kReduceSumOfSquares) return FromSum<T>(sum);
        return FromReal<T>(std::sqrt(static_cast<double>(sum)));
      default:
        ForEachReduced<T>(params, first,
                          [&](T x) { sum = Plus<Sum<T>>(sum, static_cast<Sum<T>>(x)); });
        return Finish(sum);
    }
  }
  T Finish(Sum<T> sum) const {
    if (params.kind == kReduceLogSum) return FromReal<T>(std::log(static_cast<double>(sum)));
    if (params.kind != kReduceMean) return FromSum<T>(sum);
    if (kIsInteger<T> && params.count == 0) return 0;
    return FromSum<T>(sum / static_cast<Sum<T>>(params.count));
  }
  const ReduceParams& params;
};

template <typename T>
struct Multiplied {
  T operator()(char* first) const {
    Sum<T> product = 1;
    ForEachReduced<T>(params, first,
                      [&](T x) { product = Times<Sum<T>>(product, static_cast<Sum<T>>(x)); });
    return FromSum<T>(product);
  }
  const ReduceParams& params;
};

template <typename T>
struct Greatest {
  T operator()(char* first) const {
    T best = kIsReal<T> ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::min();
    ForEachReduced<T>(params, first, [&](T x) { best = Larger(best, x); });
    return best;
  }
  const ReduceParams& params;
};

template <typename T>
struct Least {
  T operator()(char* first) const {
    T best = kIsReal<T> ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
    ForEachReduced<T>(params, first, [&](T x) { best = Smaller(best, x); });
    return best;
  }
  const ReduceParams& params;
};

template <typename T>
struct LogSumExp {
  T operator()(char* first) const {
    double largest = -std::numeric_limits<double>::infinity();
    ForEachReduced<T>(params, first,
                      [&](T x) { largest = Larger(largest, static_cast<double>(x)); });
    if (!(std::fabs(largest) < std::numeric_limits<double>::infinity())) {
      return FromReal<T>(largest);  // NaN, or nothing can be added to it
    }
    double sum = 0;
    ForEachReduced<T>(params, first,
                      [&](T x) { sum += std::exp(static_cast<double>(x) - largest); });
    return FromReal<T>(largest + std::log(sum));
  }
  const ReduceParams& params;
};

template <typename T>
RunFn NumericRun(int64_t kind) {
  switch (kind) {
    case kReduceMax:
      return Run<T, Greatest<T>>;
    case kReduceMin:
      return Run<T, Least<T>>;
    case kReduceProd:
      return Run<T, Multiplied<T>>;
    case kReduceLogSumExp:
      return Run<T, LogSumExp<T>>;
    default:
      return Run<T, Added<T>>;
  }
}

}  // namespace

RunFn ReduceRun(int64_t kind, DType type) {
  if (type == DType::kBool) {
    // False and true are 0 and 1.
    return kind == kReduceMax || kind == kReduceMin ? NumericRun<uint8_t>(kind) : nullptr;
  }
  return VisitArithmetic<RunFn>(
      type, [kind](auto tag) -> RunFn { return NumericRun<typename decltype(tag)::Type>(kind); });
}

}  // namespace ossicle

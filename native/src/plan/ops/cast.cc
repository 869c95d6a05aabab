// CAST: ONNX conversions. Reals become integers by cutting off, integers of other widths by
// wrapping, 16-bit floats by rounding to nearest, BOOL by comparing with zero.
#include "plan/element.h"
#include "plan/loop.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

template <typename T>
constexpr bool kIs16BitFloat = std::is_same<T, Half>::value || std::is_same<T, Bfloat16>::value;

// The 16-bit floats and BOOL as something the language can compute with.
template <typename X>
auto Widen(X x) {
  if constexpr (kIs16BitFloat<X>) {
    return ToFloat(x);
  } else if constexpr (std::is_same<X, Bool>::value) {
    return static_cast<uint8_t>(IsTrue(x) ? 1 : 0);
  } else {
    return x;
  }
}

template <typename Y, typename X>
Y Convert(X given) {
  const auto x = Widen(given);
  using Wide = decltype(Widen(given));
  if constexpr (std::is_same<Y, Bool>::value) {
    return ToBool(x != 0);
  } else if constexpr (std::is_same<Y, Half>::value) {
    if constexpr (std::is_same<Wide, float>::value)
      return ToHalf(x);
    else
      return ToHalf(static_cast<double>(x));
  } else if constexpr (std::is_same<Y, Bfloat16>::value) {
    if constexpr (std::is_same<Wide, float>::value)
      return ToBfloat16(x);
    else
      return ToBfloat16(static_cast<double>(x));
  } else if constexpr (kIsInteger<Y> && kIsReal<Wide>) {
    return Truncate<Y>(static_cast<double>(x));
  } else {
    return static_cast<Y>(x);
  }
}

struct CastParams {
  TensorRef y, x;
  Loop<2> loop;
};

template <typename Y, typename X, bool kPacked>
int32_t Run(const void* p, const RunContext& run) {
  const CastParams& params = *static_cast<const CastParams*>(p);
  const int64_t n = params.loop.row_length();
  const int64_t to = kPacked ? static_cast<int64_t>(sizeof(Y)) : params.loop.row_stride(0);
  const int64_t from = kPacked ? static_cast<int64_t>(sizeof(X)) : params.loop.row_stride(1);
  ForEachRow<2>(params.loop, {params.y.At(run), params.x.At(run)}, [=](char* const* at) {
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<Y*>(at[0] + i * to) =
          Convert<Y>(*reinterpret_cast<const X*>(at[1] + i * from));
    }
  });
  return OSSICLE_OK;
}

// Rows of these pairs occur in models at every step, so they have loops of their own.
template <typename Y, typename X>
constexpr bool kIsFrequent = std::is_same<Y, float>::value &&
                             (std::is_same<X, uint8_t>::value || std::is_same<X, int8_t>::value ||
                              std::is_same<X, int32_t>::value || std::is_same<X, Bool>::value);

template <typename Y, typename X>
RunFn FindRun(const Loop<2>& loop) {
  if constexpr (kIsFrequent<Y, X>) {
    if (loop.row_stride(0) == sizeof(Y) && loop.row_stride(1) == sizeof(X)) return Run<Y, X, true>;
  }
  return Run<Y, X, false>;
}

}  // namespace

int32_t PrepareCast(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  if (y.dtype == x.dtype) return PrepareCopy(prepare);
  CastParams* const params = prepare.NewParams<CastParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->loop = MakeLoop<2>({&y, &x});
  const RunFn run = VisitAny<RunFn>(y.dtype, [&](auto to) -> RunFn {
    return VisitAny<RunFn>(x.dtype, [&](auto from) -> RunFn {
      return FindRun<typename decltype(to)::Type, typename decltype(from)::Type>(params->loop);
    });
  });
  return prepare.Finish(run, params, "cast");
}

}  // namespace ossicle

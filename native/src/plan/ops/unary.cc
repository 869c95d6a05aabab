// UNARY and SWOOSH: one function of each element.
#include "plan/ops/unary.h"

#include "kernels/unary/unary.h"
#include "plan/element.h"
#include "plan/ops/copy.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct UnaryParams {
  TensorRef y, x;
  Loop<2> loop;
  double alpha, beta;
  RealFn real;  // kinds without a kernel of their own
};

// Rows of floats through a vector kernel. An x without packed rows is moved to y first.
struct UnaryRowsParams {
  TensorRef y, x;
  Loop<2> loop;
  UnaryFn kernel;
  UnaryRow row;  // but for the pointers
  UnaryOp op;
  CopyLoop copy;
};

int32_t RunRows(const UnaryRowsParams& params, const RunContext& run) {
  UnaryRow row = params.row;
  ForEachRow<2>(params.loop, {params.y.At(run), params.x.At(run)}, [&](char* const* p) {
    row.y = reinterpret_cast<float*>(p[0]);
    row.x = reinterpret_cast<const float*>(p[1]);
    params.kernel(params.op, row);
  });
  return OSSICLE_OK;
}

int32_t RunMovedRows(const UnaryRowsParams& params, const RunContext& run) {
  params.copy(params.y.At(run), params.x.At(run));
  UnaryRow row = params.row;
  ForEachRow<2>(params.loop, {params.y.At(run), params.y.At(run)}, [&](char* const* p) {
    row.y = reinterpret_cast<float*>(p[0]);
    row.x = row.y;
    params.kernel(params.op, row);
  });
  return OSSICLE_OK;
}

template <typename Function, typename X, typename Y>
int32_t RunElements(const UnaryParams& params, const RunContext& run) {
  const int64_t n = params.loop.row_length();
  const int64_t to = params.loop.row_stride(0);
  const int64_t from = params.loop.row_stride(1);
  const Function function(params);
  ForEachRow<2>(params.loop, {params.y.At(run), params.x.At(run)},
                [&, n, to, from](char* const* p) {
                  for (int64_t i = 0; i < n; ++i) {
                    const X x = *reinterpret_cast<const X*>(p[1] + i * from);
                    *reinterpret_cast<Y*>(p[0] + i * to) = function(x);
                  }
                });
  return OSSICLE_OK;
}

template <typename T>
struct ByRealFunction {
  explicit ByRealFunction(const UnaryParams& p) : real(p.real), alpha(p.alpha), beta(p.beta) {}
  T operator()(T x) const { return static_cast<T>(real(static_cast<double>(x), alpha, beta)); }
  RealFn real;
  double alpha, beta;
};

template <typename T>
struct Absolute {
  explicit Absolute(const UnaryParams&) {}
  T operator()(T x) const { return x < 0 ? Minus<T>(0, x) : x; }
};

template <typename T>
struct Negative {
  explicit Negative(const UnaryParams&) {}
  T operator()(T x) const { return Minus<T>(0, x); }
};

template <typename T>
struct SignOf {
  explicit SignOf(const UnaryParams&) {}
  T operator()(T x) const { return static_cast<T>(x > 0 ? 1 : x < 0 ? -1 : 0); }
};

template <typename T>
struct Rectified {
  explicit Rectified(const UnaryParams&) {}
  T operator()(T x) const { return x < 0 ? T{0} : x; }
};

template <typename T>
struct Clipped {
  explicit Clipped(const UnaryParams& p) : low(FromReal<T>(p.alpha)), high(FromReal<T>(p.beta)) {}
  T operator()(T x) const {
    const T raised = x < low ? low : x;
    return raised > high ? high : raised;
  }
  T low, high;
};

template <typename T>
struct Complement {
  explicit Complement(const UnaryParams&) {}
  T operator()(T x) const { return static_cast<T>(~x); }
};

template <typename T>
struct IsNan {
  explicit IsNan(const UnaryParams&) {}
  Bool operator()(T x) const { return ToBool(x != x); }
};

template <typename T>
struct IsInfinite {
  explicit IsInfinite(const UnaryParams&) {}
  Bool operator()(T x) const { return ToBool(x == x && x - x != x - x); }
};

struct Inverse {
  explicit Inverse(const UnaryParams&) {}
  Bool operator()(Bool x) const { return ToBool(!IsTrue(x)); }
};

// The run of an integer kind; null if integers have no such function.
template <typename T>
RunFn IntegerRun(int64_t kind) {
  const auto as_run = [](auto function) -> RunFn {
    using Function = typename decltype(function)::Type;
    return [](const void* p, const RunContext& run) {
      return RunElements<Function, T, T>(*static_cast<const UnaryParams*>(p), run);
    };
  };
  switch (kind) {
    case kUnaryAbs:
      return as_run(TypeTag<Absolute<T>>());
    case kUnaryNeg:
      return as_run(TypeTag<Negative<T>>());
    case kUnaryRelu:
      return as_run(TypeTag<Rectified<T>>());
    case kUnarySign:
      return as_run(TypeTag<SignOf<T>>());
    case kUnaryClip:
      return as_run(TypeTag<Clipped<T>>());
    case kUnaryBitwiseNot:
      return as_run(TypeTag<Complement<T>>());
    default:
      return nullptr;
  }
}

RunFn IntegerRunOf(DType type, int64_t kind) {
  return VisitArithmetic<RunFn>(type, [kind](auto tag) -> RunFn {
    using T = typename decltype(tag)::Type;
    if constexpr (kIsInteger<T>) {
      return IntegerRun<T>(kind);
    } else {
      return nullptr;
    }
  });
}

template <typename T>
int32_t FinishReal(Preparation& prepare, const UnaryParams* params, int64_t kind) {
  if (kind == kUnaryIsNan) {
    return prepare.Finish<UnaryParams, RunElements<IsNan<T>, T, Bool>>(params, "unary_is_nan");
  }
  if (kind == kUnaryIsInf) {
    return prepare.Finish<UnaryParams, RunElements<IsInfinite<T>, T, Bool>>(params, "unary_is_inf");
  }
  if (kind == kUnaryClip) {
    return prepare.Finish<UnaryParams, RunElements<Clipped<T>, T, T>>(params, "unary_clip");
  }
  return prepare.Finish<UnaryParams, RunElements<ByRealFunction<T>, T, T>>(params,
                                                                           "unary_reference");
}

// Makes each element a row of its own.
void CutRows(Loop<2>* loop) {
  for (int i = loop->rank; i > 0; --i) loop->axes[i] = loop->axes[i - 1];
  loop->axes[0] = {1, {4, 4}};
  ++loop->rank;
}

// The vector kernel's name of a kind; false if it has none.
bool FindUnaryOp(int64_t kind, UnaryOp* op) {
  struct Pair {
    UnaryKind kind;
    UnaryOp op;
  };
  constexpr Pair kPairs[] = {
      {kUnaryAbs, UnaryOp::kAbs},
      {kUnaryNeg, UnaryOp::kNeg},
      {kUnaryExp, UnaryOp::kExp},
      {kUnaryLog, UnaryOp::kLog},
      {kUnarySqrt, UnaryOp::kSqrt},
      {kUnaryReciprocal, UnaryOp::kReciprocal},
      {kUnarySigmoid, UnaryOp::kSigmoid},
      {kUnaryTanh, UnaryOp::kTanh},
      {kUnaryRelu, UnaryOp::kRelu},
      {kUnaryErf, UnaryOp::kErf},
      {kUnaryFloor, UnaryOp::kFloor},
      {kUnaryCeil, UnaryOp::kCeil},
      {kUnaryRound, UnaryOp::kRound},
      {kUnaryClip, UnaryOp::kClip},
      {kUnaryLeakyRelu, UnaryOp::kLeakyRelu},
      {kUnaryHardSigmoid, UnaryOp::kHardSigmoid},
      {kUnarySoftplus, UnaryOp::kSoftplus},
      {kUnaryGeluErf, UnaryOp::kGeluErf},
      {kUnaryGeluTanh, UnaryOp::kGeluTanh},
      {kUnarySilu, UnaryOp::kSilu},
      {kUnaryLog1p, UnaryOp::kLog1p},
  };
  for (const Pair& pair : kPairs) {
    if (pair.kind != kind) continue;
    *op = pair.op;
    return true;
  }
  return false;
}

// Chooses the kernel of a float function; one element is a row where y has no packed rows.
int32_t FinishRows(Preparation& prepare, UnaryOp op, float alpha, float beta, float gamma) {
  UnaryRowsParams* const params = prepare.NewParams<UnaryRowsParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const KernelEntry<UnaryFn>& entry = UnaryKernels().Select(prepare.features());
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->kernel = entry.kernel;
  params->op = op;
  params->loop = MakeLoop<2>({&y, &x});
  const bool moved = params->loop.row_stride(0) == 4 && params->loop.row_stride(1) != 4;
  if (moved) params->loop = MakeLoop<2>({&y, &y});
  if (params->loop.row_stride(0) != 4) CutRows(&params->loop);
  const size_t n = static_cast<size_t>(params->loop.row_length());
  params->row = {nullptr, nullptr, n, alpha, beta, gamma};
  if (!moved) return prepare.Finish<UnaryRowsParams, RunRows>(params, entry.name);
  params->copy = MakeCopyLoop(y, x, prepare.features());
  return prepare.Finish<UnaryRowsParams, RunMovedRows>(params, "unary_moved");
}

int32_t CheckTypes(const Preparation& prepare, int64_t kind) {
  const DType x = prepare.input(0)->dtype;
  if (kind == kUnaryIsNan || kind == kUnaryIsInf) {
    if (!IsReal(x)) return prepare.WrongType(prepare.input(0), "x", "float32 or float64");
    return prepare.NeedType(prepare.output(0), "y", DType::kBool);
  }
  const bool known = kind == kUnaryNot ? x == DType::kBool
                     : IsReal(x)       ? RealFunction(kind) != nullptr || kind == kUnaryClip
                                       : IntegerRunOf(x, kind) != nullptr;
  if (!known) {
    return prepare.Unsupported("kind %d is not defined for %s", static_cast<int>(kind),
                               DTypeName(x));
  }
  return prepare.NeedType(prepare.output(0), "y", x);
}

}  // namespace

int32_t PrepareUnary(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int64_t kind;
  if (const int32_t status = prepare.NeedAttribute(0, "kind", 0, kUnaryKinds - 1, &kind)) {
    return status;
  }
  if (const int32_t status = CheckTypes(prepare, kind)) return status;
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  UnaryOp op;
  if (x.dtype == DType::kFloat32 && FindUnaryOp(kind, &op)) {
    return FinishRows(prepare, op, static_cast<float>(prepare.real_attribute(1)),
                      static_cast<float>(prepare.real_attribute(2)), 0.0f);
  }
  UnaryParams* const params = prepare.NewParams<UnaryParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->loop = MakeLoop<2>({&y, &x});
  params->alpha = prepare.real_attribute(1);
  params->beta = prepare.real_attribute(2);
  params->real = RealFunction(kind);
  if (kind == kUnaryNot) {
    return prepare.Finish<UnaryParams, RunElements<Inverse, Bool, Bool>>(params, "unary_not");
  }
  if (x.dtype == DType::kFloat32) return FinishReal<float>(prepare, params, kind);
  if (x.dtype == DType::kFloat64) return FinishReal<double>(prepare, params, kind);
  return prepare.Finish(IntegerRunOf(x.dtype, kind), params, "unary_integer");
}

int32_t PrepareSwoosh(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  if (const int32_t status = prepare.NeedType(&x, "x", DType::kFloat32)) return status;
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kFloat32)) return status;
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  return FinishRows(prepare, UnaryOp::kSwoosh, static_cast<float>(prepare.real_attribute(0)),
                    static_cast<float>(prepare.real_attribute(1)),
                    static_cast<float>(prepare.real_attribute(2)));
}

}  // namespace ossicle

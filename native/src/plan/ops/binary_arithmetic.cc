// BINARY kinds whose result has the operands' type.
#include "math/libm.h"
#include "plan/element.h"
#include "plan/ops/binary.h"

namespace ossicle {
namespace {

template <typename T, typename Function>
int32_t Run(const void* p, const RunContext& run) {
  ForEachPair<T, T>(*static_cast<const BinaryParams*>(p), run, Function());
  return OSSICLE_OK;
}

// Functions of which b = 0 is refused.
template <typename T, typename Function>
int32_t RunDivision(const void* p, const RunContext& run) {
  bool by_zero = false;
  ForEachPair<T, T>(*static_cast<const BinaryParams*>(p), run, [&by_zero](T a, T b) {
    by_zero = by_zero || b == 0;
    return b == 0 ? T{0} : Function()(a, b);
  });
  if (!by_zero) return OSSICLE_OK;
  return run.Refuse("an integer is divided by zero; the model or its input is at fault");
}

template <typename T>
struct Add {
  T operator()(T a, T b) const { return Plus(a, b); }
};
template <typename T>
struct Subtract {
  T operator()(T a, T b) const { return Minus(a, b); }
};
template <typename T>
struct Multiply {
  T operator()(T a, T b) const { return Times(a, b); }
};
template <typename T>
struct Maximum {
  T operator()(T a, T b) const { return Larger(a, b); }
};
template <typename T>
struct Minimum {
  T operator()(T a, T b) const { return Smaller(a, b); }
};

// Towards zero. The least integer divided by -1 wraps.
template <typename T>
struct Divide {
  T operator()(T a, T b) const {
    if constexpr (kIsReal<T>) {
      return a / b;
    } else {
      if (std::is_signed<T>::value && b == static_cast<T>(-1)) return Minus<T>(0, a);
      return static_cast<T>(a / b);
    }
  }
};

// The rest of a division towards zero: the sign of a.
template <typename T>
struct Remainder {
  T operator()(T a, T b) const {
    if constexpr (kIsReal<T>) {
      return static_cast<T>(std::fmod(a, b));
    } else {
      if (std::is_signed<T>::value && b == static_cast<T>(-1)) return 0;
      return static_cast<T>(a % b);
    }
  }
};

// The rest of a division downwards: the sign of b.
template <typename T>
struct Modulus {
  T operator()(T a, T b) const {
    const T rest = Remainder<T>()(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? Plus(rest, b) : rest;
  }
};

template <typename T>
struct BitAnd {
  T operator()(T a, T b) const { return static_cast<T>(a & b); }
};
template <typename T>
struct BitOr {
  T operator()(T a, T b) const { return static_cast<T>(a | b); }
};
template <typename T>
struct BitXor {
  T operator()(T a, T b) const { return static_cast<T>(a ^ b); }
};

// Shifting by the width or more leaves nothing.
template <typename T>
struct ShiftLeft {
  T operator()(T a, T b) const {
    return b >= sizeof(T) * 8 ? T{0} : static_cast<T>(static_cast<Wrapping<T>>(a) << b);
  }
};
template <typename T>
struct ShiftRight {
  T operator()(T a, T b) const { return b >= sizeof(T) * 8 ? T{0} : static_cast<T>(a >> b); }
};

template <typename T>
struct Prelu {
  T operator()(T x, T slope) const { return x < 0 ? Times(x, slope) : x; }
};

template <typename T>
struct Glu {
  T operator()(T a, T b) const {
    const double gate = 1.0 / (1.0 + std::exp(-static_cast<double>(b)));
    return static_cast<T>(static_cast<double>(a) * gate);
  }
};

template <typename T>
RunFn IntegerRun(int64_t kind) {
  switch (kind) {
    case kBinaryDiv:
      return RunDivision<T, Divide<T>>;
    case kBinaryMod:
      return RunDivision<T, Modulus<T>>;
    case kBinaryFmod:
      return RunDivision<T, Remainder<T>>;
    case kBinaryBitwiseAnd:
      return Run<T, BitAnd<T>>;
    case kBinaryBitwiseOr:
      return Run<T, BitOr<T>>;
    case kBinaryBitwiseXor:
      return Run<T, BitXor<T>>;
    default:
      break;
  }
  if constexpr (std::is_unsigned<T>::value) {
    if (kind == kBinaryShiftLeft) return Run<T, ShiftLeft<T>>;
    if (kind == kBinaryShiftRight) return Run<T, ShiftRight<T>>;
  }
  return nullptr;
}

template <typename T>
RunFn RealRun(int64_t kind) {
  switch (kind) {
    case kBinaryDiv:
      return Run<T, Divide<T>>;
    case kBinaryMod:
      return Run<T, Modulus<T>>;
    case kBinaryFmod:
      return Run<T, Remainder<T>>;
    case kBinaryGlu:
      return Run<T, Glu<T>>;
    default:
      return nullptr;
  }
}

template <typename T>
RunFn AnyRun(int64_t kind) {
  switch (kind) {
    case kBinaryAdd:
      return Run<T, Add<T>>;
    case kBinarySub:
      return Run<T, Subtract<T>>;
    case kBinaryMul:
      return Run<T, Multiply<T>>;
    case kBinaryMax:
      return Run<T, Maximum<T>>;
    case kBinaryMin:
      return Run<T, Minimum<T>>;
    case kBinaryPrelu:
      return Run<T, Prelu<T>>;
    default:
      if constexpr (kIsReal<T>) {
        return RealRun<T>(kind);
      } else {
        return IntegerRun<T>(kind);
      }
  }
}

// Integers to a whole power that is not negative wrap; everything else goes by real numbers.
template <typename T>
T Power(T base, double exponent) {
  if constexpr (kIsInteger<T>) {
    if (exponent >= 0 && exponent <= 9007199254740992.0 && exponent == std::floor(exponent)) {
      T result = 1;
      T square = base;
      for (uint64_t left = static_cast<uint64_t>(exponent); left > 0; left /= 2) {
        if (left % 2 != 0) result = Times(result, square);
        square = Times(square, square);
      }
      return result;
    }
    return Truncate<T>(std::pow(static_cast<double>(base), exponent));
  } else {
    if (exponent == 2.0) return base * base;
    return static_cast<T>(std::pow(static_cast<double>(base), exponent));
  }
}

template <typename T>
int32_t RunPower(const void* p, const RunContext& run) {
  const BinaryParams& params = *static_cast<const BinaryParams*>(p);
  const Loop<3>& loop = params.loop;
  const int64_t n = loop.row_length();
  char* const start[] = {params.y.At(run), params.a.At(run), params.b.At(run)};
  ForEachRow<3>(loop, start, [&](char* const* at) {
    for (int64_t i = 0; i < n; ++i) {
      const T base = *reinterpret_cast<const T*>(at[1] + i * loop.row_stride(1));
      const double exponent = params.load_exponent(at[2] + i * loop.row_stride(2));
      *reinterpret_cast<T*>(at[0] + i * loop.row_stride(0)) = Power(base, exponent);
    }
  });
  return OSSICLE_OK;
}

template <typename T>
double LoadReal(const char* element) {
  return static_cast<double>(*reinterpret_cast<const T*>(element));
}

}  // namespace

RunFn ArithmeticRun(int64_t kind, DType type) {
  return VisitArithmetic<RunFn>(
      type, [kind](auto tag) -> RunFn { return AnyRun<typename decltype(tag)::Type>(kind); });
}

RunFn PowerRun(DType type) {
  return VisitArithmetic<RunFn>(
      type, [](auto tag) -> RunFn { return RunPower<typename decltype(tag)::Type>; });
}

double (*ExponentLoader(DType type))(const char*) {
  using Loader = double (*)(const char*);
  return VisitArithmetic<Loader>(
      type, [](auto tag) -> Loader { return LoadReal<typename decltype(tag)::Type>; });
}

}  // namespace ossicle

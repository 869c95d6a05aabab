#include "math/libm.h"
#include "plan/ops/unary.h"

namespace ossicle {
namespace {

constexpr double kSqrtHalf = 0.70710678118654752440;
constexpr double kSqrtTwoOverPi = 0.79788456080286535588;

double Sigmoid(double x) {
  return x >= 0 ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x) / (1.0 + std::exp(x));
}

double Softplus(double x) { return (x > 0 ? x : 0.0) + std::log1p(std::exp(-std::fabs(x))); }

double Abs(double x, double, double) { return std::fabs(x); }
double Neg(double x, double, double) { return -x; }
double Exp(double x, double, double) { return std::exp(x); }
double Log(double x, double, double) { return std::log(x); }
double Sqrt(double x, double, double) { return std::sqrt(x); }
double Reciprocal(double x, double, double) { return 1.0 / x; }
double SigmoidOf(double x, double, double) { return x != x ? x : Sigmoid(x); }
double Tanh(double x, double, double) { return std::tanh(x); }
double Relu(double x, double, double) { return x < 0 ? 0.0 : x; }
double Erf(double x, double, double) { return std::erf(x); }
double Sin(double x, double, double) { return std::sin(x); }
double Cos(double x, double, double) { return std::cos(x); }
double Floor(double x, double, double) { return std::floor(x); }
double Ceil(double x, double, double) { return std::ceil(x); }
double Round(double x, double, double) { return std::nearbyint(x); }
double Sign(double x, double, double) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; }
double LeakyRelu(double x, double alpha, double) { return x < 0 ? alpha * x : x; }
double Elu(double x, double alpha, double) { return x < 0 ? alpha * std::expm1(x) : x; }
double HardSigmoid(double x, double alpha, double beta) {
  const double y = alpha * x + beta;
  return y < 0 ? 0.0 : y > 1 ? 1.0 : y;
}
double SoftplusOf(double x, double, double) { return x != x ? x : Softplus(x); }
double Softsign(double x, double, double) { return x / (1.0 + std::fabs(x)); }
double GeluErf(double x, double, double) { return 0.5 * x * (1.0 + std::erf(x * kSqrtHalf)); }
double GeluTanh(double x, double, double) {
  return 0.5 * x * (1.0 + std::tanh(kSqrtTwoOverPi * (x + 0.044715 * x * x * x)));
}
double Tan(double x, double, double) { return std::tan(x); }
double Asin(double x, double, double) { return std::asin(x); }
double Acos(double x, double, double) { return std::acos(x); }
double Atan(double x, double, double) { return std::atan(x); }
double Sinh(double x, double, double) { return std::sinh(x); }
double Cosh(double x, double, double) { return std::cosh(x); }
double Asinh(double x, double, double) { return std::asinh(x); }
double Acosh(double x, double, double) { return std::acosh(x); }
double Atanh(double x, double, double) { return std::atanh(x); }
double HardSwish(double x, double, double) { return x * HardSigmoid(x, 1.0 / 6.0, 0.5); }
double Mish(double x, double, double) { return x != x ? x : x * std::tanh(Softplus(x)); }
double Selu(double x, double alpha, double gamma) {
  return gamma * (x > 0 || x != x ? x : alpha * std::expm1(x));
}
double Celu(double x, double alpha, double) { return x < 0 ? alpha * std::expm1(x / alpha) : x; }
double ThresholdedRelu(double x, double alpha, double) { return x > alpha || x != x ? x : 0.0; }
double Silu(double x, double, double) { return x != x ? x : x * Sigmoid(x); }
double Log1p(double x, double, double) { return std::log1p(x); }

constexpr RealFn kFunctions[] = {
    Abs,
    Neg,
    Exp,
    Log,
    Sqrt,
    Reciprocal,
    SigmoidOf,
    Tanh,
    Relu,
    Erf,
    Sin,
    Cos,
    Floor,
    Ceil,
    Round,
    Sign,
    nullptr,
    nullptr,
    LeakyRelu,
    Elu,
    HardSigmoid,
    SoftplusOf,
    Softsign,
    nullptr,
    nullptr,
    GeluErf,
    GeluTanh,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Asinh,
    Acosh,
    Atanh,
    HardSwish,
    Mish,
    Selu,
    Celu,
    ThresholdedRelu,
    nullptr,
    Silu,
    Log1p,
};
static_assert(sizeof(kFunctions) / sizeof(kFunctions[0]) == kUnaryKinds, "one entry per kind");

}  // namespace

RealFn RealFunction(int64_t kind) {
  return kind >= 0 && kind < kUnaryKinds ? kFunctions[kind] : nullptr;
}

double ActivateReal(Activation activation, double x) {
  constexpr UnaryKind kKinds[kActivations] = {kUnaryRelu, kUnaryRelu,    kUnarySigmoid, kUnaryTanh,
                                              kUnarySilu, kUnaryGeluErf, kUnaryGeluTanh};
  if (activation == Activation::kNone) return x;
  return kFunctions[kKinds[static_cast<size_t>(activation)]](x, 0, 0);
}

}  // namespace ossicle

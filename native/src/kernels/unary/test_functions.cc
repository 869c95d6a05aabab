// Accuracy of the functions that have a polynomial.
#include <cfloat>
#include <cmath>
#include <cstring>
#include <initializer_list>

#include "kernels/unary/unary.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

// What the functions are measured against: the C library in double precision.
double Exact(UnaryOp function, double x) {
  switch (function) {
    case UnaryOp::kExp:
      return std::exp(x);
    case UnaryOp::kLog:
      return std::log(x);
    case UnaryOp::kLog1p:
      return std::log1p(x);
    case UnaryOp::kSigmoid:
      return 1.0 / (1.0 + std::exp(-x));
    case UnaryOp::kTanh:
      return std::tanh(x);
    case UnaryOp::kErf:
      return std::erf(x);
    case UnaryOp::kSoftplus:
      return x > 40.0 ? x : std::log1p(std::exp(x));
    default:
      return 0.0;
  }
}

const char* Name(UnaryOp function) {
  constexpr const char* kNames[] = {"exp", "log", "log1p", "sigmoid", "tanh", "erf", "softplus"};
  return kNames[static_cast<int>(function) - static_cast<int>(UnaryOp::kExp)];
}

void Run(const KernelEntry<UnaryFn>& entry, UnaryOp function, size_t n, const float* x, float* y) {
  entry.kernel(function, {x, y, n, 0.0f, 0.0f, 0.0f});
}

constexpr UnaryOp kAll[] = {UnaryOp::kExp,  UnaryOp::kLog, UnaryOp::kLog1p,   UnaryOp::kSigmoid,
                            UnaryOp::kTanh, UnaryOp::kErf, UnaryOp::kSoftplus};

// Distance in units of the last place of a normal result, in the smallest normal one below it.
double UlpError(float got, double wanted) {
  const double magnitude = std::fmax(std::fabs(wanted), static_cast<double>(FLT_MIN));
  const double ulp = std::ldexp(1.0, std::ilogb(magnitude) - 23);
  return std::fabs(static_cast<double>(got) - wanted) / ulp;
}

bool Matches(float got, double wanted) {
  if (std::isnan(wanted)) return std::isnan(got);
  const double limit = static_cast<double>(FLT_MAX) * (1.0 + 0x1p-25);
  if (std::fabs(wanted) > limit) return std::isinf(got) && (got > 0) == (wanted > 0);
  return UlpError(got, wanted) <= 3.0;
}

void IsAccurateOverAllFloats(const KernelEntry<UnaryFn>& entry, UnaryOp function) {
  // Every 4099th bit pattern (a prime step) covers all exponents, both signs, infinities and NaNs.
  constexpr size_t kBlock = 1024;
  float x[kBlock], got[kBlock];
  double worst = 0.0;
  for (uint64_t first = 0; first < (uint64_t{1} << 32); first += kBlock * 4099u) {
    for (size_t i = 0; i < kBlock; ++i) {
      const uint32_t bits = static_cast<uint32_t>(first + i * 4099u);
      std::memcpy(&x[i], &bits, sizeof(bits));
    }
    Run(entry, function, kBlock, x, got);
    for (size_t i = 0; i < kBlock; ++i) {
      const double wanted = Exact(function, x[i]);
      CHECK_MSG(Matches(got[i], wanted), "%s %s(%a) = %a, wanted %a", entry.name, Name(function),
                x[i], got[i], wanted);
      if (std::isfinite(wanted) && std::isfinite(got[i])) {
        worst = std::fmax(worst, UlpError(got[i], wanted));
      }
    }
  }
  std::printf("  %s: largest error %.2f ulp\n", Name(function), worst);
}

void IsExactAtSpecialValues(const KernelEntry<UnaryFn>& entry) {
  const float in[] = {0.0f, -0.0f, -1.0f, INFINITY, -INFINITY, NAN, FLT_MIN / 4};
  for (UnaryOp function : kAll) {
    float got[7];
    Run(entry, function, 7, in, got);
    for (int i = 0; i < 7; ++i) {
      const double wanted = Exact(function, in[i]);
      const bool sign = wanted != 0.0 || std::signbit(got[i]) == std::signbit(wanted);
      CHECK_MSG(Matches(got[i], wanted) && sign, "%s %s(%g) = %g", entry.name, Name(function),
                in[i], got[i]);
    }
  }
}

void StaysInsideItsArrays(const KernelEntry<UnaryFn>& entry, UnaryOp function) {
  for (size_t n : {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100}) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      Guarded<float> x(n, edge), out(n, edge);
      test::Random random(n);
      random.Fill(x, 0.1f, 5.0f);
      Run(entry, function, n, x.data(), out.data());
      for (size_t i = 0; i < n; ++i) CHECK(Matches(out[i], Exact(function, x[i])));
      Run(entry, function, n, x.data(), x.data());
      CHECK(std::memcmp(x.data(), out.data(), n * sizeof(float)) == 0);
    }
  }
}

}  // namespace

int main() {
  test::ForEachKernel(UnaryKernels(), [](const KernelEntry<UnaryFn>& entry) {
    for (UnaryOp function : kAll) {
      IsAccurateOverAllFloats(entry, function);
      StaysInsideItsArrays(entry, function);
    }
    IsExactAtSpecialValues(entry);
  });
  return test::Finish();
}

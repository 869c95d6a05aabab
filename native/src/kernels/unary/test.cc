// The functions that are plain arithmetic, and those made of others.
#include <cmath>
#include <cstring>
#include <initializer_list>

#include "kernels/unary/unary.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr float kAlpha = 0.25f;
constexpr float kBeta = 0.75f;
constexpr float kGamma = 0.5f;

double Exact(UnaryOp op, double x) {
  switch (op) {
    case UnaryOp::kAbs:
      return std::fabs(x);
    case UnaryOp::kNeg:
      return -x;
    case UnaryOp::kSqrt:
      return std::sqrt(x);
    case UnaryOp::kReciprocal:
      return 1 / x;
    case UnaryOp::kFloor:
      return std::floor(x);
    case UnaryOp::kCeil:
      return std::ceil(x);
    case UnaryOp::kRound:
      return std::nearbyint(x);
    case UnaryOp::kRelu:
      return x < 0 ? 0 : x;
    case UnaryOp::kLeakyRelu:
      return x < 0 ? kAlpha * x : x;
    case UnaryOp::kClip:
      return x < kAlpha ? kAlpha : x > kBeta ? kBeta : x;
    case UnaryOp::kHardSigmoid: {
      const double y = kAlpha * x + kBeta;
      return y < 0 ? 0 : y > 1 ? 1 : y;
    }
    case UnaryOp::kSilu:
      return x / (1 + std::exp(-x));
    case UnaryOp::kGeluErf:
      return x / 2 * (1 + std::erf(x / std::sqrt(2.0)));
    case UnaryOp::kGeluTanh:
      return x / 2 * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    case UnaryOp::kSwoosh:
      return std::log1p(std::exp(x - kAlpha)) - kBeta * x - kGamma;
    default:
      return NAN;
  }
}

constexpr UnaryOp kExactOps[] = {
    UnaryOp::kAbs,  UnaryOp::kNeg,   UnaryOp::kSqrt, UnaryOp::kReciprocal, UnaryOp::kFloor,
    UnaryOp::kCeil, UnaryOp::kRound, UnaryOp::kRelu, UnaryOp::kLeakyRelu,  UnaryOp::kClip};
constexpr UnaryOp kRoundedOps[] = {UnaryOp::kHardSigmoid, UnaryOp::kSilu, UnaryOp::kGeluErf,
                                   UnaryOp::kGeluTanh, UnaryOp::kSwoosh};

constexpr size_t kSizes[] = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100};

UnaryRow RowOf(const float* x, float* y, size_t n) { return {x, y, n, kAlpha, kBeta, kGamma}; }

void Computes(const KernelEntry<UnaryFn>& entry, UnaryOp op, double epsilons) {
  for (size_t n : kSizes) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      test::Random random(n);
      Guarded<float> x(n, edge), y(n, edge);
      random.Fill(x, op == UnaryOp::kSqrt ? 0.0f : -6.0f, 6.0f);
      entry.kernel(op, RowOf(x.data(), y.data(), n));
      for (size_t i = 0; i < n; ++i) {
        const double wanted = static_cast<double>(static_cast<float>(Exact(op, x[i])));
        CHECK_MSG(test::Close(y[i], wanted, epsilons, 8.0), "%s op %d n=%zu f(%g) = %g, not %g",
                  entry.name, static_cast<int>(op), n, x[i], y[i], wanted);
      }
      entry.kernel(op, RowOf(x.data(), x.data(), n));
      CHECK(std::memcmp(x.data(), y.data(), n * sizeof(float)) == 0);
    }
  }
}

// However many elements are computed side by side, each has the bits it has alone.
void DoesNotDependOnTheLength(const KernelEntry<UnaryFn>& entry) {
  constexpr size_t kCount = 300;
  float x[kCount], y[kCount], alone[kCount];
  test::Random random(kCount);
  for (float& value : x) value = random.Uniform(-20.0f, 20.0f);
  x[7] = NAN;
  x[130] = INFINITY;
  x[131] = -INFINITY;
  for (int op = 0; op <= static_cast<int>(UnaryOp::kSwoosh); ++op) {
    entry.kernel(static_cast<UnaryOp>(op), RowOf(x, y, kCount));
    for (size_t i = 0; i < kCount; ++i) {
      entry.kernel(static_cast<UnaryOp>(op), RowOf(x + i, alone + i, 1));
    }
    for (size_t i = 0; i < kCount; ++i) {
      const bool nan = std::isnan(y[i]) && std::isnan(alone[i]);
      CHECK_MSG(nan || std::memcmp(y + i, alone + i, sizeof(float)) == 0, "%s op %d f(%g) = %g, %g",
                entry.name, op, x[i], y[i], alone[i]);
    }
  }
}

// On all of its way from one straight line to the other, and far behind.
void SwooshIsAccurateEverywhere(const KernelEntry<UnaryFn>& entry) {
  constexpr size_t kCount = 1000;
  float x[kCount], y[kCount];
  for (int block = -80; block < 80; ++block) {
    for (size_t i = 0; i < kCount; ++i) {
      x[i] = static_cast<float>(block) + static_cast<float>(i) / kCount;
    }
    entry.kernel(UnaryOp::kSwoosh, RowOf(x, y, kCount));
    for (size_t i = 0; i < kCount; ++i) {
      const double wanted = Exact(UnaryOp::kSwoosh, x[i]);
      CHECK_MSG(test::Close(y[i], wanted, 1.5, 1.0 + std::fabs(x[i])), "%s swoosh(%g) = %g, not %g",
                entry.name, x[i], y[i], wanted);
    }
  }
}

void IsExactAtSpecialValues(const KernelEntry<UnaryFn>& entry) {
  const float in[] = {0.0f, -0.0f, 0.5f, -0.5f, 2.5f, -1.5f, 8388609.0f, INFINITY, -INFINITY, NAN};
  constexpr size_t kCount = sizeof(in) / sizeof(in[0]);
  for (UnaryOp op : kExactOps) {
    float got[kCount];
    entry.kernel(op, RowOf(in, got, kCount));
    for (size_t i = 0; i < kCount; ++i) {
      const float wanted = static_cast<float>(Exact(op, in[i]));
      const bool nan = std::isnan(wanted) && std::isnan(got[i]);
      const bool signs = op == UnaryOp::kRelu || std::signbit(got[i]) == std::signbit(wanted);
      CHECK_MSG(nan || (got[i] == wanted && signs), "%s op %d f(%g) = %g, wanted %g", entry.name,
                static_cast<int>(op), in[i], got[i], wanted);
    }
  }
  for (UnaryOp op : kRoundedOps) {
    float got[kCount];
    entry.kernel(op, RowOf(in, got, kCount));
    CHECK_MSG(std::isnan(got[kCount - 1]), "%s op %d of NaN", entry.name, static_cast<int>(op));
  }
}

}  // namespace

int main() {
  test::ForEachKernel(UnaryKernels(), [](const KernelEntry<UnaryFn>& entry) {
    for (UnaryOp op : kExactOps) Computes(entry, op, 0.0);
    for (UnaryOp op : kRoundedOps) Computes(entry, op, 4.0);
    DoesNotDependOnTheLength(entry);
    SwooshIsAccurateEverywhere(entry);
    IsExactAtSpecialValues(entry);
  });
  return test::Finish();
}

#include <cmath>
#include <initializer_list>

#include "kernels/reduce/reduce.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kSizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 257, 1000};

void Reduces(const KernelEntry<ReduceFn>& entry, size_t n, Edge edge) {
  test::Random random(n);
  Guarded<float> x(n, edge);
  random.Fill(x, -3.0f, 2.0f);
  double sum = 0, squares = 0, magnitudes = 0, most = -INFINITY, least = INFINITY;
  for (size_t i = 0; i < n; ++i) {
    const double v = x[i];
    sum += v;
    squares += v * v;
    magnitudes += std::fabs(v);
    most = std::fmax(most, v);
    least = std::fmin(least, v);
  }
  const double epsilons = 2.0 + std::sqrt(static_cast<double>(n));
  const auto check = [&](Reduction reduction, double wanted, double allowed) {
    const float got = entry.kernel(reduction, n, x.data());
    CHECK_MSG(test::Close(got, wanted, allowed, magnitudes + squares), "%s %d n=%zu: %g, not %g",
              entry.name, static_cast<int>(reduction), n, got, wanted);
  };
  check(Reduction::kSum, sum, epsilons);
  check(Reduction::kSumOfSquares, squares, epsilons);
  check(Reduction::kSumOfMagnitudes, magnitudes, epsilons);
  check(Reduction::kMax, most, 0.0);
  check(Reduction::kMin, least, 0.0);
}

// Whichever lane it falls into.
void FindsEveryNan(const KernelEntry<ReduceFn>& entry) {
  for (size_t n : {1, 5, 16, 37}) {
    Guarded<float> x(n, Edge::kBack);
    for (size_t at = 0; at < n; ++at) {
      for (size_t i = 0; i < n; ++i) x[i] = i == at ? NAN : -INFINITY;
      CHECK(std::isnan(entry.kernel(Reduction::kMax, n, x.data())));
      for (size_t i = 0; i < n; ++i) x[i] = i == at ? NAN : INFINITY;
      CHECK(std::isnan(entry.kernel(Reduction::kMin, n, x.data())));
      CHECK(std::isnan(entry.kernel(Reduction::kSum, n, x.data())));
    }
    for (size_t i = 0; i < n; ++i) x[i] = -INFINITY;
    CHECK(entry.kernel(Reduction::kMax, n, x.data()) == -INFINITY);
    CHECK(entry.kernel(Reduction::kMin, n, x.data()) == -INFINITY);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(ReduceKernels(), [](const KernelEntry<ReduceFn>& entry) {
    for (size_t n : kSizes) {
      for (Edge edge : {Edge::kFront, Edge::kBack}) Reduces(entry, n, edge);
    }
    FindsEveryNan(entry);
  });
  return test::Finish();
}

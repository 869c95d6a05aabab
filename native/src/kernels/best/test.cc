#include "kernels/best/best.h"

#include <cmath>
#include <initializer_list>

#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<BestFn>;

constexpr size_t kSizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 80, 127, 500};

void Finds(const Entry& entry, const Guarded<float>& x, size_t wanted) {
  const size_t found = entry.kernel(x.size(), x.data());
  CHECK_MSG(found == wanted, "%s n=%zu: %zu, wanted %zu", entry.name, x.size(), found, wanted);
}

// Every place once; all else is lower, so that zeros read past the end would win.
void FindsEveryPlace(const Entry& entry, size_t n, Edge edge) {
  test::Random random(n);
  Guarded<float> x(n, edge);
  random.Fill(x, -9.0f, -2.0f);
  for (size_t i = 0; i < n; ++i) {
    const float before = x[i];
    x[i] = -1.0f;
    Finds(entry, x, i);
    x[i] = before;
  }
}

void TakesTheFirstOfEquals(const Entry& entry, size_t n, Edge edge) {
  Guarded<float> x(n, edge);
  for (size_t first = 0; first < n; first += n / 5 + 1) {
    for (size_t i = 0; i < n; ++i) x[i] = i < first ? -3.0f : (i - first) % 3 == 0 ? 2.0f : 1.0f;
    Finds(entry, x, first);
  }
  for (size_t i = 0; i < n; ++i) x[i] = i % 2 == 0 ? -0.0f : 0.0f;
  Finds(entry, x, 0);
}

void IsDefinedForOddValues(const Entry& entry, size_t n, Edge edge) {
  Guarded<float> x(n, edge);
  for (size_t i = 0; i < n; ++i) x[i] = -INFINITY;
  Finds(entry, x, 0);
  x[n - 1] = INFINITY;
  Finds(entry, x, n - 1);
  x[n / 2] = NAN;
  Finds(entry, x, n == 1 ? 0 : n / 2 == n - 1 ? 0 : n - 1);
  x[0] = NAN;
  Finds(entry, x, 0);
}

}  // namespace

int main() {
  test::ForEachKernel(BestKernels(), [](const Entry& entry) {
    for (size_t n : kSizes) {
      for (Edge edge : {Edge::kFront, Edge::kBack}) {
        FindsEveryPlace(entry, n, edge);
        TakesTheFirstOfEquals(entry, n, edge);
        IsDefinedForOddValues(entry, n, edge);
      }
    }
  });
  return test::Finish();
}

#include <algorithm>
#include <cmath>
#include <cstring>
#include <initializer_list>

#include "kernels/softmax/softmax.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kSizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 80, 257};

void Computes(const KernelEntry<SoftmaxFn>& entry, size_t n, Edge edge, bool log) {
  test::Random random(n);
  Guarded<float> x(n, edge), y(n, edge);
  random.Fill(x, -80.0f, 90.0f);  // far enough apart to overflow without a shift
  const double largest = *std::max_element(x.data(), x.data() + n);
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += std::exp(x[i] - largest);
  entry.kernel(log, n, x.data(), nullptr, y.data());
  for (size_t i = 0; i < n; ++i) {
    const double shifted = x[i] - largest;
    const double wanted = log ? shifted - std::log(sum) : std::exp(shifted) / sum;
    CHECK_MSG(test::Close(y[i], wanted, 8.0, log ? 180.0 : std::fmax(wanted, 1e-30)),
              "%s n=%zu log=%d [%zu]: %g, wanted %g", entry.name, n, log, i, y[i], wanted);
  }
  entry.kernel(log, n, x.data(), nullptr, x.data());
  CHECK(std::memcmp(x.data(), y.data(), n * sizeof(float)) == 0);
}

void ReplacesWhatFlagsSay(const KernelEntry<SoftmaxFn>& entry, size_t n, Edge edge, bool log) {
  for (bool zeroes : {false, true}) {
    if (zeroes && log) continue;
    test::Random random(n);
    Guarded<float> x(n, edge), replaced(n, edge), y(n, edge), wanted(n, edge);
    Guarded<uint8_t> flags(n, edge);
    random.Fill(x, -9.0f, 9.0f);
    for (size_t i = 0; i < n; ++i) {
      flags[i] = static_cast<uint8_t>(random.Int(0, 2) == 0 ? random.Int(1, 255) : 0);
      replaced[i] = flags[i] != 0 ? -4.5f : x[i];
    }
    entry.kernel(log, n, replaced.data(), nullptr, wanted.data());
    const SoftmaxMask mask = {flags.data(), -4.5f, zeroes};
    entry.kernel(log, n, x.data(), &mask, y.data());
    for (size_t i = 0; i < n; ++i) {
      const float share = zeroes && flags[i] != 0 ? 0.0f : wanted[i];
      CHECK_MSG(y[i] == share, "%s n=%zu log=%d zeroes=%d [%zu]: %g, wanted %g", entry.name, n, log,
                zeroes, i, y[i], share);
    }
    entry.kernel(log, n, x.data(), &mask, x.data());
    CHECK(std::memcmp(x.data(), y.data(), n * sizeof(float)) == 0);
  }
}

void KeepsWhatIsMasked(const KernelEntry<SoftmaxFn>& entry, size_t n) {
  Guarded<float> x(n, Edge::kBack), y(n, Edge::kBack);
  for (size_t i = 0; i < n; ++i) x[i] = -INFINITY;
  entry.kernel(false, n, x.data(), nullptr, y.data());
  for (size_t i = 0; i < n; ++i) CHECK(std::isnan(y[i]));
  x[n - 1] = -3.0f;
  entry.kernel(false, n, x.data(), nullptr, y.data());
  for (size_t i = 0; i < n; ++i) CHECK(y[i] == (i == n - 1 ? 1.0f : 0.0f));
  entry.kernel(true, n, x.data(), nullptr, y.data());
  for (size_t i = 0; i < n; ++i) CHECK(y[i] == (i == n - 1 ? 0.0f : -INFINITY));
  x[0] = NAN;
  entry.kernel(false, n, x.data(), nullptr, y.data());
  for (size_t i = 0; i < n; ++i) CHECK(std::isnan(y[i]));
}

}  // namespace

int main() {
  test::ForEachKernel(SoftmaxKernels(), [](const KernelEntry<SoftmaxFn>& entry) {
    for (size_t n : kSizes) {
      for (Edge edge : {Edge::kFront, Edge::kBack}) {
        Computes(entry, n, edge, false);
        Computes(entry, n, edge, true);
        ReplacesWhatFlagsSay(entry, n, edge, false);
        ReplacesWhatFlagsSay(entry, n, edge, true);
      }
      KeepsWhatIsMasked(entry, n);
    }
  });
  return test::Finish();
}

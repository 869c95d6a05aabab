#include <cmath>
#include <initializer_list>

#include "kernels/biasnorm/biasnorm.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kSizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65, 80, 192, 257, 513};

void ComparesWithReference(const KernelEntry<BiasnormFn>& entry, size_t n, Edge edge) {
  test::Random random(n);
  Guarded<float> x(n, edge), bias(n, edge), got(n, edge), wanted(n, edge);
  random.Fill(x, -3.0f, 5.0f);
  random.Fill(bias, -1.0f, 1.0f);
  biasnorm_f32_reference(n, x.data(), bias.data(), 0.7f, wanted.data());
  entry.kernel(n, x.data(), bias.data(), 0.7f, got.data());
  for (size_t i = 0; i < n; ++i) {
    CHECK_MSG(test::Close(got[i], wanted[i], 16.0, std::fabs(wanted[i])),
              "%s n=%zu [%zu]: %g, wanted %g", entry.name, n, i, got[i], wanted[i]);
  }
  entry.kernel(n, x.data(), bias.data(), 0.7f, x.data());
  for (size_t i = 0; i < n; ++i) CHECK_MSG(x[i] == got[i], "%s in place n=%zu", entry.name, n);
}

void SpoilsTheRowOnNan(const KernelEntry<BiasnormFn>& entry, size_t n) {
  Guarded<float> x(n, Edge::kBack), bias(n, Edge::kBack), out(n, Edge::kBack);
  for (size_t i = 0; i < n; ++i) x[i] = bias[i] = 1.0f;
  x[n - 1] = NAN;
  entry.kernel(n, x.data(), bias.data(), 1.0f, out.data());
  for (size_t i = 0; i < n; ++i) CHECK_MSG(std::isnan(out[i]), "%s n=%zu", entry.name, n);
}

}  // namespace

int main() {
  test::ForEachKernel(BiasnormKernels(), [](const KernelEntry<BiasnormFn>& entry) {
    for (size_t n : kSizes) {
      for (Edge edge : {Edge::kFront, Edge::kBack}) ComparesWithReference(entry, n, edge);
      SpoilsTheRowOnNan(entry, n);
    }
  });
  return test::Finish();
}

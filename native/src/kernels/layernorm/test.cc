#include <cmath>
#include <initializer_list>

#include "kernels/layernorm/layernorm.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kSizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 80, 192, 257, 513};

void ComparesWithReference(const KernelEntry<LayernormFn>& entry, size_t n, Edge edge, bool shift) {
  test::Random random(n);
  Guarded<float> x(n, edge), gamma(n, edge), beta(n, edge), got(n, edge), wanted(n, edge);
  random.Fill(x, -3.0f, 5.0f);
  random.Fill(gamma, 0.5f, 2.0f);
  random.Fill(beta, -1.0f, 1.0f);
  const float* b = shift ? beta.data() : nullptr;
  layernorm_f32_reference(n, x.data(), gamma.data(), b, 1e-5f, wanted.data());
  entry.kernel(n, x.data(), gamma.data(), b, 1e-5f, got.data());
  for (size_t i = 0; i < n; ++i) {
    CHECK_MSG(test::Close(got[i], wanted[i], 32.0, 8.0), "%s n=%zu [%zu]: %g, wanted %g",
              entry.name, n, i, got[i], wanted[i]);
  }
  entry.kernel(n, x.data(), gamma.data(), b, 1e-5f, x.data());
  for (size_t i = 0; i < n; ++i) CHECK_MSG(x[i] == got[i], "%s in place n=%zu", entry.name, n);
}

void SpoilsTheRowOnNan(const KernelEntry<LayernormFn>& entry, size_t n) {
  Guarded<float> x(n, Edge::kBack), gamma(n, Edge::kBack), out(n, Edge::kBack);
  for (size_t i = 0; i < n; ++i) x[i] = gamma[i] = 1.0f;
  x[n - 1] = NAN;
  entry.kernel(n, x.data(), gamma.data(), nullptr, 1e-5f, out.data());
  for (size_t i = 0; i < n; ++i) CHECK_MSG(std::isnan(out[i]), "%s n=%zu", entry.name, n);
}

}  // namespace

int main() {
  test::ForEachKernel(LayernormKernels(), [](const KernelEntry<LayernormFn>& entry) {
    for (size_t n : kSizes) {
      for (Edge edge : {Edge::kFront, Edge::kBack}) {
        ComparesWithReference(entry, n, edge, true);
        ComparesWithReference(entry, n, edge, false);
      }
      SpoilsTheRowOnNan(entry, n);
    }
  });
  return test::Finish();
}

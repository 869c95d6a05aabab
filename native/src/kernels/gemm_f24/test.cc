#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "kernels/gemm_f24/problem.h"
#include "tests/each_kernel.h"
#include "tests/tolerance.h"

using namespace ossicle;
using namespace ossicle::gemm_f24;
using ossicle::test::Edge;

namespace {

struct Extras {
  bool accumulate, bias;
};

// Close to the exact product by B itself, in both orders of reading to the same bits, and the same
// for a row alone.
void IsClose(const Entry& entry, const Problem& problem, Extras extras, Edge edge) {
  const Sizes& s = problem.size;
  const Packed packed(entry.kernel, problem, problem.b.size());
  CHECK(packed.bytes > 0);
  const auto run = [&](size_t first, size_t rows, bool backwards) {
    return Run(entry.kernel, problem, packed, {first, rows, extras.accumulate, extras.bias},
               backwards, edge);
  };
  const std::vector<float> got = run(0, s.m, false);
  CHECK(SameBits(got, run(0, s.m, true)));
  for (size_t i = 0; i < s.m; ++i) {
    const std::vector<float> alone = run(i, 1, false);
    const std::vector<float> row(got.begin() + static_cast<ptrdiff_t>(i * s.n),
                                 got.begin() + static_cast<ptrdiff_t>((i + 1) * s.n));
    CHECK_MSG(SameBits(row, alone), "%s: row %zu of %zu", entry.name, i, s.m);
    for (size_t j = 0; j < s.n; ++j) {
      const Exact exact = problem.At(i, j, extras.accumulate, extras.bias);
      CHECK_MSG(test::Close(row[j], exact.sum, 4.0 + 0.5 * std::sqrt(s.k), exact.magnitude),
                "%s m=%zu n=%zu k=%zu (%zu, %zu): %g, wanted %g", entry.name, s.m, s.n, s.k, i, j,
                static_cast<double>(row[j]), exact.sum);
    }
  }
}

// Times the unit matrix, B comes out as it is kept: off by no more than half a step and the
// rounding of a float, outliers by that of three, zeros by nothing.
void KeepsElements(const Entry& entry, const Problem& like) {
  Problem problem = like;
  const size_t k = problem.size.k;
  problem.size.m = k;
  problem.a.assign(k * k, 0.0f);
  for (size_t p = 0; p < k; ++p) problem.a[p * k + p] = 1.0f;
  const Packed packed(entry.kernel, problem, problem.b.size());
  CHECK(packed.bytes > 0);
  const std::vector<float> kept =
      Run(entry.kernel, problem, packed, {0, k, false, false}, false, Edge::kBack);
  for (size_t j = 0; j < problem.size.n; ++j) {
    const double limit = problem.Limit(j);
    for (size_t p = 0; p < k; ++p) {
      const double wanted = problem.B(p, j);
      const double off = std::fabs(static_cast<double>(kept[p * problem.size.n + j]) - wanted);
      const double size = std::fabs(wanted);
      const double most = size > limit ? 3.0 * size : 1.01 * (limit + size);
      CHECK_MSG(wanted == 0.0 ? off == 0.0 : off <= most * 0x1p-24,
                "%s n=%zu k=%zu (%zu, %zu): %g off %g", entry.name, problem.size.n, k, p, j, wanted,
                off);
    }
  }
}

// Nothing behind the packed form is needed or touched, and it takes three bytes per element.
void TakesThreeBytes(const Entry& entry) {
  const Problem problem({1, 1024, 96}, Kind::kUniform, true);
  const Packed packed(entry.kernel, problem, 0);
  const size_t elements = problem.b.size();
  CHECK_MSG(packed.bytes > 3 * elements && packed.bytes < 3 * elements + elements / 10,
            "%s: %zu for %zu", entry.name, packed.bytes, elements);
}

bool Suits(const Entry& entry, const Problem& problem, size_t most_outliers) {
  return Packed(entry.kernel, problem, most_outliers).bytes > 0;
}

void RefusesWhatDoesNotSuit(const Entry& entry) {
  const Problem usual({1, 40, 64}, Kind::kUniform, false);
  CHECK(Suits(entry, usual, 0));
  const float special[] = {INFINITY, -INFINITY, NAN};
  for (float x : special) {
    Problem problem = usual;
    problem.b[11] = x;
    CHECK_MSG(!Suits(entry, problem, problem.b.size()), "%s takes %g", entry.name,
              static_cast<double>(x));
  }
  const auto scaled_column = [&](float factor) {
    Problem problem = usual;
    for (size_t p = 0; p < problem.size.k; ++p) problem.b[p * problem.size.n + 7] *= factor;
    return problem;
  };
  CHECK(!Suits(entry, scaled_column(0x1p-100f), usual.b.size()));
  KeepsElements(entry, scaled_column(0x1p-85f));
  KeepsElements(entry, scaled_column(0x1p120f));
  KeepsElements(entry, scaled_column(0.0f));
  Problem three = usual;
  for (size_t p : {5, 6, 60}) three.b[p * three.size.n + p % 3] = p == 6 ? -9.0f : 7.0f;
  CHECK(Suits(entry, three, 3));
  CHECK(!Suits(entry, three, 2));
  KeepsElements(entry, three);
}

}  // namespace

int main() {
  test::ForEachKernel(GemmF24Kernels(), [](const Entry& entry) {
    for (size_t m : {0, 1, 2, 3, 5}) {
      for (size_t n : {0, 1, 15, 16, 17, 31, 32, 33, 64, 65, 100, 127, 128, 129, 300}) {
        for (size_t k : {0, 1, 4, 5, 6, 63, 130}) {
          const bool odd = (m + n + k) % 2 != 0;
          const Problem problem({m, n, k}, k % 3 == 0 ? Kind::kUniform : Kind::kHeavyTailed, odd);
          IsClose(entry, problem, {odd, n % 2 == 0}, odd ? Edge::kFront : Edge::kBack);
          if (m == 1) KeepsElements(entry, problem);
        }
      }
    }
    TakesThreeBytes(entry);
    RefusesWhatDoesNotSuit(entry);
  });
  return test::Finish();
}

#include "kernels/paired/paired.h"

#include <cmath>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "tests/activated.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Activated;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<PairedKernel>;

// B and C are parts of wider matrices, whose other columns the memory after the last row lacks.
struct Problem {
  size_t m, n, k, stride;
  Guarded<float> a, b, c, bias;

  Problem(size_t rows, size_t columns, size_t terms, Edge edge)
      : m(rows),
        n(columns),
        k(terms),
        stride(columns + 3),
        a(m * k, edge),
        b(Floats(k), edge),
        c(Floats(m), edge),
        bias(m, edge) {
    test::Random random(m * 1000 + n * 10 + k);
    random.Fill(a, -1.0f, 1.0f);
    random.Fill(b, -1.0f, 1.0f);
    random.Fill(bias, -1.0f, 1.0f);
  }

  size_t Floats(size_t rows) const { return rows == 0 || n == 0 ? 0 : (rows - 1) * stride + n; }

  void Run(const PairedKernel& kernel, bool biased, Activation activation) {
    Guarded<float> prepared(PairedPreparedFloats(m, k), Edge::kBack);
    Guarded<float> workspace(PairedWorkspaceFloats(kernel, k), Edge::kBack);
    for (size_t i = 0; i < workspace.size(); ++i) workspace[i] = NAN;
    PairedPrepare(m, k, a.data(), prepared.data());
    PairedArgs args;
    args.m = m;
    args.n = n;
    args.k = k;
    args.prepared = prepared.data();
    args.b = b.data();
    args.c = c.data();
    args.b_row_stride = args.c_row_stride = static_cast<ptrdiff_t>(stride);
    args.row_bias = biased ? bias.data() : nullptr;
    args.activation = activation;
    args.workspace = workspace.data();
    kernel.run(args);
  }

  double Sum(size_t i, size_t j, double* magnitude) const {
    double sum = 0.0;
    double row = 0.0, column = 0.0;
    for (size_t p = 0; p < k; ++p) {
      const double x = static_cast<double>(a[i * k + p]);
      const double y = static_cast<double>(b[p * stride + j]);
      sum += x * y;
      row += x * x;
      column += y * y;
    }
    *magnitude = std::sqrt(row * column);
    return sum;
  }
};

void Multiplies(const Entry& entry, size_t m, size_t n, size_t k, Edge edge, bool biased,
                Activation activation) {
  Problem problem(m, n, k, edge);
  problem.Run(entry.kernel, biased, activation);
  for (size_t i = 0; i < m; ++i) {
    for (size_t j = 0; j < n; ++j) {
      double magnitude;
      double wanted = problem.Sum(i, j, &magnitude);
      if (biased) wanted += static_cast<double>(problem.bias[i]);
      wanted = Activated(activation, wanted);
      const float got = problem.c[i * problem.stride + j];
      CHECK_MSG(test::Close(got, wanted, 10.0, magnitude + 1.0), "%s %zux%zux%zu [%zu,%zu]: %g, %g",
                entry.name, m, n, k, i, j, got, wanted);
    }
  }
}

// Rows and columns of any magnitude, columns with a mean of their own: the error over all is a few
// times that of a float.
void IsAccurateAtAnyMagnitude(const Entry& entry) {
  Problem problem(48, 40, 384, Edge::kBack);
  for (size_t i = 0; i < problem.m; ++i) {
    for (size_t p = 0; p < problem.k; ++p) {
      problem.a[i * problem.k + p] *= std::ldexp(1.0f, static_cast<int>(i % 7) * 9 - 40);
    }
  }
  for (size_t j = 0; j < problem.n; ++j) {
    for (size_t p = 0; p < problem.k; ++p) {
      float& x = problem.b[p * problem.stride + j];
      x = (x + 0.5f) * std::ldexp(1.0f, static_cast<int>(j % 5) * 12 - 20);
    }
  }
  problem.Run(entry.kernel, false, Activation::kNone);
  double errors = 0.0;
  for (size_t i = 0; i < problem.m; ++i) {
    for (size_t j = 0; j < problem.n; ++j) {
      double magnitude;
      const double wanted = problem.Sum(i, j, &magnitude);
      const double error = static_cast<double>(problem.c[i * problem.stride + j]) - wanted;
      errors += error * error / (magnitude * magnitude);
    }
  }
  // Beside random vectors of this length, their product is a twentieth of the magnitude.
  const double error = std::sqrt(errors / static_cast<double>(problem.m * problem.n));
  CHECK_MSG(error < 1.0e-7, "%s: %g", entry.name, error);
}

// An element has the bits it has alone.
void DoesNotDependOnItsPlace(const Entry& entry) {
  Problem whole(23, 37, 50, Edge::kBack);
  whole.Run(entry.kernel, true, Activation::kNone);
  for (size_t j = 0; j < whole.n; j += 5) {
    Problem one(23, 1, 50, Edge::kBack);
    std::memcpy(one.a.data(), whole.a.data(), whole.a.size() * sizeof(float));
    std::memcpy(one.bias.data(), whole.bias.data(), whole.bias.size() * sizeof(float));
    for (size_t p = 0; p < whole.k; ++p) one.b[p * one.stride] = whole.b[p * whole.stride + j];
    one.Run(entry.kernel, true, Activation::kNone);
    for (size_t i = 0; i < whole.m; ++i) {
      CHECK(one.c[i * one.stride] == whole.c[i * whole.stride + j]);
    }
  }
}

void TakesSpecialValues(const Entry& entry) {
  Problem problem(5, 9, 12, Edge::kFront);
  for (size_t p = 0; p < problem.k; ++p) {
    problem.b[p * problem.stride + 1] = 0.0f;
    problem.b[p * problem.stride + 2] *= 1.0e36f;
    problem.b[p * problem.stride + 3] = 1.0e-40f;
    problem.b[p * problem.stride + 7] = p % 3 == 0 ? 3.0e38f : -2.0e38f;
    problem.a[2 * problem.k + p] = 0.0f;
  }
  for (size_t i = 0; i < problem.a.size(); ++i) problem.a[i] *= 0.001f;
  problem.b[3 * problem.stride + 4] = NAN;
  problem.b[7 * problem.stride + 6] = INFINITY;
  problem.Run(entry.kernel, true, Activation::kRelu);
  for (size_t i = 0; i < problem.m; ++i) {
    const float* row = problem.c.data() + i * problem.stride;
    const float alone = problem.bias[i] > 0.0f ? problem.bias[i] : 0.0f;
    CHECK(row[1] == alone && row[3] == alone);
    double magnitude;
    for (size_t j : {2, 7}) {
      const double large = Activated(Activation::kRelu, problem.Sum(i, j, &magnitude));
      CHECK_MSG(test::Close(row[j], large, 10.0, magnitude + 1.0), "%s [%zu,%zu]: %g, wanted %g",
                entry.name, i, j, row[j], large);
    }
    CHECK(std::isnan(row[4]));
    CHECK(!std::isfinite(row[6]) || row[6] == 0.0f);
    CHECK(std::isfinite(row[0]) && std::isfinite(row[5]) && std::isfinite(row[8]));
  }
}

}  // namespace

int main() {
  test::ForEachKernel(PairedKernels(), [](const Entry& entry) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      for (size_t n : {0, 1, 2, 15, 16, 17, 31, 32, 33, 48, 70}) {
        for (size_t k : {0, 1, 2, 3, 4, 5, 7, 8, 22}) {
          Multiplies(entry, 11, n, k, edge, true, Activation::kNone);
        }
        Multiplies(entry, 3, n, 195, edge, false, Activation::kNone);
      }
      for (size_t m : {0, 1, 2, 9, 10, 12, 21}) {
        Multiplies(entry, m, 35, 400, edge, true, Activation::kRelu);
      }
      for (int number = 2; number < kActivations; ++number) {
        Multiplies(entry, 12, 40, 6, edge, number % 2 == 0, static_cast<Activation>(number));
      }
    }
    IsAccurateAtAnyMagnitude(entry);
    DoesNotDependOnItsPlace(entry);
    TakesSpecialValues(entry);
  });
  return test::Finish();
}

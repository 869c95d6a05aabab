#include "kernels/winograd/winograd.h"

#include <cmath>
#include <initializer_list>

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

using Entry = KernelEntry<WinogradKernel>;

struct Sizes {
  size_t places, channels, rows;
  Activation activation = Activation::kNone;
  bool biased = true;
};

// Every channel of every place has its own taps and is convolved alone: input, products, output.
struct Problem {
  Sizes size;
  size_t n;
  Guarded<float> d, v, m, bias, y;
  float taps[kWinogradTaps];

  Problem(const Sizes& sizes, Edge edge)
      : size(sizes),
        n(sizes.places * sizes.channels),
        d(kWinogradPoints * n, edge),
        v(kWinogradPoints * n, edge),
        m(kWinogradPoints * n, edge),
        bias(sizes.channels, edge),
        y(sizes.rows * n, edge) {
    test::Random random(n * 7 + sizes.rows);
    random.Fill(d, -1.0f, 1.0f);
    random.Fill(bias, -1.0f, 1.0f);
    for (float& tap : taps) tap = random.Uniform(-1.0f, 1.0f);
  }

  void Run(const WinogradKernel& kernel) {
    const ptrdiff_t step = static_cast<ptrdiff_t>(n);
    float u[kWinogradPoints];
    WinogradTaps(taps, u);
    kernel.input({d.data(), step, n, v.data(), step});
    for (size_t i = 0; i < m.size(); ++i) m[i] = v[i] * u[i / n];
    kernel.output({m.data(), step, size.places, size.channels, size.biased ? bias.data() : nullptr,
                   size.activation, size.rows, y.data(), step});
  }
};

void Convolves(const Entry& entry, const Sizes& size, Edge edge) {
  Problem problem(size, edge);
  problem.Run(entry.kernel);
  for (size_t i = 0; i < problem.y.size(); ++i) {
    double sum = 0.0;
    for (size_t t = 0; t < kWinogradTaps; ++t) {
      sum +=
          static_cast<double>(problem.taps[t]) * static_cast<double>(problem.d[i + t * problem.n]);
    }
    if (size.biased) sum += static_cast<double>(problem.bias[i % problem.n % size.channels]);
    CHECK_MSG(test::Close(problem.y[i], Activated(size.activation, sum), 20.0, 4.0),
              "%s %zux%zu row %zu: %g, wanted %g", entry.name, size.places, size.channels,
              i / problem.n, problem.y[i], Activated(size.activation, sum));
  }
}

// What rounding costs over many sums: below three times a float's own rounding.
void IsAccurate(const Entry& entry) {
  Problem problem({40, 100, kWinogradRows, Activation::kNone, false}, Edge::kBack);
  problem.Run(entry.kernel);
  double errors = 0.0, squares = 0.0;
  for (size_t i = 0; i < problem.y.size(); ++i) {
    double sum = 0.0;
    for (size_t t = 0; t < kWinogradTaps; ++t) {
      sum +=
          static_cast<double>(problem.taps[t]) * static_cast<double>(problem.d[i + t * problem.n]);
    }
    const double error = static_cast<double>(problem.y[i]) - sum;
    errors += error * error;
    squares += sum * sum;
  }
  CHECK_MSG(std::sqrt(errors / squares) < 3.0e-7, "%s: %g", entry.name,
            std::sqrt(errors / squares));
}

void KeepsNan(const Entry& entry) {
  for (Activation activation : {Activation::kNone, Activation::kRelu}) {
    Problem problem({2, 17, kWinogradRows, activation}, Edge::kFront);
    problem.d[3 * problem.n + 5] = NAN;
    problem.Run(entry.kernel);
    for (size_t i = 0; i < problem.y.size(); ++i) {
      const bool reached = i % problem.n == 5 && i / problem.n > 0;
      CHECK(!reached || std::isnan(problem.y[i]));
      CHECK(i % problem.n == 5 || !std::isnan(problem.y[i]));
    }
  }
}

}  // namespace

int main() {
  test::ForEachKernel(WinogradKernels(), [](const Entry& entry) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      for (size_t channels : {0, 1, 3, 4, 7, 8, 15, 16, 17, 33, 64}) {
        for (size_t rows : {1, 2, 3, 4}) {
          Convolves(entry, {3, channels, rows}, edge);
          Convolves(entry, {1, channels, rows, Activation::kRelu, false}, edge);
        }
      }
      Convolves(entry, {0, 16, 4}, edge);
      for (int number = 2; number < kActivations; ++number) {
        const size_t rows = number % 2 == 0 ? 4 : 3;
        Convolves(entry, {2, 19, rows, static_cast<Activation>(number)}, edge);
      }
    }
    IsAccurate(entry);
    KeepsNan(entry);
  });
  return test::Finish();
}

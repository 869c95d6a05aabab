// Products for the tests of this family: matrices of several distributions, exact results, runs
// between unreadable pages.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "kernels/gemm_f24/gemm_f24.h"
#include "tests/check.h"
#include "tests/guarded.h"
#include "tests/random.h"

namespace ossicle::gemm_f24 {

using Entry = KernelEntry<GemmF24Kernel>;

struct Sizes {
  size_t m, n, k;
};

enum class Kind { kUniform, kNormal, kHeavyTailed };

inline float Element(test::Random* random, Kind kind) {
  if (kind == Kind::kUniform) return random->Uniform(-0.5f, 0.5f);
  float sum = 0.0f;
  for (int i = 0; i < 12; ++i) sum += random->Uniform(-0.5f, 0.5f);
  if (kind == Kind::kNormal) return 0.1f * sum;
  // A normal number by the root of a rare small one: some are ten times the others.
  return 0.1f * sum / std::sqrt(random->Uniform(0.01f, 1.0f));
}

struct Exact {
  double sum;
  double magnitude;
};

struct Problem {
  Sizes size;
  bool transposed;
  std::vector<float> b, a, c_before, bias;

  Problem(Sizes s, Kind kind, bool by_columns)
      : size(s),
        transposed(by_columns),
        b(s.k * s.n),
        a(s.m * s.k),
        c_before(s.m * s.n),
        bias(s.n) {
    test::Random random(s.m * 1000003 + s.n * 1009 + s.k);
    for (float& x : b) x = Element(&random, kind);
    random.Fill(a, -1.0f, 1.0f);
    random.Fill(c_before, -2.0f, 2.0f);
    random.Fill(bias, -1.0f, 1.0f);
  }

  MatrixView View() const {
    if (transposed) return {b.data(), 1, static_cast<ptrdiff_t>(size.k)};
    return {b.data(), static_cast<ptrdiff_t>(size.n), 1};
  }

  double B(size_t p, size_t j) const {
    return static_cast<double>(transposed ? b[j * size.k + p] : b[p * size.n + j]);
  }

  Exact At(size_t i, size_t j, bool accumulate, bool with_bias) const {
    Exact exact = {0.0, 0.0};
    const auto add = [&](double x) {
      exact.sum += x;
      exact.magnitude += std::fabs(x);
    };
    for (size_t p = 0; p < size.k; ++p) add(static_cast<double>(a[i * size.k + p]) * B(p, j));
    if (accumulate) add(static_cast<double>(c_before[i * size.n + j]));
    if (with_bias) add(static_cast<double>(bias[j]));
    return exact;
  }

  // The largest magnitude of a column that is no outlier's.
  double Limit(size_t j) const {
    double largest = 0.0, squares = 0.0;
    for (size_t p = 0; p < size.k; ++p) {
      largest = std::max(largest, std::fabs(B(p, j)));
      squares += B(p, j) * B(p, j);
    }
    return std::min(largest, std::sqrt(squares) / 4.0);
  }
};

// The packed form, cut to what is used so that reading past it is seen; `bytes` is 0 where B does
// not suit.
struct Packed {
  Packed(const GemmF24Kernel& kernel, const Problem& problem, size_t most_outliers)
      : room(GemmF24PackedBytes(kernel, problem.size.k, problem.size.n, most_outliers),
             test::Edge::kFront),
        bytes(GemmF24Pack(kernel, problem.size.k, problem.size.n, problem.View(), most_outliers,
                          room.data())),
        cut(bytes, test::Edge::kBack) {
    CHECK(bytes <= room.size());
    std::copy(room.data(), room.data() + bytes, cut.data());
  }
  test::Guarded<char> room;
  size_t bytes;
  test::Guarded<char> cut;
};

struct Part {
  size_t first, rows;
  bool accumulate, bias;
};

// Some rows of the product.
inline std::vector<float> Run(const GemmF24Kernel& kernel, const Problem& problem,
                              const Packed& packed, const Part& part, bool backwards,
                              test::Edge edge) {
  const Sizes& s = problem.size;
  test::Guarded<float> a(part.rows * s.k, edge), c(part.rows * s.n, edge), bias(s.n, edge);
  std::copy_n(problem.a.data() + part.first * s.k, a.size(), a.data());
  std::copy_n(problem.c_before.data() + (c.size() > 0 ? part.first * s.n : 0),
              std::min(c.size(), problem.c_before.size()), c.data());
  std::copy(problem.bias.begin(), problem.bias.end(), bias.data());
  GemmF24Args args;
  args.m = part.rows;
  args.n = s.n;
  args.k = s.k;
  args.a = a.data();
  args.a_row_stride = static_cast<ptrdiff_t>(s.k);
  args.packed = packed.cut.data();
  args.c = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(s.n);
  args.accumulate = part.accumulate;
  args.bias = part.bias ? bias.data() : nullptr;
  args.backwards = backwards;
  kernel.run(args);
  return std::vector<float>(c.data(), c.data() + c.size());
}

inline bool SameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0);
}

}  // namespace ossicle::gemm_f24

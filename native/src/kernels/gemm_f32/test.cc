#include "kernels/gemm_f32/gemm_f32.h"

#include <algorithm>
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

using Entry = KernelEntry<GemmF32Kernel>;

constexpr size_t kGap = 3;  // floats between the rows of C that must stay as they are

struct Sizes {
  size_t m, n, k;
};

struct Extras {
  bool accumulate;
  bool bias;
  Activation activation;
  bool row_bias = false;
};

// A product with all its operands in guarded memory, and C filled before it runs.
struct Problem {
  Sizes size;
  Extras extras;
  Guarded<float> a, b, c, bias, row_bias;
  std::vector<float> before;

  Problem(Sizes s, Extras e, Edge edge)
      : size(s),
        extras(e),
        a(s.m * s.k, edge),
        b(s.k * s.n, edge),
        c(s.m > 0 ? (s.m - 1) * (s.n + kGap) + s.n : 0, edge),
        bias(s.n, edge),
        row_bias(s.m, edge) {
    test::Random random(s.m * 1000003 + s.n * 1009 + s.k);
    random.Fill(a, -1.0f, 1.0f);
    random.Fill(b, -1.0f, 1.0f);
    random.Fill(c, -2.0f, 2.0f);
    random.Fill(bias, -1.0f, 1.0f);
    random.Fill(row_bias, -1.0f, 1.0f);
    before.assign(c.data(), c.data() + c.size());
  }

  GemmF32Args Args() {
    GemmF32Args args;
    args.m = size.m;
    args.n = size.n;
    args.k = size.k;
    args.a = a.data();
    args.a_row_stride = static_cast<ptrdiff_t>(size.k);
    args.c = c.data();
    args.c_row_stride = static_cast<ptrdiff_t>(size.n + kGap);
    args.accumulate = extras.accumulate;
    args.bias = extras.bias ? bias.data() : nullptr;
    args.row_bias = extras.row_bias ? row_bias.data() : nullptr;
    args.activation = extras.activation;
    return args;
  }

  // A and B are read through views: element (i, p) of A, (p, j) of B.
  void Check(const Entry& entry, const char* what, const MatrixView& av, const MatrixView& bv) {
    for (size_t at = 0; at < c.size(); ++at) {
      const size_t i = at / (size.n + kGap);
      const size_t j = at % (size.n + kGap);
      if (j >= size.n) {
        CHECK_MSG(c[at] == before[at], "%s %s writes behind a row", entry.name, what);
        continue;
      }
      double sum = extras.accumulate ? before[at] : 0.0;
      double magnitude = 1.0 + std::fabs(sum);
      for (size_t p = 0; p < size.k; ++p) {
        const double x = av.data[static_cast<ptrdiff_t>(i) * av.row_stride +
                                 static_cast<ptrdiff_t>(p) * av.column_stride];
        const double y = bv.data[static_cast<ptrdiff_t>(p) * bv.row_stride +
                                 static_cast<ptrdiff_t>(j) * bv.column_stride];
        sum += x * y;
        magnitude += std::fabs(x * y);
      }
      if (extras.bias) sum += bias[j];
      if (extras.row_bias) sum += row_bias[i];
      const double wanted = Activated(extras.activation, sum);
      CHECK_MSG(test::Close(c[at], wanted, 4.0 + 0.5 * std::sqrt(size.k), magnitude),
                "%s %s m=%zu n=%zu k=%zu [%zu,%zu]: %g, wanted %g", entry.name, what, size.m,
                size.n, size.k, i, j, c[at], wanted);
    }
  }

  void Restore() { std::copy(before.begin(), before.end(), c.data()); }
};

MatrixView RowMajor(const float* data, size_t columns) {
  return {data, static_cast<ptrdiff_t>(columns), 1};
}

MatrixView Transposed(const float* data, size_t rows) {
  return {data, 1, static_cast<ptrdiff_t>(rows)};
}

void ComparesPacked(const Entry& entry, Sizes size, Extras extras, Edge edge) {
  Problem problem(size, extras, edge);
  Guarded<float> packed(GemmF32PackedFloats(entry.kernel, size.k, size.n), edge);
  for (bool transposed : {false, true}) {
    const MatrixView b =
        transposed ? Transposed(problem.b.data(), size.k) : RowMajor(problem.b.data(), size.n);
    GemmF32Pack(entry.kernel, size.k, size.n, b, packed.data());
    GemmF32Args args = problem.Args();
    GemmF32UsePacked(entry.kernel, packed.data(), &args);
    problem.Restore();
    entry.kernel.run(args);
    problem.Check(entry, "packed", RowMajor(problem.a.data(), size.k), b);
  }
}

void ComparesDynamic(const Entry& entry, Sizes size, Extras extras, Edge edge) {
  Problem problem(size, extras, edge);
  for (int form = 0; form < 4; ++form) {
    const MatrixView a =
        (form & 1) != 0 ? Transposed(problem.a.data(), size.m) : RowMajor(problem.a.data(), size.k);
    const MatrixView b =
        (form & 2) != 0 ? Transposed(problem.b.data(), size.k) : RowMajor(problem.b.data(), size.n);
    Guarded<float> workspace(GemmF32DynamicFloats(entry.kernel, size.m, size.n, size.k, a, b),
                             edge);
    problem.Restore();
    GemmF32Dynamic(entry.kernel, a, b, problem.Args(), workspace.data());
    problem.Check(entry, "dynamic", a, b);
  }
}

// Rows of B and of A in descending places, as a slice with step -1 gives them.
void ReadsBackwards(const Entry& entry) {
  Problem problem({5, 40, 20}, {false, false, Activation::kNone}, Edge::kBack);
  const MatrixView a = {problem.a.data() + 4 * 20, -20, 1};
  const MatrixView b = {problem.b.data() + 19 * 40, -40, 1};
  const MatrixView turned = {problem.b.data() + 39 * 20, 1, -20};
  for (const MatrixView& view : {b, turned}) {
    std::vector<float> workspace(GemmF32DynamicFloats(entry.kernel, 5, 40, 20, a, view));
    problem.Restore();
    GemmF32Dynamic(entry.kernel, a, view, problem.Args(), workspace.data());
    problem.Check(entry, "backwards", a, view);
  }
}

// Rows computed one by one, and columns computed apart, have the bits of the whole.
void DoesNotDependOnTheBatch(const Entry& entry, Sizes size) {
  Problem problem(size, {false, true, Activation::kNone}, Edge::kBack);
  std::vector<float> packed(GemmF32PackedFloats(entry.kernel, size.k, size.n));
  GemmF32Pack(entry.kernel, size.k, size.n, RowMajor(problem.b.data(), size.n), packed.data());
  GemmF32Args args = problem.Args();
  GemmF32UsePacked(entry.kernel, packed.data(), &args);
  entry.kernel.run(args);
  std::vector<float> alone(size.n);
  for (size_t i = 0; i < size.m; ++i) {
    GemmF32Args row = args;
    row.m = 1;
    row.a = args.a + i * size.k;
    row.c = alone.data();
    entry.kernel.run(row);
    CHECK_MSG(std::memcmp(alone.data(), problem.c.data() + i * (size.n + kGap),
                          size.n * sizeof(float)) == 0,
              "%s: row %zu of m=%zu n=%zu k=%zu differs alone", entry.name, i, size.m, size.n,
              size.k);
  }
}

// Overlapping rows made of several runs, as a convolution reads its picture.
void ReadsSegments(const Entry& entry, size_t m, size_t run) {
  constexpr size_t kSegments = 3, kApart = 50, kRow = 2, kN = 21;
  const size_t k = kSegments * run;
  Guarded<float> a((kSegments - 1) * kApart + (m - 1) * kRow + run, Edge::kBack);
  std::vector<float> spread(m * k), b(k * kN), packed(GemmF32PackedFloats(entry.kernel, k, kN));
  std::vector<float> got(m * kN), wanted(m * kN);
  test::Random random(m);
  random.Fill(a, -1.0f, 1.0f);
  random.Fill(b, -1.0f, 1.0f);
  for (size_t i = 0; i < m; ++i) {
    for (size_t p = 0; p < k; ++p) spread[i * k + p] = a[i * kRow + p / run * kApart + p % run];
  }
  GemmF32Pack(entry.kernel, k, kN, RowMajor(b.data(), kN), packed.data());
  GemmF32Args args;
  args.m = m;
  args.n = kN;
  args.k = k;
  args.c_row_stride = kN;
  GemmF32UsePacked(entry.kernel, packed.data(), &args);
  args.a = spread.data();
  args.a_row_stride = static_cast<ptrdiff_t>(k);
  args.c = wanted.data();
  entry.kernel.run(args);
  args.a = a.data();
  args.a_row_stride = kRow;
  args.a_segments = kSegments;
  args.a_segment_stride = kApart;
  args.c = got.data();
  entry.kernel.run(args);
  CHECK_MSG(got == wanted, "%s segments of %zu, m=%zu", entry.name, run, m);
}

void SpoilsOnlyTheRowWithNan(const Entry& entry) {
  const Sizes size = {9, 37, 11};
  Problem problem(size, {false, false, Activation::kRelu}, Edge::kBack);
  problem.a[4 * size.k + 7] = NAN;
  std::vector<float> packed(GemmF32PackedFloats(entry.kernel, size.k, size.n));
  GemmF32Pack(entry.kernel, size.k, size.n, RowMajor(problem.b.data(), size.n), packed.data());
  GemmF32Args args = problem.Args();
  GemmF32UsePacked(entry.kernel, packed.data(), &args);
  entry.kernel.run(args);
  for (size_t i = 0; i < size.m; ++i) {
    for (size_t j = 0; j < size.n; ++j) {
      CHECK_MSG(std::isnan(problem.c[i * (size.n + kGap) + j]) == (i == 4), "%s NaN at [%zu,%zu]",
                entry.name, i, j);
    }
  }
}

void TestKernel(const Entry& entry) {
  constexpr Extras kPlain = {false, false, Activation::kNone};
  for (size_t m : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 26}) {
    for (size_t n : {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 96, 100, 128, 161}) {
      for (size_t k : {0, 1, 2, 5, 32, 33}) {
        const Edge edge = (m + n + k) % 2 == 0 ? Edge::kFront : Edge::kBack;
        ComparesPacked(entry, {m, n, k}, kPlain, edge);
        ComparesDynamic(entry, {m, n, k}, kPlain, edge);
      }
    }
  }
  for (Edge edge : {Edge::kFront, Edge::kBack}) {
    for (int activation = 0; activation < kActivations; ++activation) {
      for (bool accumulate : {false, true}) {
        const Extras extras = {accumulate, activation % 2 == 0, static_cast<Activation>(activation),
                               activation > 1};
        ComparesPacked(entry, {1, 133, 40}, extras, edge);
        ComparesPacked(entry, {7, 45, 19}, extras, edge);
        ComparesPacked(entry, {33, 70, 1100}, extras, edge);
        ComparesPacked(entry, {121, 37, 1100}, extras, edge);
        ComparesDynamic(entry, {33, 70, 600}, extras, edge);
        ComparesDynamic(entry, {33, 40, 300}, extras, edge);
        ComparesDynamic(entry, {4, 70, 20}, extras, edge);
      }
    }
  }
  for (size_t m : {2, 4, 7, 8, 11, 40}) {
    for (size_t n : {5, 32, 64, 77, 170}) DoesNotDependOnTheBatch(entry, {m, n, 515});
  }
  for (size_t m : {40, 150}) DoesNotDependOnTheBatch(entry, {m, 77, 1030});
  for (size_t m : {1, 6, 30}) {
    for (size_t run : {1, 9, 16}) ReadsSegments(entry, m, run);
  }
  ReadsBackwards(entry);
  SpoilsOnlyTheRowWithNan(entry);
}

// Kernels that fuse multiply and add sum in the same order, hence agree to the bit.
void FusedKernelsAgree() {
  constexpr size_t kM = 5, kN = 70, kK = 333;
  std::vector<float> a(kM * kK), b(kK * kN), first;
  test::Random random(1);
  random.Fill(a, -1.0f, 1.0f);
  random.Fill(b, -1.0f, 1.0f);
  const arch::Features here = arch::DetectFeatures();
  for (const Entry& entry : GemmF32Kernels()) {
    if ((entry.needs & ~here) != 0 || (entry.needs & arch::kFma) == 0) continue;
    std::vector<float> c(kM * kN);
    GemmF32Args args;
    args.m = kM;
    args.n = kN;
    args.k = kK;
    args.c = c.data();
    args.c_row_stride = kN;
    GemmF32Dynamic(entry.kernel, RowMajor(a.data(), kK), RowMajor(b.data(), kN), args, nullptr);
    if (first.empty()) first = c;
    CHECK_MSG(first == c, "%s disagrees with the first of the list", entry.name);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(GemmF32Kernels(), TestKernel);
  FusedKernelsAgree();
  return test::Finish();
}

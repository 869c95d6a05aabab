#include "kernels/gemm_u8s8/gemm_u8s8.h"

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
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<GemmU8S8Kernel>;

constexpr size_t kGap = 3;  // elements between the rows of C that must stay as they are
constexpr int32_t kUntouched = 0x5A5A5A5A;

struct Sizes {
  size_t m, n, k;
};

// How the operands look.
struct Form {
  bool a_signed, b_signed;
  bool a_zero_per_row, b_zero_per_column;
  bool extreme;  // every byte is the largest or the smallest
};

int Value(uint8_t byte, bool is_signed) { return is_signed ? static_cast<int8_t>(byte) : byte; }

// A product with its operands in guarded memory and its exact result.
struct Problem {
  Sizes size;
  Form form;
  Guarded<uint8_t> a, b;
  Guarded<int32_t> a_zeros, b_zeros;
  std::vector<int32_t> wanted;

  Problem(Sizes s, Form f, Edge edge)
      : size(s),
        form(f),
        a(s.m * s.k, edge),
        b(s.k * s.n, edge),
        a_zeros(f.a_zero_per_row ? s.m : 1, edge),
        b_zeros(f.b_zero_per_column ? s.n : 1, edge),
        wanted(s.m * s.n) {
    test::Random random(s.m * 1000003 + s.n * 1009 + s.k);
    FillBytes(random, a, f.a_signed);
    FillBytes(random, b, f.b_signed);
    for (size_t i = 0; i < a_zeros.size(); ++i) a_zeros[i] = ZeroPoint(random, f.a_signed);
    for (size_t i = 0; i < b_zeros.size(); ++i) b_zeros[i] = ZeroPoint(random, f.b_signed);
    if (!f.b_zero_per_column && f.b_signed) b_zeros[0] = 0;
    for (size_t i = 0; i < s.m; ++i) {
      for (size_t j = 0; j < s.n; ++j) wanted[i * s.n + j] = Exact(i, j);
    }
  }

  void FillBytes(test::Random& random, Guarded<uint8_t>& bytes, bool is_signed) {
    const int low = is_signed ? 0x80 : 0x00;
    const int high = is_signed ? 0x7F : 0xFF;
    for (size_t i = 0; i < bytes.size(); ++i) {
      const int any = random.Int(0, 255);
      bytes[i] = static_cast<uint8_t>(!form.extreme ? any : any % 8 == 0 ? low : high);
    }
  }

  static int32_t ZeroPoint(test::Random& random, bool is_signed) {
    return is_signed ? random.Int(-128, 127) : random.Int(0, 255);
  }

  int32_t Exact(size_t i, size_t j) const {
    const int64_t za = a_zeros[form.a_zero_per_row ? i : 0];
    const int64_t zb = b_zeros[form.b_zero_per_column ? j : 0];
    int64_t sum = 0;
    for (size_t p = 0; p < size.k; ++p) {
      sum += (Value(a[i * size.k + p], form.a_signed) - za) *
             (Value(b[p * size.n + j], form.b_signed) - zb);
    }
    return static_cast<int32_t>(sum);
  }

  ByteMatrix A(bool transposed) const {
    ByteMatrix view;
    view.data = a.data();
    view.row_stride = static_cast<ptrdiff_t>(transposed ? 1 : size.k);
    view.column_stride = static_cast<ptrdiff_t>(transposed ? size.m : 1);
    view.is_signed = form.a_signed;
    view.zero_points = a_zeros.data();
    view.zero_point_stride = form.a_zero_per_row ? 1 : 0;
    return view;
  }

  ByteMatrix B() const {
    ByteMatrix view;
    view.data = b.data();
    view.row_stride = static_cast<ptrdiff_t>(size.n);
    view.column_stride = 1;
    view.is_signed = form.b_signed;
    view.zero_points = b_zeros.data();
    view.zero_point_stride = form.b_zero_per_column ? 1 : 0;
    return view;
  }

  GemmU8S8Args Args(const Entry& entry, void* packed) const {
    GemmU8S8Args args;
    args.m = size.m;
    args.n = size.n;
    args.k = size.k;
    args.a = a.data();
    args.a_row_stride = static_cast<ptrdiff_t>(size.k);
    args.a_is_signed = form.a_signed;
    args.a_zero_points = a_zeros.data();
    args.a_zero_point_stride = form.a_zero_per_row ? 1 : 0;
    args.b = GemmU8S8Pack(entry.kernel, size.k, size.n, 1, B(), packed);
    args.c_row_stride = static_cast<ptrdiff_t>(size.n + kGap);
    return args;
  }

  size_t PlacesOfC() const { return size.m > 0 ? (size.m - 1) * (size.n + kGap) + size.n : 0; }
};

void CheckInts(const Entry& entry, const Problem& problem, const Guarded<int32_t>& c) {
  const Sizes& s = problem.size;
  for (size_t at = 0; at < c.size(); ++at) {
    const size_t i = at / (s.n + kGap);
    const size_t j = at % (s.n + kGap);
    const int32_t wanted = j < s.n ? problem.wanted[i * s.n + j] : kUntouched;
    CHECK_MSG(c[at] == wanted, "%s m=%zu n=%zu k=%zu signs %d%d [%zu,%zu]: %d, wanted %d",
              entry.name, s.m, s.n, s.k, problem.form.a_signed, problem.form.b_signed, i, j, c[at],
              wanted);
  }
}

void GivesExactIntegers(const Entry& entry, Sizes size, Form form, Edge edge) {
  const Problem problem(size, form, edge);
  Guarded<int32_t> packed(GemmU8S8PackedBytes(entry.kernel, size.k, size.n, 1) / 4, edge);
  Guarded<int32_t> c(problem.PlacesOfC(), edge);
  for (size_t i = 0; i < c.size(); ++i) c[i] = kUntouched;
  GemmU8S8Args args = problem.Args(entry, packed.data());
  args.c_int = c.data();
  entry.kernel.run(args);
  CheckInts(entry, problem, c);
}

void GivesExactIntegersUnpacked(const Entry& entry, Sizes size, Form form, bool transposed) {
  Problem problem(size, form, Edge::kBack);
  const ByteMatrix a = problem.A(transposed);
  if (transposed) {
    const std::vector<uint8_t> rows(problem.a.data(), problem.a.data() + problem.a.size());
    for (size_t i = 0; i < size.m; ++i) {
      for (size_t p = 0; p < size.k; ++p) problem.a[p * size.m + i] = rows[i * size.k + p];
    }
  }
  const size_t bytes = GemmU8S8DynamicBytes(entry.kernel, size.m, size.n, size.k, a);
  Guarded<int32_t> workspace((bytes + 3) / 4, Edge::kBack), c(problem.PlacesOfC(), Edge::kBack);
  for (size_t i = 0; i < c.size(); ++i) c[i] = kUntouched;
  GemmU8S8Args args;
  args.m = size.m;
  args.n = size.n;
  args.k = size.k;
  args.c_int = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(size.n + kGap);
  GemmU8S8Dynamic(entry.kernel, a, problem.B(), args, workspace.data());
  CheckInts(entry, problem, c);
}

// The panels and what is known of them are the same wherever B's bytes come from.
void PacksAnyStrides(const Entry& entry, size_t k, size_t n, bool is_signed) {
  const Problem problem({1, n, k}, {false, is_signed, false, true, false}, Edge::kBack);
  const size_t words = GemmU8S8PackedBytes(entry.kernel, k, n, 1) / 4;
  std::vector<int32_t> wanted(words, -1);
  const PackedU8S8 first = GemmU8S8Pack(entry.kernel, k, n, 1, problem.B(), wanted.data());
  for (size_t j = 0; j < n; ++j) {
    int32_t sum = 0;
    for (size_t p = 0; p < k; ++p) {
      sum += Value(problem.b[p * n + j], is_signed) - (is_signed ? 0 : 128);
    }
    CHECK_MSG(first.column_sums[j] == sum, "%s k=%zu n=%zu column %zu: sum %d, wanted %d",
              entry.name, k, n, j, first.column_sums[j], sum);
  }
  for (const ptrdiff_t step : {1, 2}) {
    ByteMatrix view = problem.B();
    Guarded<uint8_t> turned(k * n > 0 ? (k * n - 1) * static_cast<size_t>(step) + 1 : 0,
                            Edge::kBack);
    view.data = turned.data();
    view.row_stride = step;
    view.column_stride = static_cast<ptrdiff_t>(k) * step;
    for (size_t i = 0; i < k * n; ++i) {
      turned[i * static_cast<size_t>(step)] = problem.b[i % k * n + i / k];
    }
    std::vector<int32_t> packed(words, 1);
    GemmU8S8Pack(entry.kernel, k, n, 1, view, packed.data());
    CHECK_MSG(packed == wanted, "%s k=%zu n=%zu step=%td", entry.name, k, n, step);
  }
}

// The float form is the integer one followed by the operations its contract names, each rounded.
void GivesRoundedFloats(const Entry& entry, Sizes size, bool per_row, bool per_column, bool biased,
                        Activation activation, Edge edge) {
  const Problem problem(size, {false, true, per_row, per_column, false}, edge);
  Guarded<int32_t> packed(GemmU8S8PackedBytes(entry.kernel, size.k, size.n, 1) / 4, edge);
  Guarded<float> c(problem.PlacesOfC(), edge), bias(size.n, edge);
  Guarded<float> a_scales(per_row ? size.m : 1, edge), b_scales(per_column ? size.n : 1, edge);
  test::Random random(size.n);
  random.Fill(bias, -1.0f, 1.0f);
  random.Fill(a_scales, 0.001f, 0.1f);
  random.Fill(b_scales, 0.001f, 0.01f);
  GemmU8S8Args args = problem.Args(entry, packed.data());
  args.c_float = c.data();
  args.a_scales = a_scales.data();
  args.a_scale_stride = per_row ? 1 : 0;
  args.b_scales = b_scales.data();
  args.b_scale_stride = per_column ? 1 : 0;
  args.bias = biased ? bias.data() : nullptr;
  args.activation = activation;
  entry.kernel.run(args);
  for (size_t i = 0; i < size.m; ++i) {
    for (size_t j = 0; j < size.n; ++j) {
      const float scale = a_scales[per_row ? i : 0] * b_scales[per_column ? j : 0];
      const volatile float product = static_cast<float>(problem.wanted[i * size.n + j]) * scale;
      const float x = biased ? product + bias[j] : product;
      const float got = c[i * (size.n + kGap) + j];
      const double wanted = test::Activated(activation, x);
      const bool exact = activation < Activation::kSigmoid;
      const bool good =
          exact ? got == wanted : test::Close(got, wanted, 4.0, std::fmax(1.0, std::fabs(wanted)));
      CHECK_MSG(good, "%s float m=%zu n=%zu k=%zu [%zu,%zu]: %g from %g", entry.name, size.m,
                size.n, size.k, i, j, got, x);
    }
  }
}

// Overlapping rows made of several runs, as a convolution reads its picture.
void ReadsSegments(const Entry& entry, size_t m, size_t run) {
  constexpr size_t kSegments = 3, kApart = 50, kRow = 2, kN = 21;
  const size_t k = kSegments * run;
  Guarded<uint8_t> a((kSegments - 1) * kApart + (m - 1) * kRow + run, Edge::kBack);
  Problem problem({m, kN, k}, {false, false, false, true, false}, Edge::kBack);
  test::Random random(m);
  for (size_t i = 0; i < a.size(); ++i) a[i] = static_cast<uint8_t>(random.Int(0, 255));
  for (size_t i = 0; i < m; ++i) {
    for (size_t p = 0; p < k; ++p) {
      problem.a[i * k + p] = a[i * kRow + p / run * kApart + p % run];
    }
  }
  for (size_t i = 0; i < m; ++i) {
    for (size_t j = 0; j < kN; ++j) problem.wanted[i * kN + j] = problem.Exact(i, j);
  }
  Guarded<int32_t> packed(GemmU8S8PackedBytes(entry.kernel, k, kN, kSegments) / 4, Edge::kBack);
  Guarded<int32_t> c(problem.PlacesOfC(), Edge::kBack);
  for (size_t i = 0; i < c.size(); ++i) c[i] = kUntouched;
  GemmU8S8Args args = problem.Args(entry, packed.data());
  args.a = a.data();
  args.a_row_stride = kRow;
  args.segments = kSegments;
  args.a_segment_stride = kApart;
  args.b = GemmU8S8Pack(entry.kernel, k, kN, kSegments, problem.B(), packed.data());
  args.c_int = c.data();
  entry.kernel.run(args);
  CheckInts(entry, problem, c);
}

void TestIntegers(const Entry& entry) {
  for (size_t m : {0, 1, 2, 3, 4, 5, 7, 8, 9, 17, 70}) {
    for (size_t n : {0, 1, 8, 9, 15, 16, 17, 31, 32, 33, 64, 100, 129}) {
      for (size_t k : {0, 1, 3, 4, 5, 16, 17, 35}) {
        const unsigned mix = static_cast<unsigned>(m * 7 + n * 3 + k);
        const Form form = {(mix & 1) != 0, (mix & 2) != 0, (mix & 4) != 0, (mix & 8) != 0,
                           (mix & 16) != 0};
        GivesExactIntegers(entry, {m, n, k}, form, mix % 3 == 0 ? Edge::kFront : Edge::kBack);
      }
    }
  }
  for (int bits = 0; bits < 32; ++bits) {
    const Form form = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0,
                       (bits & 16) != 0};
    for (size_t m : {1, 6, 13}) {
      GivesExactIntegers(entry, {m, 50, 1027}, form, Edge::kBack);
      GivesExactIntegersUnpacked(entry, {m, 45, 39}, form, (bits & 1) != 0);
    }
  }
}

void TestPacking(const Entry& entry) {
  for (size_t k : {1, 3, 4, 7, 64, 66}) {
    for (size_t n : {1, 5, 16, 33, 80}) {
      PacksAnyStrides(entry, k, n, true);
      PacksAnyStrides(entry, k, n, false);
    }
  }
}

void TestKernel(const Entry& entry) {
  TestIntegers(entry);
  TestPacking(entry);
  for (Edge edge : {Edge::kFront, Edge::kBack}) {
    for (int bits = 0; bits < 8; ++bits) {
      for (int activation = 0; activation < kActivations; ++activation) {
        for (size_t m : {1, 5, 9}) {
          GivesRoundedFloats(entry, {m, 45, 70}, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0,
                             static_cast<Activation>(activation), edge);
        }
      }
    }
  }
  for (size_t m : {1, 6, 70}) {
    for (size_t run : {1, 4, 9, 18}) ReadsSegments(entry, m, run);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(GemmU8S8Kernels(), TestKernel);
  return test::Finish();
}

#include "kernels/gemm_half/gemm_half.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "simd/half.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<GemmHalfKernel>;
using Widen = float (*)(uint16_t);

float WidenHalf(uint16_t bits) { return simd::HalfToFloat(bits); }
float WidenBfloat(uint16_t bits) { return simd::BfloatToFloat(bits); }

// The float32 kernel for the same CPUs, which sums in the same order.
const GemmF32Kernel& Twin(const Entry& entry) {
  for (const KernelEntry<GemmF32Kernel>& twin : GemmF32Kernels()) {
    if (twin.needs == entry.needs) return twin.kernel;
  }
  CHECK_MSG(false, "%s has no float32 twin", entry.name);
  return GemmF32Kernels().begin()->kernel;
}

struct Sizes {
  size_t m, n, k;
};

// Finite numbers of both signs between 2^-20 and 2, some of them subnormal halves, and zeros.
uint16_t Number(test::Random* random, bool half) {
  const int sign = random->Int(0, 1) << 15;
  if (random->Int(0, 7) == 0) return static_cast<uint16_t>(sign);
  const int bits = half ? random->Int(0, (16 << 10) - 1) : random->Int(107 << 7, (128 << 7) - 1);
  return static_cast<uint16_t>(sign | bits);
}

// B is stored by columns if `transposed`, and one byte off any alignment.
struct Problem {
  Sizes size;
  std::vector<char> stored;
  std::vector<float> wide, a, c_before;
  std::vector<float> bias, row_bias;
  ptrdiff_t row_stride, column_stride;

  Problem(Sizes s, bool half, bool transposed, Widen widen)
      : size(s),
        stored(s.k * s.n * 2 + 1),
        wide(s.k * s.n),
        a(s.m * s.k),
        c_before(s.m * s.n),
        bias(s.n),
        row_bias(s.m),
        row_stride(transposed ? 2 : static_cast<ptrdiff_t>(2 * s.n)),
        column_stride(transposed ? static_cast<ptrdiff_t>(2 * s.k) : 2) {
    test::Random random(s.m * 1000003 + s.n * 1009 + s.k);
    for (size_t p = 0; p < s.k; ++p) {
      for (size_t j = 0; j < s.n; ++j) {
        const uint16_t bits = Number(&random, half);
        std::memcpy(&stored[1 + p * static_cast<size_t>(row_stride) +
                            j * static_cast<size_t>(column_stride)],
                    &bits, 2);
        wide[p * s.n + j] = widen(bits);
      }
    }
    random.Fill(a, -1.0f, 1.0f);
    random.Fill(c_before, -2.0f, 2.0f);
    random.Fill(bias, -1.0f, 1.0f);
    random.Fill(row_bias, -1.0f, 1.0f);
  }

  GemmF32Args Args(bool extras) const {
    GemmF32Args args;
    args.m = size.m;
    args.n = size.n;
    args.k = size.k;
    args.a = a.data();
    args.a_row_stride = static_cast<ptrdiff_t>(size.k);
    args.c_row_stride = static_cast<ptrdiff_t>(size.n);
    args.accumulate = extras;
    args.bias = extras ? bias.data() : nullptr;
    args.row_bias = extras ? row_bias.data() : nullptr;
    if (extras)
      args.activation = static_cast<Activation>(1 + (size.m + size.n) % (kActivations - 1));
    return args;
  }
};

// The bits are those of the float32 kernel over the widened B.
void EqualsItsTwin(const Entry& entry, const Problem& problem, bool extras, Edge edge) {
  const Sizes& size = problem.size;
  const GemmF32Kernel& twin = Twin(entry);
  std::vector<float> wide(GemmF32PackedFloats(twin, size.k, size.n)), wanted = problem.c_before;
  GemmF32Pack(twin, size.k, size.n, {problem.wide.data(), static_cast<ptrdiff_t>(size.n), 1},
              wide.data());
  GemmF32Args args = problem.Args(extras);
  GemmF32UsePacked(twin, wide.data(), &args);
  args.c = wanted.data();
  twin.run(args);

  Guarded<uint16_t> packed(GemmHalfPackedNumbers(entry.kernel, size.k, size.n), edge);
  GemmHalfPack(entry.kernel, size.k, size.n, problem.stored.data() + 1, problem.row_stride,
               problem.column_stride, packed.data());
  Guarded<float> c(problem.c_before.size(), edge);
  std::copy(problem.c_before.begin(), problem.c_before.end(), c.data());
  GemmHalfUsePacked(entry.kernel, packed.data(), &args);
  args.c = c.data();
  entry.kernel.run(args);
  CHECK_MSG(
      wanted.empty() || std::memcmp(c.data(), wanted.data(), wanted.size() * sizeof(float)) == 0,
      "%s m=%zu n=%zu k=%zu extras=%d", entry.name, size.m, size.n, size.k, extras);
}

// Infinities and NaN of B come through, largest and least numbers keep their value.
void KeepsSpecialNumbers(const Entry& entry, bool half, Widen widen) {
  const std::vector<uint16_t> row =
      half ? std::vector<uint16_t>{0x7C00, 0xFC00, 0x7E00, 0x7BFF, 0x0001, 0x8001, 0x03FF, 0x0400}
           : std::vector<uint16_t>{0x7F80, 0xFF80, 0x7FC0, 0x7F7F, 0x0080, 0x8080, 0x3F80, 0x0100};
  std::vector<uint16_t> packed(GemmHalfPackedNumbers(entry.kernel, 1, row.size()));
  GemmHalfPack(entry.kernel, 1, row.size(), reinterpret_cast<const char*>(row.data()), 0, 2,
               packed.data());
  const float one = 1.0f;
  std::vector<float> c(row.size());
  GemmF32Args args;
  args.m = 1;
  args.n = row.size();
  args.k = 1;
  args.a = &one;
  args.c = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(row.size());
  GemmHalfUsePacked(entry.kernel, packed.data(), &args);
  entry.kernel.run(args);
  for (size_t j = 0; j < row.size(); ++j) {
    const float wanted = widen(row[j]);
    const bool same = std::isnan(wanted) ? std::isnan(c[j]) : c[j] == wanted;
    CHECK_MSG(same, "%s: %04x became %g", entry.name, row[j], c[j]);
  }
}

void TestKernels(const KernelList<GemmHalfKernel>& list, bool half, Widen widen) {
  test::ForEachKernel(list, [&](const Entry& entry) {
    for (size_t m : {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 26}) {
      for (size_t n : {0, 1, 7, 8, 9, 16, 17, 31, 32, 33, 64, 65, 100, 128, 161}) {
        for (size_t k : {0, 1, 2, 33}) {
          const bool odd = (m + n + k) % 2 != 0;
          const Problem problem({m, n, k}, half, odd, widen);
          EqualsItsTwin(entry, problem, odd, odd ? Edge::kFront : Edge::kBack);
        }
      }
    }
    for (size_t m : {1, 4, 40}) {
      EqualsItsTwin(entry, Problem({m, 77, 600}, half, false, widen), true, Edge::kBack);
    }
    KeepsSpecialNumbers(entry, half, widen);
  });
}

}  // namespace

int main() {
  TestKernels(GemmF16Kernels(), true, WidenHalf);
  TestKernels(GemmBf16Kernels(), false, WidenBfloat);
  return test::Finish();
}

#include "kernels/gemm_f28/gemm_f28.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<GemmF28Kernel>;

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

// How often B has upper bytes that are not among the sixteen most frequent.
enum class Rare { kNever, kSometimes, kMostly };

// Floats of every mantissa: of eight exponents that share a byte in pairs, or of any.
float Number(test::Random* random, Rare rare) {
  const int often = rare == Rare::kNever ? -1 : rare == Rare::kSometimes ? 0 : 60;
  const bool any = random->Int(0, 99) <= often;
  const uint32_t exponent =
      static_cast<uint32_t>(any ? random->Int(20, 150) : random->Int(112, 127));
  const uint32_t sign = static_cast<uint32_t>(random->Int(0, 1));
  const uint32_t mantissa = static_cast<uint32_t>(random->Int(0, (1 << 23) - 1));
  const uint32_t bits = sign << 31 | exponent << 23 | mantissa;
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

struct Problem {
  Sizes size;
  bool transposed;
  std::vector<float> b, a, c_before, bias;

  Problem(Sizes s, Rare rare, bool by_columns)
      : size(s),
        transposed(by_columns),
        b(s.k * s.n),
        a(s.m * s.k),
        c_before(s.m * s.n),
        bias(s.n) {
    test::Random random(s.m * 1000003 + s.n * 1009 + s.k);
    for (float& x : b) x = Number(&random, rare);
    random.Fill(a, -1.0f, 1.0f);
    random.Fill(c_before, -2.0f, 2.0f);
    random.Fill(bias, -1.0f, 1.0f);
  }

  MatrixView B() const {
    if (transposed) return {b.data(), 1, static_cast<ptrdiff_t>(size.k)};
    return {b.data(), static_cast<ptrdiff_t>(size.n), 1};
  }

  std::vector<float> Wanted(const GemmF32Kernel& twin, bool extras) const {
    std::vector<float> packed(GemmF32PackedFloats(twin, size.k, size.n)), wanted = c_before;
    GemmF32Pack(twin, size.k, size.n, B(), packed.data());
    GemmF32Args args;
    args.m = size.m;
    args.n = size.n;
    args.k = size.k;
    args.a = a.data();
    args.a_row_stride = static_cast<ptrdiff_t>(size.k);
    args.c = wanted.data();
    args.c_row_stride = static_cast<ptrdiff_t>(size.n);
    args.accumulate = extras;
    args.bias = extras ? bias.data() : nullptr;
    GemmF32UsePacked(twin, packed.data(), &args);
    twin.run(args);
    return wanted;
  }
};

// The bits are those of the float32 kernel, in both orders of reading; returns the packed bytes.
size_t EqualsItsTwin(const Entry& entry, const Problem& problem, bool extras, Edge edge) {
  const Sizes& s = problem.size;
  const std::vector<float> wanted = problem.Wanted(Twin(entry), extras);
  // Cut to what is used, so that reading past it is seen; the front edge is aligned.
  std::vector<char> roomy(GemmF28PackedBytes(entry.kernel, s.k, s.n) + 64);
  char* const start = roomy.data() + (64 - reinterpret_cast<uintptr_t>(roomy.data()) % 64) % 64;
  const size_t bytes = GemmF28Pack(entry.kernel, s.k, s.n, problem.B(), start);
  CHECK(bytes <= GemmF28PackedBytes(entry.kernel, s.k, s.n));
  Guarded<char> packed((bytes + 15) / 16 * 16, Edge::kBack);
  std::memcpy(packed.data(), start, bytes);
  for (bool backwards : {false, true}) {
    Guarded<float> c(problem.c_before.size(), edge);
    std::copy(problem.c_before.begin(), problem.c_before.end(), c.data());
    GemmF28Args args;
    args.m = s.m;
    args.n = s.n;
    args.k = s.k;
    args.a = problem.a.data();
    args.a_row_stride = static_cast<ptrdiff_t>(s.k);
    args.packed = packed.data();
    args.c = c.data();
    args.c_row_stride = static_cast<ptrdiff_t>(s.n);
    args.accumulate = extras;
    args.bias = extras ? problem.bias.data() : nullptr;
    args.backwards = backwards;
    entry.kernel.run(args);
    const bool same =
        wanted.empty() || std::memcmp(c.data(), wanted.data(), wanted.size() * sizeof(float)) == 0;
    CHECK_MSG(same, "%s m=%zu n=%zu k=%zu extras=%d backwards=%d", entry.name, s.m, s.n, s.k,
              extras, backwards);
  }
  return bytes;
}

// What has few upper bytes takes 28 bits per element and little more, at any layout of B.
void TakesFewerBytes(const Entry& entry) {
  const Sizes s = {1, 1024, 96};
  const size_t floats = s.n * s.k * sizeof(float);
  for (bool transposed : {false, true}) {
    const size_t few =
        EqualsItsTwin(entry, Problem(s, Rare::kNever, transposed), true, Edge::kBack);
    CHECK_MSG(few < floats / 8 * 7 + floats / 40, "%s: %zu of %zu", entry.name, few, floats);
    const size_t all =
        EqualsItsTwin(entry, Problem(s, Rare::kMostly, transposed), true, Edge::kBack);
    CHECK_MSG(all > floats, "%s: %zu of %zu", entry.name, all, floats);
  }
}

// Infinities, NaN, zeros of both signs and subnormal numbers keep their bits.
void KeepsSpecialNumbers(const Entry& entry) {
  const uint32_t special[] = {0x7F800000, 0xFF800000, 0x7FC00123, 0xFFC00000,
                              0x00000000, 0x80000000, 0x00000001, 0x807FFFFF};
  constexpr size_t kColumns = 40;
  std::vector<float> b(kColumns);
  for (size_t j = 0; j < kColumns; ++j) std::memcpy(&b[j], &special[j % 8], sizeof(float));
  std::vector<char> roomy(GemmF28PackedBytes(entry.kernel, 1, kColumns) + 64);
  char* const start = roomy.data() + (64 - reinterpret_cast<uintptr_t>(roomy.data()) % 64) % 64;
  GemmF28Pack(entry.kernel, 1, kColumns, {b.data(), static_cast<ptrdiff_t>(kColumns), 1}, start);
  const float one = 1.0f;
  std::vector<float> c(kColumns);
  GemmF28Args args;
  args.m = 1;
  args.n = kColumns;
  args.k = 1;
  args.a = &one;
  args.packed = start;
  args.c = c.data();
  entry.kernel.run(args);
  for (size_t j = 0; j < kColumns; ++j) {
    const bool same = std::isnan(b[j]) ? std::isnan(c[j]) : c[j] == b[j];
    CHECK_MSG(same, "%s: %08x became %g", entry.name, special[j % 8], static_cast<double>(c[j]));
  }
}

}  // namespace

int main() {
  test::ForEachKernel(GemmF28Kernels(), [](const Entry& entry) {
    for (size_t m : {0, 1, 2, 3, 5}) {
      for (size_t n : {0, 1, 15, 16, 17, 31, 32, 33, 64, 65, 100, 127, 128, 129, 300}) {
        for (size_t k : {0, 1, 2, 63, 64, 65, 130}) {
          const bool odd = (m + n + k) % 2 != 0;
          const Rare rare = k % 3 == 0 ? Rare::kNever : Rare::kSometimes;
          EqualsItsTwin(entry, Problem({m, n, k}, rare, odd), odd,
                        odd ? Edge::kFront : Edge::kBack);
        }
      }
    }
    TakesFewerBytes(entry);
    KeepsSpecialNumbers(entry);
  });
  return test::Finish();
}

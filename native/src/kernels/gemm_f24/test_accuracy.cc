// How far results are from the exact product, beside gemm_f32 for the same CPUs.
#include <cmath>
#include <vector>

#include "kernels/gemm_f24/problem.h"
#include "tests/each_kernel.h"

using namespace ossicle;
using namespace ossicle::gemm_f24;
using ossicle::test::Edge;

namespace {

// The header derives 1.12 for the root mean square; the worst scatters more.
constexpr double kMostRms = 1.15;
constexpr double kMostWorst = 1.25;

const GemmF32Kernel& Twin(const Entry& entry) {
  for (const KernelEntry<GemmF32Kernel>& twin : GemmF32Kernels()) {
    if (twin.needs == entry.needs) return twin.kernel;
  }
  CHECK_MSG(false, "%s has no float32 twin", entry.name);
  return GemmF32Kernels().begin()->kernel;
}

std::vector<float> InFloats(const GemmF32Kernel& kernel, const Problem& problem, bool accumulate) {
  const Sizes& s = problem.size;
  std::vector<float> packed(GemmF32PackedFloats(kernel, s.k, s.n)), c = problem.c_before;
  GemmF32Pack(kernel, s.k, s.n, problem.View(), packed.data());
  GemmF32Args args;
  args.m = s.m;
  args.n = s.n;
  args.k = s.k;
  args.a = problem.a.data();
  args.a_row_stride = static_cast<ptrdiff_t>(s.k);
  args.c = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(s.n);
  args.accumulate = accumulate;
  GemmF32UsePacked(kernel, packed.data(), &args);
  kernel.run(args);
  return c;
}

struct Errors {
  double squares = 0.0;
  double worst = 0.0;
  void Add(double error) {
    squares += error * error;
    worst = std::max(worst, std::fabs(error));
  }
};

// The errors of every column in units of the norm of its elements.
Errors ErrorsOf(const Problem& problem, bool accumulate, const std::vector<float>& c) {
  const Sizes& s = problem.size;
  Errors errors;
  for (size_t j = 0; j < s.n; ++j) {
    double squares = 0.0;
    for (size_t p = 0; p < s.k; ++p) squares += problem.B(p, j) * problem.B(p, j);
    const double norm = std::sqrt(squares);
    for (size_t i = 0; i < s.m; ++i) {
      const double exact = problem.At(i, j, accumulate, false).sum;
      errors.Add((static_cast<double>(c[i * s.n + j]) - exact) / norm);
    }
  }
  return errors;
}

// A kernel that sums in double precision loses what the header derives for the steps, and as much
// again at most by the rounding of its result.
void LosesItsStepsOnly(const Entry& entry, Sizes s, Kind kind) {
  const Problem problem(s, kind, true);
  const Packed packed(entry.kernel, problem, s.n * s.k / 20);
  if (!CHECK_MSG(packed.bytes > 0, "%s kind %d does not suit", entry.name, static_cast<int>(kind)))
    return;
  const std::vector<float> got =
      Run(entry.kernel, problem, packed, {0, s.m, false, false}, false, Edge::kBack);
  double squares = 0.0;
  for (const float a : problem.a) squares += static_cast<double>(a) * static_cast<double>(a);
  const double steps = std::sqrt(squares / static_cast<double>(s.m) / 3.0) / 4.0 * 0x1p-24;
  const double count = static_cast<double>(s.m * s.n);
  const double rms = std::sqrt(ErrorsOf(problem, false, got).squares / count);
  CHECK_MSG(rms < 2.0 * steps, "%s kind %d: %g of %g", entry.name, static_cast<int>(kind), rms,
            steps);
}

void IsAsExactAsFloats(const Entry& entry, Sizes s, Kind kind, bool accumulate) {
  const Problem problem(s, kind, true);
  const Packed packed(entry.kernel, problem, s.n * s.k / 20);
  CHECK_MSG(packed.bytes > 0, "%s k=%zu kind %d does not suit", entry.name, s.k,
            static_cast<int>(kind));
  if (packed.bytes == 0) return;
  const std::vector<float> got =
      Run(entry.kernel, problem, packed, {0, s.m, accumulate, false}, false, Edge::kBack);
  const std::vector<float> floats = InFloats(Twin(entry), problem, accumulate);
  const Errors ours = ErrorsOf(problem, accumulate, got);
  const Errors theirs = ErrorsOf(problem, accumulate, floats);
  const double rms = std::sqrt(ours.squares / theirs.squares);
  const double worst = ours.worst / theirs.worst;
  std::printf("  k=%zu kind %d accumulate %d: rms %.3f, worst %.3f of gemm_f32's\n", s.k,
              static_cast<int>(kind), accumulate, rms, worst);
  CHECK_MSG(rms < kMostRms && worst < kMostWorst, "%s k=%zu kind %d accumulate %d: %.3f, %.3f",
            entry.name, s.k, static_cast<int>(kind), accumulate, rms, worst);
}

}  // namespace

int main() {
  test::ForEachKernel(GemmF24Kernels(), [](const Entry& entry) {
    if (!entry.kernel.pays) {
      for (Kind kind : {Kind::kUniform, Kind::kNormal, Kind::kHeavyTailed}) {
        LosesItsStepsOnly(entry, {16, 400, 200}, kind);
      }
      return;
    }
    for (size_t k : {200, 512, 1024}) {
      for (Kind kind : {Kind::kUniform, Kind::kNormal, Kind::kHeavyTailed}) {
        IsAsExactAsFloats(entry, {16, 4000, k}, kind, false);
        IsAsExactAsFloats(entry, {16, 4000, k}, kind, true);
      }
    }
  });
  return test::Finish();
}

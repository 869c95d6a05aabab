#include "kernels/paired/paired.h"

#include "kernels/paired/panel.h"
#include "simd/scalar.h"

namespace ossicle {
namespace {

constexpr KernelEntry<PairedKernel> kKernels[] = {
#define OSSICLE_PAIRED(needs, name, columns) \
  {needs, {name, name##_rows, name##_packed, columns}, #name},
#include "kernels/paired/kernels.inc"
#undef OSSICLE_PAIRED
};

// What is kept of a row or column beside its elements.
struct Line {
  float back;
  float pairs;
};

// Brings k elements to magnitude, which are and will be as far apart as the steps say.
Line Bring(size_t k, const float* from, ptrdiff_t from_step, float* to, ptrdiff_t step) {
  const auto at = [&](size_t p) { return from[static_cast<ptrdiff_t>(p) * from_step]; };
  const auto brought = [&](size_t p) -> float& { return to[static_cast<ptrdiff_t>(p) * step]; };
  double sum = 0.0;
  for (size_t p = 0; p < k; ++p) sum += static_cast<double>(simd::Scalar::Abs(at(p)));
  const float mean = k > 0 ? static_cast<float>(sum / static_cast<double>(k)) : 0.0f;
  const paired::Magnitude<simd::Scalar> magnitude = paired::MagnitudeOf<simd::Scalar>(mean);
  for (size_t p = 0; p < k; ++p) brought(p) = at(p) * magnitude.bring;
  double pairs = 0.0;
  for (size_t p = 0; p + paired::kGroup <= k; p += paired::kGroup) {
    pairs += static_cast<double>(brought(p + 2)) * static_cast<double>(brought(p + 3));
  }
  return {magnitude.back, static_cast<float>(pairs)};
}

// Multiplications that take several times as long as handing some of them to another thread.
constexpr uint64_t kWorthSharing = 1 << 20;

// A product whose columns are divided into parts.
struct Divided {
  const PairedKernel* kernel;
  const PairedPackedArgs* args;
  size_t columns_of_part;
};

void RunPart(const void* work, size_t part) {
  const Divided& divided = *static_cast<const Divided*>(work);
  PairedPackedArgs args = *divided.args;
  const size_t first = part * divided.columns_of_part;
  if (first >= args.n) return;
  const size_t left = args.n - first;
  args.n = left < divided.columns_of_part ? left : divided.columns_of_part;
  args.packed += first * (args.k + 2);
  args.c += first;
  if (args.bias != nullptr) args.bias += first;
  divided.kernel->run_packed(args);
}

}  // namespace

KernelList<PairedKernel> PairedKernels() { return KernelList<PairedKernel>(kKernels); }

void PairedPrepare(size_t m, size_t k, const float* a, float* prepared) {
  float* const backs = prepared + m * k;
  for (size_t i = 0; i < m; ++i, a += k, prepared += k) {
    const Line line = Bring(k, a, 1, prepared, 1);
    backs[i] = line.back;
    backs[m + i] = line.pairs;
  }
}

void PairedPack(const PairedKernel& kernel, size_t k, size_t n, const MatrixView& b,
                float* packed) {
  const size_t width = kernel.columns;
  for (size_t first = 0; first < n; first += width, packed += width * (k + 2)) {
    float* const pairs = packed + width * k;
    for (size_t j = 0; j < width; ++j) {
      Line line = {};
      if (first + j < n) {
        const float* const column = b.data + static_cast<ptrdiff_t>(first + j) * b.column_stride;
        line = Bring(k, column, b.row_stride, packed + j, static_cast<ptrdiff_t>(width));
      } else {
        for (size_t p = 0; p < k; ++p) packed[p * width + j] = 0.0f;
      }
      pairs[j] = line.pairs;
      pairs[width + j] = line.back;
    }
  }
}

void PairedRunPacked(const PairedKernel& kernel, const PairedPackedArgs& args,
                     const Helpers& helpers) {
  kernel.bring_rows(args);
  const size_t panels = (args.n + kernel.columns - 1) / kernel.columns;
  const uint32_t parts =
      uint64_t{args.m} * args.n * args.k < kWorthSharing ? 1 : helpers.PartsOf(panels);
  if (parts <= 1) return kernel.run_packed(args);
  const Divided divided = {&kernel, &args, (panels + parts - 1) / parts * kernel.columns};
  helpers.team->Run(RunPart, &divided, parts);
}

}  // namespace ossicle

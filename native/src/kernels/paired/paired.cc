#include "kernels/paired/paired.h"

#include "kernels/paired/panel.h"
#include "simd/scalar.h"

namespace ossicle {
namespace {

constexpr KernelEntry<PairedKernel> kKernels[] = {
#define OSSICLE_PAIRED(needs, name, columns) {needs, {name, name##_packed, columns}, #name},
#include "kernels/paired/kernels.inc"
#undef OSSICLE_PAIRED
};

// What is kept of a row or column beside its elements.
struct Line {
  float back;
  float pairs;
};

// Brings k adjacent elements to magnitude and writes them `step` apart.
Line Bring(size_t k, const float* from, size_t step, float* to) {
  double sum = 0.0;
  for (size_t p = 0; p < k; ++p) sum += static_cast<double>(simd::Scalar::Abs(from[p]));
  const float mean = k > 0 ? static_cast<float>(sum / static_cast<double>(k)) : 0.0f;
  const paired::Magnitude<simd::Scalar> magnitude = paired::MagnitudeOf<simd::Scalar>(mean);
  for (size_t p = 0; p < k; ++p) to[p * step] = from[p] * magnitude.bring;
  double pairs = 0.0;
  for (size_t p = 0; p + paired::kGroup <= k; p += paired::kGroup) {
    pairs += static_cast<double>(to[(p + 2) * step]) * static_cast<double>(to[(p + 3) * step]);
  }
  return {magnitude.back, static_cast<float>(pairs)};
}

}  // namespace

KernelList<PairedKernel> PairedKernels() { return KernelList<PairedKernel>(kKernels); }

void PairedPrepare(size_t m, size_t k, const float* a, float* prepared) {
  float* const backs = prepared + m * k;
  for (size_t i = 0; i < m; ++i, a += k, prepared += k) {
    const Line line = Bring(k, a, 1, prepared);
    backs[i] = line.back;
    backs[m + i] = line.pairs;
  }
}

void PairedPack(const PairedKernel& kernel, size_t k, size_t n, const float* b, float* packed) {
  const size_t width = kernel.columns;
  for (size_t first = 0; first < n; first += width, packed += width * (k + 2)) {
    float* const pairs = packed + width * k;
    for (size_t j = 0; j < width; ++j) {
      Line line = {};
      if (first + j < n) {
        line = Bring(k, b + (first + j) * k, width, packed + j);
      } else {
        for (size_t p = 0; p < k; ++p) packed[p * width + j] = 0.0f;
      }
      pairs[j] = line.pairs;
      pairs[width + j] = line.back;
    }
  }
}

}  // namespace ossicle

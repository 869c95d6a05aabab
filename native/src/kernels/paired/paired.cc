#include "kernels/paired/paired.h"

#include "kernels/paired/panel.h"
#include "simd/scalar.h"

namespace ossicle {
namespace {

constexpr KernelEntry<PairedKernel> kKernels[] = {
#define OSSICLE_PAIRED(needs, name, columns) {needs, {name, columns}, #name},
#include "kernels/paired/kernels.inc"
#undef OSSICLE_PAIRED
};

}  // namespace

KernelList<PairedKernel> PairedKernels() { return KernelList<PairedKernel>(kKernels); }

void PairedPrepare(size_t m, size_t k, const float* a, float* prepared) {
  float* const backs = prepared + m * k;
  for (size_t i = 0; i < m; ++i, a += k, prepared += k) {
    double sum = 0.0;
    for (size_t p = 0; p < k; ++p) sum += static_cast<double>(simd::Scalar::Abs(a[p]));
    const float mean = k > 0 ? static_cast<float>(sum / static_cast<double>(k)) : 0.0f;
    const paired::Magnitude<simd::Scalar> magnitude = paired::MagnitudeOf<simd::Scalar>(mean);
    for (size_t p = 0; p < k; ++p) prepared[p] = a[p] * magnitude.bring;
    double pairs = 0.0;
    for (size_t p = 0; p + paired::kGroup <= k; p += paired::kGroup) {
      pairs += static_cast<double>(prepared[p + 2]) * static_cast<double>(prepared[p + 3]);
    }
    backs[i] = magnitude.back;
    backs[m + i] = static_cast<float>(pairs);
  }
}

}  // namespace ossicle

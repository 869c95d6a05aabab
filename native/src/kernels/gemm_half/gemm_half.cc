#include "kernels/gemm_half/gemm_half.h"

#include <cstring>

#include "kernels/gemm_f32/shared.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmHalfKernel> kF16Kernels[] = {
#define OSSICLE_GEMM_HALF(needs, name, columns) {needs, {name##_f16, columns}, #name "_f16"},
#include "kernels/gemm_half/kernels.inc"
#undef OSSICLE_GEMM_HALF
};

constexpr KernelEntry<GemmHalfKernel> kBf16Kernels[] = {
#define OSSICLE_GEMM_HALF(needs, name, columns) {needs, {name##_bf16, columns}, #name "_bf16"},
#include "kernels/gemm_half/kernels.inc"
#undef OSSICLE_GEMM_HALF
};

}  // namespace

KernelList<GemmHalfKernel> GemmF16Kernels() { return KernelList<GemmHalfKernel>(kF16Kernels); }

KernelList<GemmHalfKernel> GemmBf16Kernels() { return KernelList<GemmHalfKernel>(kBf16Kernels); }

size_t GemmHalfPackedNumbers(const GemmHalfKernel& kernel, size_t k, size_t n) {
  const size_t panels = (n + kernel.columns - 1) / kernel.columns;
  return panels * kernel.columns * k;
}

void GemmHalfPack(const GemmHalfKernel& kernel, size_t k, size_t n, const char* b,
                  ptrdiff_t row_stride, ptrdiff_t column_stride, uint16_t* packed) {
  const size_t width = kernel.columns;
  for (size_t first = 0; first < n; first += width) {
    const char* row = b + static_cast<ptrdiff_t>(first) * column_stride;
    for (size_t p = 0; p < k; ++p, row += row_stride, packed += width) {
      for (size_t j = 0; j < width; ++j) {
        packed[j] = 0;
        if (first + j >= n) continue;
        std::memcpy(packed + j, row + static_cast<ptrdiff_t>(j) * column_stride, sizeof(uint16_t));
      }
    }
  }
}

void GemmHalfUsePacked(const GemmHalfKernel& kernel, const uint16_t* packed, GemmF32Args* args) {
  args->b = packed;
  args->b_row_stride = static_cast<ptrdiff_t>(kernel.columns);
  args->b_panel_stride = static_cast<ptrdiff_t>(kernel.columns * args->k);
  args->b_filled_up = true;
}

void GemmHalfRun(const GemmHalfKernel& kernel, const GemmF32Args& args, const Helpers& helpers) {
  RunShared({kernel.run, kernel.columns, sizeof(uint16_t)}, args, helpers);
}

}  // namespace ossicle

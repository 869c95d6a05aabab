#include "kernels/quantize/quantize.h"

namespace ossicle {
namespace {

constexpr KernelEntry<QuantizeKernel> kKernels[] = {
#define OSSICLE_QUANTIZE(needs, isa)                                             \
  {needs,                                                                        \
   {quantize_f32u8_##isa, dequantize_u8f32_##isa, dynamic_quantize_f32u8_##isa}, \
   "quantize_f32u8_" #isa},
#include "kernels/quantize/kernels.inc"
#undef OSSICLE_QUANTIZE
};

}  // namespace

KernelList<QuantizeKernel> QuantizeKernels() { return KernelList<QuantizeKernel>(kKernels); }

}  // namespace ossicle

#include "kernels/gemm_f24/gemm_f24.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmF24Kernel> kKernels[] = {
#define OSSICLE_GEMM_F24(needs, name, lanes, pays) {needs, {name, lanes, pays}, #name},
#include "kernels/gemm_f24/kernels.inc"
#undef OSSICLE_GEMM_F24
};

}  // namespace

KernelList<GemmF24Kernel> GemmF24Kernels() { return KernelList<GemmF24Kernel>(kKernels); }

}  // namespace ossicle

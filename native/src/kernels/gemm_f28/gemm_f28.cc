#include "kernels/gemm_f28/gemm_f28.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmF28Kernel> kKernels[] = {
#define OSSICLE_GEMM_F28(needs, name, lanes, pays) {needs, {name, lanes, pays}, #name},
#include "kernels/gemm_f28/kernels.inc"
#undef OSSICLE_GEMM_F28
};

}  // namespace

KernelList<GemmF28Kernel> GemmF28Kernels() { return KernelList<GemmF28Kernel>(kKernels); }

}  // namespace ossicle

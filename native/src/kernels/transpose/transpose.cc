#include "kernels/transpose/transpose.h"

namespace ossicle {
namespace {

constexpr KernelEntry<TransposeFn> kKernels[] = {
#define OSSICLE_TRANSPOSE(needs, name) {needs, name, #name},
#include "kernels/transpose/kernels.inc"
#undef OSSICLE_TRANSPOSE
};

}  // namespace

KernelList<TransposeFn> TransposeKernels() { return KernelList<TransposeFn>(kKernels); }

}  // namespace ossicle

#include "kernels/depthwise/depthwise.h"

namespace ossicle {
namespace {

constexpr KernelEntry<DepthwiseFn> kKernels[] = {
#define OSSICLE_DEPTHWISE(needs, name) {needs, name, #name},
#include "kernels/depthwise/kernels.inc"
#undef OSSICLE_DEPTHWISE
};

}  // namespace

KernelList<DepthwiseFn> DepthwiseKernels() { return KernelList<DepthwiseFn>(kKernels); }

}  // namespace ossicle

#include "kernels/softmax/softmax.h"

namespace ossicle {
namespace {

constexpr KernelEntry<SoftmaxFn> kKernels[] = {
#define OSSICLE_SOFTMAX(needs, name) {needs, name, #name},
#include "kernels/softmax/kernels.inc"
#undef OSSICLE_SOFTMAX
};

}  // namespace

KernelList<SoftmaxFn> SoftmaxKernels() { return KernelList<SoftmaxFn>(kKernels); }

}  // namespace ossicle

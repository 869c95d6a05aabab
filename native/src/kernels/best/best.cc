#include "kernels/best/best.h"

namespace ossicle {
namespace {

constexpr KernelEntry<BestFn> kKernels[] = {
#define OSSICLE_BEST(needs, name) {needs, name, #name},
#include "kernels/best/kernels.inc"
#undef OSSICLE_BEST
};

}  // namespace

KernelList<BestFn> BestKernels() { return KernelList<BestFn>(kKernels); }

}  // namespace ossicle

#include "kernels/biasnorm/biasnorm.h"

namespace ossicle {
namespace {

constexpr KernelEntry<BiasnormFn> kKernels[] = {
#define OSSICLE_BIASNORM(needs, name) {needs, name, #name},
#include "kernels/biasnorm/kernels.inc"
#undef OSSICLE_BIASNORM
};

}  // namespace

KernelList<BiasnormFn> BiasnormKernels() { return KernelList<BiasnormFn>(kKernels); }

}  // namespace ossicle

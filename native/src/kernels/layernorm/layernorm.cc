#include "kernels/layernorm/layernorm.h"

namespace ossicle {
namespace {

constexpr KernelEntry<LayernormFn> kKernels[] = {
#define OSSICLE_LAYERNORM(needs, name) {needs, name, #name},
#include "kernels/layernorm/kernels.inc"
#undef OSSICLE_LAYERNORM
};

}  // namespace

KernelList<LayernormFn> LayernormKernels() { return KernelList<LayernormFn>(kKernels); }

}  // namespace ossicle

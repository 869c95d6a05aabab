#include "kernels/unary/unary.h"

namespace ossicle {
namespace {

constexpr KernelEntry<UnaryFn> kKernels[] = {
#define OSSICLE_UNARY(needs, name) {needs, name, #name},
#include "kernels/unary/kernels.inc"
#undef OSSICLE_UNARY
};

}  // namespace

KernelList<UnaryFn> UnaryKernels() { return KernelList<UnaryFn>(kKernels); }

}  // namespace ossicle

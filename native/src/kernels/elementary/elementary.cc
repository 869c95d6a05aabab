#include "kernels/elementary/elementary.h"

namespace ossicle {
namespace {

constexpr KernelEntry<ElementaryFn> kKernels[] = {
#define OSSICLE_ELEMENTARY(needs, name) {needs, name, #name},
#include "kernels/elementary/kernels.inc"
#undef OSSICLE_ELEMENTARY
};

}  // namespace

KernelList<ElementaryFn> ElementaryKernels() { return KernelList<ElementaryFn>(kKernels); }

}  // namespace ossicle

#include "kernels/rowconv/rowconv.h"

namespace ossicle {
namespace {

constexpr KernelEntry<RowconvFn> kKernels[] = {
#define OSSICLE_ROWCONV(needs, name) {needs, name, #name},
#include "kernels/rowconv/kernels.inc"
#undef OSSICLE_ROWCONV
};

}  // namespace

KernelList<RowconvFn> RowconvKernels() { return KernelList<RowconvFn>(kKernels); }

}  // namespace ossicle

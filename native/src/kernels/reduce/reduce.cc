#include "kernels/reduce/reduce.h"

namespace ossicle {
namespace {

constexpr KernelEntry<ReduceFn> kKernels[] = {
#define OSSICLE_REDUCE(needs, name) {needs, name, #name},
#include "kernels/reduce/kernels.inc"
#undef OSSICLE_REDUCE
};

}  // namespace

KernelList<ReduceFn> ReduceKernels() { return KernelList<ReduceFn>(kKernels); }

}  // namespace ossicle

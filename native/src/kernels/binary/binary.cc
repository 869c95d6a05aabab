#include "kernels/binary/binary.h"

namespace ossicle {
namespace {

constexpr KernelEntry<BinaryFn> kKernels[] = {
#define OSSICLE_BINARY(needs, name) {needs, name, #name},
#include "kernels/binary/kernels.inc"
#undef OSSICLE_BINARY
};

}  // namespace

KernelList<BinaryFn> BinaryKernels() { return KernelList<BinaryFn>(kKernels); }

}  // namespace ossicle

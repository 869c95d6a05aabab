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

void ActivateRow(UnaryFn kernel, Activation activation, float* row, size_t n) {
  constexpr UnaryOp kOps[kActivations] = {UnaryOp::kRelu,    UnaryOp::kRelu, UnaryOp::kSigmoid,
                                          UnaryOp::kTanh,    UnaryOp::kSilu, UnaryOp::kGeluErf,
                                          UnaryOp::kGeluTanh};
  if (activation == Activation::kNone) return;
  kernel(kOps[static_cast<size_t>(activation)], {row, row, n, 0.0f, 0.0f, 0.0f});
}

}  // namespace ossicle

#include "kernels/recurrent/input_product.h"

namespace ossicle::recurrent {
namespace {

// Below, bringing rows to magnitude costs more than is saved, or reading the weights is what takes
// the time.
constexpr size_t kLeastSteps = 8;
constexpr size_t kLeastInputs = 32;
constexpr size_t kLeastColumns = 64;

// What follows in memory stays aligned.
constexpr size_t kFloatsOfLine = 16;

}  // namespace

InputKernels ChooseInputKernels(size_t steps, size_t inputs, size_t n, arch::Features features) {
  const KernelEntry<PairedKernel>& paired = PairedKernels().Select(features);
  InputKernels kernels;
  kernels.floats = GemmF32Kernels().Select(features).kernel;
  kernels.paired = paired.kernel;
  kernels.pairs = paired.needs != arch::kNone && steps >= kLeastSteps && inputs >= kLeastInputs &&
                  n >= kLeastColumns;
  return kernels;
}

size_t InputKernels::PackedFloats(size_t inputs, size_t n) const {
  const size_t wanted =
      pairs ? PairedPackedFloats(paired, inputs, n) : GemmF32PackedFloats(floats, inputs, n);
  return (wanted + kFloatsOfLine - 1) / kFloatsOfLine * kFloatsOfLine;
}

size_t InputKernels::WorkspaceFloats(size_t rows, size_t inputs) const {
  return pairs ? PairedPreparedFloats(rows, inputs) : 0;
}

void PackInput(const InputKernels& kernels, size_t inputs, size_t n, const float* w,
               float* packed) {
  if (kernels.pairs) return PairedPack(kernels.paired, inputs, n, w, packed);
  GemmF32Pack(kernels.floats, inputs, n, {w, 1, static_cast<ptrdiff_t>(inputs)}, packed);
}

void MultiplyInput(const InputKernels& kernels, const InputProductArgs& args) {
  if (kernels.pairs) {
    PairedPackedArgs product;
    product.m = args.rows;
    product.n = args.n;
    product.k = args.inputs;
    product.a = args.x;
    product.a_row_stride = static_cast<ptrdiff_t>(args.inputs);
    product.packed = args.packed;
    product.c = args.out;
    product.c_row_stride = static_cast<ptrdiff_t>(args.n);
    product.bias = args.bias;
    product.workspace = args.workspace;
    return kernels.paired.run_packed(product);
  }
  GemmF32Args product;
  product.m = args.rows;
  product.n = args.n;
  product.k = args.inputs;
  product.a = args.x;
  product.a_row_stride = static_cast<ptrdiff_t>(args.inputs);
  product.c = args.out;
  product.c_row_stride = static_cast<ptrdiff_t>(args.n);
  product.bias = args.bias;
  GemmF32UsePacked(kernels.floats, args.packed, &product);
  kernels.floats.run(product);
}

}  // namespace ossicle::recurrent

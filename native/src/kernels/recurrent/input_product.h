// The product of a recurrent layer's input with its weights, for all steps at once.
#pragma once

#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/paired/paired.h"

namespace ossicle::recurrent {

struct InputKernels {
  GemmF32Kernel floats = {};
  PairedKernel paired = {};
  bool pairs = false;  // takes half of the terms in pairs

  // Floats of the packed weights of n columns, a multiple of 16, and of the workspace for so many
  // rows.
  size_t PackedFloats(size_t inputs, size_t n) const;
  size_t WorkspaceFloats(size_t rows, size_t inputs) const;
};

// The choice does not depend on the size of a batch, so that rows have the same bits in any.
InputKernels ChooseInputKernels(size_t steps, size_t inputs, size_t n, arch::Features features);

// w holds the weights by columns, n rows of `inputs`.
void PackInput(const InputKernels& kernels, size_t inputs, size_t n, const float* w, float* packed);

struct InputProductArgs {
  size_t rows = 0;
  size_t inputs = 0;
  size_t n = 0;
  const float* x = nullptr;  // [rows, inputs]
  const float* packed = nullptr;
  const float* bias = nullptr;  // n floats
  float* out = nullptr;         // [rows, n]
  float* workspace = nullptr;   // WorkspaceFloats
};

// out = x * weights + bias.
void MultiplyInput(const InputKernels& kernels, const InputProductArgs& args);

}  // namespace ossicle::recurrent

// The product of a recurrent layer's state with its weights, which are read once per step: by few
// rows in 24 bits per element where the CPU has a kernel for that and the weights suit it.
#pragma once

#include "kernels/gemm_f24/gemm_f24.h"
#include "kernels/gemm_f32/gemm_f32.h"

namespace ossicle::recurrent {

struct StateKernels {
  GemmF32Kernel floats = {};
  GemmF24Kernel short_floats = {};
  bool tries_short = false;

  // Bytes that suffice for the packed weights of n columns for `units` units.
  size_t PackedBytes(size_t units, size_t n) const;
};

// For products of at most `rows` rows by `bytes` of weights in all.
StateKernels ChooseStateKernels(size_t rows, size_t bytes, arch::Features features);

// Packed weights [units, n] of a state; refers to the memory they were packed into.
struct StateWeights {
  size_t units = 0;
  size_t n = 0;
  const void* packed = nullptr;
  bool is_short = false;
};

// r holds the weights transposed, n rows of `units`. `packed` is PackedBytes at an address
// divisible by 64.
StateWeights PackState(const StateKernels& kernels, size_t units, size_t n, const float* r,
                       void* packed);

struct StateProductArgs {
  size_t rows = 0;
  const float* state = nullptr;  // [rows, units]
  const float* bias = nullptr;   // n floats, or null
  float* out = nullptr;          // n floats per row
  size_t out_row_stride = 0;
  bool accumulate = false;  // adds to out
  bool backwards = false;
};

// out = state * weights + bias. Where the weights of a step are more than a cache holds, steps that
// go to and fro, each backwards after one that was not, find in it what the last one read last.
void MultiplyState(const StateKernels& kernels, const StateWeights& weights,
                   const StateProductArgs& args);

}  // namespace ossicle::recurrent

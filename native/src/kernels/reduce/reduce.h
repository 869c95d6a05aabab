// A row of floats made one:
//   kSum sum of x[i]   kSumOfSquares sum of x[i]^2   kSumOfMagnitudes sum of |x[i]|
//   kMax, kMin         NaN if any x[i] is
//
// n >= 1. Sums are of the lanes of a vector first, so their rounding differs between kernels. No
// pointer needs alignment; nothing outside the n elements is read.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

enum class Reduction : uint8_t { kSum, kSumOfSquares, kSumOfMagnitudes, kMax, kMin };

using ReduceFn = float (*)(Reduction reduction, size_t n, const float* x);

#define OSSICLE_REDUCE(needs, name) float name(Reduction, size_t, const float*);
#include "kernels/reduce/kernels.inc"
#undef OSSICLE_REDUCE

KernelList<ReduceFn> ReduceKernels();

}  // namespace ossicle

// BiasNorm of one row, the normalisation of Zipformer 2:
//   out[i] = x[i] * (scale / sqrt(mean over j of (x[j] - bias[j])^2))
//
// Squares are rounded before they are added up, and the root's inverse before it is scaled, as
// single steps would do.
//
// n >= 1. x, bias and out hold n floats; out may equal x, no other overlap. No pointer needs
// alignment; nothing outside the n elements is read or written. A NaN in x or bias makes the whole
// row NaN.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"

namespace ossicle {

using BiasnormFn = void (*)(size_t n, const float* x, const float* bias, float scale, float* out);

#define OSSICLE_BIASNORM(needs, name) void name(size_t, const float*, const float*, float, float*);
#include "kernels/biasnorm/kernels.inc"
#undef OSSICLE_BIASNORM

KernelList<BiasnormFn> BiasnormKernels();

}  // namespace ossicle

// Arithmetic on two rows of floats: y[i] = a[i] op b[i].
//
// An operand whose step is 0 is one float that stands for all; steps are 0 or 1. n may be 0. y may
// equal a or b where their step is 1, no other overlap. No pointer needs alignment; nothing outside
// the elements named is read or written. The largest and the smallest are NaN where either is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

enum class BinaryOp : uint8_t { kAdd, kSub, kMul, kDiv, kMax, kMin };

struct BinaryRow {
  const float* a;
  const float* b;
  float* y;
  size_t n;
  size_t a_step;
  size_t b_step;
};

using BinaryFn = void (*)(BinaryOp op, const BinaryRow& row);

#define OSSICLE_BINARY(needs, name) void name(BinaryOp, const BinaryRow&);
#include "kernels/binary/kernels.inc"
#undef OSSICLE_BINARY

KernelList<BinaryFn> BinaryKernels();

}  // namespace ossicle

// Arithmetic on two operands of rows of floats: y[r, i] = a[r, i] op b[r, i]. kGlu, the gated
// linear unit, is a / (1 + e^-b), with the errors of simd/vmath.h.
//
// An operand whose step is 0 is one float per row that stands for all; steps are 0 or 1. Rows lie
// y_row, a_row, b_row floats apart. n and rows may be 0. y may equal a or b where their step is 1
// and their rows lie alike, no other overlap. No pointer needs alignment; nothing outside the
// elements named is read or written. The largest and the smallest are NaN where either is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

enum class BinaryOp : uint8_t { kAdd, kSub, kMul, kDiv, kMax, kMin, kGlu };

struct BinaryRow {
  const float* a;
  const float* b;
  float* y;
  size_t n;
  size_t a_step;
  size_t b_step;
  size_t rows = 1;
  ptrdiff_t a_row = 0;
  ptrdiff_t b_row = 0;
  ptrdiff_t y_row = 0;
};

using BinaryFn = void (*)(BinaryOp op, const BinaryRow& row);

#define OSSICLE_BINARY(needs, name) void name(BinaryOp, const BinaryRow&);
#include "kernels/binary/kernels.inc"
#undef OSSICLE_BINARY

KernelList<BinaryFn> BinaryKernels();

}  // namespace ossicle

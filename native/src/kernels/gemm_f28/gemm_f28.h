// Matrix product in float32 by a matrix that takes 28 bits per element in memory, without loss:
//   C[i, j] = accumulate * C[i, j] + sum over p of A[i, p] * B[p, j] + bias[j]
//
// For one or two rows of A, whose time goes into reading B. The upper byte of a float is its sign
// and most of its exponent, and that of trained weights takes few values: four bits name one of the
// sixteen that are most frequent in B. Where another one occurs, the stretch of a row that it is in
// stays as it was.
//
// Every element is summed over p in ascending order in one accumulator and its bias added last: the
// bits are those of gemm_f32 on the same CPU. Any bits of B are kept, NaN and infinities included.
//
// m, n and k may be 0. C overlaps no other operand. No pointer needs alignment, save `packed`;
// nothing outside the elements named is read or written.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/gemm_f32/gemm_f32.h"

namespace ossicle {

struct GemmF28Args {
  size_t m = 0;
  size_t n = 0;
  size_t k = 0;
  const float* a = nullptr;
  ptrdiff_t a_row_stride = 0;
  const void* packed = nullptr;  // B
  float* c = nullptr;
  ptrdiff_t c_row_stride = 0;
  bool accumulate = false;
  const float* bias = nullptr;  // n floats, or null
  bool backwards = false;       // reads B from its last columns to its first
};

struct GemmF28Kernel {
  void (*run)(const GemmF28Args& args);
  size_t lanes;  // columns of a vector, eight of which are read at once
  bool pays;     // it is faster than gemm_f32 where B comes from memory or a large cache
};

#define OSSICLE_GEMM_F28(needs, name, lanes, pays) void name(const GemmF28Args& args);
#include "kernels/gemm_f28/kernels.inc"
#undef OSSICLE_GEMM_F28

KernelList<GemmF28Kernel> GemmF28Kernels();

// Bytes that suffice for the packed form of any k x n matrix.
size_t GemmF28PackedBytes(const GemmF28Kernel& kernel, size_t k, size_t n);

// Writes the packed form of a k x n matrix B at an address divisible by 64. Returns the bytes it
// takes, of which there are fewer the rarer B's other upper bytes are.
size_t GemmF28Pack(const GemmF28Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                   void* packed);

}  // namespace ossicle

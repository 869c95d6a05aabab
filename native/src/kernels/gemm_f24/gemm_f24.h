// Matrix product in float32 by a matrix whose elements take 24 bits in memory:
//   C[i, j] = accumulate * C[i, j] + sum over p of A[i, p] * B[p, j] + bias[j]
//
// For one or two rows of A, whose time goes into reading B. A column of B is kept as multiples of
// a step of its own, signed integers of 24 bits, up to a limit L: the largest magnitude in it, but
// at most a quarter of its norm, the root of the sum of its squares. What exceeds the limit, an
// outlier, has the rest kept as a float beside.
//
// How much is lost. An element is off by at most half a step, L / 2^24, or by L / 2^24 / sqrt(3)
// in the root mean square. Over k terms of A of a root mean square a that adds up to
//   a * sqrt(k) * L / 2^24 / sqrt(3)  <=  a * sqrt(k) * norm / 2^24 / sqrt(3) / 4.
// A sum in float32 grows to a * norm and is rounded k times on the way, half of that squared on
// average, by up to 2^-24 of what it is: about
//   a * sqrt(k) * norm / 2^24 / sqrt(3) / 2.
// So no column loses by its steps more than half of what it loses by float32 anyway, and both
// together are at most sqrt(1 + 1/4) = 1.12 times as far from the exact product as gemm_f32.
//
// Every element is summed over p in ascending order in one accumulator, in steps; then it is
// multiplied by the step, and C, bias and outliers are added. Its bits depend neither on m nor on
// the order of reading. A may hold magnitudes up to 2^80; NaN and infinities in A make NaN or
// infinity of every column they meet.
//
// m, n and k may be 0. C overlaps no other operand. No pointer needs alignment, save `packed`;
// nothing outside the elements named is read or written.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/gemm_f32/gemm_f32.h"

namespace ossicle {

struct GemmF24Args {
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

struct GemmF24Kernel {
  void (*run)(const GemmF24Args& args);
  size_t lanes;  // columns of a vector, eight of which are read at once
  bool pays;     // it is faster than gemm_f32 where B comes from memory or a large cache
};

#define OSSICLE_GEMM_F24(needs, name, lanes, pays) void name(const GemmF24Args& args);
#include "kernels/gemm_f24/kernels.inc"
#undef OSSICLE_GEMM_F24

KernelList<GemmF24Kernel> GemmF24Kernels();

// Bytes that suffice for the packed form of any k x n matrix with so many outliers.
size_t GemmF24PackedBytes(const GemmF24Kernel& kernel, size_t k, size_t n, size_t most_outliers);

// Writes the packed form of a k x n matrix B at an address divisible by 64. Returns the bytes it
// takes, or 0 where B does not suit: it has more outliers, NaN, infinities, or a column other than
// zero whose limit is below 2^-93.
size_t GemmF24Pack(const GemmF24Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                   size_t most_outliers, void* packed);

}  // namespace ossicle

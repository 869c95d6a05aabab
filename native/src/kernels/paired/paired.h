// Matrix product in float32 with fewer multiplications, for CPUs that add beside them:
//   C[i, j] = activation(sum over p of A[i, p] * B[p, j] + row_bias[i])
//
// Half of the terms are taken in pairs, as Winograd has it ("A new algorithm for inner products",
// 1968): a b + a' b' = (a + b') (a' + b) - a a' - b b'. One multiplication and two additions stand
// for two multiplications, and what is subtracted belongs to a row or a column and is summed apart.
// Where additions have units of their own, both kinds of units are busy with half of the terms
// paired.
//
// A sum of unlike magnitudes would lose the smaller one. So each row of A and each column of B is
// brought to a mean magnitude from 1 to 2, by a power of two, and the result brought back. The
// errors are a few times those of the plain product. An element depends on its row and its column
// alone: neither on m and n nor on its place.
//
// A column with a NaN or an infinity gives NaN or infinities throughout, and a row likewise. Where
// the mean magnitude of a row or column is below 2^-126 the sum counts as 0.
//
// A is constant and prepared once. B and C have adjacent columns and need no alignment; nothing
// outside the elements named is read or written; C overlaps no other operand. m, n and k may be 0.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"

namespace ossicle {

struct PairedArgs {
  size_t m = 0;
  size_t n = 0;
  size_t k = 0;
  const float* prepared = nullptr;  // A
  const float* b = nullptr;
  ptrdiff_t b_row_stride = 0;
  float* c = nullptr;
  ptrdiff_t c_row_stride = 0;
  const float* row_bias = nullptr;  // m floats, or null
  Activation activation = Activation::kNone;
  float* workspace = nullptr;  // PairedWorkspaceFloats
};

struct PairedKernel {
  void (*run)(const PairedArgs& args);
  size_t columns;  // taken at a time
};

#define OSSICLE_PAIRED(needs, name, columns) void name(const PairedArgs& args);
#include "kernels/paired/kernels.inc"
#undef OSSICLE_PAIRED

// The last one is for tests: without units of their own the additions only delay.
KernelList<PairedKernel> PairedKernels();

inline size_t PairedPreparedFloats(size_t m, size_t k) { return m * k + 2 * m; }

// Writes the prepared form of an m x k matrix with adjacent columns and rows.
void PairedPrepare(size_t m, size_t k, const float* a, float* prepared);

inline size_t PairedWorkspaceFloats(const PairedKernel& kernel, size_t k) {
  return kernel.columns * k;
}

}  // namespace ossicle

// Matrix product in float32:
//   C[i, j] = activation(accumulate * C[i, j] + sum over p of A[i, p] * B[p, j] + bias[j] +
//                        row_bias[i])
//
// B is read in panels of a kernel's `columns` columns: panel q starts at b + q * b_panel_stride and
// holds row p of its columns at p * b_row_stride. Packed by GemmF32Pack, panels are contiguous and
// filled up with zeros; a matrix whose columns are adjacent is read in place.
//
// Every element is summed over p in ascending order in one accumulator, so its bits depend neither
// on m and n nor on its place, and a row computed alone equals the same row computed in a batch.
// Biases are added last. Relu keeps NaN. NaN and infinities spread as IEEE arithmetic has it.
//
// m, n and k may be 0 (with k = 0 the sum is 0). C overlaps no other operand. No pointer needs
// alignment; nothing outside the elements named is read or written.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"
#include "kernels/transpose/transpose.h"
#include "threads/team.h"

namespace ossicle {

struct GemmF32Args {
  size_t m = 0;
  size_t n = 0;
  size_t k = 0;

  // Row i of A starts at a + i * a_row_stride; rows may overlap each other. A row consists of
  // `a_segments` runs of k / a_segments elements, a_segment_stride apart, and those a_step.
  const float* a = nullptr;
  ptrdiff_t a_row_stride = 0;
  ptrdiff_t a_step = 1;
  size_t a_segments = 1;
  ptrdiff_t a_segment_stride = 0;

  const void* b = nullptr;  // of floats, or what the kernel takes; strides are in elements
  ptrdiff_t b_row_stride = 0;
  ptrdiff_t b_panel_stride = 0;
  bool b_filled_up = false;  // the last panel may be read to its full width

  float* c = nullptr;
  ptrdiff_t c_row_stride = 0;
  bool accumulate = false;

  const float* bias = nullptr;      // n floats, or null
  const float* row_bias = nullptr;  // m floats, or null
  Activation activation = Activation::kNone;
};

using GemmF32Fn = void (*)(const GemmF32Args& args);

struct GemmF32Kernel {
  GemmF32Fn run;
  size_t columns;  // of a panel of B
  TransposeFn transpose;
};

#define OSSICLE_GEMM_F32(needs, name, columns, transpose) void name(const GemmF32Args& args);
#include "kernels/gemm_f32/kernels.inc"
#undef OSSICLE_GEMM_F32

KernelList<GemmF32Kernel> GemmF32Kernels();

// Where an element (row, column) of a matrix is: row * row_stride + column * column_stride, in
// elements. A transposed matrix has the two exchanged.
struct MatrixView {
  const float* data;
  ptrdiff_t row_stride;
  ptrdiff_t column_stride;
};

// Floats that the packed form of a k x n matrix takes.
size_t GemmF32PackedFloats(const GemmF32Kernel& kernel, size_t k, size_t n);

// Writes the packed form of a k x n matrix B, all of GemmF32PackedFloats.
void GemmF32Pack(const GemmF32Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                 float* packed);

// Points args at a packed B of args->k x args->n.
void GemmF32UsePacked(const GemmF32Kernel& kernel, const float* packed, GemmF32Args* args);

// Runs a product over a packed B. Where it is large enough, helpers take some of the columns; the
// result is the same to the bit.
void GemmF32Run(const GemmF32Kernel& kernel, const GemmF32Args& args, const Helpers& helpers);

// Floats of workspace that GemmF32UseA wants for an m x k matrix of these strides; may be 0.
size_t GemmF32RowFloats(size_t m, size_t k, const MatrixView& a);

// Points args at an A of args->m x args->k, or at a copy of it in the workspace.
void GemmF32UseA(const GemmF32Kernel& kernel, const MatrixView& a, float* workspace,
                 GemmF32Args* args);

// Floats of workspace that GemmF32Dynamic wants for these sizes and strides; may be 0.
size_t GemmF32DynamicFloats(const GemmF32Kernel& kernel, size_t m, size_t n, size_t k,
                            const MatrixView& a, const MatrixView& b);

// The product of two matrices of any strides, neither packed before. From args it takes m, n, k, c
// and what follows; workspace holds GemmF32DynamicFloats floats and overlaps nothing.
void GemmF32Dynamic(const GemmF32Kernel& kernel, const MatrixView& a, const MatrixView& b,
                    const GemmF32Args& args, float* workspace);

}  // namespace ossicle

// Matrix product of 8-bit integers, exact in int32 (wrapping beyond it):
//   P[i, j] = sum over p of (A[i, p] - a_zero[i]) * (B[p, j] - b_zero[j])
// stored as it is, or as float: activation(P[i, j] * (a_scale[i] * b_scale[j]) + bias[j]), with one
// rounding per operation.
//
// A holds uint8 or int8, B either, packed by GemmU8S8Pack into panels of a kernel's `columns`
// columns and groups of four rows. Results of all kernels are equal to the bit: a kernel that may
// not multiply without saturation is not in the list.
//
// m, n and k may be 0. C overlaps no input. No pointer needs alignment; nothing outside the
// elements named is read or written. A NaN comes only from scales, bias and activations
// (activation.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"
#include "threads/team.h"

namespace ossicle {

// Rows of B in a group: what one 32-bit lane multiplies at once.
constexpr size_t kGemmU8S8Group = 4;

// B as the kernels read it. Bytes are signed: of an unsigned B the highest bit is flipped, which
// takes 128 from every value and from the zero points. Rows are filled up with zeros to whole
// groups, at the end of every segment; columns to whole panels.
struct PackedU8S8 {
  const int8_t* panels = nullptr;
  const int32_t* column_sums = nullptr;  // of the signed bytes
  const int32_t* zero_points = nullptr;  // of the signed bytes; null if all are zero
  size_t panel_bytes = 0;                // from one panel to the next
};

struct GemmU8S8Args {
  size_t m = 0;
  size_t n = 0;
  size_t k = 0;

  // Row i of A starts at a + i * a_row_stride; rows may overlap each other. A row consists of
  // `segments` runs of k / segments adjacent bytes, a_segment_stride apart.
  const uint8_t* a = nullptr;
  ptrdiff_t a_row_stride = 0;
  size_t segments = 1;
  ptrdiff_t a_segment_stride = 0;
  bool a_is_signed = false;                // the bytes are int8
  const int32_t* a_zero_points = nullptr;  // null counts as zero
  size_t a_zero_point_stride = 0;          // 0: one for all rows, 1: one per row

  PackedU8S8 b;

  // Exactly one of the two.
  int32_t* c_int = nullptr;
  float* c_float = nullptr;
  ptrdiff_t c_row_stride = 0;

  // For c_float only.
  const float* a_scales = nullptr;
  size_t a_scale_stride = 0;  // 0: one for all rows, 1: one per row
  const float* b_scales = nullptr;
  size_t b_scale_stride = 0;    // 0: one for all columns, 1: one per column
  const float* bias = nullptr;  // n floats, or null
  Activation activation = Activation::kNone;
};

struct GemmU8S8Kernel {
  void (*run)(const GemmU8S8Args& args);
  // Adds up the signed bytes of each column of whole panels; looks at nothing of b but those.
  void (*sum_columns)(const PackedU8S8& b, size_t columns, int32_t* sums);
  size_t columns;  // of a panel of B
};

#define OSSICLE_GEMM_U8S8(needs, name, width) \
  void name(const GemmU8S8Args& args);        \
  void name##_sums(const PackedU8S8& b, size_t columns, int32_t* sums);
#include "kernels/gemm_u8s8/kernels.inc"
#undef OSSICLE_GEMM_U8S8

KernelList<GemmU8S8Kernel> GemmU8S8Kernels();

// A byte matrix of any strides, in elements, its zero points and the meaning of its bytes.
struct ByteMatrix {
  const uint8_t* data = nullptr;
  ptrdiff_t row_stride = 0;
  ptrdiff_t column_stride = 0;
  bool is_signed = false;
  const int32_t* zero_points = nullptr;  // null counts as zero
  size_t zero_point_stride = 0;          // 0: one for all, 1: one per row of A or column of B
};

// Bytes that the packed form of a k x n matrix takes, k being in equal segments.
size_t GemmU8S8PackedBytes(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments);

// Packs a k x n matrix B into `packed`, aligned to 4 bytes; the result points into it.
PackedU8S8 GemmU8S8Pack(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments,
                        const ByteMatrix& b, void* packed);

// Bytes of workspace that GemmU8S8Dynamic wants.
size_t GemmU8S8DynamicBytes(const GemmU8S8Kernel& kernel, size_t m, size_t n, size_t k,
                            const ByteMatrix& a);

// The product of two matrices of any strides, neither packed before. From args it takes m, n, k,
// c_int or c_float and what follows; workspace holds GemmU8S8DynamicBytes bytes aligned to 4.
void GemmU8S8Dynamic(const GemmU8S8Kernel& kernel, const ByteMatrix& a, const ByteMatrix& b,
                     const GemmU8S8Args& args, void* workspace);

// Runs a product. Where it is large enough, helpers take some of the columns; the result is the
// same to the bit.
void GemmU8S8Run(const GemmU8S8Kernel& kernel, const GemmU8S8Args& args, const Helpers& helpers);

}  // namespace ossicle

// The matrix product of gemm_f32.h with a B of 16-bit floating-point numbers, which stay as they
// are in memory: half the bytes to keep and to read. They are widened to float32 on their way into
// a register, so the result is that of gemm_f32 over the widened B, to the bit where both fuse
// multiply and add.
//
// B is packed in panels as there, of uint16_t. Args as there too; b points at the packed numbers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/gemm_f32/gemm_f32.h"

namespace ossicle {

struct GemmHalfKernel {
  GemmF32Fn run;
  size_t columns;  // of a panel of B
};

#define OSSICLE_GEMM_HALF(needs, name, columns) void name##_f16(const GemmF32Args& args);
#include "kernels/gemm_half/kernels.inc"
#undef OSSICLE_GEMM_HALF
#define OSSICLE_GEMM_HALF(needs, name, columns) void name##_bf16(const GemmF32Args& args);
#include "kernels/gemm_half/kernels.inc"
#undef OSSICLE_GEMM_HALF

// B of IEEE binary16. The last of either list is slow: without another, widen B and use gemm_f32.
KernelList<GemmHalfKernel> GemmF16Kernels();

// B of bfloat16.
KernelList<GemmHalfKernel> GemmBf16Kernels();

// Numbers that the packed form of a k x n matrix takes.
size_t GemmHalfPackedNumbers(const GemmHalfKernel& kernel, size_t k, size_t n);

// Writes the packed form of a k x n matrix B, all of GemmHalfPackedNumbers. Element (p, j) lies
// p * row_stride + j * column_stride bytes behind b, at any address.
void GemmHalfPack(const GemmHalfKernel& kernel, size_t k, size_t n, const char* b,
                  ptrdiff_t row_stride, ptrdiff_t column_stride, uint16_t* packed);

// Points args at a packed B of args->k x args->n.
void GemmHalfUsePacked(const GemmHalfKernel& kernel, const uint16_t* packed, GemmF32Args* args);

// Runs a product over a packed B; see GemmF32Run.
void GemmHalfRun(const GemmHalfKernel& kernel, const GemmF32Args& args, const Helpers& helpers);

}  // namespace ossicle

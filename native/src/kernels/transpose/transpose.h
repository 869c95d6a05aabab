// Transposes a matrix of 32-bit elements of any meaning: out[j, i] = in[i, j].
//
// Row i of the input starts at in + i * in_stride and has `columns` elements; row j of the output
// at out + j * out_stride with `rows` of them. rows and columns may be 0. Input and output do not
// overlap. No pointer needs alignment; nothing outside the elements named is read or written.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

using TransposeFn = void (*)(size_t rows, size_t columns, const float* in, size_t in_stride,
                             float* out, size_t out_stride);

#define OSSICLE_TRANSPOSE(needs, name) \
  void name(size_t, size_t, const float*, size_t, float*, size_t);
#include "kernels/transpose/kernels.inc"
#undef OSSICLE_TRANSPOSE

KernelList<TransposeFn> TransposeKernels();

}  // namespace ossicle

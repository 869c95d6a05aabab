// Elementary functions of arrays: out[i] = f(x[i]).
//
// n may be 0; out may equal x, no other overlap. No pointer needs alignment; nothing outside the n
// elements is read or written. Errors and special values are those of simd/vmath.h; NaN gives NaN.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

enum class Elementary : uint8_t { kExp, kLog, kLog1p, kSigmoid, kTanh, kErf, kSoftplus };

using ElementaryFn = void (*)(Elementary function, size_t n, const float* x, float* out);

#define OSSICLE_ELEMENTARY(needs, name) void name(Elementary, size_t, const float*, float*);
#include "kernels/elementary/kernels.inc"
#undef OSSICLE_ELEMENTARY

KernelList<ElementaryFn> ElementaryKernels();

}  // namespace ossicle

// Where the largest element of a row is: the lowest i with the largest x[i]. A NaN is never the
// largest, unless it comes first.
//
// 1 <= n <= kBestMost. No pointer needs alignment; nothing outside the n elements is read.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"

namespace ossicle {

// Places up to here are whole numbers that a float holds.
constexpr size_t kBestMost = size_t{1} << 24;

using BestFn = size_t (*)(size_t n, const float* x);

#define OSSICLE_BEST(needs, name) size_t name(size_t, const float*);
#include "kernels/best/kernels.inc"
#undef OSSICLE_BEST

KernelList<BestFn> BestKernels();

}  // namespace ossicle

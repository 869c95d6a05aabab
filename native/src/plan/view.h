// Arithmetic on strided views that cannot overflow, and what two views have in common.
#pragma once

#include <cstdint>

#include "plan/program.h"

namespace ossicle {

// Fills in elements, first_byte, end_byte and dense from dims, strides and offset, and sets strides
// that are never taken (along dims of 1 and in empty views) to 0. False if a dim is negative,
// if the dims other than 0 name more than kMaxElements, or if anything leaves 63 bits; then nothing
// is known about the view. Products of dims cannot overflow afterwards, nor those with a size.
bool MeasureView(Tensor* tensor);

// Whether no two index tuples of the view name the same byte. Sound but not complete: a view whose
// strides interleave in an unusual way may be refused although it repeats nothing.
bool RepeatsNothing(const Tensor& tensor);

// Whether the two may have a byte in common. Views of different buffers never do. Sound but not
// complete in the other direction: "true" may be said of views that interleave in an unusual way.
bool MayShareBytes(const Tensor& a, const Tensor& b);

// Whether equal index tuples name equal bytes in both.
bool SameView(const Tensor& a, const Tensor& b);

bool SameDims(const Tensor& a, const Tensor& b);

}  // namespace ossicle

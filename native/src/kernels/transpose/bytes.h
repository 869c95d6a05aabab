// Transposes a matrix of bytes: out[j, i] = in[i, j], with rows as in transpose.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle {

void TransposeBytes(size_t rows, size_t columns, const uint8_t* in, size_t in_stride, uint8_t* out,
                    size_t out_stride);

}  // namespace ossicle

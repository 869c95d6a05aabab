#include <cstring>

#include "kernels/transpose/transpose.h"

namespace ossicle {

void transpose_b32_reference(size_t rows, size_t columns, const float* in, size_t in_stride,
                             float* out, size_t out_stride) {
  for (size_t i = 0; i < rows; ++i) {
    for (size_t j = 0; j < columns; ++j) {
      std::memcpy(out + j * out_stride + i, in + i * in_stride + j, sizeof(float));
    }
  }
}

}  // namespace ossicle

// A dense tensor seen as [outer, n, inner] around one of its axes.
#pragma once

#include <cstdint>

#include "plan/program.h"

namespace ossicle {

struct Blocks {
  int64_t outer;
  int64_t n;
  int64_t inner;
};

inline Blocks BlocksAround(const Tensor& tensor, int axis) {
  Blocks blocks = {1, tensor.dims[axis], 1};
  for (int i = 0; i < axis; ++i) blocks.outer *= tensor.dims[i];
  for (int i = axis + 1; i < tensor.rank; ++i) blocks.inner *= tensor.dims[i];
  return blocks;
}

}  // namespace ossicle

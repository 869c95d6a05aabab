#include "kernels/best/best.h"

namespace ossicle {

size_t best_f32_reference(size_t n, const float* x) {
  size_t best = 0;
  for (size_t i = 1; i < n; ++i) {
    if (x[i] > x[best]) best = i;
  }
  return best;
}

}  // namespace ossicle

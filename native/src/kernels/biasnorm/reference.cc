#include "kernels/biasnorm/biasnorm.h"

namespace ossicle {

void biasnorm_f32_reference(size_t n, const float* x, const float* bias, float scale, float* out) {
  double squares = 0.0;
  for (size_t i = 0; i < n; ++i) {
    const double d = static_cast<double>(x[i]) - static_cast<double>(bias[i]);
    squares += d * d;
  }
  const double factor =
      static_cast<double>(scale) / __builtin_sqrt(squares / static_cast<double>(n));
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<float>(static_cast<double>(x[i]) * factor);
}

}  // namespace ossicle

#include "kernels/layernorm/layernorm.h"

namespace ossicle {

void layernorm_f32_reference(size_t n, const float* x, const float* gamma, const float* beta,
                             float epsilon, float* out) {
  double sum = 0.0;
  for (size_t i = 0; i < n; ++i) sum += x[i];
  const double mean = sum / static_cast<double>(n);
  double squares = 0.0;
  for (size_t i = 0; i < n; ++i) squares += (x[i] - mean) * (x[i] - mean);
  const double variance = squares / static_cast<double>(n);
  const double factor = 1.0 / __builtin_sqrt(variance + static_cast<double>(epsilon));
  for (size_t i = 0; i < n; ++i) {
    const double shift = beta != nullptr ? static_cast<double>(beta[i]) : 0.0;
    out[i] = static_cast<float>((x[i] - mean) * factor * static_cast<double>(gamma[i]) + shift);
  }
}

}  // namespace ossicle

#include "kernels/gemm_f32/gemm_f32.h"
#include "simd/scalar.h"
#include "simd/vmath.h"

namespace ossicle {
namespace {

constexpr size_t kColumns = 8;

float Activate(Activation activation, float x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return x < 0.0f ? 0.0f : x;
    case Activation::kSigmoid:
      return simd::Sigmoid<simd::Scalar>(x);
    case Activation::kTanh:
      return simd::Tanh<simd::Scalar>(x);
  }
  return x;
}

// The products of one row of A with one panel of B, in double precision.
void RowTimesPanel(const GemmF32Args& args, const float* a, const float* b, size_t used,
                   double* sums) {
  const size_t run = args.k / args.a_segments;
  for (size_t s = 0; s < args.a_segments; ++s) {
    for (size_t p = 0; p < run; ++p) {
      const double factor = static_cast<double>(a[p]);
      for (size_t j = 0; j < used; ++j) sums[j] += factor * static_cast<double>(b[j]);
      b += args.b_row_stride;
    }
    a += args.a_segment_stride;
  }
}

}  // namespace

void gemm_f32_reference(const GemmF32Args& args) {
  for (size_t first = 0; first < args.n; first += kColumns) {
    const size_t used = args.n - first < kColumns ? args.n - first : kColumns;
    const float* b = args.b + static_cast<ptrdiff_t>(first / kColumns) * args.b_panel_stride;
    for (size_t i = 0; i < args.m; ++i) {
      float* c = args.c + static_cast<ptrdiff_t>(i) * args.c_row_stride + first;
      double sums[kColumns] = {};
      if (args.accumulate) {
        for (size_t j = 0; j < used; ++j) sums[j] = static_cast<double>(c[j]);
      }
      const float* a = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
      if (args.k > 0) RowTimesPanel(args, a, b, used, sums);
      for (size_t j = 0; j < used; ++j) {
        float sum = static_cast<float>(sums[j]);
        if (args.bias != nullptr) sum += args.bias[first + j];
        if (args.row_bias != nullptr) sum += args.row_bias[i];
        c[j] = Activate(args.activation, sum);
      }
    }
  }
}

}  // namespace ossicle

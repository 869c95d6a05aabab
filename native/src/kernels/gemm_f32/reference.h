// The product in plain C++, its sums in double precision.
#pragma once

#include "kernels/activate.h"
#include "kernels/gemm_f32/tile.h"
#include "simd/scalar.h"

namespace ossicle::gemm_f32 {

constexpr size_t kReferenceColumns = 8;

// The products of one row of A with one panel of B, in double precision.
template <typename Stored>
void RowTimesPanel(const GemmF32Args& args, const float* a, const typename Stored::Element* b,
                   size_t used, double* sums) {
  const size_t run = args.k / args.a_segments;
  for (size_t s = 0; s < args.a_segments; ++s) {
    for (size_t p = 0; p < run; ++p) {
      const double factor = static_cast<double>(a[static_cast<ptrdiff_t>(p) * args.a_step]);
      for (size_t j = 0; j < used; ++j) {
        sums[j] += factor * static_cast<double>(Stored::template Load<simd::Scalar>(b + j));
      }
      b += args.b_row_stride;
    }
    a += args.a_segment_stride;
  }
}

template <typename Stored>
void ReferenceProduct(const GemmF32Args& args) {
  using Element = typename Stored::Element;
  for (size_t first = 0; first < args.n; first += kReferenceColumns) {
    const size_t used = args.n - first < kReferenceColumns ? args.n - first : kReferenceColumns;
    const Element* b = static_cast<const Element*>(args.b) +
                       static_cast<ptrdiff_t>(first / kReferenceColumns) * args.b_panel_stride;
    for (size_t i = 0; i < args.m; ++i) {
      float* c = args.c + static_cast<ptrdiff_t>(i) * args.c_row_stride + first;
      double sums[kReferenceColumns] = {};
      if (args.accumulate) {
        for (size_t j = 0; j < used; ++j) sums[j] = static_cast<double>(c[j]);
      }
      const float* a = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
      if (args.k > 0) RowTimesPanel<Stored>(args, a, b, used, sums);
      for (size_t j = 0; j < used; ++j) {
        float sum = static_cast<float>(sums[j]);
        if (args.bias != nullptr) sum += args.bias[first + j];
        if (args.row_bias != nullptr) sum += args.row_bias[i];
        c[j] = Activate<simd::Scalar>(args.activation, sum);
      }
    }
  }
}

}  // namespace ossicle::gemm_f32

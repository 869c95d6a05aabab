// What the products of matrices share: dims, views and the batch.
#pragma once

#include <cstdint>

#include "plan/loop.h"
#include "plan/prepare.h"

namespace ossicle {

// A matrix of a batch: where the first one starts, and its strides in elements.
struct MatrixOperand {
  TensorRef ref;
  int64_t row_stride;
  int64_t column_stride;
};

// y[m, n] = a[m, k] b[k, n], for every row of `batch`, whose operands are y, a, b and the bias.
// Without a bias its operand of the batch has strides 0.
struct MatmulShape {
  int64_t m, n, k;
  MatrixOperand y, a, b, bias;
  Loop<4> batch;

  // Whether all of the batch multiply by the same b.
  bool one_b() const;
};

// Reads dims and strides of outputs 0 and inputs 0, 1 and `bias` (may be null), and takes batches
// that only add rows to a as rows where `merge_rows` allows it. Types are not looked at. Runs of
// the result go over m, n > 0; k may be 0. A weight b gets no place yet: it
// may be packed instead.
int32_t ReadMatmul(Preparation& prepare, const Tensor& y, const Tensor& a, const Tensor& b,
                   const Tensor* bias, bool merge_rows, MatmulShape* shape);

// Calls multiply(y, a, b, bias) for every matrix of the batch; b is of no use if it was packed.
template <typename Multiply>
void ForEachMatrix(const MatmulShape& shape, const RunContext& run, const Multiply& multiply) {
  const bool biased = !shape.bias.ref.absent();
  char* const y = shape.y.ref.At(run);
  char* const start[] = {y, shape.a.ref.At(run), shape.b.ref.absent() ? y : shape.b.ref.At(run),
                         biased ? shape.bias.ref.At(run) : y};
  ForEachRow<4>(
      shape.batch, start,
      [&](char* const* p) { multiply(p[0], p[1], p[2], biased ? p[3] : nullptr); }, 0);
}

}  // namespace ossicle

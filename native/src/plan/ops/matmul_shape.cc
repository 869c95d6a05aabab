#include "plan/ops/matmul.h"

namespace ossicle {
namespace {

int32_t CheckDims(const Preparation& prepare, const Tensor& y, const Tensor& a, const Tensor& b,
                  const Tensor* bias) {
  const int r = y.rank;
  bool fits = r >= 2 && a.rank == r && b.rank == r;
  for (int i = 0; i + 2 < r && fits; ++i) {
    fits = a.dims[i] == y.dims[i] && b.dims[i] == y.dims[i];
  }
  fits = fits && a.dims[r - 2] == y.dims[r - 2] && b.dims[r - 1] == y.dims[r - 1] &&
         a.dims[r - 1] == b.dims[r - 2];
  if (fits) return prepare.NeedDims(bias, "bias", y);
  char texts[3][160];
  DescribeTensor(y, texts[0], sizeof(texts[0]));
  DescribeTensor(a, texts[1], sizeof(texts[1]));
  DescribeTensor(b, texts[2], sizeof(texts[2]));
  return prepare.Reject(
      "y %s is not the product of a %s and b %s; expected [..,M,N], [..,M,K] and "
      "[..,K,N] with equal batch dims",
      texts[0], texts[1], texts[2]);
}

// Strides of an axis of one element are never taken; as 1 they look packed.
int64_t StrideOf(const Tensor& tensor, int axis) {
  return tensor.dims[axis] == 1 ? 1 : tensor.strides[axis];
}

MatrixOperand OperandOf(const TensorRef& ref, const Tensor& tensor) {
  return {ref, StrideOf(tensor, tensor.rank - 2), StrideOf(tensor, tensor.rank - 1)};
}

// Whether stepping along `axis` is stepping over all `rows` rows of the tensor.
bool ContinuesRows(const Tensor& tensor, int axis, int64_t rows, int64_t row_stride) {
  return tensor.strides[axis] == rows * row_stride;
}

// Takes batch axes as further rows, innermost first, as long as b stays the same and the rows of
// the others go on. The dims of what is taken become 1.
void MergeRows(Tensor* y, Tensor* a, Tensor* b, Tensor* bias, MatmulShape* shape) {
  for (int axis = y->rank - 3; axis >= 0; --axis) {
    const int64_t count = y->dims[axis];
    if (count == 1) continue;
    if (shape->m == 1) {
      // One row has no distance to the next yet: it is that of the batch.
      shape->y.row_stride = y->strides[axis];
      shape->a.row_stride = a->strides[axis];
      shape->bias.row_stride = bias->strides[axis];
    }
    if (b->strides[axis] != 0 || !ContinuesRows(*y, axis, shape->m, shape->y.row_stride) ||
        !ContinuesRows(*a, axis, shape->m, shape->a.row_stride) ||
        !ContinuesRows(*bias, axis, shape->m, shape->bias.row_stride)) {
      return;
    }
    shape->m *= count;
    y->dims[axis] = a->dims[axis] = b->dims[axis] = bias->dims[axis] = 1;
  }
}

// Whether packed and moved matrices can be addressed; panels of b are at most 64 columns wide.
bool Fits(const MatmulShape& shape) {
  const double m = static_cast<double>(shape.m);
  const double n = static_cast<double>(shape.n) + 64;
  const double k = static_cast<double>(shape.k);
  return CouldExist(4 * (m * n + m * k + k * n));
}

}  // namespace

bool MatmulShape::one_b() const {
  for (int i = 0; i < batch.rank; ++i) {
    if (batch.axes[i].count > 1 && batch.axes[i].strides[2] != 0) return false;
  }
  return true;
}

int32_t ReadMatmul(Preparation& prepare, const Tensor& y, const Tensor& a, const Tensor& b,
                   const Tensor* bias, bool merge_rows, MatmulShape* shape) {
  if (const int32_t status = CheckDims(prepare, y, a, b, bias)) return status;
  shape->m = y.dims[y.rank - 2];
  shape->n = y.dims[y.rank - 1];
  shape->k = a.dims[a.rank - 1];
  shape->y = OperandOf(prepare.Ref(&y), y);
  shape->a = OperandOf(prepare.Ref(&a), a);
  const bool constant = b.residence == Residence::kWeight;
  shape->b = OperandOf(constant ? TensorRef{0, kAbsentBase} : prepare.Ref(&b), b);
  Tensor batch[4] = {y, a, b, y};
  if (bias != nullptr) {
    batch[3] = *bias;
    shape->bias = {prepare.Ref(bias), bias->strides[y.rank - 2], bias->strides[y.rank - 1]};
  } else {
    shape->bias = {{0, kAbsentBase}, 0, 0};
    for (int64_t& stride : batch[3].strides) stride = 0;
  }
  if (y.elements == 0) return OSSICLE_OK;
  if (merge_rows) MergeRows(&batch[0], &batch[1], &batch[2], &batch[3], shape);
  for (Tensor& tensor : batch) {
    tensor.dims[y.rank - 2] = tensor.dims[y.rank - 1] = 1;
  }
  if (!Fits(*shape)) return prepare.Unsupported("the matrices are too large for this machine");
  shape->batch = MakeLoop<4>({&batch[0], &batch[1], &batch[2], &batch[3]});
  return OSSICLE_OK;
}

}  // namespace ossicle

#include "plan/view.h"

namespace ossicle {
namespace {

bool AddTo(int64_t* sum, int64_t value) { return !__builtin_add_overflow(*sum, value, sum); }

bool Multiply(int64_t a, int64_t b, int64_t* product) {
  return !__builtin_mul_overflow(a, b, product);
}

bool IsDense(const Tensor& tensor) {
  int64_t expected = 1;
  for (int axis = tensor.rank - 1; axis >= 0; --axis) {
    if (tensor.dims[axis] != 1 && tensor.strides[axis] != expected) return false;
    expected *= tensor.dims[axis];
  }
  return true;
}

int64_t Magnitude(int64_t value) { return value < 0 ? -value : value; }

int64_t Modulo(int64_t value, int64_t divisor) {
  const int64_t rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

// The bytes a view reaches, folded onto a circle of `period` bytes: they start at *first and there
// are *width of them.
void FoldOnto(const Tensor& tensor, int64_t period, int64_t* first, int64_t* width) {
  int64_t low = tensor.offset;
  int64_t reach = tensor.element_bytes();
  for (int axis = 0; axis < tensor.rank; ++axis) {
    const int64_t stride = tensor.strides[axis] * tensor.element_bytes();
    if (stride % period == 0) continue;
    const int64_t extent = (tensor.dims[axis] - 1) * stride;
    if (extent < 0) low += extent;
    reach += Magnitude(extent);
  }
  *first = Modulo(low, period);
  *width = reach;
}

bool DisjointOnCircle(const Tensor& a, const Tensor& b, int64_t period) {
  int64_t first_a, width_a, first_b, width_b;
  FoldOnto(a, period, &first_a, &width_a);
  FoldOnto(b, period, &first_b, &width_b);
  if (width_a > period || width_b > period) return false;
  const int64_t from_a_to_b = Modulo(first_b - first_a, period);
  return from_a_to_b >= width_a && period - from_a_to_b >= width_b;
}

bool SomeStrideSeparates(const Tensor& strided, const Tensor& a, const Tensor& b) {
  for (int axis = 0; axis < strided.rank; ++axis) {
    const int64_t period = Magnitude(strided.strides[axis] * strided.element_bytes());
    if (period > 0 && DisjointOnCircle(a, b, period)) return true;
  }
  return false;
}

}  // namespace

bool MeasureView(Tensor* tensor) {
  int64_t elements = 1;
  bool empty = false;
  for (int axis = 0; axis < tensor->rank; ++axis) {
    if (tensor->dims[axis] < 0) return false;
    empty = empty || tensor->dims[axis] == 0;
  }
  int64_t first = 0;
  int64_t last = 0;
  for (int axis = 0; axis < tensor->rank; ++axis) {
    // A dim of 0 makes the view empty; the others are still kept within 63 bits, so that products
    // of some of them cannot overflow later.
    const int64_t dim = tensor->dims[axis] > 0 ? tensor->dims[axis] : 1;
    int64_t extent;
    if (!Multiply(elements, dim, &elements) || elements > kMaxElements) return false;
    if (!Multiply(dim - 1, tensor->strides[axis], &extent)) return false;
    if (!AddTo(extent < 0 ? &first : &last, extent)) return false;
  }
  const int64_t size = tensor->element_bytes();
  int64_t bytes;
  if (!Multiply(elements, size, &bytes)) return false;
  if (!AddTo(&last, 1) || !Multiply(first, size, &first) || !Multiply(last, size, &last)) {
    return false;
  }
  if (!AddTo(&first, tensor->offset) || !AddTo(&last, tensor->offset)) return false;
  tensor->elements = empty ? 0 : elements;
  tensor->first_byte = empty ? tensor->offset : first;
  tensor->end_byte = empty ? tensor->offset : last;
  tensor->dense = empty || IsDense(*tensor);
  for (int axis = 0; axis < tensor->rank; ++axis) {
    if (empty || tensor->dims[axis] == 1) tensor->strides[axis] = 0;
  }
  return true;
}

bool RepeatsNothing(const Tensor& tensor) {
  if (tensor.elements == 0) return true;
  bool done[kMaxRank] = {};
  int64_t reach = 1;  // elements from the first to the last one of the axes seen so far
  for (int count = 0; count < tensor.rank; ++count) {
    int next = -1;
    for (int axis = 0; axis < tensor.rank; ++axis) {
      if (done[axis]) continue;
      if (next < 0 || Magnitude(tensor.strides[axis]) < Magnitude(tensor.strides[next])) {
        next = axis;
      }
    }
    done[next] = true;
    if (tensor.dims[next] <= 1) continue;
    const int64_t stride = Magnitude(tensor.strides[next]);
    if (stride < reach) return false;
    reach += (tensor.dims[next] - 1) * stride;
  }
  return true;
}

bool MayShareBytes(const Tensor& a, const Tensor& b) {
  if (a.residence != b.residence || a.slot != b.slot) return false;
  if (a.elements == 0 || b.elements == 0) return false;
  if (a.end_byte <= b.first_byte || b.end_byte <= a.first_byte) return false;
  return !SomeStrideSeparates(a, a, b) && !SomeStrideSeparates(b, a, b);
}

bool SameView(const Tensor& a, const Tensor& b) {
  if (a.residence != b.residence || a.slot != b.slot || a.offset != b.offset ||
      a.element_bytes() != b.element_bytes() || !SameDims(a, b)) {
    return false;
  }
  for (int axis = 0; axis < a.rank; ++axis) {
    if (a.dims[axis] > 1 && a.strides[axis] != b.strides[axis]) return false;
  }
  return true;
}

bool SameDims(const Tensor& a, const Tensor& b) {
  if (a.rank != b.rank) return false;
  for (int axis = 0; axis < a.rank; ++axis) {
    if (a.dims[axis] != b.dims[axis]) return false;
  }
  return true;
}

}  // namespace ossicle

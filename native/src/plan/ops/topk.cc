// TOPK: the largest or smallest elements along an axis, in order, and where they were.
#include <algorithm>
#include <cstring>

#include "plan/ops/blocks.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct TopkParams {
  TensorRef values, indices, x;
  Blocks blocks;
  int64_t k;
  bool largest;
};

// A total order, also with NaN, which counts as greater than any number. Of equal elements the
// first comes first.
template <typename T>
class Before {
 public:
  Before(const T* x, int64_t step, bool largest) : x_(x), step_(step), largest_(largest) {}
  bool operator()(int64_t i, int64_t j) const {
    const T a = x_[i * step_];
    const T b = x_[j * step_];
    const bool a_is_nan = a != a;
    const bool b_is_nan = b != b;
    if (a_is_nan != b_is_nan) return a_is_nan == largest_;
    if (a == b || a_is_nan) return i < j;
    return (a > b) == largest_;
  }

 private:
  const T* x_;
  int64_t step_;
  bool largest_;
};

template <typename T>
int32_t Run(const TopkParams& params, const RunContext& run) {
  const T* const x = params.x.As<const T>(run);
  T* const values = params.values.As<T>(run);
  int64_t* const indices = params.indices.As<int64_t>(run);
  int64_t* const order = reinterpret_cast<int64_t*>(run.workspace);
  const auto [outer, n, inner] = params.blocks;
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t j = 0; j < inner; ++j) {
      const T* const first = x + o * n * inner + j;
      for (int64_t i = 0; i < n; ++i) order[i] = i;
      std::partial_sort(order, order + params.k, order + n,
                        Before<T>(first, inner, params.largest));
      for (int64_t i = 0; i < params.k; ++i) {
        const int64_t at = (o * params.k + i) * inner + j;
        values[at] = first[order[i] * inner];
        indices[at] = order[i];
      }
    }
  }
  return OSSICLE_OK;
}

int32_t CheckCount(Preparation& prepare, const Tensor& k, int64_t wanted) {
  if (k.residence != Residence::kWeight || k.elements != 1) {
    return prepare.Reject("k must be a weight of one element");
  }
  if (const int32_t status = prepare.NeedType(&k, "k", DType::kInt64)) return status;
  int64_t found;
  std::memcpy(&found, prepare.weights().Original(k), sizeof(found));
  if (found == wanted) return OSSICLE_OK;
  return prepare.Reject("k is %lld, but the outputs hold %lld along the axis",
                        static_cast<long long>(found), static_cast<long long>(wanted));
}

}  // namespace

int32_t PrepareTopk(Preparation& prepare) {
  const Tensor& values = *prepare.output(0);
  const Tensor& indices = *prepare.output(1);
  const Tensor& x = *prepare.input(0);
  int axis;
  int64_t largest, sorted;
  if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
  if (const int32_t s = prepare.NeedAttribute(1, "largest", 0, 1, &largest)) return s;
  if (const int32_t s = prepare.NeedAttribute(2, "sorted", 0, 1, &sorted)) return s;
  if (!IsArithmetic(x.dtype)) return prepare.WrongType(&x, "x", "a numeric type");
  if (const int32_t status = prepare.NeedType(&values, "values", x.dtype)) return status;
  if (const int32_t s = prepare.NeedType(&indices, "indices", DType::kInt64)) return s;
  Tensor wanted = x;
  if (values.rank == x.rank) wanted.dims[axis] = values.dims[axis];
  if (const int32_t status = prepare.NeedDims(&values, "values", wanted)) return status;
  if (const int32_t status = prepare.NeedDims(&indices, "indices", values)) return status;
  const Tensor* const all[] = {&x, &values, &indices};
  for (const Tensor* tensor : all) {
    if (const int32_t status = prepare.NeedDense(tensor, "x and the outputs")) return status;
  }
  const int64_t k = values.dims[axis];
  if (const int32_t status = CheckCount(prepare, *prepare.input(1), k)) return status;
  if (k > x.dims[axis]) return prepare.Reject("k exceeds the dim of the axis");
  if (values.elements == 0) return prepare.FinishIdle();
  TopkParams* const params = prepare.NewParams<TopkParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&values), prepare.Ref(&indices), prepare.Ref(&x), BlocksAround(x, axis), k,
             largest != 0};
  prepare.NeedWorkspace(static_cast<uint64_t>(x.dims[axis]) * sizeof(int64_t));
  return VisitArithmetic<int32_t>(x.dtype, [&](auto tag) -> int32_t {
    return prepare.Finish<TopkParams, Run<typename decltype(tag)::Type>>(params, "topk");
  });
}

}  // namespace ossicle

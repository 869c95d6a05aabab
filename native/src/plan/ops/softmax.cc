// SOFTMAX along one axis, and its logarithm.
#include "plan/ops/softmax.h"

#include "kernels/softmax/softmax.h"
#include "math/libm.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// A dense tensor as [outer, n, inner].
struct SoftmaxParams {
  TensorRef y, x;
  size_t outer, n, inner;
  bool log;
  SoftmaxFn kernel;
};

int32_t RunRows(const SoftmaxParams& params, const RunContext& run) {
  const float* x = params.x.As<const float>(run);
  float* y = params.y.As<float>(run);
  for (size_t i = 0; i < params.outer; ++i, x += params.n, y += params.n) {
    params.kernel(params.log, params.n, x, nullptr, y);
  }
  return OSSICLE_OK;
}

template <typename T>
void OneSoftmax(const SoftmaxParams& params, const T* x, T* y) {
  const size_t step = params.inner;
  double largest = static_cast<double>(x[0]);
  for (size_t i = 1; i < params.n; ++i) {
    const double value = static_cast<double>(x[i * step]);
    largest = value > largest ? value : largest;
  }
  double sum = 0;
  for (size_t i = 0; i < params.n; ++i) {
    sum += std::exp(static_cast<double>(x[i * step]) - largest);
  }
  const double log_sum = std::log(sum);
  for (size_t i = 0; i < params.n; ++i) {
    const double shifted = static_cast<double>(x[i * step]) - largest;
    y[i * step] = static_cast<T>(params.log ? shifted - log_sum : std::exp(shifted) / sum);
  }
}

template <typename T>
int32_t RunColumns(const SoftmaxParams& params, const RunContext& run) {
  const T* const x = params.x.As<const T>(run);
  T* const y = params.y.As<T>(run);
  for (size_t o = 0; o < params.outer; ++o) {
    for (size_t i = 0; i < params.inner; ++i) {
      const size_t first = o * params.n * params.inner + i;
      OneSoftmax(params, x + first, y + first);
    }
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareSoftmax(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int axis;
  int64_t log;
  if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
  if (const int32_t status = prepare.NeedAttribute(1, "log", 0, 1, &log)) return status;
  if (!IsReal(x.dtype)) return prepare.WrongType(&x, "x", "float32 or float64");
  if (const int32_t status = prepare.NeedType(&y, "y", x.dtype)) return status;
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (prepare.input(1) != nullptr) return PrepareMaskedSoftmax(prepare, axis, log != 0);
  if (prepare.attribute_count() != 2) {
    return prepare.Reject("without a mask it has 2 attributes, found %u",
                          prepare.attribute_count());
  }
  if (y.elements == 0) return prepare.FinishIdle();
  SoftmaxParams* const params = prepare.NewParams<SoftmaxParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<SoftmaxFn>& entry = SoftmaxKernels().Select(prepare.features());
  *params = {prepare.Ref(&y), prepare.Ref(&x), 1, static_cast<size_t>(x.dims[axis]), 1,
             log != 0,        entry.kernel};
  for (int i = 0; i < axis; ++i) params->outer *= static_cast<size_t>(x.dims[i]);
  for (int i = axis + 1; i < x.rank; ++i) params->inner *= static_cast<size_t>(x.dims[i]);
  if (x.dtype == DType::kFloat64) {
    return prepare.Finish<SoftmaxParams, RunColumns<double>>(params, "softmax_f64");
  }
  if (params->inner == 1) {
    return prepare.Finish<SoftmaxParams, RunRows>(params, entry.name);
  }
  return prepare.Finish<SoftmaxParams, RunColumns<float>>(params, "softmax_columns");
}

}  // namespace ossicle

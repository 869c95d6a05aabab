// LAYER_NORM over the last axes.
#include "kernels/layernorm/layernorm.h"

#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct LayerNormParams {
  TensorRef y, x, scale, bias;  // the bias may be absent
  int64_t rows, n;
  double epsilon;
  LayernormFn kernel;
};

int32_t RunRows(const LayerNormParams& params, const RunContext& run) {
  const float* const scale = params.scale.As<const float>(run);
  const float* const bias = params.bias.OrNull<const float>(run);
  const float* x = params.x.As<const float>(run);
  float* y = params.y.As<float>(run);
  const float epsilon = static_cast<float>(params.epsilon);
  for (int64_t i = 0; i < params.rows; ++i, x += params.n, y += params.n) {
    params.kernel(static_cast<size_t>(params.n), x, scale, bias, epsilon, y);
  }
  return OSSICLE_OK;
}

int32_t RunDouble(const LayerNormParams& params, const RunContext& run) {
  const double* const scale = params.scale.As<const double>(run);
  const double* const bias = params.bias.OrNull<const double>(run);
  const double* x = params.x.As<const double>(run);
  double* y = params.y.As<double>(run);
  const double n = static_cast<double>(params.n);
  for (int64_t row = 0; row < params.rows; ++row, x += params.n, y += params.n) {
    double sum = 0;
    for (int64_t i = 0; i < params.n; ++i) sum += x[i];
    const double mean = sum / n;
    double squares = 0;
    for (int64_t i = 0; i < params.n; ++i) squares += (x[i] - mean) * (x[i] - mean);
    const double factor = 1.0 / __builtin_sqrt(squares / n + params.epsilon);
    for (int64_t i = 0; i < params.n; ++i) {
      y[i] = (x[i] - mean) * factor * scale[i] + (bias != nullptr ? bias[i] : 0.0);
    }
  }
  return OSSICLE_OK;
}

int32_t CheckOperand(const Preparation& prepare, const Tensor* tensor, const char* role, DType type,
                     int64_t n) {
  if (tensor == nullptr) return OSSICLE_OK;
  if (const int32_t status = prepare.NeedType(tensor, role, type)) return status;
  if (const int32_t status = prepare.NeedDense(tensor, role)) return status;
  if (tensor->elements == n) return OSSICLE_OK;
  return prepare.Reject("%s has %lld elements, but %lld are normalised together", role,
                        static_cast<long long>(tensor->elements), static_cast<long long>(n));
}

}  // namespace

int32_t PrepareLayerNorm(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int axis;
  if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
  if (!IsReal(x.dtype)) return prepare.WrongType(&x, "x", "float32 or float64");
  if (const int32_t status = CheckOperand(prepare, &x, "x", x.dtype, x.elements)) return status;
  if (const int32_t status = CheckOperand(prepare, &y, "y", x.dtype, x.elements)) return status;
  if (const int32_t status = prepare.NeedDims(&y, "y", x)) return status;
  int64_t rows = 1;
  int64_t n = 1;
  for (int i = 0; i < x.rank; ++i) (i < axis ? rows : n) *= x.dims[i];
  const Tensor* const scale = prepare.input(1);
  const Tensor* const bias = prepare.input(2);
  if (const int32_t status = CheckOperand(prepare, scale, "scale", x.dtype, n)) return status;
  if (const int32_t status = CheckOperand(prepare, bias, "bias", x.dtype, n)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  LayerNormParams* const params = prepare.NewParams<LayerNormParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<LayernormFn>& entry = LayernormKernels().Select(prepare.features());
  *params = {
      prepare.Ref(&y),           prepare.Ref(&x), prepare.Ref(scale), prepare.Ref(bias), rows, n,
      prepare.real_attribute(1), entry.kernel};
  if (x.dtype == DType::kFloat64) {
    return prepare.Finish<LayerNormParams, RunDouble>(params, "layernorm_f64");
  }
  return prepare.Finish<LayerNormParams, RunRows>(params, entry.name);
}

}  // namespace ossicle

// BIAS_NORM over the last axis.
#include "kernels/biasnorm/biasnorm.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct BiasNormParams {
  TensorRef y, x, bias;
  int64_t rows, n;
  float scale;
  BiasnormFn kernel;
};

int32_t Run(const BiasNormParams& params, const RunContext& run) {
  const float* const bias = params.bias.As<const float>(run);
  const float* x = params.x.As<const float>(run);
  float* y = params.y.As<float>(run);
  for (int64_t i = 0; i < params.rows; ++i, x += params.n, y += params.n) {
    params.kernel(static_cast<size_t>(params.n), x, bias, params.scale, y);
  }
  return OSSICLE_OK;
}

int32_t CheckOperand(const Preparation& prepare, const Tensor& tensor, const char* role) {
  if (const int32_t status = prepare.NeedType(&tensor, role, DType::kFloat32)) return status;
  return prepare.NeedDense(&tensor, role);
}

}  // namespace

int32_t PrepareBiasNorm(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& bias = *prepare.input(1);
  if (const int32_t status = CheckOperand(prepare, y, "y")) return status;
  if (const int32_t status = CheckOperand(prepare, x, "x")) return status;
  if (const int32_t status = CheckOperand(prepare, bias, "bias")) return status;
  if (const int32_t status = prepare.NeedDims(&y, "y", x)) return status;
  if (x.rank == 0) return prepare.Reject("x is a scalar; expected rows along its last axis");
  const int64_t n = x.dims[x.rank - 1];
  if (bias.elements != n) {
    return prepare.Reject("bias has %lld elements, but the rows of x have %lld",
                          static_cast<long long>(bias.elements), static_cast<long long>(n));
  }
  if (y.elements == 0) return prepare.FinishIdle();
  BiasNormParams* const params = prepare.NewParams<BiasNormParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const KernelEntry<BiasnormFn>& entry = BiasnormKernels().Select(prepare.features());
  *params = {prepare.Ref(&y),
             prepare.Ref(&x),
             prepare.Ref(&bias),
             x.elements / n,
             n,
             static_cast<float>(prepare.real_attribute(0)),
             entry.kernel};
  return prepare.Finish<BiasNormParams, Run>(params, entry.name);
}

}  // namespace ossicle

// CONV.
#include "plan/ops/conv.h"

#include "kernels/conv/conv_f32.h"
#include "kernels/unary/unary.h"
#include "plan/ops/ops.h"
#include "plan/ops/unary.h"

namespace ossicle {
namespace {

struct ConvParams {
  ConvOperands operands;
  TensorRef bias;  // may be absent
  ConvF32 kernel;
  UnaryFn unary;  // activates where no kernel does
};

int32_t RunKernel(const ConvParams& params, const RunContext& run) {
  const ConvOperands& o = params.operands;
  const bool biased = !params.bias.absent();
  ConvF32Run(params.kernel, o.x.As<const float>(run),
             biased ? params.bias.As<const float>(run) : nullptr, o.activation, o.y.As<float>(run),
             reinterpret_cast<float*>(run.workspace), run.helpers);
  return OSSICLE_OK;
}

void ActivateAll(const ConvParams& params, float* y, size_t n) {
  ActivateRow(params.unary, params.operands.activation, y, n);
}

void ActivateAll(const ConvParams& params, double* y, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = ActivateReal(params.operands.activation, y[i]);
}

// Three axes, weights that are not constant, float64.
template <typename T>
int32_t RunPlain(const ConvParams& params, const RunContext& run) {
  const ConvOperands& operands = params.operands;
  const int64_t plane = PlaneOf(operands.window);
  const int64_t taps = TapsOf(operands.window);
  const T* const x = operands.x.As<const T>(run);
  const T* const w = operands.w.As<const T>(run);
  const T* const bias = params.bias.OrNull<const T>(run);
  T* const y = operands.y.As<T>(run);
  T* next = y;
  ForOutputs(operands, [&](int64_t m, const int64_t(&o)[kMaxSpatial], int64_t first) {
    double sum = bias != nullptr ? static_cast<double>(bias[m]) : 0.0;
    for (int64_t c = 0; c < operands.group_inputs; ++c) {
      const T* const from = x + (first + c) * plane;
      const T* const weights = w + (m * operands.group_inputs + c) * taps;
      ForTaps(operands.window, o, [&](int64_t at, int64_t tap) {
        sum += static_cast<double>(from[at]) * static_cast<double>(weights[tap]);
      });
    }
    *next++ = static_cast<T>(sum);
  });
  ActivateAll(params, y, static_cast<size_t>(next - y));
  return OSSICLE_OK;
}

// How a tensor [N, C, ...] with adjacent channels lies.
ChannelsInnermost OrderOf(const Tensor& tensor) {
  ChannelsInnermost order;
  order.are_innermost = !tensor.dense && tensor.strides[1] == 1;
  order.picture = static_cast<ptrdiff_t>(tensor.strides[0]);
  order.row = tensor.rank > 3 ? static_cast<ptrdiff_t>(tensor.strides[2]) : 0;
  order.point = static_cast<ptrdiff_t>(tensor.strides[tensor.rank - 1]);
  return order;
}

int32_t FinishKernel(Preparation& prepare, const Tensor& w, const ConvShape& shape,
                     ConvParams* params) {
  Weights& weights = prepare.weights();
  const ChannelsInnermost x = OrderOf(*prepare.input(0));
  const ChannelsInnermost y = OrderOf(*prepare.output(0));
  const bool takes = ConvF32TakesChannelsInnermost(shape);
  if (!takes || !x.are_innermost) {
    if (const int32_t status = prepare.NeedDense(prepare.input(0), "x")) return status;
  }
  if (!takes || !y.are_innermost) {
    if (const int32_t status = prepare.NeedDense(prepare.output(0), "y")) return status;
  }
  params->kernel = ConvF32Layout(shape, prepare.features(), x, y);
  PackKey key = KeyOf(weights, w, params);  // the layout depends on the whole shape
  void* const prepared = weights.NewPack(key, params->kernel.prepared_bytes);
  FloatWeight floats;
  if (prepared == nullptr || !floats.Read(weights, w) ||
      !ConvF32Prepare(&params->kernel, floats.data(), prepared)) {
    return prepare.OutOfMemory();
  }
  prepare.NeedWorkspace(params->kernel.workspace_floats * sizeof(float));
  return prepare.Finish<ConvParams, RunKernel>(params, ConvWayName(params->kernel.way));
}

int32_t CheckTypes(const Preparation& prepare, const Tensor& y, const Tensor& w,
                   const Tensor* bias) {
  if (!IsReal(y.dtype)) return prepare.WrongType(&y, "y", "float32 or float64");
  if (const int32_t s = prepare.NeedType(prepare.input(0), "x", y.dtype)) return s;
  if (const int32_t status = prepare.NeedType(bias, "bias", y.dtype)) return status;
  const bool narrow = y.dtype == DType::kFloat32 && w.residence == Residence::kWeight &&
                      (w.dtype == DType::kFloat16 || w.dtype == DType::kBfloat16);
  return narrow ? OSSICLE_OK : prepare.NeedType(&w, "w", y.dtype);
}

}  // namespace

int32_t PrepareConv(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& w = *prepare.input(1);
  const Tensor* const bias = prepare.input(2);
  if (const int32_t status = CheckTypes(prepare, y, w, bias)) return status;
  ConvParams* const params = prepare.NewParams<ConvParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadConv(prepare, &params->operands)) return status;
  if (bias != nullptr && (bias->elements != w.dims[0] || !bias->dense)) {
    return prepare.Reject("bias must have the %lld elements of y's channels, row-major",
                          static_cast<long long>(w.dims[0]));
  }
  params->bias = prepare.Ref(bias);
  if (y.elements == 0) return prepare.FinishIdle();
  ConvShape shape;
  if (y.dtype == DType::kFloat32 && w.residence == Residence::kWeight &&
      KernelShape(params->operands, &shape)) {
    return FinishKernel(prepare, w, shape, params);
  }
  if (const int32_t status = NeedDensePictures(prepare)) return status;
  if (w.dtype != y.dtype) {
    return prepare.Unsupported("16-bit weights need one or two spatial axes");
  }
  params->operands.w = prepare.Ref(&w);
  params->unary = UnaryKernels().Select(prepare.features()).kernel;
  if (y.dtype == DType::kFloat64) {
    return prepare.Finish<ConvParams, RunPlain<double>>(params, "conv_f64");
  }
  return prepare.Finish<ConvParams, RunPlain<float>>(params, "conv_reference");
}

}  // namespace ossicle

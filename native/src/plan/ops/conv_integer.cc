// CONV_INTEGER.
#include "kernels/conv/conv_integer.h"

#include "plan/element.h"
#include "plan/ops/conv.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct ConvIntegerParams {
  ConvOperands operands;
  TensorRef x_zero, w_zero;  // may be absent
  int64_t w_zero_count;
  bool x_is_signed;
  ConvInteger kernel;
};

int32_t ByteAt(const char* bytes, int64_t i, bool is_signed) {
  return is_signed ? static_cast<int8_t>(bytes[i]) : static_cast<uint8_t>(bytes[i]);
}

int32_t RunKernel(const ConvIntegerParams& params, const RunContext& run) {
  const ConvOperands& o = params.operands;
  const bool has_zero = !params.x_zero.absent();
  const int32_t zero = has_zero ? ByteAt(params.x_zero.At(run), 0, params.x_is_signed) : 0;
  ConvIntegerRun(params.kernel, o.x.As<const uint8_t>(run), params.x_is_signed, zero,
                 o.y.As<int32_t>(run), run.workspace, run.helpers);
  return OSSICLE_OK;
}

// Three axes, and weights that are not constant.
template <typename X, typename W>
int32_t RunPlain(const ConvIntegerParams& params, const RunContext& run) {
  const ConvOperands& operands = params.operands;
  const int64_t plane = PlaneOf(operands.window);
  const int64_t taps = TapsOf(operands.window);
  const X* const x = operands.x.As<const X>(run);
  const W* const w = operands.w.As<const W>(run);
  const int32_t x_zero = !params.x_zero.absent() ? *params.x_zero.As<const X>(run) : 0;
  int32_t* y = operands.y.As<int32_t>(run);
  ForOutputs(operands, [&](int64_t m, const int64_t(&o)[kMaxSpatial], int64_t first) {
    int32_t w_zero = 0;
    if (!params.w_zero.absent()) {
      w_zero = params.w_zero.As<const W>(run)[params.w_zero_count > 1 ? m : 0];
    }
    int32_t sum = 0;
    for (int64_t c = 0; c < operands.group_inputs; ++c) {
      const X* const from = x + (first + c) * plane;
      const W* const weights = w + (m * operands.group_inputs + c) * taps;
      ForTaps(operands.window, o, [&](int64_t at, int64_t tap) {
        sum = Plus(sum, (from[at] - x_zero) * (weights[tap] - w_zero));
      });
    }
    *y++ = sum;
  });
  return OSSICLE_OK;
}

int32_t ReadZero(Preparation& prepare, const Tensor* zero, const char* role, const Tensor& of,
                 int64_t many) {
  if (zero == nullptr) return OSSICLE_OK;
  if (const int32_t status = prepare.NeedType(zero, role, of.dtype)) return status;
  if (const int32_t status = prepare.NeedDense(zero, role)) return status;
  if (zero->elements == 1 || zero->elements == many) return OSSICLE_OK;
  return prepare.Reject("%s has %lld elements; expected 1 or %lld", role,
                        static_cast<long long>(zero->elements), static_cast<long long>(many));
}

int32_t FinishKernel(Preparation& prepare, const Tensor& w, const Tensor* w_zero,
                     const ConvShape& shape, ConvIntegerParams* params) {
  Weights& weights = prepare.weights();
  params->kernel = ConvIntegerLayout(shape, prepare.features());
  const PackKey key = KeyOf(weights, w, params);  // the layout depends on the whole shape
  void* const prepared = weights.NewPack(key, params->kernel.prepared_bytes);
  Array<int32_t> zeros;
  ConvIntegerWeights given;
  given.w = reinterpret_cast<const uint8_t*>(weights.Original(w));
  given.is_signed = w.dtype == DType::kInt8;
  if (w_zero != nullptr) {
    if (!zeros.Reset(static_cast<uint64_t>(w_zero->elements))) return prepare.OutOfMemory();
    for (int64_t i = 0; i < w_zero->elements; ++i) {
      zeros[static_cast<size_t>(i)] = ByteAt(weights.Original(*w_zero), i, given.is_signed);
    }
    given.zero_points = zeros.data();
    given.zero_point_stride = w_zero->elements > 1 ? 1 : 0;
  }
  if (prepared == nullptr || !ConvIntegerPrepare(&params->kernel, given, prepared)) {
    return prepare.OutOfMemory();
  }
  prepare.NeedWorkspace(params->kernel.workspace_bytes);
  return prepare.Finish<ConvIntegerParams, RunKernel>(
      params, params->kernel.by_product ? "conv_integer_product" : "conv_integer_rows");
}

int32_t FinishPlain(Preparation& prepare, const Tensor& w, ConvIntegerParams* params) {
  params->operands.w = prepare.Ref(&w);
  const char* const name = "conv_integer_reference";
  const bool w_is_signed = w.dtype == DType::kInt8;
  if (params->x_is_signed) {
    if (w_is_signed) {
      return prepare.Finish<ConvIntegerParams, RunPlain<int8_t, int8_t>>(params, name);
    }
    return prepare.Finish<ConvIntegerParams, RunPlain<int8_t, uint8_t>>(params, name);
  }
  if (w_is_signed) {
    return prepare.Finish<ConvIntegerParams, RunPlain<uint8_t, int8_t>>(params, name);
  }
  return prepare.Finish<ConvIntegerParams, RunPlain<uint8_t, uint8_t>>(params, name);
}

bool IsByte(const Tensor& tensor) {
  return tensor.dtype == DType::kUint8 || tensor.dtype == DType::kInt8;
}

}  // namespace

int32_t PrepareConvInteger(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& w = *prepare.input(1);
  const Tensor* const x_zero = prepare.input(2);
  const Tensor* const w_zero = prepare.input(3);
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kInt32)) return status;
  if (!IsByte(x)) return prepare.WrongType(&x, "x", "uint8 or int8");
  if (!IsByte(w)) return prepare.WrongType(&w, "w", "uint8 or int8");
  ConvIntegerParams* const params = prepare.NewParams<ConvIntegerParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadConv(prepare, &params->operands)) return status;
  if (const int32_t status = NeedDensePictures(prepare)) return status;
  if (params->operands.activation != Activation::kNone) {
    return prepare.Unsupported("an activation of integers is not defined");
  }
  if (const int32_t s = ReadZero(prepare, x_zero, "x's zero point", x, 1)) return s;
  if (const int32_t s = ReadZero(prepare, w_zero, "w's zero point", w, w.dims[0])) return s;
  params->x_zero = prepare.Ref(x_zero);
  params->w_zero = prepare.Ref(w_zero);
  params->w_zero_count = w_zero != nullptr ? w_zero->elements : 0;
  params->x_is_signed = x.dtype == DType::kInt8;
  if (y.elements == 0) return prepare.FinishIdle();
  ConvShape shape;
  const bool constant = w.residence == Residence::kWeight &&
                        (w_zero == nullptr || w_zero->residence == Residence::kWeight);
  if (constant && KernelShape(params->operands, &shape)) {
    return FinishKernel(prepare, w, w_zero, shape, params);
  }
  return FinishPlain(prepare, w, params);
}

}  // namespace ossicle

// CONV and CONV_INTEGER.
#include <cstring>

#include "kernels/activation.h"
#include "plan/element.h"
#include "plan/ops/ops.h"
#include "plan/ops/unary.h"
#include "plan/ops/window.h"

namespace ossicle {
namespace {

struct ConvParams {
  TensorRef y, x, w, bias;  // the bias may be absent
  TensorRef x_zero, w_zero;
  int64_t w_zero_count;
  const float* floats;  // w, if it was converted or moved
  int64_t batch, groups, group_inputs, group_outputs;
  Window window;  // always of three axes
  Activation activation;
};

// Calls visit(offset in a plane of x, tap) for the taps of one output that meet x.
template <typename Visit>
void ForTaps(const Window& window, const int64_t (&o)[kMaxSpatial], const Visit& visit) {
  const WindowAxis* const axes = window.axes;
  int64_t tap = 0;
  for (int64_t i = 0; i < axes[0].taps; ++i) {
    const int64_t a = o[0] * axes[0].stride - axes[0].pad_begin + i * axes[0].dilation;
    for (int64_t j = 0; j < axes[1].taps; ++j) {
      const int64_t b = o[1] * axes[1].stride - axes[1].pad_begin + j * axes[1].dilation;
      for (int64_t k = 0; k < axes[2].taps; ++k, ++tap) {
        const int64_t c = o[2] * axes[2].stride - axes[2].pad_begin + k * axes[2].dilation;
        if (a < 0 || a >= axes[0].input || b < 0 || b >= axes[1].input || c < 0 ||
            c >= axes[2].input) {
          continue;
        }
        visit((a * axes[1].input + b) * axes[2].input + c, tap);
      }
    }
  }
}

// Calls visit(m, o, first) for every output of one image and channel: m the channel of y, o the
// place, first the first plane of x that it reads.
template <typename Visit>
void ForOutputs(const ConvParams& params, const Visit& visit) {
  const WindowAxis* const axes = params.window.axes;
  for (int64_t n = 0; n < params.batch; ++n) {
    for (int64_t g = 0; g < params.groups; ++g) {
      const int64_t first = (n * params.groups + g) * params.group_inputs;
      for (int64_t i = 0; i < params.group_outputs; ++i) {
        int64_t o[kMaxSpatial];
        for (o[0] = 0; o[0] < axes[0].output; ++o[0]) {
          for (o[1] = 0; o[1] < axes[1].output; ++o[1]) {
            for (o[2] = 0; o[2] < axes[2].output; ++o[2]) {
              visit(g * params.group_outputs + i, o, first);
            }
          }
        }
      }
    }
  }
}

double Activate(Activation activation, double x) {
  switch (activation) {
    case Activation::kRelu:
      return RealFunction(kUnaryRelu)(x, 0, 0);
    case Activation::kSigmoid:
      return RealFunction(kUnarySigmoid)(x, 0, 0);
    case Activation::kTanh:
      return RealFunction(kUnaryTanh)(x, 0, 0);
    default:
      return x;
  }
}

template <typename T>
int32_t RunReal(const ConvParams& params, const RunContext& run) {
  const WindowAxis* const axes = params.window.axes;
  const int64_t plane = axes[0].input * axes[1].input * axes[2].input;
  const int64_t taps = axes[0].taps * axes[1].taps * axes[2].taps;
  const T* const x = params.x.As<const T>(run);
  const T* const w =
      params.floats != nullptr ? reinterpret_cast<const T*>(params.floats) : params.w.As<T>(run);
  const T* const bias = params.bias.base != kAbsentBase ? params.bias.As<const T>(run) : nullptr;
  T* y = params.y.As<T>(run);
  ForOutputs(params, [&](int64_t m, const int64_t(&o)[kMaxSpatial], int64_t first) {
    double sum = bias != nullptr ? static_cast<double>(bias[m]) : 0.0;
    for (int64_t c = 0; c < params.group_inputs; ++c) {
      const T* const from = x + (first + c) * plane;
      const T* const weights = w + (m * params.group_inputs + c) * taps;
      ForTaps(params.window, o, [&](int64_t at, int64_t tap) {
        sum += static_cast<double>(from[at]) * static_cast<double>(weights[tap]);
      });
    }
    *y++ = static_cast<T>(Activate(params.activation, sum));
  });
  return OSSICLE_OK;
}

template <typename X, typename W>
int32_t RunInteger(const ConvParams& params, const RunContext& run) {
  const WindowAxis* const axes = params.window.axes;
  const int64_t plane = axes[0].input * axes[1].input * axes[2].input;
  const int64_t taps = axes[0].taps * axes[1].taps * axes[2].taps;
  const X* const x = params.x.As<const X>(run);
  const W* const w = params.w.As<const W>(run);
  const int32_t x_zero = params.x_zero.base != kAbsentBase ? *params.x_zero.As<const X>(run) : 0;
  int32_t* y = params.y.As<int32_t>(run);
  ForOutputs(params, [&](int64_t m, const int64_t(&o)[kMaxSpatial], int64_t first) {
    int32_t w_zero = 0;
    if (params.w_zero.base != kAbsentBase) {
      w_zero = params.w_zero.As<const W>(run)[params.w_zero_count > 1 ? m : 0];
    }
    int32_t sum = 0;
    for (int64_t c = 0; c < params.group_inputs; ++c) {
      const X* const from = x + (first + c) * plane;
      const W* const weights = w + (m * params.group_inputs + c) * taps;
      ForTaps(params.window, o, [&](int64_t at, int64_t tap) {
        sum = Plus(sum, (from[at] - x_zero) * (weights[tap] - w_zero));
      });
    }
    *y++ = sum;
  });
  return OSSICLE_OK;
}

int32_t CheckChannels(const Preparation& prepare, const Tensor& y, const Tensor& x, const Tensor& w,
                      int64_t groups) {
  if (y.dims[0] == x.dims[0] && y.dims[1] == w.dims[0] && w.dims[1] * groups == x.dims[1] &&
      w.dims[0] % groups == 0) {
    return OSSICLE_OK;
  }
  char texts[3][160];
  DescribeTensor(x, texts[0], sizeof(texts[0]));
  DescribeTensor(w, texts[1], sizeof(texts[1]));
  DescribeTensor(y, texts[2], sizeof(texts[2]));
  return prepare.Reject(
      "x %s, w %s and y %s do not fit in %lld groups; expected [N,C,..], "
      "[M,C/groups,..] and [N,M,..]",
      texts[0], texts[1], texts[2], static_cast<long long>(groups));
}

// Reads what both opcodes share; attributes are activation, groups, n, strides, dilations, pads.
int32_t ReadConv(Preparation& prepare, ConvParams* params) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& w = *prepare.input(1);
  int64_t activation, groups, rank;
  if (const int32_t s = prepare.NeedAttribute(0, "activation", 0, 3, &activation)) return s;
  if (const int32_t s = prepare.NeedAttribute(1, "groups", 1, 1 << 30, &groups)) return s;
  if (const int32_t s = prepare.NeedAttribute(2, "spatial axes", 1, kMaxSpatial, &rank)) return s;
  if (w.rank != rank + 2) {
    return prepare.Reject("w must have rank %lld, found %d", static_cast<long long>(rank + 2),
                          w.rank);
  }
  if (const int32_t status = ReadWindow(prepare, 3, static_cast<int>(rank), w.dims + 2, x, y, false,
                                        &params->window)) {
    return status;
  }
  MakeThreeAxes(&params->window);
  if (const int32_t status = CheckChannels(prepare, y, x, w, groups)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (const int32_t status = prepare.NeedDense(&w, "w")) return status;
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->w = prepare.Place(&w);
  params->batch = x.dims[0];
  params->groups = groups;
  params->group_inputs = w.dims[1];
  params->group_outputs = w.dims[0] / groups;
  params->activation = static_cast<Activation>(activation);
  return OSSICLE_OK;
}

// Converts 16-bit weights. False if memory is short.
bool ReadWeights(Preparation& prepare, const Tensor& w, ConvParams* params) {
  static const char kLayout = 0;
  Weights& weights = prepare.weights();
  const PackKey key = KeyOf(weights, w, &kLayout);
  params->floats = static_cast<const float*>(weights.FindPack(key));
  if (params->floats != nullptr) return true;
  const size_t count = static_cast<size_t>(w.elements);
  float* const target = static_cast<float*>(weights.NewPack(key, count * sizeof(float)));
  FloatWeight floats;
  if (target == nullptr || !floats.Read(weights, w)) return false;
  std::memcpy(target, floats.data(), count * sizeof(float));
  params->floats = target;
  return true;
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

}  // namespace

int32_t PrepareConv(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& w = *prepare.input(1);
  const Tensor* const bias = prepare.input(2);
  if (!IsReal(y.dtype)) return prepare.WrongType(&y, "y", "float32 or float64");
  if (const int32_t s = prepare.NeedType(prepare.input(0), "x", y.dtype)) return s;
  if (const int32_t status = prepare.NeedType(bias, "bias", y.dtype)) return status;
  const bool narrow = y.dtype == DType::kFloat32 && w.residence == Residence::kWeight &&
                      (w.dtype == DType::kFloat16 || w.dtype == DType::kBfloat16);
  if (!narrow) {
    if (const int32_t status = prepare.NeedType(&w, "w", y.dtype)) return status;
  }
  ConvParams* const params = prepare.NewParams<ConvParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadConv(prepare, params)) return status;
  if (bias != nullptr && (bias->elements != w.dims[0] || !bias->dense)) {
    return prepare.Reject("bias must have the %lld elements of y's channels, row-major",
                          static_cast<long long>(w.dims[0]));
  }
  params->bias = prepare.Ref(bias);
  if (y.elements == 0) return prepare.FinishIdle();
  if (narrow && !ReadWeights(prepare, w, params)) return prepare.OutOfMemory();
  if (!narrow) prepare.Ref(&w);
  if (y.dtype == DType::kFloat64) {
    return prepare.Finish<ConvParams, RunReal<double>>(params, "conv_f64");
  }
  return prepare.Finish<ConvParams, RunReal<float>>(params, "conv_reference");
}

int32_t PrepareConvInteger(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& w = *prepare.input(1);
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kInt32)) return status;
  const auto is_byte = [](const Tensor& tensor) {
    return tensor.dtype == DType::kUint8 || tensor.dtype == DType::kInt8;
  };
  if (!is_byte(x)) return prepare.WrongType(&x, "x", "uint8 or int8");
  if (!is_byte(w)) return prepare.WrongType(&w, "w", "uint8 or int8");
  ConvParams* const params = prepare.NewParams<ConvParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadConv(prepare, params)) return status;
  if (params->activation != Activation::kNone) {
    return prepare.Unsupported("an activation of integers is not defined");
  }
  const Tensor* const x_zero = prepare.input(2);
  const Tensor* const w_zero = prepare.input(3);
  if (const int32_t s = ReadZero(prepare, x_zero, "x's zero point", x, 1)) return s;
  if (const int32_t s = ReadZero(prepare, w_zero, "w's zero point", w, w.dims[0])) return s;
  params->x_zero = prepare.Ref(x_zero);
  params->w_zero = prepare.Ref(w_zero);
  params->w_zero_count = w_zero != nullptr ? w_zero->elements : 0;
  if (y.elements == 0) return prepare.FinishIdle();
  const bool x_signed = x.dtype == DType::kInt8;
  const bool w_signed = w.dtype == DType::kInt8;
  const char* const name = "conv_integer_reference";
  if (x_signed && w_signed) {
    return prepare.Finish<ConvParams, RunInteger<int8_t, int8_t>>(params, name);
  }
  if (x_signed) return prepare.Finish<ConvParams, RunInteger<int8_t, uint8_t>>(params, name);
  if (w_signed) return prepare.Finish<ConvParams, RunInteger<uint8_t, int8_t>>(params, name);
  return prepare.Finish<ConvParams, RunInteger<uint8_t, uint8_t>>(params, name);
}

}  // namespace ossicle

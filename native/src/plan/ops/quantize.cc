// QUANTIZE, DEQUANTIZE and DYNAMIC_QUANTIZE.
#include "kernels/quantize/quantize.h"

#include "math/libm.h"
#include "plan/element.h"
#include "plan/ops/blocks.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// A dense tensor as [outer, n, inner] with a scale and zero point per index of n, or one for all
// (then n = outer = 1).
struct QuantizeParams {
  TensorRef y, x, scale, zero;  // the zero point may be absent
  Blocks blocks;
  QuantizeKernel kernel;
  bool is_signed;
};

// Calls body(first element, count, quantization) for runs of elements.
template <typename Body>
void ForRuns(const QuantizeParams& params, const RunContext& run, const Body& body) {
  const auto [outer, n, inner] = params.blocks;
  Quantization q;
  q.is_signed = params.is_signed;
  const float* const scales = params.scale.As<const float>(run);
  int32_t* const zeros = reinterpret_cast<int32_t*>(run.workspace);
  const bool has_zeros = !params.zero.absent();
  if (has_zeros) {
    const char* const bytes = params.zero.At(run);
    for (int64_t i = 0; i < n; ++i) {
      zeros[i] = params.is_signed ? static_cast<int8_t>(bytes[i]) : static_cast<uint8_t>(bytes[i]);
    }
  }
  if (inner == 1) {
    q.scales = scales;
    q.zero_points = has_zeros ? zeros : nullptr;
    q.scale_stride = q.zero_point_stride = 1;
    for (int64_t o = 0; o < outer; ++o) body(o * n, n, q);
    return;
  }
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t i = 0; i < n; ++i) {
      q.scales = scales + i;
      q.zero_points = has_zeros ? zeros + i : nullptr;
      body((o * n + i) * inner, inner, q);
    }
  }
}

int32_t RunQuantize(const QuantizeParams& params, const RunContext& run) {
  const float* const x = params.x.As<const float>(run);
  uint8_t* const y = params.y.As<uint8_t>(run);
  ForRuns(params, run, [&](int64_t first, int64_t count, const Quantization& q) {
    params.kernel.quantize(static_cast<size_t>(count), x + first, q, y + first);
  });
  return OSSICLE_OK;
}

int32_t RunDequantize(const QuantizeParams& params, const RunContext& run) {
  const uint8_t* const x = params.x.As<const uint8_t>(run);
  float* const y = params.y.As<float>(run);
  ForRuns(params, run, [&](int64_t first, int64_t count, const Quantization& q) {
    params.kernel.dequantize(static_cast<size_t>(count), x + first, q, y + first);
  });
  return OSSICLE_OK;
}

// Integers of 16 and 32 bits, element by element.
template <typename T, typename Convert>
void ForElements(const QuantizeParams& params, const RunContext& run, const Convert& convert) {
  const auto [outer, n, inner] = params.blocks;
  const float* const scales = params.scale.As<const float>(run);
  const T* const zeros = params.zero.OrNull<const T>(run);
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t i = 0; i < n; ++i) {
      const int64_t zero = zeros != nullptr ? zeros[i] : 0;
      for (int64_t j = 0; j < inner; ++j) convert((o * n + i) * inner + j, scales[i], zero);
    }
  }
}

template <typename T>
int32_t RunQuantizeWide(const QuantizeParams& params, const RunContext& run) {
  const float* const x = params.x.As<const float>(run);
  T* const y = params.y.As<T>(run);
  ForElements<T>(params, run, [=](int64_t at, float scale, int64_t zero) {
    const double whole = std::nearbyint(static_cast<double>(x[at] / scale));
    y[at] = Truncate<T>((whole == whole ? whole : 0.0) + static_cast<double>(zero));
  });
  return OSSICLE_OK;
}

template <typename T>
int32_t RunDequantizeWide(const QuantizeParams& params, const RunContext& run) {
  const T* const x = params.x.As<const T>(run);
  float* const y = params.y.As<float>(run);
  ForElements<T>(params, run, [=](int64_t at, float scale, int64_t zero) {
    y[at] = static_cast<float>(static_cast<int64_t>(x[at]) - zero) * scale;
  });
  return OSSICLE_OK;
}

// Reads what QUANTIZE and DEQUANTIZE share; `integers` is the tensor on the integer side.
int32_t ReadParams(Preparation& prepare, const Tensor& integers, const Tensor& reals,
                   QuantizeParams* params) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor* const scale = prepare.input(1);
  const Tensor* const zero = prepare.input(2);
  if (const int32_t status = prepare.NeedType(&reals, "the real side", DType::kFloat32)) {
    return status;
  }
  if (const int32_t status = prepare.NeedType(scale, "scale", DType::kFloat32)) return status;
  if (const int32_t s = prepare.NeedType(zero, "zero point", integers.dtype)) return s;
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  const Tensor* const all[] = {&x, &y, scale, zero};
  for (const Tensor* tensor : all) {
    if (const int32_t status = prepare.NeedDense(tensor, "each operand")) return status;
  }
  if (zero != nullptr && zero->elements != scale->elements) {
    return prepare.Reject("scale and zero point differ in their number of elements");
  }
  if (scale->elements == 1) {
    params->blocks = {1, 1, x.elements};
  } else {
    int axis;
    if (const int32_t status = prepare.NeedAxis(0, x.rank, &axis)) return status;
    params->blocks = BlocksAround(x, axis);
    if (scale->elements != params->blocks.n) {
      return prepare.Reject("scale has %lld elements; expected 1 or the %lld of axis %d",
                            static_cast<long long>(scale->elements),
                            static_cast<long long>(params->blocks.n), axis);
    }
  }
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->scale = prepare.Ref(scale);
  params->zero = prepare.Ref(zero);
  params->is_signed = integers.dtype == DType::kInt8;
  params->kernel = QuantizeKernels().Select(prepare.features()).kernel;
  prepare.NeedWorkspace(static_cast<uint64_t>(params->blocks.n) * sizeof(int32_t));
  return OSSICLE_OK;
}

// Rows of n elements, each with a range of its own.
struct DynamicParams {
  TensorRef y, scale, zero, x;
  int64_t rows;
  size_t n;
  QuantizeKernel kernel;
};

int32_t RunDynamic(const DynamicParams& params, const RunContext& run) {
  const float* x = params.x.As<const float>(run);
  uint8_t* y = params.y.As<uint8_t>(run);
  float* const scales = params.scale.As<float>(run);
  uint8_t* const zeros = params.zero.As<uint8_t>(run);
  for (int64_t row = 0; row < params.rows; ++row, x += params.n, y += params.n) {
    params.kernel.dynamic(params.n, x, y, scales + row, zeros + row);
  }
  return OSSICLE_OK;
}

// Scale and zero point: one each, or one per row of x.
int32_t CheckRanges(const Preparation& prepare, const Tensor& scale, const Tensor& zero,
                    const Tensor& x) {
  if (scale.elements == 1 && zero.elements == 1) return OSSICLE_OK;
  if (x.rank == 0) return prepare.Reject("scale and zero point must have one element");
  Tensor rows = x;
  rows.dims[x.rank - 1] = 1;
  const Tensor* const ranges[] = {&scale, &zero};
  for (const Tensor* tensor : ranges) {
    if (const int32_t s = prepare.NeedDims(tensor, "scale or zero point", rows)) return s;
    if (const int32_t s = prepare.NeedDense(tensor, "scale or zero point")) return s;
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareQuantize(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  QuantizeParams* const params = prepare.NewParams<QuantizeParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadParams(prepare, y, x, params)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  switch (y.dtype) {
    case DType::kUint8:
    case DType::kInt8:
      return prepare.Finish<QuantizeParams, RunQuantize>(params, "quantize");
    case DType::kUint16:
      return prepare.Finish<QuantizeParams, RunQuantizeWide<uint16_t>>(params, "quantize_16");
    case DType::kInt16:
      return prepare.Finish<QuantizeParams, RunQuantizeWide<int16_t>>(params, "quantize_16");
    default:
      return prepare.WrongType(&y, "y", "an integer of 8 or 16 bits");
  }
}

int32_t PrepareDequantize(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  QuantizeParams* const params = prepare.NewParams<QuantizeParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  if (const int32_t status = ReadParams(prepare, x, y, params)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  switch (x.dtype) {
    case DType::kUint8:
    case DType::kInt8:
      return prepare.Finish<QuantizeParams, RunDequantize>(params, "dequantize");
    case DType::kUint16:
      return prepare.Finish<QuantizeParams, RunDequantizeWide<uint16_t>>(params, "dequantize_16");
    case DType::kInt16:
      return prepare.Finish<QuantizeParams, RunDequantizeWide<int16_t>>(params, "dequantize_16");
    case DType::kInt32:
      return prepare.Finish<QuantizeParams, RunDequantizeWide<int32_t>>(params, "dequantize_32");
    default:
      return prepare.WrongType(&x, "x", "an integer of 8 or 16 bits, or int32");
  }
}

int32_t PrepareDynamicQuantize(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& scale = *prepare.output(1);
  const Tensor& zero = *prepare.output(2);
  const Tensor& x = *prepare.input(0);
  if (const int32_t status = prepare.NeedType(&x, "x", DType::kFloat32)) return status;
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kUint8)) return status;
  if (const int32_t status = prepare.NeedType(&scale, "scale", DType::kFloat32)) return status;
  if (const int32_t status = prepare.NeedType(&zero, "zero point", DType::kUint8)) return status;
  if (const int32_t status = prepare.NeedDims(&y, "y", x)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (const int32_t status = CheckRanges(prepare, scale, zero, x)) return status;
  if (scale.elements == 0) return prepare.FinishIdle();
  DynamicParams* const params = prepare.NewParams<DynamicParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y),
             prepare.Ref(&scale),
             prepare.Ref(&zero),
             prepare.Ref(&x),
             scale.elements,
             static_cast<size_t>(x.elements / scale.elements),
             QuantizeKernels().Select(prepare.features()).kernel};
  return prepare.Finish<DynamicParams, RunDynamic>(params, "dynamic_quantize");
}

}  // namespace ossicle

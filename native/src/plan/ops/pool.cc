// POOL: the largest or the mean of each window.
#include <limits>

#include "plan/element.h"
#include "plan/ops/ops.h"
#include "plan/ops/window.h"

namespace ossicle {
namespace {

struct PoolParams {
  TensorRef y, x;
  int64_t planes;
  Window window;  // always of three axes, the first ones trivial where there are fewer
  bool average;
  bool count_padding;
};

// The taps [first, last) of an axis that meet the input from output `o`, and how many meet the
// padded input.
struct TapRange {
  int64_t first, last, padded;
};

// Taps below `end`, which is counted from the position of tap 0.
int64_t TapsBefore(const WindowAxis& axis, int64_t end) {
  const int64_t taps = end <= 0 ? 0 : (end - 1) / axis.dilation + 1;
  return taps < axis.taps ? taps : axis.taps;
}

TapRange TapsAt(const WindowAxis& axis, int64_t o) {
  const int64_t origin = o * axis.stride - axis.pad_begin;
  return {TapsBefore(axis, -origin), TapsBefore(axis, axis.input - origin),
          TapsBefore(axis, axis.input + axis.pad_end - origin)};
}

template <typename T>
T PoolOne(const PoolParams& params, const T* plane, const int64_t (&o)[kMaxSpatial]) {
  const WindowAxis* const axes = params.window.axes;
  TapRange ranges[kMaxSpatial];
  int64_t padded = 1;
  for (int i = 0; i < kMaxSpatial; ++i) {
    ranges[i] = TapsAt(axes[i], o[i]);
    padded *= ranges[i].padded;
  }
  double sum = 0;
  int64_t met = 0;
  T best = -std::numeric_limits<T>::infinity();
  for (int64_t i = ranges[0].first; i < ranges[0].last; ++i) {
    const int64_t a = o[0] * axes[0].stride - axes[0].pad_begin + i * axes[0].dilation;
    for (int64_t j = ranges[1].first; j < ranges[1].last; ++j) {
      const int64_t b = o[1] * axes[1].stride - axes[1].pad_begin + j * axes[1].dilation;
      for (int64_t k = ranges[2].first; k < ranges[2].last; ++k) {
        const int64_t c = o[2] * axes[2].stride - axes[2].pad_begin + k * axes[2].dilation;
        const T value = plane[(a * axes[1].input + b) * axes[2].input + c];
        best = Larger(best, value);
        sum += static_cast<double>(value);
        ++met;
      }
    }
  }
  if (!params.average) return best;
  return static_cast<T>(sum / static_cast<double>(params.count_padding ? padded : met));
}

template <typename T>
int32_t Run(const PoolParams& params, const RunContext& run) {
  const WindowAxis* const axes = params.window.axes;
  const T* x = params.x.As<const T>(run);
  T* y = params.y.As<T>(run);
  for (int64_t p = 0; p < params.planes; ++p) {
    int64_t o[kMaxSpatial];
    for (o[0] = 0; o[0] < axes[0].output; ++o[0]) {
      for (o[1] = 0; o[1] < axes[1].output; ++o[1]) {
        for (o[2] = 0; o[2] < axes[2].output; ++o[2]) *y++ = PoolOne(params, x, o);
      }
    }
    x += axes[0].input * axes[1].input * axes[2].input;
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PreparePool(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int64_t average, count_padding, rank;
  if (const int32_t s = prepare.NeedAttribute(0, "kind", 0, 1, &average)) return s;
  if (const int32_t s = prepare.NeedAttribute(1, "count include pad", 0, 1, &count_padding)) {
    return s;
  }
  if (const int32_t s = prepare.NeedAttribute(2, "spatial axes", 1, kMaxSpatial, &rank)) return s;
  if (!IsReal(x.dtype)) return prepare.WrongType(&x, "x", "float32 or float64");
  if (const int32_t status = prepare.NeedType(&y, "y", x.dtype)) return status;
  int64_t taps[kMaxSpatial];
  for (uint32_t i = 0; i < rank; ++i) {
    if (const int32_t s = prepare.NeedAttribute(3 + i, "kernel", 1, 1 << 30, &taps[i])) return s;
  }
  Window window = {};
  const uint32_t first = 3 + static_cast<uint32_t>(rank);
  if (const int32_t status =
          ReadWindow(prepare, first, static_cast<int>(rank), taps, x, y, true, &window)) {
    return status;
  }
  if (y.dims[0] != x.dims[0] || y.dims[1] != x.dims[1]) {
    return prepare.Reject("x and y differ in batch or channels");
  }
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  PoolParams* const params = prepare.NewParams<PoolParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(&x), x.dims[0] * x.dims[1],
             window,          average != 0,    count_padding != 0};
  MakeThreeAxes(&params->window);
  if (x.dtype == DType::kFloat64) return prepare.Finish<PoolParams, Run<double>>(params, "pool");
  return prepare.Finish<PoolParams, Run<float>>(params, "pool");
}

}  // namespace ossicle

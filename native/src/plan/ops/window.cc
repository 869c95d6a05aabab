#include "plan/ops/window.h"

#include <cinttypes>

namespace ossicle {
namespace {

// Keeps every product of two of these numbers within 63 bits.
constexpr int64_t kMaxNumber = int64_t{1} << 30;

int32_t ReadAxis(const Preparation& prepare, uint32_t first, uint32_t rank, uint32_t i,
                 WindowAxis* axis) {
  const auto read = [&](uint32_t block, const char* role, int64_t low, int64_t* value) {
    return prepare.NeedAttribute(first + block * rank + i, role, low, kMaxNumber, value);
  };
  if (const int32_t status = read(0, "stride", 1, &axis->stride)) return status;
  if (const int32_t status = read(1, "dilation", 1, &axis->dilation)) return status;
  if (const int32_t status = read(2, "begin of pads", 0, &axis->pad_begin)) return status;
  return read(3, "end of pads", 0, &axis->pad_end);
}

}  // namespace

int32_t ReadWindow(const Preparation& prepare, uint32_t first, int rank, const int64_t* taps,
                   const Tensor& x, const Tensor& y, bool ceil, Window* window) {
  if (x.rank != rank + 2 || y.rank != rank + 2) {
    return prepare.Reject("x and y must have rank %d for %d spatial axes, found %d and %d",
                          rank + 2, rank, x.rank, y.rank);
  }
  const uint32_t axes = static_cast<uint32_t>(rank);
  if (prepare.attribute_count() != first + 4 * axes) {
    return prepare.Reject("expected %u attributes for %u spatial axes, found %u", first + 4 * axes,
                          axes, prepare.attribute_count());
  }
  window->rank = rank;
  for (uint32_t i = 0; i < axes; ++i) {
    WindowAxis& axis = window->axes[i];
    axis.input = x.dims[2 + i];
    axis.output = y.dims[2 + i];
    axis.taps = taps[i];
    if (const int32_t status = ReadAxis(prepare, first, axes, i, &axis)) return status;
    if (axis.taps < 1 || axis.taps > kMaxNumber) {
      return prepare.Reject("a window of %" PRId64 " taps; expected at least one", axis.taps);
    }
    const int64_t padded = axis.input + axis.pad_begin + axis.pad_end;
    const int64_t reach = (axis.taps - 1) * axis.dilation + 1;
    const int64_t room = padded - reach;
    const int64_t down = room < 0 ? 0 : room / axis.stride + 1;
    const int64_t up = room < 0 ? 0 : (room + axis.stride - 1) / axis.stride + 1;
    if (axis.output == down || (ceil && axis.output == up)) {
      // Distances that are never gone are kept small.
      if (axis.stride > padded && padded > 0) axis.stride = padded;
      if (axis.taps == 1) axis.dilation = 1;
      continue;
    }
    return prepare.Reject("spatial axis %u: %" PRId64 " elements padded to %" PRId64
                          " make %" PRId64 " windows, y has %" PRId64,
                          i, axis.input, padded, down, axis.output);
  }
  return OSSICLE_OK;
}

void MakeThreeAxes(Window* window) {
  const int missing = kMaxSpatial - window->rank;
  for (int i = kMaxSpatial - 1; i >= 0; --i) {
    window->axes[i] = i >= missing ? window->axes[i - missing] : WindowAxis{1, 1, 1, 1, 1, 0, 0};
  }
  window->rank = kMaxSpatial;
}

}  // namespace ossicle

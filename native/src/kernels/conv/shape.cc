#include "kernels/conv/shape.h"

namespace ossicle {

size_t ConvShape::Out(int axis) const {
  const size_t reach = (kernel[axis] - 1) * dilations[axis] + 1;
  return Padded(axis) < reach ? 0 : (Padded(axis) - reach) / strides[axis] + 1;
}

bool ConvShape::IsPadded() const {
  return (pads_before[0] | pads_before[1] | pads_after[0] | pads_after[1]) != 0;
}

bool IsColumn(const ConvShape& shape) {
  return shape.Padded(1) == 1 && shape.in[1] == 1 && shape.kernel[1] == 1;
}

ConvShape Flattened(const ConvShape& shape) {
  ConvShape flat = shape;
  if (IsColumn(shape)) {
    flat.in[0] = 1;
    flat.in[1] = shape.in[0];
    flat.kernel[0] = 1;
    flat.kernel[1] = shape.kernel[0];
    flat.strides[0] = 1;
    flat.strides[1] = shape.strides[0];
    flat.dilations[0] = 1;
    flat.dilations[1] = shape.dilations[0];
    flat.pads_before[0] = flat.pads_after[0] = 0;
    flat.pads_before[1] = shape.pads_before[0];
    flat.pads_after[1] = shape.pads_after[0];
  }
  const bool points = shape.Taps() == 1 && shape.strides[0] == 1 && shape.strides[1] == 1;
  if (points && !shape.IsPadded()) {
    flat.in[0] = 1;
    flat.in[1] = shape.in[0] * shape.in[1];
  }
  return flat;
}

SplitPlane::SplitPlane(const ConvShape& shape)
    : part((shape.Padded(1) + shape.strides[1] - 1) / shape.strides[1]),
      row(part * shape.strides[1]),
      height(shape.Padded(0)) {}

ptrdiff_t SplitPlane::Offset(const ConvShape& shape, size_t tap_y, size_t tap_x) const {
  const size_t column = tap_x * shape.dilations[1];
  return static_cast<ptrdiff_t>(tap_y * shape.dilations[0] * row +
                                column % shape.strides[1] * part + column / shape.strides[1]);
}

}  // namespace ossicle

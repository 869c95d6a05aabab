// The sizes of a convolution over one or two spatial axes, in the order of ONNX (N, C, axes).
#pragma once

#include <cstddef>

namespace ossicle {

// Axis 0 is the outer one (height), axis 1 the inner one (width, or the only one: then height is 1
// with kernel, stride and dilation 1). groups divides both channel counts; strides, dilations and
// kernel are at least 1.
struct ConvShape {
  size_t batch = 1;
  size_t in_channels = 0;
  size_t out_channels = 0;
  size_t groups = 1;
  size_t in[2] = {1, 0};
  size_t kernel[2] = {1, 1};
  size_t strides[2] = {1, 1};
  size_t dilations[2] = {1, 1};
  size_t pads_before[2] = {0, 0};
  size_t pads_after[2] = {0, 0};

  size_t Padded(int axis) const { return pads_before[axis] + in[axis] + pads_after[axis]; }
  // Elements of the output along an axis; 0 where the kernel does not fit.
  size_t Out(int axis) const;
  size_t Taps() const { return kernel[0] * kernel[1]; }
  size_t GroupInputs() const { return in_channels / groups; }
  size_t GroupOutputs() const { return out_channels / groups; }
  size_t OutPoints() const { return Out(0) * Out(1); }
  // Products in one sum.
  size_t Terms() const { return GroupInputs() * Taps(); }
  bool IsPadded() const;
};

// Whether everything lies in one column.
bool IsColumn(const ConvShape& shape);

// The same convolution over the same memory with as much as possible on the inner axis: a picture
// one column wide becomes a row, and one whose points do not meet becomes a single row.
ConvShape Flattened(const ConvShape& shape);

// Weights of one group, [outputs, inputs, taps], as rows of terms with the input channel innermost.
template <typename T>
void PutChannelsInnermost(const ConvShape& shape, const T* w, T* rows) {
  const size_t inputs = shape.GroupInputs();
  const size_t taps = shape.Taps();
  for (size_t o = 0; o < shape.GroupOutputs(); ++o, rows += inputs * taps) {
    for (size_t c = 0; c < inputs; ++c) {
      for (size_t t = 0; t < taps; ++t) rows[t * inputs + c] = *w++;
    }
  }
}

// A copy of one channel's picture, padded, and with each row split by its columns modulo the
// stride: those the kernel's first tap meets stand together, then those of the next column, so that
// every tap reads adjacent elements.
struct SplitPlane {
  explicit SplitPlane(const ConvShape& shape);

  size_t part;    // elements of one part of a row
  size_t row;     // elements of a row: all its parts
  size_t height;  // rows
  size_t Elements() const { return row * height; }
  // Where a tap reads the elements of output row 0, from the start of the plane.
  ptrdiff_t Offset(const ConvShape& shape, size_t tap_y, size_t tap_x) const;
  // Fills the plane; everything but the picture has been set to the padding value before.
  template <typename From, typename To, typename Convert>
  void Fill(const ConvShape& shape, const From* picture, To* plane, Convert convert) const;
};

template <typename From, typename To, typename Convert>
void SplitPlane::Fill(const ConvShape& shape, const From* picture, To* plane,
                      Convert convert) const {
  const size_t stride = shape.strides[1];
  const size_t pad = shape.pads_before[1];
  for (size_t y = 0; y < shape.in[0]; ++y, picture += shape.in[1]) {
    To* to = plane + (y + shape.pads_before[0]) * row;
    for (size_t p = 0; p < stride; ++p) {
      // The first column of the picture that belongs to part p, and its place in it.
      const size_t x = (p + stride - pad % stride) % stride;
      To* at = to + p * part + (x + pad) / stride;
      for (size_t from = x; from < shape.in[1]; from += stride) *at++ = convert(picture[from]);
    }
  }
}

}  // namespace ossicle

#include "kernels/conv/conv_winograd.h"

#include <cstring>

#include "cpu/allocate.h"

namespace ossicle {
namespace {

constexpr size_t kAlignment = 64;

// Below, the two transformations cost more than the product saves.
constexpr size_t kLeastInputs = 16;
constexpr size_t kLeastOutputs = 32;

// Groups of four output rows.
size_t Blocks(const ConvShape& s) { return (s.Out(0) + kWinogradRows - 1) / kWinogradRows; }

// Floats of a padded row of the picture, channels innermost.
size_t RowFloats(const ConvShape& s) { return s.Padded(1) * s.in_channels; }

// With rows of zeros below, so that the last block reads its six.
size_t PictureFloats(const ConvShape& s) {
  const size_t rows = Blocks(s) * kWinogradRows + kWinogradTaps - 1;
  return (rows > s.Padded(0) ? rows : s.Padded(0)) * RowFloats(s);
}

size_t EvaluatedFloats(const ConvShape& s) { return kWinogradPoints * Blocks(s) * RowFloats(s); }

size_t OutRowFloats(const ConvShape& s) { return s.Out(1) * s.out_channels; }

size_t ProductFloats(const ConvShape& s) { return kWinogradPoints * Blocks(s) * OutRowFloats(s); }

// Terms of the product at one point.
size_t PointTerms(const ConvShape& s) { return s.kernel[1] * s.in_channels; }

size_t PackedFloats(const ConvF32& conv) {
  return GemmF32PackedFloats(conv.gemm, PointTerms(conv.shape), conv.shape.out_channels);
}

// Weights [outputs, inputs, 3, taps of a row] as one matrix [outputs, terms] per point, the input
// channel innermost.
void EvaluateWeights(const ConvShape& s, const float* w, float* points) {
  const size_t width = s.kernel[1];
  const size_t matrix = s.out_channels * PointTerms(s);
  for (size_t o = 0; o < s.out_channels; ++o) {
    for (size_t c = 0; c < s.in_channels; ++c, w += kWinogradTaps * width) {
      for (size_t t = 0; t < width; ++t) {
        const float taps[] = {w[t], w[width + t], w[2 * width + t]};
        float u[kWinogradPoints];
        WinogradTaps(taps, u);
        float* to = points + (o * width + t) * s.in_channels + c;
        for (size_t p = 0; p < kWinogradPoints; ++p) to[p * matrix] = u[p];
      }
    }
  }
}

// The picture with its channels innermost, between its padding.
void TurnPicture(const ConvF32& conv, const float* x, float* turned) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.in_channels;
  const size_t filled = s.IsPadded() ? 0 : s.in[0] * RowFloats(s);
  std::memset(turned + filled, 0, (PictureFloats(s) - filled) * sizeof(float));
  for (size_t row = 0; row < s.in[0]; ++row) {
    const size_t at = (row + s.pads_before[0]) * RowFloats(s) + s.pads_before[1] * inputs;
    conv.transpose(inputs, s.in[1], x + row * s.in[1], s.in[0] * s.in[1], turned + at, inputs);
  }
}

// The product at one point for every block of rows.
void MultiplyPoint(const ConvF32& conv, size_t point, const float* evaluated, float* products,
                   const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  GemmF32Args args;
  args.m = s.Out(1);
  args.n = s.out_channels;
  args.k = PointTerms(s);
  args.a_row_stride = static_cast<ptrdiff_t>(s.strides[1] * s.in_channels);
  args.c_row_stride = static_cast<ptrdiff_t>(s.out_channels);
  GemmF32UsePacked(conv.gemm, conv.weights + point * PackedFloats(conv), &args);
  for (size_t block = 0; block < Blocks(s); ++block) {
    args.a = evaluated + (block * kWinogradPoints + point) * RowFloats(s);
    args.c = products + (block * kWinogradPoints + point) * OutRowFloats(s);
    GemmF32Run(conv.gemm, args, helpers);
  }
}

}  // namespace

bool SuitsWinograd(const ConvShape& s) {
  const bool walks = s.kernel[0] == kWinogradTaps && s.strides[0] == 1 && s.dilations[0] == 1 &&
                     s.kernel[1] > 1 && s.dilations[1] == 1 && s.groups == 1;
  // At least a fifth of the multiplications must go.
  return walks && s.in_channels >= kLeastInputs && s.out_channels >= kLeastOutputs &&
         kWinogradPoints * Blocks(s) * 5 <= kWinogradTaps * s.Out(0) * 4;
}

void LayOutWinograd(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  const size_t before = PictureFloats(s) + EvaluatedFloats(s);
  const size_t result = s.OutPoints() * s.out_channels;
  conv->prepared_bytes = kWinogradPoints * PackedFloats(*conv) * sizeof(float);
  conv->workspace_floats = ProductFloats(s) + (before > result ? before : result);
}

bool PrepareWinograd(ConvF32* conv, const float* w, float* packed) {
  const ConvShape& s = conv->shape;
  const size_t terms = PointTerms(s);
  const size_t matrix = s.out_channels * terms;
  float* const points =
      static_cast<float*>(Allocate(kWinogradPoints * matrix * sizeof(float), kAlignment));
  if (points == nullptr) return false;
  EvaluateWeights(s, w, points);
  conv->weights = packed;
  for (size_t p = 0; p < kWinogradPoints; ++p, packed += PackedFloats(*conv)) {
    const MatrixView b = {points + p * matrix, 1, static_cast<ptrdiff_t>(terms)};
    GemmF32Pack(conv->gemm, terms, s.out_channels, b, packed);
  }
  Free(points);
  return true;
}

void RunWinograd(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                 float* y, float* workspace, const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  const size_t row = RowFloats(s);
  const size_t out_row = OutRowFloats(s);
  float* const products = workspace;
  float* const turned = workspace + ProductFloats(s);
  float* const evaluated = turned + PictureFloats(s);
  float* const result = turned;  // when the picture is no longer needed
  TurnPicture(conv, x, turned);
  for (size_t block = 0; block < Blocks(s); ++block) {
    conv.winograd.input({turned + block * kWinogradRows * row, static_cast<ptrdiff_t>(row), row,
                         evaluated + block * kWinogradPoints * row, static_cast<ptrdiff_t>(row)});
  }
  for (size_t point = 0; point < kWinogradPoints; ++point) {
    MultiplyPoint(conv, point, evaluated, products, helpers);
  }
  WinogradOutput output = {};
  output.in_step = output.out_step = static_cast<ptrdiff_t>(out_row);
  output.places = s.Out(1);
  output.channels = s.out_channels;
  output.bias = bias;
  output.activation = activation;
  for (size_t block = 0; block < Blocks(s); ++block) {
    const size_t first = block * kWinogradRows;
    const size_t left = s.Out(0) - first;
    output.rows = left < kWinogradRows ? left : kWinogradRows;
    output.in = products + block * kWinogradPoints * out_row;
    output.out = result + first * out_row;
    conv.winograd.output(output);
  }
  conv.transpose(s.OutPoints(), s.out_channels, result, s.out_channels, y, s.OutPoints());
}

}  // namespace ossicle

#include "kernels/conv/conv_depthwise.h"

#include <cstring>

namespace ossicle {
namespace {

constexpr size_t kBlock = kDepthwiseChannels;
constexpr size_t kAlignment = 64;

// Below, most lanes of the first block would idle.
constexpr size_t kLeastChannels = kBlock / 2;

size_t Blocks(const ConvShape& shape) { return (shape.in_channels + kBlock - 1) / kBlock; }

size_t OffsetsBytes(const ConvShape& shape) {
  return (shape.Taps() * sizeof(ptrdiff_t) + kAlignment - 1) / kAlignment * kAlignment;
}

// Floats of a block's padded picture.
size_t TurnedFloats(const ConvShape& shape) { return shape.Padded(0) * shape.Padded(1) * kBlock; }

void TurnBlock(const ConvF32& conv, size_t channels, const float* x, float* turned) {
  const ConvShape& s = conv.shape;
  const size_t picture = s.in[0] * s.in[1];
  for (size_t row = 0; row < s.in[0]; ++row) {
    const size_t at = (row + s.pads_before[0]) * s.Padded(1) + s.pads_before[1];
    conv.transpose(channels, s.in[1], x + row * s.in[1], picture, turned + at * kBlock, kBlock);
  }
}

}  // namespace

bool SuitsDepthwise(const ConvShape& shape) {
  return shape.GroupInputs() == 1 && shape.GroupOutputs() == 1 && shape.groups >= kLeastChannels;
}

void LayOutDepthwise(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  conv->prepared_bytes = OffsetsBytes(s) + Blocks(s) * s.Taps() * kBlock * sizeof(float);
  conv->workspace_floats = TurnedFloats(s) + s.OutPoints() * kBlock;
}

void PrepareDepthwise(ConvF32* conv, const float* w, char* prepared) {
  const ConvShape& s = conv->shape;
  const size_t taps = s.Taps();
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* weights = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t t = 0; t < taps; ++t) {
    const size_t y = t / s.kernel[1] * s.dilations[0];
    const size_t x = t % s.kernel[1] * s.dilations[1];
    offsets[t] = static_cast<ptrdiff_t>((y * s.Padded(1) + x) * kBlock);
  }
  for (size_t i = 0; i < Blocks(s) * taps * kBlock; ++i) {
    const size_t c = i / (taps * kBlock) * kBlock + i % kBlock;
    weights[i] = c < s.in_channels ? w[c * taps + i / kBlock % taps] : 0.0f;
  }
  conv->offsets = offsets;
  conv->weights = weights;
}

void RunDepthwise(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                  float* y, float* workspace) {
  const ConvShape& s = conv.shape;
  const size_t points = s.OutPoints();
  float* const turned = workspace;
  float block_bias[kBlock] = {};
  DepthwiseArgs args;
  args.taps = s.Taps();
  args.run = s.dilations[1] == s.strides[1] ? s.kernel[1] : 1;
  args.height = s.Out(0);
  args.width = s.Out(1);
  args.in = turned;
  args.offsets = conv.offsets;
  args.in_row_step = static_cast<ptrdiff_t>(s.strides[0] * s.Padded(1) * kBlock);
  args.in_step = static_cast<ptrdiff_t>(s.strides[1] * kBlock);
  args.weights = conv.weights;
  args.bias = bias != nullptr ? block_bias : nullptr;
  args.activation = activation;
  args.out = workspace + TurnedFloats(s);
  // Padding stays zero from here on; pictures are put between it again and again.
  if (s.IsPadded()) std::memset(turned, 0, TurnedFloats(s) * sizeof(float));
  for (size_t first = 0; first < s.in_channels; first += kBlock) {
    const size_t left = s.in_channels - first;
    const size_t channels = left < kBlock ? left : kBlock;
    TurnBlock(conv, channels, x + first * s.in[0] * s.in[1], turned);
    if (bias != nullptr) std::memcpy(block_bias, bias + first, channels * sizeof(float));
    conv.depthwise(args);
    conv.transpose(points, channels, args.out, kBlock, y + first * points, points);
    args.weights += s.Taps() * kBlock;
  }
}

}  // namespace ossicle

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

bool HasWholeBlocks(const ConvShape& shape) { return shape.in_channels % kBlock == 0; }

bool ReadsInPlace(const ConvF32& conv) {
  return conv.x.are_innermost && HasWholeBlocks(conv.shape) && !conv.shape.IsPadded();
}

bool WritesInPlace(const ConvF32& conv) {
  return conv.y.are_innermost && HasWholeBlocks(conv.shape);
}

// The points of a block's picture as the kernel reads them.
ptrdiff_t PointStep(const ConvF32& conv) {
  return ReadsInPlace(conv) ? conv.x.point : static_cast<ptrdiff_t>(kBlock);
}

ptrdiff_t RowStep(const ConvF32& conv) {
  return ReadsInPlace(conv) ? conv.x.row : static_cast<ptrdiff_t>(conv.shape.Padded(1) * kBlock);
}

void CopyPoints(size_t points, size_t channels, const float* from, ptrdiff_t from_step, float* to,
                ptrdiff_t to_step) {
  for (size_t i = 0; i < points; ++i, from += from_step, to += to_step) {
    std::memcpy(to, from, channels * sizeof(float));
  }
}

// Brings the picture of a block, whose first channel is `first`, between its padding.
void TakeBlock(const ConvF32& conv, size_t first, size_t channels, const float* x, float* turned) {
  const ConvShape& s = conv.shape;
  const size_t picture = s.in[0] * s.in[1];
  for (size_t row = 0; row < s.in[0]; ++row) {
    const size_t at = (row + s.pads_before[0]) * s.Padded(1) + s.pads_before[1];
    float* const to = turned + at * kBlock;
    if (conv.x.are_innermost) {
      const float* from = x + static_cast<ptrdiff_t>(row) * conv.x.row + first;
      CopyPoints(s.in[1], channels, from, conv.x.point, to, kBlock);
    } else {
      const float* from = x + first * picture + row * s.in[1];
      conv.transpose(channels, s.in[1], from, picture, to, kBlock);
    }
  }
}

void GiveBlock(const ConvF32& conv, size_t first, size_t channels, const float* out, float* y) {
  const ConvShape& s = conv.shape;
  const size_t points = s.OutPoints();
  if (!conv.y.are_innermost) {
    return conv.transpose(points, channels, out, kBlock, y + first * points, points);
  }
  for (size_t row = 0; row < s.Out(0); ++row, out += s.Out(1) * kBlock) {
    float* const to = y + static_cast<ptrdiff_t>(row) * conv.y.row + first;
    CopyPoints(s.Out(1), channels, out, kBlock, to, conv.y.point);
  }
}

}  // namespace

bool SuitsDepthwise(const ConvShape& shape) {
  return shape.GroupInputs() == 1 && shape.GroupOutputs() == 1 && shape.groups >= kLeastChannels;
}

void LayOutDepthwise(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  conv->prepared_bytes = OffsetsBytes(s) + Blocks(s) * s.Taps() * kBlock * sizeof(float);
  conv->workspace_floats = (ReadsInPlace(*conv) ? 0 : TurnedFloats(s)) +
                           (WritesInPlace(*conv) ? 0 : s.OutPoints() * kBlock);
}

void PrepareDepthwise(ConvF32* conv, const float* w, char* prepared) {
  const ConvShape& s = conv->shape;
  const size_t taps = s.Taps();
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* weights = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t t = 0; t < taps; ++t) {
    const ptrdiff_t y = static_cast<ptrdiff_t>(t / s.kernel[1] * s.dilations[0]);
    const ptrdiff_t x = static_cast<ptrdiff_t>(t % s.kernel[1] * s.dilations[1]);
    offsets[t] = y * RowStep(*conv) + x * PointStep(*conv);
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
  const bool reads = ReadsInPlace(conv);
  const bool writes = WritesInPlace(conv);
  float* const turned = workspace;
  float* const out = reads ? workspace : workspace + TurnedFloats(s);
  float block_bias[kBlock] = {};
  DepthwiseArgs args;
  args.taps = s.Taps();
  args.run = s.dilations[1] == s.strides[1] ? s.kernel[1] : 1;
  args.height = s.Out(0);
  args.width = s.Out(1);
  args.offsets = conv.offsets;
  args.in_row_step = static_cast<ptrdiff_t>(s.strides[0]) * RowStep(conv);
  args.in_step = static_cast<ptrdiff_t>(s.strides[1]) * PointStep(conv);
  args.weights = conv.weights;
  args.bias = bias != nullptr ? block_bias : nullptr;
  args.activation = activation;
  args.out_row_step = writes ? conv.y.row : static_cast<ptrdiff_t>(s.Out(1) * kBlock);
  args.out_step = writes ? conv.y.point : static_cast<ptrdiff_t>(kBlock);
  // Padding stays zero from here on; pictures are put between it again and again.
  if (s.IsPadded()) std::memset(turned, 0, TurnedFloats(s) * sizeof(float));
  for (size_t first = 0; first < s.in_channels; first += kBlock) {
    const size_t left = s.in_channels - first;
    const size_t channels = left < kBlock ? left : kBlock;
    if (!reads) TakeBlock(conv, first, channels, x, turned);
    if (bias != nullptr) std::memcpy(block_bias, bias + first, channels * sizeof(float));
    args.in = reads ? x + first : turned;
    args.out = writes ? y + first : out;
    conv.depthwise(args);
    if (!writes) GiveBlock(conv, first, channels, out, y);
    args.weights += s.Taps() * kBlock;
  }
}

}  // namespace ossicle

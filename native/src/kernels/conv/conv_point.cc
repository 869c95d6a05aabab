#include "kernels/conv/conv_point.h"

namespace ossicle {
namespace {

constexpr size_t kBlock = kDepthwiseChannels;
constexpr size_t kAlignment = 64;

// Below, most lanes of the first block would idle.
constexpr size_t kLeastGroups = kBlock / 2;
// Beyond, a group fills vectors by itself.
constexpr size_t kMostOutputs = 11;

size_t Blocks(const ConvShape& shape) { return (shape.groups + kBlock - 1) / kBlock; }

size_t OffsetsBytes(const ConvShape& shape) {
  return (shape.Terms() * sizeof(ptrdiff_t) + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

bool SuitsPoint(const ConvShape& shape) {
  const bool whole = shape.kernel[0] == shape.in[0] && shape.kernel[1] == shape.in[1];
  return whole && shape.OutPoints() == 1 && !shape.IsPadded() && shape.groups >= kLeastGroups &&
         shape.GroupOutputs() <= kMostOutputs;
}

void LayOutPoint(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  const size_t weights = Blocks(s) * s.GroupOutputs() * s.Terms() * kBlock;
  conv->prepared_bytes = OffsetsBytes(s) + weights * sizeof(float);
  conv->workspace_floats = (s.Terms() + s.GroupOutputs()) * kBlock;
}

// Per block and output of a group: rows of terms, the sixteen groups innermost.
void PreparePoint(ConvF32* conv, const float* w, char* prepared) {
  const ConvShape& s = conv->shape;
  const size_t terms = s.Terms();
  const size_t outputs = s.GroupOutputs();
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* weights = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t t = 0; t < terms; ++t) offsets[t] = static_cast<ptrdiff_t>(t * kBlock);
  for (size_t i = 0; i < Blocks(s) * outputs * terms * kBlock; ++i) {
    const size_t row = i / kBlock;  // of a block, an output and a term
    const size_t group = row / terms / outputs * kBlock + i % kBlock;
    const size_t output = group * outputs + row / terms % outputs;
    weights[i] = group < s.groups ? w[output * terms + row % terms] : 0.0f;
  }
  conv->offsets = offsets;
  conv->weights = weights;
}

// To the depthwise kernel the outputs of a group are points, which all meet the same taps: the
// weights are its picture, and the turned picture its weights.
void RunPoint(const ConvF32& conv, const float* x, const float* bias, Activation activation,
              float* y, float* workspace) {
  const ConvShape& s = conv.shape;
  const size_t terms = s.Terms();
  const size_t outputs = s.GroupOutputs();
  float* const sums = workspace + terms * kBlock;
  DepthwiseArgs args;
  args.taps = terms;
  args.width = outputs;
  args.in = conv.weights;
  args.offsets = conv.offsets;
  args.in_step = static_cast<ptrdiff_t>(terms * kBlock);
  args.weights = workspace;
  args.activation = bias == nullptr ? activation : Activation::kNone;
  args.out = sums;
  for (size_t first = 0; first < s.groups; first += kBlock) {
    const size_t left = s.groups - first;
    const size_t groups = left < kBlock ? left : kBlock;
    conv.transpose(groups, terms, x + first * terms, terms, workspace, kBlock);
    conv.depthwise(args);
    conv.transpose(outputs, groups, sums, kBlock, y + first * outputs, outputs);
    args.in += outputs * terms * kBlock;
  }
  if (bias == nullptr) return;
  for (size_t o = 0; o < s.out_channels; ++o) y[o] += bias[o];
  ActivateRow(conv.unary, activation, y, s.out_channels);
}

}  // namespace ossicle

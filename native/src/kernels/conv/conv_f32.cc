#include "kernels/conv/conv_f32.h"

#include <cstring>

#include "cpu/allocate.h"
#include "kernels/conv/conv_depthwise.h"
#include "kernels/conv/conv_paired.h"
#include "kernels/conv/conv_point.h"
#include "kernels/conv/conv_winograd.h"

namespace ossicle {
namespace {

constexpr size_t kAlignment = 64;

// A product pays off when its columns fill vectors and its sums outweigh the two transpositions.
constexpr size_t kLeastOutputs = 12;
constexpr size_t kLeastTerms = 16;

ptrdiff_t PictureStep(const ChannelsInnermost& order, size_t channels, size_t points) {
  return order.are_innermost ? order.picture : static_cast<ptrdiff_t>(channels * points);
}

size_t RoundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

bool SuitsProduct(const ConvShape& shape) {
  const bool runs_adjoin = shape.dilations[1] == 1 || shape.kernel[0] == 1;
  return runs_adjoin && shape.GroupOutputs() >= kLeastOutputs && shape.Terms() >= kLeastTerms;
}

// The picture is a matrix as it stands. Where it has few points the weights, being longer, had
// better be packed.
constexpr size_t kLeastPoints = 64;

bool SuitsPointwise(const ConvShape& shape) {
  const bool as_it_stands = shape.Taps() == 1 && shape.strides[0] == 1 && shape.strides[1] == 1;
  return as_it_stands && !shape.IsPadded() && shape.OutPoints() >= kLeastPoints &&
         shape.GroupOutputs() >= kLeastOutputs && shape.GroupInputs() >= kLeastTerms;
}

size_t OffsetsBytes(const ConvShape& shape) {
  return RoundUp(shape.Terms() * sizeof(ptrdiff_t), kAlignment);
}

void LayOutProduct(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  const size_t packed = GemmF32PackedFloats(conv->gemm, s.Terms(), s.GroupOutputs());
  conv->reads_in_place = s.GroupInputs() == 1 && !s.IsPadded();
  conv->prepared_bytes = s.groups * packed * sizeof(float);
  conv->workspace_floats = s.OutPoints() * s.GroupOutputs();
  if (!conv->reads_in_place) {
    conv->workspace_floats += s.Padded(0) * s.Padded(1) * s.GroupInputs();
  }
}

void LayOutRows(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  conv->reads_in_place = !s.IsPadded() && s.strides[1] == 1;
  conv->prepared_bytes = OffsetsBytes(s) + s.out_channels * s.Terms() * sizeof(float);
  if (!conv->reads_in_place) {
    conv->workspace_floats = s.GroupInputs() * SplitPlane(s).Elements();
  }
}

bool PrepareProduct(ConvF32* conv, const float* w, float* packed) {
  const ConvShape& s = conv->shape;
  const size_t outputs = s.GroupOutputs();
  float* rows = static_cast<float*>(Allocate(outputs * s.Terms() * sizeof(float), kAlignment));
  if (rows == nullptr) return false;
  conv->weights = packed;
  for (size_t g = 0; g < s.groups; ++g) {
    PutChannelsInnermost(s, w + g * outputs * s.Terms(), rows);
    const MatrixView b = {rows, 1, static_cast<ptrdiff_t>(s.Terms())};
    GemmF32Pack(conv->gemm, s.Terms(), outputs, b, packed);
    packed += GemmF32PackedFloats(conv->gemm, s.Terms(), outputs);
  }
  Free(rows);
  return true;
}

void PrepareRows(ConvF32* conv, const float* w, char* prepared) {
  const ConvShape& s = conv->shape;
  const SplitPlane plane(s);
  const size_t plane_elements = conv->reads_in_place ? s.in[0] * s.in[1] : plane.Elements();
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* weights = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t i = 0; i < s.Terms(); ++i) {
    const size_t tap = i % s.Taps();
    offsets[i] = static_cast<ptrdiff_t>(i / s.Taps() * plane_elements) +
                 plane.Offset(s, tap / s.kernel[1], tap % s.kernel[1]);
  }
  std::memcpy(weights, w, s.out_channels * s.Terms() * sizeof(float));
  conv->offsets = offsets;
  conv->weights = weights;
}

void RunRows(const ConvF32& conv, const float* x, const float* bias, Activation activation,
             float* y, float* workspace) {
  const ConvShape& s = conv.shape;
  const size_t picture = s.in[0] * s.in[1];
  const size_t inputs = s.GroupInputs();
  const SplitPlane plane(s);
  RowconvArgs args;
  args.channels = s.GroupOutputs();
  args.taps = s.Terms();
  args.height = s.Out(0);
  args.width = s.Out(1);
  args.offsets = conv.offsets;
  args.weights = conv.weights;
  args.bias = bias;
  args.activation = activation;
  args.out = y;
  args.out_row_step = static_cast<ptrdiff_t>(s.Out(1));
  args.out_channel_step = static_cast<ptrdiff_t>(s.OutPoints());
  if (conv.reads_in_place) {
    args.groups = s.groups;
    args.in = x;
    args.in_row_step = static_cast<ptrdiff_t>(s.strides[0] * s.in[1]);
    args.in_group_step = static_cast<ptrdiff_t>(inputs * picture);
    return conv.rowconv(args);
  }
  // Padding stays zero from here on; pictures are put between it again and again.
  if (s.IsPadded()) std::memset(workspace, 0, conv.workspace_floats * sizeof(float));
  args.in = workspace;
  args.in_row_step = static_cast<ptrdiff_t>(s.strides[0] * plane.row);
  for (size_t g = 0; g < s.groups; ++g) {
    for (size_t c = 0; c < inputs; ++c) {
      plane.Fill(s, x, workspace + c * plane.Elements(), [](float v) { return v; });
      x += picture;
    }
    conv.rowconv(args);
    args.weights += args.channels * args.taps;
    if (bias != nullptr) args.bias += args.channels;
    args.out += static_cast<ptrdiff_t>(args.channels) * args.out_channel_step;
  }
}

// Turns a group's channels innermost, with the padding around them already in place.
void TurnPicture(const ConvF32& conv, const float* x, float* turned) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.GroupInputs();
  for (size_t row = 0; row < s.in[0]; ++row) {
    const size_t at = (row + s.pads_before[0]) * s.Padded(1) + s.pads_before[1];
    conv.transpose(inputs, s.in[1], x + row * s.in[1], s.in[0] * s.in[1], turned + at * inputs,
                   inputs);
  }
}

void RunProduct(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                float* y, float* workspace, const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.GroupInputs();
  const size_t outputs = s.GroupOutputs();
  const size_t points = s.OutPoints();
  const bool one_column = s.Out(1) == 1;
  float* turned = workspace + points * outputs;
  GemmF32Args args;
  args.m = one_column ? s.Out(0) : s.Out(1);
  args.n = outputs;
  args.k = s.Terms();
  const size_t row_step = s.strides[0] * s.Padded(1) * inputs;
  args.a_row_stride = static_cast<ptrdiff_t>(one_column ? row_step : s.strides[1] * inputs);
  // Taps of one kernel row adjoin, unless they are dilated; then there is one row only.
  const bool dilated = s.dilations[1] != 1;
  args.a_segments = dilated ? s.kernel[1] : s.kernel[0];
  args.a_segment_stride = static_cast<ptrdiff_t>(dilated ? s.dilations[1] * inputs
                                                         : s.dilations[0] * s.Padded(1) * inputs);
  args.c_row_stride = static_cast<ptrdiff_t>(outputs);
  args.activation = activation;
  // As in RunRows.
  if (s.IsPadded()) {
    std::memset(turned, 0, s.Padded(0) * s.Padded(1) * inputs * sizeof(float));
  }
  for (size_t g = 0; g < s.groups; ++g) {
    const float* picture = x + g * inputs * s.in[0] * s.in[1];
    if (!conv.reads_in_place) TurnPicture(conv, picture, turned);
    const size_t packed = g * GemmF32PackedFloats(conv.gemm, args.k, outputs);
    GemmF32UsePacked(conv.gemm, conv.weights + packed, &args);
    args.bias = bias != nullptr ? bias + g * outputs : nullptr;
    for (size_t row = 0; row < (one_column ? 1 : s.Out(0)); ++row) {
      args.a = (conv.reads_in_place ? picture : turned) + row * row_step;
      args.c = workspace + row * s.Out(1) * outputs;
      GemmF32Run(conv.gemm, args, helpers);
    }
    conv.transpose(points, outputs, workspace, outputs, y + g * outputs * points, points);
  }
}

// y = W x, group by group.
void RunPointwise(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                  float* y) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.GroupInputs();
  const size_t outputs = s.GroupOutputs();
  const size_t points = s.OutPoints();
  GemmF32Args args;
  args.m = outputs;
  args.n = points;
  args.k = inputs;
  args.c_row_stride = static_cast<ptrdiff_t>(points);
  args.activation = activation;
  for (size_t g = 0; g < s.groups; ++g) {
    const MatrixView w = {conv.weights + g * outputs * inputs, static_cast<ptrdiff_t>(inputs), 1};
    args.row_bias = bias != nullptr ? bias + g * outputs : nullptr;
    args.c = y + g * outputs * points;
    GemmF32Dynamic(conv.gemm, w, {x + g * inputs * points, static_cast<ptrdiff_t>(points), 1}, args,
                   nullptr);
  }
}

}  // namespace

const char* ConvWayName(ConvWay way) {
  switch (way) {
    case ConvWay::kRows:
      return "conv_f32_rows";
    case ConvWay::kProduct:
      return "conv_f32_product";
    case ConvWay::kWinograd:
      return "conv_f32_winograd";
    case ConvWay::kPointwise:
      return "conv_f32_pointwise";
    case ConvWay::kPaired:
      return "conv_f32_paired";
    case ConvWay::kDepthwise:
      return "conv_f32_depthwise";
    case ConvWay::kPoint:
      return "conv_f32_point";
  }
  return "";
}

bool ConvF32TakesChannelsInnermost(const ConvShape& shape) {
  return SuitsDepthwise(shape) && shape.Taps() > 1;
}

ConvF32 ConvF32Layout(const ConvShape& shape, arch::Features features, const ChannelsInnermost& x,
                      const ChannelsInnermost& y) {
  ConvF32 conv;
  conv.shape = Flattened(shape);
  conv.x = x;
  conv.y = y;
  if (IsColumn(shape)) {
    conv.x.point = x.row;
    conv.y.point = y.row;
  }
  conv.way = SuitsDepthwise(conv.shape)   ? ConvWay::kDepthwise
             : SuitsPointwise(conv.shape) ? ConvWay::kPointwise
             : SuitsWinograd(conv.shape)  ? ConvWay::kWinograd
             : SuitsProduct(conv.shape)   ? ConvWay::kProduct
             : SuitsPoint(conv.shape)     ? ConvWay::kPoint
                                          : ConvWay::kRows;
  conv.depthwise = DepthwiseKernels().Select(features).kernel;
  conv.rowconv = RowconvKernels().Select(features).kernel;
  conv.gemm = GemmF32Kernels().Select(features).kernel;
  if (conv.way == ConvWay::kPointwise && SuitsPaired(conv.shape, features)) {
    conv.way = ConvWay::kPaired;
  }
  conv.paired = PairedKernels().Select(features).kernel;
  conv.winograd = WinogradKernels().Select(features).kernel;
  conv.transpose = TransposeKernels().Select(features).kernel;
  conv.unary = UnaryKernels().Select(features).kernel;
  switch (conv.way) {
    case ConvWay::kRows:
      LayOutRows(&conv);
      break;
    case ConvWay::kProduct:
      LayOutProduct(&conv);
      break;
    case ConvWay::kWinograd:
      LayOutWinograd(&conv);
      break;
    case ConvWay::kPointwise:
      conv.prepared_bytes = conv.shape.out_channels * conv.shape.Terms() * sizeof(float);
      break;
    case ConvWay::kPaired:
      LayOutPaired(&conv);
      break;
    case ConvWay::kDepthwise:
      LayOutDepthwise(&conv);
      break;
    case ConvWay::kPoint:
      LayOutPoint(&conv);
  }
  return conv;
}

bool ConvF32Prepare(ConvF32* conv, const float* w, void* prepared) {
  switch (conv->way) {
    case ConvWay::kRows:
      PrepareRows(conv, w, static_cast<char*>(prepared));
      return true;
    case ConvWay::kProduct:
      return PrepareProduct(conv, w, static_cast<float*>(prepared));
    case ConvWay::kWinograd:
      return PrepareWinograd(conv, w, static_cast<float*>(prepared));
    case ConvWay::kPointwise:
      std::memcpy(prepared, w, conv->prepared_bytes);
      conv->weights = static_cast<const float*>(prepared);
      return true;
    case ConvWay::kPaired:
      PreparePaired(conv, w, static_cast<float*>(prepared));
      return true;
    case ConvWay::kDepthwise:
      PrepareDepthwise(conv, w, static_cast<char*>(prepared));
      return true;
    case ConvWay::kPoint:
      PreparePoint(conv, w, static_cast<char*>(prepared));
      return true;
  }
  return false;
}

void ConvF32Run(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                float* y, float* workspace, const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  if (s.OutPoints() == 0) return;
  for (size_t n = 0; n < s.batch; ++n) {
    switch (conv.way) {
      case ConvWay::kRows:
        RunRows(conv, x, bias, activation, y, workspace);
        break;
      case ConvWay::kProduct:
        RunProduct(conv, x, bias, activation, y, workspace, helpers);
        break;
      case ConvWay::kWinograd:
        RunWinograd(conv, x, bias, activation, y, workspace, helpers);
        break;
      case ConvWay::kPointwise:
        RunPointwise(conv, x, bias, activation, y);
        break;
      case ConvWay::kPaired:
        RunPaired(conv, x, bias, activation, y, workspace);
        break;
      case ConvWay::kDepthwise:
        RunDepthwise(conv, x, bias, activation, y, workspace);
        break;
      case ConvWay::kPoint:
        RunPoint(conv, x, bias, activation, y, workspace);
    }
    x += PictureStep(conv.x, s.in_channels, s.in[0] * s.in[1]);
    y += PictureStep(conv.y, s.out_channels, s.OutPoints());
  }
}

}  // namespace ossicle

#include "kernels/conv/conv_integer.h"

#include <cstring>

#include "cpu/allocate.h"
#include "kernels/transpose/bytes.h"

namespace ossicle {
namespace {

constexpr size_t kAlignment = 64;

// Sums of this many products of numbers below 256 stay below 2^24, where floats are exact.
constexpr size_t kMostExactTerms = 258;
constexpr size_t kLeastOutputs = 12;
constexpr size_t kLeastTerms = 16;

size_t RoundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

int32_t Value(uint8_t byte, bool is_signed) {
  return is_signed ? static_cast<int8_t>(byte) : static_cast<int32_t>(byte);
}

// Adjacent bytes in a run of terms, and the number of runs, of the product.
size_t Segments(const ConvInteger& conv) {
  if (conv.gathers) return 1;
  return conv.shape.dilations[1] != 1 ? conv.shape.kernel[1] : conv.shape.kernel[0];
}

size_t PackedBytes(const ConvInteger& conv) {
  const ConvShape& s = conv.shape;
  const size_t bytes = GemmU8S8PackedBytes(conv.gemm, s.Terms(), s.GroupOutputs(), Segments(conv));
  return RoundUp(bytes, kAlignment);
}

size_t OffsetsBytes(const ConvShape& shape) {
  return RoundUp(shape.Terms() * sizeof(ptrdiff_t), kAlignment);
}

void LayOutProduct(ConvInteger* conv) {
  const ConvShape& s = conv->shape;
  const bool runs_adjoin = s.dilations[1] == 1 || s.kernel[0] == 1;
  const bool whole_groups = s.GroupInputs() * s.kernel[1] % kGemmU8S8Group == 0;
  conv->gathers = !runs_adjoin || (s.kernel[0] > 1 && !whole_groups);
  conv->prepared_bytes =
      RoundUp(s.groups * sizeof(PackedU8S8), kAlignment) + s.groups * PackedBytes(*conv);
  conv->workspace_bytes = s.OutPoints() * s.GroupOutputs() * sizeof(int32_t) +
                          s.Padded(0) * s.Padded(1) * s.GroupInputs();
  if (conv->gathers) conv->workspace_bytes += s.Out(1) * s.Terms();
}

void LayOutRows(ConvInteger* conv) {
  const ConvShape& s = conv->shape;
  conv->prepared_bytes = OffsetsBytes(s) + s.out_channels * s.Terms() * sizeof(float);
  const size_t planes = s.GroupInputs() * SplitPlane(s).Elements();
  conv->workspace_bytes = (planes + s.GroupOutputs() * s.OutPoints()) * sizeof(float);
}

int32_t ZeroPoint(const ConvIntegerWeights& weights, size_t channel) {
  if (weights.zero_points == nullptr) return 0;
  return weights.zero_points[channel * weights.zero_point_stride];
}

bool PrepareProduct(ConvInteger* conv, const ConvIntegerWeights& weights, char* prepared) {
  const ConvShape& s = conv->shape;
  const size_t outputs = s.GroupOutputs();
  uint8_t* rows = static_cast<uint8_t*>(Allocate(outputs * s.Terms(), kAlignment));
  if (rows == nullptr) return false;
  PackedU8S8* panels = reinterpret_cast<PackedU8S8*>(prepared);
  char* packed = prepared + RoundUp(s.groups * sizeof(PackedU8S8), kAlignment);
  for (size_t g = 0; g < s.groups; ++g, packed += PackedBytes(*conv)) {
    PutChannelsInnermost(s, weights.w + g * outputs * s.Terms(), rows);
    ByteMatrix b;
    b.data = rows;
    b.row_stride = 1;
    b.column_stride = static_cast<ptrdiff_t>(s.Terms());
    b.is_signed = weights.is_signed;
    b.zero_point_stride = weights.zero_point_stride;
    if (weights.zero_points != nullptr) {
      b.zero_points = weights.zero_points + g * outputs * weights.zero_point_stride;
    }
    panels[g] = GemmU8S8Pack(conv->gemm, s.Terms(), outputs, Segments(*conv), b, packed);
  }
  Free(rows);
  conv->panels = panels;
  return true;
}

void PrepareRows(ConvInteger* conv, const ConvIntegerWeights& weights, char* prepared) {
  const ConvShape& s = conv->shape;
  const SplitPlane plane(s);
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* floats = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t i = 0; i < s.Terms(); ++i) {
    const size_t tap = i % s.Taps();
    offsets[i] = static_cast<ptrdiff_t>(i / s.Taps() * plane.Elements()) +
                 plane.Offset(s, tap / s.kernel[1], tap % s.kernel[1]);
  }
  for (size_t i = 0; i < s.out_channels * s.Terms(); ++i) {
    const int32_t zero = ZeroPoint(weights, i / s.Terms());
    floats[i] = static_cast<float>(Value(weights.w[i], weights.is_signed) - zero);
  }
  conv->offsets = offsets;
  conv->weights = floats;
}

void RunRows(const ConvInteger& conv, const uint8_t* x, bool x_is_signed, int32_t x_zero,
             int32_t* y, float* workspace) {
  const ConvShape& s = conv.shape;
  const SplitPlane plane(s);
  const size_t planes = s.GroupInputs() * plane.Elements();
  const size_t results = s.GroupOutputs() * s.OutPoints();
  RowconvArgs args;
  args.channels = s.GroupOutputs();
  args.taps = s.Terms();
  args.height = s.Out(0);
  args.width = s.Out(1);
  args.in = workspace;
  args.offsets = conv.offsets;
  args.in_row_step = static_cast<ptrdiff_t>(s.strides[0] * plane.row);
  args.weights = conv.weights;
  args.out = workspace + planes;
  args.out_row_step = static_cast<ptrdiff_t>(s.Out(1));
  args.out_channel_step = static_cast<ptrdiff_t>(s.OutPoints());
  if (s.IsPadded()) std::memset(workspace, 0, planes * sizeof(float));
  for (size_t g = 0; g < s.groups; ++g) {
    for (size_t c = 0; c < s.GroupInputs(); ++c, x += s.in[0] * s.in[1]) {
      plane.Fill(s, x, workspace + c * plane.Elements(), [=](uint8_t byte) {
        return static_cast<float>(Value(byte, x_is_signed) - x_zero);
      });
    }
    conv.rowconv(args);
    args.weights += args.channels * args.taps;
    for (size_t i = 0; i < results; ++i) *y++ = static_cast<int32_t>(args.out[i]);
  }
}

// Turns a group's channels innermost, with the padding around them already in place.
void TurnPicture(const ConvShape& s, const uint8_t* x, uint8_t* turned) {
  for (size_t row = 0; row < s.in[0]; ++row) {
    const size_t at = (row + s.pads_before[0]) * s.Padded(1) + s.pads_before[1];
    TransposeBytes(s.GroupInputs(), s.in[1], x + row * s.in[1], s.in[0] * s.in[1],
                   turned + at * s.GroupInputs(), s.GroupInputs());
  }
}

// Brings the terms of each element of an output row together.
void GatherRow(const ConvShape& s, const uint8_t* turned, uint8_t* terms) {
  const size_t inputs = s.GroupInputs();
  for (size_t x = 0; x < s.Out(1); ++x) {
    for (size_t t = 0; t < s.Taps(); ++t, terms += inputs) {
      const size_t row = t / s.kernel[1] * s.dilations[0];
      const size_t column = x * s.strides[1] + t % s.kernel[1] * s.dilations[1];
      std::memcpy(terms, turned + (row * s.Padded(1) + column) * inputs, inputs);
    }
  }
}

GemmU8S8Args ProductArgs(const ConvInteger& conv, bool x_is_signed, const int32_t* x_zero) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.GroupInputs();
  const bool dilated = s.dilations[1] != 1;
  GemmU8S8Args args;
  args.m = s.Out(1);
  args.n = s.GroupOutputs();
  args.k = s.Terms();
  args.a_row_stride = static_cast<ptrdiff_t>(conv.gathers ? s.Terms() : s.strides[1] * inputs);
  args.segments = Segments(conv);
  args.a_segment_stride = static_cast<ptrdiff_t>(dilated ? s.dilations[1] * inputs
                                                         : s.dilations[0] * s.Padded(1) * inputs);
  args.a_is_signed = x_is_signed;
  args.a_zero_points = x_zero;
  args.c_row_stride = static_cast<ptrdiff_t>(s.GroupOutputs());
  return args;
}

void RunProduct(const ConvInteger& conv, const uint8_t* x, bool x_is_signed, int32_t x_zero,
                int32_t* y, int32_t* results, const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  const size_t inputs = s.GroupInputs();
  const size_t outputs = s.GroupOutputs();
  const size_t points = s.OutPoints();
  uint8_t* turned = reinterpret_cast<uint8_t*>(results + points * outputs);
  uint8_t* terms = turned + s.Padded(0) * s.Padded(1) * inputs;
  GemmU8S8Args args = ProductArgs(conv, x_is_signed, &x_zero);
  if (s.IsPadded()) std::memset(turned, x_zero & 0xFF, s.Padded(0) * s.Padded(1) * inputs);
  for (size_t g = 0; g < s.groups; ++g) {
    TurnPicture(s, x + g * inputs * s.in[0] * s.in[1], turned);
    args.b = conv.panels[g];
    for (size_t row = 0; row < s.Out(0); ++row) {
      args.a = turned + row * s.strides[0] * s.Padded(1) * inputs;
      if (conv.gathers) {
        GatherRow(s, args.a, terms);
        args.a = terms;
      }
      args.c_int = results + row * s.Out(1) * outputs;
      GemmU8S8Run(conv.gemm, args, helpers);
    }
    // The transposition moves bits, whatever they mean.
    conv.transpose(points, outputs, reinterpret_cast<const float*>(results), outputs,
                   reinterpret_cast<float*>(y + g * outputs * points), points);
  }
}

}  // namespace

ConvInteger ConvIntegerLayout(const ConvShape& shape, arch::Features features) {
  ConvInteger conv;
  conv.shape = Flattened(shape);
  const bool suits =
      conv.shape.GroupOutputs() >= kLeastOutputs && conv.shape.Terms() >= kLeastTerms;
  conv.by_product = suits || conv.shape.Terms() > kMostExactTerms;
  conv.rowconv = RowconvKernels().Select(features).kernel;
  conv.gemm = GemmU8S8Kernels().Select(features).kernel;
  conv.transpose = TransposeKernels().Select(features).kernel;
  if (conv.by_product) {
    LayOutProduct(&conv);
  } else {
    LayOutRows(&conv);
  }
  return conv;
}

bool ConvIntegerPrepare(ConvInteger* conv, const ConvIntegerWeights& weights, void* prepared) {
  if (conv->by_product) return PrepareProduct(conv, weights, static_cast<char*>(prepared));
  PrepareRows(conv, weights, static_cast<char*>(prepared));
  return true;
}

void ConvIntegerRun(const ConvInteger& conv, const uint8_t* x, bool x_is_signed, int32_t x_zero,
                    int32_t* y, void* workspace, const Helpers& helpers) {
  const ConvShape& s = conv.shape;
  if (s.OutPoints() == 0) return;
  for (size_t n = 0; n < s.batch; ++n) {
    if (conv.by_product) {
      RunProduct(conv, x, x_is_signed, x_zero, y, static_cast<int32_t*>(workspace), helpers);
    } else {
      RunRows(conv, x, x_is_signed, x_zero, y, static_cast<float*>(workspace));
    }
    x += s.in_channels * s.in[0] * s.in[1];
    y += s.out_channels * s.OutPoints();
  }
}

}  // namespace ossicle

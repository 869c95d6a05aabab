#include <vector>

#include "kernels/conv/conv_f32.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

void TimeConv(Session* session, const Shape& shape) {
  ConvShape s;
  s.in_channels = shape[0];
  s.out_channels = shape[1];
  s.groups = shape[2];
  for (int axis = 0; axis < 2; ++axis) {
    s.in[axis] = shape[3 + static_cast<size_t>(axis)];
    s.kernel[axis] = shape[5 + static_cast<size_t>(axis)];
    s.strides[axis] = shape[7];
    s.pads_before[axis] = s.pads_after[axis] = s.kernel[axis] > 1 ? shape[8] : 0;
  }
  ConvF32 conv = ConvF32Layout(s, session->options().features);
  const std::vector<float> x(s.in_channels * s.in[0] * s.in[1], 0.5f);
  const std::vector<float> w(s.out_channels * s.Terms(), 0.1f);
  std::vector<float> y(s.out_channels * s.OutPoints()), workspace(conv.workspace_floats);
  std::vector<char> memory(conv.prepared_bytes + 64);
  char* prepared = memory.data() + (64 - reinterpret_cast<uintptr_t>(memory.data()) % 64) % 64;
  if (!ConvF32Prepare(&conv, w.data(), prepared)) return;
  const double products = static_cast<double>(y.size() * s.Terms());
  session->Time(ConvWayName(conv.way), shape, 2.0 * products, 0.0, [&] {
    ConvF32Run(conv, x.data(), nullptr, Activation::kNone, y.data(), workspace.data());
  });
}

}  // namespace

void Bench_conv(Session* session) {
  if (!session->Open("conv", "INxOUTxGROUPSxHxWxKHxKWxSTRIDExPAD")) return;
  if (!session->options().times) return;
  const std::vector<Shape> shapes = {
      {512, 512, 512, 1, 46, 1, 31, 1, 0},   // cached depthwise
      {512, 512, 512, 1, 16, 1, 31, 1, 15},  // depthwise
      {512, 1024, 1, 1, 16, 1, 1, 1, 0},     // pointwise
      {128, 128, 128, 12, 19, 7, 7, 1, 3},   // depthwise on pictures
      {256, 256, 256, 16, 20, 3, 3, 2, 1},   // the same with stride
      {1, 8, 1, 45, 80, 3, 3, 1, 0},         // first picture layer
      {32, 128, 1, 21, 39, 3, 3, 1, 0},      // dense picture layer
      {1, 258, 1, 1, 640, 1, 256, 128, 0},   // short-time spectrum
      {768, 768, 16, 1, 50, 1, 19, 1, 9},    // grouped
      {512, 512, 128, 1, 2, 1, 2, 1, 0},     // small groups onto a point
  };
  for (const Shape& shape : session->Shapes(shapes)) TimeConv(session, shape);
}

}  // namespace ossicle::bench

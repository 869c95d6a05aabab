#include "kernels/conv/conv_paired.h"

namespace ossicle {
namespace {

// Below, bringing the picture to magnitude and back costs more than is saved.
constexpr size_t kLeastInputs = 32;
constexpr size_t kLeastOutputs = 64;

size_t GroupFloats(const ConvShape& s) {
  return PairedPreparedFloats(s.GroupOutputs(), s.GroupInputs());
}

}  // namespace

bool SuitsPaired(const ConvShape& shape, arch::Features features) {
  const bool gains = PairedKernels().Select(features).needs != arch::kNone;
  return gains && shape.GroupInputs() >= kLeastInputs && shape.GroupOutputs() >= kLeastOutputs;
}

void LayOutPaired(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  conv->prepared_bytes = s.groups * GroupFloats(s) * sizeof(float);
  conv->workspace_floats = PairedWorkspaceFloats(conv->paired, s.GroupInputs());
}

void PreparePaired(ConvF32* conv, const float* w, float* prepared) {
  const ConvShape& s = conv->shape;
  conv->weights = prepared;
  for (size_t g = 0; g < s.groups; ++g) {
    PairedPrepare(s.GroupOutputs(), s.GroupInputs(), w, prepared);
    w += s.GroupOutputs() * s.GroupInputs();
    prepared += GroupFloats(s);
  }
}

void RunPaired(const ConvF32& conv, const float* x, const float* bias, Activation activation,
               float* y, float* workspace) {
  const ConvShape& s = conv.shape;
  PairedArgs args;
  args.m = s.GroupOutputs();
  args.n = s.OutPoints();
  args.k = s.GroupInputs();
  args.b_row_stride = args.c_row_stride = static_cast<ptrdiff_t>(args.n);
  args.activation = activation;
  args.workspace = workspace;
  for (size_t g = 0; g < s.groups; ++g) {
    args.prepared = conv.weights + g * GroupFloats(s);
    args.b = x + g * args.k * args.n;
    args.c = y + g * args.m * args.n;
    args.row_bias = bias != nullptr ? bias + g * args.m : nullptr;
    conv.paired.run(args);
  }
}

}  // namespace ossicle

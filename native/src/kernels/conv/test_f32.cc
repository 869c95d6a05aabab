#include <cmath>
#include <cstring>
#include <vector>

#include "kernels/conv/conv_f32.h"
#include "tests/activated.h"
#include "tests/check.h"
#include "tests/each_feature_set.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

struct Expected {
  double value;
  double magnitude;
};

// One element of the output by the definition.
Expected Element(const ConvShape& s, const float* x, const float* w, size_t n, size_t o, size_t oy,
                 size_t ox) {
  const size_t inputs = s.in_channels / s.groups;
  const size_t first = o / (s.out_channels / s.groups) * inputs;
  Expected sum = {0.0, 1.0};
  for (size_t c = 0; c < inputs; ++c) {
    for (size_t ky = 0; ky < s.kernel[0]; ++ky) {
      for (size_t kx = 0; kx < s.kernel[1]; ++kx) {
        const size_t y = oy * s.strides[0] + ky * s.dilations[0];
        const size_t z = ox * s.strides[1] + kx * s.dilations[1];
        if (y < s.pads_before[0] || y >= s.pads_before[0] + s.in[0]) continue;
        if (z < s.pads_before[1] || z >= s.pads_before[1] + s.in[1]) continue;
        const size_t row = (n * s.in_channels + first + c) * s.in[0] + y - s.pads_before[0];
        const size_t tap = ((o * inputs + c) * s.kernel[0] + ky) * s.kernel[1] + kx;
        const double product = static_cast<double>(x[row * s.in[1] + z - s.pads_before[1]]) *
                               static_cast<double>(w[tap]);
        sum.value += product;
        sum.magnitude += std::fabs(product);
      }
    }
  }
  return sum;
}

struct Problem {
  ConvShape shape;
  Guarded<float> x, w, bias, y;

  Problem(const ConvShape& s, Edge edge)
      : shape(s),
        x(s.batch * s.in_channels * s.in[0] * s.in[1], edge),
        w(s.out_channels * s.in_channels / s.groups * s.kernel[0] * s.kernel[1], edge),
        bias(s.out_channels, edge),
        y(s.batch * s.out_channels * s.Out(0) * s.Out(1), edge) {
    test::Random random(s.in_channels * 31 + s.in[1]);
    random.Fill(x, -1.0f, 1.0f);
    random.Fill(w, -1.0f, 1.0f);
    random.Fill(bias, -1.0f, 1.0f);
  }

  void Run(arch::Features features, bool biased, Activation activation) {
    ConvF32 conv = ConvF32Layout(shape, features);
    Guarded<char> prepared((conv.prepared_bytes + 63) / 64 * 64, Edge::kBack);
    Guarded<float> workspace(conv.workspace_floats, Edge::kBack);
    CHECK(ConvF32Prepare(&conv, w.data(), prepared.data()));
    // A second run must not depend on what the first left behind.
    for (int run = 0; run < 2; ++run) {
      for (size_t i = 0; i < workspace.size(); ++i) workspace[i] = NAN;
      ConvF32Run(conv, x.data(), biased ? bias.data() : nullptr, activation, y.data(),
                 workspace.data());
    }
  }
};

void ComparesWithDefinition(arch::Features features, const ConvShape& s, const char* what,
                            Edge edge = Edge::kBack, bool biased = true,
                            Activation activation = Activation::kNone) {
  Problem problem(s, edge);
  problem.Run(features, biased, activation);
  const size_t points = s.Out(0) * s.Out(1);
  // By Winograd's algorithm an element takes part in the rounding of the rows beside it.
  const bool shares_rounding = ConvF32Layout(s, features).way == ConvWay::kWinograd;
  const double least = shares_rounding ? static_cast<double>(s.Terms()) / 4 : 0.0;
  for (size_t at = 0; at < problem.y.size(); ++at) {
    const size_t n = at / points / s.out_channels;
    const size_t o = at / points % s.out_channels;
    const size_t point = at % points;
    Expected wanted =
        Element(s, problem.x.data(), problem.w.data(), n, o, point / s.Out(1), point % s.Out(1));
    if (biased) wanted.value += static_cast<double>(problem.bias[o]);
    wanted.value = test::Activated(activation, wanted.value);
    CHECK_MSG(test::Close(problem.y[at], wanted.value, 20.0, std::fmax(wanted.magnitude, least)),
              "%s [%zu,%zu,%zu]: %g, wanted %g", what, n, o, point, problem.y[at], wanted.value);
  }
}

ConvShape OneD(size_t in, size_t out, size_t groups, size_t length, size_t kernel, size_t pad) {
  ConvShape s;
  s.in_channels = in;
  s.out_channels = out;
  s.groups = groups;
  s.in[1] = length;
  s.kernel[1] = kernel;
  s.pads_before[1] = s.pads_after[1] = pad;
  return s;
}

ConvShape TwoD(size_t in, size_t out, size_t groups, size_t height, size_t width, size_t kernel,
               size_t pad) {
  ConvShape s = OneD(in, out, groups, width, kernel, pad);
  s.in[0] = height;
  s.kernel[0] = kernel;
  s.pads_before[0] = s.pads_after[0] = pad;
  return s;
}

// Shapes of the published speech models, shortened where only time is saved.
void RunsShapesOfModels(arch::Features features) {
  ComparesWithDefinition(features, OneD(48, 48, 48, 46, 31, 0), "cached depthwise k31");
  ComparesWithDefinition(features, OneD(48, 48, 48, 16, 31, 15), "depthwise k31 padded");
  ComparesWithDefinition(features, OneD(32, 32, 32, 19, 8, 0), "depthwise k8 short");
  ComparesWithDefinition(features, OneD(5, 5, 5, 19, 8, 2), "depthwise, few channels");
  ComparesWithDefinition(features, OneD(64, 96, 1, 16, 1, 0), "pointwise");
  ComparesWithDefinition(features, OneD(258, 64, 1, 4, 3, 1), "dense k3 on few frames");
  ComparesWithDefinition(features, TwoD(1, 8, 1, 45, 80, 3, 0), "first picture layer");
  ComparesWithDefinition(features, TwoD(24, 24, 24, 12, 19, 7, 3), "depthwise 7x7");
  ComparesWithDefinition(features, TwoD(24, 72, 1, 5, 19, 1, 0), "pointwise on pictures");
  ComparesWithDefinition(features, TwoD(32, 64, 2, 4, 17, 1, 0), "pointwise in groups",
                         Edge::kFront, false, Activation::kTanh);
  ComparesWithDefinition(features, TwoD(96, 130, 2, 5, 19, 1, 0), "pairs of terms, in groups",
                         Edge::kBack, true, Activation::kRelu);
  ComparesWithDefinition(features, TwoD(35, 64, 1, 4, 17, 1, 0), "pairs of terms, some left",
                         Edge::kFront, false, Activation::kTanh);
  ComparesWithDefinition(features, OneD(32, 32, 8, 2, 2, 0), "stateless prediction network");
  ComparesWithDefinition(features, OneD(148, 148, 37, 2, 2, 0), "many groups onto a point",
                         Edge::kFront, false, Activation::kRelu);
  ComparesWithDefinition(features, TwoD(54, 198, 18, 2, 2, 2, 0), "groups of pictures onto a point",
                         Edge::kBack, true, Activation::kTanh);
  ComparesWithDefinition(features, TwoD(9, 12, 3, 5, 5, 4, 0), "groups of four on a picture",
                         Edge::kFront, true, Activation::kRelu);
  ConvShape s = OneD(20, 16, 4, 9, 3, 0);
  s.strides[1] = 2;
  s.dilations[1] = 2;
  ComparesWithDefinition(features, s, "groups of four, dilated", Edge::kBack, false,
                         Activation::kTanh);
  s = OneD(1, 66, 1, 576, 256, 0);
  s.strides[1] = 128;
  ComparesWithDefinition(features, s, "short-time spectrum as convolution");
  s = TwoD(8, 32, 1, 21, 39, 3, 0);
  s.strides[0] = s.strides[1] = 2;
  ComparesWithDefinition(features, s, "dense 3x3 stride 2");
  s = TwoD(32, 128, 1, 21, 39, 3, 0);
  s.strides[1] = 2;
  ComparesWithDefinition(features, s, "three rows of taps, stride 2 along them");
  ComparesWithDefinition(features, TwoD(16, 32, 1, 8, 9, 3, 0), "three rows of taps, cut block");
  s = TwoD(16, 33, 1, 6, 9, 3, 1);
  s.batch = 2;
  s.kernel[1] = 2;
  ComparesWithDefinition(features, s, "three rows of two taps, padded", Edge::kFront, true,
                         Activation::kRelu);
  s = TwoD(17, 40, 1, 5, 7, 3, 2);
  s.pads_after[0] = 5;
  ComparesWithDefinition(features, s, "three rows of taps below the picture", Edge::kBack, false,
                         Activation::kTanh);
  s = TwoD(16, 16, 16, 11, 20, 3, 1);
  s.strides[0] = s.strides[1] = 2;
  ComparesWithDefinition(features, s, "depthwise 3x3 stride 2");
  s = OneD(64, 64, 4, 30, 19, 9);
  ComparesWithDefinition(features, s, "grouped k19");
  s = OneD(16, 16, 16, 0, 1, 0);
  s.in[0] = 25;
  s.in[1] = 1;
  s.kernel[0] = 20;
  ComparesWithDefinition(features, s, "depthwise along the outer axis");
  s = TwoD(16, 24, 1, 9, 3, 3, 0);
  s.pads_before[0] = 1;
  ComparesWithDefinition(features, s, "dense onto one column");
}

void RunsAnyGeometry(arch::Features features) {
  test::Random random(7);
  for (int i = 0; i < 150; ++i) {
    ConvShape s;
    s.batch = static_cast<size_t>(random.Int(1, 2));
    s.groups = static_cast<size_t>(random.Int(1, 3));
    const bool wide = random.Int(0, 1) == 1;
    s.in_channels = s.groups * static_cast<size_t>(random.Int(1, wide ? 17 : 3));
    s.out_channels = s.groups * static_cast<size_t>(random.Int(1, wide ? 35 : 5));
    for (int axis = 0; axis < 2; ++axis) {
      s.in[axis] = static_cast<size_t>(random.Int(1, axis == 0 ? 6 : 40));
      s.kernel[axis] = static_cast<size_t>(random.Int(1, 4));
      s.strides[axis] = static_cast<size_t>(random.Int(1, 3));
      s.dilations[axis] = static_cast<size_t>(random.Int(1, 2));
      s.pads_before[axis] = static_cast<size_t>(random.Int(0, 3));
      s.pads_after[axis] = static_cast<size_t>(random.Int(0, 3));
    }
    if (random.Int(0, 2) == 0) s.kernel[0] = s.strides[0] = s.dilations[0] = 1;
    const Activation activation = static_cast<Activation>(i % kActivations);
    ComparesWithDefinition(features, s, "random", i % 2 == 0 ? Edge::kFront : Edge::kBack,
                           i % 4 != 0, activation);
  }
}

// A long input gives the bits of its parts computed apart, as streaming does it.
void LongInputHasTheBitsOfItsParts(arch::Features features, const ConvShape& whole) {
  Problem problem(whole, Edge::kBack);
  problem.Run(features, true, Activation::kNone);
  ConvShape half = whole;
  const size_t reach = whole.kernel[1] - 1;
  half.in[1] = whole.Out(1) / 2 + reach;
  Problem part(half, Edge::kBack);
  std::memcpy(part.w.data(), problem.w.data(), problem.w.size() * sizeof(float));
  std::memcpy(part.bias.data(), problem.bias.data(), problem.bias.size() * sizeof(float));
  for (size_t c = 0; c < whole.in_channels; ++c) {
    std::memcpy(part.x.data() + c * half.in[1], problem.x.data() + c * whole.in[1],
                half.in[1] * sizeof(float));
  }
  part.Run(features, true, Activation::kNone);
  for (size_t o = 0; o < whole.out_channels; ++o) {
    CHECK(std::memcmp(part.y.data() + o * half.Out(1), problem.y.data() + o * whole.Out(1),
                      half.Out(1) * sizeof(float)) == 0);
  }
}

void FlattensWhatCanBeFlattened() {
  ConvShape column = OneD(3, 3, 3, 1, 1, 0);
  column.in[0] = 25;
  column.kernel[0] = 20;
  column.strides[0] = 2;
  const ConvShape flat = Flattened(column);
  CHECK(flat.in[0] == 1 && flat.in[1] == 25 && flat.kernel[1] == 20 && flat.strides[1] == 2);
  CHECK(Flattened(TwoD(3, 3, 1, 5, 7, 1, 0)).in[1] == 35);
  CHECK(Flattened(TwoD(3, 3, 1, 5, 7, 1, 1)).in[1] == 7);
  CHECK(OneD(1, 1, 1, 4, 5, 0).Out(1) == 0 && OneD(1, 1, 1, 4, 5, 1).Out(1) == 2);
}

}  // namespace

int main() {
  FlattensWhatCanBeFlattened();
  test::ForEachFeatureSet([](arch::Features features) {
    RunsShapesOfModels(features);
    RunsAnyGeometry(features);
    LongInputHasTheBitsOfItsParts(features, OneD(20, 20, 20, 95, 16, 0));
    LongInputHasTheBitsOfItsParts(features, OneD(20, 36, 1, 82, 3, 0));
    ComparesWithDefinition(features, OneD(2, 2, 1, 3, 5, 0), "kernel longer than input");
  });
  return test::Finish();
}

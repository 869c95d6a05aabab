#include <vector>

#include "kernels/conv/conv_integer.h"
#include "tests/check.h"
#include "tests/each_feature_set.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

struct Form {
  bool x_signed, w_signed, zero_per_channel;
};

int Value(uint8_t byte, bool is_signed) { return is_signed ? static_cast<int8_t>(byte) : byte; }

struct Problem {
  ConvShape shape;
  Form form;
  Guarded<uint8_t> x, w;
  Guarded<int32_t> zeros, y;
  int32_t x_zero;

  Problem(const ConvShape& s, Form f, Edge edge)
      : shape(s),
        form(f),
        x(s.batch * s.in_channels * s.in[0] * s.in[1], edge),
        w(s.out_channels * s.in_channels / s.groups * s.kernel[0] * s.kernel[1], edge),
        zeros(f.zero_per_channel ? s.out_channels : 1, edge),
        y(s.batch * s.out_channels * s.Out(0) * s.Out(1), edge) {
    test::Random random(s.in_channels * 31 + s.in[1]);
    for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<uint8_t>(random.Int(0, 255));
    for (size_t i = 0; i < w.size(); ++i) w[i] = static_cast<uint8_t>(random.Int(0, 255));
    for (size_t i = 0; i < zeros.size(); ++i) {
      zeros[i] = random.Int(0, 255) - (f.w_signed ? 128 : 0);
    }
    x_zero = random.Int(0, 255) - (f.x_signed ? 128 : 0);
  }

  int32_t Exact(size_t n, size_t o, size_t oy, size_t ox) const {
    const ConvShape& s = shape;
    const size_t inputs = s.in_channels / s.groups;
    const size_t first = o / (s.out_channels / s.groups) * inputs;
    int32_t sum = 0;
    for (size_t c = 0; c < inputs; ++c) {
      for (size_t tap = 0; tap < s.kernel[0] * s.kernel[1]; ++tap) {
        const size_t py = oy * s.strides[0] + tap / s.kernel[1] * s.dilations[0];
        const size_t px = ox * s.strides[1] + tap % s.kernel[1] * s.dilations[1];
        if (py < s.pads_before[0] || py >= s.pads_before[0] + s.in[0]) continue;
        if (px < s.pads_before[1] || px >= s.pads_before[1] + s.in[1]) continue;
        const size_t row = (n * s.in_channels + first + c) * s.in[0] + py - s.pads_before[0];
        const uint8_t xb = x[row * s.in[1] + px - s.pads_before[1]];
        const uint8_t wb = w[(o * inputs + c) * s.kernel[0] * s.kernel[1] + tap];
        sum += (Value(xb, form.x_signed) - x_zero) *
               (Value(wb, form.w_signed) - zeros[form.zero_per_channel ? o : 0]);
      }
    }
    return sum;
  }
};

void IsExact(arch::Features features, const ConvShape& s, Form form, Edge edge) {
  Problem problem(s, form, edge);
  ConvInteger conv = ConvIntegerLayout(s, features);
  Guarded<char> prepared((conv.prepared_bytes + 63) / 64 * 64, Edge::kBack);
  Guarded<int32_t> workspace((conv.workspace_bytes + 3) / 4, Edge::kBack);
  ConvIntegerWeights weights;
  weights.w = problem.w.data();
  weights.is_signed = form.w_signed;
  weights.zero_points = problem.zeros.data();
  weights.zero_point_stride = form.zero_per_channel ? 1 : 0;
  CHECK(ConvIntegerPrepare(&conv, weights, prepared.data()));
  for (int run = 0; run < 2; ++run) {
    for (size_t i = 0; i < workspace.size(); ++i) workspace[i] = -1;
    ConvIntegerRun(conv, problem.x.data(), form.x_signed, problem.x_zero, problem.y.data(),
                   workspace.data());
  }
  const size_t points = s.Out(0) * s.Out(1);
  for (size_t at = 0; at < problem.y.size(); ++at) {
    const size_t point = at % points;
    const int32_t wanted = problem.Exact(at / points / s.out_channels, at / points % s.out_channels,
                                         point / s.Out(1), point % s.Out(1));
    CHECK_MSG(problem.y[at] == wanted, "product=%d gathers=%d [%zu]: %d, wanted %d",
              conv.by_product, conv.gathers, at, problem.y[at], wanted);
  }
}

Form FormOf(int bits) { return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0}; }

// Extremes in the longest sum that goes through floats.
void IsExactAtTheLimitOfFloats(arch::Features features) {
  ConvShape s;
  s.in_channels = s.groups = s.out_channels = 1;
  s.in[1] = 300;
  s.kernel[1] = 258;
  Problem problem(s, {false, false, false}, Edge::kBack);
  for (size_t i = 0; i < problem.x.size(); ++i) problem.x[i] = 255;
  for (size_t i = 0; i < problem.w.size(); ++i) problem.w[i] = i % 2 == 0 ? 254 : 255;
  problem.x_zero = problem.zeros[0] = 0;
  ConvInteger conv = ConvIntegerLayout(s, features);
  std::vector<char> memory(conv.prepared_bytes + 64);
  char* prepared = memory.data() + (64 - reinterpret_cast<uintptr_t>(memory.data()) % 64) % 64;
  std::vector<int32_t> workspace(conv.workspace_bytes / 4 + 1);
  ConvIntegerWeights weights;
  weights.w = problem.w.data();
  CHECK(!conv.by_product && ConvIntegerPrepare(&conv, weights, prepared));
  ConvIntegerRun(conv, problem.x.data(), false, 0, problem.y.data(), workspace.data());
  for (size_t i = 0; i < problem.y.size(); ++i) CHECK(problem.y[i] == problem.Exact(0, 0, 0, i));
}

void RunsAnyGeometry(arch::Features features) {
  test::Random random(11);
  for (int i = 0; i < 200; ++i) {
    ConvShape s;
    s.batch = static_cast<size_t>(random.Int(1, 2));
    s.groups = static_cast<size_t>(random.Int(1, 3));
    const bool wide = random.Int(0, 1) == 1;
    s.in_channels = s.groups * static_cast<size_t>(random.Int(1, wide ? 33 : 3));
    s.out_channels = s.groups * static_cast<size_t>(random.Int(1, wide ? 35 : 5));
    for (int axis = 0; axis < 2; ++axis) {
      s.in[axis] = static_cast<size_t>(random.Int(1, axis == 0 ? 6 : 24));
      s.kernel[axis] = static_cast<size_t>(random.Int(1, 4));
      s.strides[axis] = static_cast<size_t>(random.Int(1, 3));
      s.dilations[axis] = static_cast<size_t>(random.Int(1, 2));
      s.pads_before[axis] = static_cast<size_t>(random.Int(0, 3));
      s.pads_after[axis] = static_cast<size_t>(random.Int(0, 3));
    }
    if (random.Int(0, 2) == 0) s.kernel[0] = s.strides[0] = s.dilations[0] = 1;
    IsExact(features, s, FormOf(i), i % 2 == 0 ? Edge::kFront : Edge::kBack);
  }
}

}  // namespace

int main() {
  test::ForEachFeatureSet([](arch::Features features) {
    RunsAnyGeometry(features);
    IsExactAtTheLimitOfFloats(features);
  });
  return test::Finish();
}

// CONV, CONV_INTEGER and POOL against plain sums.
#include <cmath>
#include <initializer_list>
#include <limits>

#include "tests/activated.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

struct Window {
  Dims kernel, strides, dilations, begin, end;
};

struct Geometry {
  int64_t batch, inputs, outputs, groups;
  Dims in;
  Window window;
};

Dims OutputSizes(const Dims& in, const Window& w, bool up) {
  Dims out;
  for (size_t i = 0; i < in.size(); ++i) {
    const int64_t room = in[i] + w.begin[i] + w.end[i] - ((w.kernel[i] - 1) * w.dilations[i] + 1);
    out.push_back(room < 0 ? 0 : (room + (up ? w.strides[i] - 1 : 0)) / w.strides[i] + 1);
  }
  return out;
}

std::vector<int64_t> Attributes(std::vector<int64_t> first, const Window& w, bool kernel) {
  first.push_back(static_cast<int64_t>(w.kernel.size()));
  if (kernel) first.insert(first.end(), w.kernel.begin(), w.kernel.end());
  for (const Dims* part : {&w.strides, &w.dilations, &w.begin, &w.end}) {
    first.insert(first.end(), part->begin(), part->end());
  }
  return first;
}

Geometry RandomGeometry(int rank, Random* random, bool depthwise) {
  Geometry g;
  g.batch = random->Int(1, 2);
  g.groups = depthwise ? random->Int(2, 9) : random->Int(1, 3);
  g.inputs = depthwise ? g.groups : g.groups * random->Int(1, 5);
  g.outputs = depthwise ? g.groups : g.groups * random->Int(1, 20);
  for (int i = 0; i < rank; ++i) {
    g.window.kernel.push_back(random->Int(1, rank == 1 ? 7 : 3));
    g.window.strides.push_back(random->Int(1, 3));
    g.window.dilations.push_back(random->Int(1, 2));
    g.window.begin.push_back(random->Int(0, 2));
    g.window.end.push_back(random->Int(0, 2));
    g.in.push_back(random->Int(1, rank == 1 ? 40 : 9));
  }
  return g;
}

// Calls visit(output position, input position) of one plane for every tap that meets the input,
// with the tap's number.
void ForMeetings(const Dims& in, const Dims& out, const Window& w,
                 const std::function<void(int64_t, int64_t, int64_t)>& visit) {
  const Dims strides = PackedStrides(in);
  ForIndices(out, [&](const Dims& o, int64_t to) {
    ForIndices(w.kernel, [&](const Dims& tap, int64_t number) {
      int64_t from = 0;
      for (size_t i = 0; i < in.size(); ++i) {
        const int64_t p = o[i] * w.strides[i] - w.begin[i] + tap[i] * w.dilations[i];
        if (p < 0 || p >= in[i]) return;
        from += p * strides[i];
      }
      visit(to, from, number);
    });
  });
}

Values Convolved(const Geometry& g, const Values& x, const Values& w, const Dims& out) {
  const int64_t in_plane = ElementsOf(g.in);
  const int64_t out_plane = ElementsOf(out);
  const int64_t taps = ElementsOf(g.window.kernel);
  const int64_t inputs = g.inputs / g.groups;
  Values y(static_cast<size_t>(g.batch * g.outputs * out_plane), 0.0);
  for (int64_t n = 0; n < g.batch; ++n) {
    for (int64_t m = 0; m < g.outputs; ++m) {
      const int64_t group = m / (g.outputs / g.groups);
      for (int64_t c = 0; c < inputs; ++c) {
        const int64_t plane = (n * g.inputs + group * inputs + c) * in_plane;
        ForMeetings(g.in, out, g.window, [&](int64_t to, int64_t from, int64_t tap) {
          y[static_cast<size_t>((n * g.outputs + m) * out_plane + to)] +=
              x[static_cast<size_t>(plane + from)] *
              w[static_cast<size_t>((m * inputs + c) * taps + tap)];
        });
      }
    }
  }
  return y;
}

Dims Shape(int64_t first, int64_t second, const Dims& rest) {
  Dims dims = {first, second};
  dims.insert(dims.end(), rest.begin(), rest.end());
  return dims;
}

void Convolves(uint64_t features) {
  Random random(41);
  for (int round = 0; round < 150; ++round) {
    const int rank = 1 + round % 3;
    const Geometry g = RandomGeometry(rank, &random, round % 5 == 0);
    const Dims out = OutputSizes(g.in, g.window, false);
    const DType type = round % 10 == 9 ? DType::kFloat64 : DType::kFloat32;
    const bool constant = random.Int(0, 3) > 0;
    const bool narrow = constant && type == DType::kFloat32 && rank < 3 && random.Int(0, 3) == 0;
    const DType w_type = narrow ? DType::kFloat16 : type;
    StepCase step;
    const Dims w_dims = Shape(g.outputs, g.inputs / g.groups, g.window.kernel);
    const Dims x_dims = Shape(g.batch, g.inputs, g.in);
    const int32_t y = step.Output(type, Shape(g.batch, g.outputs, out));
    const int32_t x =
        step.Input(type, x_dims, RandomValues(ElementsOf(x_dims), &random, -1, 1, false));
    const Values weights = RandomValues(ElementsOf(w_dims), &random, -8, 8, true);
    const int32_t w = constant ? step.Weight(w_type, Packed(w_dims), weights, round % 2 == 0)
                               : step.Input(w_type, w_dims, weights);
    const bool biased = random.Int(0, 1) == 0;
    const int32_t bias = step.Weight(type, Packed({g.outputs}),
                                     RandomValues(g.outputs, &random, -1, 1, false), true);
    const int64_t activation = random.Int(0, kActivations - 1);
    step.Step(15, {y}, {x, w, biased ? bias : -1},
              Attributes({activation, g.groups}, g.window, false));
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
    Values wanted = Convolved(g, step.Seen(x), step.Seen(w), out);
    const Values shift = step.Seen(bias);
    const size_t plane = static_cast<size_t>(ElementsOf(out));
    for (size_t i = 0; i < wanted.size(); ++i) {
      const double b = biased ? shift[i / plane % static_cast<size_t>(g.outputs)] : 0;
      wanted[i] = Activated(static_cast<Activation>(activation), wanted[i] + b);
    }
    if (!Matches("conv", step.Seen(y), wanted, 64, 32)) return;
  }
}

// Channels adjacent, gaps between points, rows and pictures.
Layout ChannelsInnermost(const Dims& dims, Random* random) {
  Layout layout = {dims, Dims(dims.size()), 0, dims[1]};
  layout.strides[1] = 1;
  for (size_t axis = dims.size() - 1; axis >= 2; --axis) {
    layout.strides[axis] = layout.room + random->Int(0, 2);
    layout.room = layout.strides[axis] * dims[axis];
  }
  layout.strides[0] = layout.room;
  layout.room *= dims[0];
  return layout;
}

void ConvolvesChannelsInnermost(uint64_t features) {
  Random random(44);
  for (int round = 0; round < 120; ++round) {
    const int rank = 1 + round % 2;
    Geometry g = RandomGeometry(rank, &random, true);
    g.groups = g.inputs = g.outputs = random.Int(0, 1) == 0 ? 32 : random.Int(8, 40);
    g.window.kernel[0] += 1;
    const bool column = rank == 2 && random.Int(0, 2) == 0;
    if (column) g.in[1] = g.window.kernel[1] = 1;
    if (random.Int(0, 1) == 0 || column) {
      for (Dims* pads : {&g.window.begin, &g.window.end}) pads->assign(pads->size(), 0);
    }
    g.in[0] += 4;
    const Dims out = OutputSizes(g.in, g.window, false);
    StepCase step;
    const Dims x_dims = Shape(g.batch, g.inputs, g.in);
    const Dims y_dims = Shape(g.batch, g.outputs, out);
    const Dims w_dims = Shape(g.outputs, 1, g.window.kernel);
    const bool turned_x = random.Int(0, 3) > 0;
    const bool turned_y = random.Int(0, 3) > 0;
    const int32_t y = step.Output(DType::kFloat32,
                                  turned_y ? ChannelsInnermost(y_dims, &random) : Packed(y_dims));
    const int32_t x =
        step.Input(DType::kFloat32, turned_x ? ChannelsInnermost(x_dims, &random) : Packed(x_dims),
                   RandomValues(ElementsOf(x_dims), &random, -1, 1, false));
    const int32_t w = step.Weight(DType::kFloat32, w_dims,
                                  RandomValues(ElementsOf(w_dims), &random, -1, 1, false));
    const int32_t bias = step.Weight(DType::kFloat32, Dims{g.outputs},
                                     RandomValues(g.outputs, &random, -1, 1, false));
    const int64_t activation = random.Int(0, kActivations - 1);
    step.Step(15, {y}, {x, w, bias}, Attributes({activation, g.groups}, g.window, false));
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
    Values wanted = Convolved(g, step.Seen(x), step.Seen(w), out);
    const Values shift = step.Seen(bias);
    const size_t plane = static_cast<size_t>(ElementsOf(out));
    for (size_t i = 0; i < wanted.size(); ++i) {
      wanted[i] = Activated(static_cast<Activation>(activation),
                            wanted[i] + shift[i / plane % static_cast<size_t>(g.outputs)]);
    }
    if (!Matches("channels innermost", step.Seen(y), wanted, 64, 8)) return;
  }
}

// Refused, since only the depthwise way reads channels so.
void RefusesOtherOrders() {
  Random random(45);
  for (int64_t groups : {1, 16}) {
    const Window window = {{groups == 1 ? 3 : 1}, {1}, {1}, {0}, {0}};
    const Dims dims = {1, 16, 9};
    StepCase step;
    const int32_t y = step.Output(DType::kFloat32, Shape(1, 16, OutputSizes({9}, window, false)));
    const int32_t x = step.Input(DType::kFloat32, ChannelsInnermost(dims, &random),
                                 RandomValues(ElementsOf(dims), &random, -1, 1, false));
    const Dims w_dims = {16, 16 / groups, window.kernel[0]};
    const int32_t w = step.Weight(DType::kFloat32, w_dims,
                                  RandomValues(ElementsOf(w_dims), &random, -1, 1, false));
    step.Step(15, {y}, {x, w}, Attributes({0, groups}, window, false));
    CHECK(step.Run() == OSSICLE_INVALID_PROGRAM);
    CHECK(std::strstr(step.error.message, "x") != nullptr);
  }
}

void ConvolvesIntegers(uint64_t features) {
  Random random(42);
  for (int round = 0; round < 100; ++round) {
    const int rank = 1 + round % 3;
    const Geometry g = RandomGeometry(rank, &random, round % 5 == 0);
    const Dims out = OutputSizes(g.in, g.window, false);
    const DType x_type = random.Int(0, 1) == 0 ? DType::kUint8 : DType::kInt8;
    const DType w_type = random.Int(0, 1) == 0 ? DType::kUint8 : DType::kInt8;
    const bool constant = random.Int(0, 3) > 0;
    const double x_low = x_type == DType::kInt8 ? -128 : 0;
    const double w_low = w_type == DType::kInt8 ? -128 : 0;
    StepCase step;
    const Dims w_dims = Shape(g.outputs, g.inputs / g.groups, g.window.kernel);
    const Dims x_dims = Shape(g.batch, g.inputs, g.in);
    const int32_t y = step.Output(DType::kInt32, Shape(g.batch, g.outputs, out));
    const int32_t x = step.Input(
        x_type, x_dims, RandomValues(ElementsOf(x_dims), &random, x_low, x_low + 256, true));
    const Values weights = RandomValues(ElementsOf(w_dims), &random, w_low, w_low + 256, true);
    const int32_t w =
        constant ? step.Weight(w_type, w_dims, weights) : step.Input(w_type, w_dims, weights);
    const int64_t zeros = random.Int(0, 1) == 0 ? 1 : g.outputs;
    const int32_t xz = random.Int(0, 2) == 0
                           ? -1
                           : step.Input(x_type, Dims{}, RandomValues(1, &random, 0, 100, true));
    const Values wz_values = RandomValues(zeros, &random, 0, 100, true);
    const int32_t wz = random.Int(0, 2) == 0 ? -1
                       : constant            ? step.Weight(w_type, Dims{zeros}, wz_values)
                                             : step.Input(w_type, Dims{zeros}, wz_values);
    step.Step(16, {y}, {x, w, xz, wz}, Attributes({0, g.groups}, g.window, false));
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
    Values from = step.Seen(x);
    Values shifted = step.Seen(w);
    const size_t each = shifted.size() / static_cast<size_t>(g.outputs);
    for (double& v : from) v -= xz < 0 ? 0 : step.Seen(xz)[0];
    for (size_t i = 0; i < shifted.size(); ++i) {
      if (wz >= 0) shifted[i] -= wz_values[zeros == 1 ? 0 : i / each];
    }
    if (!Matches("integer conv", step.Seen(y), Convolved(g, from, shifted, out), 0)) return;
  }
}

void Pools() {
  Random random(43);
  for (int round = 0; round < 120; ++round) {
    const int rank = 1 + round % 3;
    Geometry g = RandomGeometry(rank, &random, false);
    for (size_t i = 0; i < g.in.size(); ++i) {
      // Every window must meet the input, as ONNX demands of pads.
      g.window.begin[i] = std::min(g.window.begin[i], g.window.kernel[i] - 1);
      g.window.end[i] = std::min(g.window.end[i], g.window.kernel[i] - 1);
      g.window.dilations[i] = 1;
      g.in[i] = std::max(g.in[i], g.window.kernel[i]);
    }
    const bool up = random.Int(0, 1) == 0;
    const bool average = random.Int(0, 1) == 0;
    const bool padding = random.Int(0, 1) == 0;
    Dims out = OutputSizes(g.in, g.window, up);
    for (size_t i = 0; i < out.size(); ++i) {
      // No window begins behind the input.
      while ((out[i] - 1) * g.window.strides[i] >= g.in[i] + g.window.begin[i]) --out[i];
    }
    if (out != OutputSizes(g.in, g.window, up)) continue;
    const DType type = round % 4 == 3 ? DType::kFloat64 : DType::kFloat32;
    StepCase step;
    const Dims x_dims = Shape(g.batch, g.inputs, g.in);
    const int32_t y = step.Output(type, Shape(g.batch, g.inputs, out));
    const int32_t x =
        step.Input(type, x_dims, RandomValues(ElementsOf(x_dims), &random, -9, 9, false));
    step.Step(29, {y}, {x}, Attributes({average, padding}, g.window, true));
    if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
    const Values seen = step.Seen(x);
    const int64_t in_plane = ElementsOf(g.in);
    const int64_t out_plane = ElementsOf(out);
    Values wanted;
    for (int64_t p = 0; p < g.batch * g.inputs; ++p) {
      const size_t plane = static_cast<size_t>(out_plane);
      Values most(plane, -std::numeric_limits<double>::infinity()), sum(plane), count(plane);
      ForMeetings(g.in, out, g.window, [&](int64_t to, int64_t from, int64_t) {
        const double v = seen[static_cast<size_t>(p * in_plane + from)];
        const size_t at = static_cast<size_t>(to);
        most[at] = std::fmax(most[at], v);
        sum[at] += v;
        count[at] += 1;
      });
      if (padding) {
        ForIndices(out, [&](const Dims& o, int64_t at) {
          double area = 1;
          for (size_t i = 0; i < o.size(); ++i) {
            const int64_t first = o[i] * g.window.strides[i] - g.window.begin[i];
            area *= static_cast<double>(
                std::min(first + g.window.kernel[i], g.in[i] + g.window.end[i]) - first);
          }
          count[static_cast<size_t>(at)] = area;
        });
      }
      for (size_t i = 0; i < plane; ++i) wanted.push_back(average ? sum[i] / count[i] : most[i]);
    }
    if (!Matches("pool", step.Seen(y), wanted, 8, 9)) return;
  }
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, ~uint64_t{0}}) {
    Convolves(features);
    ConvolvesChannelsInnermost(features);
    ConvolvesIntegers(features);
  }
  RefusesOtherOrders();
  Pools();
  return Finish();
}

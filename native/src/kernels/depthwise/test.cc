#include <cmath>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "kernels/depthwise/depthwise.h"
#include "tests/activated.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Activated;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<DepthwiseFn>;

// Between points and rows of the output, where nothing may be written.
constexpr size_t kGap = 3;
constexpr float kUntouched = 17.0f;

struct Sizes {
  size_t taps, height, width;
  size_t stride;  // points from one output to the next, in either direction
  size_t run = 1;
};

// Runs of taps stand backwards, and the last point meets the edge of memory.
struct Problem {
  Sizes size;
  std::vector<ptrdiff_t> offsets;
  size_t row_points;
  Guarded<float> in, weights, bias, out;

  Problem(Sizes s, Edge edge)
      : size(s),
        offsets(s.taps),
        row_points(s.width * s.stride + 1),
        in(Points() * kDepthwiseChannels, edge),
        weights(s.taps * kDepthwiseChannels, edge),
        bias(kDepthwiseChannels, edge),
        out(s.height * s.width == 0 ? 0 : s.height * (s.width * OutStep() + kGap) - 2 * kGap,
            edge) {
    test::Random random(s.taps * 100 + s.width);
    for (size_t t = 0; t < s.taps; ++t) {
      const size_t point = (s.taps / s.run - 1 - t / s.run) * s.run + t % s.run;
      offsets[t] = static_cast<ptrdiff_t>(point * kDepthwiseChannels);
    }
    random.Fill(in, -1.0f, 1.0f);
    random.Fill(weights, -1.0f, 1.0f);
    random.Fill(bias, -1.0f, 1.0f);
    for (size_t i = 0; i < out.size(); ++i) out[i] = kUntouched;
  }

  static constexpr size_t OutStep() { return kDepthwiseChannels + kGap; }

  size_t Points() const {
    if (size.taps == 0 || size.height == 0 || size.width == 0) return 0;
    return (size.height - 1) * row_points * size.stride + (size.width - 1) * size.stride +
           size.taps;
  }

  DepthwiseArgs Args(bool biased, Activation activation) {
    DepthwiseArgs args;
    args.taps = size.taps;
    args.run = size.run;
    args.height = size.height;
    args.width = size.width;
    args.in = in.data();
    args.offsets = offsets.data();
    args.in_row_step = static_cast<ptrdiff_t>(row_points * size.stride * kDepthwiseChannels);
    args.in_step = static_cast<ptrdiff_t>(size.stride * kDepthwiseChannels);
    args.weights = weights.data();
    args.bias = biased ? bias.data() : nullptr;
    args.activation = activation;
    args.out = out.data();
    args.out_step = static_cast<ptrdiff_t>(OutStep());
    args.out_row_step = static_cast<ptrdiff_t>(size.width * OutStep() + kGap);
    return args;
  }
};

void ComparesWithDefinition(const Entry& entry, Sizes s, Edge edge, bool biased,
                            Activation activation) {
  Problem problem(s, edge);
  const DepthwiseArgs args = problem.Args(biased, activation);
  entry.kernel(args);
  for (size_t at = 0; at < problem.out.size(); ++at) {
    const ptrdiff_t y = static_cast<ptrdiff_t>(at) / args.out_row_step;
    const size_t in_row = at % static_cast<size_t>(args.out_row_step);
    const ptrdiff_t x = static_cast<ptrdiff_t>(in_row / Problem::OutStep());
    const size_t c = in_row % Problem::OutStep();
    if (c >= kDepthwiseChannels || x >= static_cast<ptrdiff_t>(s.width)) {
      CHECK_MSG(problem.out[at] == kUntouched, "%s writes between points", entry.name);
      continue;
    }
    const float* in = args.in + y * args.in_row_step + x * args.in_step + c;
    double sum = 0.0;
    double magnitude = 1.0;
    for (size_t t = 0; t < s.taps; ++t) {
      const double product = static_cast<double>(problem.weights[t * kDepthwiseChannels + c]) *
                             static_cast<double>(in[problem.offsets[t]]);
      sum += product;
      magnitude += std::fabs(product);
    }
    if (biased) sum += static_cast<double>(problem.bias[c]);
    const double wanted = Activated(activation, sum);
    CHECK_MSG(test::Close(problem.out[at], wanted, 4.0 + std::sqrt(s.taps), magnitude),
              "%s taps=%zu width=%zu [%td,%td,%zu]: %g, wanted %g", entry.name, s.taps, s.width, y,
              x, c, problem.out[at], wanted);
  }
}

// A point has the same bits alone as in a row, whichever tile it falls into.
void APointIsTheSameAlone(const Entry& entry) {
  Problem problem({31, 1, 23, 1, 31}, Edge::kBack);
  DepthwiseArgs args = problem.Args(true, Activation::kNone);
  entry.kernel(args);
  args.width = 1;
  float alone[kDepthwiseChannels];
  args.out = alone;
  for (size_t x = 0; x < 23; ++x, args.in += args.in_step) {
    entry.kernel(args);
    CHECK_MSG(std::memcmp(alone, problem.out.data() + x * Problem::OutStep(), sizeof(alone)) == 0,
              "%s point %zu", entry.name, x);
  }
}

void KeepsNan(const Entry& entry) {
  Problem problem({3, 1, 2, 1}, Edge::kBack);
  problem.in[kDepthwiseChannels + 5] = NAN;
  entry.kernel(problem.Args(true, Activation::kRelu));
  for (size_t at = 0; at < problem.out.size(); ++at) {
    CHECK_MSG(std::isnan(problem.out[at]) == (at % Problem::OutStep() == 5), "%s at %zu",
              entry.name, at);
  }
}

void TestKernel(const Entry& entry) {
  for (size_t taps : {0, 1, 2, 9, 31, 49}) {
    for (size_t width : {0, 1, 2, 5, 6, 7, 10, 11, 19, 25}) {
      const Edge edge = width % 2 == 0 ? Edge::kFront : Edge::kBack;
      const Activation activation = static_cast<Activation>((taps + width) % kActivations);
      ComparesWithDefinition(entry, {taps, 1, width, 1}, edge, width % 3 != 0, activation);
      ComparesWithDefinition(entry, {taps, 3, width, 2}, edge, width % 3 == 0, activation);
    }
  }
  for (size_t run : {2, 3, 4, 5, 7, 9, 31}) {
    for (size_t width : {1, 4, 8, 10, 19}) {
      ComparesWithDefinition(entry, {3 * run, 2, width, 1, run}, Edge::kBack, true,
                             Activation::kNone);
    }
  }
  APointIsTheSameAlone(entry);
  KeepsNan(entry);
}

}  // namespace

int main() {
  test::ForEachKernel(DepthwiseKernels(), TestKernel);
  return test::Finish();
}

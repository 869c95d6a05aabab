#include "kernels/rowconv/rowconv.h"

#include <cmath>
#include <cstring>
#include <initializer_list>
#include <vector>

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

using Entry = KernelEntry<RowconvFn>;

constexpr size_t kGap = 2;  // floats between output rows that must stay as they are

struct Sizes {
  size_t groups, channels, taps, height, width;
};

// A problem whose last tap of the last row of the last group ends at the edge of memory.
struct Problem {
  Sizes size;
  std::vector<ptrdiff_t> offsets;
  size_t row_step, group_step;
  Guarded<float> in, weights, bias, out;

  Problem(Sizes s, Edge edge)
      : size(s),
        offsets(s.taps),
        row_step(s.width + s.taps),
        group_step(row_step * s.height),
        in(s.groups > 0
               ? (s.groups - 1) * group_step + (s.height - 1) * row_step + s.width + Reach()
               : 0,
           edge),
        weights(s.groups * s.channels * s.taps, edge),
        bias(s.groups * s.channels, edge),
        out(s.groups * s.channels * s.height * (s.width + kGap), edge) {
    test::Random random(s.taps * 100 + s.width);
    for (size_t t = 0; t < s.taps; ++t) offsets[t] = static_cast<ptrdiff_t>(s.taps - 1 - t);
    random.Fill(in, -1.0f, 1.0f);
    random.Fill(weights, -1.0f, 1.0f);
    random.Fill(bias, -1.0f, 1.0f);
    for (size_t i = 0; i < out.size(); ++i) out[i] = 77.0f;
  }

  size_t Reach() const { return size.taps > 0 ? size.taps - 1 : 0; }

  RowconvArgs Args(bool biased, Activation activation) {
    RowconvArgs args;
    args.groups = size.groups;
    args.channels = size.channels;
    args.taps = size.taps;
    args.height = size.height;
    args.width = size.width;
    args.in = in.data();
    args.offsets = offsets.data();
    args.in_row_step = static_cast<ptrdiff_t>(row_step);
    args.in_group_step = static_cast<ptrdiff_t>(group_step);
    args.weights = weights.data();
    args.bias = biased ? bias.data() : nullptr;
    args.activation = activation;
    args.out = out.data();
    args.out_row_step = static_cast<ptrdiff_t>(size.width + kGap);
    args.out_channel_step = static_cast<ptrdiff_t>(size.height * (size.width + kGap));
    return args;
  }
};

void ComparesWithDefinition(const Entry& entry, Sizes s, Edge edge, bool biased,
                            Activation activation) {
  Problem problem(s, edge);
  entry.kernel(problem.Args(biased, activation));
  for (size_t at = 0; at < problem.out.size(); ++at) {
    const size_t x = at % (s.width + kGap);
    const size_t y = at / (s.width + kGap) % s.height;
    const size_t c = at / (s.width + kGap) / s.height;
    if (x >= s.width) {
      CHECK_MSG(problem.out[at] == 77.0f, "%s writes behind a row", entry.name);
      continue;
    }
    const float* in =
        problem.in.data() + c / s.channels * problem.group_step + y * problem.row_step + x;
    double sum = 0.0;
    double magnitude = 1.0;
    for (size_t t = 0; t < s.taps; ++t) {
      const double product = static_cast<double>(problem.weights[c * s.taps + t]) *
                             static_cast<double>(in[problem.offsets[t]]);
      sum += product;
      magnitude += std::fabs(product);
    }
    if (biased) sum += static_cast<double>(problem.bias[c]);
    const double wanted = Activated(activation, sum);
    CHECK_MSG(test::Close(problem.out[at], wanted, 4.0 + std::sqrt(s.taps), magnitude),
              "%s channels=%zu taps=%zu width=%zu [%zu,%zu,%zu]: %g, wanted %g", entry.name,
              s.channels, s.taps, s.width, c, y, x, problem.out[at], wanted);
  }
}

void LongRowHasTheBitsOfItsParts(const Entry& entry, size_t channels, size_t taps) {
  Problem problem({2, channels, taps, 1, 45}, Edge::kBack);
  RowconvArgs args = problem.Args(true, Activation::kNone);
  entry.kernel(args);
  const std::vector<float> whole(problem.out.data(), problem.out.data() + problem.out.size());
  for (size_t first = 0; first < 45; first += 9) {
    RowconvArgs part = args;
    part.width = 9;
    part.in += first;
    part.out += first;
    entry.kernel(part);
  }
  CHECK_MSG(std::memcmp(whole.data(), problem.out.data(), whole.size() * sizeof(float)) == 0,
            "%s channels=%zu taps=%zu", entry.name, channels, taps);
}

void TestKernel(const Entry& entry) {
  for (Edge edge : {Edge::kFront, Edge::kBack}) {
    for (size_t width : {1, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 75}) {
      for (size_t taps : {0, 1, 3, 4, 9, 31}) {
        for (size_t channels : {1, 2, 4, 7}) {
          ComparesWithDefinition(entry, {3, channels, taps, 2, width}, edge, taps % 2 == 1,
                                 Activation::kNone);
        }
      }
      for (int number = 1; number < kActivations; ++number) {
        ComparesWithDefinition(entry, {2, 5, 9, 2, width}, edge, true,
                               static_cast<Activation>(number));
      }
    }
    ComparesWithDefinition(entry, {0, 1, 3, 1, 5}, edge, false, Activation::kNone);
    ComparesWithDefinition(entry, {2, 1, 3, 1, 0}, edge, false, Activation::kNone);
  }
  for (size_t channels : {1, 4, 6}) {
    for (size_t taps : {3, 31}) LongRowHasTheBitsOfItsParts(entry, channels, taps);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(RowconvKernels(), TestKernel);
  return test::Finish();
}

// REDUCE, SOFTMAX, LAYER_NORM, CUMSUM, ARG and TOPK against plain loops.
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "plan/ops/reduce.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

const Dims kShapes[] = {{},        {1},         {19},         {64},     {5, 40},  {4, 1, 6},
                        {3, 5, 7}, {2, 33, 18}, {2, 3, 4, 5}, {1, 130}, {7, 200}, {2, 2, 2, 2, 3}};

// Elements of x that make up each result, in order.
std::vector<Values> GroupsOf(const Dims& dims, int64_t mask, const Values& x) {
  Dims kept = dims;
  for (size_t i = 0; i < dims.size(); ++i) {
    if ((mask >> i & 1) != 0) kept[i] = 1;
  }
  const Dims strides = PackedStrides(kept);
  std::vector<Values> groups(static_cast<size_t>(ElementsOf(kept)));
  ForIndices(dims, [&](const Dims& index, int64_t at) {
    int64_t group = 0;
    for (size_t i = 0; i < dims.size(); ++i) {
      if ((mask >> i & 1) == 0) group += index[i] * strides[i];
    }
    groups[static_cast<size_t>(group)].push_back(x[static_cast<size_t>(at)]);
  });
  return groups;
}

double Reduced(int64_t kind, const Values& x, bool whole) {
  double sum = 0, squares = 0, magnitudes = 0, product = 1, exponentials = 0;
  double most = -kInf, least = kInf;
  for (double v : x) {
    sum += v;
    squares += v * v;
    magnitudes += std::fabs(v);
    product *= v;
    exponentials += std::exp(v);
    most = std::fmax(most, v);
    least = std::fmin(least, v);
  }
  const double mean = sum / static_cast<double>(x.size());
  const double wanted[] = {sum,
                           whole ? std::trunc(mean) : mean,
                           most,
                           least,
                           product,
                           magnitudes,
                           std::sqrt(squares),
                           squares,
                           std::log(sum),
                           std::log(exponentials)};
  return whole ? std::trunc(wanted[kind]) : wanted[kind];
}

void ReducesAnyAxes(uint64_t features) {
  Random random(11);
  for (const Dims& dims : kShapes) {
    for (int64_t kind = 0; kind < kReduceKinds; ++kind) {
      for (DType type : {DType::kFloat32, DType::kFloat64, DType::kInt32, DType::kInt64}) {
        const int64_t mask = random.Int(0, (1 << dims.size()) - 1);
        Dims kept = dims;
        for (size_t i = 0; i < dims.size(); ++i) {
          if ((mask >> i & 1) != 0) kept[i] = 1;
        }
        const bool whole = IsInteger(type);
        StepCase step;
        const int32_t y = step.Output(type, kept);
        // Products stay small, sums positive where a logarithm follows.
        const double low = kind == kReduceLogSum ? 1 : whole ? -3 : -1.5;
        const int32_t x = step.Input(
            type, random.Int(0, 1) == 0 ? Packed(dims) : Scattered(dims, &random, true),
            RandomValues(ElementsOf(dims), &random, low, whole && kind == 4 ? 1 : 2.5, whole));
        step.Step(7, {y}, {x}, {kind, mask});
        if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
        Values wanted;
        for (const Values& group : GroupsOf(dims, mask, step.Seen(x))) {
          wanted.push_back(Reduced(kind, group, whole));
        }
        if (kind == kReduceProd && whole) continue;  // wraps; a product of reals is checked
        char what[80];
        std::snprintf(what, sizeof(what), "reduce kind %d of %s", static_cast<int>(kind),
                      DTypeName(type));
        if (!Matches(what, step.Seen(y), wanted, type == DType::kFloat32 ? 64 : 1e-3, 4)) break;
      }
    }
  }
}

Values ReduceOne(int64_t kind, DType type, const Dims& dims, int64_t mask, const Dims& kept,
                 const Values& x, uint64_t features = ~uint64_t{0}) {
  StepCase step;
  const int32_t y = step.Output(type, kept);
  const int32_t in = step.Input(type, dims, x);
  step.Step(7, {y}, {in}, {kind, mask});
  CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message);
  return step.Seen(y);
}

void ReducesInCorners(uint64_t features) {
  const DType f = DType::kFloat32;
  Matches("empty sum", ReduceOne(kReduceSum, f, {2, 0}, 2, {2, 1}, {}), {0, 0}, 0);
  Matches("empty max", ReduceOne(kReduceMax, f, {2, 0}, 2, {2, 1}, {}), {-kInf, -kInf}, 0);
  Matches("empty mean", ReduceOne(kReduceMean, f, {0}, 1, {1}, {}), {NAN}, 0);
  Matches("integer mean", ReduceOne(kReduceMean, DType::kInt32, {4}, 1, {1}, {-3, -4, 0, 0}), {-1},
          0);
  for (int64_t kind : {int64_t{kReduceMax}, int64_t{kReduceMin}}) {
    Values x(40, -kInf);
    Matches("all low", ReduceOne(kind, f, {40}, 1, {1}, x, features), {-kInf}, 0);
    x[37] = NAN;
    Matches("rows", ReduceOne(kind, f, {40}, 1, {1}, x, features), {NAN}, 0);
    Matches("columns",
            ReduceOne(kind, f, {2, 20}, 1, {1, 20}, x, features)[17] !=
                    ReduceOne(kind, f, {2, 20}, 1, {1, 20}, x, features)[17]
                ? Values{1}
                : Values{0},
            {1}, 0);
  }
  Matches("bool max", ReduceOne(kReduceMax, DType::kBool, {2, 2}, 2, {2, 1}, {0, 1, 0, 0}), {1, 0},
          0);
  Matches("large exponents", ReduceOne(kReduceLogSumExp, f, {2}, 1, {1}, {1000, 1000}),
          {1000 + std::log(2.0)}, 1);
  Matches("wrapped", ReduceOne(kReduceSum, DType::kUint8, {3}, 1, {1}, {200, 100, 1}), {45}, 0);
}

void NormalisesBySoftmax(uint64_t features) {
  Random random(12);
  for (const Dims& dims : kShapes) {
    if (dims.empty()) continue;
    for (DType type : {DType::kFloat32, DType::kFloat64}) {
      for (int64_t log : {0, 1}) {
        const int axis = random.Int(0, static_cast<int>(dims.size()) - 1);
        StepCase step;
        const int32_t y = step.Output(type, dims);
        const int32_t x =
            step.Input(type, dims, RandomValues(ElementsOf(dims), &random, -9, 9, false));
        step.Step(8, {y}, {x}, {axis, log});
        if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
        const Values seen = step.Seen(x);
        const std::vector<Values> groups = GroupsOf(dims, int64_t{1} << axis, seen);
        Values wanted(seen.size());
        Dims kept = dims;
        kept[static_cast<size_t>(axis)] = 1;
        const Dims strides = PackedStrides(kept);
        ForIndices(dims, [&](const Dims& index, int64_t at) {
          int64_t group = 0;
          for (size_t i = 0; i < dims.size(); ++i) {
            if (i != static_cast<size_t>(axis)) group += index[i] * strides[i];
          }
          double sum = 0;
          for (double v : groups[static_cast<size_t>(group)]) sum += std::exp(v);
          const double v = seen[static_cast<size_t>(at)];
          wanted[static_cast<size_t>(at)] = log != 0 ? v - std::log(sum) : std::exp(v) / sum;
        });
        Matches("softmax", step.Seen(y), wanted, 8, log != 0 ? 8 : 1);
      }
    }
  }
  StepCase masked;
  const int32_t y = masked.Output(DType::kFloat32, {2, 19});
  Values x(38, -kInf);
  x[3] = 5;
  masked.Step(8, {y}, {masked.Input(DType::kFloat32, Dims{2, 19}, x)}, {1, 0});
  CHECK(masked.Run(features) == OSSICLE_OK);
  const Values got = masked.Seen(y);
  CHECK(got[3] == 1 && got[4] == 0 && std::isnan(got[19]) && std::isnan(got[37]));
}

void NormalisesLayers(uint64_t features) {
  Random random(13);
  for (const Dims& dims : kShapes) {
    if (dims.empty()) continue;
    for (DType type : {DType::kFloat32, DType::kFloat64}) {
      const int axis = random.Int(0, static_cast<int>(dims.size()) - 1);
      const Dims tail(dims.begin() + axis, dims.end());
      const int64_t n = ElementsOf(tail);
      StepCase step;
      const int32_t y = step.Output(type, dims);
      const int32_t x =
          step.Input(type, dims, RandomValues(ElementsOf(dims), &random, -4, 9, false));
      const int32_t scale =
          step.Weight(type, Packed(tail), RandomValues(n, &random, 0.5, 2, false), true);
      const int32_t bias = step.Weight(type, tail, RandomValues(n, &random, -1, 1, false));
      const bool biased = random.Int(0, 1) == 0;
      step.Step(27, {y}, {x, scale, biased ? bias : -1}, {axis, RealBits(1e-5)});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted = step.Seen(x);
      const Values scales = step.Seen(scale);
      const Values shifts = step.Seen(bias);
      const size_t each = static_cast<size_t>(n);
      for (size_t row = 0; row < wanted.size(); row += each) {
        double mean = 0, variance = 0;
        for (size_t i = 0; i < each; ++i) mean += wanted[row + i] / static_cast<double>(n);
        for (size_t i = 0; i < each; ++i) {
          variance += (wanted[row + i] - mean) * (wanted[row + i] - mean) / static_cast<double>(n);
        }
        for (size_t i = 0; i < each; ++i) {
          const double normal = (wanted[row + i] - mean) / std::sqrt(variance + 1e-5);
          wanted[row + i] = normal * scales[i] + (biased ? shifts[i] : 0);
        }
      }
      // Rows of one element have a variance of rounding only.
      Matches("layer norm", step.Seen(y), wanted, n == 1 ? 1e4 : 64, 8);
    }
  }
}

void AddsUp() {
  Random random(14);
  for (const Dims& dims : kShapes) {
    if (dims.empty()) continue;
    for (int64_t flags = 0; flags < 4; ++flags) {
      const DType type = flags == 3 ? DType::kInt64 : DType::kFloat32;
      const int axis = random.Int(0, static_cast<int>(dims.size()) - 1);
      StepCase step;
      const int32_t y = step.Output(type, dims);
      const int32_t x =
          step.Input(type, dims, RandomValues(ElementsOf(dims), &random, -9, 9, true));
      const bool exclusive = (flags & 1) != 0;
      const bool reverse = (flags & 2) != 0;
      step.Step(22, {y}, {x}, {axis, exclusive, reverse});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      const Values seen = step.Seen(x);
      const Dims strides = PackedStrides(dims);
      const size_t a = static_cast<size_t>(axis);
      Values wanted(seen.size());
      ForIndices(dims, [&](const Dims& index, int64_t at) {
        double sum = 0;
        for (int64_t i = 0; i < dims[a]; ++i) {
          const bool before = reverse ? i > index[a] : i < index[a];
          if (before || (i == index[a] && !exclusive)) {
            sum += seen[static_cast<size_t>(at + (i - index[a]) * strides[a])];
          }
        }
        wanted[static_cast<size_t>(at)] = sum;
      });
      Matches("cumsum", step.Seen(y), wanted, 0);
    }
  }
}

void FindsExtremes() {
  Random random(15);
  for (const Dims& dims : kShapes) {
    if (dims.empty()) continue;
    for (int64_t flags = 0; flags < 4; ++flags) {
      const DType type = flags == 1 ? DType::kInt8 : DType::kFloat32;
      const size_t axis = static_cast<size_t>(random.Int(0, static_cast<int>(dims.size()) - 1));
      Dims kept = dims;
      kept[axis] = 1;
      StepCase step;
      const int32_t y = step.Output(DType::kInt64, kept);
      const int32_t x =
          step.Input(type, dims, RandomValues(ElementsOf(dims), &random, -4, 4, true));
      const bool largest = (flags & 1) != 0;
      const bool last = (flags & 2) != 0;
      step.Step(23, {y}, {x}, {static_cast<int64_t>(axis), largest, last});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted;
      for (Values group : GroupsOf(dims, int64_t{1} << axis, step.Seen(x))) {
        for (double& v : group) v = largest ? v : -v;
        const double best = *std::max_element(group.begin(), group.end());
        const auto first = std::find(group.begin(), group.end(), best);
        const auto end = std::find(group.rbegin(), group.rend(), best);
        wanted.push_back(
            static_cast<double>(last ? group.rend() - end - 1 : first - group.begin()));
      }
      Matches("arg", step.Seen(y), wanted, 0);
    }
  }
}

void PicksTheBest() {
  Random random(16);
  for (const Dims& dims : kShapes) {
    if (dims.empty()) continue;
    for (int64_t largest : {0, 1}) {
      const size_t axis = static_cast<size_t>(random.Int(0, static_cast<int>(dims.size()) - 1));
      const int64_t k = random.Int(0, static_cast<int>(dims[axis]));
      Dims kept = dims;
      kept[axis] = k;
      StepCase step;
      const int32_t values = step.Output(DType::kFloat32, kept);
      const int32_t indices = step.Output(DType::kInt64, kept);
      const int32_t x =
          step.Input(DType::kFloat32, dims, RandomValues(ElementsOf(dims), &random, -9, 9, true));
      const int32_t count = step.Weight(DType::kInt64, Packed({1}), {static_cast<double>(k)}, true);
      step.Step(28, {values, indices}, {x, count}, {static_cast<int64_t>(axis), largest, 1});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      const std::vector<Values> from = GroupsOf(dims, int64_t{1} << axis, step.Seen(x));
      const std::vector<Values> got = GroupsOf(kept, int64_t{1} << axis, step.Seen(values));
      const std::vector<Values> at = GroupsOf(kept, int64_t{1} << axis, step.Seen(indices));
      for (size_t g = 0; g < from.size() && k > 0; ++g) {
        std::vector<std::pair<double, double>> wanted;
        for (size_t i = 0; i < from[g].size(); ++i) {
          wanted.push_back({largest != 0 ? -from[g][i] : from[g][i], static_cast<double>(i)});
        }
        std::sort(wanted.begin(), wanted.end());
        for (size_t i = 0; i < static_cast<size_t>(k); ++i) {
          CHECK(at[g][i] == wanted[i].second);
          CHECK(got[g][i] == from[g][static_cast<size_t>(wanted[i].second)]);
        }
      }
    }
  }
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, ~uint64_t{0}}) {
    ReducesAnyAxes(features);
    ReducesInCorners(features);
    NormalisesBySoftmax(features);
    NormalisesLayers(features);
  }
  AddsUp();
  FindsExtremes();
  PicksTheBest();
  return Finish();
}

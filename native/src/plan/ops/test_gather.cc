// GATHER, GATHER_ELEMENTS, GATHER_ND, SCATTER_ND, SCATTER_ELEMENTS, PAD and RANGE.
#include <cmath>
#include <initializer_list>

#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

const Dims kShapes[] = {{7}, {3, 5}, {4, 1, 6}, {3, 5, 7}, {2, 3, 4, 5}, {2, 2, 2, 2, 3}};

constexpr DType kTypes[] = {DType::kFloat32, DType::kInt8, DType::kFloat16, DType::kInt64};

// Indices of an axis of n elements, some counted from the end.
Values RandomIndices(int64_t count, int64_t n, Random* random) {
  Values values(static_cast<size_t>(count));
  for (double& v : values) v = random->Int(static_cast<int>(-n), static_cast<int>(n) - 1);
  return values;
}

size_t Resolved(double index, int64_t n) {
  return static_cast<size_t>(index < 0 ? index + static_cast<double>(n) : index);
}

size_t At(const Dims& index, const Dims& dims) {
  const Dims strides = PackedStrides(dims);
  int64_t at = 0;
  for (size_t i = 0; i < dims.size(); ++i) at += index[i] * strides[i];
  return static_cast<size_t>(at);
}

Values Numbered(const Dims& dims) {
  Values values(static_cast<size_t>(ElementsOf(dims)));
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 120);
  return values;
}

void GathersSlices() {
  Random random(21);
  for (const Dims& dims : kShapes) {
    for (DType type : kTypes) {
      const size_t axis = static_cast<size_t>(random.Int(0, static_cast<int>(dims.size()) - 1));
      const Dims picked = random.Int(0, 2) == 0 ? Dims{} : Dims{2, 3};
      if (dims.size() - 1 + picked.size() > 8) continue;
      Dims result(dims.begin(), dims.begin() + static_cast<long>(axis));
      result.insert(result.end(), picked.begin(), picked.end());
      result.insert(result.end(), dims.begin() + static_cast<long>(axis) + 1, dims.end());
      StepCase step;
      const DType index_type = random.Int(0, 1) == 0 ? DType::kInt32 : DType::kInt64;
      const int32_t y = step.Output(type, result);
      const int32_t data = step.Input(type, dims, Numbered(dims));
      const int32_t indices =
          step.Input(index_type, picked, RandomIndices(ElementsOf(picked), dims[axis], &random));
      step.Step(17, {y}, {data, indices}, {static_cast<int64_t>(axis)});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      const Values from = step.Seen(data);
      const Values index = step.Seen(indices);
      Values wanted(static_cast<size_t>(ElementsOf(result)));
      ForIndices(result, [&](const Dims& at, int64_t i) {
        const Dims inner(at.begin() + static_cast<long>(axis),
                         at.begin() + static_cast<long>(axis + picked.size()));
        Dims source(at.begin(), at.begin() + static_cast<long>(axis));
        source.push_back(static_cast<int64_t>(Resolved(index[At(inner, picked)], dims[axis])));
        source.insert(source.end(), at.begin() + static_cast<long>(axis + picked.size()), at.end());
        wanted[static_cast<size_t>(i)] = from[At(source, dims)];
      });
      Matches("gather", step.Seen(y), wanted, 0);
    }
  }
}

void GathersAndScattersAlongAnAxis() {
  Random random(22);
  for (const Dims& dims : kShapes) {
    for (int64_t reduction = 0; reduction < 5; ++reduction) {
      const DType type = reduction == 0 ? kTypes[random.Int(0, 3)] : DType::kFloat32;
      const size_t axis = static_cast<size_t>(random.Int(0, static_cast<int>(dims.size()) - 1));
      Dims few = dims;
      for (size_t i = 0; i < few.size(); ++i) {
        few[i] = random.Int(1, static_cast<int>(dims[i]) + (i == axis ? 2 : 0));
      }
      const Values chosen = RandomIndices(ElementsOf(few), dims[axis], &random);
      const auto place = [&](const Dims& at, int64_t i) {
        Dims source = at;
        source[axis] = static_cast<int64_t>(Resolved(chosen[static_cast<size_t>(i)], dims[axis]));
        return At(source, dims);
      };
      StepCase gather;
      const int32_t y = gather.Output(type, few);
      const int32_t data = gather.Input(type, dims, Numbered(dims));
      const int32_t indices = gather.Input(DType::kInt64, few, chosen);
      gather.Step(18, {y}, {data, indices}, {static_cast<int64_t>(axis)});
      if (!CHECK_MSG(gather.Run() == OSSICLE_OK, "%s", gather.error.message)) return;
      Values wanted(static_cast<size_t>(ElementsOf(few)));
      ForIndices(few, [&](const Dims& at, int64_t i) {
        wanted[static_cast<size_t>(i)] = Numbered(dims)[place(at, i)];
      });
      Matches("gather elements", gather.Seen(y), wanted, 0);

      StepCase scatter;
      const int32_t result = scatter.Output(type, dims);
      const int32_t old = scatter.Input(type, dims, Numbered(dims));
      const int32_t where = scatter.Input(DType::kInt32, few, chosen);
      const int32_t updates =
          scatter.Input(type, few, RandomValues(ElementsOf(few), &random, 1, 9, true));
      scatter.Step(21, {result}, {old, where, updates}, {static_cast<int64_t>(axis), reduction});
      if (!CHECK_MSG(scatter.Run() == OSSICLE_OK, "%s", scatter.error.message)) return;
      Values sums = Numbered(dims);
      const Values update = scatter.Seen(updates);
      ForIndices(few, [&](const Dims& at, int64_t i) {
        double& v = sums[place(at, i)];
        const double u = update[static_cast<size_t>(i)];
        const double results[] = {u, v + u, v * u, std::fmax(v, u), std::fmin(v, u)};
        v = results[reduction];
      });
      Matches("scatter elements", scatter.Seen(result), sums, 8);
    }
  }
}

void GathersAndScattersByTuples() {
  Random random(23);
  const Dims dims = {3, 4, 5, 2};
  for (int batch = 0; batch <= 1; ++batch) {
    for (int64_t depth = 1; depth <= 4 - batch; ++depth) {
      Dims lead = batch != 0 ? Dims{3, 6} : Dims{2, 6};
      Dims tuples = lead;
      tuples.push_back(depth);
      Dims slices = lead;
      slices.insert(slices.end(), dims.begin() + batch + depth, dims.end());
      Values chosen(static_cast<size_t>(ElementsOf(tuples)));
      for (size_t i = 0; i < chosen.size(); ++i) {
        const int64_t n = dims[static_cast<size_t>(batch) + i % static_cast<size_t>(depth)];
        chosen[i] = RandomIndices(1, n, &random)[0];
      }
      const auto place = [&](const Dims& at) {
        Dims source;
        if (batch != 0) source.push_back(at[0]);
        Dims tuple = {at[0], at[1], 0};
        for (int64_t i = 0; i < depth; ++i) {
          tuple[2] = i;
          const int64_t n = dims[source.size()];
          source.push_back(static_cast<int64_t>(Resolved(chosen[At(tuple, tuples)], n)));
        }
        source.insert(source.end(), at.begin() + 2, at.end());
        return At(source, dims);
      };
      StepCase gather;
      const int32_t y = gather.Output(DType::kFloat32, slices);
      const int32_t data = gather.Input(DType::kFloat32, dims, Numbered(dims));
      const int32_t indices = gather.Input(DType::kInt64, tuples, chosen);
      gather.Step(19, {y}, {data, indices}, {batch});
      if (!CHECK_MSG(gather.Run() == OSSICLE_OK, "%s", gather.error.message)) return;
      Values wanted(static_cast<size_t>(ElementsOf(slices)));
      ForIndices(slices, [&](const Dims& at, int64_t i) {
        wanted[static_cast<size_t>(i)] = Numbered(dims)[place(at)];
      });
      Matches("gather nd", gather.Seen(y), wanted, 0);
      if (batch != 0) continue;

      StepCase scatter;
      const int32_t result = scatter.Output(DType::kFloat32, dims);
      const int32_t old = scatter.Input(DType::kFloat32, dims, Numbered(dims));
      const int32_t where = scatter.Input(DType::kInt64, tuples, chosen);
      const int32_t updates = scatter.Input(DType::kFloat32, slices,
                                            RandomValues(ElementsOf(slices), &random, 1, 9, true));
      scatter.Step(20, {result}, {old, where, updates}, {1});
      if (!CHECK_MSG(scatter.Run() == OSSICLE_OK, "%s", scatter.error.message)) return;
      Values sums = Numbered(dims);
      const Values update = scatter.Seen(updates);
      ForIndices(slices, [&](const Dims& at, int64_t i) {
        sums[place(at)] += update[static_cast<size_t>(i)];
      });
      Matches("scatter nd", scatter.Seen(result), sums, 0);
    }
  }
}

void RefusesIndicesOutside() {
  for (double bad : {5.0, -6.0, 1e18, -1e18}) {
    for (uint32_t opcode : {17u, 18u, 19u, 20u, 21u}) {
      StepCase step;
      const Dims indices = opcode == 19 || opcode == 20 ? Dims{2, 1} : Dims{2};
      const bool scatters = opcode >= 20;
      const int32_t y = step.Output(DType::kFloat32, scatters ? Dims{5} : Dims{2});
      const int32_t data = step.Input(DType::kFloat32, Dims{5}, {1, 2, 3, 4, 5});
      const int32_t index = step.Input(DType::kInt64, indices, {1, bad});
      std::vector<int32_t> inputs = {data, index};
      if (scatters) inputs.push_back(step.Input(DType::kFloat32, Dims{2}, {7, 8}));
      std::vector<int64_t> attributes = {0};
      if (opcode == 21) attributes.push_back(0);
      step.Step(opcode, {y}, inputs, attributes);
      CHECK_MSG(step.Run() == OSSICLE_DATA_REFUSED, "opcode %u: %s", opcode, step.error.message);
      CHECK_MSG(step.error.step == 0 && std::strstr(step.error.message, "outside"), "%s",
                step.error.message);
    }
  }
}

int64_t PadSource(int64_t mode, int64_t i, int64_t n) {
  while (mode == 3 && i < 0) i += n;
  while (mode == 3 && i >= n) i -= n;
  if (mode == 2) return i < 0 ? 0 : i >= n ? n - 1 : i;
  while (mode == 1 && (i < 0 || i >= n)) i = n == 1 ? 0 : i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

void PadsWithItsOwnElements() {
  Random random(24);
  for (const Dims& dims : kShapes) {
    for (int64_t mode = 1; mode <= 3; ++mode) {
      Dims result = dims;
      std::vector<int64_t> begin, attributes = {mode}, end;
      for (size_t i = 0; i < dims.size(); ++i) {
        begin.push_back(random.Int(0, 9));
        end.push_back(random.Int(0, 3));
        result[i] += begin[i] + end[i];
      }
      attributes.insert(attributes.end(), begin.begin(), begin.end());
      attributes.insert(attributes.end(), end.begin(), end.end());
      StepCase step;
      const DType type = kTypes[random.Int(0, 3)];
      const int32_t y = step.Output(type, result);
      const int32_t x = step.Input(type, dims, Numbered(dims));
      step.Step(24, {y}, {x}, attributes);
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted(static_cast<size_t>(ElementsOf(result)));
      ForIndices(result, [&](const Dims& at, int64_t i) {
        Dims source = at;
        for (size_t a = 0; a < dims.size(); ++a) {
          source[a] = PadSource(mode, at[a] - begin[a], dims[a]);
        }
        wanted[static_cast<size_t>(i)] = Numbered(dims)[At(source, dims)];
      });
      Matches("pad", step.Seen(y), wanted, 0);
    }
  }
}

void CountsOff() {
  const auto run = [](DType type, double start, double limit, double delta, const Values& wanted,
                      int32_t status) {
    StepCase step;
    const int32_t y = step.Output(type, {static_cast<int64_t>(wanted.size())});
    const int32_t a = step.Input(type, Dims{}, {start});
    const int32_t b = step.Input(type, Dims{1}, {limit});
    const int32_t c = step.Input(type, Dims{}, {delta});
    step.Step(30, {y}, {a, b, c});
    CHECK_MSG(step.Run() == status, "%s", step.error.message);
    if (status == OSSICLE_OK) Matches("range", step.Seen(y), wanted, 1);
  };
  run(DType::kInt64, 3, 10, 3, {3, 6, 9}, OSSICLE_OK);
  run(DType::kInt32, 10, 4, -2, {10, 8, 6}, OSSICLE_OK);
  run(DType::kInt64, 10, 4, 2, {}, OSSICLE_OK);
  run(DType::kInt64, -9e18, 9e18, 9e18, {-9e18, 0}, OSSICLE_OK);
  run(DType::kFloat32, 1, 5, 2, {1, 3}, OSSICLE_OK);
  run(DType::kFloat64, 0, 1, 0.3, {0, 0.3, 0.6, 0.9}, OSSICLE_OK);
  run(DType::kInt64, 3, 10, 3, {3, 6}, OSSICLE_DATA_REFUSED);
  run(DType::kInt64, 3, 10, 0, {3, 6}, OSSICLE_DATA_REFUSED);
  run(DType::kFloat32, 0, NAN, 1, {3}, OSSICLE_DATA_REFUSED);
}

}  // namespace

int main() {
  GathersSlices();
  GathersAndScattersAlongAnAxis();
  GathersAndScattersByTuples();
  RefusesIndicesOutside();
  PadsWithItsOwnElements();
  CountsOff();
  return Finish();
}

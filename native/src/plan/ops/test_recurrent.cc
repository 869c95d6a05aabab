// LSTM and GRU against the equations of the ONNX operators, one number at a time.
#include <cmath>
#include <initializer_list>

#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

struct Cell {
  bool lstm;
  int64_t steps, batch, inputs, hidden;
  int64_t direction, layout, variant;  // variant: input-forget or linear-before-reset
  double clip;
  std::vector<int64_t> functions;
  Values x, w, r, b, lengths, h0, c0, p;  // empty: absent
};

struct Results {
  Values y, h, c;
};

double Apply(int64_t function, double x, double clip) {
  if (clip > 0) x = std::fmin(clip, std::fmax(-clip, x));
  return function == 0 ? 1 / (1 + std::exp(-x)) : function == 1 ? std::tanh(x) : std::fmax(x, 0.0);
}

// One direction of one row of the batch. Gate g of unit j sums W, R (of state h) and biases.
class Row {
 public:
  Row(const Cell& cell, int64_t d) : cell_(cell), d_(d), gates_(cell.lstm ? 4 : 3) {}

  double OfInput(int64_t g, int64_t j, const double* x) const {
    const int64_t unit = (d_ * gates_ + g) * cell_.hidden + j;
    double sum = Bias(g, j, false);
    for (int64_t i = 0; i < cell_.inputs; ++i) {
      sum += cell_.w[static_cast<size_t>(unit * cell_.inputs + i)] * x[i];
    }
    return sum;
  }
  double OfState(int64_t g, int64_t j, const Values& h) const {
    const int64_t unit = (d_ * gates_ + g) * cell_.hidden + j;
    double sum = Bias(g, j, true);
    for (int64_t i = 0; i < cell_.hidden; ++i) {
      sum += cell_.r[static_cast<size_t>(unit * cell_.hidden + i)] * h[static_cast<size_t>(i)];
    }
    return sum;
  }
  double Peephole(int64_t part, int64_t j, double c) const {
    if (cell_.p.empty()) return 0;
    return cell_.p[static_cast<size_t>((d_ * 3 + part) * cell_.hidden + j)] * c;
  }
  double Function(int64_t i, double x, bool clipped = true) const {
    const size_t per_direction = cell_.lstm ? 3 : 2;
    const size_t at = static_cast<size_t>(d_) * per_direction + static_cast<size_t>(i);
    return Apply(cell_.functions[at], x, clipped ? cell_.clip : 0);
  }

 private:
  double Bias(int64_t g, int64_t j, bool of_state) const {
    if (cell_.b.empty()) return 0;
    const int64_t at = d_ * 2 * gates_ * cell_.hidden + (of_state ? gates_ * cell_.hidden : 0);
    return cell_.b[static_cast<size_t>(at + g * cell_.hidden + j)];
  }

  const Cell& cell_;
  int64_t d_;
  int64_t gates_;
};

void StepLstm(const Cell& cell, const Row& row, const double* x, Values* h, Values* c) {
  const Values before = *h;
  for (int64_t j = 0; j < cell.hidden; ++j) {
    const size_t at = static_cast<size_t>(j);
    const double old = (*c)[at];
    const auto gate = [&](int64_t g) { return row.OfInput(g, j, x) + row.OfState(g, j, before); };
    const double i = row.Function(0, gate(0) + row.Peephole(0, j, old));
    const double f = cell.variant != 0 ? 1 - i : row.Function(0, gate(2) + row.Peephole(2, j, old));
    const double now = f * old + i * row.Function(1, gate(3));
    const double o = row.Function(0, gate(1) + row.Peephole(1, j, now));
    (*c)[at] = now;
    (*h)[at] = o * row.Function(2, now, false);
  }
}

void StepGru(const Cell& cell, const Row& row, const double* x, Values* h) {
  const Values before = *h;
  Values reset(before.size());
  Values faded = before;
  for (int64_t j = 0; j < cell.hidden; ++j) {
    const size_t at = static_cast<size_t>(j);
    reset[at] = row.Function(0, row.OfInput(1, j, x) + row.OfState(1, j, before));
    faded[at] = reset[at] * before[at];
  }
  for (int64_t j = 0; j < cell.hidden; ++j) {
    const size_t at = static_cast<size_t>(j);
    const double z = row.Function(0, row.OfInput(0, j, x) + row.OfState(0, j, before));
    const double of_state =
        cell.variant != 0 ? reset[at] * row.OfState(2, j, before) : row.OfState(2, j, faded);
    const double candidate = row.Function(1, row.OfInput(2, j, x) + of_state);
    (*h)[at] = (1 - z) * candidate + z * before[at];
  }
}

Results Wanted(const Cell& cell) {
  const int64_t directions = cell.direction == 2 ? 2 : 1;
  const int64_t h = cell.hidden;
  Results results = {Values(static_cast<size_t>(cell.steps * directions * cell.batch * h), 0.0),
                     Values(static_cast<size_t>(directions * cell.batch * h)),
                     Values(static_cast<size_t>(directions * cell.batch * h))};
  for (int64_t d = 0; d < directions; ++d) {
    for (int64_t n = 0; n < cell.batch; ++n) {
      const int64_t state_at = (cell.layout != 0 ? n * directions + d : d * cell.batch + n) * h;
      Values hidden(static_cast<size_t>(h), 0.0), memory(static_cast<size_t>(h), 0.0);
      for (int64_t j = 0; j < h; ++j) {
        const size_t from = static_cast<size_t>(state_at + j);
        if (!cell.h0.empty()) hidden[static_cast<size_t>(j)] = cell.h0[from];
        if (!cell.c0.empty()) memory[static_cast<size_t>(j)] = cell.c0[from];
      }
      const Row row(cell, d);
      const int64_t length = cell.lengths.empty()
                                 ? cell.steps
                                 : static_cast<int64_t>(cell.lengths[static_cast<size_t>(n)]);
      const bool backwards = cell.direction == 1 || d == 1;
      for (int64_t i = 0; i < length; ++i) {
        const int64_t t = backwards ? length - 1 - i : i;
        const int64_t x_at = cell.layout != 0 ? n * cell.steps + t : t * cell.batch + n;
        const double* const x = cell.x.data() + x_at * cell.inputs;
        if (cell.lstm) {
          StepLstm(cell, row, x, &hidden, &memory);
        } else {
          StepGru(cell, row, x, &hidden);
        }
        const int64_t y_at = cell.layout != 0 ? (n * cell.steps + t) * directions + d
                                              : (t * directions + d) * cell.batch + n;
        for (int64_t j = 0; j < h; ++j) {
          results.y[static_cast<size_t>(y_at * h + j)] = hidden[static_cast<size_t>(j)];
        }
      }
      for (int64_t j = 0; j < h; ++j) {
        results.h[static_cast<size_t>(state_at + j)] = hidden[static_cast<size_t>(j)];
        results.c[static_cast<size_t>(state_at + j)] = memory[static_cast<size_t>(j)];
      }
    }
  }
  return results;
}

// float32 rounds what it is given.
Values Rounded(Values values) {
  for (double& v : values) v = static_cast<double>(static_cast<float>(v));
  return values;
}

Cell RandomCell(bool lstm, Random* random) {
  Cell cell = {};
  cell.lstm = lstm;
  cell.steps = random->Int(1, 6);
  cell.batch = random->Int(1, 3);
  cell.inputs = random->Int(1, 20);
  cell.hidden = random->Int(1, 24);
  cell.direction = random->Int(0, 2);
  cell.layout = random->Int(0, 1);
  cell.variant = random->Int(0, 1);
  cell.clip = random->Int(0, 2) == 0 ? 0.7 : 0;
  const int64_t d = cell.direction == 2 ? 2 : 1;
  const int64_t gates = lstm ? 4 : 3;
  const bool usual = random->Int(0, 1) == 0;
  for (int64_t i = 0; i < d * (lstm ? 3 : 2); ++i) {
    const int64_t at = i % (lstm ? 3 : 2);
    cell.functions.push_back(usual ? (at == 0 ? 0 : 1) : random->Int(0, 2));
  }
  const auto values = [&](int64_t count) {
    return Rounded(RandomValues(count, random, -1, 1, false));
  };
  cell.x = values(cell.steps * cell.batch * cell.inputs);
  cell.w = values(d * gates * cell.hidden * cell.inputs);
  cell.r = values(d * gates * cell.hidden * cell.hidden);
  for (double& v : cell.r) v = static_cast<double>(static_cast<float>(v / 4));
  if (random->Int(0, 2) > 0) cell.b = values(d * 2 * gates * cell.hidden);
  if (random->Int(0, 2) > 0) cell.h0 = values(d * cell.batch * cell.hidden);
  if (lstm && random->Int(0, 2) > 0) cell.c0 = values(d * cell.batch * cell.hidden);
  if (lstm && random->Int(0, 2) == 0) cell.p = values(d * 3 * cell.hidden);
  if (random->Int(0, 2) == 0) {
    for (int64_t n = 0; n < cell.batch; ++n) {
      cell.lengths.push_back(random->Int(0, static_cast<int>(cell.steps)));
    }
  }
  return cell;
}

void ComputesCells(bool lstm, uint64_t features) {
  Random random(lstm ? 51 : 52);
  for (int round = 0; round < 120; ++round) {
    const Cell cell = RandomCell(lstm, &random);
    const DType type = round % 5 == 4 ? DType::kFloat64 : DType::kFloat32;
    const int64_t d = cell.direction == 2 ? 2 : 1;
    const int64_t g = lstm ? 4 : 3;
    const bool first = cell.layout != 0;
    const Dims x = first ? Dims{cell.batch, cell.steps, cell.inputs}
                         : Dims{cell.steps, cell.batch, cell.inputs};
    const Dims y = first ? Dims{cell.batch, cell.steps, d, cell.hidden}
                         : Dims{cell.steps, d, cell.batch, cell.hidden};
    const Dims state = first ? Dims{cell.batch, d, cell.hidden} : Dims{d, cell.batch, cell.hidden};
    StepCase step;
    const bool constant = random.Int(0, 3) > 0;
    const auto matrix = [&](const Dims& dims, const Values& values, bool odd) {
      return constant ? step.Weight(type, Packed(dims), values, odd)
                      : step.Input(type, dims, values);
    };
    const auto optional = [&](const Dims& dims, const Values& values) {
      return values.empty() ? -1 : step.Input(type, dims, values);
    };
    const int32_t all = step.Output(type, y);
    const int32_t last = step.Output(type, state);
    const int32_t memory = step.Output(type, state);
    std::vector<int32_t> inputs = {
        step.Input(type, x, cell.x), matrix({d, g * cell.hidden, cell.inputs}, cell.w, true),
        matrix({d, g * cell.hidden, cell.hidden}, cell.r, false),
        cell.b.empty() ? -1 : matrix({d, 2 * g * cell.hidden}, cell.b, round % 2 == 0)};
    inputs.push_back(
        cell.lengths.empty() ? -1 : step.Input(DType::kInt32, Dims{cell.batch}, cell.lengths));
    inputs.push_back(optional(state, cell.h0));
    if (lstm) inputs.push_back(optional(state, cell.c0));
    if (lstm) inputs.push_back(cell.p.empty() ? -1 : matrix({d, 3 * cell.hidden}, cell.p, true));
    std::vector<int64_t> attributes = {cell.hidden, cell.direction, RealBits(cell.clip),
                                       cell.layout, cell.variant};
    attributes.insert(attributes.end(), cell.functions.begin(), cell.functions.end());
    const bool only_last = round % 3 == 0;
    std::vector<int32_t> outputs = {only_last ? -1 : all, last};
    if (lstm) outputs.push_back(memory);
    step.Step(lstm ? 25 : 26, outputs, inputs, attributes);
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
    const Results wanted = Wanted(cell);
    const double epsilons = type == DType::kFloat32 ? 256 : 1e-4;
    if (!only_last && !Matches("Y", step.Seen(all), wanted.y, epsilons)) return;
    if (!Matches("Y_h", step.Seen(last), wanted.h, epsilons)) return;
    if (lstm && !Matches("Y_c", step.Seen(memory), wanted.c, epsilons)) return;
  }
}

void RefusesLengthsOutside() {
  StepCase step;
  const int32_t last = step.Output(DType::kFloat32, Dims{1, 2, 3});
  const int32_t x = step.Input(DType::kFloat32, Dims{4, 2, 1}, Values(8, 1.0));
  const int32_t w = step.Input(DType::kFloat32, Dims{1, 9, 1}, Values(9, 1.0));
  const int32_t r = step.Input(DType::kFloat32, Dims{1, 9, 3}, Values(27, 1.0));
  const int32_t lengths = step.Input(DType::kInt32, Dims{2}, {4, 5});
  step.Step(26, {-1, last}, {x, w, r, -1, lengths}, {3, 0, 0, 0, 0, 0, 1});
  CHECK_MSG(step.Run() == OSSICLE_DATA_REFUSED, "%s", step.error.message);
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, ~uint64_t{0}}) {
    ComputesCells(true, features);
    ComputesCells(false, features);
  }
  RefusesLengthsOutside();
  return Finish();
}

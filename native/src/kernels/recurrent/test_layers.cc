// LSTM and GRU layers against the definition of ONNX, step by step in double precision.
#include <cmath>
#include <cstring>
#include <vector>

#include "kernels/recurrent/gru.h"
#include "kernels/recurrent/lstm.h"
#include "tests/check.h"
#include "tests/each_feature_set.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

double Sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

using Doubles = std::vector<double>;

// rows [n, k] times a vector, plus two biases of n.
Doubles Project(const float* rows, size_t n, size_t k, const Doubles& x, const float* bias) {
  Doubles out(n);
  for (size_t i = 0; i < n; ++i) {
    out[i] = bias[i];
    for (size_t p = 0; p < k; ++p) out[i] += static_cast<double>(rows[i * k + p]) * x[p];
  }
  return out;
}

struct Weights {
  Guarded<float> w, r, b, p;
  Weights(const RecurrentShape& s, size_t gates)
      : w(s.directions * gates * s.units * s.inputs, Edge::kBack),
        r(s.directions * gates * s.units * s.units, Edge::kBack),
        b(s.directions * 2 * gates * s.units, Edge::kBack),
        p(s.directions * 3 * s.units, Edge::kBack) {
    test::Random random(s.units);
    for (Guarded<float>* array : {&w, &r, &b, &p}) random.Fill(*array, -0.5f, 0.5f);
  }
};

// One step of one row: hidden and c are replaced.
void LstmStep(const RecurrentShape& s, const Weights& weights, size_t d, const Doubles& x,
              Doubles& hidden, Doubles& c) {
  const size_t n = s.units;
  const float* b = weights.b.data() + d * 8 * n;
  const Doubles in = Project(weights.w.data() + d * 4 * n * s.inputs, 4 * n, s.inputs, x, b);
  const Doubles back = Project(weights.r.data() + d * 4 * n * n, 4 * n, n, hidden, b + 4 * n);
  const float* p = weights.p.data() + d * 3 * n;
  for (size_t j = 0; j < n; ++j) {
    const double i = Sigmoid(in[j] + back[j] + p[j] * c[j]);
    const double f = Sigmoid(in[2 * n + j] + back[2 * n + j] + p[2 * n + j] * c[j]);
    c[j] = f * c[j] + i * std::tanh(in[3 * n + j] + back[3 * n + j]);
    hidden[j] = Sigmoid(in[n + j] + back[n + j] + p[n + j] * c[j]) * std::tanh(c[j]);
  }
}

void GruStep(const RecurrentShape& s, const Weights& weights, size_t d, bool linear,
             const Doubles& x, Doubles& hidden) {
  const size_t n = s.units;
  const float* b = weights.b.data() + d * 6 * n;
  const float* r = weights.r.data() + d * 3 * n * n;
  const Doubles in = Project(weights.w.data() + d * 3 * n * s.inputs, 3 * n, s.inputs, x, b);
  const Doubles back = Project(r, 3 * n, n, hidden, b + 3 * n);
  Doubles reset(n), scaled(n);
  for (size_t j = 0; j < n; ++j) {
    reset[j] = Sigmoid(in[n + j] + back[n + j]);
    scaled[j] = reset[j] * hidden[j];
  }
  const Doubles after = Project(r + 2 * n * n, n, n, scaled, b + 5 * n);
  for (size_t j = 0; j < n; ++j) {
    const double z = Sigmoid(in[j] + back[j]);
    const double share = linear ? reset[j] * back[2 * n + j] : after[j];
    hidden[j] = (1.0 - z) * std::tanh(in[2 * n + j] + share) + z * hidden[j];
  }
}

// Everything a run needs, and its results.
struct Arrays {
  Guarded<float> x, h0, c0, y, y_h, y_c;
  explicit Arrays(const RecurrentShape& s)
      : x(s.steps * s.batch * s.inputs, Edge::kBack),
        h0(s.directions * s.batch * s.units, Edge::kBack),
        c0(h0.size(), Edge::kBack),
        y(s.steps * h0.size(), Edge::kBack),
        y_h(h0.size(), Edge::kBack),
        y_c(h0.size(), Edge::kBack) {
    test::Random random(s.steps);
    for (Guarded<float>* array : {&x, &h0, &c0}) random.Fill(*array, -1.0f, 1.0f);
  }
};

size_t StateRow(const RecurrentShape& s, size_t d, size_t n) {
  return s.batch_first ? n * s.directions + d : d * s.batch + n;
}

size_t OutputRow(const RecurrentShape& s, size_t t, size_t d, size_t n) {
  return s.batch_first ? (n * s.steps + t) * s.directions + d
                       : (t * s.directions + d) * s.batch + n;
}

Doubles Row(const Guarded<float>& array, size_t row, size_t width) {
  const float* from = array.data() + row * width;
  return Doubles(from, from + width);
}

void CheckRow(const Guarded<float>& got, size_t row, const Doubles& wanted, const char* what) {
  for (size_t j = 0; j < wanted.size(); ++j) {
    const float value = got[row * wanted.size() + j];
    CHECK_MSG(test::Close(value, wanted[j], 40.0, 1.0), "%s row %zu [%zu]: %g, wanted %g", what,
              row, j, value, wanted[j]);
  }
}

// Walks every direction and row of the batch with step(d, x, hidden, c) and compares.
template <typename Step>
void CheckLayer(const RecurrentShape& s, const Arrays& arrays, const int32_t* lengths,
                const char* what, bool with_c, Step step) {
  for (size_t d = 0; d < s.directions; ++d) {
    const bool reverse = d == 1 || s.first_is_reverse;
    for (size_t n = 0; n < s.batch; ++n) {
      Doubles hidden = Row(arrays.h0, StateRow(s, d, n), s.units);
      Doubles c = Row(arrays.c0, StateRow(s, d, n), s.units);
      const size_t length = lengths != nullptr ? static_cast<size_t>(lengths[n]) : s.steps;
      for (size_t i = 0; i < s.steps; ++i) {
        const size_t t = i < length && reverse ? length - 1 - i : i;
        const size_t x_row = s.batch_first ? n * s.steps + t : t * s.batch + n;
        if (i < length) step(d, Row(arrays.x, x_row, s.inputs), hidden, c);
        CheckRow(arrays.y, OutputRow(s, t, d, n), i < length ? hidden : Doubles(s.units), what);
      }
      CheckRow(arrays.y_h, StateRow(s, d, n), hidden, what);
      if (with_c) CheckRow(arrays.y_c, StateRow(s, d, n), c, what);
    }
  }
}

void LstmFollowsOnnx(arch::Features features, const RecurrentShape& s, const int32_t* lengths) {
  const Weights weights(s, 4);
  Arrays arrays(s);
  Lstm lstm = LstmLayout(s, {}, features);
  Guarded<char> prepared((lstm.prepared_bytes + 63) / 64 * 64, Edge::kBack);
  Guarded<float> workspace(lstm.workspace_floats, Edge::kBack);
  LstmPrepare(&lstm, {weights.w.data(), weights.r.data(), weights.b.data(), weights.p.data()},
              prepared.data());
  const LstmRunArgs args = {arrays.x.data(),   lengths,         arrays.h0.data(),
                            arrays.c0.data(),  arrays.y.data(), arrays.y_h.data(),
                            arrays.y_c.data(), workspace.data()};
  CHECK(LstmRun(lstm, args));
  CheckLayer(s, arrays, lengths, "lstm", true,
             [&](size_t d, const Doubles& x, Doubles& hidden, Doubles& c) {
               LstmStep(s, weights, d, x, hidden, c);
             });
}

void GruFollowsOnnx(arch::Features features, const RecurrentShape& s, const int32_t* lengths,
                    bool linear) {
  const Weights weights(s, 3);
  Arrays arrays(s);
  GruOptions options;
  options.linear_before_reset = linear;
  Gru gru = GruLayout(s, options, features);
  Guarded<char> prepared((gru.prepared_bytes + 63) / 64 * 64, Edge::kBack);
  Guarded<float> workspace(gru.workspace_floats, Edge::kBack);
  GruPrepare(&gru, {weights.w.data(), weights.r.data(), weights.b.data()}, prepared.data());
  const GruRunArgs args = {arrays.x.data(), lengths,           arrays.h0.data(),
                           arrays.y.data(), arrays.y_h.data(), workspace.data()};
  CHECK(GruRun(gru, args));
  CheckLayer(s, arrays, lengths, linear ? "gru, linear before reset" : "gru", false,
             [&](size_t d, const Doubles& x, Doubles& hidden, Doubles&) {
               GruStep(s, weights, d, linear, x, hidden);
             });
}

// Two halves with the state carried over give the bits of one run.
void CarriesItsState(arch::Features features) {
  RecurrentShape s = {6, 2, 5, 20, 1, false, false};
  const Weights weights(s, 4);
  Arrays whole(s);
  const auto run = [&](size_t steps, const float* x, const float* h0, const float* c0, float* y,
                       float* y_h, float* y_c) {
    RecurrentShape part = s;
    part.steps = steps;
    Lstm lstm = LstmLayout(part, {}, features);
    std::vector<float> prepared(lstm.prepared_bytes / sizeof(float) + 16);
    std::vector<float> workspace(lstm.workspace_floats);
    LstmPrepare(&lstm, {weights.w.data(), weights.r.data(), nullptr, nullptr}, prepared.data());
    CHECK(LstmRun(lstm, {x, nullptr, h0, c0, y, y_h, y_c, workspace.data()}));
  };
  run(6, whole.x.data(), nullptr, nullptr, whole.y.data(), nullptr, nullptr);
  std::vector<float> y(whole.y.size()), h(40), c(40), h2(40);
  run(2, whole.x.data(), nullptr, nullptr, y.data(), h.data(), c.data());
  run(4, whole.x.data() + 2 * 2 * 5, h.data(), c.data(), y.data() + 2 * 40, h2.data(), nullptr);
  CHECK(std::memcmp(y.data(), whole.y.data(), y.size() * sizeof(float)) == 0);
  CHECK(std::memcmp(h2.data(), y.data() + 5 * 40, 40 * sizeof(float)) == 0);
}

void RefusesBadLengths(arch::Features features) {
  const RecurrentShape s = {3, 2, 1, 1, 1, false, false};
  const Lstm lstm = LstmLayout(s, {}, features);
  const Gru gru = GruLayout(s, {}, features);
  for (int32_t bad : {-1, 4}) {
    const int32_t lengths[] = {3, bad};
    LstmRunArgs args;
    args.lengths = lengths;
    CHECK(!LstmRun(lstm, args));
    GruRunArgs gru_args;
    gru_args.lengths = lengths;
    CHECK(!GruRun(gru, gru_args));
  }
}

}  // namespace

int main() {
  test::ForEachFeatureSet([](arch::Features features) {
    const int32_t lengths[] = {4, 0, 2};
    for (bool batch_first : {false, true}) {
      const RecurrentShape forward = {5, 1, 7, 33, 1, false, batch_first};
      const RecurrentShape reverse = {4, 3, 12, 16, 1, true, batch_first};
      const RecurrentShape both = {4, 3, 5, 19, 2, false, batch_first};
      const RecurrentShape large = {3, 2, 5, 117, 2, false, batch_first};
      for (const RecurrentShape& shape : {forward, reverse, both, large}) {
        LstmFollowsOnnx(features, shape, nullptr);
        if (shape.batch == 3) LstmFollowsOnnx(features, shape, lengths);
        for (bool linear : {false, true}) {
          GruFollowsOnnx(features, shape, nullptr, linear);
          if (shape.batch == 3) GruFollowsOnnx(features, shape, lengths, linear);
        }
      }
    }
    CarriesItsState(features);
    RefusesBadLengths(features);
  });
  return test::Finish();
}

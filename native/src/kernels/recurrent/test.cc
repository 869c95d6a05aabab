// The cells of the list against reference.cc, and reference.cc against the formulas.
#include <cmath>
#include <initializer_list>
#include <vector>

#include "kernels/recurrent/cell.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<CellKernel>;

double Activate(GateActivation activation, double x, double clip) {
  if (clip > 0) x = std::fmin(clip, std::fmax(-clip, x));
  switch (activation) {
    case GateActivation::kSigmoid:
      return 1.0 / (1.0 + std::exp(-x));
    case GateActivation::kTanh:
      return std::tanh(x);
    case GateActivation::kRelu:
      return x < 0 ? 0 : x;
  }
  return x;
}

struct Form {
  bool peepholes, coupled;
  float clip;
  GateActivation f, g, h;
};

void LstmFollowsItsFormula(const Entry& entry, size_t n, Edge edge, Form form) {
  test::Random random(n);
  Guarded<float> gates(4 * n, edge), p(3 * n, edge), c(n, edge), h(n, edge);
  random.Fill(gates, -3.0f, 3.0f);
  random.Fill(p, -1.0f, 1.0f);
  random.Fill(c, -2.0f, 2.0f);
  const std::vector<float> before(c.data(), c.data() + n);
  LstmCellArgs args;
  args.units = n;
  args.gates = gates.data();
  args.peepholes = form.peepholes ? p.data() : nullptr;
  args.f = form.f;
  args.g = form.g;
  args.h = form.h;
  args.clip = form.clip;
  args.couples_input_and_forget = form.coupled;
  args.c = c.data();
  args.hidden = h.data();
  entry.kernel.lstm(args);
  for (size_t j = 0; j < n; ++j) {
    const double peep[] = {form.peepholes ? p[j] : 0.0, form.peepholes ? p[n + j] : 0.0,
                           form.peepholes ? p[2 * n + j] : 0.0};
    const double i = Activate(form.f, gates[j] + peep[0] * before[j], form.clip);
    const double f = form.coupled
                         ? 1.0 - i
                         : Activate(form.f, gates[2 * n + j] + peep[2] * before[j], form.clip);
    const double next = f * before[j] + i * Activate(form.g, gates[3 * n + j], form.clip);
    const double o = Activate(form.f, gates[n + j] + peep[1] * next, form.clip);
    const double hidden = o * Activate(form.h, next, 0.0);
    CHECK_MSG(test::Close(c[j], next, 10.0, 20.0), "%s c n=%zu [%zu]: %g, wanted %g", entry.name, n,
              j, c[j], next);
    CHECK_MSG(test::Close(h[j], hidden, 10.0, 20.0), "%s h n=%zu [%zu]: %g, wanted %g", entry.name,
              n, j, h[j], hidden);
  }
}

void GruFollowsItsFormula(const Entry& entry, size_t n, Edge edge, Form form) {
  test::Random random(n);
  Guarded<float> x(3 * n, edge), v(2 * n, edge), u(n, edge), z(n, edge), w(n, edge), h(n, edge);
  for (Guarded<float>* array : {&x, &v, &u, &h}) random.Fill(*array, -2.0f, 2.0f);
  const std::vector<float> before(h.data(), h.data() + n);
  GruGatesArgs gates;
  gates.units = n;
  gates.x = x.data();
  gates.v = v.data();
  gates.u = u.data();
  gates.f = form.f;
  gates.clip = form.clip;
  gates.update = z.data();
  gates.scaled = w.data();
  entry.kernel.gru_gates(gates);
  GruOutputArgs output;
  output.units = n;
  output.x = x.data() + 2 * n;
  output.scaled = w.data();
  output.update = z.data();
  output.g = form.g;
  output.clip = form.clip;
  output.hidden = h.data();
  entry.kernel.gru_output(output);
  for (size_t j = 0; j < n; ++j) {
    const double update = Activate(form.f, static_cast<double>(x[j]) + v[j], form.clip);
    const double scaled =
        Activate(form.f, static_cast<double>(x[n + j]) + v[n + j], form.clip) * u[j];
    const double hidden =
        (1.0 - update) * Activate(form.g, x[2 * n + j] + scaled, form.clip) + update * before[j];
    CHECK_MSG(test::Close(h[j], hidden, 10.0, 20.0), "%s gru n=%zu [%zu]: %g, wanted %g",
              entry.name, n, j, h[j], hidden);
  }
}

void TestKernel(const Entry& entry) {
  constexpr GateActivation kSigmoid = GateActivation::kSigmoid;
  constexpr GateActivation kTanh = GateActivation::kTanh;
  constexpr GateActivation kRelu = GateActivation::kRelu;
  const Form forms[] = {{false, false, 0.0f, kSigmoid, kTanh, kTanh},
                        {true, false, 0.0f, kSigmoid, kTanh, kTanh},
                        {true, true, 0.7f, kSigmoid, kTanh, kRelu},
                        {false, true, 1.5f, kTanh, kRelu, kSigmoid}};
  for (size_t n : {0, 1, 3, 7, 8, 9, 15, 16, 17, 33, 64, 100}) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      for (const Form& form : forms) {
        LstmFollowsItsFormula(entry, n, edge, form);
        GruFollowsItsFormula(entry, n, edge, form);
      }
    }
  }
}

}  // namespace

int main() {
  test::ForEachKernel(CellKernels(), TestKernel);
  return test::Finish();
}

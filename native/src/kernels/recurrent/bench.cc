#include <vector>

#include "kernels/recurrent/lstm.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

void TimeCell(Session* session, const KernelEntry<CellKernel>& entry, size_t units) {
  const std::vector<float> gates(4 * units, 0.5f);
  std::vector<float> c(units), hidden(units);
  LstmCellArgs args;
  args.units = units;
  args.gates = gates.data();
  args.c = c.data();
  args.hidden = hidden.data();
  session->Time(entry.name, {units}, 0.0, 28.0 * static_cast<double>(units),
                [&] { entry.kernel.lstm(args); });
}

void TimeLayer(Session* session, size_t units) {
  RecurrentShape shape;
  shape.steps = 4;
  shape.batch = 1;
  shape.inputs = shape.units = units;
  Lstm lstm = LstmLayout(shape, {}, session->options().features);
  const std::vector<float> weights(4 * units * units, 0.01f), x(4 * units, 0.5f);
  std::vector<float> prepared(lstm.prepared_bytes / sizeof(float)), y(4 * units);
  std::vector<float> workspace(lstm.workspace_floats);
  LstmPrepare(&lstm, {weights.data(), weights.data(), nullptr, nullptr}, prepared.data());
  LstmRunArgs args;
  args.x = x.data();
  args.y = y.data();
  args.workspace = workspace.data();
  const double products = 2.0 * 4.0 * 4.0 * static_cast<double>(units * units);
  session->Time("LSTM layer, 4 steps", {units}, 2.0 * products, 0.0, [&] { LstmRun(lstm, args); });
}

}  // namespace

void Bench_recurrent(Session* session) {
  if (!session->Open("recurrent", "UNITS")) return;
  session->ForEachKernel(CellKernels(), [&](const KernelEntry<CellKernel>& entry) {
    for (const Shape& shape : session->Shapes({{128}, {512}})) {
      TimeCell(session, entry, shape[0]);
    }
  });
  if (!session->options().times) return;
  for (const Shape& shape : session->Shapes({{128}, {512}})) TimeLayer(session, shape[0]);
}

}  // namespace ossicle::bench

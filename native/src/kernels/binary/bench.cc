#include <vector>

#include "kernels/binary/binary.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_binary(Session* session) {
  if (!session->Open("binary", "N")) return;
  session->ForEachKernel(BinaryKernels(), [&](const KernelEntry<BinaryFn>& entry) {
    for (const Shape& shape : session->Shapes({{16}, {256}, {8192}})) {
      std::vector<float> a(shape[0], 0.7f), b(shape[0], 0.3f), y(shape[0]);
      const double bytes = 12.0 * static_cast<double>(shape[0]);
      session->Time(entry.name, shape, static_cast<double>(shape[0]), bytes, [&] {
        entry.kernel(BinaryOp::kAdd, {a.data(), b.data(), y.data(), shape[0], 1, 1});
      });
    }
  });
}

}  // namespace ossicle::bench

#include <vector>

#include "kernels/reduce/reduce.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_reduce(Session* session) {
  if (!session->Open("reduce", "N")) return;
  session->ForEachKernel(ReduceKernels(), [&](const KernelEntry<ReduceFn>& entry) {
    for (const Shape& shape : session->Shapes({{16}, {256}, {8192}})) {
      const std::vector<float> x(shape[0], 0.7f);
      float sum = 0.0f;
      const double n = static_cast<double>(shape[0]);
      session->Time(entry.name, shape, n, 4.0 * n,
                    [&] { sum += entry.kernel(Reduction::kSum, shape[0], x.data()); });
    }
  });
}

}  // namespace ossicle::bench

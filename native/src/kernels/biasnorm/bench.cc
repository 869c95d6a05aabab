#include <vector>

#include "kernels/biasnorm/biasnorm.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_biasnorm(Session* session) {
  if (!session->Open("biasnorm", "N")) return;
  session->ForEachKernel(BiasnormKernels(), [&](const KernelEntry<BiasnormFn>& entry) {
    for (const Shape& shape : session->Shapes({{128}, {256}, {512}})) {
      const size_t n = shape[0];
      std::vector<float> x(n, 0.5f), bias(n, 0.1f), out(n);
      session->Time(entry.name, shape, 0.0, 12.0 * static_cast<double>(n),
                    [&] { entry.kernel(n, x.data(), bias.data(), 0.3f, out.data()); });
    }
  });
}

}  // namespace ossicle::bench

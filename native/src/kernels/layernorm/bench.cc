#include <vector>

#include "kernels/layernorm/layernorm.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_layernorm(Session* session) {
  if (!session->Open("layernorm", "N")) return;
  session->ForEachKernel(LayernormKernels(), [&](const KernelEntry<LayernormFn>& entry) {
    for (const Shape& shape : session->Shapes({{192}, {256}, {512}})) {
      const size_t n = shape[0];
      std::vector<float> x(n, 0.5f), gamma(n, 1.0f), out(n);
      x[0] = 1.0f;
      session->Time(entry.name, shape, 0.0, 12.0 * static_cast<double>(n),
                    [&] { entry.kernel(n, x.data(), gamma.data(), nullptr, 1e-5f, out.data()); });
    }
  });
}

}  // namespace ossicle::bench

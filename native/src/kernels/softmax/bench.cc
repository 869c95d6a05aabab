#include <vector>

#include "kernels/softmax/softmax.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_softmax(Session* session) {
  if (!session->Open("softmax", "N")) return;
  session->ForEachKernel(SoftmaxKernels(), [&](const KernelEntry<SoftmaxFn>& entry) {
    for (const Shape& shape : session->Shapes({{20}, {80}, {500}})) {
      std::vector<float> x(shape[0], 0.7f), y(shape[0]);
      session->Time(entry.name, shape, static_cast<double>(shape[0]), 0.0,
                    [&] { entry.kernel(false, shape[0], x.data(), nullptr, y.data()); });
    }
  });
}

}  // namespace ossicle::bench

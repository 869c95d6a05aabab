#include <vector>

#include "kernels/best/best.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_best(Session* session) {
  if (!session->Open("best", "N")) return;
  session->ForEachKernel(BestKernels(), [&](const KernelEntry<BestFn>& entry) {
    for (const Shape& shape : session->Shapes({{80}, {500}, {5000}})) {
      std::vector<float> x(shape[0], 0.7f);
      x[shape[0] / 2] = 0.8f;
      size_t places = 0;
      session->Time(entry.name, shape, static_cast<double>(shape[0]), 0.0,
                    [&] { places += entry.kernel(shape[0], x.data()); });
    }
  });
}

}  // namespace ossicle::bench

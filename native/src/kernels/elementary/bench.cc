#include <string>
#include <vector>

#include "kernels/elementary/elementary.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_elementary(Session* session) {
  if (!session->Open("elementary", "N")) return;
  constexpr const char* kNames[] = {"exp", "log", "log1p", "sigmoid", "tanh", "erf", "softplus"};
  session->ForEachKernel(ElementaryKernels(), [&](const KernelEntry<ElementaryFn>& entry) {
    for (const Shape& shape : session->Shapes({{8192}})) {
      std::vector<float> x(shape[0], 0.7f), out(shape[0]);
      for (int f = 0; f < 7; ++f) {
        const std::string name = std::string(entry.name) + " " + kNames[f];
        session->Time(name.c_str(), shape, static_cast<double>(shape[0]), 0.0, [&] {
          entry.kernel(static_cast<Elementary>(f), shape[0], x.data(), out.data());
        });
      }
    }
  });
}

}  // namespace ossicle::bench

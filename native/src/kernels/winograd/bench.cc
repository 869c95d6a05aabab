#include <string>
#include <vector>

#include "kernels/winograd/winograd.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_winograd(Session* session) {
  if (!session->Open("winograd", "N")) return;
  session->ForEachKernel(WinogradKernels(), [&](const KernelEntry<WinogradKernel>& entry) {
    for (const Shape& shape : session->Shapes({{1248}, {2432}})) {
      const size_t n = shape[0];
      const ptrdiff_t step = static_cast<ptrdiff_t>(n);
      const std::vector<float> from(kWinogradPoints * n, 0.5f);
      std::vector<float> to(kWinogradPoints * n);
      const double floats = static_cast<double>(kWinogradPoints * n);
      session->Time((std::string(entry.name) + " input").c_str(), shape, floats, 0.0, [&] {
        entry.kernel.input({from.data(), step, n, to.data(), step});
      });
      session->Time((std::string(entry.name) + " output").c_str(), shape, floats, 0.0, [&] {
        entry.kernel.output({from.data(), step, n / 16, 16, nullptr, Activation::kNone,
                             kWinogradRows, to.data(), step});
      });
    }
  });
}

}  // namespace ossicle::bench

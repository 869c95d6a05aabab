#include <vector>

#include "kernels/quantize/quantize.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_quantize(Session* session) {
  if (!session->Open("quantize", "N")) return;
  session->ForEachKernel(QuantizeKernels(), [&](const KernelEntry<QuantizeKernel>& entry) {
    for (const Shape& shape : session->Shapes({{512}, {8192}})) {
      const size_t n = shape[0];
      std::vector<float> x(n);
      std::vector<uint8_t> y(n);
      for (size_t i = 0; i < n; ++i) x[i] = static_cast<float>(i % 100) - 50.0f;
      float scale;
      uint8_t zero;
      session->Time("dynamic", shape, 0.0, 5.0 * static_cast<double>(n),
                    [&] { entry.kernel.dynamic(n, x.data(), y.data(), &scale, &zero); });
      Quantization q;
      q.scales = &scale;
      session->Time("dequantize", shape, 0.0, 5.0 * static_cast<double>(n),
                    [&] { entry.kernel.dequantize(n, y.data(), q, x.data()); });
    }
  });
}

}  // namespace ossicle::bench

#include <vector>

#include "kernels/transpose/transpose.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_transpose(Session* session) {
  if (!session->Open("transpose", "ROWSxCOLUMNS")) return;
  session->ForEachKernel(TransposeKernels(), [&](const KernelEntry<TransposeFn>& entry) {
    for (const Shape& shape : session->Shapes({{80, 32}, {512, 16}, {16, 512}})) {
      const size_t rows = shape[0];
      const size_t columns = shape[1];
      std::vector<float> in(rows * columns), out(rows * columns);
      session->Time(entry.name, shape, 0.0, 8.0 * static_cast<double>(rows * columns),
                    [&] { entry.kernel(rows, columns, in.data(), columns, out.data(), rows); });
    }
  });
}

}  // namespace ossicle::bench

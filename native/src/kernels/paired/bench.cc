#include <vector>

#include "kernels/paired/paired.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_paired(Session* session) {
  if (!session->Open("paired", "MxNxK")) return;
  session->ForEachKernel(PairedKernels(), [&](const KernelEntry<PairedKernel>& entry) {
    for (const Shape& shape : session->Shapes({{384, 304, 128}, {128, 304, 384}})) {
      PairedArgs args;
      args.m = shape[0];
      args.n = shape[1];
      args.k = shape[2];
      const std::vector<float> a(args.m * args.k, 0.1f), b(args.k * args.n, 0.5f);
      std::vector<float> prepared(PairedPreparedFloats(args.m, args.k));
      std::vector<float> c(args.m * args.n), workspace(PairedWorkspaceFloats(entry.kernel, args.k));
      PairedPrepare(args.m, args.k, a.data(), prepared.data());
      args.prepared = prepared.data();
      args.b = b.data();
      args.b_row_stride = args.c_row_stride = static_cast<ptrdiff_t>(args.n);
      args.c = c.data();
      args.workspace = workspace.data();
      const double products = static_cast<double>(args.m * args.n * args.k);
      session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel.run(args); });
    }
  });
}

}  // namespace ossicle::bench

#include <vector>

#include "kernels/gemm_half/gemm_half.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_gemm_half(Session* session) {
  if (!session->Open("gemm_half", "MxKxN")) return;
  for (const KernelList<GemmHalfKernel>& list : {GemmF16Kernels(), GemmBf16Kernels()}) {
    session->ForEachKernel(list, [&](const KernelEntry<GemmHalfKernel>& entry) {
      for (const Shape& shape : session->Shapes(
               {{1, 512, 512}, {4, 512, 512}, {16, 512, 512}, {64, 512, 2048}, {1, 2048, 8192}})) {
        GemmF32Args args;
        args.m = shape[0];
        args.k = shape[1];
        args.n = shape[2];
        const std::vector<float> a(args.m * args.k, 0.5f);
        std::vector<float> c(args.m * args.n);
        const std::vector<uint16_t> packed(GemmHalfPackedNumbers(entry.kernel, args.k, args.n));
        args.a = a.data();
        args.a_row_stride = static_cast<ptrdiff_t>(args.k);
        args.c = c.data();
        args.c_row_stride = static_cast<ptrdiff_t>(args.n);
        GemmHalfUsePacked(entry.kernel, packed.data(), &args);
        const double products = static_cast<double>(args.m * args.n * args.k);
        session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel.run(args); });
      }
    });
  }
}

}  // namespace ossicle::bench

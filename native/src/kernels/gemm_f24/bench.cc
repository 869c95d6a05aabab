#include <random>
#include <vector>

#include "cpu/allocate.h"
#include "kernels/gemm_f24/gemm_f24.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_gemm_f24(Session* session) {
  if (!session->Open("gemm_f24", "MxKxN")) return;
  session->ForEachKernel(GemmF24Kernels(), [&](const KernelEntry<GemmF24Kernel>& entry) {
    for (const Shape& shape : session->Shapes({{1, 128, 512}, {1, 512, 2048}, {2, 512, 2048}})) {
      GemmF24Args args;
      args.m = shape[0];
      args.k = shape[1];
      args.n = shape[2];
      std::mt19937 random(1);
      std::normal_distribution<float> normal(0.0f, 0.05f);
      std::vector<float> b(args.k * args.n);
      for (float& x : b) x = normal(random);
      const std::vector<float> a(args.m * args.k, 0.5f);
      std::vector<float> c(args.m * args.n);
      // Of normal numbers a column of 128 has one or two.
      const size_t outliers = args.k * args.n / 32;
      void* const packed = Allocate(GemmF24PackedBytes(entry.kernel, args.k, args.n, outliers), 64);
      if (packed == nullptr) return;
      const size_t bytes =
          GemmF24Pack(entry.kernel, args.k, args.n, {b.data(), static_cast<ptrdiff_t>(args.n), 1},
                      outliers, packed);
      args.a = a.data();
      args.a_row_stride = static_cast<ptrdiff_t>(args.k);
      args.packed = packed;
      args.c = c.data();
      args.c_row_stride = static_cast<ptrdiff_t>(args.n);
      const double products = static_cast<double>(args.m * args.n * args.k);
      session->Time(entry.name, shape, 2.0 * products, static_cast<double>(bytes), [&] {
        entry.kernel.run(args);
        args.backwards = !args.backwards;
      });
      Free(packed);
    }
  });
}

}  // namespace ossicle::bench

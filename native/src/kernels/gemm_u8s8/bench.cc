#include <vector>

#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

void TimeProduct(Session* session, const KernelEntry<GemmU8S8Kernel>& entry, const Shape& shape) {
  GemmU8S8Args args;
  args.m = shape[0];
  args.k = shape[1];
  args.n = shape[2];
  const std::vector<uint8_t> a(args.m * args.k, 3), b(args.k * args.n, 5);
  const std::vector<float> bias(args.n, 1.0f);
  std::vector<float> c(args.m * args.n);
  std::vector<int32_t> packed(GemmU8S8PackedBytes(entry.kernel, args.k, args.n, 1) / 4);
  const float scale = 0.01f;
  const int32_t zero_point = 100;
  ByteMatrix view;
  view.data = b.data();
  view.row_stride = static_cast<ptrdiff_t>(args.n);
  view.column_stride = 1;
  view.is_signed = true;
  args.b = GemmU8S8Pack(entry.kernel, args.k, args.n, 1, view, packed.data());
  args.a = a.data();
  args.a_row_stride = static_cast<ptrdiff_t>(args.k);
  args.a_zero_points = &zero_point;
  args.c_float = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(args.n);
  args.a_scales = &scale;
  args.b_scales = &scale;
  args.bias = bias.data();
  const double products = static_cast<double>(args.m * args.n * args.k);
  session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel.run(args); });
}

}  // namespace

void Bench_gemm_u8s8(Session* session) {
  if (!session->Open("gemm_u8s8", "MxKxN")) return;
  session->ForEachKernel(GemmU8S8Kernels(), [&](const KernelEntry<GemmU8S8Kernel>& entry) {
    for (const Shape& shape : session->Shapes(
             {{1, 512, 512}, {4, 512, 512}, {8, 512, 512}, {16, 512, 512}, {64, 512, 2048}})) {
      TimeProduct(session, entry, shape);
    }
  });
}

}  // namespace ossicle::bench

#include <string>
#include <vector>

#include "kernels/gemm_f32/gemm_f32.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

using Entry = KernelEntry<GemmF32Kernel>;

void TimePacked(Session* session, const Entry& entry, const Shape& shape) {
  GemmF32Args args;
  args.m = shape[0];
  args.k = shape[1];
  args.n = shape[2];
  const std::vector<float> a(args.m * args.k, 0.5f), b(args.k * args.n, 0.25f);
  std::vector<float> c(args.m * args.n), packed(GemmF32PackedFloats(entry.kernel, args.k, args.n));
  GemmF32Pack(entry.kernel, args.k, args.n, {b.data(), static_cast<ptrdiff_t>(args.n), 1},
              packed.data());
  args.a = a.data();
  args.a_row_stride = static_cast<ptrdiff_t>(args.k);
  args.c = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(args.n);
  GemmF32UsePacked(entry.kernel, packed.data(), &args);
  const double products = static_cast<double>(args.m * args.n * args.k);
  session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel.run(args); });
}

// Both factors new every time, B transposed, as in attention.
void TimeDynamic(Session* session, const Entry& entry, const Shape& shape) {
  GemmF32Args args;
  args.m = shape[0];
  args.k = shape[1];
  args.n = shape[2];
  const std::vector<float> a(args.m * args.k, 0.5f), b(args.k * args.n, 0.25f);
  std::vector<float> c(args.m * args.n);
  const MatrixView view_a = {a.data(), static_cast<ptrdiff_t>(args.k), 1};
  const MatrixView view_b = {b.data(), 1, static_cast<ptrdiff_t>(args.k)};
  std::vector<float> workspace(
      GemmF32DynamicFloats(entry.kernel, args.m, args.n, args.k, view_a, view_b));
  args.c = c.data();
  args.c_row_stride = static_cast<ptrdiff_t>(args.n);
  const double products = static_cast<double>(args.m * args.n * args.k);
  const std::string name = std::string(entry.name) + " A*B^T";
  session->Time(name.c_str(), shape, 2.0 * products, 0.0,
                [&] { GemmF32Dynamic(entry.kernel, view_a, view_b, args, workspace.data()); });
}

}  // namespace

void Bench_gemm_f32(Session* session) {
  if (!session->Open("gemm_f32", "MxKxN")) return;
  session->ForEachKernel(GemmF32Kernels(), [&](const Entry& entry) {
    for (const Shape& shape : session->Shapes(
             {{1, 512, 512}, {4, 512, 512}, {8, 512, 512}, {16, 512, 512}, {64, 512, 2048}})) {
      TimePacked(session, entry, shape);
    }
    for (const Shape& shape : session->Shapes({{16, 32, 80}, {4, 64, 68}})) {
      TimeDynamic(session, entry, shape);
    }
  });
}

}  // namespace ossicle::bench

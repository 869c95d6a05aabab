#include "kernels/gemm_u8s8/gemm_u8s8.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmU8S8Kernel> kKernels[] = {
#define OSSICLE_GEMM_U8S8(needs, name, columns) {needs, {name, name##_sums, columns}, #name},
#include "kernels/gemm_u8s8/kernels.inc"
#undef OSSICLE_GEMM_U8S8
};

void CopyRows(size_t m, size_t k, const ByteMatrix& a, uint8_t* rows) {
  for (size_t i = 0; i < m; ++i) {
    const uint8_t* row = a.data + static_cast<ptrdiff_t>(i) * a.row_stride;
    for (size_t p = 0; p < k; ++p) {
      rows[i * k + p] = row[static_cast<ptrdiff_t>(p) * a.column_stride];
    }
  }
}

// Multiplications that take several times as long as handing some of them to another thread.
constexpr uint64_t kWorthSharing = 1 << 22;

// A product whose panels are divided into parts.
struct SharedProduct {
  const GemmU8S8Kernel* kernel;
  const GemmU8S8Args* args;
  size_t panels_of_part;
};

void RunPart(const void* work, size_t part) {
  const SharedProduct& product = *static_cast<const SharedProduct*>(work);
  GemmU8S8Args args = *product.args;
  const size_t columns = product.panels_of_part * product.kernel->columns;
  const size_t first = part * columns;
  if (first >= args.n) return;
  if (args.n - first > columns) {
    args.n = columns;
  } else {
    args.n -= first;
  }
  args.b.panels += part * product.panels_of_part * args.b.panel_bytes;
  args.b.column_sums += first;
  if (args.b.zero_points != nullptr) args.b.zero_points += first;
  if (args.c_int != nullptr) args.c_int += first;
  if (args.c_float != nullptr) args.c_float += first;
  if (args.b_scales != nullptr) args.b_scales += first * args.b_scale_stride;
  if (args.bias != nullptr) args.bias += first;
  product.kernel->run(args);
}

}  // namespace

KernelList<GemmU8S8Kernel> GemmU8S8Kernels() { return KernelList<GemmU8S8Kernel>(kKernels); }

size_t GemmU8S8DynamicBytes(const GemmU8S8Kernel& kernel, size_t m, size_t n, size_t k,
                            const ByteMatrix& a) {
  const size_t for_a = a.column_stride == 1 ? 0 : m * k;
  return GemmU8S8PackedBytes(kernel, k, n, 1) + for_a;
}

void GemmU8S8Dynamic(const GemmU8S8Kernel& kernel, const ByteMatrix& a, const ByteMatrix& b,
                     const GemmU8S8Args& args, void* workspace) {
  GemmU8S8Args run = args;
  run.segments = 1;
  run.b = GemmU8S8Pack(kernel, args.k, args.n, 1, b, workspace);
  run.a = a.data;
  run.a_row_stride = a.row_stride;
  if (a.column_stride != 1) {
    uint8_t* rows =
        static_cast<uint8_t*>(workspace) + GemmU8S8PackedBytes(kernel, args.k, args.n, 1);
    CopyRows(args.m, args.k, a, rows);
    run.a = rows;
    run.a_row_stride = static_cast<ptrdiff_t>(args.k);
  }
  run.a_is_signed = a.is_signed;
  run.a_zero_points = a.zero_points;
  run.a_zero_point_stride = a.zero_point_stride;
  kernel.run(run);
}

void GemmU8S8Run(const GemmU8S8Kernel& kernel, const GemmU8S8Args& args, const Helpers& helpers) {
  const size_t panels = (args.n + kernel.columns - 1) / kernel.columns;
  const uint32_t parts =
      uint64_t{args.m} * args.n * args.k < kWorthSharing ? 1 : helpers.PartsOf(panels);
  if (parts <= 1) return kernel.run(args);
  const SharedProduct product = {&kernel, &args, (panels + parts - 1) / parts};
  helpers.team->Run(RunPart, &product, parts);
}

}  // namespace ossicle

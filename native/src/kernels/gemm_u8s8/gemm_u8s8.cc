#include "kernels/gemm_u8s8/gemm_u8s8.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmU8S8Kernel> kKernels[] = {
#define OSSICLE_GEMM_U8S8(needs, name, columns) {needs, {name, columns}, #name},
#include "kernels/gemm_u8s8/kernels.inc"
#undef OSSICLE_GEMM_U8S8
};

constexpr size_t RoundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

// Rows of packed B, with every segment filled up to whole groups.
size_t FilledRows(size_t k, size_t segments) {
  return segments == 0 ? 0 : segments * RoundUp(k / segments, kGemmU8S8Group);
}

// Packs `used` columns from `first` on into a panel of `width`, adding up each column.
void PackPanel(size_t k, size_t segments, const ByteMatrix& b, size_t first, size_t used,
               size_t width, int8_t* panel, int32_t* sums) {
  const uint8_t flip = b.is_signed ? 0 : 0x80;
  const size_t run = segments == 0 ? 0 : k / segments;
  for (size_t s = 0; s < segments; ++s) {
    for (size_t p = 0; p < run; ++p) {
      const uint8_t* from = b.data + static_cast<ptrdiff_t>(s * run + p) * b.row_stride +
                            static_cast<ptrdiff_t>(first) * b.column_stride;
      int8_t* to = panel + p / kGemmU8S8Group * width * kGemmU8S8Group + p % kGemmU8S8Group;
      for (size_t j = 0; j < used; ++j) {
        const uint8_t byte = from[static_cast<ptrdiff_t>(j) * b.column_stride] ^ flip;
        to[j * kGemmU8S8Group] = static_cast<int8_t>(byte);
        sums[j] += static_cast<int8_t>(byte);
      }
    }
    panel += RoundUp(run, kGemmU8S8Group) * width;
  }
}

void CopyRows(size_t m, size_t k, const ByteMatrix& a, uint8_t* rows) {
  for (size_t i = 0; i < m; ++i) {
    const uint8_t* row = a.data + static_cast<ptrdiff_t>(i) * a.row_stride;
    for (size_t p = 0; p < k; ++p) {
      rows[i * k + p] = row[static_cast<ptrdiff_t>(p) * a.column_stride];
    }
  }
}

}  // namespace

KernelList<GemmU8S8Kernel> GemmU8S8Kernels() { return KernelList<GemmU8S8Kernel>(kKernels); }

size_t GemmU8S8PackedBytes(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments) {
  const size_t columns = RoundUp(n, kernel.columns);
  return columns * FilledRows(k, segments) + 2 * columns * sizeof(int32_t);
}

PackedU8S8 GemmU8S8Pack(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments,
                        const ByteMatrix& b, void* packed) {
  const size_t width = kernel.columns;
  const size_t columns = RoundUp(n, width);
  const size_t panel_bytes = FilledRows(k, segments) * width;
  int8_t* panels = static_cast<int8_t*>(packed);
  int32_t* sums = reinterpret_cast<int32_t*>(panels + columns / width * panel_bytes);
  int32_t* zeros = sums + columns;
  for (size_t i = 0; i < columns / width * panel_bytes; ++i) panels[i] = 0;
  for (size_t j = 0; j < columns; ++j) sums[j] = zeros[j] = 0;

  for (size_t first = 0; first < n; first += width) {
    const size_t used = n - first < width ? n - first : width;
    PackPanel(k, segments, b, first, used, width, panels + first / width * panel_bytes,
              sums + first);
  }
  const int32_t shift = b.is_signed ? 0 : 128;
  bool any = false;
  for (size_t j = 0; j < n; ++j) {
    const int32_t zero = b.zero_points != nullptr ? b.zero_points[j * b.zero_point_stride] : 0;
    zeros[j] = zero - shift;
    any = any || zeros[j] != 0;
  }
  return {panels, sums, any ? zeros : nullptr, panel_bytes};
}

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

}  // namespace ossicle

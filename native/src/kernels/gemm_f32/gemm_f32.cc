#include "kernels/gemm_f32/gemm_f32.h"

#include <cstring>

#include "kernels/gemm_f32/shared.h"

namespace ossicle {
namespace {

constexpr KernelEntry<GemmF32Kernel> kKernels[] = {
#define OSSICLE_GEMM_F32(needs, name, columns, transpose) \
  {needs, {name, columns, transpose}, #name},
#include "kernels/gemm_f32/kernels.inc"
#undef OSSICLE_GEMM_F32
};

void CopyPanel(size_t k, size_t used, const float* from, const MatrixView& b, size_t width,
               float* panel) {
  for (size_t p = 0; p < k; ++p, from += b.row_stride, panel += width) {
    if (b.column_stride == 1) {
      std::memcpy(panel, from, used * sizeof(float));
      continue;
    }
    for (size_t j = 0; j < used; ++j) panel[j] = from[static_cast<ptrdiff_t>(j) * b.column_stride];
  }
}

// Writes an m x k matrix with adjacent columns.
void CopyRows(const GemmF32Kernel& kernel, size_t m, size_t k, const MatrixView& a, float* rows) {
  if (a.row_stride == 1 && a.column_stride >= 0) {
    return kernel.transpose(k, m, a.data, static_cast<size_t>(a.column_stride), rows, k);
  }
  for (size_t i = 0; i < m; ++i) {
    const float* row = a.data + static_cast<ptrdiff_t>(i) * a.row_stride;
    for (size_t p = 0; p < k; ++p) {
      rows[i * k + p] = row[static_cast<ptrdiff_t>(p) * a.column_stride];
    }
  }
}

// Columns of a transposed A that are read row by row, tile after tile, and stay in a first cache.
constexpr size_t kMostTransposedColumns = 512;

// A matrix with adjacent columns, or one column, is read where it is.
bool ReadInPlace(const MatrixView& view, size_t columns) {
  return view.column_stride == 1 || columns <= 1;
}

bool ReadRowsInPlace(const MatrixView& a, size_t columns) {
  return ReadInPlace(a, columns) || (a.row_stride == 1 && columns <= kMostTransposedColumns);
}

}  // namespace

KernelList<GemmF32Kernel> GemmF32Kernels() { return KernelList<GemmF32Kernel>(kKernels); }

size_t GemmF32PackedFloats(const GemmF32Kernel& kernel, size_t k, size_t n) {
  const size_t panels = (n + kernel.columns - 1) / kernel.columns;
  return panels * kernel.columns * k;
}

void GemmF32Pack(const GemmF32Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                 float* packed) {
  const size_t width = kernel.columns;
  for (size_t first = 0; first < n; first += width) {
    const size_t used = n - first < width ? n - first : width;
    const float* from = b.data + static_cast<ptrdiff_t>(first) * b.column_stride;
    if (b.row_stride == 1 && b.column_stride >= 0) {
      kernel.transpose(used, k, from, static_cast<size_t>(b.column_stride), packed, width);
    } else {
      CopyPanel(k, used, from, b, width, packed);
    }
    for (size_t p = 0; used < width && p < k; ++p) {
      for (size_t j = used; j < width; ++j) packed[p * width + j] = 0.0f;
    }
    packed += k * width;
  }
}

void GemmF32UsePacked(const GemmF32Kernel& kernel, const float* packed, GemmF32Args* args) {
  args->b = packed;
  args->b_row_stride = static_cast<ptrdiff_t>(kernel.columns);
  args->b_panel_stride = static_cast<ptrdiff_t>(kernel.columns * args->k);
  args->b_filled_up = true;
}

void GemmF32Run(const GemmF32Kernel& kernel, const GemmF32Args& args, const Helpers& helpers) {
  RunShared({kernel.run, kernel.columns, sizeof(float)}, args, helpers);
}

size_t GemmF32RowFloats(size_t m, size_t k, const MatrixView& a) {
  return ReadRowsInPlace(a, k) ? 0 : m * k;
}

void GemmF32UseA(const GemmF32Kernel& kernel, const MatrixView& a, float* workspace,
                 GemmF32Args* args) {
  args->a_segments = 1;
  args->a_segment_stride = 0;
  if (ReadRowsInPlace(a, args->k)) {
    args->a = a.data;
    args->a_row_stride = a.row_stride;
    args->a_step = a.column_stride;
  } else {
    CopyRows(kernel, args->m, args->k, a, workspace);
    args->a = workspace;
    args->a_row_stride = static_cast<ptrdiff_t>(args->k);
    args->a_step = 1;
  }
}

size_t GemmF32DynamicFloats(const GemmF32Kernel& kernel, size_t m, size_t n, size_t k,
                            const MatrixView& a, const MatrixView& b) {
  return GemmF32RowFloats(m, k, a) + (ReadInPlace(b, n) ? 0 : GemmF32PackedFloats(kernel, k, n));
}

void GemmF32Dynamic(const GemmF32Kernel& kernel, const MatrixView& a, const MatrixView& b,
                    const GemmF32Args& args, float* workspace) {
  GemmF32Args run = args;
  if (ReadInPlace(b, args.n)) {
    run.b = b.data;
    run.b_row_stride = b.row_stride;
    run.b_panel_stride = static_cast<ptrdiff_t>(kernel.columns);
    run.b_filled_up = false;
  } else {
    GemmF32Pack(kernel, args.k, args.n, b, workspace);
    GemmF32UsePacked(kernel, workspace, &run);
    workspace += GemmF32PackedFloats(kernel, args.k, args.n);
  }
  GemmF32UseA(kernel, a, workspace, &run);
  kernel.run(run);
}

}  // namespace ossicle

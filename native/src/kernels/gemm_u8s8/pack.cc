// How B becomes panels.
#include <cstring>

#include "kernels/gemm_u8s8/gemm_u8s8.h"

namespace ossicle {
namespace {

constexpr size_t RoundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

// Rows of packed B, with every segment filled up to whole groups.
size_t FilledRows(size_t k, size_t segments) {
  return segments == 0 ? 0 : segments * RoundUp(k / segments, kGemmU8S8Group);
}

// One segment of B, `columns` of its columns, on the way into a panel of `width`.
struct Piece {
  const uint8_t* from;
  ptrdiff_t row_stride;
  ptrdiff_t column_stride;
  size_t rows;
  size_t columns;
  size_t width;
  int8_t* panel;
};

int8_t* PlaceOf(const Piece& piece, size_t row) {
  return piece.panel + row / kGemmU8S8Group * piece.width * kGemmU8S8Group + row % kGemmU8S8Group;
}

// Any strides, from a row on.
void PackBytes(const Piece& piece, size_t row) {
  for (; row < piece.rows; ++row) {
    const uint8_t* const from = piece.from + static_cast<ptrdiff_t>(row) * piece.row_stride;
    int8_t* const to = PlaceOf(piece, row);
    for (size_t j = 0; j < piece.columns; ++j) {
      to[j * kGemmU8S8Group] =
          static_cast<int8_t>(from[static_cast<ptrdiff_t>(j) * piece.column_stride]);
    }
  }
}

// Adjacent columns: the bytes of four rows take turns.
void InterleaveRows(size_t columns, const uint8_t* __restrict from, ptrdiff_t row_stride,
                    int8_t* __restrict to) {
  const uint8_t* const second = from + row_stride;
  const uint8_t* const third = second + row_stride;
  const uint8_t* const fourth = third + row_stride;
  for (size_t j = 0; j < columns; ++j) {
    to[j * kGemmU8S8Group] = static_cast<int8_t>(from[j]);
    to[j * kGemmU8S8Group + 1] = static_cast<int8_t>(second[j]);
    to[j * kGemmU8S8Group + 2] = static_cast<int8_t>(third[j]);
    to[j * kGemmU8S8Group + 3] = static_cast<int8_t>(fourth[j]);
  }
}

// Adjacent rows: four bytes move as one.
void CopyGroups(const Piece& piece, size_t groups) {
  for (size_t j = 0; j < piece.columns; ++j) {
    const uint8_t* from = piece.from + static_cast<ptrdiff_t>(j) * piece.column_stride;
    int8_t* to = piece.panel + j * kGemmU8S8Group;
    for (size_t g = 0; g < groups; ++g, from += kGemmU8S8Group) {
      std::memcpy(to, from, kGemmU8S8Group);
      to += piece.width * kGemmU8S8Group;
    }
  }
}

void PackPiece(const Piece& piece) {
  size_t done = 0;
  if (piece.row_stride == 1) {
    done = piece.rows / kGemmU8S8Group * kGemmU8S8Group;
    CopyGroups(piece, piece.rows / kGemmU8S8Group);
  } else if (piece.column_stride == 1) {
    for (; done + kGemmU8S8Group <= piece.rows; done += kGemmU8S8Group) {
      InterleaveRows(piece.columns, piece.from + static_cast<ptrdiff_t>(done) * piece.row_stride,
                     piece.row_stride, PlaceOf(piece, done));
    }
  }
  PackBytes(piece, done);
}

void Flip(int8_t* bytes, size_t count, size_t step) {
  for (size_t i = 0; i < count; ++i) bytes[i * step] = static_cast<int8_t>(bytes[i * step] ^ -128);
}

// Makes unsigned bytes signed by flipping their highest bit; what fills up stays zero.
void FlipPiece(const Piece& piece) {
  const size_t whole = piece.rows / kGemmU8S8Group * kGemmU8S8Group;
  for (size_t row = 0; row < whole; row += kGemmU8S8Group) {
    Flip(PlaceOf(piece, row), piece.columns * kGemmU8S8Group, 1);
  }
  for (size_t row = whole; row < piece.rows; ++row) {
    Flip(PlaceOf(piece, row), piece.columns, kGemmU8S8Group);
  }
}

void PackPanels(size_t k, size_t n, size_t segments, const ByteMatrix& b, size_t width,
                int8_t* panel) {
  const size_t run = segments == 0 ? 0 : k / segments;
  for (size_t first = 0; first < n; first += width) {
    for (size_t s = 0; s < segments; ++s) {
      Piece piece = {};
      piece.from = b.data + static_cast<ptrdiff_t>(s * run) * b.row_stride +
                   static_cast<ptrdiff_t>(first) * b.column_stride;
      piece.row_stride = b.row_stride;
      piece.column_stride = b.column_stride;
      piece.rows = run;
      piece.columns = n - first < width ? n - first : width;
      piece.width = width;
      piece.panel = panel;
      PackPiece(piece);
      if (!b.is_signed) FlipPiece(piece);
      panel += RoundUp(run, kGemmU8S8Group) * width;
    }
  }
}

}  // namespace

size_t GemmU8S8PackedBytes(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments) {
  const size_t columns = RoundUp(n, kernel.columns);
  return columns * FilledRows(k, segments) + 2 * columns * sizeof(int32_t);
}

PackedU8S8 GemmU8S8Pack(const GemmU8S8Kernel& kernel, size_t k, size_t n, size_t segments,
                        const ByteMatrix& b, void* packed) {
  const size_t columns = RoundUp(n, kernel.columns);
  int8_t* const panels = static_cast<int8_t*>(packed);
  PackedU8S8 result;
  result.panels = panels;
  result.panel_bytes = FilledRows(k, segments) * kernel.columns;
  const size_t bytes = columns / kernel.columns * result.panel_bytes;
  int32_t* const sums = reinterpret_cast<int32_t*>(panels + bytes);
  int32_t* const zeros = sums + columns;
  std::memset(panels, 0, bytes);
  PackPanels(k, n, segments, b, kernel.columns, panels);
  kernel.sum_columns(result, columns, sums);
  result.column_sums = sums;

  std::memset(zeros, 0, columns * sizeof(int32_t));
  const int32_t shift = b.is_signed ? 0 : 128;
  bool any = false;
  for (size_t j = 0; j < n; ++j) {
    const int32_t zero = b.zero_points != nullptr ? b.zero_points[j * b.zero_point_stride] : 0;
    zeros[j] = zero - shift;
    any = any || zeros[j] != 0;
  }
  if (any) result.zero_points = zeros;
  return result;
}

}  // namespace ossicle

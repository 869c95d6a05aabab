#include <cstring>

#include "kernels/gemm_f28/packed.h"

namespace ossicle {
namespace {

using gemm_f28::kUpperBytes;
using gemm_f28::kVectorsOfHalf;
using gemm_f28::Layout;

// Widest panel, and rows of it that are read together, a cache line of each column if B is
// transposed.
constexpr size_t kMostColumns = 128;
constexpr size_t kRowsOfBlock = 16;

constexpr int kUnnamed = -1;
constexpr size_t kByteValues = 256;

uint8_t UpperByte(uint32_t bits) { return static_cast<uint8_t>(bits >> 24); }

// Some rows of a panel; columns behind B's last repeat it.
struct Block {
  uint32_t bits[kRowsOfBlock][kMostColumns];
  size_t rows;

  void Read(const Layout& layout, const MatrixView& b, size_t panel, size_t first_row) {
    const size_t columns = layout.Columns();
    rows = layout.k - first_row < kRowsOfBlock ? layout.k - first_row : kRowsOfBlock;
    for (size_t j = 0; j < columns; ++j) {
      const size_t wanted = panel * columns + j;
      const size_t column = wanted < layout.n ? wanted : layout.n - 1;
      const float* from = b.data + static_cast<ptrdiff_t>(column) * b.column_stride +
                          static_cast<ptrdiff_t>(first_row) * b.row_stride;
      for (size_t p = 0; p < rows; ++p) {
        std::memcpy(&bits[p][j], from + static_cast<ptrdiff_t>(p) * b.row_stride, sizeof(float));
      }
    }
  }
};

// The most frequent upper bytes, and by which number each is named.
struct Names {
  uint8_t bytes[kUpperBytes];
  int numbers[kByteValues];

  void Choose(size_t (&counts)[kByteValues]) {
    for (int& number : numbers) number = kUnnamed;
    for (size_t i = 0; i < kUpperBytes; ++i) {
      size_t best = 0;
      for (size_t byte = 1; byte < kByteValues; ++byte) {
        if (numbers[best] != kUnnamed ||
            (numbers[byte] == kUnnamed && counts[byte] > counts[best])) {
          best = byte;
        }
      }
      bytes[i] = static_cast<uint8_t>(best);
      numbers[best] = static_cast<int>(i);
    }
  }

  bool Has(const uint32_t* bits, size_t count) const {
    bool all = true;
    for (size_t j = 0; j < count; ++j) all &= numbers[UpperByte(bits[j])] != kUnnamed;
    return all;
  }
};

template <typename Use>
void ForBlocks(const Layout& layout, const MatrixView& b, size_t panel, Use use) {
  Block block;
  for (size_t first = 0; first < layout.k; first += kRowsOfBlock) {
    block.Read(layout, b, panel, first);
    use(block, first);
  }
}

void WriteShortRow(const Layout& layout, const Names& names, const uint32_t* bits, char* row) {
  std::memset(row, 0, layout.BytesOfVector());
  for (size_t j = 0; j < layout.Columns(); ++j) {
    const size_t half = j / (kVectorsOfHalf * layout.lanes);
    const size_t vector = j / layout.lanes % kVectorsOfHalf;
    const size_t lane = j % layout.lanes;
    const size_t stretch = lane / 4;
    const size_t byte = 16 * stretch + 4 * vector + lane % 4;
    const size_t word = 8 * stretch + 4 * (vector % 2) + lane % 4;
    const uint16_t low = static_cast<uint16_t>(bits[j]);
    std::memcpy(row + layout.LowAt(half) + vector / 2 * layout.BytesOfVector() + 2 * word, &low,
                sizeof(low));
    row[layout.MiddleAt(half) + byte] = static_cast<char>(bits[j] >> 16);
    const int number = names.numbers[UpperByte(bits[j])];
    row[byte] = static_cast<char>(row[byte] | (half == 0 ? number : number << 4));
  }
}

}  // namespace

size_t GemmF28PackedBytes(const GemmF28Kernel& kernel, size_t k, size_t n) {
  const Layout layout = {k, n, kernel.lanes};
  return layout.RowsAt() + layout.Panels() * k * layout.BytesOfWholeRow();
}

size_t GemmF28Pack(const GemmF28Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                   void* packed) {
  const Layout layout = {k, n, kernel.lanes};
  size_t counts[kByteValues] = {};
  for (size_t panel = 0; panel < layout.Panels(); ++panel) {
    ForBlocks(layout, b, panel, [&](const Block& block, size_t) {
      for (size_t p = 0; p < block.rows; ++p) {
        for (size_t j = 0; j < layout.Columns(); ++j) ++counts[UpperByte(block.bits[p][j])];
      }
    });
  }
  Names names;
  names.Choose(counts);

  char* const start = static_cast<char*>(packed);
  char* row = start + layout.RowsAt();
  std::memset(start, 0, layout.RowsAt());
  std::memcpy(start, names.bytes, sizeof(names.bytes));
  char* masks = start + layout.MasksAt();
  for (size_t panel = 0; panel < layout.Panels(); ++panel) {
    const uint64_t offset = static_cast<uint64_t>(row - start);
    std::memcpy(start + layout.OffsetsAt() + panel * sizeof(offset), &offset, sizeof(offset));
    ForBlocks(layout, b, panel, [&](const Block& block, size_t first) {
      for (size_t p = 0; p < block.rows; ++p) {
        const uint32_t* const bits = block.bits[p];
        if (names.Has(bits, layout.Columns())) {
          WriteShortRow(layout, names, bits, row);
          row += layout.BytesOfShortRow();
          continue;
        }
        char* const at = masks + (first + p) / gemm_f28::kRowsOfMask * sizeof(uint64_t);
        uint64_t mask;
        std::memcpy(&mask, at, sizeof(mask));
        mask |= uint64_t{1} << (first + p) % gemm_f28::kRowsOfMask;
        std::memcpy(at, &mask, sizeof(mask));
        std::memcpy(row, bits, layout.BytesOfWholeRow());
        row += layout.BytesOfWholeRow();
      }
    });
    masks += layout.MasksOfPanel() * sizeof(uint64_t);
  }
  return static_cast<size_t>(row - start);
}

}  // namespace ossicle

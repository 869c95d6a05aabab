#include "kernels/transpose/bytes.h"

#include <cstring>

namespace ossicle {
namespace {

constexpr size_t kSide = 8;

// Exchanges the off-diagonal blocks of `bits` / 8 bytes between two rows of eight.
void Exchange(uint64_t* upper, uint64_t* lower, int bits, uint64_t mask) {
  const uint64_t swapped = ((*upper >> bits) ^ *lower) & mask;
  *upper ^= swapped << bits;
  *lower ^= swapped;
}

// Rows are words whose lowest byte is column 0.
void TurnTile(uint64_t (&x)[kSide]) {
  for (size_t i = 0; i < 4; ++i) Exchange(&x[i], &x[i + 4], 32, 0x00000000FFFFFFFFu);
  for (size_t i = 0; i < 8; i += 4) {
    Exchange(&x[i], &x[i + 2], 16, 0x0000FFFF0000FFFFu);
    Exchange(&x[i + 1], &x[i + 3], 16, 0x0000FFFF0000FFFFu);
  }
  for (size_t i = 0; i < 8; i += 2) Exchange(&x[i], &x[i + 1], 8, 0x00FF00FF00FF00FFu);
}

uint64_t LoadRow(const uint8_t* p, size_t bytes) {
  uint64_t word = 0;
  if (bytes == kSide) {
    std::memcpy(&word, p, sizeof(word));
    return word;
  }
  for (size_t i = 0; i < bytes; ++i) word |= static_cast<uint64_t>(p[i]) << (8 * i);
  return word;
}

void StoreRow(uint8_t* p, uint64_t word, size_t bytes) {
  if (bytes == kSide) {
    std::memcpy(p, &word, sizeof(word));
    return;
  }
  for (size_t i = 0; i < bytes; ++i) p[i] = static_cast<uint8_t>(word >> (8 * i));
}

}  // namespace

void TransposeBytes(size_t rows, size_t columns, const uint8_t* in, size_t in_stride, uint8_t* out,
                    size_t out_stride) {
  for (size_t i = 0; i < rows; i += kSide) {
    const size_t height = rows - i < kSide ? rows - i : kSide;
    for (size_t j = 0; j < columns; j += kSide) {
      const size_t width = columns - j < kSide ? columns - j : kSide;
      uint64_t tile[kSide] = {};
      for (size_t r = 0; r < height; ++r) tile[r] = LoadRow(in + (i + r) * in_stride + j, width);
      TurnTile(tile);
      for (size_t c = 0; c < width; ++c) StoreRow(out + (j + c) * out_stride + i, tile[c], height);
    }
  }
}

}  // namespace ossicle

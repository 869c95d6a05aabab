#include "kernels/transpose/transpose.h"

#include <cstring>
#include <initializer_list>

#include "kernels/transpose/bytes.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kGap = 2;  // elements between rows that must stay as they are

size_t Places(size_t rows, size_t columns) {
  return rows > 0 && columns > 0 ? (rows - 1) * (columns + kGap) + columns : 0;
}

// Bit patterns, among them those of signalling NaNs, which must pass unchanged.
void MovesEveryBit(const KernelEntry<TransposeFn>& entry, size_t rows, size_t columns, Edge edge) {
  Guarded<uint32_t> in(Places(rows, columns), edge), out(Places(columns, rows), edge);
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<uint32_t>(0x7F800001u + i * 7919u);
  for (size_t i = 0; i < out.size(); ++i) out[i] = 0x12345678u;
  entry.kernel(rows, columns, reinterpret_cast<const float*>(in.data()), columns + kGap,
               reinterpret_cast<float*>(out.data()), rows + kGap);
  for (size_t at = 0; at < out.size(); ++at) {
    const size_t j = at / (rows + kGap);
    const size_t i = at % (rows + kGap);
    const uint32_t wanted = i < rows ? in[i * (columns + kGap) + j] : 0x12345678u;
    CHECK_MSG(out[at] == wanted, "%s %zux%zu [%zu,%zu]", entry.name, rows, columns, j, i);
  }
}

void MovesEveryByte(size_t rows, size_t columns, Edge edge) {
  Guarded<uint8_t> in(Places(rows, columns), edge), out(Places(columns, rows), edge);
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<uint8_t>(i * 37 + 1);
  for (size_t i = 0; i < out.size(); ++i) out[i] = 0x5A;
  TransposeBytes(rows, columns, in.data(), columns + kGap, out.data(), rows + kGap);
  for (size_t at = 0; at < out.size(); ++at) {
    const size_t j = at / (rows + kGap);
    const size_t i = at % (rows + kGap);
    const uint8_t wanted = i < rows ? in[i * (columns + kGap) + j] : 0x5A;
    CHECK_MSG(out[at] == wanted, "bytes %zux%zu [%zu,%zu]", rows, columns, j, i);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(TransposeKernels(), [](const KernelEntry<TransposeFn>& entry) {
    for (size_t rows : {0, 1, 3, 7, 8, 9, 15, 16, 17, 33, 48}) {
      for (size_t columns : {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 80}) {
        MovesEveryBit(entry, rows, columns, Edge::kFront);
        MovesEveryBit(entry, rows, columns, Edge::kBack);
      }
    }
  });
  for (size_t rows : {0, 1, 7, 8, 9, 20}) {
    for (size_t columns : {0, 1, 3, 8, 15, 16}) {
      MovesEveryByte(rows, columns, Edge::kFront);
      MovesEveryByte(rows, columns, Edge::kBack);
    }
  }
  return test::Finish();
}

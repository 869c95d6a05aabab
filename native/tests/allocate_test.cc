#include "cpu/allocate.h"

#include <cstdint>
#include <initializer_list>

#include "tests/check.h"

using namespace ossicle;

int main() {
  const uint64_t count = AllocationCount();
  const uint64_t bytes = AllocatedBytes();
  for (size_t alignment : {size_t{1}, size_t{8}, size_t{64}, size_t{4096}}) {
    for (size_t size : {size_t{0}, size_t{1}, size_t{63}, size_t{64}, size_t{100000}}) {
      unsigned char* block = static_cast<unsigned char*>(Allocate(size, alignment));
      CHECK(block != nullptr && reinterpret_cast<uintptr_t>(block) % alignment == 0);
      CHECK(AllocatedBytes() == bytes + size);
      bool zero = true;
      for (size_t i = 0; i < size; ++i) zero = zero && block[i] == 0;
      CHECK(zero);
      for (size_t i = 0; i < size; ++i) block[i] = 0xFF;
      Free(block);
    }
  }
  CHECK(AllocationCount() == count + 20 && AllocatedBytes() == bytes);
  CHECK(Allocate(SIZE_MAX - 8, 64) == nullptr && AllocationCount() == count + 20);
  char* const large = static_cast<char*>(Allocate(3 * kHugePageBytes, kHugePageBytes));
  CHECK(large != nullptr && reinterpret_cast<uintptr_t>(large) % kHugePageBytes == 0);
  PreferHugePages(large, 3 * kHugePageBytes);
  CHECK(large[0] == 0 && large[3 * kHugePageBytes - 1] == 0);
  Free(large);
  Free(nullptr);
  return test::Finish();
}

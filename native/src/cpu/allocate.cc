#include "cpu/allocate.h"

#include <atomic>
#include <cstdlib>
#include <cstring>

#if defined(__linux__)
#include <sys/mman.h>
#endif
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

namespace ossicle {
namespace {

// Sits right in front of every block handed out.
struct Header {
  void* base;
  size_t bytes;
};

std::atomic<uint64_t> g_count{0};
std::atomic<uint64_t> g_bytes{0};

}  // namespace

void* Allocate(size_t bytes, size_t alignment) {
  if (alignment < alignof(Header)) alignment = alignof(Header);
  const size_t overhead = sizeof(Header) + alignment;
  if (bytes > SIZE_MAX - overhead) return nullptr;
  char* base = static_cast<char*>(std::calloc(1, bytes + overhead));
  if (base == nullptr) return nullptr;
  const uintptr_t first = reinterpret_cast<uintptr_t>(base) + sizeof(Header);
  const uintptr_t aligned = (first + alignment - 1) & ~static_cast<uintptr_t>(alignment - 1);
  const Header header = {base, bytes};
  std::memcpy(reinterpret_cast<char*>(aligned) - sizeof(Header), &header, sizeof(Header));
#if defined(__SANITIZE_ADDRESS__)
  // What alignment leaves over at the end is nobody's.
  char* const end = reinterpret_cast<char*>(aligned) + bytes;
  __asan_poison_memory_region(end, static_cast<size_t>(base + bytes + overhead - end));
#endif
  g_count.fetch_add(1, std::memory_order_relaxed);
  g_bytes.fetch_add(bytes, std::memory_order_relaxed);
  return reinterpret_cast<void*>(aligned);
}

void PreferHugePages(void* block, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  madvise(block, bytes / kHugePageBytes * kHugePageBytes, MADV_HUGEPAGE);
#else
  (void)block;
  (void)bytes;
#endif
}

void Free(void* pointer) {
  if (pointer == nullptr) return;
  Header header;
  std::memcpy(&header, static_cast<char*>(pointer) - sizeof(Header), sizeof(Header));
  g_bytes.fetch_sub(header.bytes, std::memory_order_relaxed);
  std::free(header.base);
}

uint64_t AllocationCount() { return g_count.load(std::memory_order_relaxed); }

uint64_t AllocatedBytes() { return g_bytes.load(std::memory_order_relaxed); }

}  // namespace ossicle

// The one place where the library takes memory from the heap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle {

// Returns at least `bytes` bytes aligned to `alignment` (a power of two), zero-filled, or null when
// memory is short. Zero bytes give a valid pointer. Thread-safe.
void* Allocate(size_t bytes, size_t alignment);

// The size of a huge page, where the system has any: one translation of an address for all of it.
constexpr size_t kHugePageBytes = size_t{2} << 20;

// Asks the system for huge pages behind a block that nobody has written to yet, aligned to
// kHugePageBytes. Where it has none nothing happens.
void PreferHugePages(void* block, size_t bytes);

// Gives back what Allocate returned; null is allowed. Thread-safe.
void Free(void* pointer);

// Number of successful calls of Allocate since the process started, and bytes now held. A steady
// count over a run proves that the run does not allocate.
uint64_t AllocationCount();
uint64_t AllocatedBytes();

}  // namespace ossicle

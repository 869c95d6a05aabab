// The one place where the library takes memory from the heap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle {

// Returns at least `bytes` bytes aligned to `alignment` (a power of two), zero-filled, or null when
// memory is short. Zero bytes give a valid pointer. Thread-safe.
void* Allocate(size_t bytes, size_t alignment);

// Gives back what Allocate returned; null is allowed. Thread-safe.
void Free(void* pointer);

// Number of successful calls of Allocate since the process started, and bytes now held. A steady
// count over a run proves that the run does not allocate.
uint64_t AllocationCount();
uint64_t AllocatedBytes();

}  // namespace ossicle

// A source: bytes that weights live in, mapped, borrowed or copied.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "abi/error.h"

// Reference counted: made with one reference, freed with the last.
struct ossicle_source {
  const char* data;  // never null
  uint64_t bytes;
  void* mapped;  // what to unmap; null if nothing is
  size_t mapped_bytes;
  void* copied;  // what to free; null if nothing is
  std::atomic<uint32_t> references;
};

namespace ossicle {

void RetainSource(ossicle_source* source);
void ReleaseSource(ossicle_source* source);

// Gives back the memory of a mapped file's pages; what is read again comes from the file again.
void DropPages(const ossicle_source& source);

}  // namespace ossicle

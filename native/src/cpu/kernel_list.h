// A family's kernels, best first, and the one rule of choice: the first whose needs are met.
#pragma once

#include <cstddef>

#include "cpu/arch.h"

namespace ossicle {

template <typename Kernel>
struct KernelEntry {
  arch::Features needs;
  Kernel kernel;
  const char* name;
};

// A view of a family's list. The last entry needs nothing, so every CPU finds a kernel.
template <typename Kernel>
struct KernelList {
  const KernelEntry<Kernel>* entries;
  size_t count;

  template <size_t N>
  constexpr explicit KernelList(const KernelEntry<Kernel> (&list)[N]) : entries(list), count(N) {}

  const KernelEntry<Kernel>* begin() const { return entries; }
  const KernelEntry<Kernel>* end() const { return entries + count; }

  // The best kernel for a CPU with these features; depends on nothing but its arguments.
  const KernelEntry<Kernel>& Select(arch::Features available) const {
    const KernelEntry<Kernel>* entry = entries;
    while ((entry->needs & ~available) != 0) ++entry;
    return *entry;
  }
};

}  // namespace ossicle

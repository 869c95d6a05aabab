// Walks a family's list, so that a kernel added to it is tested without touching its test.
#pragma once

#include <cstdio>

#include "cpu/detect.h"
#include "cpu/kernel_list.h"

namespace ossicle::test {

// Calls body(entry) for every kernel this CPU can run. A kernel it cannot run is reported by name:
// silence would read as a pass.
template <typename Kernel, typename Body>
void ForEachKernel(const KernelList<Kernel>& list, Body body) {
  const arch::Features here = arch::DetectFeatures();
  for (const KernelEntry<Kernel>& entry : list) {
    const arch::Features missing = entry.needs & ~here;
    if (missing != arch::kNone) {
      char names[200];
      arch::FormatFeatures(missing, names, sizeof(names));
      std::printf("NOT RUN %s: this CPU lacks %s\n", entry.name, names);
      continue;
    }
    std::printf("testing %s\n", entry.name);
    body(entry);
  }
}

}  // namespace ossicle::test

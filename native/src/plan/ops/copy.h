// Moving elements from one view to another, for COPY and for opcodes whose kernels want rows.
#pragma once

#include <cstdint>

#include "kernels/transpose/transpose.h"
#include "plan/loop.h"

namespace ossicle {

struct CopyLoop {
  Loop<2> loop;
  int64_t row_bytes;
  TransposeFn transpose;
  void (*run)(const CopyLoop& copy, char* y, char* x);
  const char* name;  // for reports

  void operator()(char* y, char* x) const { run(*this, y, x); }
};

// The views have the same dims and element size, at least one element, and share no bytes.
CopyLoop MakeCopyLoop(const Tensor& y, const Tensor& x, arch::Features features);

}  // namespace ossicle

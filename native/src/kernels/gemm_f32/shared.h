// A product whose columns several threads share.
#pragma once

#include "kernels/gemm_f32/gemm_f32.h"

namespace ossicle {

struct PanelProduct {
  GemmF32Fn run;
  size_t columns;        // of a panel of B
  size_t element_bytes;  // of B
};

// Where the product is large enough, helpers take some of the panels; the result is the same to
// the bit.
void RunShared(const PanelProduct& product, const GemmF32Args& args, const Helpers& helpers);

}  // namespace ossicle

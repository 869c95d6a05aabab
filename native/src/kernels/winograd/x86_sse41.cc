#include "simd/x86_sse41.h"

#include "kernels/winograd/rows.h"

namespace ossicle {

void winograd_f32_sse41_input(const WinogradInput& args) { winograd::Input<simd::Sse41>(args); }

void winograd_f32_sse41_output(const WinogradOutput& args) { winograd::Output<simd::Sse41>(args); }

}  // namespace ossicle

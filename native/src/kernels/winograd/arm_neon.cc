#include "simd/arm_neon.h"

#include "kernels/winograd/rows.h"

namespace ossicle {

void winograd_f32_neon_input(const WinogradInput& args) { winograd::Input<simd::Neon>(args); }

void winograd_f32_neon_output(const WinogradOutput& args) { winograd::Output<simd::Neon>(args); }

}  // namespace ossicle

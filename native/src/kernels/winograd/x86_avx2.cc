#include "simd/x86_avx2.h"

#include "kernels/winograd/rows.h"

namespace ossicle {

void winograd_f32_avx2_input(const WinogradInput& args) { winograd::Input<simd::Avx2>(args); }

void winograd_f32_avx2_output(const WinogradOutput& args) { winograd::Output<simd::Avx2>(args); }

}  // namespace ossicle

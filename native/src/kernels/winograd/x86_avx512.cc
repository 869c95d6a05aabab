#include "simd/x86_avx512.h"

#include "kernels/winograd/rows.h"

namespace ossicle {

void winograd_f32_avx512_input(const WinogradInput& args) { winograd::Input<simd::Avx512>(args); }

void winograd_f32_avx512_output(const WinogradOutput& args) {
  winograd::Output<simd::Avx512>(args);
}

}  // namespace ossicle

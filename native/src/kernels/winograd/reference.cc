#include "kernels/winograd/rows.h"
#include "simd/scalar.h"

namespace ossicle {

void winograd_f32_reference_input(const WinogradInput& args) {
  winograd::Input<simd::Scalar>(args);
}

void winograd_f32_reference_output(const WinogradOutput& args) {
  winograd::Output<simd::Scalar>(args);
}

}  // namespace ossicle

#include "kernels/winograd/winograd.h"

#include "kernels/winograd/points.h"

namespace ossicle {
namespace {

constexpr KernelEntry<WinogradKernel> kKernels[] = {
#define OSSICLE_WINOGRAD(needs, name) {needs, {name##_input, name##_output}, #name},
#include "kernels/winograd/kernels.inc"
#undef OSSICLE_WINOGRAD
};

}  // namespace

KernelList<WinogradKernel> WinogradKernels() { return KernelList<WinogradKernel>(kKernels); }

void WinogradTaps(const float (&taps)[kWinogradTaps], float (&u)[kWinogradPoints]) {
  constexpr double a = winograd::kNear;
  constexpr double b = winograd::kFar;
  constexpr double points[] = {0.0, a, -a, b, -b};
  // The product of a point's distances from the others.
  constexpr double spans[] = {a * a * b * b, 2 * a * a * (a * a - b * b),
                              2 * a * a * (a * a - b * b), 2 * b * b * (b * b - a * a),
                              2 * b * b * (b * b - a * a)};
  for (size_t p = 0; p < 5; ++p) {
    const double at =
        static_cast<double>(taps[0]) +
        points[p] * (static_cast<double>(taps[1]) + points[p] * static_cast<double>(taps[2]));
    u[p] = static_cast<float>(at / spans[p]);
  }
  u[5] = taps[2];
}

}  // namespace ossicle

// The two additions around a product that make it a convolution with three taps along rows: Toom
// and Cook's algorithm in the form of Winograd, F(4, 3).
//
//   input    six rows d become six others, v = Bt d
//   output   six rows m become one to four, y = activation(At m + bias)
//
// With u = G g of three taps g, and m[p] = v[p] * u[p] at each point p, or a sum of such products
// over channels, y[j] = g[0] d[j] + g[1] d[j + 1] + g[2] d[j + 2]: four rows of y for six products
// instead of twelve. The points are 0, 3/4, -3/4, 3/2, -3/2 and infinity. They keep numbers of a
// size, so that rounding costs about twice what it does in the plain sum (Alam and others,
// "Winograd convolution for deep neural networks: efficient point selection", 2022, compare such
// sets).
//
// A NaN or an infinity in a row of d spreads to all rows of y that are made of it.
//
// Rows are read and written in whole, nothing around them, and need no alignment; no output
// overlaps an input. Counts may be 0.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"

namespace ossicle {

constexpr size_t kWinogradTaps = 3;
constexpr size_t kWinogradRows = 4;
constexpr size_t kWinogradPoints = 6;

struct WinogradInput {
  const float* rows;  // six, row_step apart
  ptrdiff_t row_step;
  size_t n;    // floats of a row
  float* out;  // six rows, out_step apart
  ptrdiff_t out_step;
};

struct WinogradOutput {
  const float* in;  // six rows of `places` times `channels` floats, in_step apart
  ptrdiff_t in_step;
  size_t places;
  size_t channels;
  const float* bias;  // one for each channel, or null
  Activation activation;
  size_t rows;  // 1 to 4
  float* out;   // so many rows, out_step apart
  ptrdiff_t out_step;
};

struct WinogradKernel {
  void (*input)(const WinogradInput& args);
  void (*output)(const WinogradOutput& args);
};

#define OSSICLE_WINOGRAD(needs, name)           \
  void name##_input(const WinogradInput& args); \
  void name##_output(const WinogradOutput& args);
#include "kernels/winograd/kernels.inc"
#undef OSSICLE_WINOGRAD

KernelList<WinogradKernel> WinogradKernels();

// u = G g.
void WinogradTaps(const float (&taps)[kWinogradTaps], float (&u)[kWinogradPoints]);

}  // namespace ossicle

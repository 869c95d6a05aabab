#include "kernels/recurrent/state_product.h"

namespace ossicle::recurrent {
namespace {

// Rows that the short kernel takes in one reading of the weights.
constexpr size_t kMostShortRows = 2;

// Weights that a first cache does not hold.
constexpr size_t kLeastShortBytes = size_t{128} << 10;

// Weights of which one may be an outlier: reading them is a byte shorter each, adding it is half of
// what that saves.
constexpr size_t kWeightsOfOutlier = 48;

// The most panels that a kernel takes at once, so that slices cost it nothing.
constexpr size_t kPanelsOfSlice = 4;

constexpr size_t kAlignment = 64;

// Runs a product by packed floats, slice after slice of its columns.
void RunSlices(const GemmF32Kernel& gemm, const GemmF32Args& args, bool backwards) {
  const size_t width = kPanelsOfSlice * gemm.columns;
  const size_t slices = (args.n + width - 1) / width;
  GemmF32Args slice = args;
  for (size_t i = 0; i < slices; ++i) {
    const size_t at = backwards ? slices - 1 - i : i;
    const size_t first = at * width;
    slice.n = args.n - first < width ? args.n - first : width;
    slice.b = static_cast<const float*>(args.b) +
              static_cast<ptrdiff_t>(at * kPanelsOfSlice) * args.b_panel_stride;
    slice.c = args.c + first;
    slice.bias = args.bias != nullptr ? args.bias + first : nullptr;
    gemm.run(slice);
  }
}

size_t MostOutliers(size_t units, size_t n) { return units * n / kWeightsOfOutlier; }

}  // namespace

StateKernels ChooseStateKernels(size_t rows, size_t bytes, arch::Features features) {
  StateKernels kernels;
  kernels.floats = GemmF32Kernels().Select(features).kernel;
  kernels.short_floats = GemmF24Kernels().Select(features).kernel;
  kernels.tries_short =
      kernels.short_floats.pays && rows <= kMostShortRows && bytes >= kLeastShortBytes;
  return kernels;
}

size_t StateKernels::PackedBytes(size_t units, size_t n) const {
  const size_t as_floats = GemmF32PackedFloats(floats, units, n) * sizeof(float);
  const size_t as_short =
      tries_short ? GemmF24PackedBytes(short_floats, units, n, MostOutliers(units, n)) : 0;
  const size_t bytes = as_floats > as_short ? as_floats : as_short;
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

StateWeights PackState(const StateKernels& kernels, size_t units, size_t n, const float* r,
                       void* packed) {
  const MatrixView view = {r, 1, static_cast<ptrdiff_t>(units)};
  StateWeights weights = {units, n, packed, false};
  if (kernels.tries_short) {
    weights.is_short =
        GemmF24Pack(kernels.short_floats, units, n, view, MostOutliers(units, n), packed) > 0;
  }
  if (!weights.is_short) {
    GemmF32Pack(kernels.floats, units, n, view, static_cast<float*>(packed));
  }
  return weights;
}

void MultiplyState(const StateKernels& kernels, const StateWeights& weights,
                   const StateProductArgs& args) {
  if (weights.is_short) {
    GemmF24Args product;
    product.m = args.rows;
    product.n = weights.n;
    product.k = weights.units;
    product.a = args.state;
    product.a_row_stride = static_cast<ptrdiff_t>(weights.units);
    product.packed = weights.packed;
    product.c = args.out;
    product.c_row_stride = static_cast<ptrdiff_t>(args.out_row_stride);
    product.accumulate = args.accumulate;
    product.bias = args.bias;
    product.backwards = args.backwards;
    return kernels.short_floats.run(product);
  }
  GemmF32Args product;
  product.m = args.rows;
  product.n = weights.n;
  product.k = weights.units;
  product.a = args.state;
  product.a_row_stride = static_cast<ptrdiff_t>(weights.units);
  product.c = args.out;
  product.c_row_stride = static_cast<ptrdiff_t>(args.out_row_stride);
  product.accumulate = args.accumulate;
  product.bias = args.bias;
  GemmF32UsePacked(kernels.floats, static_cast<const float*>(weights.packed), &product);
  RunSlices(kernels.floats, product, args.backwards);
}

}  // namespace ossicle::recurrent

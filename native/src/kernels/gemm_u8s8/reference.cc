#include "kernels/activate.h"
#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "simd/scalar.h"

namespace ossicle {
namespace {

constexpr size_t kColumns = 8;

// The byte (row p, column j) of B, as a signed value.
int32_t ElementOfB(const GemmU8S8Args& args, size_t p, size_t j) {
  const size_t run = args.k / args.segments;
  const size_t filled = (run + kGemmU8S8Group - 1) / kGemmU8S8Group * kGemmU8S8Group;
  const size_t row = p / run * filled + p % run;
  const size_t group = row / kGemmU8S8Group * kColumns * kGemmU8S8Group;
  return args.b.panels[j / kColumns * args.b.panel_bytes + group + j % kColumns * kGemmU8S8Group +
                       row % kGemmU8S8Group];
}

int32_t ElementOfA(const GemmU8S8Args& args, size_t i, size_t p) {
  const size_t run = args.k / args.segments;
  const uint8_t byte = args.a[static_cast<ptrdiff_t>(i) * args.a_row_stride +
                              static_cast<ptrdiff_t>(p / run) * args.a_segment_stride +
                              static_cast<ptrdiff_t>(p % run)];
  return args.a_is_signed ? static_cast<int8_t>(byte) : byte;
}

int32_t Sum(const GemmU8S8Args& args, size_t i, size_t j) {
  const int32_t a_zero =
      args.a_zero_points != nullptr ? args.a_zero_points[i * args.a_zero_point_stride] : 0;
  const int32_t b_zero = args.b.zero_points != nullptr ? args.b.zero_points[j] : 0;
  uint32_t sum = 0;
  for (size_t p = 0; p < args.k; ++p) {
    sum += static_cast<uint32_t>(ElementOfA(args, i, p) - a_zero) *
           static_cast<uint32_t>(ElementOfB(args, p, j) - b_zero);
  }
  return static_cast<int32_t>(sum);
}

float Finish(const GemmU8S8Args& args, size_t i, size_t j, int32_t sum) {
  const float scale =
      args.a_scales[i * args.a_scale_stride] * args.b_scales[j * args.b_scale_stride];
  float x = static_cast<float>(sum) * scale;
  if (args.bias != nullptr) x = x + args.bias[j];
  return Activate<simd::Scalar>(args.activation, x);
}

}  // namespace

void gemm_u8s8s32_reference(const GemmU8S8Args& args) {
  for (size_t i = 0; i < args.m; ++i) {
    for (size_t j = 0; j < args.n; ++j) {
      const int32_t sum = Sum(args, i, j);
      const ptrdiff_t at =
          static_cast<ptrdiff_t>(i) * args.c_row_stride + static_cast<ptrdiff_t>(j);
      if (args.c_int != nullptr) {
        args.c_int[at] = sum;
      } else {
        args.c_float[at] = Finish(args, i, j, sum);
      }
    }
  }
}

void gemm_u8s8s32_reference_sums(const PackedU8S8& b, size_t columns, int32_t* sums) {
  for (size_t j = 0; j < columns; ++j) {
    const int8_t* const column =
        b.panels + j / kColumns * b.panel_bytes + j % kColumns * kGemmU8S8Group;
    sums[j] = 0;
    for (size_t group = 0; group < b.panel_bytes; group += kColumns * kGemmU8S8Group) {
      for (size_t i = 0; i < kGemmU8S8Group; ++i) sums[j] += column[group + i];
    }
  }
}

}  // namespace ossicle

#include "kernels/recurrent/sequence.h"

#include <cstring>

namespace ossicle::recurrent {
bool LengthsAreValid(const RecurrentShape& s, const int32_t* lengths) {
  for (size_t n = 0; lengths != nullptr && n < s.batch; ++n) {
    if (lengths[n] < 0 || static_cast<size_t>(lengths[n]) > s.steps) return false;
  }
  return true;
}

void LoadState(const RecurrentShape& s, size_t d, const float* initial, float* state) {
  for (size_t n = 0; n < s.batch; ++n, state += s.units) {
    if (initial == nullptr) {
      std::memset(state, 0, s.units * sizeof(float));
    } else {
      std::memcpy(state, initial + Places{s}.State(d, n) * s.units, s.units * sizeof(float));
    }
  }
}

void StoreState(const RecurrentShape& s, size_t d, const float* state, float* final_state) {
  if (final_state == nullptr) return;
  for (size_t n = 0; n < s.batch; ++n, state += s.units) {
    std::memcpy(final_state + Places{s}.State(d, n) * s.units, state, s.units * sizeof(float));
  }
}

void ClearBehindLengths(const RecurrentShape& s, size_t d, const int32_t* lengths, float* y) {
  if (y == nullptr || lengths == nullptr) return;
  for (size_t n = 0; n < s.batch; ++n) {
    for (size_t t = static_cast<size_t>(lengths[n]); t < s.steps; ++t) {
      std::memset(y + Places{s}.Y(t, d, n) * s.units, 0, s.units * sizeof(float));
    }
  }
}

void ProjectInput(const RecurrentShape& s, const GemmF32Kernel& gemm, const float* x,
                  const float* packed_w, const float* bias, size_t width, float* gates) {
  GemmF32Args args;
  args.m = s.steps * s.batch;
  args.n = width;
  args.k = s.inputs;
  args.a = x;
  args.a_row_stride = static_cast<ptrdiff_t>(s.inputs);
  args.c = gates;
  args.c_row_stride = static_cast<ptrdiff_t>(width);
  args.bias = bias;
  GemmF32UsePacked(gemm, packed_w, &args);
  gemm.run(args);
}

}  // namespace ossicle::recurrent

#include "simd/x86_avx2.h"

#include "kernels/recurrent/units.h"

namespace ossicle {

void lstm_cell_f32_avx2(const LstmCellArgs& args) { recurrent::LstmCell<simd::Avx2>(args); }

void gru_gates_f32_avx2(const GruGatesArgs& args) { recurrent::GruGates<simd::Avx2>(args); }

void gru_output_f32_avx2(const GruOutputArgs& args) { recurrent::GruOutput<simd::Avx2>(args); }

}  // namespace ossicle

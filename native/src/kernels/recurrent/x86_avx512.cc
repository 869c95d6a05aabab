#include "simd/x86_avx512.h"

#include "kernels/recurrent/units.h"

namespace ossicle {

void lstm_cell_f32_avx512(const LstmCellArgs& args) { recurrent::LstmCell<simd::Avx512>(args); }

void gru_gates_f32_avx512(const GruGatesArgs& args) { recurrent::GruGates<simd::Avx512>(args); }

void gru_output_f32_avx512(const GruOutputArgs& args) { recurrent::GruOutput<simd::Avx512>(args); }

}  // namespace ossicle

#include "simd/arm_neon.h"

#include "kernels/recurrent/units.h"

namespace ossicle {

void lstm_cell_f32_neon(const LstmCellArgs& args) { recurrent::LstmCell<simd::Neon>(args); }

void gru_gates_f32_neon(const GruGatesArgs& args) { recurrent::GruGates<simd::Neon>(args); }

void gru_output_f32_neon(const GruOutputArgs& args) { recurrent::GruOutput<simd::Neon>(args); }

}  // namespace ossicle

// The table of opcodes: how many operands each takes, and who prepares its steps.
#pragma once

#include <cstdint>

#include "plan/prepare.h"

namespace ossicle {

struct Opcode {
  uint32_t number;
  const char* name;
  int32_t (*prepare)(Preparation&);
  uint8_t max_outputs;
  uint8_t required_outputs;  // bit i: output i must be present
  uint8_t max_inputs;
  uint16_t required_inputs;
  uint16_t in_place;  // bit i: input i may be the same view as output 0
  uint8_t min_attributes;
  uint8_t max_attributes;
};

// Null if there is no such opcode.
const Opcode* FindOpcode(uint32_t number);

// Operand counts, required operands, and that outputs share no bytes with inputs or each other
// beyond what the opcode allows. An opcode's preparation may rely on all of it.
int32_t CheckOperands(const Opcode& opcode, const Program& program, const StepRecord& step,
                      const Preparation& preparation);

}  // namespace ossicle

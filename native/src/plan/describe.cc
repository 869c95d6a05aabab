#include "plan/describe.h"

#include <cstdarg>
#include <cstdio>

#include "plan/opcodes.h"

namespace ossicle {
namespace {

// Counts all text and keeps what fits.
class TextWriter {
 public:
  TextWriter(char* text, uint64_t capacity) : text_(text), capacity_(capacity) {
    if (capacity_ > 0) text_[0] = '\0';
  }

  [[gnu::format(printf, 2, 3)]] void Write(const char* format, ...) {
    const uint64_t room = length_ < capacity_ ? capacity_ - length_ : 0;
    va_list arguments;
    va_start(arguments, format);
    const int wanted = std::vsnprintf(room > 0 ? text_ + length_ : nullptr,
                                      static_cast<size_t>(room), format, arguments);
    va_end(arguments);
    length_ += wanted > 0 ? static_cast<uint64_t>(wanted) : 0;
  }

  int32_t length() const { return length_ > INT32_MAX ? INT32_MAX : static_cast<int32_t>(length_); }

 private:
  char* text_;
  uint64_t capacity_;
  uint64_t length_ = 0;
};

void WriteOperands(const Program& program, const StepRecord& step, uint32_t first, uint32_t count,
                   TextWriter* writer) {
  for (uint32_t i = first; i < first + count; ++i) {
    const Tensor* const tensor = program.Operand(step, i);
    char text[160] = "-";
    if (tensor != nullptr) DescribeTensor(*tensor, text, sizeof(text));
    writer->Write("%s%s%s", i == first ? "" : " ", text,
                  tensor != nullptr && !tensor->dense ? "~" : "");
  }
}

}  // namespace

int32_t DescribePlan(const Plan& plan, char* text, uint64_t capacity) {
  TextWriter writer(text, capacity);
  const Program& program = plan.program;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    const StepRecord& step = program.steps[i];
    const Opcode* const opcode = FindOpcode(step.opcode);
    writer.Write("%5zu %-16s %-28s ", i, opcode != nullptr ? opcode->name : "?",
                 plan.steps[i].kernel);
    WriteOperands(program, step, 0, step.outputs, &writer);
    writer.Write(" <- ");
    WriteOperands(program, step, step.outputs, step.inputs, &writer);
    writer.Write("  %.*s\n", PrefixBytes(step.name, step.name_bytes, 1000), step.name);
  }
  return writer.length();
}

}  // namespace ossicle

#include "abi/error.h"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace ossicle {
namespace {

// Drops a UTF-8 sequence that the end of the buffer cut in two.
void TrimCutCharacter(char* text) {
  size_t length = std::strlen(text);
  size_t back = 0;
  while (back < 3 && back < length && (text[length - 1 - back] & 0xC0) == 0x80) ++back;
  if (back == length) return;
  const unsigned char lead = static_cast<unsigned char>(text[length - 1 - back]);
  const size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (wanted > back) text[length - 1 - back] = '\0';
}

}  // namespace

int32_t ErrorSink::Fail(int32_t status, int32_t step, const char* format, ...) const {
  va_list arguments;
  va_start(arguments, format);
  FailV(status, step, format, arguments);
  va_end(arguments);
  return status;
}

int32_t ErrorSink::FailV(int32_t status, int32_t step, const char* format,
                         va_list arguments) const {
  if (target_ == nullptr) return status;
  target_->status = status;
  target_->step = step;
  std::vsnprintf(target_->message, sizeof(target_->message), format, arguments);
  TrimCutCharacter(target_->message);
  return status;
}

int32_t ErrorSink::OutOfMemory(const char* what, uint64_t bytes) const {
  return Fail(OSSICLE_OUT_OF_MEMORY, -1,
              "%s: %" PRIu64 " bytes could not be allocated; close unused models and streams", what,
              bytes);
}

}  // namespace ossicle

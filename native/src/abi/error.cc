#include "abi/error.h"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace ossicle {
int PrefixBytes(const char* text, size_t bytes, size_t most) {
  if (bytes <= most) return static_cast<int>(bytes);
  size_t end = most;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return static_cast<int>(end);
}

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
  Print(0, format, arguments);
  return status;
}

void ErrorSink::Append(const char* format, ...) const {
  if (target_ == nullptr) return;
  va_list arguments;
  va_start(arguments, format);
  Print(std::strlen(target_->message), format, arguments);
  va_end(arguments);
}

void ErrorSink::Print(size_t from, const char* format, va_list arguments) const {
  char* const message = target_->message;
  constexpr size_t kMost = sizeof(target_->message) - 1;
  const int wanted = std::vsnprintf(message + from, kMost + 1 - from, format, arguments);
  if (wanted > 0 && from + static_cast<size_t>(wanted) > kMost) {
    // The last byte stays out of it, since what followed it is gone.
    message[PrefixBytes(message, kMost, kMost - 1)] = '\0';
  }
}

int32_t ErrorSink::OutOfMemory(const char* what, uint64_t bytes) const {
  return Fail(OSSICLE_OUT_OF_MEMORY, -1,
              "%s: %" PRIu64 " bytes could not be allocated; close unused models and streams", what,
              bytes);
}

}  // namespace ossicle

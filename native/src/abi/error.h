// Filling in the caller's ossicle_error.
#pragma once

#include <cstdarg>
#include <cstddef>
#include <cstdint>

#include "ossicle.h"

namespace ossicle {

// The bytes of the longest prefix of `text`, at most `most`, that ends between two characters.
int PrefixBytes(const char* text, size_t bytes, size_t most);

// Where a failure is described. The target may be null; then only the status travels on.
class ErrorSink {
 public:
  explicit ErrorSink(ossicle_error* target) : target_(target) {}

  // Writes status, step (-1: none in particular) and the message, and returns the status, so that
  // callers can write `return error.Fail(...)`.
  [[gnu::format(printf, 4, 5)]] int32_t Fail(int32_t status, int32_t step, const char* format,
                                             ...) const;
  int32_t FailV(int32_t status, int32_t step, const char* format, va_list arguments) const;

  // Adds to the message of the last Fail.
  [[gnu::format(printf, 2, 3)]] void Append(const char* format, ...) const;

  // "<what>: <bytes> bytes could not be allocated"
  int32_t OutOfMemory(const char* what, uint64_t bytes) const;

 private:
  void Print(size_t from, const char* format, va_list arguments) const;

  ossicle_error* target_;
};

}  // namespace ossicle

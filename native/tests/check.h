// Checks for plain test programs: a failed check is printed, counted, and makes the program fail.
//
// A test program ends with `return ossicle::test::Finish();`. Checks that hold are silent.
#pragma once

#include <cstdarg>
#include <cstdio>

namespace ossicle::test {

inline int g_failures = 0;
inline long g_checks = 0;

[[gnu::format(printf, 4, 5)]] inline bool CheckThat(bool holds, const char* file, int line,
                                                    const char* format, ...) {
  ++g_checks;
  if (holds) return true;
  constexpr int kShown = 20;
  if (++g_failures <= kShown) {
    std::printf("%s:%d: failed: ", file, line);
    va_list arguments;
    va_start(arguments, format);
    std::vprintf(format, arguments);
    va_end(arguments);
    std::printf("\n");
  }
  return false;
}

// Prints the tally; a program without one check fails too.
inline int Finish() {
  std::printf("%ld checks, %d failed\n", g_checks, g_failures);
  return g_failures == 0 && g_checks > 0 ? 0 : 1;
}

}  // namespace ossicle::test

// CHECK(condition) and CHECK_MSG(condition, "format", ...) report where they stand.
#define CHECK(condition) \
  ::ossicle::test::CheckThat((condition), __FILE__, __LINE__, "%s", #condition)
#define CHECK_MSG(condition, ...) \
  ::ossicle::test::CheckThat((condition), __FILE__, __LINE__, __VA_ARGS__)

#include "tools/session.h"

#include <chrono>
#include <cstdio>

namespace ossicle::bench {
namespace {

std::string Text(const Shape& shape) {
  std::string text;
  for (size_t number : shape) text += (text.empty() ? "" : "x") + std::to_string(number);
  return text;
}

}  // namespace

double Now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

bool Session::Open(const char* family, const char* axes) {
  if (!options_.family.empty() && options_.family != family) return false;
  axes_ = 1;
  for (const char* c = axes; *c != '\0'; ++c) axes_ += *c == 'x' ? 1 : 0;
  std::printf("%s (%s)\n", family, axes);
  return true;
}

std::vector<Shape> Session::Shapes(const std::vector<Shape>& own) const {
  std::vector<Shape> fitting;
  for (const Shape& shape : options_.shapes) {
    if (shape.size() == axes_) fitting.push_back(shape);
  }
  return options_.shapes.empty() ? own : fitting;
}

void Session::PrintKernel(const char* name, arch::Features needs, bool picked) const {
  char text[200];
  arch::FormatFeatures(needs, text, sizeof(text));
  std::printf("  %c %-34s needs %s\n", picked ? '*' : ' ', name, text);
}

void Session::PrintTime(const char* kernel, const Shape& shape, double seconds, double operations,
                        double bytes) const {
  std::printf("  %-34s %-22s %10.2f us", kernel, Text(shape).c_str(), seconds * 1e6);
  if (operations > 0.0) std::printf(" %8.1f Gop/s", operations / seconds * 1e-9);
  if (bytes > 0.0) std::printf(" %8.1f GB/s", bytes / seconds * 1e-9);
  std::printf("\n");
}

}  // namespace ossicle::bench

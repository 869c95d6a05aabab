// Lists the kernels of every family and times them. See Usage.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tools/session.h"

namespace ossicle::bench {

// Defined by each family's bench.cc.
#define OSSICLE_FAMILY(name) void Bench_##name(Session* session);
#include "bench_families.inc"
#undef OSSICLE_FAMILY

namespace {

constexpr char kUsage[] =
    "usage: ossicle-kernels list|time [--features LIST] [--every] [FAMILY] [SHAPE...]\n"
    "\n"
    "list     every kernel, the one picked marked with a star\n"
    "time     the time of the one picked, in microseconds, with its rates\n"
    "\n"
    "--features LIST  pick for a CPU that has these instead of this one's; comma separated names\n"
    "                 such as avx2 or fma, or sse41-group, avx2-group, avx512-group,\n"
    "                 avxvnni-group, avx512vnni-group, none, all\n"
    "--every          time every kernel this CPU can run, not only the one picked\n"
    "FAMILY           one family instead of all\n"
    "SHAPE            such as 16x512x256 in the order the family prints, instead of its own\n";

bool ParseShape(const char* text, Shape* shape) {
  for (const char* at = text;; ++at) {
    char* end;
    const unsigned long long number = std::strtoull(at, &end, 10);
    if (end == at) return false;
    shape->push_back(static_cast<size_t>(number));
    if (*end == '\0') return true;
    if (*end != 'x') return false;
    at = end;
  }
}

bool ParseArguments(int count, char** arguments, Options* options) {
  if (count < 2) return false;
  options->times = std::strcmp(arguments[1], "time") == 0;
  if (!options->times && std::strcmp(arguments[1], "list") != 0) return false;
  for (int i = 2; i < count; ++i) {
    Shape shape;
    if (std::strcmp(arguments[i], "--every") == 0) {
      options->every_kernel = true;
    } else if (std::strcmp(arguments[i], "--features") == 0 && i + 1 < count) {
      if (!arch::ParseFeatures(arguments[++i], &options->features)) return false;
    } else if (ParseShape(arguments[i], &shape)) {
      options->shapes.push_back(shape);
    } else if (arguments[i][0] != '-' && options->family.empty()) {
      options->family = arguments[i];
    } else {
      return false;
    }
  }
  return true;
}

int Main(int count, char** arguments) {
  Options options;
  options.features = arch::DetectFeatures();
  if (!ParseArguments(count, arguments, &options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  if (options.times) options.features &= arch::DetectFeatures();
  char text[200];
  arch::FormatFeatures(options.features, text, sizeof(text));
  std::printf("features: %s\n", text);
  Session session(options);
#define OSSICLE_FAMILY(name) Bench_##name(&session);
#include "bench_families.inc"
#undef OSSICLE_FAMILY
  return 0;
}

}  // namespace
}  // namespace ossicle::bench

int main(int count, char** arguments) { return ossicle::bench::Main(count, arguments); }

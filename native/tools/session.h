// What a family's bench.cc is given: which kernels to name or to time, on which shapes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cpu/arch.h"
#include "cpu/detect.h"
#include "cpu/kernel_list.h"

namespace ossicle::bench {

// Numbers of a shape such as 16x512x256; what they mean is up to the family.
using Shape = std::vector<size_t>;

struct Options {
  bool times = false;         // or only names
  bool every_kernel = false;  // also those that are not picked
  arch::Features features = arch::kNone;
  std::string family;         // empty: all
  std::vector<Shape> shapes;  // empty: those of the family
};

// One run of the program over the families.
class Session {
 public:
  explicit Session(const Options& options) : options_(options) {}

  const Options& options() const { return options_; }

  // Opens a family whose shapes have as many numbers as `axes` has words. False if not asked for.
  bool Open(const char* family, const char* axes);

  // The shapes given on the command line if they fit the family, else its own.
  std::vector<Shape> Shapes(const std::vector<Shape>& own) const;

  // Names every kernel of the list, the pick marked. When timing, calls body(entry) for the pick,
  // or for every kernel this CPU can run.
  template <typename Kernel, typename Body>
  void ForEachKernel(const KernelList<Kernel>& list, Body body);

  // Times body(), which does `operations` arithmetic operations (0: none worth a rate) and moves
  // `bytes`. Prints the shortest of several measurements.
  template <typename Body>
  void Time(const char* kernel, const Shape& shape, double operations, double bytes, Body body);

 private:
  void PrintKernel(const char* name, arch::Features needs, bool picked) const;
  void PrintTime(const char* kernel, const Shape& shape, double seconds, double operations,
                 double bytes) const;

  Options options_;
  size_t axes_ = 0;
};

// Seconds since some fixed moment.
double Now();

template <typename Kernel, typename Body>
void Session::ForEachKernel(const KernelList<Kernel>& list, Body body) {
  const KernelEntry<Kernel>* pick = &list.Select(options_.features);
  for (const KernelEntry<Kernel>& entry : list) {
    if (!options_.times) {
      PrintKernel(entry.name, entry.needs, &entry == pick);
      continue;
    }
    const bool runs = (entry.needs & ~arch::DetectFeatures()) == 0;
    if (runs && (&entry == pick || options_.every_kernel)) body(entry);
  }
}

template <typename Body>
void Session::Time(const char* kernel, const Shape& shape, double operations, double bytes,
                   Body body) {
  constexpr double kSecondsPerMeasurement = 0.002;
  constexpr int kMeasurements = 15;
  body();
  size_t repeats = 1;
  double seconds = 0.0;
  while (true) {
    const double start = Now();
    for (size_t i = 0; i < repeats; ++i) body();
    seconds = Now() - start;
    if (seconds >= kSecondsPerMeasurement) break;
    repeats = seconds <= 0.0 ? repeats * 10
                             : 1 + static_cast<size_t>(1.2 * kSecondsPerMeasurement *
                                                       static_cast<double>(repeats) / seconds);
  }
  double best = seconds;
  for (int m = 1; m < kMeasurements; ++m) {
    const double start = Now();
    for (size_t i = 0; i < repeats; ++i) body();
    seconds = Now() - start;
    if (seconds < best) best = seconds;
  }
  PrintTime(kernel, shape, best / static_cast<double>(repeats), operations, bytes);
}

}  // namespace ossicle::bench

// Repeatable test data.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle::test {

// A small counter-based generator (splitmix64): equal seeds give equal data everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  // Uniform in [low, high).
  float Uniform(float low, float high) {
    return low + (high - low) * static_cast<float>(Next() >> 40) * 0x1p-24f;
  }
  // Uniform in [low, high], both included.
  int Int(int low, int high) {
    return low + static_cast<int>(Next() % static_cast<uint64_t>(high - low + 1));
  }

  template <typename Array>
  void Fill(Array& array, float low, float high) {
    for (size_t i = 0; i < array.size(); ++i) array[i] = Uniform(low, high);
  }

 private:
  uint64_t state_;
};

}  // namespace ossicle::test

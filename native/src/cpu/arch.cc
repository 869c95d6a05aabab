#include "cpu/arch.h"

#include <cstring>

namespace ossicle::arch {
namespace {

struct NamedFeatures {
  Features bits;
  const char* name;
};

constexpr NamedFeatures kBits[] = {
    {kSse2, "sse2"},
    {kSsse3, "ssse3"},
    {kSse41, "sse41"},
    {kAvx, "avx"},
    {kAvx2, "avx2"},
    {kFma, "fma"},
    {kF16c, "f16c"},
    {kAvxVnni, "avxvnni"},
    {kAvx512f, "avx512f"},
    {kAvx512bw, "avx512bw"},
    {kAvx512dq, "avx512dq"},
    {kAvx512vl, "avx512vl"},
    {kAvx512Vnni, "avx512vnni"},
    {kAvx512Bf16, "avx512bf16"},
    {kFpAdders, "fp-adders"},
    {kNeon, "neon"},
    {kNeonFp16, "neonfp16"},
    {kDotprod, "dotprod"},
    {kI8mm, "i8mm"},
};

constexpr NamedFeatures kGroups[] = {
    {kNone, "none"},
    {~kNone, "all"},
    {kSse41Group, "sse41-group"},
    {kAvx2Group, "avx2-group"},
    {kAvxVnniGroup, "avxvnni-group"},
    {kAvx512Group, "avx512-group"},
    {kAvx512VnniGroup, "avx512vnni-group"},
};

bool Matches(const NamedFeatures& entry, const char* text, size_t length) {
  return std::strlen(entry.name) == length && std::memcmp(entry.name, text, length) == 0;
}

const NamedFeatures* Find(const char* text, size_t length) {
  for (const NamedFeatures& entry : kBits) {
    if (Matches(entry, text, length)) return &entry;
  }
  for (const NamedFeatures& entry : kGroups) {
    if (Matches(entry, text, length)) return &entry;
  }
  return nullptr;
}

}  // namespace

const char* FeatureName(Features bit) {
  for (const NamedFeatures& entry : kBits) {
    if (entry.bits == bit) return entry.name;
  }
  return nullptr;
}

bool ParseFeatures(const char* text, Features* features) {
  Features found = kNone;
  for (const char* at = text;;) {
    const size_t length = std::strcspn(at, ",");
    const NamedFeatures* entry = Find(at, length);
    if (entry == nullptr) return false;
    found |= entry->bits;
    if (at[length] == '\0') break;
    at += length + 1;
  }
  *features = found;
  return true;
}

size_t FormatFeatures(Features features, char* buffer, size_t capacity) {
  size_t used = 0;
  if (capacity == 0) return 0;
  const auto append = [&](const char* name) {
    const size_t comma = used > 0 ? 1 : 0;
    const size_t length = std::strlen(name);
    if (used + comma + length + 1 > capacity) return false;
    if (comma) buffer[used] = ',';
    std::memcpy(buffer + used + comma, name, length);
    used += comma + length;
    return true;
  };
  bool fits = true;
  for (const NamedFeatures& entry : kBits) {
    if (fits && (features & entry.bits) != 0) fits = append(entry.name);
  }
  if (features == kNone) append("none");
  buffer[used] = '\0';
  return used;
}

}  // namespace ossicle::arch

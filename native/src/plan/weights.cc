#include "plan/weights.h"

#include <cstring>

#include "plan/half.h"

namespace ossicle {
namespace {

// Copies may take this many times the bytes of the sources, and a little more for small plans.
constexpr uint64_t kMostCopies = 8;
constexpr uint64_t kAlwaysAllowed = uint64_t{64} << 20;

size_t HeadBytes(size_t head) {
  return (head + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

float LoadFloat(const char* from, DType type) {
  if (type == DType::kFloat32) {
    float value;
    std::memcpy(&value, from, sizeof(value));
    return value;
  }
  uint16_t bits;
  std::memcpy(&bits, from, sizeof(bits));
  return type == DType::kFloat16 ? ToFloat(Half{bits}) : ToFloat(Bfloat16{bits});
}

bool Equal(const PackKey& a, const PackKey& b) {
  if (a.layout != b.layout || a.data != b.data || a.companion != b.companion ||
      a.dtype != b.dtype || a.rank != b.rank) {
    return false;
  }
  return std::memcmp(a.dims, b.dims, sizeof(a.dims)) == 0 &&
         std::memcmp(a.strides, b.strides, sizeof(a.strides)) == 0;
}

}  // namespace

Weights::~Weights() {
  for (Entry& entry : entries_) {
    Free(entry.copy);
    if (entry.source != nullptr) ReleaseSource(entry.source);
  }
  while (packs_ != nullptr) {
    Pack* const next = packs_->next;
    Free(packs_);
    packs_ = next;
  }
}

int32_t Weights::Reset(ossicle_source* const* sources, uint32_t count, const ErrorSink& error) {
  if (!entries_.Reset(count)) return error.OutOfMemory("plan", count * sizeof(Entry));
  for (uint32_t i = 0; i < count; ++i) {
    RetainSource(sources[i]);
    entries_[i] = {sources[i], sources[i]->data, nullptr};
    if (__builtin_add_overflow(source_bytes_, sources[i]->bytes, &source_bytes_)) {
      source_bytes_ = UINT64_MAX / kMostCopies;
    }
  }
  return OSSICLE_OK;
}

bool Weights::Align(const Tensor& tensor) {
  Entry& entry = entries_[tensor.slot];
  const uintptr_t address = reinterpret_cast<uintptr_t>(entry.data);
  if (address % static_cast<uintptr_t>(tensor.element_bytes()) == 0) return true;
  const size_t bytes = static_cast<size_t>(entry.source->bytes);
  entry.copy = Allocate(bytes, kBufferAlignment);
  if (entry.copy == nullptr) return false;
  std::memcpy(entry.copy, entry.data, bytes);
  entry.data = static_cast<const char*>(entry.copy);
  packed_bytes_ += bytes;
  return true;
}

const void* Weights::FindPack(const PackKey& key) const {
  for (const Pack* pack = packs_; pack != nullptr; pack = pack->next) {
    if (Equal(pack->key, key)) return reinterpret_cast<const char*>(pack) + HeadBytes(sizeof(Pack));
  }
  return nullptr;
}

void* Weights::NewPack(const PackKey& key, size_t bytes) {
  const uint64_t limit =
      kAlwaysAllowed +
      (source_bytes_ < UINT64_MAX / 2 / kMostCopies ? source_bytes_ * kMostCopies : UINT64_MAX / 2);
  const size_t head = HeadBytes(sizeof(Pack));
  if (bytes > limit || packed_bytes_ > limit - bytes || bytes > SIZE_MAX - head) return nullptr;
  Pack* const pack = static_cast<Pack*>(Allocate(head + bytes, kBufferAlignment));
  if (pack == nullptr) return nullptr;
  pack->key = key;
  pack->next = packs_;
  packs_ = pack;
  packed_bytes_ += bytes;
  return reinterpret_cast<char*>(pack) + head;
}

PackKey KeyOf(const Weights& weights, const Tensor& tensor, const void* layout) {
  PackKey key = {};
  key.layout = layout;
  key.data = weights.Original(tensor);
  key.dtype = tensor.dtype;
  key.rank = tensor.rank;
  std::memcpy(key.dims, tensor.dims, sizeof(key.dims));
  std::memcpy(key.strides, tensor.strides, sizeof(key.strides));
  return key;
}

bool FloatWeight::Read(const Weights& weights, const Tensor& tensor) {
  const char* const original = weights.Original(tensor);
  const bool aligned = reinterpret_cast<uintptr_t>(original) % sizeof(float) == 0;
  if (tensor.dtype == DType::kFloat32 && aligned) {
    data_ = reinterpret_cast<const float*>(original);
    std::memcpy(strides_, tensor.strides, sizeof(strides_));
    return true;
  }
  const size_t count = static_cast<size_t>(tensor.elements);
  if (count > SIZE_MAX / sizeof(float)) return false;
  copy_ = static_cast<float*>(Allocate(count * sizeof(float), kBufferAlignment));
  if (copy_ == nullptr) return false;
  data_ = copy_;
  int64_t step = 1;
  for (int axis = tensor.rank - 1; axis >= 0; --axis) {
    strides_[axis] = step;
    step *= tensor.dims[axis];
  }
  int64_t index[kMaxRank] = {};
  const char* from = original;
  for (size_t i = 0; i < count; ++i) {
    copy_[i] = LoadFloat(from, tensor.dtype);
    for (int axis = tensor.rank - 1; axis >= 0; --axis) {
      const int64_t stride = tensor.strides[axis] * tensor.element_bytes();
      from += stride;
      if (++index[axis] < tensor.dims[axis]) break;
      from -= stride * tensor.dims[axis];
      index[axis] = 0;
    }
  }
  return true;
}

}  // namespace ossicle

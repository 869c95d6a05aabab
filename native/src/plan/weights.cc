#include "plan/weights.h"

#include <cstring>

#include "plan/half.h"

namespace ossicle {
namespace {

// Copies may take this many times the bytes of the sources, and a little more for small plans.
constexpr uint64_t kMostCopies = 8;
constexpr uint64_t kAlwaysAllowed = uint64_t{64} << 20;

// Sources of plans worth a slab on huge pages, which may leave most of its last page unused.
constexpr uint64_t kLeastForHugePages = uint64_t{8} << 20;

constexpr size_t RoundUp(size_t bytes, size_t step) { return (bytes + step - 1) / step * step; }

constexpr size_t HeadBytes(size_t head) { return RoundUp(head, kBufferAlignment); }

template <typename Head>
char* BodyOf(Head* head) {
  return reinterpret_cast<char*>(head) + HeadBytes(sizeof(Head));
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
  for (ossicle_source* source : sources_) {
    if (source != nullptr) ReleaseSource(source);
  }
  while (slabs_ != nullptr) {
    Slab* const next = slabs_->next;
    Free(slabs_);
    slabs_ = next;
  }
}

int32_t Weights::Reset(ossicle_source* const* sources, uint32_t count, const ErrorSink& error) {
  if (!sources_.Reset(count)) return error.OutOfMemory("plan", count * sizeof(sources[0]));
  for (uint32_t i = 0; i < count; ++i) {
    RetainSource(sources[i]);
    sources_[i] = sources[i];
    if (__builtin_add_overflow(source_bytes_, sources[i]->bytes, &source_bytes_)) {
      source_bytes_ = UINT64_MAX / kMostCopies;
    }
  }
  return OSSICLE_OK;
}

const char* Weights::data(uint32_t i) const {
  if (i < sources_count()) return sources_[i]->data;
  Copy* copy = last_copy_;
  while (copy->index != i - sources_count()) copy = copy->next;
  return BodyOf(copy);
}

bool Weights::Locate(const Tensor& tensor, uint32_t* buffer, int64_t* offset) {
  const char* const first = sources_[tensor.slot]->data + tensor.first_byte;
  const uintptr_t address = reinterpret_cast<uintptr_t>(first);
  if (address % static_cast<uintptr_t>(tensor.element_bytes()) == 0) {
    *buffer = tensor.slot;
    *offset = tensor.offset;
    return true;
  }
  const uint64_t bytes = static_cast<uint64_t>(tensor.end_byte - tensor.first_byte);
  Copy* copy = last_copy_;
  while (copy != nullptr && (copy->original != first || copy->bytes != bytes)) copy = copy->next;
  if (copy == nullptr) {
    if (bytes > SIZE_MAX) return false;
    copy = static_cast<Copy*>(TakeBlock(sizeof(Copy), static_cast<size_t>(bytes)));
    if (copy == nullptr) return false;
    *copy = {first, bytes, copies_++, last_copy_};
    last_copy_ = copy;
    std::memcpy(BodyOf(copy), first, static_cast<size_t>(bytes));
  }
  *buffer = sources_count() + copy->index;
  *offset = tensor.offset - tensor.first_byte;
  return true;
}

const void* Weights::FindPack(const PackKey& key) const {
  for (Pack* pack = packs_; pack != nullptr; pack = pack->next) {
    if (Equal(pack->key, key)) return BodyOf(pack);
  }
  return nullptr;
}

void* Weights::TakeBlock(size_t head, size_t bytes) {
  const uint64_t limit =
      kAlwaysAllowed +
      (source_bytes_ < UINT64_MAX / 2 / kMostCopies ? source_bytes_ * kMostCopies : UINT64_MAX / 2);
  if (bytes > limit || packed_bytes_ > limit - bytes || bytes > SIZE_MAX / 2) {
    return nullptr;
  }
  const size_t wanted = HeadBytes(head) + RoundUp(bytes, kBufferAlignment);
  const bool room = slabs_ != nullptr && slabs_->bytes - slabs_->used >= wanted;
  if (!room && !AddSlab(wanted)) return nullptr;
  void* const block = reinterpret_cast<char*>(slabs_) + slabs_->used;
  slabs_->used += wanted;
  packed_bytes_ += bytes;
  return block;
}

// The first slab of a large plan has room for copies as large as its sources, which is what they
// mostly are; what is not written to is no memory yet.
bool Weights::AddSlab(size_t wanted) {
  size_t bytes = HeadBytes(sizeof(Slab)) + wanted;
  Slab* slab = nullptr;
  if (source_bytes_ >= kLeastForHugePages && source_bytes_ < SIZE_MAX / 2) {
    const size_t first = slabs_ == nullptr ? static_cast<size_t>(source_bytes_) : 0;
    const size_t large = RoundUp(bytes > first ? bytes : first, kHugePageBytes);
    slab = static_cast<Slab*>(Allocate(large, kHugePageBytes));
    if (slab != nullptr) {
      PreferHugePages(slab, large);
      bytes = large;
    }
  }
  if (slab == nullptr) slab = static_cast<Slab*>(Allocate(bytes, kBufferAlignment));
  if (slab == nullptr) return false;
  *slab = {slabs_, bytes, HeadBytes(sizeof(Slab))};
  slabs_ = slab;
  return true;
}

void* Weights::NewPack(const PackKey& key, size_t bytes) {
  Pack* const pack = static_cast<Pack*>(TakeBlock(sizeof(Pack), bytes));
  if (pack == nullptr) return nullptr;
  *pack = {key, packs_};
  packs_ = pack;
  return BodyOf(pack);
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

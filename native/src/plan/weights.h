// The weights of a plan: where the sources' bytes are, and copies in layouts of the kernels' own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "abi/error.h"
#include "abi/source.h"
#include "plan/array.h"
#include "plan/program.h"

namespace ossicle {

// Names a packed copy: the bytes it was made from, how they were looked at, and the layout's maker.
struct PackKey {
  const void* layout;  // the address of whatever identifies the layout, such as a kernel
  const char* data;
  const char* companion;  // a second weight that went into the copy, or null
  DType dtype;
  int32_t rank;
  int64_t dims[kMaxRank];
  int64_t strides[kMaxRank];
};

class Weights {
 public:
  Weights() = default;
  ~Weights();
  Weights(const Weights&) = delete;
  Weights& operator=(const Weights&) = delete;

  // Retains the sources.
  int32_t Reset(ossicle_source* const* sources, uint32_t count, const ErrorSink& error);

  // Buffers that states read weights through: the sources, then aligned copies.
  uint32_t count() const { return sources_count() + copies_; }
  const char* data(uint32_t i) const;

  // Finds element 0 of a weight as a byte offset in one of the buffers, at an address that suits
  // its type. Makes a copy of the weight if the source's address does not. False if memory is
  // short.
  bool Locate(const Tensor& tensor, uint32_t* buffer, int64_t* offset);

  // Element 0 of a weight where the source has it, which may suit no alignment.
  const char* Original(const Tensor& tensor) const {
    return sources_[tensor.slot]->data + tensor.offset;
  }

  // The copy made under an equal key, or null.
  const void* FindPack(const PackKey& key) const;

  // Memory for a new copy under `key`, zero-filled; null if memory is short, or if the copies would
  // be out of all proportion to the sources, which no sound program asks for.
  void* NewPack(const PackKey& key, size_t bytes);

  // Bytes of all copies.
  uint64_t packed_bytes() const { return packed_bytes_; }

 private:
  // Memory for blocks, one after the other. Of large plans a slab holds many, on huge pages: in the
  // order of the steps that read them, more than any cache holds.
  struct Slab {
    Slab* next;
    size_t bytes;
    size_t used;
  };
  // Blocks begin with one of these, and go on at kBufferAlignment.
  struct Pack {
    PackKey key;
    Pack* next;
  };
  struct Copy {
    const char* original;
    uint64_t bytes;
    uint32_t index;  // among the copies
    Copy* next;
  };

  uint32_t sources_count() const { return static_cast<uint32_t>(sources_.size()); }
  // Memory behind a head, within the limit on copies; null if there is none.
  void* TakeBlock(size_t head, size_t bytes);
  bool AddSlab(size_t wanted);

  Array<ossicle_source*> sources_;
  Slab* slabs_ = nullptr;
  Pack* packs_ = nullptr;
  Copy* last_copy_ = nullptr;
  uint32_t copies_ = 0;
  uint64_t packed_bytes_ = 0;
  uint64_t source_bytes_ = 0;
};

// The key of a copy of a whole weight.
PackKey KeyOf(const Weights& weights, const Tensor& tensor, const void* layout);

// The elements of a weight as float32, at an aligned address, for as long as this lives. Strides
// are in elements and may differ from the tensor's, as the elements may have been copied.
class FloatWeight {
 public:
  FloatWeight() = default;
  ~FloatWeight() { Free(copy_); }
  FloatWeight(const FloatWeight&) = delete;
  FloatWeight& operator=(const FloatWeight&) = delete;

  // Takes float32, float16 or bfloat16. False if memory is short.
  bool Read(const Weights& weights, const Tensor& tensor);

  const float* data() const { return data_; }
  int64_t stride(int axis) const { return strides_[axis]; }

 private:
  const float* data_ = nullptr;
  float* copy_ = nullptr;
  int64_t strides_[kMaxRank] = {};
};

}  // namespace ossicle

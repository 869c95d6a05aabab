// Owning memory of the plan: all of it from the counted allocator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "cpu/allocate.h"

namespace ossicle {

// Widest vector load any kernel may issue against the start of a buffer.
constexpr size_t kBufferAlignment = 64;

// `count` elements, zero-filled, freed with the array. For types that zero bytes make valid and
// that need no destructor.
template <typename T>
class Array {
  static_assert(std::is_trivially_destructible<T>::value, "elements are not destroyed");

 public:
  Array() = default;
  ~Array() { Free(data_); }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;

  // Replaces the contents; false if memory is short, and then the array is empty.
  bool Reset(uint64_t count) {
    Free(data_);
    data_ = nullptr;
    size_ = 0;
    if (count > SIZE_MAX / sizeof(T)) return false;
    data_ = static_cast<T*>(ossicle::Allocate(static_cast<size_t>(count) * sizeof(T), Alignment()));
    if (data_ == nullptr) return false;
    size_ = static_cast<size_t>(count);
    return true;
  }

  size_t size() const { return size_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }

 private:
  static constexpr size_t Alignment() {
    return alignof(T) > kBufferAlignment ? alignof(T) : kBufferAlignment;
  }

  T* data_ = nullptr;
  size_t size_ = 0;
};

// Small objects that live as long as the pool, laid out in the order they are asked for, so that
// walking them in that order is walking memory forwards.
class Pool {
 public:
  Pool() = default;
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Zero-filled; null if memory is short.
  void* Take(size_t bytes);

 private:
  struct Block {
    Block* next;
    size_t used;
    size_t bytes;
  };

  Block* last_ = nullptr;
};

}  // namespace ossicle

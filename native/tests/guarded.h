// Memory between two unreadable pages, to catch any access outside it.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace ossicle::test {

// Which end of the elements touches an unreadable page.
enum class Edge { kFront, kBack };

// An array of `count` elements. Those at the back edge end at an unreadable page, those at the
// front edge begin right behind one. Filled with 0xA5 bytes.
template <typename T>
class Guarded {
 public:
  Guarded(size_t count, Edge edge) : count_(count) {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t bytes = count * sizeof(T);
    const size_t inner = (bytes + page - 1) / page * page;
    mapped_ = inner + 2 * page;
    base_ =
        static_cast<char*>(mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (base_ == MAP_FAILED) std::abort();
    char* const begin = base_ + page;
    if (inner > 0 && mprotect(begin, inner, PROT_READ | PROT_WRITE) != 0) std::abort();
    std::memset(begin, 0xA5, inner);
    data_ = reinterpret_cast<T*>(edge == Edge::kBack ? begin + inner - bytes : begin);
  }
  ~Guarded() { munmap(base_, mapped_); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return count_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  size_t count_;
  size_t mapped_;
  char* base_;
  T* data_;
};

}  // namespace ossicle::test

#include "plan/array.h"

namespace ossicle {
namespace {

constexpr size_t kBlockBytes = 64 * 1024;

constexpr size_t RoundUp(size_t bytes) {
  return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

}  // namespace

Pool::~Pool() {
  while (last_ != nullptr) {
    Block* const next = last_->next;
    Free(last_);
    last_ = next;
  }
}

void* Pool::Take(size_t bytes) {
  const size_t wanted = RoundUp(bytes);
  if (last_ == nullptr || last_->bytes - last_->used < wanted) {
    const size_t head = RoundUp(sizeof(Block));
    const size_t block_bytes = head + wanted > kBlockBytes ? head + wanted : kBlockBytes;
    Block* const block = static_cast<Block*>(Allocate(block_bytes, kBufferAlignment));
    if (block == nullptr) return nullptr;
    *block = {last_, head, block_bytes};
    last_ = block;
  }
  void* const taken = reinterpret_cast<char*>(last_) + last_->used;
  last_->used += wanted;
  return taken;
}

}  // namespace ossicle

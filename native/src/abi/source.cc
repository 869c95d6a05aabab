// Offsets of 64 bits on 32-bit machines too.
#define _FILE_OFFSET_BITS 64

#include "abi/source.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cinttypes>
#include <cstring>
#include <new>

#include "cpu/allocate.h"
#include "plan/array.h"

namespace ossicle {
namespace {

constexpr char kNothing[kBufferAlignment] = {};

ossicle_source* NewSource(uint64_t bytes, const ErrorSink& error) {
  void* const memory = Allocate(sizeof(ossicle_source), alignof(ossicle_source));
  if (memory == nullptr) {
    error.OutOfMemory("source", sizeof(ossicle_source));
    return nullptr;
  }
  ossicle_source* const source = new (memory) ossicle_source();
  source->data = kNothing;
  source->bytes = bytes;
  source->references.store(1, std::memory_order_relaxed);
  return source;
}

int32_t ReserveCopy(ossicle_source* source, const ErrorSink& error) {
  if (source->bytes <= SIZE_MAX) {
    source->copied = Allocate(static_cast<size_t>(source->bytes), kBufferAlignment);
  }
  if (source->copied == nullptr) return error.OutOfMemory("copy of a source", source->bytes);
  source->data = static_cast<const char*>(source->copied);
  return OSSICLE_OK;
}

// An open file and what messages call it.
class File {
 public:
  File(const char* path, const ErrorSink& error)
      : path_(path), shown_(PrefixBytes(path, std::strlen(path), 600)), error_(error) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  int32_t Open() {
    do {
      // Opening a pipe must not wait for its other end.
      descriptor_ = open(path_, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (descriptor_ < 0 && errno == EINTR);
    return descriptor_ < 0 ? Failed("open", "check the path and its permissions") : OSSICLE_OK;
  }

  // Refuses a range the file does not have.
  int32_t CheckRange(uint64_t offset, uint64_t bytes) {
    const off_t end = lseek(descriptor_, 0, SEEK_END);
    if (end < 0) return Failed("measure", "a regular file is needed");
    const uint64_t size = static_cast<uint64_t>(end);
    if (offset <= size && bytes <= size - offset) return OSSICLE_OK;
    return Short(offset, bytes, size);
  }

  int32_t Map(uint64_t offset, ossicle_source* source) {
    const uint64_t page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    const uint64_t before = offset % page;
    if (source->bytes > SIZE_MAX - before) {
      return error_.OutOfMemory("mapping of a source", source->bytes);
    }
    const size_t bytes = static_cast<size_t>(before + source->bytes);
    void* const mapped = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, descriptor_,
                              static_cast<off_t>(offset - before));
    if (mapped == MAP_FAILED) return Failed("map", "try the mode that copies");
    source->mapped = mapped;
    source->mapped_bytes = bytes;
    source->data = static_cast<const char*>(mapped) + before;
    return OSSICLE_OK;
  }

  int32_t Read(uint64_t offset, ossicle_source* source) {
    char* const target = static_cast<char*>(source->copied);
    uint64_t done = 0;
    while (done < source->bytes) {
      const uint64_t left = source->bytes - done;
      const size_t wanted = left < (1u << 30) ? static_cast<size_t>(left) : (1u << 30);
      const ssize_t got =
          pread(descriptor_, target + done, wanted, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Failed("read", "check the medium");
      if (got == 0) return Short(offset, source->bytes, offset + done);
      done += static_cast<uint64_t>(got);
    }
    return OSSICLE_OK;
  }

 private:
  int32_t Failed(const char* verb, const char* remedy) {
    const int reason = errno;
    return error_.Fail(OSSICLE_FILE, -1, "%.*s: could not %s the file: %s; %s", shown_, path_, verb,
                       std::strerror(reason), remedy);
  }
  int32_t Short(uint64_t offset, uint64_t bytes, uint64_t size) {
    return error_.Fail(OSSICLE_FILE, -1,
                       "%.*s: expected %" PRIu64 " bytes from offset %" PRIu64
                       ", the file ends at %" PRIu64 "; it is cut off, fetch it again",
                       shown_, path_, bytes, offset, size);
  }

  const char* path_;
  int shown_;  // bytes of the path in messages
  const ErrorSink& error_;
  int descriptor_ = -1;
};

int32_t FillFromFile(const char* path, uint64_t offset, uint32_t mode, ossicle_source* source,
                     const ErrorSink& error) {
  File file(path, error);
  if (const int32_t status = file.Open()) return status;
  if (const int32_t status = file.CheckRange(offset, source->bytes)) return status;
  if (source->bytes == 0) return OSSICLE_OK;
  if (mode == OSSICLE_SOURCE_IN_PLACE) return file.Map(offset, source);
  if (const int32_t status = ReserveCopy(source, error)) return status;
  return file.Read(offset, source);
}

}  // namespace

void RetainSource(ossicle_source* source) {
  source->references.fetch_add(1, std::memory_order_relaxed);
}

void ReleaseSource(ossicle_source* source) {
  if (source->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (source->mapped != nullptr) munmap(source->mapped, source->mapped_bytes);
  Free(source->copied);
  Free(source);
}

void DropPages(const ossicle_source& source) {
  if (source.mapped != nullptr) madvise(source.mapped, source.mapped_bytes, MADV_DONTNEED);
}

}  // namespace ossicle

using namespace ossicle;

extern "C" {

int32_t ossicle_source_open_file(const char* utf8_path, uint64_t offset, uint64_t bytes,
                                 uint32_t mode, ossicle_source** out, ossicle_error* error) {
  const ErrorSink sink(error);
  if (utf8_path == nullptr || out == nullptr || mode > OSSICLE_SOURCE_COPY) {
    return sink.Fail(OSSICLE_INVALID_ARGUMENT, -1,
                     "source: expected a path, a place for the result and mode 0 or 1, found mode "
                     "%u or a null pointer",
                     mode);
  }
  ossicle_source* const source = NewSource(bytes, sink);
  if (source == nullptr) return OSSICLE_OUT_OF_MEMORY;
  const int32_t status = FillFromFile(utf8_path, offset, mode, source, sink);
  if (status != OSSICLE_OK) {
    ReleaseSource(source);
    return status;
  }
  *out = source;
  return OSSICLE_OK;
}

int32_t ossicle_source_open_memory(const void* data, uint64_t bytes, uint32_t mode,
                                   ossicle_source** out, ossicle_error* error) {
  const ErrorSink sink(error);
  if ((data == nullptr && bytes > 0) || out == nullptr || mode > OSSICLE_SOURCE_COPY ||
      bytes > SIZE_MAX) {
    return sink.Fail(OSSICLE_INVALID_ARGUMENT, -1,
                     "source: expected data, a place for the result and mode 0 or 1, found mode %u "
                     "or a null pointer",
                     mode);
  }
  ossicle_source* const source = NewSource(bytes, sink);
  if (source == nullptr) return OSSICLE_OUT_OF_MEMORY;
  if (bytes > 0 && mode == OSSICLE_SOURCE_IN_PLACE) {
    source->data = static_cast<const char*>(data);
  } else if (bytes > 0) {
    if (const int32_t status = ReserveCopy(source, sink)) {
      ReleaseSource(source);
      return status;
    }
    std::memcpy(source->copied, data, static_cast<size_t>(bytes));
  }
  *out = source;
  return OSSICLE_OK;
}

void ossicle_source_close(ossicle_source* source) {
  if (source != nullptr) ReleaseSource(source);
}

}  // extern "C"

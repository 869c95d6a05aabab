#include "threads/team.h"

#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <climits>

// Newer names of the same functions ask for glibc 2.34.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver pthread_create,pthread_create@GLIBC_2.2.5");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver pthread_create,pthread_create@GLIBC_2.17");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.17");
#elif defined(__GLIBC__) && defined(__arm__)
__asm__(".symver pthread_create,pthread_create@GLIBC_2.4");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.4");
#endif

namespace ossicle {
namespace {

constexpr int64_t kWatchNanos = 50000;
constexpr int kLooksPerClockReading = 64;

Team g_team;

void Pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
  __asm__ volatile("yield");
#endif
}

// Looks until `found` or for kWatchNanos; answers whether it was found.
template <typename Found>
bool Watch(const Found& found) {
  const int64_t start = MonotonicNanos();
  for (int look = 1; !found(); ++look) {
    if (look % kLooksPerClockReading == 0 && MonotonicNanos() - start > kWatchNanos) return false;
    Pause();
  }
  return true;
}

void FutexWait(std::atomic<uint32_t>* word, uint32_t value) {
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(word), FUTEX_WAIT_PRIVATE, value, nullptr, nullptr,
          0);
}

void FutexWake(std::atomic<uint32_t>* word) {
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(word), FUTEX_WAKE_PRIVATE, INT_MAX, nullptr,
          nullptr, 0);
}

uint32_t UsableCores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return Team::kMostThreads;
  return static_cast<uint32_t>(CPU_COUNT(&set));
}

}  // namespace

int64_t MonotonicNanos() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

Team& TheTeam() { return g_team; }

uint32_t Team::Hold(uint32_t threads) {
  const uint32_t cores = UsableCores();
  if (threads > cores) threads = cores;
  if (threads > kMostThreads) threads = kMostThreads;
  pthread_mutex_lock(&lock_);
  ++holders_;
  while (helper_count_ + 1 < threads && Start(helper_count_)) ++helper_count_;
  const uint32_t found = helper_count_ + 1;
  pthread_mutex_unlock(&lock_);
  return found < threads ? found : threads;
}

// Signals of the process are for threads that know what to do with them.
bool Team::Start(uint32_t index) {
  Helper* const helper = &helpers_[index];
  helper->team = this;
  helper->index = index;
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  const bool started =
      pthread_create(&helper->thread, nullptr, static_cast<void* (*)(void*)>(&Serve), helper) == 0;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return started;
}

void Team::Drop() {
  pthread_mutex_lock(&lock_);
  if (--holders_ == 0) {
    stop_.store(1);
    wakes_.fetch_add(1);
    FutexWake(&wakes_);
    for (uint32_t i = 0; i < helper_count_; ++i) pthread_join(helpers_[i].thread, nullptr);
    helper_count_ = 0;
    stop_.store(0);
  }
  pthread_mutex_unlock(&lock_);
}

bool Team::Enter(uint32_t threads) {
  if (taken_.exchange(1, std::memory_order_acquire) != 0) return false;
  used_ = false;
  allowed_.store(threads - 1, std::memory_order_relaxed);
  Wake();
  return true;
}

bool Team::Leave() {
  const bool used = used_;
  allowed_.store(0, std::memory_order_relaxed);
  taken_.store(0, std::memory_order_release);
  return used;
}

void Team::Wake() {
  wakes_.fetch_add(1);
  if (asleep_.load() > 0) FutexWake(&wakes_);
}

void Team::Run(PartFn fn, const void* work, uint32_t parts) {
  used_ = true;
  fn_ = fn;
  work_ = work;
  unfinished_.store(parts, std::memory_order_relaxed);
  parts_.store(parts << 16);
  if (asleep_.load() > 0) Wake();
  TakeParts(0);
  Await();
}

bool Team::HasParts(uint32_t index) const {
  const uint32_t parts = parts_.load();
  return (parts & 0xffff) < parts >> 16 && index <= allowed_.load(std::memory_order_relaxed);
}

void Team::TakeParts(uint32_t index) {
  while (HasParts(index)) {
    const uint32_t parts = parts_.fetch_add(1);
    if ((parts & 0xffff) >= parts >> 16) return;
    fn_(work_, parts & 0xffff);
    if (unfinished_.fetch_sub(1) == 1 && awaited_.load() != 0) FutexWake(&unfinished_);
  }
}

void Team::Await() {
  if (Watch([this] { return unfinished_.load() == 0; })) return;
  awaited_.store(1);
  while (const uint32_t left = unfinished_.load()) FutexWait(&unfinished_, left);
  awaited_.store(0);
}

void* Team::Serve(void* helper) {
  const Helper& self = *static_cast<const Helper*>(helper);
  self.team->Serve(self.index + 1);
  return nullptr;
}

void Team::Serve(uint32_t index) {
  while (stop_.load() == 0) {
    TakeParts(index);
    if (!WatchForParts(index)) Sleep(index);
  }
}

bool Team::WatchForParts(uint32_t index) const {
  return Watch([this, index] { return HasParts(index) || stop_.load() != 0; });
}

void Team::Sleep(uint32_t index) {
  asleep_.fetch_add(1);
  const uint32_t wakes = wakes_.load();
  if (!HasParts(index) && stop_.load() == 0) FutexWait(&wakes_, wakes);
  asleep_.fetch_sub(1);
}

}  // namespace ossicle

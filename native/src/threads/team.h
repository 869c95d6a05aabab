// The threads that take parts of a heavy step off the thread that runs a plan. There is one team in
// a process, whichever plans hold it: more threads than cores would only get in each other's way.
//
// A helper that has nothing to do watches for the next step for a moment, then sleeps in the kernel
// until it is woken. The thread that runs the plan never waits for a helper that has not begun: it
// takes the parts that are left itself. Nothing here allocates while a plan runs.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ossicle {

class Team {
 public:
  // The most threads of a team, the one that runs the plan included.
  static constexpr uint32_t kMostThreads = 64;

  // Computes part `part` of some work. Parts are independent of each other.
  using PartFn = void (*)(const void* work, size_t part);

  // Sees to it that `threads` threads can work at one step, the caller being one of them, and keeps
  // them until Drop. Answers how many there are: fewer if the process may use fewer cores or the
  // system gives no more threads.
  uint32_t Hold(uint32_t threads);

  // Ends the threads when nobody holds them any more.
  void Drop();

  // Claims the team for one run of a plan, by at most `threads` threads, and wakes it. False if it
  // is taken; the run then does without.
  bool Enter(uint32_t threads);

  // Ends what Enter began. Answers whether Run was called in between.
  bool Leave();

  // Computes parts 0 to parts - 1, at most 4096, and returns when all are done. Between Enter and
  // Leave only.
  void Run(PartFn fn, const void* work, uint32_t parts);

 private:
  static void* Serve(void* helper);
  void Serve(uint32_t index);
  bool HasParts(uint32_t index) const;
  void TakeParts(uint32_t index);
  bool WatchForParts(uint32_t index) const;
  void Sleep(uint32_t index);
  void Wake();
  void Await();
  bool Start(uint32_t index);

  struct Helper {
    Team* team;
    uint32_t index;
    pthread_t thread;
  };

  pthread_mutex_t lock_ = PTHREAD_MUTEX_INITIALIZER;  // of the next three
  Helper helpers_[kMostThreads - 1] = {};
  uint32_t helper_count_ = 0;
  uint32_t holders_ = 0;

  std::atomic<uint32_t> stop_{0};
  std::atomic<uint32_t> taken_{0};    // by a run
  std::atomic<uint32_t> allowed_{0};  // helpers of that run
  bool used_ = false;

  // The number of parts in the upper half, the next to be taken in the lower: one word, so that a
  // helper that comes late cannot take a part of one step for one of the next.
  std::atomic<uint32_t> parts_{0};
  std::atomic<uint32_t> unfinished_{0};
  std::atomic<uint32_t> awaited_{0};
  PartFn fn_ = nullptr;
  const void* work_ = nullptr;

  std::atomic<uint32_t> wakes_{0};
  std::atomic<uint32_t> asleep_{0};
};

// Nanoseconds of a clock that never goes back.
int64_t MonotonicNanos();

// The team of this process.
Team& TheTeam();

// Who may help with a step: nobody, or the team that the run has claimed.
struct Helpers {
  Team* team = nullptr;
  uint32_t threads = 1;

  // Into how many parts to cut something of `units` that cannot be cut further; 1 if it is not to
  // be cut. A few more than threads, for one of them may be late.
  uint32_t PartsOf(size_t units) const {
    if (team == nullptr) return 1;
    const uint32_t most = 2 * threads;
    return units < most ? static_cast<uint32_t>(units) : most;
  }
};

}  // namespace ossicle

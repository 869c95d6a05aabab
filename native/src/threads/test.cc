// The team: every part once, nobody waited for in vain, nothing burnt or left behind; and the trial
// that decides whether to ask it.
#include <dirent.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "tests/check.h"
#include "tests/random.h"
#include "threads/team.h"
#include "threads/trial.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

struct Marks {
  std::vector<std::atomic<int>> seen = std::vector<std::atomic<int>>(128);
  std::atomic<int> spins{0};
};

void Mark(const void* work, size_t part) {
  Marks* const marks = static_cast<Marks*>(const_cast<void*>(work));
  for (int i = marks->spins.load(); i > 0; --i) std::atomic_signal_fence(std::memory_order_seq_cst);
  marks->seen[part].fetch_add(1);
}

int ThreadsOfProcess() {
  DIR* const folder = opendir("/proc/self/task");
  int count = 0;
  while (folder != nullptr && readdir(folder) != nullptr) ++count;
  if (folder != nullptr) closedir(folder);
  return count - 2;
}

void SleepMs(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

// A joined thread may be listed for some time yet.
bool ThreadsBecome(int wanted) {
  for (int waited_ms = 0; waited_ms < 2000; ++waited_ms) {
    if (ThreadsOfProcess() == wanted) return true;
    SleepMs(1);
  }
  return false;
}

void ComputesEachPartOnce() {
  Team& team = TheTeam();
  const uint32_t threads = team.Hold(4);
  CHECK(threads >= 1 && threads <= 4);
  if (threads == 1) std::printf("NOT RUN with helpers: one core\n");
  Random random(7);
  Marks marks;
  for (int round = 0; round < 3000; ++round) {
    CHECK(team.Enter(threads));
    for (int step = 0; step < 3; ++step) {
      const int parts = random.Int(1, 128);
      marks.spins.store(random.Int(0, 2) * 200);
      team.Run(Mark, &marks, static_cast<uint32_t>(parts));
      for (int i = 0; i < 128; ++i) {
        const int times = marks.seen[static_cast<size_t>(i)].exchange(0);
        if (!CHECK_MSG(times == (i < parts ? 1 : 0), "part %d of %d: %d times", i, parts, times)) {
          return;
        }
      }
    }
    CHECK(team.Leave());
    if (round % 500 == 0) SleepMs(1);  // the helpers fall asleep
  }
  team.Drop();
}

void HelpersTakePartAndAreAwaited() {
  Team& team = TheTeam();
  if (team.Hold(2) > 1) {
    struct Who {
      std::atomic<int> others{0};
      std::atomic<int> done{0};
      std::thread::id caller = std::this_thread::get_id();
    } who;
    for (int i = 0; i < 30; ++i) {
      CHECK(team.Enter(2));
      const auto count = [](const void* work, size_t) {
        Who* const w = static_cast<Who*>(const_cast<void*>(work));
        if (std::this_thread::get_id() != w->caller) w->others.fetch_add(1);
        SleepMs(1);
        w->done.fetch_add(1);
      };
      team.Run(count, &who, 3);
      CHECK(who.done.exchange(0) == 3);
      CHECK(team.Leave());
    }
    CHECK(who.others.load() > 0);
  }
  team.Drop();
}

void HelpsOneRunAtATime() {
  Team& team = TheTeam();
  team.Hold(2);
  CHECK(team.Enter(2));
  CHECK(!team.Enter(2));
  CHECK(!team.Leave());  // nothing was run
  CHECK(team.Enter(2));
  team.Leave();
  team.Drop();
}

int64_t CpuMicros() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& t) { return int64_t{t.tv_sec} * 1000000 + t.tv_usec; };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

// `before`: the threads while nobody held the team yet.
void SleepsWhenIdleAndLeavesNothingBehind(int before) {
  Team& team = TheTeam();
  const uint32_t threads = team.Hold(3);
  team.Hold(2);
  CHECK(ThreadsBecome(before + static_cast<int>(threads) - 1));
  CHECK(team.Enter(threads));
  Marks marks;
  team.Run(Mark, &marks, 8);
  team.Leave();
  SleepMs(20);
  const int64_t start = CpuMicros();
  SleepMs(200);
  const int64_t used = CpuMicros() - start;
  CHECK_MSG(used < 5000, "%d us of processor time while idle", static_cast<int>(used));
  team.Drop();
  CHECK(ThreadsBecome(before + static_cast<int>(threads) - 1));
  team.Drop();
  CHECK(ThreadsBecome(before));
}

// Runs a trial in which help takes `helped` and its absence `alone` nanoseconds, and answers how
// many of the last runs ask for help.
int Asking(int64_t alone, int64_t helped, bool used, int runs) {
  Trial trial;
  int asked = 0;
  for (int i = 0; i < runs; ++i) {
    const bool asks = trial.WantsHelp();
    const bool interrupted = i == 2 || i == 3;
    trial.Note(asks, asks && used, (asks ? helped : alone) + (interrupted ? 1000000 : 0));
    if (i >= runs - 100 && asks) ++asked;
  }
  return asked;
}

void AsksForHelpOnlyWhereItHelps() {
  CHECK(Asking(1000, 600, true, 200) == 100);
  CHECK(Asking(600, 1000, true, 200) == 0);
  CHECK(Asking(1000, 600, false, 200) == 0);
  // The least win.
  CHECK(Asking(1000, 980, true, 200) == 0);
  CHECK(Asking(1000, 960, true, 200) == 100);
}

// Runs that take as long with help as without but for noise of 2 % either way: whoever takes the
// shorter sum for the faster way goes the wrong one half of the time.
void TakesNoNoiseForHelp() {
  Random random(3);
  for (int stream = 0; stream < 200; ++stream) {
    Trial trial;
    int asked = 0;
    for (uint32_t i = 0; i < Trial::kCycle; ++i) {
      const bool asks = trial.WantsHelp();
      asked += asks ? 1 : 0;
      trial.Note(asks, asks, random.Int(98000, 102000));
    }
    if (!CHECK_MSG(asked == 5, "stream %d asked %d times", stream, asked)) return;
  }
}

// The runs before which a trial begins, of a stream whose help is slower up to run `better` and
// from run `worse` on.
std::vector<int> TrialsBegin(int runs, int better, int worse) {
  std::vector<int> begins;
  Trial trial;
  bool timed_before = false;
  for (int i = 0; i < runs; ++i) {
    const bool timed = trial.Timed();
    if (timed && !timed_before) begins.push_back(i);
    timed_before = timed;
    const bool asks = trial.WantsHelp();
    const bool helps = i >= better && i < worse;
    trial.Note(asks, asks, asks == helps ? 600 : 1000);
  }
  return begins;
}

void TriesLessOftenWhereTrialsAreInVain() {
  CHECK((TrialsBegin(13000, 13000, 13000) == std::vector<int>{0, 500, 1500, 3500, 7500, 11500}));
  // From the first trial that is won on they are frequent, and stay so for one that is lost.
  CHECK((TrialsBegin(3500, 1000, 2100) ==
         std::vector<int>{0, 500, 1500, 1750, 2000, 2250, 2500, 3000}));
}

}  // namespace

int main() {
  const int threads = ThreadsOfProcess();
  ComputesEachPartOnce();
  HelpersTakePartAndAreAwaited();
  HelpsOneRunAtATime();
  SleepsWhenIdleAndLeavesNothingBehind(threads);
  AsksForHelpOnlyWhereItHelps();
  TakesNoNoiseForHelp();
  TriesLessOftenWhereTrialsAreInVain();
  return Finish();
}

// Finds out for one stream whether help makes its runs faster, by trying now and then.
#pragma once

#include <cstdint>

namespace ossicle {

// Of every cycle of runs the first few are done alone and with help in turns and timed; the rest go
// with help only if it was faster by more than such a measurement errs. Each further cycle in which
// it is not is twice as long. So help never costs more than the trials do, whatever else the
// machine is doing, and trials that are in vain become rare.
class Trial {
 public:
  static constexpr uint32_t kTrials = 10;
  static constexpr uint32_t kCycle = 250;
  static constexpr uint32_t kLongestCycle = 4000;
  static constexpr int64_t kLeastWinPercent = 3;

  // Whether the next run is to ask for help.
  bool WantsHelp() const {
    if (useless_) return false;
    return run_ < kTrials ? run_ % 2 == 1 : helps_;
  }

  // Whether the next run is to be timed.
  bool Timed() const { return !useless_ && run_ < kTrials; }

  // Tells how the run went: `helped` if the team was there, `used` if there was something for it to
  // do. `nanos` counts if the run was timed. A run that wanted help and found the team with another
  // stream counts as one with help: that is what asking gives there.
  void Note(bool helped, bool used, int64_t nanos) {
    if (helped && !used) useless_ = true;
    if (run_ < kTrials) {
      int64_t* const sums = run_ % 2 == 1 ? helped_nanos_ : alone_nanos_;
      sums[0] += nanos;
      if (nanos > sums[1]) sums[1] = nanos;
    }
    if (++run_ == kTrials) Decide();
    if (run_ == cycle_) run_ = 0;
  }

 private:
  // The slowest of each kind may have been interrupted.
  void Decide() {
    const int64_t alone = alone_nanos_[0] - alone_nanos_[1];
    const int64_t helped = helped_nanos_[0] - helped_nanos_[1];
    const bool helps = helped * 100 < alone * (100 - kLeastWinPercent);
    if (helps || helps_) {
      cycle_ = kCycle;
    } else if (cycle_ < kLongestCycle) {
      cycle_ *= 2;
    }
    helps_ = helps;
    alone_nanos_[0] = alone_nanos_[1] = helped_nanos_[0] = helped_nanos_[1] = 0;
  }

  uint32_t run_ = 0;
  uint32_t cycle_ = kCycle;
  bool useless_ = false;
  bool helps_ = false;
  int64_t alone_nanos_[2] = {0, 0};   // in all, and the longest
  int64_t helped_nanos_[2] = {0, 0};  // likewise
};

static_assert(Trial::kLongestCycle == Trial::kCycle << 4, "reached by doubling");

}  // namespace ossicle

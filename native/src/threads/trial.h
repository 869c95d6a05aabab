// Finds out for one stream whether help makes its runs faster, by trying now and then.
#pragma once

#include <cstdint>

namespace ossicle {

// Of every kCycle runs the first few are done alone and with help in turns and timed; the rest go
// the faster way. So help never costs more than the trials do, whatever else the machine is doing.
class Trial {
 public:
  // Whether the next run is to ask for help.
  bool WantsHelp() const {
    if (useless_) return false;
    return run_ < kTrials ? run_ % 2 == 1 : helps_;
  }

  // Whether the next run is to be timed.
  bool Timed() const { return !useless_ && run_ < kTrials; }

  // Tells how the run went: `helped` if the team was there, `used` if there was something for it to
  // do. `nanos` counts if the run was timed.
  void Note(bool helped, bool used, int64_t nanos) {
    if (helped && !used) useless_ = true;
    if (run_ < kTrials) {
      int64_t* const sums = run_ % 2 == 1 ? helped_nanos_ : alone_nanos_;
      sums[0] += nanos;
      if (nanos > sums[1]) sums[1] = nanos;
    }
    if (++run_ == kTrials) Decide();
    if (run_ == kCycle) run_ = 0;
  }

 private:
  static constexpr uint32_t kTrials = 10;
  static constexpr uint32_t kCycle = 250;

  // The slowest of each kind may have been interrupted.
  void Decide() {
    helps_ = helped_nanos_[0] - helped_nanos_[1] < alone_nanos_[0] - alone_nanos_[1];
    alone_nanos_[0] = alone_nanos_[1] = helped_nanos_[0] = helped_nanos_[1] = 0;
  }

  uint32_t run_ = 0;
  bool useless_ = false;
  bool helps_ = false;
  int64_t alone_nanos_[2] = {0, 0};   // in all, and the longest
  int64_t helped_nanos_[2] = {0, 0};  // likewise
};

}  // namespace ossicle

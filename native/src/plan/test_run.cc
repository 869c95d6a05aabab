// States, sources, handles and what a run may and may not do.
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <thread>
#include <vector>

#include "plan/ops/binary.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

struct Handles {
  ossicle_plan* plan = nullptr;
  ossicle_state* state = nullptr;
  ossicle_error error = {};

  int32_t Open(const ProgramBuilder& builder, ossicle_source* const* sources = nullptr) {
    const std::vector<unsigned char> bytes = builder.Bytes();
    int32_t status = ossicle_plan_create(bytes.data(), bytes.size(), sources, builder.sources,
                                         ~uint64_t{0}, &plan, &error);
    if (status == OSSICLE_OK) status = ossicle_state_create(plan, &state, &error);
    return status;
  }
  ~Handles() {
    ossicle_state_close(state);
    ossicle_plan_close(plan);
  }
};

// y = state / x; state' = state + x, all INT32.
ProgramBuilder Accumulator() {
  ProgramBuilder builder;
  const int32_t x = builder.AddBuffer(3, DType::kInt32, {4});
  const int32_t y = builder.AddBuffer(4, DType::kInt32, {4});
  const int32_t before = builder.AddBuffer(1, DType::kInt32, {4});
  const int32_t after = builder.AddBuffer(1, DType::kInt32, {4});
  const int32_t same = builder.AddBuffer(1, DType::kInt32, {4});
  builder.pairs.push_back({2, 3});
  builder.pairs.push_back({4, 4});
  builder.AddStep(4, {after}, {before, x}, {kBinaryAdd}, "sum");
  builder.AddStep(4, {y}, {before, x}, {kBinaryDiv}, "quotient");
  (void)same;
  return builder;
}

void SetAll(void* buffer, int32_t value) {
  for (int i = 0; i < 4; ++i) static_cast<int32_t*>(buffer)[i] = value;
}

int32_t First(const void* buffer) { return *static_cast<const int32_t*>(buffer); }

void SwapsStatesAfterSuccessOnly() {
  Handles h;
  if (!CHECK_MSG(h.Open(Accumulator()) == OSSICLE_OK, "%s", h.error.message)) return;
  void* const x = ossicle_state_input(h.state, 0);
  void* const y = ossicle_state_output(h.state, 0);
  SetAll(x, 3);
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_OK);
  CHECK(First(ossicle_state_current(h.state, 0)) == 3 && First(y) == 0);
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_OK);
  CHECK(First(ossicle_state_current(h.state, 0)) == 6 && First(y) == 1);
  const void* const current = ossicle_state_current(h.state, 0);
  SetAll(x, 0);
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_DATA_REFUSED);
  CHECK_MSG(h.error.status == OSSICLE_DATA_REFUSED && h.error.step == 1 &&
                std::strstr(h.error.message, "quotient"),
            "%s", h.error.message);
  CHECK(ossicle_state_current(h.state, 0) == current && First(current) == 6);
  SetAll(x, 2);
  CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK && First(y) == 3);
  CHECK(First(ossicle_state_current(h.state, 0)) == 8);
  // What callers write to the current state is what the next run reads.
  SetAll(ossicle_state_current(h.state, 0), 100);
  CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK && First(y) == 50);
  SetAll(ossicle_state_current(h.state, 1), 9);
  CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK);
  CHECK(First(ossicle_state_current(h.state, 1)) == 9);
  ossicle_state_reset(h.state);
  CHECK(First(ossicle_state_current(h.state, 0)) == 0);
  CHECK(First(ossicle_state_current(h.state, 1)) == 0);
  CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK && First(y) == 0);
  CHECK(ossicle_state_input(h.state, 0) == x && ossicle_state_input(h.state, 1) == nullptr);
  CHECK(ossicle_state_output(h.state, 0) == y && ossicle_state_output(h.state, 1) == nullptr);
  CHECK(ossicle_state_current(h.state, 2) == nullptr);
}

// Two rows of three numbers' worth of the past each, of which one more comes in per run: y is what
// is remembered and what is new, and a division by x fails where that is 0.
ProgramBuilder Cache() {
  constexpr int64_t kNumber = 16;
  ProgramBuilder builder;
  const int32_t x = builder.AddBuffer(3, DType::kInt32, {2, 1, kNumber});
  const int32_t y = builder.AddBuffer(4, DType::kInt32, {2, 4, kNumber});
  const int32_t quotient = builder.AddBuffer(4, DType::kInt32, {2, 1, kNumber});
  const uint32_t slot = builder.AddSlot(1, 2 * 4 * kNumber * 4);
  const std::vector<int64_t> strides = {4 * kNumber, kNumber, 1};
  const auto view = [&](int64_t rows, int64_t from) {
    return builder.AddTensor(
        {DType::kInt32, {2, rows, kNumber}, strides, 1, slot, from * kNumber * 4});
  };
  const int32_t before = view(3, 0), after = view(3, 1), all = view(4, 0), fresh = view(1, 3);
  builder.pairs.push_back({static_cast<uint32_t>(before), static_cast<uint32_t>(after)});
  builder.AddStep(1, {fresh}, {x}, {}, "remember");
  builder.AddStep(1, {y}, {all}, {}, "tell");
  builder.AddStep(4, {quotient}, {x, x}, {kBinaryDiv}, "quotient");
  return builder;
}

void MovesStatesThatOnlyGrow() {
  Handles h;
  if (!CHECK_MSG(h.Open(Cache()) == OSSICLE_OK, "%s", h.error.message)) return;
  int32_t* const x = static_cast<int32_t*>(ossicle_state_input(h.state, 0));
  const int32_t* const y = static_cast<const int32_t*>(ossicle_state_output(h.state, 0));
  constexpr int kRuns = 400;  // many times to the end of the state's memory and back
  for (int run = 1; run <= kRuns; ++run) {
    if (run % 50 == 0) {
      for (int i = 0; i < 32; ++i) x[i] = 0;
      CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_DATA_REFUSED);
    }
    for (int i = 0; i < 32; ++i) x[i] = 1000 * run + i;
    if (!CHECK_MSG(ossicle_state_run(h.state, &h.error) == OSSICLE_OK, "%s", h.error.message))
      return;
    for (int row = 0; row < 8; ++row) {
      const int age = 3 - row % 4;
      for (int i = 0; i < 16; ++i) {
        const int32_t wanted = run > age ? 1000 * (run - age) + row / 4 * 16 + i : 0;
        CHECK_MSG(y[row * 16 + i] == wanted, "run %d row %d: %d", run, row, y[row * 16 + i]);
      }
    }
    const int32_t* const now = static_cast<const int32_t*>(ossicle_state_current(h.state, 0));
    CHECK(std::memcmp(now, y + 16, 3 * 64) == 0 && std::memcmp(now + 64, y + 80, 3 * 64) == 0);
  }
  static_cast<int32_t*>(ossicle_state_current(h.state, 0))[0] = 77;
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_OK && y[0] == 77);
  ossicle_state_reset(h.state);
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_OK && y[0] == 0 && y[47] == 0);
}

void NeverAllocatesInARun() {
  Handles h;
  CHECK(h.Open(Accumulator()) == OSSICLE_OK);
  SetAll(ossicle_state_input(h.state, 0), 1);
  const uint64_t count = ossicle_allocations();
  for (int i = 0; i < 1000; ++i) CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_OK);
  SetAll(ossicle_state_input(h.state, 0), 0);
  CHECK(ossicle_state_run(h.state, &h.error) == OSSICLE_DATA_REFUSED);
  CHECK(ossicle_allocations() == count);
}

void FreesEverything() {
  const uint64_t bytes = ossicle_live_bytes();
  {
    const float weights[64] = {};
    ossicle_source* source = nullptr;
    ossicle_error error;
    CHECK(ossicle_source_open_memory(weights, sizeof(weights), OSSICLE_SOURCE_COPY, &source,
                                     &error) == OSSICLE_OK);
    ProgramBuilder builder;
    builder.sources = 1;
    const int32_t x = builder.AddBuffer(3, DType::kFloat32, {1, 8});
    const int32_t y = builder.AddBuffer(4, DType::kFloat32, {1, 8});
    const int32_t w = builder.AddTensor({DType::kFloat32, {8, 8}, {8, 1}, 0, 0, 0});
    builder.AddStep(9, {y}, {x, w}, {0});
    Handles h;
    CHECK(h.Open(builder, &source) == OSSICLE_OK);
    // The plan keeps the source, and the state the plan.
    ossicle_source_close(source);
    ossicle_plan_close(h.plan);
    h.plan = nullptr;
    CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK);
    CHECK(ossicle_live_bytes() > bytes);
  }
  CHECK(ossicle_live_bytes() == bytes);
}

// Copies of a large plan's weights share a slab, and are as good as those of a small one.
void PacksLargePlansTogether() {
  constexpr int kProducts = 24;
  constexpr int64_t kK = 256, kN = 512;
  const uint64_t bytes = ossicle_live_bytes();
  std::vector<float> weights(kProducts * kK * kN);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i / (kK * kN) + 1);
  ossicle_source* source = nullptr;
  CHECK(ossicle_source_open_memory(weights.data(), weights.size() * sizeof(float),
                                   OSSICLE_SOURCE_IN_PLACE, &source, nullptr) == OSSICLE_OK);
  {
    ProgramBuilder builder;
    builder.sources = 1;
    const int32_t x = builder.AddBuffer(3, DType::kFloat32, {1, kK});
    for (int64_t i = 0; i < kProducts; ++i) {
      const int64_t at = i * kK * kN * static_cast<int64_t>(sizeof(float));
      const int32_t y = builder.AddBuffer(4, DType::kFloat32, {1, kN});
      const int32_t w = builder.AddTensor({DType::kFloat32, {kK, kN}, {kN, 1}, 0, 0, at});
      builder.AddStep(9, {y}, {x, w}, {0});
    }
    Handles h;
    const uint64_t allocations = ossicle_allocations();
    CHECK(h.Open(builder, &source) == OSSICLE_OK);
    // The state takes one block for every slot; the plan far fewer than one for every product.
    CHECK(ossicle_allocations() - allocations < kProducts + 1 + kProducts);
    CHECK(ossicle_plan_packed_bytes(h.plan) >= weights.size() * sizeof(float));
    float* const in = static_cast<float*>(ossicle_state_input(h.state, 0));
    for (int64_t i = 0; i < kK; ++i) in[i] = 0.5f;
    CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK);
    for (int i = 0; i < kProducts; ++i) {
      const float* const y =
          static_cast<const float*>(ossicle_state_output(h.state, static_cast<uint32_t>(i)));
      const float wanted = 0.5f * kK * static_cast<float>(i + 1);
      for (int64_t j = 0; j < kN; ++j) CHECK(y[j] == wanted);
    }
  }
  ossicle_source_close(source);
  CHECK(ossicle_live_bytes() == bytes);
}

// A plan whose run takes long enough to be met by a second thread.
ProgramBuilder LongRun() {
  ProgramBuilder builder;
  const int32_t x = builder.AddBuffer(3, DType::kFloat32, {256, 256});
  const int32_t y = builder.AddBuffer(4, DType::kFloat32, {256, 256});
  for (int i = 0; i < 20; ++i) builder.AddStep(9, {y}, {x, x}, {0});
  return builder;
}

void AnswersBusyToASecondThread() {
  Handles h;
  CHECK(h.Open(LongRun()) == OSSICLE_OK);
  std::atomic<bool> done{false};
  std::thread first([&] {
    while (!done.load()) ossicle_state_run(h.state, nullptr);
  });
  int busy = 0;
  for (int i = 0; i < 100000 && busy == 0; ++i) {
    ossicle_error error = {};
    const int32_t status = ossicle_state_run(h.state, &error);
    if (status == OSSICLE_BUSY) {
      ++busy;
      CHECK(error.status == OSSICLE_BUSY && std::strstr(error.message, "thread"));
    }
    std::this_thread::yield();
  }
  done.store(true);
  first.join();
  CHECK(busy > 0);
  CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK);
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::vector<unsigned char>& bytes) {
    const int descriptor = mkstemp(path_);
    if (descriptor < 0 || write(descriptor, bytes.data(), bytes.size()) < 0) std::abort();
    close(descriptor);
  }
  ~TemporaryFile() { unlink(path_); }
  const char* path() const { return path_; }

 private:
  char path_[40] = "/tmp/ossicle-test-XXXXXX";
};

void ReadsWeightsFromAnyOffset() {
  std::vector<unsigned char> bytes(20000);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 7);
  const TemporaryFile file(bytes);
  for (uint32_t mode : {0u, 1u}) {
    for (uint64_t offset : {0ull, 1ull, 4095ull, 4096ull, 12345ull}) {
      ProgramBuilder builder;
      builder.sources = 1;
      const int32_t y = builder.AddBuffer(4, DType::kUint32, {100});
      const int32_t w = builder.AddTensor({DType::kUint32, {100}, {1}, 0, 0, 0});
      builder.AddStep(1, {y}, {w});
      ossicle_source* source = nullptr;
      Handles h;
      CHECK(ossicle_source_open_file(file.path(), offset, 400, mode, &source, &h.error) ==
            OSSICLE_OK);
      CHECK_MSG(h.Open(builder, &source) == OSSICLE_OK, "%s", h.error.message);
      ossicle_source_close(source);
      CHECK(ossicle_state_run(h.state, nullptr) == OSSICLE_OK);
      CHECK(std::memcmp(ossicle_state_output(h.state, 0), bytes.data() + offset, 400) == 0);
    }
  }
}

void RefusesFilesThatAreTooShort() {
  const TemporaryFile file(std::vector<unsigned char>(1000));
  ossicle_source* source = nullptr;
  ossicle_error error = {};
  const auto open = [&](const char* path, uint64_t offset, uint64_t bytes, uint32_t mode) {
    error = {};
    return ossicle_source_open_file(path, offset, bytes, mode, &source, &error);
  };
  for (uint32_t mode : {0u, 1u}) {
    CHECK(open(file.path(), 0, 1001, mode) == OSSICLE_FILE);
    CHECK_MSG(std::strstr(error.message, "ends at 1000"), "%s", error.message);
    CHECK(open(file.path(), 1001, 0, mode) == OSSICLE_FILE);
    CHECK(open(file.path(), 8, UINT64_MAX, mode) == OSSICLE_FILE);
    CHECK(open(file.path(), UINT64_MAX, 8, mode) == OSSICLE_FILE);
    CHECK(open("/nowhere/at/all", 0, 1, mode) == OSSICLE_FILE);
    CHECK_MSG(std::strstr(error.message, "/nowhere"), "%s", error.message);
    CHECK(open("/tmp", 0, 1, mode) == OSSICLE_FILE);
    CHECK(open(file.path(), 1000, 0, mode) == OSSICLE_OK);
    ossicle_source_close(source);
  }
  CHECK(open(file.path(), 0, 1000, 2) == OSSICLE_INVALID_ARGUMENT);
  CHECK(open(nullptr, 0, 1000, 0) == OSSICLE_INVALID_ARGUMENT);
  char pipe[40] = "/tmp/ossicle-test-pipe-XXXXXX";
  if (mkdtemp(pipe) != nullptr) {
    const std::string path = std::string(pipe) + "/pipe";
    if (mkfifo(path.c_str(), 0600) == 0) CHECK(open(path.c_str(), 0, 1, 0) == OSSICLE_FILE);
    unlink(path.c_str());
    rmdir(pipe);
  }
}

void RefusesNullArguments() {
  ossicle_error error = {};
  ossicle_plan* plan = nullptr;
  ossicle_state* state = nullptr;
  ossicle_source* source = nullptr;
  const unsigned char byte = 0;
  const int32_t bad = OSSICLE_INVALID_ARGUMENT;
  CHECK(ossicle_plan_create(nullptr, 0, nullptr, 0, 0, &plan, &error) == bad);
  CHECK(ossicle_plan_create(&byte, 1, nullptr, 0, 0, nullptr, &error) == bad);
  CHECK(ossicle_plan_create(&byte, 1, nullptr, 1, 0, &plan, &error) == bad);
  CHECK(ossicle_plan_create(&byte, 1, &source, 1, 0, &plan, &error) == bad);
  CHECK(ossicle_plan_create(&byte, 1, nullptr, 0, 0, &plan, nullptr) == OSSICLE_INVALID_PROGRAM);
  CHECK(ossicle_state_create(nullptr, &state, &error) == bad);
  CHECK(ossicle_source_open_memory(nullptr, 1, 0, &source, &error) == bad);
  CHECK(ossicle_state_run(nullptr, &error) == bad && error.status == bad);
  CHECK(ossicle_state_input(nullptr, 0) == nullptr && ossicle_state_output(nullptr, 0) == nullptr);
  CHECK(ossicle_state_current(nullptr, 0) == nullptr);
  CHECK(ossicle_plan_packed_bytes(nullptr) == 0 && ossicle_plan_describe(nullptr, nullptr, 0) < 0);
  ossicle_source_close(nullptr);
  ossicle_plan_close(nullptr);
  ossicle_state_close(nullptr);
  ossicle_state_reset(nullptr);
}

void DescribesPlans() {
  Handles h;
  CHECK(h.Open(Accumulator()) == OSSICLE_OK);
  const int32_t length = ossicle_plan_describe(h.plan, nullptr, 0);
  std::vector<char> text(static_cast<size_t>(length) + 1);
  CHECK(ossicle_plan_describe(h.plan, text.data(), text.size()) == length);
  CHECK_MSG(std::strlen(text.data()) == static_cast<size_t>(length), "%s", text.data());
  CHECK(std::strstr(text.data(), "BINARY") && std::strstr(text.data(), "int32[4]"));
  char few[8];
  CHECK(ossicle_plan_describe(h.plan, few, sizeof(few)) == length && std::strlen(few) == 7);
}

void NamesFeaturesAndVersions() {
  CHECK(ossicle_abi_version() == OSSICLE_ABI_VERSION);
  CHECK(std::strlen(ossicle_version()) >= 5);
  CHECK(ossicle_cpu_feature_name(31) == nullptr && ossicle_cpu_feature_name(4000) == nullptr);
  for (uint32_t bit = 0; bit < 64; ++bit) {
    if ((ossicle_cpu_features() >> bit & 1) != 0) CHECK(ossicle_cpu_feature_name(bit) != nullptr);
  }
}

void CutsMessagesBetweenCharacters() {
  ossicle_error error;
  std::string path(500, 'x');
  for (int i = 0; i < 300; ++i) path += "\xC3\xA4";
  ossicle_source* source = nullptr;
  CHECK(ossicle_source_open_file(path.c_str(), 0, 1, 0, &source, &error) == OSSICLE_FILE);
  const size_t length = std::strlen(error.message);
  CHECK(length > 500 && length < sizeof(error.message));
  CHECK((static_cast<unsigned char>(error.message[length - 1]) & 0xC0) != 0xC0);
}

}  // namespace

int main() {
  SwapsStatesAfterSuccessOnly();
  MovesStatesThatOnlyGrow();
  NeverAllocatesInARun();
  FreesEverything();
  PacksLargePlansTogether();
  AnswersBusyToASecondThread();
  ReadsWeightsFromAnyOffset();
  RefusesFilesThatAreTooShort();
  RefusesNullArguments();
  DescribesPlans();
  NamesFeaturesAndVersions();
  CutsMessagesBetweenCharacters();
  return Finish();
}

// A plan that uses threads gives the same bits as one that does not.
#include <atomic>
#include <cstring>
#include <thread>

#include "tests/step_case.h"
#include "threads/team.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

constexpr int64_t kRows = 16;
constexpr int64_t kTerms = 500;
constexpr int64_t kColumns = 1033;

// Two products, float and of 8 bits, large enough to be divided, with an odd number of columns.
ProgramBuilder Products() {
  ProgramBuilder builder;
  builder.sources = 2;
  const int32_t x = builder.AddBuffer(3, DType::kFloat32, {kRows, kTerms});
  const int32_t q = builder.AddBuffer(3, DType::kUint8, {kRows, kTerms});
  const int32_t y = builder.AddBuffer(4, DType::kFloat32, {kRows, kColumns});
  const int32_t z = builder.AddBuffer(4, DType::kInt32, {kRows, kColumns});
  const int32_t w =
      builder.AddTensor({DType::kFloat32, {kTerms, kColumns}, {kColumns, 1}, 0, 0, 0});
  const int32_t v = builder.AddTensor({DType::kInt8, {kTerms, kColumns}, {kColumns, 1}, 0, 1, 0});
  builder.AddStep(9, {y}, {x, w}, {0}, "float");
  builder.AddStep(10, {z}, {q, v}, {}, "integer");
  return builder;
}

struct Model {
  ossicle_plan* plan = nullptr;
  ossicle_error error = {};

  Model() {
    Random random(3);
    std::vector<float> w(kTerms * kColumns);
    std::vector<int8_t> v(kTerms * kColumns);
    for (float& f : w) f = static_cast<float>(random.Int(-1000, 1000)) / 700;
    for (int8_t& b : v) b = static_cast<int8_t>(random.Int(-128, 127));
    ossicle_source* sources[2] = {};
    ossicle_source_open_memory(w.data(), w.size() * sizeof(float), OSSICLE_SOURCE_COPY, &sources[0],
                               &error);
    ossicle_source_open_memory(v.data(), v.size(), OSSICLE_SOURCE_COPY, &sources[1], &error);
    const std::vector<unsigned char> bytes = Products().Bytes();
    CHECK_MSG(ossicle_plan_create(bytes.data(), bytes.size(), sources, 2, ~uint64_t{0}, &plan,
                                  &error) == OSSICLE_OK,
              "%s", error.message);
    for (ossicle_source* source : sources) ossicle_source_close(source);
  }
  ~Model() { ossicle_plan_close(plan); }

  ossicle_state* Open() {
    ossicle_state* state = nullptr;
    CHECK(ossicle_state_create(plan, &state, &error) == OSSICLE_OK);
    Random random(4);
    float* const x = static_cast<float*>(ossicle_state_input(state, 0));
    uint8_t* const q = static_cast<uint8_t*>(ossicle_state_input(state, 1));
    for (int64_t i = 0; i < kRows * kTerms; ++i) {
      x[i] = static_cast<float>(random.Int(-1000, 1000)) / 300;
      q[i] = static_cast<uint8_t>(random.Int(0, 255));
    }
    return state;
  }
};

std::vector<unsigned char> Results(ossicle_state* state) {
  std::vector<unsigned char> bytes(2 * kRows * kColumns * 4);
  std::memcpy(bytes.data(), ossicle_state_output(state, 0), bytes.size() / 2);
  std::memcpy(bytes.data() + bytes.size() / 2, ossicle_state_output(state, 1), bytes.size() / 2);
  std::memset(ossicle_state_output(state, 0), 0xAA, bytes.size() / 2);
  std::memset(ossicle_state_output(state, 1), 0xAA, bytes.size() / 2);
  return bytes;
}

void GivesTheSameBitsWithHelpers() {
  Model model;
  ossicle_state* const state = model.Open();
  CHECK(ossicle_state_run(state, nullptr) == OSSICLE_OK);
  const std::vector<unsigned char> alone = Results(state);
  for (uint32_t wanted : {2u, 5u, 1u}) {
    const uint32_t threads = ossicle_plan_use_threads(model.plan, wanted);
    CHECK(threads >= 1 && threads <= wanted);
    const uint64_t allocations = ossicle_allocations();
    for (int run = 0; run < 40; ++run) {
      CHECK(ossicle_state_run(state, nullptr) == OSSICLE_OK);
      CHECK_MSG(Results(state) == alone, "run %d with %u threads", run, threads);
    }
    CHECK(ossicle_allocations() == allocations);
  }
  ossicle_state_close(state);
}

void TwoStreamsShareThePlanAndTheTeam() {
  Model model;
  ossicle_plan_use_threads(model.plan, 2);
  ossicle_state* const first = model.Open();
  CHECK(ossicle_state_run(first, nullptr) == OSSICLE_OK);
  const std::vector<unsigned char> wanted = Results(first);
  std::atomic<int> failures{0};
  const auto many = [&](ossicle_state* state) {
    for (int run = 0; run < 100; ++run) {
      if (ossicle_state_run(state, nullptr) != OSSICLE_OK || Results(state) != wanted) ++failures;
    }
    ossicle_state_close(state);
  };
  ossicle_state* const second = model.Open();
  std::thread other([&] { many(second); });
  many(first);
  other.join();
  CHECK_MSG(failures.load() == 0, "%d runs differ", failures.load());
}

}  // namespace

int main() {
  const uint64_t bytes = ossicle_live_bytes();
  GivesTheSameBitsWithHelpers();
  TwoStreamsShareThePlanAndTheTeam();
  CHECK(ossicle_live_bytes() == bytes);
  CHECK(ossicle_plan_use_threads(nullptr, 2) == 0);
  return Finish();
}

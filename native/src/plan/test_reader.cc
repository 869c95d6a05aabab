// Programs that break a rule are refused with a message that says which, and no bytes do harm.
#include <cstring>
#include <functional>

#include "plan/ops/binary.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

// A valid program with every section, to break in one place at a time.
ProgramBuilder Valid() {
  ProgramBuilder builder;
  builder.sources = 1;
  builder.AddBuffer(3, DType::kFloat32, {4, 8});                  // tensor 0, slot 0
  builder.AddBuffer(4, DType::kFloat32, {4, 8});                  // tensor 1, slot 1
  builder.AddBuffer(1, DType::kFloat32, {8});                     // tensor 2, slot 2
  builder.AddBuffer(1, DType::kFloat32, {8});                     // tensor 3, slot 3
  builder.AddTensor({DType::kFloat32, {8, 8}, {8, 1}, 0, 0, 0});  // tensor 4
  builder.AddScratch(DType::kFloat32, {4, 8});                    // tensor 5
  builder.AddTensor({DType::kFloat32, {4, 8}, {0, 1}, 1, 2, 0});  // tensor 6: state repeated
  builder.pairs.push_back({2, 3});
  builder.AddStep(9, {5}, {0, 4}, {0}, "product");
  builder.AddStep(4, {1}, {5, 6}, {kBinaryAdd}, "sum");
  builder.AddStep(3, {3}, {2}, {0, 0, 0}, "magnitude");
  return builder;
}

// Makes the state of the program one that moves.
void MoveBy(int64_t bytes, ProgramBuilder* builder) {
  builder->tensors[3].slot = 2;
  builder->tensors[3].offset = bytes;
  builder->slots[2].bytes = 96;
}

class Judge {
 public:
  Judge() {
    ossicle_source_open_memory(weights_, sizeof(weights_), OSSICLE_SOURCE_IN_PLACE, &source_,
                               nullptr);
  }
  ~Judge() { ossicle_source_close(source_); }

  int32_t Try(const unsigned char* bytes, size_t size, bool run) {
    ossicle_plan* plan = nullptr;
    error = {};
    const int32_t status =
        ossicle_plan_create(bytes, size, &source_, 1, ~uint64_t{0}, &plan, &error);
    if (status != OSSICLE_OK) return status;
    ossicle_state* state = nullptr;
    if (run && ossicle_state_create(plan, &state, &error) == OSSICLE_OK) {
      ossicle_state_run(state, &error);
      ossicle_state_close(state);
    }
    ossicle_plan_close(plan);
    return OSSICLE_OK;
  }
  int32_t Try(const ProgramBuilder& builder) {
    const std::vector<unsigned char> bytes = builder.Bytes();
    return Try(bytes.data(), bytes.size(), true);
  }

  ossicle_error error = {};

 private:
  float weights_[64] = {};
  ossicle_source* source_ = nullptr;
};

void Refuses(const char* what, int32_t wanted, const char* words,
             const std::function<void(ProgramBuilder*)>& spoil) {
  Judge judge;
  ProgramBuilder builder = Valid();
  spoil(&builder);
  const int32_t status = judge.Try(builder);
  CHECK_MSG(status == wanted && judge.error.status == wanted, "%s: status %d: %s", what, status,
            judge.error.message);
  CHECK_MSG(std::strstr(judge.error.message, words), "%s: %s", what, judge.error.message);
}

void RefusesBrokenRules() {
  const int32_t bad = OSSICLE_INVALID_PROGRAM;
  using B = ProgramBuilder;
  Refuses("slot residence", bad, "slot 1", [](B* b) { b->slots[1].residence = 2; });
  Refuses("huge slot", bad, "stream", [](B* b) { b->slots[1].bytes = uint64_t{1} << 50; });
  Refuses("huge sum", bad, "stream", [](B* b) {
    for (SlotSpec& slot : b->slots) slot.bytes = uint64_t{1} << 35;
  });
  Refuses("huge arena", bad, "stream", [](B* b) { b->scratch_bytes = UINT64_MAX; });
  Refuses("type", bad, "type 8", [](B* b) { b->tensors[1].dtype = static_cast<DType>(8); });
  Refuses("residence", bad, "residence 5", [](B* b) { b->tensors[1].residence = 5; });
  Refuses("rank", bad, "rank 9", [](B* b) {
    b->tensors[1].dims.assign(9, 1);
    b->tensors[1].strides.assign(9, 1);
  });
  Refuses("no such slot", bad, "slot", [](B* b) { b->tensors[1].slot = 7; });
  Refuses("slot of another residence", bad, "buffer 0", [](B* b) { b->tensors[1].slot = 0; });
  Refuses("no such source", bad, "weight buffer 1", [](B* b) { b->tensors[4].slot = 1; });
  Refuses("scratch slot", bad, "scratch buffer 1", [](B* b) { b->tensors[5].slot = 1; });
  Refuses("past the end", bad, "reaches bytes", [](B* b) { b->tensors[1].offset = 4; });
  Refuses("before the start", bad, "reaches bytes", [](B* b) { b->tensors[5].strides[1] = -1; });
  Refuses("odd offset", bad, "multiple", [](B* b) {
    b->tensors[2].dims = {2};
    b->tensors[2].offset = 2;
  });
  Refuses("negative dim", bad, "negative", [](B* b) { b->tensors[1].dims[0] = -4; });
  Refuses("overflow", bad, "elements", [](B* b) { b->tensors[1].dims = {1 << 30, 1 << 30}; });
  Refuses("far strides", bad, "63 bits", [](B* b) { b->tensors[6].strides[0] = INT64_MAX; });
  Refuses("pair of nothing", bad, "state pair 0", [](B* b) { b->pairs[0].read = 99; });
  Refuses("pair of inputs", bad, "state pair 0", [](B* b) { b->pairs[0].read = 0; });
  Refuses("unequal pair", bad, "equal size", [](B* b) { b->slots[2].bytes += 4; });
  Refuses("pair of unlike views", bad, "equal views", [](B* b) { b->tensors[3].dims[0] = 4; });
  Refuses("pair not from the start", bad, "equal views", [](B* b) {
    for (size_t i : {2, 3}) b->tensors[i].dims = {7};
    for (size_t i : {2, 3}) b->tensors[i].offset = 4;
  });
  Refuses("state that moves a little", bad, "multiple of 64", [](B* b) { MoveBy(32, b); });
  Refuses("state that moves backwards", bad, "reaches bytes", [](B* b) { MoveBy(-64, b); });
  Refuses("state that moves far", bad, "reaches bytes", [](B* b) {
    MoveBy(1 << 20, b);
    for (size_t i : {2, 3}) b->tensors[i].dims = {0};
  });
  Refuses("room to move", bad, "would need more", [](B* b) {
    MoveBy(int64_t{36} << 30, b);
    b->slots[2].bytes = uint64_t{40} << 30;
  });
  Refuses("slot in two pairs", bad, "another pair", [](B* b) { b->pairs.push_back({3, 3}); });
  Refuses("input elsewhere", bad, "residence input", [](B* b) { b->inputs[0] = 5; });
  Refuses("strided output", bad, "strided", [](B* b) { b->tensors[1].strides = {1, 4}; });
  Refuses("no such input", bad, "tensor 70", [](B* b) { b->inputs[0] = 70; });
  Refuses("operand", bad, "tensor 70", [](B* b) { b->steps[0].inputs[0] = 70; });
  Refuses("negative operand", bad, "tensor -2", [](B* b) { b->steps[0].inputs[0] = -2; });
  Refuses("writes a weight", bad, "may not write", [](B* b) { b->steps[2].outputs[0] = 4; });
  Refuses("writes an input", bad, "may not write", [](B* b) { b->steps[0].outputs[0] = 0; });
  Refuses("writes the old state", bad, "may not write", [](B* b) { b->steps[2].outputs[0] = 2; });
  Refuses("writes twice", bad, "twice", [](B* b) { b->tensors[5].strides = {4, 1}; });
  Refuses("missing operand", bad, "required", [](B* b) { b->steps[0].inputs[1] = -1; });
  Refuses("missing output", bad, "required", [](B* b) { b->steps[0].outputs[0] = -1; });
  Refuses("too many inputs", bad, "at most", [](B* b) { b->steps[2].inputs.push_back(0); });
  Refuses("no attributes", bad, "attributes", [](B* b) { b->steps[1].attributes.clear(); });
  Refuses("unknown kind", bad, "kind", [](B* b) { b->steps[1].attributes[0] = 90; });
  Refuses("dims differ", bad, "dims", [](B* b) { b->steps[1].inputs[1] = 4; });
  Refuses("types differ", bad, "float32", [](B* b) { b->tensors[6].dtype = DType::kInt32; });
  Refuses("unknown opcode", OSSICLE_UNSUPPORTED, "opcode", [](B* b) { b->steps[1].opcode = 77; });
  Refuses("reserved opcode", OSSICLE_UNSUPPORTED, "opcode", [](B* b) { b->steps[1].opcode = 32; });
  Refuses("sources", OSSICLE_INVALID_ARGUMENT, "sources", [](B* b) { b->sources = 2; });
  Judge judge;
  CHECK_MSG(judge.Try(Valid()) == OSSICLE_OK, "%s", judge.error.message);
}

void SaysWhereAndWhat() {
  Judge judge;
  ProgramBuilder builder = Valid();
  builder.tensors[4].dims = {4, 8};
  CHECK(judge.Try(builder) == OSSICLE_INVALID_PROGRAM);
  CHECK(judge.error.step == 0);
  for (const char* words : {"step 0", "'product'", "MATMUL", "float32[4,8]", "expected"}) {
    CHECK_MSG(std::strstr(judge.error.message, words), "%s", judge.error.message);
  }
}

void CountsUnsupportedSteps() {
  Judge judge;
  ProgramBuilder builder = Valid();
  for (StepSpec& step : builder.steps) step.opcode += 70;
  CHECK(judge.Try(builder) == OSSICLE_UNSUPPORTED && judge.error.step == 0);
  CHECK_MSG(std::strstr(judge.error.message, "2 more steps"), "%s", judge.error.message);
}

void RefusesEveryTruncation() {
  Judge judge;
  std::vector<unsigned char> bytes = Valid().Bytes();
  for (size_t size = 0; size < bytes.size(); ++size) {
    // A copy of its own, so that reading behind it is noticed.
    std::vector<unsigned char> cut(bytes.begin(), bytes.begin() + static_cast<long>(size));
    cut.reserve(size);
    CHECK(judge.Try(cut.data(), size, false) != OSSICLE_OK);
    if (size < 16) continue;
    const uint64_t claimed = size;
    std::memcpy(cut.data() + 8, &claimed, sizeof(claimed));
    CHECK(judge.Try(cut.data(), size, false) == OSSICLE_INVALID_PROGRAM);
  }
  bytes.push_back(0);
  CHECK(judge.Try(bytes.data(), bytes.size(), false) == OSSICLE_INVALID_PROGRAM);
}

// One step of each opcode over small tensors.
ProgramBuilder Everything() {
  ProgramBuilder b = Valid();
  const DType f = DType::kFloat32;
  const auto scratch = [&](DType type, const Dims& dims) { return b.AddScratch(type, dims); };
  const int32_t x = 0;
  const int32_t w = 4;
  b.AddStep(1, {scratch(f, {4, 8})}, {x});
  b.AddStep(2, {scratch(f, {3})}, {}, {42});
  const int32_t flags = scratch(DType::kBool, {4, 8});
  b.AddStep(4, {flags}, {x, 5}, {kBinaryLess});
  b.AddStep(5, {scratch(f, {4, 8})}, {flags, x, 5});
  const int32_t indices = scratch(DType::kInt64, {4, 8});
  b.AddStep(6, {indices}, {x});
  b.AddStep(7, {scratch(f, {4, 1})}, {x}, {1, 2});
  b.AddStep(8, {scratch(f, {4, 8})}, {x}, {1, 0});
  b.AddStep(8, {scratch(f, {4, 8})}, {x, flags}, {1, 0, RealBits(-1e3), 1});
  b.AddStep(8, {scratch(f, {4, 8})}, {x, 6}, {1, 1});
  b.AddStep(4, {scratch(f, {4, 8})}, {x, 5}, {kBinaryGlu});
  const int32_t bytes = scratch(DType::kUint8, {4, 8});
  const int32_t scale = scratch(f, {});
  const int32_t zero = scratch(DType::kUint8, {});
  b.AddStep(12, {bytes, scale, zero}, {x});
  const int32_t narrow = b.AddTensor({DType::kInt8, {8, 8}, {8, 1}, 0, 0, 8});
  b.AddStep(10, {scratch(DType::kInt32, {4, 8})}, {bytes, narrow, zero, -1});
  const int32_t b_zero = b.AddTensor({DType::kInt8, {8}, {1}, 0, 0, 0});
  const int32_t b_scale = b.AddTensor({f, {8}, {1}, 0, 0, 0});
  b.AddStep(11, {scratch(f, {4, 8})}, {bytes, scale, zero, narrow, b_scale, b_zero, x}, {1});
  b.AddStep(13, {scratch(DType::kUint8, {4, 8})}, {x, scale, zero}, {0});
  b.AddStep(14, {scratch(f, {4, 8})}, {bytes, scale, zero}, {0});
  const int32_t picture = b.AddTensor({f, {1, 2, 4, 4}, {32, 16, 4, 1}, 3, 0, 0});
  const int32_t kernel = b.AddTensor({f, {2, 1, 2, 2}, {4, 4, 2, 1}, 0, 0, 0});
  b.AddStep(15, {scratch(f, {1, 2, 2, 3})}, {picture, kernel}, {0, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0});
  const int32_t pixels = b.AddTensor({DType::kUint8, {1, 2, 16}, {32, 16, 1}, 3, 0, 0});
  const int32_t taps = b.AddTensor({DType::kInt8, {2, 2, 3}, {6, 3, 1}, 0, 0, 0});
  b.AddStep(16, {scratch(DType::kInt32, {1, 2, 16})}, {pixels, taps}, {0, 1, 1, 1, 1, 1, 1});
  b.AddStep(17, {scratch(f, {4, 8, 8})}, {x, indices}, {0});
  b.AddStep(18, {scratch(f, {4, 8})}, {x, indices}, {1});
  const int32_t tuples = b.AddTensor(
      {DType::kInt64, {8, 2}, {2, 1}, 2, 0, b.tensors[static_cast<size_t>(indices)].offset});
  b.AddStep(19, {scratch(f, {8})}, {x, tuples}, {0});
  b.AddStep(20, {scratch(f, {4, 8})}, {x, tuples, 2}, {1});
  b.AddStep(21, {scratch(f, {4, 8})}, {x, indices, 5}, {1, 4});
  b.AddStep(22, {scratch(f, {4, 8})}, {x}, {1, 0, 1});
  b.AddStep(23, {scratch(DType::kInt64, {4, 1})}, {x}, {1, 1, 0});
  b.AddStep(24, {scratch(f, {6, 9})}, {x}, {1, 1, 0, 1, 1});
  const int32_t series = b.AddTensor({f, {4, 1, 8}, {8, 8, 1}, 3, 0, 0});
  const int32_t cells = b.AddTensor({f, {1, 4, 8}, {32, 8, 1}, 0, 0, 0});
  const int32_t loops = b.AddTensor({f, {1, 4, 1}, {4, 1, 1}, 0, 0, 0});
  const int32_t last = scratch(f, {1, 1, 1});
  b.AddStep(25, {scratch(f, {4, 1, 1, 1}), last}, {series, cells, loops}, {1, 0, 0, 0, 0, 0, 1, 1});
  const int32_t few_cells = b.AddTensor({f, {1, 3, 8}, {24, 8, 1}, 0, 0, 0});
  const int32_t few_loops = b.AddTensor({f, {1, 3, 1}, {3, 1, 1}, 0, 0, 0});
  b.AddStep(26, {scratch(f, {4, 1, 1, 1})}, {series, few_cells, few_loops}, {1, 0, 0, 0, 0, 0, 1});
  b.AddStep(27, {scratch(f, {4, 8})}, {x, b_scale}, {1, RealBits(1e-5)});
  const int32_t none = b.AddTensor({DType::kInt64, {1}, {1}, 0, 0, 0});
  b.AddStep(28, {scratch(f, {4, 0}), scratch(DType::kInt64, {4, 0})}, {x, none}, {1, 1, 1});
  b.AddStep(29, {scratch(f, {1, 2, 2, 2})}, {picture}, {0, 0, 2, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0});
  const int32_t number = b.AddTensor({f, {}, {}, 0, 0, 0});
  b.AddStep(30, {scratch(f, {2})}, {number, number, number});
  b.AddStep(31, {scratch(f, {4, 8})}, {x}, {RealBits(4), RealBits(0.08), RealBits(0.03)});
  b.AddStep(33, {scratch(f, {4, 8})}, {x, b_scale}, {RealBits(0.5)});
  const int32_t w_narrow = b.AddTensor({DType::kFloat16, {8, 8}, {8, 1}, 0, 0, 0});
  b.AddStep(9, {scratch(f, {4, 8})}, {x, w_narrow}, {2});
  (void)w;
  return b;
}

// Small numbers, large ones and those next to limits.
uint64_t Awkward(Random* random) {
  constexpr uint64_t kNumbers[] = {0,
                                   1,
                                   2,
                                   3,
                                   7,
                                   8,
                                   16,
                                   255,
                                   65536,
                                   0x7FFFFFFF,
                                   0x80000000,
                                   0xFFFFFFFF,
                                   uint64_t{1} << 33,
                                   uint64_t{1} << 36,
                                   INT64_MAX,
                                   uint64_t{1} << 63,
                                   UINT64_MAX,
                                   UINT64_MAX - 7};
  const size_t count = sizeof(kNumbers) / sizeof(kNumbers[0]);
  return kNumbers[static_cast<size_t>(random->Int(0, static_cast<int>(count) - 1))];
}

void Spoil(std::vector<unsigned char>* bytes, Random* random) {
  for (int i = random->Int(1, 3); i > 0; --i) {
    const int last = static_cast<int>(bytes->size()) - 1;
    const size_t at = static_cast<size_t>(random->Int(16, last));
    switch (random->Int(0, 4)) {
      case 0:
        (*bytes)[at] = static_cast<unsigned char>((*bytes)[at] ^ (1 << random->Int(0, 7)));
        break;
      case 1: {
        const uint32_t value = static_cast<uint32_t>(Awkward(random));
        std::memcpy(bytes->data() + at / 4 * 4, &value, sizeof(value));
        break;
      }
      case 2: {
        const uint64_t value = Awkward(random);
        const size_t place = at / 8 * 8;
        if (place + 8 <= bytes->size()) std::memcpy(bytes->data() + place, &value, sizeof(value));
        break;
      }
      case 3: {
        const size_t from = static_cast<size_t>(random->Int(0, last / 8)) * 8;
        const size_t place = at / 8 * 8;
        if (place + 8 <= bytes->size() && from + 8 <= bytes->size()) {
          std::memmove(bytes->data() + place, bytes->data() + from, 8);
        }
        break;
      }
      default:
        (*bytes)[at] = static_cast<unsigned char>(random->Int(0, 40));
    }
  }
}

// A program that names little enough to be run over and over.
bool IsSmall(const std::vector<unsigned char>& bytes) {
  uint32_t counts[2];
  uint64_t scratch;
  std::memcpy(&scratch, bytes.data() + 16, sizeof(scratch));
  std::memcpy(counts, bytes.data() + 24, sizeof(counts));
  const uint64_t tensors = 56 + uint64_t{16} * counts[0];
  if (scratch > 1 << 20 || tensors + uint64_t{144} * counts[1] > bytes.size()) return false;
  for (uint32_t i = 0; i < counts[0]; ++i) {
    uint64_t slot_bytes;
    std::memcpy(&slot_bytes, bytes.data() + 56 + 16 * i + 8, sizeof(slot_bytes));
    if (slot_bytes > 1 << 20) return false;
  }
  for (uint32_t i = 0; i < counts[1]; ++i) {
    int64_t dims[8];
    std::memcpy(dims, bytes.data() + tensors + 144 * i + 16, sizeof(dims));
    double elements = 1;
    for (int64_t dim : dims) elements *= dim > 0 ? static_cast<double>(dim) : 1;
    if (elements > 1e4) return false;
  }
  return true;
}

void SurvivesSpoiltPrograms() {
  Random random(61);
  Judge judge;
  const std::vector<unsigned char> good = Everything().Bytes();
  if (!CHECK_MSG(judge.Try(good.data(), good.size(), true) == OSSICLE_OK, "%s",
                 judge.error.message)) {
    return;
  }
  const uint64_t live = ossicle_live_bytes();
  int accepted = 0;
  int refused = 0;
  for (int i = 0; i < 100000; ++i) {
    std::vector<unsigned char> bytes = good;
    Spoil(&bytes, &random);
    const bool run = IsSmall(bytes);
    const int32_t status = judge.Try(bytes.data(), bytes.size(), run);
    const bool known = status == OSSICLE_OK || status == OSSICLE_INVALID_PROGRAM ||
                       status == OSSICLE_UNSUPPORTED || status == OSSICLE_INVALID_ARGUMENT ||
                       status == OSSICLE_OUT_OF_MEMORY;
    CHECK_MSG(known, "case %d: status %d", i, status);
    if (status != OSSICLE_OK) {
      CHECK_MSG(judge.error.status == status && judge.error.message[0] != '\0', "case %d", i);
    }
    ++(status == OSSICLE_OK ? accepted : refused);
  }
  std::printf("%d spoilt programs accepted, %d refused\n", accepted, refused);
  CHECK(accepted > 1000 && refused > 10000);
  CHECK(ossicle_live_bytes() == live);
}

}  // namespace

int main() {
  RefusesBrokenRules();
  SaysWhereAndWhat();
  CountsUnsupportedSteps();
  RefusesEveryTruncation();
  SurvivesSpoiltPrograms();
  return Finish();
}

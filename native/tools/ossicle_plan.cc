// Prints a program file, and times its steps. See Usage.
#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cpu/arch.h"
#include "ossicle.h"
#include "plan/opcodes.h"
#include "plan/state.h"

namespace {

constexpr char kUsage[] =
    "usage: ossicle-plan dump|time PROGRAM [SOURCES] [--runs N] [--top N] [--features LIST]\n"
    "\n"
    "dump     one line per step: index, opcode, kernel, outputs <- inputs, name\n"
    "time     microseconds per run: in all, per opcode, per kernel, and of the slowest steps\n"
    "\n"
    "PROGRAM  bytes as ossicle_plan_create takes them\n"
    "SOURCES  a text file with one line per source: offset, bytes and path, separated by blanks;\n"
    "         without it weights are made up, which is good enough for times\n"
    "--runs N         runs that are timed; 100 if not given\n"
    "--top N          steps that are listed; 20 if not given\n"
    "--features LIST  kernels for a CPU that has these, such as avx2-group or none\n";

struct Options {
  bool times = false;
  const char* program = nullptr;
  const char* sources = nullptr;
  int runs = 100;
  size_t top = 20;
  ossicle::arch::Features features = ~ossicle::arch::kNone;
};

bool ParseArguments(int count, char** arguments, Options* options) {
  if (count < 3) return false;
  options->times = std::strcmp(arguments[1], "time") == 0;
  if (!options->times && std::strcmp(arguments[1], "dump") != 0) return false;
  options->program = arguments[2];
  for (int i = 3; i < count; ++i) {
    const bool has_value = i + 1 < count;
    if (std::strcmp(arguments[i], "--runs") == 0 && has_value) {
      options->runs = std::atoi(arguments[++i]);
    } else if (std::strcmp(arguments[i], "--top") == 0 && has_value) {
      options->top = static_cast<size_t>(std::atoi(arguments[++i]));
    } else if (std::strcmp(arguments[i], "--features") == 0 && has_value) {
      if (!ossicle::arch::ParseFeatures(arguments[++i], &options->features)) return false;
    } else if (arguments[i][0] != '-' && options->sources == nullptr) {
      options->sources = arguments[i];
    } else {
      return false;
    }
  }
  return options->runs > 0;
}

int Fail(const ossicle_error& error) {
  std::fprintf(stderr, "status %d: %s\n", error.status, error.message);
  return 1;
}

std::vector<char> ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The sizes that the tensors of a program want its sources to have.
std::vector<uint64_t> WantedSources(const std::vector<char>& program, ossicle_error* error) {
  uint32_t count = 0;
  if (program.size() >= 56) std::memcpy(&count, program.data() + 48, sizeof(count));
  const std::vector<uint64_t> any(count, uint64_t{1} << 50);
  ossicle::Program read;
  std::vector<uint64_t> wanted;
  if (ossicle::ReadProgram(program.data(), program.size(), any.data(), count, &read,
                           ossicle::ErrorSink(error)) != OSSICLE_OK) {
    return wanted;
  }
  wanted.resize(count);
  for (const ossicle::Tensor& tensor : read.tensors) {
    if (tensor.residence != ossicle::Residence::kWeight) continue;
    wanted[tensor.slot] = std::max(wanted[tensor.slot], static_cast<uint64_t>(tensor.end_byte));
  }
  return wanted;
}

// Small floats, and bytes that make small integers.
std::vector<char> MadeUp(uint64_t bytes) {
  std::vector<char> data(bytes);
  uint32_t state = 1;
  for (uint64_t i = 0; i + 4 <= bytes; i += 4) {
    state = state * 1664525u + 1013904223u;
    const float value = static_cast<float>(state >> 8) * 0x1p-26f - 0.125f;
    std::memcpy(data.data() + i, &value, sizeof(value));
  }
  return data;
}

class Sources {
 public:
  ~Sources() {
    for (ossicle_source* handle : handles) ossicle_source_close(handle);
  }

  int32_t Open(const Options& options, const std::vector<char>& program, ossicle_error* error) {
    if (options.sources != nullptr) return OpenFiles(options.sources, error);
    const std::vector<uint64_t> wanted = WantedSources(program, error);
    for (uint64_t bytes : wanted) {
      blocks_.push_back(MadeUp(bytes));
      ossicle_source* handle = nullptr;
      const int32_t status = ossicle_source_open_memory(blocks_.back().data(), bytes,
                                                        OSSICLE_SOURCE_IN_PLACE, &handle, error);
      if (status != OSSICLE_OK) return status;
      handles.push_back(handle);
    }
    return OSSICLE_OK;
  }

  std::vector<ossicle_source*> handles;

 private:
  int32_t OpenFiles(const char* list, ossicle_error* error) {
    std::ifstream lines(list);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      uint64_t offset = 0;
      uint64_t bytes = 0;
      std::string path;
      words >> offset >> bytes >> std::ws;
      std::getline(words, path);
      ossicle_source* handle = nullptr;
      const int32_t status = ossicle_source_open_file(path.c_str(), offset, bytes,
                                                      OSSICLE_SOURCE_IN_PLACE, &handle, error);
      if (status != OSSICLE_OK) return status;
      handles.push_back(handle);
    }
    return OSSICLE_OK;
  }

  std::vector<std::vector<char>> blocks_;
};

double Microseconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

// Runs step by step; the least time of each step over all runs, in microseconds.
int32_t TimeSteps(ossicle_state& state, int runs, std::vector<double>* best, ossicle_error* error) {
  using Clock = std::chrono::steady_clock;
  const ossicle::ErrorSink sink(error);
  const ossicle::Plan& plan = state.plan();
  best->assign(plan.steps.size(), 1e30);
  for (int i = 0; i < runs; ++i) {
    ossicle::RunContext context = state.Context(sink);
    Clock::time_point before = Clock::now();
    for (size_t s = 0; s < plan.steps.size(); ++s) {
      context.step = static_cast<int32_t>(s);
      const ossicle::PreparedStep& step = plan.steps[s];
      const int32_t status = step.run != nullptr ? step.run(step.params, context) : OSSICLE_OK;
      if (status != OSSICLE_OK) return status;
      const Clock::time_point after = Clock::now();
      (*best)[s] = std::min((*best)[s], Microseconds(after - before));
      before = after;
    }
  }
  return OSSICLE_OK;
}

struct Sum {
  double microseconds = 0;
  int steps = 0;
};

void PrintSums(const char* what, const std::map<std::string, Sum>& sums) {
  std::vector<std::pair<std::string, Sum>> sorted(sums.begin(), sums.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second.microseconds > b.second.microseconds;
  });
  std::printf("\n%-32s %10s %7s\n", what, "us", "steps");
  for (const auto& [name, sum] : sorted) {
    std::printf("%-32s %10.1f %7d\n", name.c_str(), sum.microseconds, sum.steps);
  }
}

void PrintTimes(const ossicle::Plan& plan, const std::vector<double>& best, size_t top,
                const std::vector<std::string>& lines) {
  std::map<std::string, Sum> opcodes, kernels;
  std::vector<size_t> order(best.size());
  for (size_t s = 0; s < best.size(); ++s) {
    order[s] = s;
    const ossicle::Opcode* const opcode = ossicle::FindOpcode(plan.program.steps[s].opcode);
    for (Sum* sum : {&opcodes[opcode->name], &kernels[plan.steps[s].kernel]}) {
      sum->microseconds += best[s];
      ++sum->steps;
    }
  }
  PrintSums("opcode", opcodes);
  PrintSums("kernel", kernels);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return best[a] > best[b]; });
  std::printf("\n%8s  slowest steps\n", "us");
  for (size_t i = 0; i < top && i < order.size(); ++i) {
    std::printf("%8.1f %s\n", best[order[i]], lines[order[i]].c_str());
  }
}

std::vector<std::string> Describe(const ossicle_plan* plan) {
  std::string text(static_cast<size_t>(ossicle_plan_describe(plan, nullptr, 0)) + 1, '\0');
  ossicle_plan_describe(plan, &text[0], text.size());
  std::vector<std::string> lines;
  std::istringstream stream(text.c_str());
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

int Time(const Options& options, ossicle_plan* plan) {
  ossicle_error error = {};
  ossicle_state* state = nullptr;
  if (ossicle_state_create(plan, &state, &error) != OSSICLE_OK) return Fail(error);
  double best = 1e30;
  double sum = 0;
  for (int i = 0; i < options.runs; ++i) {
    const auto before = std::chrono::steady_clock::now();
    if (ossicle_state_run(state, &error) != OSSICLE_OK) return Fail(error);
    const double time = Microseconds(std::chrono::steady_clock::now() - before);
    best = std::min(best, time);
    sum += time;
  }
  std::vector<double> steps;
  if (TimeSteps(*state, options.runs, &steps, &error) != OSSICLE_OK) return Fail(error);
  std::printf("%.1f us per run at best, %.1f in the mean; %zu steps, %" PRIu64
              " bytes packed, %zu "
              "of workspace\n",
              best, sum / options.runs, steps.size(), ossicle_plan_packed_bytes(plan),
              plan->workspace_bytes);
  PrintTimes(*plan, steps, options.top, Describe(plan));
  ossicle_state_close(state);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  if (!ParseArguments(count, arguments, &options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  const std::vector<char> program = ReadFile(options.program);
  ossicle_error error = {};
  Sources sources;
  if (sources.Open(options, program, &error) != OSSICLE_OK) return Fail(error);
  ossicle_plan* plan = nullptr;
  const int32_t status = ossicle_plan_create(program.data(), program.size(), sources.handles.data(),
                                             static_cast<uint32_t>(sources.handles.size()),
                                             options.features, &plan, &error);
  if (status != OSSICLE_OK) return Fail(error);
  int result = 0;
  if (options.times) {
    result = Time(options, plan);
  } else {
    for (const std::string& line : Describe(plan)) std::puts(line.c_str());
  }
  ossicle_plan_close(plan);
  return result;
}

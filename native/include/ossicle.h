/* The whole C interface of Ossicle's native library.
 *
 * A caller compiles a model into a program (core/docs/plan-format.md), opens the files its weights
 * live in as sources, creates a plan from both, and one state per stream:
 *
 *   source -> plan -> state -> write inputs, run, read outputs, run, ...
 *
 * Conventions that hold for every function:
 *  - Returns a status, OSSICLE_OK on success, unless it says otherwise. Nothing throws, exits,
 *    aborts or prints.
 *  - `error` may be NULL. When the status is not OSSICLE_OK and `error` is given, it is filled in;
 *    on success it is left alone.
 *  - `*out` is written on success only.
 *  - Handles are opaque, and NULL is allowed where a handle is closed (nothing happens) but nowhere
 *    else, where it is answered by OSSICLE_INVALID_ARGUMENT, NULL or 0.
 *  - Functions may be called from any thread. Two threads must not use the same state at the same
 *    time: ossicle_state_run answers OSSICLE_BUSY if they do, the rest is up to the caller.
 *  - Sizes and offsets are bytes; all numbers are little-endian, as is the machine.
 */
#ifndef OSSICLE_H_
#define OSSICLE_H_

#include <stdint.h>

#if defined(__GNUC__)
#define OSSICLE_API __attribute__((visibility("default")))
#else
#define OSSICLE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Raised whenever a function, struct or the program format changes incompatibly. */
#define OSSICLE_ABI_VERSION 1u

enum {
  OSSICLE_OK = 0,
  OSSICLE_INVALID_ARGUMENT = 1, /* a NULL or impossible argument of the call itself */
  OSSICLE_OUT_OF_MEMORY = 2,
  OSSICLE_FILE = 3,            /* a file cannot be opened, read or mapped, or is too short */
  OSSICLE_INVALID_PROGRAM = 4, /* the program breaks a rule of plan-format.md */
  OSSICLE_UNSUPPORTED = 5,     /* a valid operator or element type that this library lacks */
  OSSICLE_DATA_REFUSED = 6,    /* values met in a run: an index out of range, division by zero */
  OSSICLE_BUSY = 7             /* the state is being run by another thread */
};

/* Weights stay where they are (mapped or borrowed), or are copied when the source is opened. */
enum { OSSICLE_SOURCE_IN_PLACE = 0, OSSICLE_SOURCE_COPY = 1 };

/* Owned by the caller; `message` says where, what was expected, what was found and what to do. */
typedef struct ossicle_error {
  int32_t status;
  int32_t step;       /* the step of the program it concerns, or -1 */
  char message[1008]; /* UTF-8, cut off if too long, always zero-terminated */
} ossicle_error;

typedef struct ossicle_source ossicle_source;
typedef struct ossicle_plan ossicle_plan;
typedef struct ossicle_state ossicle_state;

/* ---- The library ------------------------------------------------------------------------- */

/* OSSICLE_ABI_VERSION of the library, to be compared before anything else is called. */
OSSICLE_API uint32_t ossicle_abi_version(void);

/* The library's version such as "0.1.0"; static, never NULL. */
OSSICLE_API const char *ossicle_version(void);

/* The instruction set extensions that this machine and its operating system offer, as a bit mask,
 * and the name of each bit such as "avx2". Bits without a name have no meaning. The name is static;
 * NULL for a bit without a name. */
OSSICLE_API uint64_t ossicle_cpu_features(void);
OSSICLE_API const char *ossicle_cpu_feature_name(uint32_t bit);

/* Successful calls of the library's allocator since the process started, and bytes it holds now.
 * The count stays the same over ossicle_state_run, which never allocates. */
OSSICLE_API uint64_t ossicle_allocations(void);
OSSICLE_API uint64_t ossicle_live_bytes(void);

/* ---- Sources: bytes that weights live in --------------------------------------------------- */

/* Opens `bytes` bytes of a file from `offset`, which needs no alignment; both may exceed 4 GB on a
 * 64-bit machine. OSSICLE_SOURCE_IN_PLACE maps them, read-only and private: fast and shared between
 * processes, but a file that is truncated while mapped kills the process that touches it, so files
 * in use must be replaced by rename. OSSICLE_SOURCE_COPY reads them into memory.
 * The path is UTF-8 and zero-terminated. */
OSSICLE_API int32_t ossicle_source_open_file(const char *utf8_path, uint64_t offset, uint64_t bytes,
                                             uint32_t mode, ossicle_source **out,
                                             ossicle_error *error);

/* Wraps memory of the caller. OSSICLE_SOURCE_IN_PLACE borrows it: it must stay valid and unchanged
 * until the source and every plan and state made with it are closed. OSSICLE_SOURCE_COPY copies it.
 * `data` may be NULL if `bytes` is 0. */
OSSICLE_API int32_t ossicle_source_open_memory(const void *data, uint64_t bytes, uint32_t mode,
                                               ossicle_source **out, ossicle_error *error);

/* Gives up the caller's hold; plans made with the source keep what they need. */
OSSICLE_API void ossicle_source_close(ossicle_source *source);

/* ---- Plans: a program checked and prepared -------------------------------------------------- */

/* Checks a program in full, chooses a kernel for each step and packs weights. A program may be any
 * bytes at all; one that passes can neither read nor write out of bounds whatever its inputs hold.
 * `program` needs no alignment and is not used after the call. `sources[i]` is what WEIGHT tensors
 * of slot i live in. `features_allowed` masks ossicle_cpu_features(): only kernels within it may be
 * chosen; all ones means whatever this machine has. */
OSSICLE_API int32_t ossicle_plan_create(const void *program, uint64_t bytes,
                                        ossicle_source *const *sources, uint32_t source_count,
                                        uint64_t features_allowed, ossicle_plan **out,
                                        ossicle_error *error);

/* Bytes of weights held in a layout of the kernels' own, on top of the sources. */
OSSICLE_API uint64_t ossicle_plan_packed_bytes(const ossicle_plan *plan);

/* Writes one line per step: index, opcode, kernel, operand types and dims, name. Cut off at
 * `capacity` bytes with the terminating zero; `text` may be NULL if `capacity` is 0. Returns the
 * length of the whole text without the zero (at most INT32_MAX), negative if `plan` is NULL. */
OSSICLE_API int32_t ossicle_plan_describe(const ossicle_plan *plan, char *text, uint64_t capacity);

/* Lets up to `threads` threads work at one run of the plan: the caller's and helpers that all plans
 * of the process share, that sleep when there is nothing to do, and that end with the last plan
 * that asks for any. Large products are divided among them; results are the same to the bit. Each
 * state finds out by timing some of its runs whether help makes it faster, and goes without where
 * it does not. One run at a time is helped. A new plan uses 1. Answers how many threads it will be:
 * at most the cores this process may use, 64, and what the system gives; 0 if `plan` is NULL. */
OSSICLE_API uint32_t ossicle_plan_use_threads(ossicle_plan *plan, uint32_t threads);

/* Gives up the caller's hold; states made from the plan keep it alive. */
OSSICLE_API void ossicle_plan_close(ossicle_plan *plan);

/* ---- States: the buffers of one stream ------------------------------------------------------ */

/* Allocates everything a stream needs; states and inputs start as zero. */
OSSICLE_API int32_t ossicle_state_create(ossicle_plan *plan, ossicle_state **out,
                                         ossicle_error *error);

/* The buffer of input or output `index`: row-major elements, owned by the state, at the same place
 * for the state's life. NULL if there is no such input or output. */
OSSICLE_API void *ossicle_state_input(ossicle_state *state, uint32_t index);
OSSICLE_API void *ossicle_state_output(ossicle_state *state, uint32_t index);

/* The buffer that the next run reads for state pair `pair`; every successful run moves it. NULL if
 * there is no such pair. */
OSSICLE_API void *ossicle_state_current(ossicle_state *state, uint32_t pair);

/* Runs all steps once over the present inputs and states. No allocation, no lock, and no system
 * call but to time runs and wake helpers of a plan that uses threads. After success the written
 * side of each state pair becomes what the next run reads. After a failure (OSSICLE_DATA_REFUSED)
 * states are as before and outputs are undefined. */
OSSICLE_API int32_t ossicle_state_run(ossicle_state *state, ossicle_error *error);

/* Sets all states to zero, as after ossicle_state_create. Does nothing while the state is being
 * run. */
OSSICLE_API void ossicle_state_reset(ossicle_state *state);

/* Frees the buffers. The state must not be in use. */
OSSICLE_API void ossicle_state_close(ossicle_state *state);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* OSSICLE_H_ */

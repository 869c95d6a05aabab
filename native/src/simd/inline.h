// How functions in headers shared by files of different instruction sets must be declared.
//
// A file compiled for AVX-512 and one compiled for SSE2 may both include a header. Were its
// functions ordinary inline functions, the linker would keep one copy for both, and old CPUs could
// end up in the new one. OSSICLE_INLINE leaves no copy to keep; a test looks for leftovers.
#pragma once

#define OSSICLE_INLINE [[gnu::always_inline]] static inline

// The same for members of such headers' own types.
#define OSSICLE_INLINE_MEMBER [[gnu::always_inline]] inline

// The C library's mathematics in double precision, bound to versions that old systems have too.
#pragma once

#include <cmath>

// The newer exp, log and pow differ only in not setting errno, but ask for glibc 2.29.
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver exp,exp@GLIBC_2.17");
__asm__(".symver log,log@GLIBC_2.17");
__asm__(".symver pow,pow@GLIBC_2.17");
#elif defined(__GLIBC__) && defined(__arm__)
__asm__(".symver exp,exp@GLIBC_2.4");
__asm__(".symver log,log@GLIBC_2.4");
__asm__(".symver pow,pow@GLIBC_2.4");
#endif

#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

/// The number of allocations that the calling thread has made since it started: calls of malloc, calloc, realloc,
/// aligned_alloc, memalign and posix_memalign. Other threads do not count, so that parallel tests do not disturb.
unsigned long allocation_count(void);

/// 1 where allocations are counted; 0 where they cannot be (a C library other than glibc, or a sanitizer, which
/// replaces the same functions).
int allocation_counting(void);

/// 1 where the build is optimised; without optimisation the compiler allocates where the source does not.
int build_is_optimised(void);

#endif

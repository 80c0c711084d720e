// The allocation functions of the test program, which count the calls of the current thread and hand them on to glibc.
// A function that the program itself defines takes the place of the one of the C library for every library in the
// process (see "Replacing malloc" in the manual of glibc).

#include "CAllocationCounter.h"

#include <errno.h>
#include <stddef.h>

int build_is_optimised(void) {
#ifdef __OPTIMIZE__
  return 1;
#else
  return 0;
#endif
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ALLOCATIONS_ARE_SANITIZED
#endif
#endif

#if defined(__GLIBC__) && !defined(ALLOCATIONS_ARE_SANITIZED)

static _Thread_local unsigned long count;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t items, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  count += 1;
  return __libc_malloc(size);
}

void *calloc(size_t items, size_t size) {
  count += 1;
  return __libc_calloc(items, size);
}

void *realloc(void *block, size_t size) {
  count += 1;
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  count += 1;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count += 1;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  count += 1;
  int is_power_of_two = alignment != 0 && (alignment & (alignment - 1)) == 0;
  if (!is_power_of_two || alignment % sizeof(void *) != 0) return EINVAL;
  void *found = __libc_memalign(alignment, size);
  if (found == NULL) return ENOMEM;
  *block = found;
  return 0;
}

unsigned long allocation_count(void) { return count; }
int allocation_counting(void) { return 1; }

#else

unsigned long allocation_count(void) { return 0; }
int allocation_counting(void) { return 0; }

#endif

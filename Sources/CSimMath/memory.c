// Moving lanes in and out of arrays, and advice to the system about memory.
#ifdef __linux__
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#include <unistd.h>
#endif
#include <stdint.h>
#include <string.h>

#include "CSimMath.h"

void sim_gather(const double *from, size_t stride, size_t count, size_t rows, double *to) {
  if (count == SIM_LANES) {
    for (size_t row = 0; row < rows; ++row)
      memcpy(to + row * SIM_LANES, from + row * stride, SIM_LANES * sizeof *to);
    return;
  }
  for (size_t row = 0; row < rows; ++row)
    for (size_t lane = 0; lane < SIM_LANES; ++lane)
      to[row * SIM_LANES + lane] = lane < count ? from[row * stride + lane] : 0;
}

void sim_scatter(const double *from, size_t rows, size_t count, double *to, size_t stride) {
  if (count == SIM_LANES) {
    for (size_t row = 0; row < rows; ++row)
      memcpy(to + row * stride, from + row * SIM_LANES, SIM_LANES * sizeof *to);
    return;
  }
  for (size_t row = 0; row < rows; ++row)
    for (size_t lane = 0; lane < count; ++lane) to[row * stride + lane] = from[row * SIM_LANES + lane];
}

void sim_transpose(const double *from, size_t count, size_t entries, double *to) {
  if (count < SIM_LANES) memset(to, 0, entries * SIM_LANES * sizeof *to);
  for (size_t entry = 0; entry < entries; ++entry)
    for (size_t lane = 0; lane < count; ++lane)
      to[entry * SIM_LANES + lane] = from[lane * entries + entry];
}

void sim_prefer_large_pages(void *start, size_t bytes) {
#ifdef __linux__
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t first = ((uintptr_t)start + page - 1) / page * page;
  uintptr_t end = ((uintptr_t)start + bytes) / page * page;
  // Advice only: where it is not taken, nothing else changes.
  if (first < end) (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)start;
  (void)bytes;
#endif
}

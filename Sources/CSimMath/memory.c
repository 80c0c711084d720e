// Moving lanes in and out of arrays, and advice to the system about memory.
#ifdef __linux__
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#include <unistd.h>
#endif
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "CSimMath.h"

// Rows of all groups together: pieces of a row that lie side by side in memory are moved one after the other.
void sim_gather(
    const double *from, size_t stride, size_t count, size_t rows, double *to, size_t apart) {
  size_t whole = count / SIM_LANES, rest = count % SIM_LANES;
  for (size_t row = 0; row < rows; ++row) {
    const double *source = from + row * stride;
    double *place = to + row * SIM_LANES;
    for (size_t group = 0; group < whole; ++group)
      memcpy(place + group * apart, source + group * SIM_LANES, SIM_LANES * sizeof *to);
    for (size_t lane = 0; lane < SIM_LANES && rest > 0; ++lane)
      place[whole * apart + lane] = lane < rest ? source[whole * SIM_LANES + lane] : 0;
  }
}

typedef double pair __attribute__((vector_size(16)));

static void stream_pair(const double *from, double *to) {
  pair value;
  memcpy(&value, from, sizeof value);
  __builtin_nontemporal_store(value, (pair *)to);
}

// Arrays of the caller start at 16 bytes, not at whole lines of the caches; the processor joins pairs into lines. What
// shares its line with the neighbours, `before` columns at the start and the rest at the end, goes through the caches:
// a part of a line past them costs a whole one.
static inline __attribute__((always_inline)) void stream_lines(
    const double *source, size_t apart, size_t groups, double *place, const int before) {
  memcpy(place, source, before * sizeof *place);
  size_t lines = before == 0 ? groups : groups - 1;
  for (size_t line = 0; line < lines; ++line) {
    const double *group = source + line * apart;
    double *to = place + before + line * SIM_LANES;
#pragma clang loop unroll(full)
    for (int column = before; column < SIM_LANES; column += 2) stream_pair(group + column, to + column - before);
#pragma clang loop unroll(full)
    for (int column = 0; column < before; column += 2)
      stream_pair(group + apart + column, to + SIM_LANES - before + column);
  }
  if (before > 0)
    memcpy(
        place + before + lines * SIM_LANES, source + lines * apart + before,
        (SIM_LANES - before) * sizeof *place);
}

static void stream_groups(const double *source, size_t apart, size_t groups, double *place) {
  if (groups == 0) return;
  switch ((uintptr_t)place / sizeof(pair) % 4) {
    case 0: stream_lines(source, apart, groups, place, 0); return;
    case 1: stream_lines(source, apart, groups, place, 6); return;
    case 2: stream_lines(source, apart, groups, place, 4); return;
    default: stream_lines(source, apart, groups, place, 2); return;
  }
}

void sim_scatter(
    const double *from, size_t rows, size_t count, double *to, size_t stride, int streams) {
  streams = streams && (uintptr_t)to % sizeof(pair) == 0 && stride % 2 == 0;
  size_t whole = count / SIM_LANES, rest = count % SIM_LANES;
  for (size_t row = 0; row < rows; ++row) {
    double *place = to + row * stride;
    const double *source = from + row * SIM_LANES;
    if (streams) stream_groups(source, rows * SIM_LANES, whole, place);
    for (size_t group = streams ? whole : 0; group < whole; ++group)
      memcpy(place + group * SIM_LANES, source + group * rows * SIM_LANES, SIM_LANES * sizeof *to);
    for (size_t lane = 0; lane < rest; ++lane)
      place[whole * SIM_LANES + lane] = source[whole * rows * SIM_LANES + lane];
  }
  // Streamed stores are not ordered with others by themselves.
  if (streams) __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void sim_transpose(const double *from, size_t count, size_t entries, double *to) {
  if (count == SIM_LANES) {
    for (size_t entry = 0; entry < entries; ++entry)
      for (size_t lane = 0; lane < SIM_LANES; ++lane)
        to[entry * SIM_LANES + lane] = from[lane * entries + entry];
    return;
  }
  memset(to, 0, entries * SIM_LANES * sizeof *to);
  for (size_t entry = 0; entry < entries; ++entry)
    for (size_t lane = 0; lane < count; ++lane)
      to[entry * SIM_LANES + lane] = from[lane * entries + entry];
}

void sim_prefer_large_pages(void *start, size_t bytes) {
#ifdef __linux__
  // Small arrays would only waste pages of 2 MB.
  if (bytes < (size_t)4 << 20) return;
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

void sim_gather_cells(const double *from, size_t stride, size_t count, size_t rows, double *tile) {
  for (size_t row = 0; row < rows; ++row)
    for (size_t lane = 0; lane < SIM_LANES; ++lane) {
      double x = lane < count ? from[row * stride + lane] : 0;
      tile[row * SIM_LANES + lane] = x == x ? x : INFINITY;
    }
}

void sim_take_alternate(
    const double *tile, size_t first, size_t rows, double *to, size_t stride, size_t count) {
  for (size_t row = 0; row < rows; ++row)
    memcpy(to + row * stride, tile + (first + 2 * row) * SIM_LANES, count * sizeof *to);
}

uint64_t sim_checksum(const uint8_t *bytes, size_t count) {
  uint64_t sum = 0xcbf29ce484222325;
  for (size_t at = 0; at < count; at += 8) {
    uint64_t word = 0;
    memcpy(&word, bytes + at, count - at < 8 ? count - at : 8);
    sum = (sum ^ word) * 0x9e3779b97f4a7c15;
    sum ^= sum >> 29;
  }
  return sum ^ count;
}

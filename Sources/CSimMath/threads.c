// Where threads run.
#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "CSimMath.h"

void sim_make_way(void) {
#ifdef __linux__
  int here = sched_getcpu();
  cpu_set_t allowed;
  if (here < 0 || here >= CPU_SETSIZE || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(here, &others);
  if (CPU_COUNT(&others) == 0 || sched_setaffinity(0, sizeof others, &others) != 0) return;
  // Only this move was asked for: from here on the system may place the thread as before.
  (void)sched_setaffinity(0, sizeof allowed, &allowed);
#endif
}

// The instruction set that the compiler is told to use: SSE2 on x86-64, NEON on arm64.
#define KERNEL(name) sim_baseline_##name
#define SIM_TILE 4
#define SIM_ROWS 3
#define SIM_VECTORS 1
#ifdef __ARM_FEATURE_FMA
#define SIM_FUSED
#endif
#include "variant.h"

// AVX2 with fused multiply-add: x86-64-v3.
#ifdef __x86_64__
#define KERNEL(name) sim_avx2_##name
#define SIM_TILE 4
#define SIM_ROWS 6
#define SIM_VECTORS 1
#define SIM_FUSED
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "variant.h"
#pragma clang attribute pop
#endif

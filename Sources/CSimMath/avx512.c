// AVX-512 in whole registers: x86-64-v4.
#ifdef __x86_64__
#define KERNEL(name) sim_avx512_##name
#define SIM_TILE 8
#define SIM_ROWS 8
#define SIM_VECTORS 3
#define SIM_FUSED
#define SIM_MASKED
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#include "variant.h"
#pragma clang attribute pop
#endif

// The C interfaces of COIN-OR Cbc (coinor-libcbc-dev) and Clp (coinor-libclp-dev).
#include <stdbool.h>
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

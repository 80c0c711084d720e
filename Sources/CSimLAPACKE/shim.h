// LAPACKE, the C interface of LAPACK (liblapacke-dev).
#include <lapacke.h>

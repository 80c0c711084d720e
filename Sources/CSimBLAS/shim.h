// CBLAS and the thread control of OpenBLAS (libopenblas-dev).
#include <cblas.h>

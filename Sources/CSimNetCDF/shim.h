// NetCDF-4 with files in memory (libnetcdf-dev).
#include <netcdf.h>
#include <netcdf_mem.h>

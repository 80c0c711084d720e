// NetCDF-4 (libnetcdf-dev).
#include <netcdf.h>

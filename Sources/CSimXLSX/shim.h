// Workbooks of spreadsheets (libxlsxwriter-dev).
#include <xlsxwriter.h>

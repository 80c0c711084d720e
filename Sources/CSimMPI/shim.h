// What SimCluster needs of MPI (libopenmpi-dev). Communicators, data types and error handlers are macros, which Swift
// does not import, and their types differ between MPI libraries; so every call that takes one is wrapped.
#include <stddef.h>
#include <mpi.h>

// Starts MPI for a process whose first thread alone calls it; `isEnough` tells whether the library allows that.
static inline int sim_mpi_start(int *isEnough) {
  int provided = MPI_THREAD_SINGLE;
  int status = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  *isEnough = provided >= MPI_THREAD_FUNNELED;
  return status != MPI_SUCCESS ? status : MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
}

static inline int sim_mpi_rank(int *rank) { return MPI_Comm_rank(MPI_COMM_WORLD, rank); }

static inline int sim_mpi_count(int *count) { return MPI_Comm_size(MPI_COMM_WORLD, count); }

static inline int sim_mpi_send(const void *bytes, int count, int rank) {
  return MPI_Send(bytes, count, MPI_BYTE, rank, 0, MPI_COMM_WORLD);
}

// Receives at most `count` bytes; `received` is how many came.
static inline int sim_mpi_receive(void *bytes, int count, int rank, int *received) {
  MPI_Status envelope;
  int status = MPI_Recv(bytes, count, MPI_BYTE, rank, 0, MPI_COMM_WORLD, &envelope);
  return status != MPI_SUCCESS ? status : MPI_Get_count(&envelope, MPI_BYTE, received);
}

static inline int sim_mpi_abort(int exitCode) { return MPI_Abort(MPI_COMM_WORLD, exitCode); }

static const int sim_mpi_success = MPI_SUCCESS;
static const int sim_mpi_longest_text = MPI_MAX_ERROR_STRING;

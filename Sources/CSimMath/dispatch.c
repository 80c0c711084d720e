// Chooses the instruction set once, when the program is loaded.
#include "kernels.h"

struct kernels {
  array_function *complementary_error, *normal_upper_tail, *exponential, *logarithm;
  survival_function *add_survival;
  settle_function *settle_survival;
  array_function *lost;
  extent_function *extent;
  stock_function *inflow_driven, *stock_driven;
  matrix_function *repeat_matrix;
  table_function *cohort_tables;
  block_function *block_moments;
  merge_function *merge_moments;
  sort_function *sort_columns, *merge_columns;
};

#define KERNELS(set)                                                                               \
  (struct kernels) {                                                                               \
    set##_complementary_error, set##_normal_upper_tail, set##_exponential, set##_logarithm,        \
        set##_add_survival, set##_settle_survival, set##_lost, set##_extent, set##_inflow_driven,  \
        set##_stock_driven, set##_repeat_matrix, set##_cohort_tables, set##_block_moments,         \
        set##_merge_moments, set##_sort_columns, set##_merge_columns                               \
  }

static struct kernels kernels;

__attribute__((constructor)) static void choose_kernels(void) {
  kernels = KERNELS(sim_baseline);
#ifdef __x86_64__
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v3")) kernels = KERNELS(sim_avx2);
  if (__builtin_cpu_supports("x86-64-v4")) kernels = KERNELS(sim_avx512);
#endif
}

void sim_complementary_error(const double *x, double *y, size_t count) {
  kernels.complementary_error(x, y, count);
}

void sim_normal_upper_tail(const double *x, double *y, size_t count) {
  kernels.normal_upper_tail(x, y, count);
}

void sim_exponential(const double *x, double *y, size_t count) { kernels.exponential(x, y, count); }

void sim_logarithm(const double *x, double *y, size_t count) { kernels.logarithm(x, y, count); }

void sim_add_survival(
    enum sim_distribution distribution, const double *first, const double *second, const double *ages,
    double weight, double *column, size_t count) {
  kernels.add_survival(distribution, first, second, ages, weight, column, count);
}

void sim_settle_survival(double *column, size_t count, int keeps_first) {
  kernels.settle_survival(column, count, keeps_first);
}

void sim_lost(const double *survival, double *lost, size_t count) {
  kernels.lost(survival, lost, count);
}

void sim_extent(const double *x, size_t count, double *least, double *greatest) {
  kernels.extent(x, count, least, greatest);
}

void sim_inflow_driven(
    const double *survival, const double *inflow, double *stock, double *outflow, size_t years) {
  kernels.inflow_driven(survival, inflow, stock, outflow, years);
}

void sim_stock_driven(
    const double *survival, const double *stock, double *inflow, double *outflow, size_t years) {
  kernels.stock_driven(survival, stock, inflow, outflow, years);
}

void sim_repeat_matrix(
    const double *matrix, double *state, double *spare, size_t order, size_t steps) {
  kernels.repeat_matrix(matrix, state, spare, order, steps);
}

void sim_cohort_tables(
    const double *inflow, const double *survival, const double *lost, size_t years, size_t count,
    size_t stride, double *stock, double *outflow) {
  kernels.cohort_tables(inflow, survival, lost, years, count, stride, stock, outflow);
}

void sim_block_moments(const double *rows, size_t members, size_t cells, double *moments) {
  kernels.block_moments(rows, members, cells, moments);
}

void sim_merge_moments(double *left, const double *right, size_t cells) {
  kernels.merge_moments(left, right, cells);
}

void sim_sort_columns(double *tile, size_t rows) { kernels.sort_columns(tile, rows); }

void sim_merge_columns(double *tile, size_t rows) { kernels.merge_columns(tile, rows); }

// The kernels of every instruction set: one table of functions for each, chosen once by what the processor has.
#ifndef KERNELS_H
#define KERNELS_H

#include "CSimMath.h"

typedef void array_function(const double *x, double *y, size_t count);
typedef void survival_function(
    enum sim_distribution distribution, const double *first, const double *second, const double *ages,
    double weight, double *column, size_t count);
typedef void stock_function(
    const double *survival, const double *driver, double *result, double *outflow, size_t years);
typedef void settle_function(double *column, size_t count, int keeps_first);
typedef void extent_function(const double *x, size_t count, double *least, double *greatest);
typedef void matrix_function(
    const double *matrix, double *state, double *spare, size_t order, size_t steps);
typedef void table_function(
    const double *inflow, const double *survival, const double *lost, size_t years, size_t count,
    size_t stride, double *stock, double *outflow);
typedef void group_function(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, size_t count);
typedef void thin_function(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed);
typedef void sparse_function(
    const struct sim_block *block, intptr_t first, intptr_t last, const double *from, double *to);
typedef void scaled_function(double factor, const double *x, double *y, intptr_t count);
typedef void runs_function(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active,
    double *sums);
typedef void free_runs_function(
    const double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, double *eligible, double *untreated);
typedef void take_runs_function(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, const double *shares, double *taken, double *sums);
typedef void move_runs_function(
    const double *taken, const struct sim_run *runs, const intptr_t *targets, intptr_t count,
    intptr_t active, double share, double *cells, double *treated);
typedef void worst_function(
    const double *expected, const double *found, intptr_t rows, intptr_t width, double *worst);
typedef void fold_function(const double *x, intptr_t groups, intptr_t width, double *sums);
typedef void weigh_function(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums,
    double *weighed);
typedef void scale_lines_function(
    double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, const double *factors,
    const intptr_t *next, double *sums);
typedef void add_lines_function(
    const double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, double *sums);
typedef void share_function(
    const double *weights, const double *factors, const double *amounts, intptr_t rows,
    intptr_t columns, double *perBid, double *sums);

typedef void block_function(const double *rows, size_t members, size_t cells, double *moments);
typedef void merge_function(double *left, const double *right, size_t cells);
typedef void sort_function(double *tile, size_t rows);
typedef void divide_function(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts);
typedef void inspect_function(const struct sim_intake *intake);
typedef double collect_function(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other);
typedef void lot_function(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken);
typedef int due_function(const double *held, const double *drawn, intptr_t count, double *due);
typedef void asked_function(const double *last, double since, intptr_t count, double *due);
typedef void serve_function(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served);
typedef void cover_function(
    const double *demand, double part, const double *served, const double *secondary,
    intptr_t zones, intptr_t width, double *recycled, double *primary, double *sums);
typedef void equation_function(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms,
    intptr_t width, double *residual, double *scale);
typedef int check_function(
    const struct sim_equations *equations, const double *books, intptr_t width, double tolerance,
    double *worst);
typedef void equations_function(
    const struct sim_equations *equations, const double *books, intptr_t width, double *sums);
typedef void step_function(const struct sim_step *step);
typedef void year_function(const struct sim_year *year);
typedef void row_function(const double *cells, intptr_t rows, intptr_t width, double *sums);
typedef void weigh_rows_function(
    const double *cells, const double *weights, intptr_t rows, intptr_t width, double *sums);
typedef void single_function(const double *x, double scale, float *y, size_t count);
typedef void panel_function(
    const float *a, size_t rows, size_t inner, const float *panels, size_t count, float *c);
typedef void least_function(const float *x, size_t count, size_t length, float *least, size_t parts);

#define DECLARE(set)                                                                              \
  array_function set##_complementary_error, set##_normal_upper_tail, set##_exponential;           \
  array_function set##_logarithm;                                                                 \
  survival_function set##_add_survival;                                                           \
  settle_function set##_settle_survival;                                                          \
  array_function set##_lost;                                                                      \
  extent_function set##_extent;                                                                   \
  stock_function set##_inflow_driven, set##_stock_driven;                                         \
  matrix_function set##_repeat_matrix;                                                            \
  table_function set##_cohort_tables;                                                             \
  group_function set##_group_cohorts;                                                             \
  block_function set##_block_moments;                                                             \
  merge_function set##_merge_moments;                                                             \
  sort_function set##_sort_columns, set##_merge_columns;                                          \
  thin_function set##_thin_out;                                                                   \
  sparse_function set##_multiply_sparse;                                                          \
  scaled_function set##_add_scaled;                                                               \
  runs_function set##_add_runs;                                                                   \
  free_runs_function set##_add_free_runs;                                                         \
  take_runs_function set##_take_runs;                                                             \
  move_runs_function set##_move_runs;                                                             \
  worst_function set##_find_worst;                                                                \
  fold_function set##_fold;                                                                       \
  weigh_function set##_weigh;                                                                     \
  scale_lines_function set##_scale_lines;                                                         \
  add_lines_function set##_add_lines;                                                             \
  share_function set##_share_out;                                                                 \
  divide_function set##_divide;                                                                   \
  inspect_function set##_inspect;                                                                 \
  collect_function set##_collect;                                                                 \
  lot_function set##_take_lot;                                                                    \
  due_function set##_find_due;                                                                    \
  asked_function set##_find_asked;                                                                \
  serve_function set##_serve;                                                                     \
  cover_function set##_cover;                                                                     \
  equation_function set##_equation;                                                               \
  check_function set##_check_equations;                                                           \
  equations_function set##_add_equations;                                                         \
  step_function set##_close_step;                                                                 \
  year_function set##_close_year;                                                                 \
  row_function set##_sum_rows;                                                                    \
  weigh_rows_function set##_weigh_rows;                                                           \
  single_function set##_scale_to_single;                                                          \
  panel_function set##_multiply_panels;                                                           \
  least_function set##_least_of_parts;

DECLARE(sim_baseline)
DECLARE(sim_avx2)
DECLARE(sim_avx512)

#endif

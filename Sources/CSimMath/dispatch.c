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
  group_function *group_cohorts;
  block_function *block_moments;
  merge_function *merge_moments;
  sort_function *sort_columns, *merge_columns;
  thin_function *thin_out;
  sparse_function *multiply_sparse;
  scaled_function *add_scaled;
  runs_function *add_runs;
  free_runs_function *add_free_runs;
  take_runs_function *take_runs;
  move_runs_function *move_runs;
  worst_function *find_worst;
  fold_function *fold;
  weigh_function *weigh;
  scale_lines_function *scale_lines;
  add_lines_function *add_lines;
  share_function *share_out;
  divide_function *divide;
  inspect_function *inspect;
  collect_function *collect;
  lot_function *take_lot;
  due_function *find_due;
  asked_function *find_asked;
  serve_function *serve;
  cover_function *cover;
  equation_function *equation;
  check_function *check_equations;
  equations_function *add_equations;
  step_function *close_step;
  year_function *close_year;
  row_function *sum_rows;
  weigh_rows_function *weigh_rows;
  single_function *scale_to_single;
  panel_function *multiply_panels;
  least_function *least_of_parts;
};

#define KERNELS(set)                                                                               \
  (struct kernels) {                                                                               \
    set##_complementary_error, set##_normal_upper_tail, set##_exponential, set##_logarithm,        \
        set##_add_survival, set##_settle_survival, set##_lost, set##_extent, set##_inflow_driven,  \
        set##_stock_driven, set##_repeat_matrix, set##_cohort_tables, set##_group_cohorts,         \
        set##_block_moments, set##_merge_moments, set##_sort_columns, set##_merge_columns,         \
        set##_thin_out, set##_multiply_sparse, set##_add_scaled, set##_add_runs,                   \
        set##_add_free_runs, set##_take_runs, set##_move_runs, set##_find_worst, set##_fold,       \
        set##_weigh, set##_scale_lines, set##_add_lines, set##_share_out, set##_divide,            \
        set##_inspect, set##_collect, set##_take_lot, set##_find_due, set##_find_asked,            \
        set##_serve, set##_cover, set##_equation, set##_check_equations, set##_add_equations,      \
        set##_close_step, set##_close_year,                                                        \
        set##_sum_rows, set##_weigh_rows,                                                          \
        set##_scale_to_single, set##_multiply_panels, set##_least_of_parts                                                \
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

void sim_group_cohorts(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, size_t count) {
  kernels.group_cohorts(column, inflow, years, bounds, groups, sums, stride, count);
}

void sim_block_moments(const double *rows, size_t members, size_t cells, double *moments) {
  kernels.block_moments(rows, members, cells, moments);
}

void sim_merge_moments(double *left, const double *right, size_t cells) {
  kernels.merge_moments(left, right, cells);
}

void sim_sort_columns(double *tile, size_t rows) { kernels.sort_columns(tile, rows); }

void sim_merge_columns(double *tile, size_t rows) { kernels.merge_columns(tile, rows); }

void sim_thin_out(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed) {
  kernels.thin_out(block, first, last, cells, sum, removed);
}

void sim_multiply_sparse(
    const struct sim_block *block, intptr_t first, intptr_t last, const double *from, double *to) {
  kernels.multiply_sparse(block, first, last, from, to);
}

void sim_add_scaled(double factor, const double *x, double *y, intptr_t count) {
  kernels.add_scaled(factor, x, y, count);
}

void sim_add_runs(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active,
    double *sums) {
  kernels.add_runs(cells, runs, count, active, sums);
}

void sim_add_free_runs(
    const double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, double *eligible, double *untreated) {
  kernels.add_free_runs(cells, treated, runs, count, active, eligible, untreated);
}

void sim_take_runs(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, const double *shares, double *taken, double *sums) {
  kernels.take_runs(cells, treated, runs, count, active, shares, taken, sums);
}

void sim_move_runs(
    const double *taken, const struct sim_run *runs, const intptr_t *targets, intptr_t count,
    intptr_t active, double share, double *cells, double *treated) {
  kernels.move_runs(taken, runs, targets, count, active, share, cells, treated);
}

void sim_find_worst(
    const double *expected, const double *found, intptr_t rows, intptr_t width, double *worst) {
  kernels.find_worst(expected, found, rows, width, worst);
}

void sim_fold(const double *x, intptr_t groups, intptr_t width, double *sums) {
  kernels.fold(x, groups, width, sums);
}

void sim_weigh(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums,
    double *weighed) {
  kernels.weigh(x, weights, groups, width, sums, weighed);
}

void sim_scale_lines(
    double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, const double *factors,
    const intptr_t *next, double *sums) {
  kernels.scale_lines(cells, lines, width, groups, factors, next, sums);
}

void sim_share_out(
    const double *weights, const double *factors, const double *amounts, intptr_t rows, intptr_t columns,
    double *perBid, double *sums) {
  kernels.share_out(weights, factors, amounts, rows, columns, perBid, sums);
}

void sim_add_lines(
    const double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, double *sums) {
  kernels.add_lines(cells, lines, width, groups, sums);
}

void sim_divide(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts) {
  kernels.divide(amounts, part, shares, rows, ranks, width, parts);
}

void sim_inspect(const struct sim_intake *intake) { kernels.inspect(intake); }

double sim_collect(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other) {
  return kernels.collect(masses, shares, part, rows, width, whole, other);
}

void sim_take_lot(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken) {
  kernels.take_lot(lot, weights, due, zones, ranks, width, sums, taken);
}

int sim_find_due(const double *held, const double *drawn, intptr_t count, double *due) {
  return kernels.find_due(held, drawn, count, due);
}

void sim_find_asked(const double *last, double since, intptr_t count, double *due) {
  kernels.find_asked(last, since, count, due);
}

void sim_serve(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served) {
  kernels.serve(service, wanted, held, drawn, moved, served);
}

void sim_cover(
    const double *demand, double part, const double *served, const double *secondary,
    intptr_t zones, intptr_t width, double *recycled, double *primary, double *sums) {
  kernels.cover(demand, part, served, secondary, zones, width, recycled, primary, sums);
}

void sim_equation(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms,
    intptr_t width, double *residual, double *scale) {
  kernels.equation(books, rows, signs, terms, width, residual, scale);
}

int sim_check_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double tolerance,
    double *worst) {
  return kernels.check_equations(equations, books, width, tolerance, worst);
}

void sim_add_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double *sums) {
  kernels.add_equations(equations, books, width, sums);
}

void sim_close_step(const struct sim_step *step) { kernels.close_step(step); }

void sim_close_year(const struct sim_year *year) {
  kernels.close_year(year);
}

void sim_sum_rows(const double *cells, intptr_t rows, intptr_t width, double *sums) {
  kernels.sum_rows(cells, rows, width, sums);
}

void sim_weigh_rows(
    const double *cells, const double *weights, intptr_t rows, intptr_t width, double *sums) {
  kernels.weigh_rows(cells, weights, rows, width, sums);
}

void sim_scale_to_single(const double *x, double scale, float *y, size_t count) {
  kernels.scale_to_single(x, scale, y, count);
}

void sim_multiply_panels(
    const float *a, size_t rows, size_t inner, const float *panels, size_t count, float *c) {
  kernels.multiply_panels(a, rows, inner, panels, count, c);
}

void sim_least_of_parts(const float *x, size_t count, size_t length, float *least, size_t parts) {
  kernels.least_of_parts(x, count, length, least, parts);
}

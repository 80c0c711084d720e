// One instruction set: every kernel under the name KERNEL(name). SIM_TILE years are summed side by side, as many as fit
// the registers; the order of each sum is the same for every tile. Products take tiles of SIM_ROWS x SIM_VECTORS registers.
#include "kernels.h"
#include "statistics.h"
#include "least.h"
#include "stocks.h"
#include "tables.h"
#include "blocks.h"
#include "lines.h"
#include "books.h"

#define MAP(name)                                                    \
  void KERNEL(name)(const double *x, double *y, size_t count) {      \
    map(name, x, y, count);                                          \
  }

MAP(complementary_error)
MAP(normal_upper_tail)
MAP(exponential)
MAP(logarithm)

void KERNEL(add_survival)(
    enum sim_distribution distribution, const double *first, const double *second, const double *ages,
    double weight, double *column, size_t count) {
  // One loop for each distribution, with its function inlined.
  switch (distribution) {
#define CASE(name) \
  case name: add_survival(name, first, second, ages, weight, column, count); return;
    CASE(SIM_NORMAL)
    CASE(SIM_FOLDED_NORMAL)
    CASE(SIM_LOGNORMAL)
    CASE(SIM_WEIBULL)
    CASE(SIM_GAMMA)
    CASE(SIM_FIXED)
#undef CASE
  }
}

void KERNEL(settle_survival)(double *column, size_t count, int keeps_first) {
  settle_survival(column, count, keeps_first);
}

void KERNEL(lost)(const double *survival, double *values, size_t count) {
  lost(survival, values, count);
}

void KERNEL(extent)(const double *x, size_t count, double *least, double *greatest) {
  extent(x, count, least, greatest);
}

void KERNEL(inflow_driven)(
    const double *survival, const double *inflow, double *stock, double *outflow, size_t years) {
  inflow_driven(survival, inflow, stock, outflow, years);
}

void KERNEL(stock_driven)(
    const double *survival, const double *stock, double *inflow, double *outflow, size_t years) {
  stock_driven(survival, stock, inflow, outflow, years);
}

void KERNEL(repeat_matrix)(
    const double *matrix, double *state, double *spare, size_t order, size_t steps) {
  repeat_matrix(matrix, state, spare, order, steps);
}

void KERNEL(scale_to_single)(const double *x, double scale, float *y, size_t count) {
  scale_to_single(x, scale, y, count);
}

void KERNEL(multiply_panels)(
    const float *a, size_t rows, size_t inner, const float *panels, size_t count, float *c) {
  multiply_panels(a, rows, inner, panels, count, c);
}

void KERNEL(least_of_parts)(const float *x, size_t count, size_t length, float *least, size_t parts) {
  least_of_parts(x, count, length, least, parts);
}

void KERNEL(cohort_tables)(
    const double *inflow, const double *survival, const double *lost, size_t years, size_t count,
    size_t stride, double *stock, double *outflow) {
  cohort_tables(inflow, survival, lost, years, count, stride, stock, outflow);
}

void KERNEL(group_cohorts)(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, size_t count) {
  group_cohorts(column, inflow, years, bounds, groups, sums, stride, count);
}

void KERNEL(block_moments)(const double *rows, size_t members, size_t cells, double *moments) {
  for (size_t first = 0; first < cells; first += SIM_CELLS) {
    size_t count = cells - first < SIM_CELLS ? cells - first : SIM_CELLS;
    // The constant count lets the compiler unroll and vectorise the common case.
    if (count == SIM_CELLS) block_moments(rows, members, cells, first, SIM_CELLS, moments);
    else block_moments(rows, members, cells, first, count, moments);
  }
}

void KERNEL(merge_moments)(double *left, const double *right, size_t cells) {
  merge_moments(left, right, cells);
}

void KERNEL(sort_columns)(double *tile, size_t rows) { sort_columns(tile, rows); }

void KERNEL(merge_columns)(double *tile, size_t rows) { merge_columns(tile, rows); }

void KERNEL(thin_out)(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed) {
  thin_out(block, first, last, cells, sum, removed);
}

void KERNEL(multiply_sparse)(
    const struct sim_block *block, intptr_t first, intptr_t last, const double *from, double *to) {
  multiply_sparse(block, first, last, from, to);
}

void KERNEL(add_scaled)(double factor, const double *x, double *y, intptr_t count) {
  add_scaled(factor, x, y, count);
}

void KERNEL(add_runs)(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active,
    double *sums) {
  add_runs(cells, runs, count, active, sums);
}

void KERNEL(add_free_runs)(
    const double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, double *eligible, double *untreated) {
  add_free_runs(cells, treated, runs, count, active, eligible, untreated);
}

void KERNEL(take_runs)(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, const double *shares, double *taken, double *sums) {
  take_runs(cells, treated, runs, count, active, shares, taken, sums);
}

void KERNEL(move_runs)(
    const double *taken, const struct sim_run *runs, const intptr_t *targets, intptr_t count,
    intptr_t active, double share, double *cells, double *treated) {
  move_runs(taken, runs, targets, count, active, share, cells, treated);
}

void KERNEL(find_worst)(
    const double *expected, const double *found, intptr_t rows, intptr_t width, double *worst) {
  find_worst(expected, found, rows, width, worst);
}

void KERNEL(fold)(const double *x, intptr_t groups, intptr_t width, double *sums) {
#ifdef SIM_MASKED
  if (width < SIM_LANES) return fold_narrow(x, groups, width, sums);
#endif
  fold(x, groups, width, sums);
}

void KERNEL(weigh)(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums,
    double *weighed) {
  weigh(x, weights, groups, width, sums, weighed);
}

void KERNEL(scale_lines)(
    double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, const double *factors,
    const intptr_t *next, double *sums) {
  scale_lines(cells, lines, width, groups, factors, next, sums);
}

void KERNEL(share_out)(
    const double *weights, const double *factors, const double *amounts, intptr_t rows,
    intptr_t columns, double *perBid, double *sums) {
  share_out(weights, factors, amounts, rows, columns, perBid, sums);
}

void KERNEL(add_lines)(
    const double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, double *sums) {
  add_lines(cells, lines, width, groups, sums);
}

void KERNEL(divide)(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts) {
  divide(amounts, part, shares, rows, ranks, width, parts);
}

void KERNEL(inspect)(const struct sim_intake *intake) { inspect(intake); }

double KERNEL(collect)(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other) {
  return collect(masses, shares, part, rows, width, whole, other);
}

void KERNEL(take_lot)(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken) {
  take_lot(lot, weights, due, zones, ranks, width, sums, taken);
}

int KERNEL(find_due)(const double *held, const double *drawn, intptr_t count, double *due) {
  return find_due(held, drawn, count, due);
}

void KERNEL(find_asked)(const double *last, double since, intptr_t count, double *due) {
  find_asked(last, since, count, due);
}

void KERNEL(serve)(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served) {
  serve(service, wanted, held, drawn, moved, served);
}

void KERNEL(cover)(
    const double *demand, double part, const double *served, const double *secondary,
    intptr_t zones, intptr_t width, double *recycled, double *primary, double *sums) {
  cover(demand, part, served, secondary, zones, width, recycled, primary, sums);
}

void KERNEL(equation)(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms,
    intptr_t width, double *residual, double *scale) {
  equation(books, rows, signs, terms, width, residual, scale);
}

int KERNEL(check_equations)(
    const struct sim_equations *equations, const double *books, intptr_t width, double tolerance,
    double *worst) {
  return check_equations(equations, books, width, tolerance, worst);
}

void KERNEL(add_equations)(
    const struct sim_equations *equations, const double *books, intptr_t width, double *sums) {
  add_equations(equations, books, width, sums);
}

void KERNEL(close_step)(const struct sim_step *step) {
  close_step(step);
}

void KERNEL(close_year)(const struct sim_year *year) {
  close_year(year);
}

void KERNEL(sum_rows)(const double *cells, intptr_t rows, intptr_t width, double *sums) {
  sum_rows(cells, rows, width, sums);
}

void KERNEL(weigh_rows)(
    const double *cells, const double *weights, intptr_t rows, intptr_t width, double *sums) {
  weigh_rows(cells, weights, rows, width, sums);
}

/// Special functions on arrays and kernels of dynamic stock models, in vector instructions of the machine at hand.
///
/// Every entry or stock is computed alone in its own lane: same bits at any position and for any length.
#ifndef CSIMMATH_H
#define CSIMMATH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The stocks that a kernel computes side by side, one in each lane.
#define SIM_LANES 8

/// The rows of zeros around a survival column: years are computed in tiles that reach over both ends.
#define SIM_LEAD 8

/// y[i] = erfc(x[i]). `x` and `y` may be the same array, as in all functions on arrays below.
void sim_complementary_error(const double *x, double *y, size_t count);

/// y[i] = erfc(x[i] / sqrt 2) / 2, the upper tail of the standard normal distribution.
void sim_normal_upper_tail(const double *x, double *y, size_t count);

/// y[i] = e to the power of x[i].
void sim_exponential(const double *x, double *y, size_t count);

/// y[i] = natural logarithm of x[i].
void sim_logarithm(const double *x, double *y, size_t count);

/// y[i] = regularised upper incomplete gamma function Q(shape, x[i]).
void sim_upper_gamma_ratio(double shape, const double *x, double *y, size_t count);

/// The x from 0 to 1 at which the regularised incomplete beta function I_x(alpha, beta) is u; not-a-number where alpha or
/// beta is not above 0 or u is outside 0...1.
double sim_beta_quantile(double alpha, double beta, double u);

/// The x from 0 on at which 1 - Q(shape, x) is u; not-a-number where shape is not above 0 and finite or u is outside 0...1.
double sim_gamma_quantile(double shape, double u);

/// Lifetime distributions; `first` and `second` below are their parameters.
enum sim_distribution {
  /// Q((age - first) / second).
  SIM_NORMAL = 0,
  /// Q((age - first) / second) + Q((age + first) / second), 1 at age 0 and below.
  SIM_FOLDED_NORMAL = 1,
  /// Q((ln age - first) / second), 1 at age 0 and below.
  SIM_LOGNORMAL = 2,
  /// exp(-(age / second)^first), 1 at age 0 and below.
  SIM_WEIBULL = 3,
  /// Q(first, age / second) of the incomplete gamma function, 1 at age 0 and below.
  SIM_GAMMA = 4,
  /// 1 below age `first`, 0 from it on.
  SIM_FIXED = 5
};

/// column[age][lane] += weight x survival of the lane's lifetime at ages[age]; SIM_LANES lanes.
void sim_add_survival(
    enum sim_distribution distribution, const double *first, const double *second, const double *ages,
    double weight, double *column, size_t count);

/// Stock and outflow from inflow; all arrays [year][lane], survival with SIM_LEAD rows of zeros before and after it.
///
///     stock(t) = sum over c <= t of inflow(c) survival(t - c),   outflow(t) = stock(t-1) + inflow(t) - stock(t)
///
/// Where no inflow so far is negative, an outflow below zero by rounding becomes zero.
void sim_inflow_driven(
    const double *survival, const double *inflow, double *stock, double *outflow, size_t years);

/// Inflow and outflow from stock; shapes and outflow as above.
///
///     inflow(t) = (stock(t) - sum over c < t of inflow(c) survival(t - c)) / survival(0)
void sim_stock_driven(
    const double *survival, const double *stock, double *inflow, double *outflow, size_t years);

/// to[group x apart + row x SIM_LANES + lane] = from[row x stride + group x SIM_LANES + lane] for `count` columns, 0 in what
/// is left of a group.
void sim_gather(
    const double *from, size_t stride, size_t count, size_t rows, double *to, size_t apart);

/// to[row x stride + group x SIM_LANES + lane] = from[group][row][lane] for `count` columns.
/// With `streams` written past the caches, where `to` allows: for arrays that the caches would not keep.
void sim_scatter(
    const double *from, size_t rows, size_t count, double *to, size_t stride, int streams);

/// to[entry][lane] = from[lane][entry] for the first `count` lanes, 0 in the others.
void sim_transpose(const double *from, size_t count, size_t entries, double *to);

/// Makes a column [age][lane] start at 1 or below and never increase, against rounding; with `keeps_first` age 0 has 1.
void sim_settle_survival(double *column, size_t count, int keeps_first);

/// lost(age) = survival(age - 1) - survival(age), with 1 before age 0; both [age][lane].
void sim_lost(const double *survival, double *lost, size_t count);

/// The least and the greatest entry; not-a-number where an entry is, infinite the other way round for no entries.
void sim_extent(const double *x, size_t count, double *least, double *greatest);

/// Asks for large pages for memory that will be written from end to end; without effect where there are none.
void sim_prefer_large_pages(void *start, size_t bytes);

/// Moves the calling thread to another processor that it may use; without effect where there is none.
void sim_make_way(void);

/// state <- A state, `steps` times, one matrix A per lane; matrix [row][column][lane], state and spare [row][lane].
void sim_repeat_matrix(const double *matrix, double *state, double *spare, size_t order, size_t steps);

/// Stock and outflow by cohort; inflow, survival and lost are [year or age][count], the tables [year, cohort][stride].
///
///     stock(t, c) = inflow(c) survival(t - c),   outflow(t, c) = inflow(c) lost(t - c),   row t (t + 1) / 2 + c
void sim_cohort_tables(
    const double *inflow, const double *survival, const double *lost, size_t years, size_t count,
    size_t stride, double *stock, double *outflow);

/// Groups of cohorts; inflow and column are [row][lane], `column` with SIM_LEAD rows of zeros before and after it.
///
///     sums(t, g) = sum over the cohorts c <= t of bounds[2 g] <= c < bounds[2 g + 1] of inflow(c) column(t - c)
///
/// The sums have rows t groups + g, `stride` numbers apart, of which the first `count` lanes are written: past the caches
/// where all rows are whole lines.
void sim_group_cohorts(
    const double *column, const double *inflow, size_t years, const size_t *bounds, size_t groups,
    double *sums, size_t stride, size_t count);

/// Count, mean, sum of squared deviations from it, least and greatest value of every cell; moments [5][cells].
///
/// `rows` is [members][cells]; what is not a number is absent. A cell without values has 0, 0, 0, infinity, -infinity.
void sim_block_moments(const double *rows, size_t members, size_t cells, double *moments);

/// Adds the moments of the members on the right to those on the left, both [5][cells].
void sim_merge_moments(double *left, const double *right, size_t cells);

/// tile[row][lane] = from[row][lane] for the first `count` lanes, of rows `stride` apart; infinity for what is not a number.
void sim_gather_cells(const double *from, size_t stride, size_t count, size_t rows, double *tile);

/// Sorts every lane of tile [rows][SIM_LANES]; rows is a power of 2 and nothing in it is not-a-number.
void sim_sort_columns(double *tile, size_t rows);

/// Sorts every lane of a tile whose two halves are sorted; rows is a power of 2.
void sim_merge_columns(double *tile, size_t rows);

/// to[row][lane] = tile[first + 2 row][lane] for the first `count` lanes; rows of `to` are `stride` apart.
void sim_take_alternate(const double *tile, size_t first, size_t rows, double *to, size_t stride, size_t count);

/// A number that changes with any byte: words of eight bytes, the last one filled up with zeros, joined and mixed in order.
uint64_t sim_checksum(const uint8_t *bytes, size_t count);

/// The rows of a block that are thinned out and multiplied, and the runs of their columns that are not zero for certain.
struct sim_block {
  /// The number of rows, the distance between two of them, and the columns that share one number of `kept`.
  intptr_t rows, stride, group_size;
  /// Row r has the runs run_starts[r] to run_starts[r + 1]; a run is its first column and the one after its last.
  const intptr_t *run_starts, *runs;
  /// Row r of the matrix has the entries entry_starts[r] to entry_starts[r + 1], each with its source row and share.
  const intptr_t *entry_starts, *sources;
  const double *shares;
  /// Per row its class, and all rows ordered by class.
  const intptr_t *classes, *row_order;
  /// Shares kept, classes x groups, and the number of groups.
  const double *kept;
  intptr_t groups;
};

/// Thins out the columns first..<last: sum += cell, removed += cell (1 - kept), cell <- cell kept, row by row.
void sim_thin_out(
    const struct sim_block *block, intptr_t first, intptr_t last, double *cells, double *sum,
    double *removed);

/// to(r, j) = sum over the entries e of row r of share(e) from(source(e), j), for the runs in the columns first..<last.
void sim_multiply_sparse(
    const struct sim_block *block, intptr_t first, intptr_t last, const double *from, double *to);

/// A run of neighbouring cells of a row: where it starts in the table, how many cells it has, its first column, and where
/// its sums stand. Of a run only the columns before `active` are visited.
struct sim_run {
  intptr_t start, count, column, booked;
};

/// y += factor x.
void sim_add_scaled(double factor, const double *x, double *y, intptr_t count);

/// sums[booked + i] += cells[start + i].
void sim_add_runs(
    const double *cells, const struct sim_run *runs, intptr_t count, intptr_t active, double *sums);

/// The same of all cells, and of what is left of them without `treated`, 0 or more.
void sim_add_free_runs(
    const double *cells, const double *treated, const struct sim_run *runs, intptr_t count,
    intptr_t active, double *eligible, double *untreated);

/// taken = share(column) (cell - treated), 0 or more; it leaves the cell and is added to the sums.
void sim_take_runs(
    double *cells, const double *treated, const struct sim_run *runs, intptr_t count, intptr_t active,
    const double *shares, double *taken, double *sums);

/// Adds share x taken to the cells from targets[run] on, and to what is treated there.
void sim_move_runs(
    const double *taken, const struct sim_run *runs, const intptr_t *targets, intptr_t count,
    intptr_t active, double share, double *cells, double *treated);

/// Per column i what is largest in size, worst[i] or found - expected of a row; the first that is not a number stays.
void sim_find_worst(
    const double *expected, const double *found, intptr_t rows, intptr_t width, double *worst);

/// sums[i] += sum over the groups of x[group x width + i].
void sim_fold(const double *x, intptr_t groups, intptr_t width, double *sums);

/// sums[i] = sum over the groups of x[group x width + i]; weighed[i] the same of x times weight.
void sim_weigh(
    const double *x, const double *weights, intptr_t groups, intptr_t width, double *sums, double *weighed);

/// Multiplies every line of cells by the line groups[line] of the factors and adds it to the line next[line] of the sums;

/// `width` is a multiple of SIM_LANES.
void sim_scale_lines(
    double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, const double *factors,
    const intptr_t *next, double *sums);

/// Adds every line of cells to the line groups[line] of the sums.
void sim_add_lines(
    const double *cells, intptr_t lines, intptr_t width, const intptr_t *groups, double *sums);

/// Divides the amount of every column over the rows in proportion to factor(row) weight(row, column).
///
///     perBid(c) = amount(c) / sum over r of factor(r) weight(r, c),   sums(r) = factor(r) sum over c of weight(r, c) perBid(c)
///
/// A column that no row bids for gives nothing; `columns` is a multiple of SIM_LANES.
void sim_share_out(
    const double *weights, const double *factors, const double *amounts, intptr_t rows, intptr_t columns,
    double *perBid, double *sums);

/// y[i] = x[i] x scale in single precision.
void sim_scale_to_single(const double *x, double scale, float *y, size_t count);

/// The columns of a panel, and a number of rows whose multiples every instruction set takes.
#define SIM_PANEL 48
#define SIM_ROW_STEP 24

/// c = a b in single precision; a is `rows x inner`, b in panels [panel][inner][SIM_PANEL] and c `rows x count SIM_PANEL`.
/// `rows` is a multiple of SIM_ROW_STEP; an entry is added up in the order of `inner`.
void sim_multiply_panels(
    const float *a, size_t rows, size_t inner, const float *panels, size_t count, float *c);

/// least[p] = the least entry of x from p x length on, `length` of them or what is left; the greatest number for none.
void sim_least_of_parts(const float *x, size_t count, size_t length, float *least, size_t parts);

#ifdef __cplusplus
}
#endif

#include "CSimStores.h"

#endif

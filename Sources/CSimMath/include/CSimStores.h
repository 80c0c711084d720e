// Kernels of stores and books: rows of neighbouring streams, one row per zone, quality rank or hub.
#ifndef CSIMSTORES_H
#define CSIMSTORES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// parts(row, rank, i) = amounts(row, i) part shares(rank, i); every row has `width` columns.
void sim_divide(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts);

/// What zones collect and offer per step to their nearest hub, -1 where they have none. `careful`, `no_hub` and `refused` are
/// zones x width, `offered` and `refurbished` zones x ranks x width, `yields` and `received` hubs x ranks x width,
/// `refused_by_hub` hubs x width.
struct sim_intake {
  intptr_t zones, ranks, width;
  double steps;
  const intptr_t *nearest;
  const double *careful, *offered, *yields;
  double *no_hub, *refused, *refused_by_hub, *received, *refurbished;
};

/// Inspects what zones collect: what fails, or finds no hub, is written by zone and added by hub, and what is offered is
/// added to what the hubs receive and written as what comes out of refurbishment.
void sim_inspect(const struct sim_intake *intake);

/// whole(row, i) += mass(row, i) share(i), and other(row, i) += the same x part; returns the sum of the first.
double sim_collect(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other);

/// Takes from a lot, zones x ranks x width, the lesser of what is due and what it weighs of every rank and column, over the
/// zones in proportion. What is due becomes less by that, and the weights, ranks x width, are measured anew. What is taken is
/// added to the sums, zones x width, and to `taken`, one per column.
void sim_take_lot(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken);

/// Pairs of a zone and a hub in the order in which they are served.
struct sim_service {
  const intptr_t *zones, *hubs;
  intptr_t pairs, hub_count, ranks, width;
};

/// due = drawn, infinite where a store has given all it held; returns whether anything was drawn.
int sim_find_due(const double *held, const double *drawn, intptr_t count, double *due);

/// due = infinite where the last step that asked is `since` or later, else 0.
void sim_find_asked(const double *last, double since, intptr_t count, double *due);

/// Serves from the stores what is wanted, pair by pair, the last rank first: the least limit of the rank and those before it,
/// within what is held. Limits are zones x ranks x width, `held` and `drawn` hubs x ranks x width, what is moved is added to
/// zones x hubs x width and to zones x width.
void sim_serve(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served);

/// Covers what is left of demand x part by recycled mass, at most secondary x demand x part, and by primary mass. Both are
/// added to zones x width, and their sums over the zones to two rows.
void sim_cover(
    const double *demand, double part, const double *served, const double *secondary, intptr_t zones,
    intptr_t width, double *recycled, double *primary, double *sums);

/// residual(i) = sum over the terms of sign books(row, i), and the largest magnitude among them.
void sim_equation(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms, intptr_t width,
    double *residual, double *scale);

/// Equations of rows of books: the terms of each from its start on.
struct sim_equations {
  intptr_t count;
  const intptr_t *starts, *rows;
  const double *signs;
};

/// Keeps of every equation and column the residual that is the largest in relation to its scale, equations x (residuals,
/// scales) x width; returns whether one is beyond the tolerance or a scale is not finite.
int sim_check_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double tolerance,
    double *worst);

/// The residual of every equation over all columns and the largest magnitude in it, equations x 2.
void sim_add_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double *sums);

/// The rows of the books of a step, and where the columns and stores of the hubs begin in them; columns of a hub count from
/// its first one. `yields` is hubs x width, `treatment` ways x width.
struct sim_step {
  double *books;
  intptr_t hubs, ways, width;
  intptr_t released, to_hub, process_loss, refurbishment_loss, demand_reused, treated;
  intptr_t columns, column_count, received, refurbished, dispatched, in_store, expired, stores;
  const double *yields, *treatment;
};

/// Books what follows from the movements of a step: what hubs received, refurbished and gave out, and what is treated.
void sim_close_step(const struct sim_step *step);

/// The tables that close a year of a mine. Tables are zones x width; `inward` and `outward` zones x hubs x width, `yields`
/// hubs x width, `treatment` ways x width, `treated` ways x zones x width.
struct sim_year {
  intptr_t zones, hubs, ways, width;
  const double *inward, *outward, *yields, *treatment;
  const double *released, *expired, *unasked, *reused;
  double *to_hub, *process_loss, *demand_reused, *treated;
  double *refurbishment_loss, *change_of_store, *no_demand;
};

/// What came to the hubs, was lost, given out and treated, and how the stores changed, per zone and stream.
void sim_close_year(const struct sim_year *year);

/// sums(row) = sum of the columns of the row.
void sim_sum_rows(const double *cells, intptr_t rows, intptr_t width, double *sums);

/// sums(row) = sum of the columns of the row, each times its weight.
void sim_weigh_rows(
    const double *cells, const double *weights, intptr_t rows, intptr_t width, double *sums);

#ifdef __cplusplus
}
#endif

#endif

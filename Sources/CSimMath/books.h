// The books of a mine: equations of their rows, and how a step and a year close.
#ifndef BOOKS_H
#define BOOKS_H

#include "stores.h"

INLINE void equation_some(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms, intptr_t width,
    double *residual, double *scale, intptr_t n) {
  lanes sum = {}, largest = {};
  for (intptr_t term = 0; term < terms; ++term) {
    const lanes value = load_some(books + rows[term] * width, n);
    sum += all(signs[term]) * value;
    largest = maximum(magnitude(value), largest);
  }
  store_some(residual, sum, n);
  store_some(scale, largest, n);
}

INLINE void equation(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms, intptr_t width,
    double *residual, double *scale) {
  EACH_VECTOR(width, equation_some(books + i, rows, signs, terms, width, residual + i, scale + i, n));
}

/// Draws up an equation and keeps it where it is worse than the worst so far; the lanes that do not hold.
INLINE mask check_some(
    const double *books, const intptr_t *rows, const double *signs, intptr_t terms, intptr_t width,
    double tolerance, double *worst, intptr_t n) {
  double residual[SIM_LANES], scale[SIM_LANES];
  equation_some(books, rows, signs, terms, width, residual, scale, n);
  const lanes own = load_some(residual, n), size = load_some(scale, n);
  const lanes known = load_some(worst, n), known_size = load_some(worst + width, n);
  const lanes tiny = all(0x1p-1022);
  const mask holds =
      (mask)(magnitude(own) <= all(tolerance) * size) & (mask)(size < all(__builtin_inf()));
  const mask is_worse =
      (mask)(magnitude(own) * maximum(known_size, tiny) > magnitude(known) * maximum(size, tiny));
  store_some(worst, choose(is_worse, own, known), n);
  store_some(worst + width, choose(is_worse, size, known_size), n);
  return ~holds;
}

INLINE int check_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double tolerance,
    double *worst) {
  mask fails = {};
  for (intptr_t equation = 0; equation < equations->count; ++equation, worst += 2 * width) {
    const intptr_t first = equations->starts[equation], terms = equations->starts[equation + 1] - first;
    EACH_VECTOR(
        width, fails |= check_some(
                   books + i, equations->rows + first, equations->signs + first, terms, width, tolerance,
                   worst + i, n));
  }
  return any(fails);
}

INLINE void add_equations(
    const struct sim_equations *equations, const double *books, intptr_t width, double *sums) {
  for (intptr_t equation = 0; equation < equations->count; ++equation) {
    const intptr_t first = equations->starts[equation], terms = equations->starts[equation + 1] - first;
    lanes sum = {}, largest = {};
    EACH_VECTOR(width, {
      for (intptr_t term = first; term < first + terms; ++term) {
        const lanes value = load_some(books + equations->rows[term] * width + i, n);
        sum += all(equations->signs[term]) * value;
        largest = maximum(magnitude(value), largest);
      }
    });
    sums[2 * equation] = total(sum);
    double scale = 0;
    for (int lane = 0; lane < SIM_LANES; ++lane) scale = largest[lane] > scale ? largest[lane] : scale;
    sums[2 * equation + 1] = scale;
  }
}

INLINE void close_step_some(const struct sim_step *step, intptr_t i, intptr_t n) {
  const intptr_t width = step->width;
  double *books = step->books + i;
  lanes treated = load_some(books + step->released * width, n);
  lanes received = {}, lost = {}, reused = {};
  for (intptr_t hub = 0; hub < step->hubs; ++hub) {
    double *columns = books + (step->columns + hub * step->column_count) * width;
    const lanes in = load_some(columns + step->received * width, n);
    const lanes refurbished = in * load_some(step->yields + hub * width + i, n);
    store_some(columns + step->refurbished * width, refurbished, n);
    store_some(columns + step->in_store * width, load_some(books + (step->stores + hub) * width, n), n);
    received += in;
    lost += in - refurbished;
    reused += load_some(columns + step->dispatched * width, n);
    treated += load_some(columns + step->expired * width, n) - in;
  }
  store_some(books + step->to_hub * width, received, n);
  store_some(books + step->process_loss * width, lost, n);
  store_some(books + step->refurbishment_loss * width, lost, n);
  store_some(books + step->demand_reused * width, reused, n);
  for (intptr_t way = 0; way < step->ways; ++way)
    store_some(
        books + (step->treated + way) * width, treated * load_some(step->treatment + way * width + i, n), n);
}

INLINE void close_step(const struct sim_step *step) { EACH_VECTOR(step->width, close_step_some(step, i, n)); }

INLINE void close_some(const struct sim_year *year, intptr_t i, intptr_t n) {
  const intptr_t width = year->width;
  for (intptr_t zone = 0; zone < year->zones; ++zone) {
    const intptr_t cell = zone * width + i;
    lanes received = {}, lost = {}, served = {};
    for (intptr_t hub = 0; hub < year->hubs; ++hub) {
      const intptr_t row = (zone * year->hubs + hub) * width + i;
      const lanes mass = load_some(year->inward + row, n);
      const lanes refurbished = mass * load_some(year->yields + hub * width + i, n);
      received += mass;
      lost += mass - refurbished;
      served += load_some(year->outward + row, n);
    }
    const lanes expired = load_some(year->expired + cell, n), unasked = load_some(year->unasked + cell, n);
    const lanes reused = load_some(year->reused + cell, n);
    store_some(year->to_hub + cell, received, n);
    store_some(year->process_loss + cell, lost, n);
    store_some(year->refurbishment_loss + cell, lost, n);
    store_some(year->demand_reused + cell, served, n);
    store_some(year->change_of_store + cell, received - lost - expired - unasked - reused, n);
    add_some(year->no_demand + cell, unasked, n);
    // Rounding may leave less than nothing where a hub takes all.
    const lanes treated =
        maximum(load_some(year->released + cell, n) - received + expired + unasked, all(0));
    for (intptr_t way = 0; way < year->ways; ++way)
      store_some(
          year->treated + way * year->zones * width + cell,
          treated * load_some(year->treatment + way * width + i, n), n);
  }
}

INLINE void close_year(const struct sim_year *year) { EACH_VECTOR(year->width, close_some(year, i, n)); }

#endif

// Rows of neighbouring streams, one row per zone, grade or hub: shares of masses, lots, service from stores.
// Every column is computed alone, in whole vectors and a last one that is filled up with zeros.
#ifndef STORES_H
#define STORES_H

#include "lanes.h"

INLINE void add_some(double *to, lanes value, intptr_t n) { store_some(to, load_some(to, n) + value, n); }

INLINE lanes minimum(lanes a, lanes b) { return choose((mask)(a < b), a, b); }
INLINE lanes maximum(lanes a, lanes b) { return choose((mask)(a > b), a, b); }

INLINE int any(mask condition) { return __builtin_reduce_or(condition) != 0; }

INLINE void divide_some(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts, intptr_t n) {
  for (intptr_t row = 0; row < rows; ++row) {
    const lanes amount = load_some(amounts + row * width, n) * all(part);
    for (intptr_t rank = 0; rank < ranks; ++rank)
      store_some(parts + (row * ranks + rank) * width, amount * load_some(shares + rank * width, n), n);
  }
}

INLINE void divide(
    const double *amounts, double part, const double *shares, intptr_t rows, intptr_t ranks,
    intptr_t width, double *parts) {
  EACH_VECTOR(width, divide_some(amounts + i, part, shares + i, rows, ranks, width, parts + i, n));
}

INLINE void inspect_some(const struct sim_intake *intake, intptr_t i, intptr_t n) {
  const intptr_t ranks = intake->ranks, width = intake->width;
  for (intptr_t zone = 0; zone < intake->zones; ++zone) {
    const intptr_t hub = intake->nearest[zone];
    const lanes careful = load_some(intake->careful + zone * width + i, n);
    if (hub < 0) {
      store_some(intake->no_hub + zone * width + i, careful, n);
      continue;
    }
    lanes suitable = {};
    for (intptr_t rank = 0; rank < ranks; ++rank) {
      const intptr_t own = (zone * ranks + rank) * width + i, all_zones = (hub * ranks + rank) * width + i;
      const lanes offer = load_some(intake->offered + own, n);
      suitable += offer;
      store_some(intake->refurbished + own, offer * load_some(intake->yields + all_zones, n), n);
      add_some(intake->received + all_zones, offer, n);
    }
    const lanes passing = suitable * all(intake->steps);
    const lanes failed = maximum(careful - passing, all(0));
    store_some(intake->refused + zone * width + i, failed, n);
    add_some(intake->refused_by_hub + hub * width + i, failed, n);
  }
}

INLINE void inspect(const struct sim_intake *intake) {
  EACH_VECTOR(intake->width, inspect_some(intake, i, n));
}

INLINE lanes collect_some(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other, intptr_t n) {
  const lanes share = load_some(shares, n);
  lanes sum = {};
  for (intptr_t row = 0; row < rows * width; row += width) {
    const lanes mass = load_some(masses + row, n) * share, second = mass * all(part);
    add_some(whole + row, mass, n);
    add_some(other + row, second, n);
    sum += mass;
  }
  return sum;
}

INLINE double collect(
    const double *masses, const double *shares, double part, intptr_t rows, intptr_t width,
    double *whole, double *other) {
  lanes sums = {};
  EACH_VECTOR(
      width, sums += collect_some(masses + i, shares + i, part, rows, width, whole + i, other + i, n));
  double sum = 0;
  for (int lane = 0; lane < SIM_LANES; ++lane) sum += sums[lane];
  return sum;
}

INLINE void take_some(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken, intptr_t n) {
  for (intptr_t rank = 0; rank < ranks; ++rank) {
    const lanes weight = load_some(weights + rank * width, n), wanted = load_some(due + rank * width, n);
    const lanes gone = minimum(wanted, weight);
    if (!any((mask)(gone > 0))) continue;
    const lanes share = gone / choose((mask)(weight > 0), weight, all(1));
    lanes left = {}, sum = {};
    for (intptr_t zone = 0; zone < zones; ++zone) {
      double *cell = lot + (zone * ranks + rank) * width;
      const lanes mass = load_some(cell, n);
      // A share of 1 leaves nothing, to the last bit.
      const lanes part = mass * share, rest = mass - part;
      store_some(cell, rest, n);
      add_some(sums + zone * width, part, n);
      sum += part;
      left += rest;
    }
    store_some(weights + rank * width, left, n);
    store_some(due + rank * width, wanted - gone, n);
    add_some(taken, sum, n);
  }
}

INLINE void take_lot(
    double *lot, double *weights, double *due, intptr_t zones, intptr_t ranks, intptr_t width,
    double *sums, double *taken) {
  EACH_VECTOR(
      width, take_some(lot + i, weights + i, due + i, zones, ranks, width, sums + i, taken + i, n));
}

/// What is due of every store: what was drawn, and all there is of one that has given all it held. Whether any was drawn.
INLINE int find_due(const double *held, const double *drawn, intptr_t count, double *due) {
  lanes most = {};
  EACH_VECTOR(count, {
    const lanes taken = load_some(drawn + i, n);
    const mask partly = (mask)(load_some(held + i, n) > 0) | (mask)(taken == 0);
    store_some(due + i, choose(partly, taken, all(__builtin_inf())), n);
    most = maximum(most, taken);
  });
  return any((mask)(most > 0));
}

/// All there is of the grades that were last asked for in a step or later, nothing of the others.
INLINE void find_asked(const double *last, double since, intptr_t count, double *due) {
  EACH_VECTOR(
      count, store_some(due + i, choose((mask)(load_some(last + i, n) >= since), all(__builtin_inf()), all(0)), n));
}

INLINE void serve_some(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served, intptr_t n) {
  const intptr_t ranks = service->ranks, width = service->width;
  for (intptr_t pair = 0; pair < service->pairs; ++pair) {
    const intptr_t zone = service->zones[pair], hub = service->hubs[pair];
    double *limits = wanted + zone * ranks * width;
    // Most zones have all they want after the first hubs, or most hubs have given all to the first zones.
    lanes most_held = {};
    for (intptr_t rank = 0; rank < ranks; ++rank)
      most_held = maximum(load_some(held + (hub * ranks + rank) * width, n), most_held);
    if (!any((mask)(most_held > 0) & (mask)(load_some(limits, n) > 0))) continue;
    lanes given = {};
    for (intptr_t rank = ranks - 1; rank >= 0; --rank) {
      double *store = held + (hub * ranks + rank) * width;
      lanes most = load_some(limits, n);
      for (intptr_t better = 1; better <= rank; ++better)
        most = minimum(most, load_some(limits + better * width, n));
      const lanes ready = load_some(store, n);
      const lanes mass = maximum(minimum(most, ready), all(0));
      if (!any((mask)(mass > 0))) continue;
      store_some(store, ready - mass, n);
      add_some(drawn + (hub * ranks + rank) * width, mass, n);
      for (intptr_t better = 0; better <= rank; ++better) add_some(limits + better * width, -mass, n);
      given += mass;
    }
    add_some(moved + (zone * service->hub_count + hub) * width, given, n);
    add_some(served + zone * width, given, n);
  }
}

INLINE void serve(
    const struct sim_service *service, double *wanted, double *held, double *drawn, double *moved,
    double *served) {
  EACH_VECTOR(
      service->width, serve_some(service, wanted + i, held + i, drawn + i, moved + i, served + i, n));
}

INLINE void cover_some(
    const double *demand, double part, const double *served, const double *secondary, intptr_t zones,
    intptr_t width, double *recycled, double *primary, double *sums, intptr_t n) {
  lanes second = {}, first = {};
  const lanes share = load_some(secondary, n);
  for (intptr_t row = 0; row < zones * width; row += width) {
    const lanes asked = load_some(demand + row, n) * all(part);
    const lanes rest = maximum(asked - load_some(served + row, n), all(0));
    const lanes again = minimum(share * asked, rest), fresh = rest - again;
    add_some(recycled + row, again, n);
    add_some(primary + row, fresh, n);
    second += again;
    first += fresh;
  }
  add_some(sums, second, n);
  add_some(sums + width, first, n);
}

INLINE void cover(
    const double *demand, double part, const double *served, const double *secondary, intptr_t zones,
    intptr_t width, double *recycled, double *primary, double *sums) {
  EACH_VECTOR(
      width, cover_some(
                 demand + i, part, served + i, secondary + i, zones, width, recycled + i, primary + i,
                 sums + i, n));
}

#endif

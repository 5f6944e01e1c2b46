/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-coverage.h"
#include "radio/dect-scene.h"

G_BEGIN_DECLS

/*
 * The best level of a floor with walls and RFPs but without other storeys, as others compute it: cell
 * by cell and RFP by RFP, to be measured beside the product. Same formula and same rule of what a wall
 * blocks as the product's, in double precision.
 */

/** BenchPeer: asks every wall; or walks through a uniform grid of lists of walls from the RFP to
 * the cell (DDA) and stops when the rest cannot matter, as planners commonly do */
typedef enum
{
  BENCH_PLAIN,
  BENCH_GRID,
} BenchPeer;

/**
 * bench_peer_run:
 * @peer: how
 * @scene: a scene of one floor
 * @cell_m: edge of a cell
 * @area: what to cover
 * @step: only cells whose row and column are multiples of it
 * @best_dbm: (out caller-allocates): best level of each of these cells, row by row
 *
 * Uses as many threads as dect_workers_get_n() says, by rows.
 *
 * Returns: links computed
 */
guint64 bench_peer_run (BenchPeer peer,
                        const DectScene *scene,
                        double cell_m,
                        const DectArea *area,
                        guint step,
                        double *best_dbm);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * BenchSize:
 *
 * How large a site is to be; walls, base stations and handsets are spread evenly over the floors.
 */
typedef struct
{
  guint n_floors;
  guint n_walls;
  guint n_rfps;
  guint n_handsets;
  gsize image_bytes; /* of the plan image of each floor, about; 0: none */
} BenchSize;

/** bench_site_large: the site that the numbers to hold are stated for */
extern const BenchSize bench_site_large;

/** BENCH_WIDTH_M: a floor's extent, metres */
#define BENCH_WIDTH_M 120.0
#define BENCH_DEPTH_M 80.0

/**
 * bench_site_new:
 * @size: how large
 *
 * Rooms along corridors in one building. The same bytes on every machine: numbers come from a
 * generator of our own, not from the system.
 *
 * Returns: (transfer full): the site
 */
DectSnapshot *bench_site_new (const BenchSize *size);

G_END_DECLS

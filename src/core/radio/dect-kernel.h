/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The loops that run once a cell. They are compiled twice (src/core/radio/meson.build), for any
 * processor of the architecture and, on x86-64, for those with AVX2, and chosen when first used. Both
 * give the same bits: sums and products are rounded one by one, without fused multiply-adds, in the
 * same order.
 */

/* --- Edges of shadows ------------------------------------------------------------------------- */

/** DECT_KERNEL_BITS: fractional bits of an edge's column */
#define DECT_KERNEL_BITS 40

/** DECT_KERNEL_TIE_BITS: an edge that meets the middle of a cell within 2^-20 columns, half of 2 to
 * this power, is a tie */
#define DECT_KERNEL_TIE_BITS 21

/**
 * DectKernelEdge:
 * @x: on its next row, the first column to its right, and as fraction how far left of its middle
 * the edge passes, all less half a tie's width: in columns, fixed point
 * @step: what a row adds to @x
 * @jump: what the cells right of the edge have more than those left of it
 * @row: its next row
 * @end: row after its last
 * @shadow: whose edge it is
 * @next: for the caller
 *
 * One straight piece of the border of a wall's shadow.
 */
typedef struct
{
  gint64 x;
  gint64 step;
  gint32 jump;
  guint32 row;
  guint32 end;
  guint32 shadow;
  guint32 next;
} DectKernelEdge;

/* --- Losses of one row ------------------------------------------------------------------------ */

/**
 * DectKernelRow:
 * @column: source's column, rounded down
 * @fraction: what was cut off
 * @square: square of its distance across the row and in height, m²
 * @cell: square of a cell's edge, m²
 * @base_db: loss that does not depend on the cell
 * @log_db: loss for each doubling of the squared distance
 * @unit_db: what one of a wall sum is
 * @knee_db: see dect_propagation_saturated_db()
 * @slope: same
 *
 * Where a row lies from its source, and what the distance costs.
 */
typedef struct
{
  gint32 column;
  float fraction;
  float square;
  float cell;
  float base_db;
  float log_db;
  float unit_db;
  float knee_db;
  float slope;
} DectKernelRow;

/** DectKernelExcess: @share of what is left above 0 dB of the greater of two lines: @a + @b × binary
 * logarithm of the squared distance, m² and at least 1 */
typedef struct
{
  float share;
  float a[2], b[2];
} DectKernelExcess;

/**
 * DectKernelSlabs:
 * @rise: height between both ends, m
 * @least: cosine of the first entry; flatter angles count as it
 * @scale: entries to one of cosine, the last one at cosine 1
 * @n: entries, 2 at least
 * @loss_db: (array length=n): loss by cosine of the angle of incidence, linear between entries
 */
typedef struct
{
  float rise;
  float least;
  float scale;
  guint n;
  const float *loss_db;
} DectKernelSlabs;

/**
 * DectKernelAntenna:
 * @x: where the main direction points on the raster, as unit vector: along a row
 * @y: same, from row to row
 * @across: distance of the row, m, rows counted upwards
 * @edge: edge of a cell, m
 * @rise: square of the height between both ends, m²
 * @beam: 12 over the square of the beam's width, dB per square radian; 0: even around
 * @back_db: most that directions off the main one lose
 * @zenith_db: what straight up and down lose
 *
 * An antenna's pattern seen from a row; see dect_antenna_loss_db().
 */
typedef struct
{
  float x, y;
  float across;
  float edge;
  float rise;
  float beam;
  float back_db;
  float zenith_db;
} DectKernelAntenna;

/* --- Packed losses and levels ----------------------------------------------------------------- */

/** DECT_KERNEL_STEPS: packed losses and levels count in 1/200 dB: rounding costs 0.0025 dB */
#define DECT_KERNEL_STEPS 200

/** DECT_KERNEL_NO_LEVEL: packed level of what does not arrive */
#define DECT_KERNEL_NO_LEVEL G_MININT16

/**
 * DectKernelLevels:
 * @best: packed, %DECT_KERNEL_NO_LEVEL where nothing arrives
 * @second: same
 * @third: same
 * @server: who is best
 * @count: how many reach the limit
 *
 * Cells of one row on their way.
 */
typedef struct
{
  gint16 *best, *second, *third, *server, *count;
} DectKernelLevels;

/* --- The loops -------------------------------------------------------------------------------- */

/**
 * DectKernel:
 * @name: "any" or "avx2"
 * @edge: adds an edge to @n rows, up to its end, and moves it on. @differences: its next row, each
 * entry the difference of a cell to the one left of it; @stride: entries from one row to the next.
 * Returns whether a tie was met; then the caller goes over these rows again
 * @sum: differences become values: each entry is added to the one after it, @first to all
 * @losses: what distance and walls cost @n cells from column @first on. @walls: wall sums; @loss_db:
 * set, off by less than 1e-4 dB
 * @excess: adds what an environment adds
 * @slabs: adds what slabs cost at the angle at which each cell's path meets them
 * @antenna: adds what a pattern takes off
 * @pack: packs losses; what is above @most_db, or is NaN, becomes @nothing
 * @merge: one more layer for @levels, of @n cells. @eirp: packed; levels below @floor count as nothing;
 * @limit: packed, @floor or above; @server: whose layer it is. Of equally strong ones the first keeps
 * its place
 * @unpack: levels in dBm, %NAN where nothing arrives
 *
 * One set of the loops. Arrays do not overlap.
 */
typedef struct
{
  const char *name;
  gboolean (*edge) (DectKernelEdge *edge, gint32 *differences, gsize stride, guint n);
  void (*sum) (gint32 *values, guint n, gint32 first);
  void (*losses) (
      const DectKernelRow *row, gint32 first, guint n, const gint32 *walls, float *loss_db);
  void (*excess) (const DectKernelExcess *excess,
                  const DectKernelRow *row,
                  gint32 first,
                  guint n,
                  float *loss_db);
  void (*slabs) (const DectKernelSlabs *slabs,
                 const DectKernelRow *row,
                 gint32 first,
                 guint n,
                 float *loss_db);
  void (*antenna) (const DectKernelAntenna *antenna,
                   const DectKernelRow *row,
                   gint32 first,
                   guint n,
                   float *loss_db);
  void (*pack) (const float *loss_db, guint n, float most_db, gint16 nothing, gint16 *packed);
  void (*merge) (const DectKernelLevels *levels,
                 const gint16 *loss,
                 guint n,
                 gint16 eirp,
                 gint16 floor,
                 gint16 limit,
                 gint16 server);
  void (*unpack) (const gint16 *packed, guint n, float *dbm);
} DectKernel;

/** dect_kernel_get: Returns: the fastest that this processor can run */
const DectKernel *dect_kernel_get (void);

/** dect_kernel_list: Returns: (array length=n_kernels): all that this processor can run, for the test
 * that holds them to each other */
const DectKernel *const *dect_kernel_list (guint *n_kernels);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-kernel.h"

G_BEGIN_DECLS

/*
 * Sums of walls over a raster, by their shadows.
 *
 * Seen from a source, the cells behind one wall are a convex region: between the two lines from the
 * source through the wall's ends, beyond a line beside the wall, and before another one where the
 * path leaves the storey. Each row of cells meets it in one interval. So a wall adds its loss to one
 * difference where the interval begins and takes it off another where it ends, and running sums of
 * the differences are what the walls cost each cell. That takes walls x rows + cells steps instead
 * of walls x cells. The borders are straight, so from row to row they move by the same step.
 *
 * Losses count as whole numbers: adding and taking off is exact, in any order. Where a border passes
 * through the middle of a cell (round numbers on a drawing do that) the caller decides that cell.
 */

/** DectPlane: the points with a x + b y >= k */
typedef struct
{
  double a, b, k;
} DectPlane;

/** DECT_SHADOW_PLANES: most planes of one shadow */
#define DECT_SHADOW_PLANES 4

/**
 * DectShadows:
 *
 * The shadows of one source over a part of a raster, and the memory for them: to be used again and
 * again, one thread at a time.
 */
typedef struct _DectShadows DectShadows;

DectShadows *dect_shadows_new (void);
void dect_shadows_free (DectShadows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectShadows, dect_shadows_free)

/**
 * dect_shadows_begin:
 * @self: shadows, of which nothing is left
 * @columns: cells in a row; the middle of the first one is at x = 0
 * @row_begin: first row to be looked at; its middle is at y = @row_begin
 * @row_end: row after the last
 */
void dect_shadows_begin (DectShadows *self, guint columns, guint row_begin, guint row_end);

/**
 * dect_shadows_add:
 * @self: shadows
 * @planes: (array length=n_planes): what the shadow lies in, in cells
 * @n_planes: how many, up to %DECT_SHADOW_PLANES
 * @loss: what a cell in it loses
 * @shadow: the caller's number for it
 */
void dect_shadows_add (DectShadows *self,
                       const DectPlane *planes,
                       guint n_planes,
                       gint32 loss,
                       guint32 shadow);

/**
 * DectShadowFuncs:
 * @is_hit: whether the cell is in the shadow, where its border passes too near to its middle
 * @row: takes one row: the sum of the losses of each cell; rows come in order
 * @is_cancelled: asked from time to time; %TRUE ends the sweep
 */
typedef struct
{
  gboolean (*is_hit) (guint32 shadow, guint column, guint row, gpointer data);
  void (*row) (guint row, const gint32 *sums, gpointer data);
  gboolean (*is_cancelled) (gpointer data);
} DectShadowFuncs;

/**
 * dect_shadows_sweep:
 * @self: shadows
 * @funcs: what to do
 * @data: for them
 *
 * Returns: %FALSE when cancelled
 */
gboolean dect_shadows_sweep (DectShadows *self, const DectShadowFuncs *funcs, gpointer data);

G_END_DECLS

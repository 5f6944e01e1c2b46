/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-sight.h"

#include "radio/dect-propagation.h"
#include "radio/dect-scene-private.h"

#include <math.h>
#include <stdlib.h>

/* So near to the edge of a hole, in metres and in cells, rounding may decide. */
#define NEAR 1e-6

/* A crossing that moves less than this in a column stays where it is. */
#define STILL 1e-12

/* Between two entries of the table of one slab the loss of several need not be straight: the
 * heavier one may become the lighter. */
#define FINER 16

/* --- Cutting rows ----------------------------------------------------------------------------- */

/* Columns, from > to when there are none. */
typedef struct
{
  double from, to;
  gboolean unsure; /* all of them */
} Span;

/* Where low <= at + step x column <= high. */
static void
narrow (Span *span, double at, double step, double low, double high)
{
  if (fabs (step) < STILL)
    {
      if (at < low - NEAR || at > high + NEAR)
        span->to = -INFINITY;
      else if (at < low + NEAR || at > high - NEAR)
        span->unsure = TRUE;
      return;
    }

  double one = (low - at) / step;
  double two = (high - at) / step;

  span->from = fmax (span->from, fmin (one, two));
  span->to = fmin (span->to, fmax (one, two));
}

static void
append_column (GArray *columns, double column, guint n)
{
  guint at = (guint) CLAMP (column, 0.0, n);

  g_array_append_val (columns, at);
}

/* They become a piece of their own, so that any cell of another one speaks for all of it. */
static void
append_unsure (GArray *cuts, GArray *unsure, double from, double to, guint n)
{
  double first = fmax (0.0, ceil (from - NEAR));
  double last = fmin (floor (to + NEAR), n - 1.0);

  if (first > last)
    return;
  for (double column = first; column <= last; column += 1.0)
    append_column (unsure, column, n);
  append_column (cuts, first, n);
  append_column (cuts, last + 1.0, n);
}

/* The cells whose paths meet the slab inside a rectangle. */
static void
cut_rectangle (const DectSightSlab *slab,
               guint row,
               guint n,
               const double corners[4],
               GArray *cuts,
               GArray *unsure)
{
  const DectTransform *cells = &slab->cells;
  Span span = { -2.0, n + 1.0, FALSE };

  narrow (&span, slab->x + slab->t * (cells->xy * row + cells->x0 - slab->x), slab->t * cells->xx,
          corners[0], corners[2]);
  narrow (&span, slab->y + slab->t * (cells->yy * row + cells->y0 - slab->y), slab->t * cells->yx,
          corners[1], corners[3]);
  if (!(span.from <= span.to + NEAR))
    return;

  if (span.unsure)
    append_unsure (cuts, unsure, span.from, span.to, n);
  append_unsure (cuts, unsure, span.from, span.from, n);
  append_unsure (cuts, unsure, span.to, span.to, n);
  append_column (cuts, ceil (span.from), n);
  append_column (cuts, floor (span.to) + 1.0, n);
}

static int
compare_columns (const void *a, const void *b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

static void
sort_columns (GArray *columns)
{
  guint *data = (gpointer) columns->data;
  guint n = 0;

  g_array_sort (columns, compare_columns);
  for (guint i = 0; i < columns->len; i++)
    {
      if (n == 0 || data[n - 1] != data[i])
        data[n++] = data[i];
    }
  g_array_set_size (columns, n);
}

void
dect_sight_cut_row (const DectSight *self, guint row, GArray *cuts, GArray *unsure)
{
  guint n = self->column_end - self->column_begin;

  g_array_set_size (cuts, 0);
  g_array_set_size (unsure, 0);
  append_column (cuts, 0.0, n);
  append_column (cuts, n, n);
  for (guint i = 0; i < self->n_slabs && self->n_zoned > 0; i++)
    {
      const DectSightSlab *slab = &self->slabs[i];
      const DectSceneStorey *storey = slab->storey;

      if (slab->building != NULL)
        cut_rectangle (slab, row, n,
                       (double[]){ slab->building->x1, slab->building->y1, slab->building->x2,
                                   slab->building->y2 },
                       cuts, unsure);
      for (guint k = 0; storey != NULL && k < storey->n_holes; k++)
        cut_rectangle (slab, row, n,
                       (double[]){ storey->holes[k].x1, storey->holes[k].y1, storey->holes[k].x2,
                                   storey->holes[k].y2 },
                       cuts, unsure);
    }
  if (cuts->len > 2)
    sort_columns (cuts);
  sort_columns (unsure);
}

/* --- What they cost --------------------------------------------------------------------------- */

static gint16
find_state (const DectSightSlab *slab, guint column, guint row)
{
  const DectSceneBuilding *bounds = slab->building;
  const DectSceneHole *hole;
  DectPoint p;

  if (slab->storey == NULL)
    return DECT_SIGHT_WHOLE;

  p = dect_transform_apply (&slab->cells, (DectPoint){ column, row });
  p.x = slab->x + slab->t * (p.x - slab->x);
  p.y = slab->y + slab->t * (p.y - slab->y);
  if (bounds != NULL
      && !(p.x >= bounds->x1 && p.x <= bounds->x2 && p.y >= bounds->y1 && p.y <= bounds->y2))
    return DECT_SIGHT_ABSENT;
  hole = dect_scene_find_hole (slab->storey, p.x, p.y);
  if (hole == NULL)
    return DECT_SIGHT_WHOLE;
  return hole->loss_db <= 0.0 ? DECT_SIGHT_ABSENT : (gint16) (hole - slab->storey->holes);
}

void
dect_sight_find_states (const DectSight *self,
                        guint column,
                        guint row,
                        gint16 states[DECT_SIGHT_SLABS])
{
  for (guint i = 0; i < DECT_SIGHT_SLABS; i++)
    states[i] = i < self->n_slabs ? find_state (&self->slabs[i], column, row) : DECT_SIGHT_ABSENT;
}

static double
floors_at (const DectSight *self, const gint16 states[DECT_SIGHT_SLABS], double cosine)
{
  double slabs_db[DECT_SIGHT_SLABS];
  gboolean stated = FALSE;
  guint n = 0;

  for (guint i = 0; i < self->n_slabs; i++)
    {
      const DectSceneStorey *storey = self->slabs[i].storey;

      if (states[i] == DECT_SIGHT_ABSENT)
        continue;
      if (states[i] >= 0)
        slabs_db[n++] = storey->holes[states[i]].loss_db;
      else
        slabs_db[n++]
            = storey != NULL ? dect_scene_slab_db (storey, cosine) : DECT_COST231_FLOOR_DB;
      stated |= states[i] >= 0 || (storey != NULL && storey->slab_material != NULL);
    }
  if (self->across)
    return dect_propagation_slabs_db (slabs_db, n);
  return dect_scene_slabs_db (self->scene, (guint) self->from.floor, self->raster->floor, slabs_db,
                              n, stated);
}

DectSightFloors *
dect_sight_floors_new (const DectSight *self, const gint16 states[DECT_SIGHT_SLABS])
{
  DectSightFloors *floors = g_new0 (DectSightFloors, 1);
  double least = cos (DECT_SLAB_MAX_ANGLE_DEG * G_PI / 180.0);
  gboolean even = TRUE;
  guint n_present = 0;

  for (guint i = 0; i < DECT_SIGHT_SLABS; i++)
    {
      floors->states[i] = states[i];
      n_present += states[i] != DECT_SIGHT_ABSENT;
      even &= states[i] != DECT_SIGHT_WHOLE || self->slabs[i].even;
    }
  if (even)
    {
      floors->loss_db = (float) floors_at (self, states, 1.0);
      return floors;
    }

  floors->n_by_angle = (DECT_SCENE_SLAB_STEPS - 1) * (n_present > 1 ? FINER : 1) + 1;
  floors->by_angle = g_new (float, floors->n_by_angle);
  for (guint i = 0; i < floors->n_by_angle; i++)
    floors->by_angle[i]
        = (float) floors_at (self, states, least + (1.0 - least) * i / (floors->n_by_angle - 1));
  return floors;
}

void
dect_sight_floors_free (DectSightFloors *self)
{
  if (self == NULL)
    return;

  g_free (self->by_angle);
  g_free (self);
}

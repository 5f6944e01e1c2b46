/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-thumbnail.h"

#include <cairo.h>
#include <math.h>

#include "model/dect-geometry.h"
#include "plan/dect-plan.h"

/* Edge that stays free, and a base station's dot, pixels. */
#define MARGIN 8.0
#define DOT 4.0

/* Around base stations alone, metres. */
#define LEAST_M 6.0

typedef struct
{
  DectSnapshot *snapshot;
  const DectFloor *floor;
  DectPlan *plan;
  DectCrop crop;
  DectTransform to_floor; /* units of the plan to metres */
  DectPoint low, high;    /* metres */
} Drawing;

static void
extend (Drawing *self, double x, double y)
{
  if (!isfinite (x) || !isfinite (y))
    return;
  self->low = (DectPoint){ fmin (self->low.x, x), fmin (self->low.y, y) };
  self->high = (DectPoint){ fmax (self->high.x, x), fmax (self->high.y, y) };
}

static guint
count_on_floor (DectSnapshot *snapshot, DectKind kind, guint32 floor)
{
  const DectField *field = dect_kind_field (kind, "floor");
  guint n_records, n = 0;
  const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n_records);

  for (guint i = 0; i < n_records; i++)
    n += dect_field_get_ref (field, records[i]) == floor;
  return n;
}

static const DectFloor *
choose_floor (DectSnapshot *snapshot)
{
  const DectFloor *chosen = NULL;

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_FLOOR); i++)
    {
      const DectFloor *floor = dect_snapshot_floor (snapshot, i);

      if (dect_snapshot_get_blob (snapshot, floor->plan) == NULL
          && count_on_floor (snapshot, DECT_KIND_WALL, floor->head.id) == 0
          && count_on_floor (snapshot, DECT_KIND_RFP, floor->head.id) == 0)
        continue;
      if (chosen == NULL || (floor->level == 0 && chosen->level != 0))
        chosen = floor;
    }
  return chosen;
}

static void
open_plan (Drawing *self)
{
  GBytes *bytes = dect_snapshot_get_blob (self->snapshot, self->floor->plan);
  double width, height;

  self->plan = bytes != NULL ? dect_plan_open (bytes, NULL) : NULL;
  if (self->plan == NULL
      || !dect_plan_get_size (self->plan, (guint) MAX (0, self->floor->plan_page), &width, &height))
    {
      g_clear_pointer (&self->plan, dect_plan_unref);
      return;
    }
  self->to_floor = dect_floor_plan_transform (self->floor);
  self->crop = dect_floor_plan_crop (self->floor, width, height);
  for (guint i = 0; i < 4; i++)
    {
      DectPoint corner = dect_transform_apply (
          &self->to_floor, (DectPoint){ i & 1 ? self->crop.right : self->crop.left,
                                        i & 2 ? self->crop.bottom : self->crop.top });

      extend (self, corner.x, corner.y);
    }
}

static void
measure (Drawing *self)
{
  self->low = (DectPoint){ INFINITY, INFINITY };
  self->high = (DectPoint){ -INFINITY, -INFINITY };
  open_plan (self);
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_WALL); i++)
    {
      const DectWall *wall = dect_snapshot_wall (self->snapshot, i);

      if (wall->floor != self->floor->head.id)
        continue;
      extend (self, wall->x1_m, wall->y1_m);
      extend (self, wall->x2_m, wall->y2_m);
    }
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->snapshot, i);

      if (rfp->floor == self->floor->head.id && dect_rfp_is_placed (rfp))
        {
          extend (self, rfp->x_m - LEAST_M / 2, rfp->y_m - LEAST_M / 2);
          extend (self, rfp->x_m + LEAST_M / 2, rfp->y_m + LEAST_M / 2);
        }
    }
}

/* Rendered as small as it is shown: a large image is decoded at that size. */
static void
draw_plan (Drawing *self, cairo_t *cr, double px_per_m)
{
  const DectTransform *t = &self->to_floor;
  double px_per_unit = px_per_m * hypot (t->xx, t->yx);
  cairo_surface_t *surface;
  cairo_matrix_t matrix;

  if (self->plan == NULL)
    return;
  surface = dect_plan_render (self->plan, (guint) MAX (0, self->floor->plan_page),
                              fmin (1, px_per_unit), NULL, NULL);
  if (surface == NULL)
    return;
  cairo_save (cr);
  cairo_matrix_init (&matrix, t->xx, t->yx, t->xy, t->yy, t->x0, t->y0);
  cairo_transform (cr, &matrix);
  cairo_rectangle (cr, self->crop.left, self->crop.top, self->crop.right - self->crop.left,
                   self->crop.bottom - self->crop.top);
  cairo_clip (cr);
  cairo_scale (cr, 1 / fmin (1, px_per_unit), 1 / fmin (1, px_per_unit));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_walls (Drawing *self, cairo_t *cr, double px_per_m)
{
  cairo_set_line_width (cr, 1.5 / px_per_m);
  cairo_set_source_rgb (cr, 0.2, 0.22, 0.25);
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_WALL); i++)
    {
      const DectWall *wall = dect_snapshot_wall (self->snapshot, i);

      if (wall->floor != self->floor->head.id)
        continue;
      cairo_move_to (cr, wall->x1_m, wall->y1_m);
      cairo_line_to (cr, wall->x2_m, wall->y2_m);
    }
  cairo_stroke (cr);
}

static void
draw_rfps (Drawing *self, cairo_t *cr, double px_per_m)
{
  cairo_set_source_rgb (cr, 0.11, 0.44, 0.85);
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->snapshot, i);

      if (rfp->floor != self->floor->head.id || !dect_rfp_is_placed (rfp))
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, rfp->x_m, rfp->y_m, DOT / px_per_m, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw (Drawing *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, DECT_THUMBNAIL_WIDTH,
                                                         DECT_THUMBNAIL_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();
  double width = fmax (self->high.x - self->low.x, 1e-3);
  double height = fmax (self->high.y - self->low.y, 1e-3);
  double px_per_m = fmin ((DECT_THUMBNAIL_WIDTH - 2 * MARGIN) / width,
                          (DECT_THUMBNAIL_HEIGHT - 2 * MARGIN) / height);
  gboolean written;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, DECT_THUMBNAIL_WIDTH / 2.0, DECT_THUMBNAIL_HEIGHT / 2.0);
  cairo_scale (cr, px_per_m, px_per_m);
  cairo_translate (cr, -(self->low.x + self->high.x) / 2, -(self->low.y + self->high.y) / 2);
  draw_plan (self, cr, px_per_m);
  draw_walls (self, cr, px_per_m);
  draw_rfps (self, cr, px_per_m);
  written = cairo_status (cr) == CAIRO_STATUS_SUCCESS
            && cairo_surface_write_to_png_stream (surface, write_cb, png) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (written)
    return g_byte_array_free_to_bytes (png);
  g_byte_array_unref (png);
  return NULL;
}

GBytes *
dect_thumbnail_new (DectSnapshot *snapshot)
{
  Drawing self = { .snapshot = snapshot };
  GBytes *png = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);

  self.floor = choose_floor (snapshot);
  if (self.floor == NULL)
    return NULL;
  measure (&self);
  if (isfinite (self.low.x) && isfinite (self.high.x))
    png = draw (&self);
  g_clear_pointer (&self.plan, dect_plan_unref);
  return png;
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include <math.h>

/* Where nothing arrives it is far below every limit. */
#define NOTHING_DBM (-200.0)

typedef struct
{
  const DectMapDrawing *drawing;
  const DectMapLevels *levels;
} Contour;

static double
level (const Contour *self, guint column, guint row)
{
  double found = (double) self->levels->best[(gsize) row * self->levels->n_columns + column];

  return isfinite (found) ? found : NOTHING_DBM;
}

/* The middle of a cell, moved towards @to by what lies between their levels and the limit. */
static DectPoint
between (const Contour *self, guint column, guint row, guint to_column, guint to_row)
{
  double a = level (self, column, row), b = level (self, to_column, to_row);
  double t = (self->levels->limit_dbm - a) / (b - a);
  DectPoint metres = {
    self->levels->area.x1_m
        + self->levels->cell_m * (column + 0.5 + t * ((double) to_column - column)),
    self->levels->area.y1_m + self->levels->cell_m * (row + 0.5 + t * ((double) to_row - row)),
  };

  return dect_map_on_paper (self->drawing, metres);
}

/* Marching squares: where the limit enters and leaves the square between four cells. Of the two
 * ways through a saddle one is as good as the other. */
static void
trace_square (const Contour *self, guint column, guint row)
{
  const guint corners[4][2]
      = { { column, row }, { column + 1, row }, { column + 1, row + 1 }, { column, row + 1 } };
  gboolean begun = FALSE;

  for (guint i = 0; i < 4; i++)
    {
      const guint *a = corners[i], *b = corners[(i + 1) % 4];
      gboolean in_a = level (self, a[0], a[1]) >= self->levels->limit_dbm;
      gboolean in_b = level (self, b[0], b[1]) >= self->levels->limit_dbm;
      DectPoint at;

      if (in_a == in_b)
        continue;
      at = between (self, a[0], a[1], b[0], b[1]);
      if (begun)
        cairo_line_to (self->drawing->cr, at.x, at.y);
      else
        cairo_move_to (self->drawing->cr, at.x, at.y);
      begun = !begun;
    }
}

static void
draw_contour (DectMapDrawing *self)
{
  const DectMapLevels *levels = &self->map->levels;
  Contour contour = { self, levels };

  for (guint row = 0; row + 1 < levels->n_rows; row++)
    for (guint column = 0; column + 1 < levels->n_columns; column++)
      trace_square (&contour, column, row);
  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, DECT_MAP_CONTOUR_MM);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (self->cr);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
}

/* A pixel for each cell, in the colours of the screen. */
static cairo_surface_t *
make_picture (const DectMapLevels *levels)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) levels->n_columns, (int) levels->n_rows);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (guint row = 0; row < levels->n_rows && pixels != NULL; row++)
    {
      guint32 *line = (guint32 *) (gpointer) (pixels + (gsize) row * (gsize) stride);

      for (guint column = 0; column < levels->n_columns; column++)
        {
          double rgba[4];
          guint32 parts[4];

          dect_coverage_color ((double) levels->best[(gsize) row * levels->n_columns + column],
                               rgba);
          for (guint i = 0; i < 4; i++)
            parts[i] = (guint32) lround (255 * rgba[3] * (i < 3 ? rgba[i] : 1));
          line[column] = parts[3] << 24 | parts[0] << 16 | parts[1] << 8 | parts[2];
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

void
dect_map_draw_coverage (DectMapDrawing *self)
{
  const DectMapLevels *levels = &self->map->levels;
  double cell_mm = levels->cell_m * self->map->mm_per_m;
  cairo_surface_t *surface;
  DectPoint low;

  if (levels->n_rows == 0)
    return;
  low = dect_map_on_paper (self, (DectPoint){ levels->area.x1_m, levels->area.y1_m });
  surface = make_picture (levels);

  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->area.x_mm, self->area.y_mm, self->area.width_mm,
                   self->area.height_mm);
  cairo_clip (self->cr);
  cairo_save (self->cr);
  cairo_translate (self->cr, low.x, low.y);
  cairo_scale (self->cr, cell_mm, cell_mm);
  cairo_set_source_surface (self->cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_BILINEAR);
  cairo_paint_with_alpha (self->cr, DECT_MAP_COVERAGE_OPACITY);
  cairo_restore (self->cr);
  draw_contour (self);
  cairo_restore (self->cr);
  cairo_surface_destroy (surface);
}

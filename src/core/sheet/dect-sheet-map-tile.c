/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include <math.h>

#define FRAME_MM 0.2
#define CROSS_MM 2.5

/* So many places across and down each part of the index are tried for its name. */
#define INDEX_PLACES 5

static const double dashes[] = { 3, 1.5 };

/* A name on white, so that it can be read on any plan, at the first of some places that is free. */
static void
draw_name (DectMapDrawing *self, const char *text, const DectPoint *middles, guint n_middles)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (self->context, DECT_TEXT_SMALL, text, -1, 0);
  DectSheetRect box = { 0 };
  double width_mm, height_mm;

  dect_text_size (layout, &width_mm, &height_mm);
  box.width_mm = width_mm + 1.6;
  box.height_mm = height_mm;
  for (guint i = 0; i < n_middles; i++)
    {
      box.x_mm = middles[i].x - box.width_mm / 2;
      box.y_mm = middles[i].y - box.height_mm / 2;
      if (dect_map_is_free (self, &box))
        break;
    }
  cairo_rectangle (self->cr, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
  dect_ink_set (self->cr, DECT_INK_WHITE);
  cairo_fill (self->cr);
  dect_ink_set (self->cr, DECT_INK_BLACK);
  dect_text_show (self->cr, layout, box.x_mm + 0.8, box.y_mm);
  g_array_append_val (self->taken, box);
}

static void
draw_cross (cairo_t *cr, double x_mm, double y_mm)
{
  cairo_move_to (cr, x_mm - CROSS_MM, y_mm);
  cairo_rel_line_to (cr, 2 * CROSS_MM, 0);
  cairo_move_to (cr, x_mm, y_mm - CROSS_MM);
  cairo_rel_line_to (cr, 0, 2 * CROSS_MM);
  cairo_stroke (cr);
}

/* The edge of the overlap on one side, with the name of the page that goes on there. The crosses on
 * it and on the frame are the same points of the floor on both pages: lay cross on cross. */
static void
draw_seam (DectMapDrawing *self, const DectSheetTiles *tiles, guint neighbour, int dx, int dy)
{
  static const double places[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.15, 0.85 };
  const DectSheetRect *clip = &self->clip;
  g_autofree char *name = dect_sheet_tile_name (tiles, neighbour);
  g_autofree char *text = g_strdup_printf ("%s %s",
                                           dx != 0  ? (dx < 0 ? "\u2190" : "\u2192")
                                           : dy < 0 ? "\u2191"
                                                    : "\u2193",
                                           name);
  double x_mm = dx < 0 ? clip->x_mm + DECT_MAP_OVERLAP_MM
                       : clip->x_mm + clip->width_mm - DECT_MAP_OVERLAP_MM;
  double y_mm = dy < 0 ? clip->y_mm + DECT_MAP_OVERLAP_MM
                       : clip->y_mm + clip->height_mm - DECT_MAP_OVERLAP_MM;
  DectPoint middles[G_N_ELEMENTS (places)];

  cairo_save (self->cr);
  dect_ink_set (self->cr, DECT_INK_GREY);
  cairo_set_line_width (self->cr, FRAME_MM);
  cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (self->cr, dx != 0 ? x_mm : clip->x_mm, dx != 0 ? clip->y_mm : y_mm);
  cairo_rel_line_to (self->cr, dx != 0 ? 0 : clip->width_mm, dx != 0 ? clip->height_mm : 0);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, 0.3);
  for (guint i = 0; i < 4; i++)
    {
      double along = i & 1 ? 0.25 : 0.75, out_mm = i & 2 ? DECT_MAP_OVERLAP_MM : 0;

      draw_cross (self->cr, dx != 0 ? x_mm + dx * out_mm : clip->x_mm + clip->width_mm * along,
                  dx != 0 ? clip->y_mm + clip->height_mm * along : y_mm + dy * out_mm);
    }
  cairo_restore (self->cr);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      middles[i].x
          = dx != 0 ? x_mm + dx * DECT_MAP_OVERLAP_MM / 2 : clip->x_mm + clip->width_mm * places[i];
      middles[i].y = dx != 0 ? clip->y_mm + clip->height_mm * places[i]
                             : y_mm + dy * DECT_MAP_OVERLAP_MM / 2;
    }
  draw_name (self, text, middles, G_N_ELEMENTS (middles));
}

void
dect_map_draw_seams (DectMapDrawing *self, const DectSheetTiles *tiles, guint tile)
{
  guint column = tile % tiles->n_x, row = tile / tiles->n_x;
  const DectSheetRect *clip = &self->clip;

  cairo_save (self->cr);
  dect_ink_set (self->cr, DECT_INK_GREY);
  cairo_set_line_width (self->cr, FRAME_MM);
  cairo_rectangle (self->cr, clip->x_mm, clip->y_mm, clip->width_mm, clip->height_mm);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
  if (column > 0)
    draw_seam (self, tiles, tile - 1, -1, 0);
  if (column + 1 < tiles->n_x)
    draw_seam (self, tiles, tile + 1, 1, 0);
  if (row > 0)
    draw_seam (self, tiles, tile - tiles->n_x, 0, -1);
  if (row + 1 < tiles->n_y)
    draw_seam (self, tiles, tile + tiles->n_x, 0, 1);
}

void
dect_map_draw_index (DectMapDrawing *self)
{
  const DectSheetTiles *tiles = &self->map->index;
  double mm_per_m = self->map->mm_per_m;

  for (guint tile = 0; tile < tiles->n_x * tiles->n_y; tile++)
    {
      guint column = tile % tiles->n_x, row = tile / tiles->n_x;
      double x_mm = self->area.x_mm + column * tiles->step_x_m * mm_per_m;
      double y_mm = self->area.y_mm + row * tiles->step_y_m * mm_per_m;
      double width_mm
          = fmin (tiles->width_m * mm_per_m, self->area.x_mm + self->area.width_mm - x_mm);
      double height_mm
          = fmin (tiles->height_m * mm_per_m, self->area.y_mm + self->area.height_mm - y_mm);
      g_autofree char *name = dect_sheet_tile_name (tiles, tile);
      DectPoint middles[INDEX_PLACES * INDEX_PLACES];

      /* from the upper left corner on */
      for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
        middles[i] = (DectPoint){
          x_mm + 5 + (width_mm - 10) * (i % INDEX_PLACES) / (INDEX_PLACES - 1),
          y_mm + 3 + (height_mm - 6) * (i / INDEX_PLACES) / (INDEX_PLACES - 1),
        };
      cairo_save (self->cr);
      dect_ink_set (self->cr, DECT_INK_BLACK);
      cairo_set_line_width (self->cr, FRAME_MM);
      cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_rectangle (self->cr, x_mm, y_mm, width_mm, height_mm);
      cairo_stroke (self->cr);
      cairo_restore (self->cr);
      draw_name (self, name, middles, G_N_ELEMENTS (middles));
    }
}

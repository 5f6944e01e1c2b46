/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "model/dect-length.h"

/* Width of a ruler, and how far apart its figures are at most, pixels. */
#define RULER_PX 18
#define FIGURE_PX 100.0
/* On a narrow canvas the room is needed for the plan, pixels. */
#define NARROW_PX 520
/* Figures whose layout is kept. */
#define MAX_FIGURES 400

static gboolean
are_shown (DectCanvas *self)
{
  const DectFloor *floor = dect_canvas_get_floor (self);

  /* Without a scale nobody knows what a metre is. */
  return self->rulers && gtk_widget_get_width (GTK_WIDGET (self)) >= NARROW_PX
         && (floor->plan == NULL || !isnan (floor->plan_scale_m));
}

/* Shaping the same few figures again in each frame would be most of the frame. */
static PangoLayout *
get_figure (DectCanvas *self, double value)
{
  g_autofree char *text = g_strdup_printf ("%.10g", fabs (value) < 1e-9 ? 0 : value);
  PangoLayout *layout = g_hash_table_lookup (self->figures, text);
  PangoAttrList *attributes;

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (self->figures) >= MAX_FIGURES)
    g_hash_table_remove_all (self->figures);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_size_new (7 * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  g_hash_table_insert (self->figures, g_steal_pointer (&text), layout);
  return layout;
}

static void
append_figure (DectCanvas *self, GtkSnapshot *snapshot, double value, double at, gboolean upright)
{
  PangoLayout *layout = get_figure (self, value);
  gint width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  if (upright)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (1, (float) floor (at) - 3));
      gtk_snapshot_rotate (snapshot, -90);
    }
  else
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) floor (at) + 3, 1));
  gtk_snapshot_append_layout (snapshot, layout, dect_canvas_color (DECT_COLOR_INK));
  gtk_snapshot_restore (snapshot);
}

static void
append_tick (DectCanvas *self, GtkSnapshot *snapshot, double at, float length, gboolean upright)
{
  float place = (float) floor (at);

  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_WALL),
                             upright ? &GRAPHENE_RECT_INIT (RULER_PX - length, place, length, 1)
                                     : &GRAPHENE_RECT_INIT (place, RULER_PX - length, 1, length));
}

static void
append_ruler (DectCanvas *self, GtkSnapshot *snapshot, gboolean upright)
{
  double step = dect_view_nice_length (FIGURE_PX / self->view.scale);
  double unit_m = dect_length_get_unit_size ();
  double origin = upright ? self->view.y0 : self->view.x0;
  float size = (float) (upright ? gtk_widget_get_height (GTK_WIDGET (self))
                                : gtk_widget_get_width (GTK_WIDGET (self)));
  double first = floor ((RULER_PX - origin) / (step * self->view.scale));
  graphene_rect_t ground = upright ? GRAPHENE_RECT_INIT (0, 0, RULER_PX, size)
                                   : GRAPHENE_RECT_INIT (0, 0, size, RULER_PX);

  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_PAPER), &ground);
  gtk_snapshot_push_clip (snapshot, &ground);
  for (double i = first; origin + i * step * self->view.scale < size; i++)
    {
      double at = origin + i * step * self->view.scale;

      append_tick (self, snapshot, at, 8, upright);
      for (guint part = 1; part < 5; part++)
        append_tick (self, snapshot, at + part * step * self->view.scale / 5, 4, upright);
      append_figure (self, snapshot, i * step / unit_m, at, upright);
    }
  gtk_snapshot_pop (snapshot);
}

/* Metres, or feet, along the upper and the left edge. */
void
dect_canvas_draw_rulers (DectCanvas *self, GtkSnapshot *snapshot)
{
  const GdkRGBA *edge = dect_canvas_color (DECT_COLOR_GRID);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));

  if (!are_shown (self))
    return;
  append_ruler (self, snapshot, TRUE);
  append_ruler (self, snapshot, FALSE);
  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_PAPER),
                             &GRAPHENE_RECT_INIT (0, 0, RULER_PX, RULER_PX));
  gtk_snapshot_append_color (snapshot, edge, &GRAPHENE_RECT_INIT (RULER_PX, RULER_PX, width, 1));
  gtk_snapshot_append_color (snapshot, edge, &GRAPHENE_RECT_INIT (RULER_PX, RULER_PX, 1, height));
}

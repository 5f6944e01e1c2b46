/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-wall-layer.h"

#include "canvas/dect-canvas-style.h"
#include "radio/dect-radio-data.h"

/* Walls are drawn this thick, metres, but never thinner than the pixels. */
#define WALL_M 0.2
#define WALL_MIN_PX 3.0

typedef struct
{
  DectPoint a; /* metres */
  DectPoint b;
  gboolean glass;
} Segment;

typedef struct
{
  DectPoint a;
  DectPoint b;
  DectOpeningKind kind;
} Hole;

struct _DectWallLayer
{
  DectLayer parent_instance;
  DectSnapshot *snapshot; /* of the arrays; its lists stay the same as long as no wall changes */
  const DectRecord *const *walls;
  const DectRecord *const *openings;
  guint32 floor;
  GArray *segments; /* Segment, of the floor */
  GArray *holes;    /* Hole */
};

G_DEFINE_FINAL_TYPE (DectWallLayer, dect_wall_layer, DECT_TYPE_LAYER)

static void
collect (DectWallLayer *self, guint n_walls, guint n_openings)
{
  g_array_set_size (self->segments, 0);
  g_array_set_size (self->holes, 0);
  for (guint i = 0; i < n_walls; i++)
    {
      const DectWall *wall = DECT_WALL (self->walls[i]);
      Segment segment = { { wall->x1_m, wall->y1_m }, { wall->x2_m, wall->y2_m }, FALSE };

      if (wall->floor != self->floor)
        continue;
      segment.glass = g_str_equal (dect_material_for_wall (wall->material)->group, "glass");
      g_array_append_val (self->segments, segment);
    }
  for (guint i = 0; i < n_openings; i++)
    {
      const DectOpening *opening = DECT_OPENING (self->openings[i]);
      Hole hole
          = { { opening->x1_m, opening->y1_m }, { opening->x2_m, opening->y2_m }, opening->kind };

      if (opening->floor == self->floor)
        g_array_append_val (self->holes, hole);
    }
}

static void
dect_wall_layer_update (DectLayer *layer)
{
  DectWallLayer *self = DECT_WALL_LAYER (layer);
  const DectFloor *floor = dect_layer_get_floor (layer);
  g_autoptr (DectSnapshot) snapshot = NULL;
  const DectRecord *const *walls, *const *openings;
  guint n_walls, n_openings;

  if (floor == NULL)
    return;
  snapshot = dect_site_snapshot (dect_document_get_site (dect_layer_get_document (layer)));
  walls = dect_snapshot_records (snapshot, DECT_KIND_WALL, &n_walls);
  openings = dect_snapshot_records (snapshot, DECT_KIND_OPENING, &n_openings);
  if (self->walls == walls && self->openings == openings && self->floor == floor->head.id)
    return;
  self->walls = walls;
  self->openings = openings;
  self->floor = floor->head.id;
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  self->snapshot = g_steal_pointer (&snapshot);
  collect (self, n_walls, n_openings);
  dect_layer_changed (layer);
}

static void
add_line (cairo_t *cr, const DectViewTransform *view, DectPoint from, DectPoint to)
{
  DectPoint a = dect_view_transform_to_widget (view, from);
  DectPoint b = dect_view_transform_to_widget (view, to);

  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
}

/* Glass is told from heavier walls by colour and width. */
static void
draw_walls (DectWallLayer *self, cairo_t *cr, const DectViewTransform *view, gboolean glass)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  for (guint i = 0; i < self->segments->len; i++)
    {
      const Segment *segment = &g_array_index (self->segments, Segment, i);

      if (segment->glass == glass)
        add_line (cr, view, segment->a, segment->b);
    }
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (glass ? DECT_COLOR_GLASS : DECT_COLOR_WALL));
  cairo_set_line_width (cr, glass ? width * 0.6 : width);
  cairo_stroke (cr);
}

static void
draw_hole (cairo_t *cr, const DectViewTransform *view, const Hole *hole)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  if (hole->kind == DECT_OPENING_HOLE || hole->kind == DECT_OPENING_STAIR)
    {
      DectPoint a = dect_view_transform_to_widget (view, hole->a);
      DectPoint b = dect_view_transform_to_widget (view, hole->b);

      cairo_rectangle (cr, a.x, a.y, b.x - a.x, b.y - a.y);
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_GRID));
      cairo_fill (cr);
      return;
    }
  add_line (cr, view, hole->a, hole->b);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, width + 1);
  cairo_stroke (cr);
  if (hole->kind == DECT_OPENING_GAP)
    return;
  add_line (cr, view, hole->a, hole->b);
  gdk_cairo_set_source_rgba (
      cr,
      dect_canvas_color (hole->kind == DECT_OPENING_WINDOW ? DECT_COLOR_GLASS : DECT_COLOR_WALL));
  cairo_set_line_width (cr, MAX (1, width / 4));
  cairo_stroke (cr);
}

static void
dect_wall_layer_snapshot (DectLayer *layer,
                          GtkSnapshot *snapshot,
                          const DectViewTransform *view,
                          const graphene_rect_t *clip)
{
  DectWallLayer *self = DECT_WALL_LAYER (layer);
  cairo_t *cr;

  if (self->floor != dect_layer_get_floor (layer)->head.id
      || self->segments->len + self->holes->len == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_walls (self, cr, view, FALSE);
  draw_walls (self, cr, view, TRUE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < self->holes->len; i++)
    draw_hole (cr, view, &g_array_index (self->holes, Hole, i));
  cairo_destroy (cr);
}

static void
dect_wall_layer_finalize (GObject *object)
{
  DectWallLayer *self = DECT_WALL_LAYER (object);

  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_pointer (&self->holes, g_array_unref);
  G_OBJECT_CLASS (dect_wall_layer_parent_class)->finalize (object);
}

static void
dect_wall_layer_class_init (DectWallLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_wall_layer_finalize;
  DECT_LAYER_CLASS (klass)->update = dect_wall_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_wall_layer_snapshot;
}

static void
dect_wall_layer_init (DectWallLayer *self)
{
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  self->holes = g_array_new (FALSE, FALSE, sizeof (Hole));
}

DectLayer *
dect_wall_layer_new (void)
{
  return g_object_new (DECT_TYPE_WALL_LAYER, NULL);
}

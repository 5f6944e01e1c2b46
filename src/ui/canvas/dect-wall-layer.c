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

struct _DectWallLayer
{
  DectLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (DectWallLayer, dect_wall_layer, DECT_TYPE_LAYER)

static void
dect_wall_layer_update (DectLayer *layer)
{
  dect_layer_changed (layer);
}

static void
add_line (cairo_t                 *cr,
          const DectViewTransform *view,
          double                   x1_m,
          double                   y1_m,
          double                   x2_m,
          double                   y2_m)
{
  DectPoint a = dect_view_transform_to_widget (view, (DectPoint){ x1_m, y1_m });
  DectPoint b = dect_view_transform_to_widget (view, (DectPoint){ x2_m, y2_m });

  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
}

/* Glass and other light walls are told from heavy ones by colour and width. */
static void
draw_walls (cairo_t                 *cr,
            GListModel              *walls,
            const DectViewTransform *view,
            guint32                  floor,
            gboolean                 glass)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  for (guint i = 0; i < g_list_model_get_n_items (walls); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (walls, i);
      const DectWall *wall = DECT_WALL (dect_item_get_record (item));

      if (wall->floor == floor &&
          g_str_equal (dect_material_for_wall (wall->material)->group, "glass") == glass)
        add_line (cr, view, wall->x1_m, wall->y1_m, wall->x2_m, wall->y2_m);
    }
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (glass ? DECT_COLOR_GLASS : DECT_COLOR_WALL));
  cairo_set_line_width (cr, glass ? width * 0.6 : width);
  cairo_stroke (cr);
}

static void
draw_openings (cairo_t                 *cr,
               GListModel              *openings,
               const DectViewTransform *view,
               guint32                  floor)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  for (guint i = 0; i < g_list_model_get_n_items (openings); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (openings, i);
      const DectOpening *opening = DECT_OPENING (dect_item_get_record (item));
      gboolean in_slab = opening->kind == DECT_OPENING_HOLE || opening->kind == DECT_OPENING_STAIR;

      if (opening->floor != floor)
        continue;
      if (in_slab)
        {
          DectPoint a = dect_view_transform_to_widget (view, (DectPoint){ opening->x1_m, opening->y1_m });
          DectPoint b = dect_view_transform_to_widget (view, (DectPoint){ opening->x2_m, opening->y2_m });

          cairo_rectangle (cr, a.x, a.y, b.x - a.x, b.y - a.y);
          gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_GRID));
          cairo_fill (cr);
          continue;
        }
      add_line (cr, view, opening->x1_m, opening->y1_m, opening->x2_m, opening->y2_m);
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
      cairo_set_line_width (cr, width + 1);
      cairo_stroke (cr);
      if (opening->kind == DECT_OPENING_GAP)
        continue;
      add_line (cr, view, opening->x1_m, opening->y1_m, opening->x2_m, opening->y2_m);
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (opening->kind == DECT_OPENING_WINDOW ? DECT_COLOR_GLASS
                                                                                             : DECT_COLOR_WALL));
      cairo_set_line_width (cr, MAX (1, width / 4));
      cairo_stroke (cr);
    }
}

static void
dect_wall_layer_snapshot (DectLayer               *layer,
                          GtkSnapshot             *snapshot,
                          const DectViewTransform *view,
                          const graphene_rect_t   *clip)
{
  DectSite *site = dect_document_get_site (dect_layer_get_document (layer));
  GListModel *walls = dect_site_list (site, DECT_KIND_WALL);
  GListModel *openings = dect_site_list (site, DECT_KIND_OPENING);
  guint32 floor = dect_layer_get_floor (layer)->head.id;
  cairo_t *cr;

  if (g_list_model_get_n_items (walls) + g_list_model_get_n_items (openings) == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_walls (cr, walls, view, floor, FALSE);
  draw_walls (cr, walls, view, floor, TRUE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  draw_openings (cr, openings, view, floor);
  cairo_destroy (cr);
}

static void
dect_wall_layer_class_init (DectWallLayerClass *klass)
{
  DECT_LAYER_CLASS (klass)->update = dect_wall_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_wall_layer_snapshot;
}

static void
dect_wall_layer_init (DectWallLayer *self)
{
}

DectLayer *
dect_wall_layer_new (void)
{
  return g_object_new (DECT_TYPE_WALL_LAYER, NULL);
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which part of the floor the canvas shows. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include "canvas/dect-plan-layer.h"

/* Nearer to the edge what gets the focus is brought into view, pixels. */
#define EDGE_PX 60
/* Room that a picture which fits leaves around itself, and more of it where the tools, the rulers
 * and the scale bar stand over the canvas, pixels. */
#define FIT_PX 16
#define TOOLS_PX 60
#define RULER_PX 18
#define BAR_PX 40

/* --- What the floor covers -----------------------------------------------------------------------
 */

static void
take_point (DectArea *area, double x_m, double y_m)
{
  area->x1_m = MIN (area->x1_m, x_m);
  area->y1_m = MIN (area->y1_m, y_m);
  area->x2_m = MAX (area->x2_m, x_m);
  area->y2_m = MAX (area->y2_m, y_m);
}

/* FALSE: nothing is there; the area is then an empty room. */
gboolean
dect_canvas_get_area (DectCanvas *self, DectArea *area)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  guint n_walls, n_rfps, n_zones, n_remarks;
  const DectRecord *const *walls = dect_snapshot_records (snapshot, DECT_KIND_WALL, &n_walls);
  const DectRecord *const *rfps = dect_snapshot_records (snapshot, DECT_KIND_RFP, &n_rfps);
  const DectRecord *const *zones = dect_snapshot_records (snapshot, DECT_KIND_ZONE, &n_zones);
  const DectRecord *const *remarks = dect_snapshot_records (snapshot, DECT_KIND_REMARK, &n_remarks);

  if (!dect_plan_layer_get_area (DECT_PLAN_LAYER (self->layers[LAYER_PLAN]), area))
    *area = (DectArea){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < n_walls; i++)
    {
      const DectWall *wall = DECT_WALL (walls[i]);

      if (wall->floor != self->floor)
        continue;
      take_point (area, wall->x1_m, wall->y1_m);
      take_point (area, wall->x2_m, wall->y2_m);
    }
  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (rfps[i]);

      if (dect_rfp_is_placed (rfp) && rfp->floor == self->floor)
        take_point (area, rfp->x_m, rfp->y_m);
    }
  for (guint i = 0; i < n_zones; i++)
    {
      const DectZone *zone = DECT_ZONE (zones[i]);

      if (zone->floor != self->floor)
        continue;
      take_point (area, zone->x1_m, zone->y1_m);
      take_point (area, zone->x2_m, zone->y2_m);
    }
  for (guint i = 0; i < n_remarks; i++)
    {
      DectSegment place;

      if (dect_canvas_find_place (self, remarks[i], &place))
        take_point (area, place.a.x, place.a.y);
    }
  if (area->x1_m <= area->x2_m)
    return TRUE;
  *area = (DectArea){ 0, 0, 24, 16 };
  return FALSE;
}

gboolean
dect_canvas_get_plan_size (DectCanvas *self, double *width_m, double *height_m)
{
  DectArea area;

  g_return_val_if_fail (DECT_IS_CANVAS (self), FALSE);

  if (!dect_plan_layer_get_area (DECT_PLAN_LAYER (self->layers[LAYER_PLAN]), &area))
    return FALSE;
  *width_m = area.x2_m - area.x1_m;
  *height_m = area.y2_m - area.y1_m;
  return TRUE;
}

/* --- View ----------------------------------------------------------------------------------------
 */

void
dect_canvas_view_changed (DectCanvas *self)
{
  dect_canvas_update_labels (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "zoom");
}

/* The person has chosen a view. */
void
dect_canvas_stop_fitting (DectCanvas *self)
{
  self->fit_pending = FALSE;
  self->fitted = FALSE;
}

/* Beside the tools; where height is left, more of it below, for the scale bar and the legend. */
static void
fit_between (DectCanvas *self, const DectArea *area, double width, double height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double left;

  height -= RULER_PX + BAR_PX;
  dect_view_transform_fit (&self->view, area, width - TOOLS_PX, height, FIT_PX);
  left = MAX (height - 2 * FIT_PX - (area->y2_m - area->y1_m) * self->view.scale, 0);
  dect_view_transform_pan (&self->view, rtl ? 0 : TOOLS_PX, RULER_PX - left / 6);
}

void
dect_canvas_fit (DectCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  const DectFloor *floor;
  DectArea area;

  g_return_if_fail (DECT_IS_CANVAS (self));

  floor = self->document != NULL ? dect_canvas_get_floor (self) : NULL;
  self->fit_pending = TRUE;
  if (floor == NULL || width < 1 || height < 1)
    return;
  self->fitted = TRUE;
  self->fit_width = width;
  self->fit_height = height;
  dect_canvas_get_area (self, &area);
  /* A base station or two alone would be looked at through a microscope. */
  if (area.x2_m - area.x1_m < 8 && area.y2_m - area.y1_m < 8)
    area = (DectArea){ area.x1_m - 6, area.y1_m - 4, area.x2_m + 6, area.y2_m + 4 };
  fit_between (self, &area, width, height);
  /* Until the image has come nobody knows how large the floor is. */
  self->fit_pending
      = floor->plan != NULL
        && !dect_plan_layer_get_area (DECT_PLAN_LAYER (self->layers[LAYER_PLAN]), &area)
        && dect_plan_layer_get_problem (DECT_PLAN_LAYER (self->layers[LAYER_PLAN])) == NULL;
  dect_canvas_view_changed (self);
}

void
dect_canvas_show_floor (DectCanvas *self)
{
  guint32 floor = self->document != NULL ? dect_document_get_floor (self->document) : 0;
  DectViewTransform *view;

  if (floor == self->floor)
    return;
  if (self->floor != 0 && !self->fit_pending)
    g_hash_table_insert (self->views, GUINT_TO_POINTER (self->floor),
                         g_memdup2 (&self->view, sizeof self->view));
  self->floor = floor;
  view = g_hash_table_lookup (self->views, GUINT_TO_POINTER (floor));
  if (view == NULL)
    {
      dect_canvas_fit (self);
      return;
    }
  self->view = *view;
  dect_canvas_stop_fitting (self);
  dect_canvas_view_changed (self);
}

/* --- Bringing things into view -------------------------------------------------------------------
 */

/* Brings @child into the middle when it is near the edge or outside. */
void
dect_canvas_scroll_to (DectCanvas *self, GtkWidget *child)
{
  DectSite *site = dect_document_get_site (self->document);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint32 id = dect_canvas_child_id (child);
  DectSegment place;
  DectPoint middle, at;

  if (id == 0 || !dect_canvas_find_place (self, dect_site_find_record (site, id), &place))
    return;
  middle = (DectPoint){ (place.a.x + place.b.x) / 2, (place.a.y + place.b.y) / 2 };
  at = dect_view_transform_to_widget (&self->view, middle);
  if (at.x >= EDGE_PX && at.y >= EDGE_PX && at.x <= width - EDGE_PX && at.y <= height - EDGE_PX)
    return;
  dect_canvas_stop_fitting (self);
  dect_view_transform_centre (&self->view, middle, width, height);
  dect_canvas_view_changed (self);
}

/* The focus goes to what stands for the thing @id; %NULL when nothing does. */
GtkWidget *
dect_canvas_focus_thing (DectCanvas *self, guint32 id)
{
  GtkWidget *child;

  child = g_hash_table_lookup (self->markers, GUINT_TO_POINTER (id));
  if (child == NULL)
    child = g_hash_table_lookup (self->zones, GUINT_TO_POINTER (id));
  if (child == NULL)
    child = g_hash_table_lookup (self->remarks, GUINT_TO_POINTER (id));
  if (child == NULL)
    child = g_hash_table_lookup (self->survey, GUINT_TO_POINTER (id));
  if (child == NULL)
    child = dect_canvas_shape_cursor (self, id);
  if (child != NULL)
    gtk_widget_grab_focus (child);
  return child;
}

void
dect_canvas_reveal (DectCanvas *self, guint32 id)
{
  GtkWidget *child;

  g_return_if_fail (DECT_IS_CANVAS (self));

  child = dect_canvas_focus_thing (self, id);
  if (child != NULL)
    dect_canvas_scroll_to (self, child);
}

/* As large as it goes, but no house through a microscope. */
void
dect_canvas_fit_selection (DectCanvas *self)
{
  DectSite *site = dect_document_get_site (self->document);
  DectArea area = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      DectSegment place;

      if (!dect_canvas_find_place (self, dect_site_find_record (site, ids[i]), &place))
        continue;
      take_point (&area, place.a.x, place.a.y);
      take_point (&area, place.b.x, place.b.y);
    }
  if (area.x1_m > area.x2_m)
    return;
  if (area.x2_m - area.x1_m < 8 && area.y2_m - area.y1_m < 8)
    area = (DectArea){ area.x1_m - 6, area.y1_m - 4, area.x2_m + 6, area.y2_m + 4 };
  dect_canvas_stop_fitting (self);
  dect_view_transform_fit (&self->view, &area, gtk_widget_get_width (GTK_WIDGET (self)),
                           gtk_widget_get_height (GTK_WIDGET (self)), EDGE_PX);
  dect_canvas_view_changed (self);
}

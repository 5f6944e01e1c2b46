/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-zone-marker.h"
#include "dect-dialogs.h"

/* How near to an edge or a corner a press must be, pixels. */
#define EDGE_PX 6
/* Smallest edge of a zone, metres. */
#define MIN_M 0.5

static const DectZone *
get_zone (gpointer marker)
{
  return DECT_ZONE (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));
}

static graphene_rect_t
zone_rect (DectCanvas *self, const DectZone *zone)
{
  DectArea area = dect_zone_area (zone);

  return dect_view_transform_area (&self->view, &area);
}

/* --- Markers -------------------------------------------------------------------------------------
 */

void
dect_canvas_update_zones (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer id, marker;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    {
      dect_marker_set_selected (marker,
                                dect_document_is_selected (self->document, GPOINTER_TO_UINT (id)));
      gtk_widget_set_visible (marker, self->show_zones);
    }
}

static gboolean
belongs_here (DectCanvas *self, const DectRecord *record)
{
  return DECT_ZONE (record)->floor == self->floor;
}

void
dect_canvas_sync_zones (DectCanvas *self)
{
  GListModel *zones;

  dect_canvas_drop_markers (self, self->zones, belongs_here);
  if (self->document == NULL)
    return;
  zones = dect_site_list (dect_document_get_site (self->document), DECT_KIND_ZONE);
  for (guint i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (zones, i);
      gpointer id = GUINT_TO_POINTER (dect_item_get_id (item));
      GtkWidget *marker;

      if (!belongs_here (self, dect_item_get_record (item))
          || g_hash_table_contains (self->zones, id))
        continue;
      marker = dect_zone_marker_new (self->document, item);
      g_hash_table_insert (self->zones, id, marker);
      gtk_widget_set_parent (marker, GTK_WIDGET (self));
    }
  dect_canvas_update_zones (self);
}

void
dect_canvas_allocate_zones (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      graphene_rect_t rect = zone_rect (self, get_zone (marker));
      graphene_point_t corner
          = GRAPHENE_POINT_INIT (roundf (rect.origin.x) - DECT_ZONE_MARKER_REACH,
                                 roundf (rect.origin.y) - DECT_ZONE_MARKER_REACH);

      if (gtk_widget_get_visible (marker))
        gtk_widget_allocate (marker, (int) roundf (rect.size.width) + 2 * DECT_ZONE_MARKER_REACH,
                             (int) roundf (rect.size.height) + 2 * DECT_ZONE_MARKER_REACH, -1,
                             gsk_transform_translate (NULL, &corner));
    }
}

/* In the order of the site, so that what overlaps looks the same every time. */
void
dect_canvas_snapshot_zones (DectCanvas *self, GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (DECT_IS_ZONE_MARKER (child) && gtk_widget_get_visible (child))
      gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
}

/* --- Where the pointer is ------------------------------------------------------------------------
 */

static ZoneHit
hit_rect (const graphene_rect_t *rect, DectPoint point, guint *corner)
{
  double left = point.x - rect->origin.x, right = rect->origin.x + rect->size.width - point.x;
  double top = point.y - rect->origin.y, bottom = rect->origin.y + rect->size.height - point.y;

  if (fmin (fmin (left, right), fmin (top, bottom)) < -EDGE_PX)
    return ZONE_HIT_NONE;
  *corner = (fabs (right) < fabs (left) ? 1 : 0) + (fabs (bottom) < fabs (top) ? 2 : 0);
  if (fmin (fabs (left), fabs (right)) <= EDGE_PX && fmin (fabs (top), fabs (bottom)) <= EDGE_PX)
    return ZONE_HIT_CORNER;
  if (fmin (fmin (fabs (left), fabs (right)), fmin (fabs (top), fabs (bottom))) <= EDGE_PX)
    return ZONE_HIT_EDGE;
  return ZONE_HIT_INSIDE;
}

/* The smallest of those that lie there: what stands in a larger one can be reached. */
guint32
dect_canvas_zone_at (DectCanvas *self, DectPoint point, ZoneHit *hit, guint *corner)
{
  GHashTableIter iter;
  gpointer id, marker;
  guint32 found = 0;
  float smallest = G_MAXFLOAT;

  g_hash_table_iter_init (&iter, self->zones);
  while (self->show_zones && g_hash_table_iter_next (&iter, &id, &marker))
    {
      graphene_rect_t rect = zone_rect (self, get_zone (marker));
      guint its_corner = 0;
      ZoneHit its_hit = hit_rect (&rect, point, &its_corner);
      float size = rect.size.width * rect.size.height;

      if (its_hit == ZONE_HIT_NONE || size >= smallest)
        continue;
      smallest = size;
      found = GPOINTER_TO_UINT (id);
      *hit = its_hit;
      *corner = its_corner;
    }
  return found;
}

/* --- Changing ------------------------------------------------------------------------------------
 */

guint32
dect_canvas_add_zone (DectCanvas *self, DectPoint a, DectPoint b)
{
  DectZone *zone;
  GtkWidget *marker;
  guint32 id;

  g_return_val_if_fail (DECT_IS_CANVAS (self), 0);
  g_return_val_if_fail (self->document != NULL, 0);

  if (self->floor == 0 || fabs (a.x - b.x) < MIN_M || fabs (a.y - b.y) < MIN_M)
    return 0;
  zone = dect_zone_new ();
  zone->floor = self->floor;
  zone->x1_m = fmin (a.x, b.x);
  zone->y1_m = fmin (a.y, b.y);
  zone->x2_m = fmax (a.x, b.x);
  zone->y2_m = fmax (a.y, b.y);
  g_object_set (self, "zones", TRUE, NULL);
  id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (zone),
                             _("Add a zone"), NULL);
  dect_document_select_one (self->document, id);
  marker = g_hash_table_lookup (self->zones, GUINT_TO_POINTER (id));
  if (marker != NULL)
    gtk_widget_grab_focus (marker);
  dect_canvas_set_tool (self, DECT_TOOL_SELECT);
  return id;
}

void
dect_canvas_draw_zone (DectCanvas *self, DectPoint a, DectPoint b)
{
  if (dect_canvas_add_zone (self, a, b) == 0 && self->floor != 0)
    dect_toast (GTK_WIDGET (self), "%s", _("Drag a rectangle over the area of the zone"));
}

/* The corner goes to @point, metres; the opposite one stays. */
void
dect_canvas_resize_zone (DectCanvas *self, guint32 id, guint corner, DectPoint point)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  DectArea area;
  DectZone *zone;

  if (record == NULL || record->kind != DECT_KIND_ZONE)
    return;
  area = dect_zone_area (DECT_ZONE (record));
  zone = dect_zone_copy (DECT_ZONE (record));
  zone->x1_m = corner % 2 ? area.x1_m : fmin (point.x, area.x2_m - MIN_M);
  zone->x2_m = corner % 2 ? fmax (point.x, area.x1_m + MIN_M) : area.x2_m;
  zone->y1_m = corner / 2 ? area.y1_m : fmin (point.y, area.y2_m - MIN_M);
  zone->y2_m = corner / 2 ? fmax (point.y, area.y1_m + MIN_M) : area.y2_m;
  title = dect_record_title (record);
  label = g_strdup_printf (_("Resize %s"), title);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (zone), label,
                        "drag-resize");
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-wall-layer.h"
#include "dect-dialogs.h"
#include "model/dect-wall-edit.h"

/* How far beside its wall a door may be dragged and still jump to another, metres. */
#define DOOR_REACH_M 1.0

/* --- What is moved -------------------------------------------------------------------------------
 */

/* The openings on a wall go where it goes. @taken: ids of what is moved already. */
static void
collect_openings (DectCanvas *self, const DectWall *wall, GHashTable *taken)
{
  DectSegment line = dect_wall_segment (wall);
  DectPoint low = { fmin (line.a.x, line.b.x) - DECT_WALL_HOLD_M,
                    fmin (line.a.y, line.b.y) - DECT_WALL_HOLD_M };
  DectPoint high = { fmax (line.a.x, line.b.x) + DECT_WALL_HOLD_M,
                     fmax (line.a.y, line.b.y) + DECT_WALL_HOLD_M };
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint));
  DectSite *site = dect_document_get_site (self->document);
  DectWallLayer *layer = DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
  DectSegmentIndex *openings = dect_wall_layer_get_index (layer, DECT_KIND_OPENING);

  dect_segment_index_query (openings, low, high, near);
  for (guint k = 0; k < near->len; k++)
    {
      guint i = g_array_index (near, guint, k);
      guint32 id = dect_wall_layer_get_id (layer, DECT_KIND_OPENING, i);
      const DectRecord *record = dect_site_find_record (site, id);
      DragItem item
          = { id, DECT_KIND_OPENING, *dect_segment_index_get (openings, i), wall->head.id };

      if (record == NULL || !dect_wall_holds (wall, DECT_OPENING (record))
          || !g_hash_table_add (taken, GUINT_TO_POINTER (id)))
        continue;
      g_array_append_val (self->drag_items, item);
    }
}

/* Selected things of this floor; with @only_rfps nothing else than base stations. */
void
dect_canvas_collect_items (DectCanvas *self, gboolean only_rfps)
{
  DectSite *site = dect_document_get_site (self->document);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint n_ids, n_items;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  g_array_set_size (self->drag_items, 0);
  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *record = dect_site_find_record (site, ids[i]);
      DragItem item = { .id = ids[i] };

      if (!dect_canvas_find_place (self, record, &item.place)
          || (only_rfps && record->kind != DECT_KIND_RFP))
        continue;
      item.kind = record->kind;
      g_hash_table_add (taken, GUINT_TO_POINTER (item.id));
      g_array_append_val (self->drag_items, item);
    }
  n_items = self->drag_items->len;
  for (guint i = 0; i < n_items; i++)
    {
      const DragItem *item = &g_array_index (self->drag_items, DragItem, i);

      if (item->kind == DECT_KIND_WALL)
        collect_openings (self, DECT_WALL (dect_site_find_record (site, item->id)), taken);
    }
}

/* Those that the person has selected, not what goes with them. */
static guint
count_selected (DectCanvas *self)
{
  guint n = 0;

  for (guint i = 0; i < self->drag_items->len; i++)
    n += g_array_index (self->drag_items, DragItem, i).carrier == 0;
  return n;
}

static gboolean
only_rfps (DectCanvas *self)
{
  for (guint i = 0; i < self->drag_items->len; i++)
    if (g_array_index (self->drag_items, DragItem, i).kind != DECT_KIND_RFP)
      return FALSE;
  return TRUE;
}

/* @many is about base stations, @mixed about other things too. */
char *
dect_canvas_items_label (DectCanvas *self, const char *one, const char *many, const char *mixed)
{
  guint n = count_selected (self);
  g_autofree char *title = NULL;

  if (n != 1)
    return g_strdup_printf (only_rfps (self) ? many : mixed, n);
  title = dect_record_title (dect_site_find_record (
      dect_document_get_site (self->document), g_array_index (self->drag_items, DragItem, 0).id));
  return g_strdup_printf (one, title);
}

/* --- Putting -------------------------------------------------------------------------------------
 */

static DectRecord *
placed_copy (const DectRecord *record, const DectSegment *place)
{
  static const char *const ids[] = { "x1_m", "y1_m", "x2_m", "y2_m" };
  const double values[] = { place->a.x, place->a.y, place->b.x, place->b.y };
  DectRecord *copy = dect_record_copy (record);

  if (copy->kind == DECT_KIND_RFP || copy->kind == DECT_KIND_REMARK)
    {
      dect_field_set_number (dect_kind_field (copy->kind, "x_m"), copy, place->a.x);
      dect_field_set_number (dect_kind_field (copy->kind, "y_m"), copy, place->a.y);
      return copy;
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    dect_field_set_number (dect_kind_field (copy->kind, ids[i]), copy, values[i]);
  return copy;
}

/* A door that is moved alone slides along its wall, or jumps to one that is near. */
static DectSegment
slide (DectCanvas *self, const DragItem *item, DectPoint by)
{
  DectSegmentIndex *walls
      = dect_wall_layer_get_index (DECT_WALL_LAYER (self->layers[LAYER_WALLS]), DECT_KIND_WALL);
  DectPoint middle = { (item->place.a.x + item->place.b.x) / 2 + by.x,
                       (item->place.a.y + item->place.b.y) / 2 + by.y };
  gint wall = dect_segment_index_nearest (walls, middle, DOOR_REACH_M, NULL);

  if (wall < 0)
    return item->place;
  return dect_wall_place_opening (dect_segment_index_get (walls, (guint) wall), middle,
                                  dect_segment_length (&item->place));
}

static gboolean
is_door (const DectRecord *record)
{
  return record->kind == DECT_KIND_OPENING && !dect_opening_in_slab (DECT_OPENING (record)->kind);
}

static void
put_items (DectCanvas *self, DectPoint by, const char *merge_key)
{
  DectSite *site = dect_document_get_site (self->document);
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = NULL;

  if (self->drag_items->len == 0)
    return;
  label = dect_canvas_items_label (
      self, _("Move %s"),
      ngettext ("Move %u base station", "Move %u base stations", self->drag_items->len),
      ngettext ("Move %u thing", "Move %u things", self->drag_items->len));
  dect_history_begin (history, label, merge_key);
  for (guint i = 0; i < self->drag_items->len; i++)
    {
      const DragItem *item = &g_array_index (self->drag_items, DragItem, i);
      const DectRecord *record = dect_site_find_record (site, item->id);
      DectSegment place = { { item->place.a.x + by.x, item->place.a.y + by.y },
                            { item->place.b.x + by.x, item->place.b.y + by.y } };

      /* What was measured stays where it was measured. */
      if (record == NULL || record->kind == DECT_KIND_SURVEY)
        continue;
      if (self->drag_items->len == 1 && is_door (record))
        place = slide (self, item, by);
      dect_history_put (history, placed_copy (record, &place));
    }
  dect_history_commit (history);
}

/* --- Dragging ------------------------------------------------------------------------------------
 */

/* Walls that stay where they are: what moves must not be drawn to itself. */
static void
index_still_walls (DectCanvas *self)
{
  DectWallLayer *layer = DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
  DectSegmentIndex *walls = dect_wall_layer_get_index (layer, DECT_KIND_WALL);
  g_autoptr (GHashTable) moving = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) still = g_array_new (FALSE, FALSE, sizeof (DectSegment));

  g_clear_pointer (&self->drag_walls, dect_segment_index_free);
  for (guint i = 0; i < self->drag_items->len; i++)
    if (g_array_index (self->drag_items, DragItem, i).kind == DECT_KIND_WALL)
      g_hash_table_add (moving,
                        GUINT_TO_POINTER (g_array_index (self->drag_items, DragItem, i).id));
  if (g_hash_table_size (moving) == 0)
    return;
  for (guint i = 0; i < dect_segment_index_count (walls); i++)
    if (!g_hash_table_contains (
            moving, GUINT_TO_POINTER (dect_wall_layer_get_id (layer, DECT_KIND_WALL, i))))
      g_array_append_val (still, *dect_segment_index_get (walls, i));
  self->drag_walls
      = dect_segment_index_new ((const DectSegment *) (gpointer) still->data, still->len);
}

void
dect_canvas_begin_move (DectCanvas *self)
{
  dect_history_seal (dect_document_get_history (self->document));
  dect_canvas_collect_items (self, FALSE);
  index_still_walls (self);
}

void
dect_canvas_end_move (DectCanvas *self)
{
  g_clear_pointer (&self->drag_walls, dect_segment_index_free);
  dect_canvas_end_snap (self);
}

static const DragItem *
find_item (DectCanvas *self, guint32 id)
{
  for (guint i = 0; i < self->drag_items->len; i++)
    if (g_array_index (self->drag_items, DragItem, i).id == id)
      return &g_array_index (self->drag_items, DragItem, i);
  return NULL;
}

/* What is under the pointer is drawn to things, at either end; the rest goes along. */
static DectPoint
snapped_by (DectCanvas *self, DectPoint by, GdkModifierType state)
{
  const DragItem *item = find_item (self, self->drag_hit);
  DectPoint from, to;

  if (item == NULL || item->kind == DECT_KIND_REMARK)
    return by;
  from = item->place.a;
  to = dect_canvas_snap (self, (DectPoint){ from.x + by.x, from.y + by.y }, state, NULL);
  if (self->snap.kind == DECT_SNAP_NONE && item->kind != DECT_KIND_RFP)
    {
      from = item->place.b;
      to = dect_canvas_snap (self, (DectPoint){ from.x + by.x, from.y + by.y }, state, NULL);
    }
  return (DectPoint){ to.x - from.x, to.y - from.y };
}

void
dect_canvas_drag_by (DectCanvas *self, double dx_m, double dy_m, GdkModifierType state)
{
  put_items (self, snapped_by (self, (DectPoint){ dx_m, dy_m }, state), "drag-move");
}

void
dect_canvas_nudge (DectCanvas *self, double dx_m, double dy_m)
{
  dect_canvas_collect_items (self, FALSE);
  put_items (self, (DectPoint){ dx_m, dy_m }, "nudge");
}

/* The end of a door stays on its wall; the corner of a hole is free. */
static DectPoint
find_end (DectCanvas *self, const DectRecord *record, DectPoint at, DectPoint other)
{
  DectSegmentIndex *walls
      = dect_wall_layer_get_index (DECT_WALL_LAYER (self->layers[LAYER_WALLS]), DECT_KIND_WALL);
  gint wall = -1;

  if (!is_door (record))
    return dect_canvas_snap (self, at, self->modifiers, &other);
  wall = dect_segment_index_nearest (walls, other, DECT_WALL_HOLD_M, NULL);
  return wall >= 0 ? dect_segment_foot (dect_segment_index_get (walls, (guint) wall), at) : at;
}

/* One end of the wall or opening under the press goes to @at, metres. */
void
dect_canvas_drag_end (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectSite *site = dect_document_get_site (self->document);
  DectHistory *history = dect_document_get_history (self->document);
  const DragItem *item = find_item (self, self->drag_hit);
  const DectRecord *record = dect_site_find_record (site, self->drag_hit);
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  DectSegment place;

  if (item == NULL || record == NULL)
    return;
  self->modifiers = state;
  place = item->place;
  if (self->drag_corner == 0)
    place.a = find_end (self, record, at, place.b);
  else
    place.b = find_end (self, record, at, place.a);
  if (dect_segment_length (&place) < DECT_WALL_SHORTEST_M)
    return;
  title = dect_record_title (record);
  label = g_strdup_printf (_("Change %s"), title);
  dect_history_begin (history, label, "drag-end");
  dect_history_put (history, placed_copy (record, &place));
  for (guint i = 0; i < self->drag_items->len; i++)
    {
      const DragItem *carried = &g_array_index (self->drag_items, DragItem, i);
      const DectRecord *opening = dect_site_find_record (site, carried->id);
      DectSegment carried_place;

      if (carried->carrier != self->drag_hit || opening == NULL)
        continue;
      carried_place = dect_wall_carry (&item->place, &place, &carried->place);
      dect_history_put (history, placed_copy (opening, &carried_place));
    }
  dect_history_commit (history);
}

/* --- Walls ---------------------------------------------------------------------------------------
 */

/* The selected wall becomes two at @at, metres. */
void
dect_canvas_split (DectCanvas *self, DectPoint at)
{
  DectHistory *history = dect_document_get_history (self->document);
  DectItem *item = dect_document_get_selected (self->document);
  guint32 id = 0;

  if (item == NULL || dect_item_get_kind (item) != DECT_KIND_WALL)
    return;
  dect_history_begin (history, _("Split a wall"), NULL);
  id = dect_wall_split (dect_document_get_site (self->document), dect_item_get_id (item), at);
  dect_history_commit (history);
  if (id == 0)
    dect_toast (GTK_WIDGET (self), "%s", _("The wall is too short there to be split"));
}

void
dect_canvas_set_walls_material (DectCanvas *self, const char *material)
{
  DectSite *site = dect_document_get_site (self->document);
  DectHistory *history = dect_document_get_history (self->document);
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  dect_history_begin (history, _("Change the material of walls"), NULL);
  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *record = dect_site_find_record (site, ids[i]);
      DectWall *wall;

      if (record == NULL || record->kind != DECT_KIND_WALL)
        continue;
      wall = dect_wall_copy (DECT_WALL (record));
      dect_set_str (&wall->material, material);
      dect_history_put (history, DECT_RECORD (wall));
    }
  dect_history_commit (history);
}

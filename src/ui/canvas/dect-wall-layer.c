/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-wall-layer.h"

#include "canvas/dect-canvas-style.h"
#include "model/dect-wall-edit.h"
#include "radio/dect-radio-data.h"

/* Walls are drawn this thick, metres, but never thinner than the pixels. */
#define WALL_M 0.2
#define WALL_MIN_PX 3.0
/* So many walls in view take longer to be drawn than a frame may. */
#define HEAVY 1500

/* Things of one kind on the floor. */
typedef struct
{
  const DectRecord *const
      *records; /* of the snapshot; the same as long as none of the kind changes */
  DectSegmentIndex *index;
  GArray *ids;    /* guint32, as in the index */
  GArray *styles; /* guint: walls: whether glass; openings: DectOpeningKind */
} Set;

struct _DectWallLayer
{
  DectLayer parent_instance;
  DectSnapshot *snapshot;
  guint32 floor;
  Set walls;
  Set openings;
  GArray *visible; /* guint, for a snapshot */
};

G_DEFINE_FINAL_TYPE (DectWallLayer, dect_wall_layer, DECT_TYPE_LAYER)

/* --- Following the site --------------------------------------------------------------------------
 */

static DectSegment
look_at (const DectRecord *record, guint32 *floor, guint *style)
{
  if (record->kind == DECT_KIND_WALL)
    {
      *floor = DECT_WALL (record)->floor;
      *style = 0;
      return dect_wall_segment (DECT_WALL (record));
    }
  *floor = DECT_OPENING (record)->floor;
  *style = (guint) DECT_OPENING (record)->kind;
  return dect_opening_segment (DECT_OPENING (record));
}

/* @known: what was found for a material before; a floor has thousands of walls of a few of them. */
static gboolean
is_glass (const DectWall *wall, GHashTable *known)
{
  const char *id = wall->material != NULL ? wall->material : "";
  gpointer glass;

  if (!g_hash_table_lookup_extended (known, id, NULL, &glass))
    {
      glass
          = GINT_TO_POINTER (g_str_equal (dect_material_for_wall (wall->material)->group, "glass"));
      g_hash_table_insert (known, (gpointer) id, glass);
    }
  return GPOINTER_TO_INT (glass);
}

static void
collect (DectWallLayer *self, Set *set, guint n)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (DectSegment));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_size (set->ids, 0);
  g_array_set_size (set->styles, 0);
  for (guint i = 0; i < n; i++)
    {
      guint32 floor;
      guint style;
      DectSegment segment = look_at (set->records[i], &floor, &style);

      if (floor != self->floor)
        continue;
      if (set->records[i]->kind == DECT_KIND_WALL)
        style = is_glass (DECT_WALL (set->records[i]), known);
      g_array_append_val (segments, segment);
      g_array_append_val (set->ids, set->records[i]->id);
      g_array_append_val (set->styles, style);
    }
  g_clear_pointer (&set->index, dect_segment_index_free);
  set->index
      = dect_segment_index_new ((const DectSegment *) (gpointer) segments->data, segments->len);
}

static gboolean
update_set (DectWallLayer *self, Set *set, DectSnapshot *snapshot, DectKind kind, gboolean moved)
{
  guint n;
  const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n);

  if (set->records == records && !moved)
    return FALSE;
  set->records = records;
  collect (self, set, n);
  return TRUE;
}

static void
dect_wall_layer_update (DectLayer *layer)
{
  DectWallLayer *self = DECT_WALL_LAYER (layer);
  const DectFloor *floor = dect_layer_get_floor (layer);
  guint32 id = floor != NULL ? floor->head.id : 0;
  g_autoptr (DectSnapshot) snapshot = NULL;
  gboolean moved = self->floor != id, changed;

  if (floor == NULL && self->floor == 0)
    return;
  self->floor = id;
  if (floor == NULL)
    {
      g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();

      snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
    }
  else
    snapshot = dect_site_snapshot (dect_document_get_site (dect_layer_get_document (layer)));
  changed = update_set (self, &self->walls, snapshot, DECT_KIND_WALL, moved);
  changed |= update_set (self, &self->openings, snapshot, DECT_KIND_OPENING, moved);
  if (!changed)
    return;
  /* Kept, so that a new list cannot have the address of one that has gone. */
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  self->snapshot = g_steal_pointer (&snapshot);
  dect_layer_changed (layer);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

static void
add_line (cairo_t *cr, const DectViewTransform *view, const DectSegment *segment)
{
  DectPoint a = dect_view_transform_to_widget (view, segment->a);
  DectPoint b = dect_view_transform_to_widget (view, segment->b);

  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
}

static void
find_visible (DectWallLayer *self,
              Set *set,
              const DectViewTransform *view,
              const graphene_rect_t *clip)
{
  double margin = MAX (WALL_MIN_PX, WALL_M * view->scale);
  DectPoint low = { clip->origin.x - margin, clip->origin.y - margin };
  DectPoint high
      = { clip->origin.x + clip->size.width + margin, clip->origin.y + clip->size.height + margin };

  dect_segment_index_query (set->index, dect_view_transform_to_plan (view, low),
                            dect_view_transform_to_plan (view, high), self->visible);
}

/* Glass is told from heavier walls by colour and width. */
static void
draw_walls (DectWallLayer *self, cairo_t *cr, const DectViewTransform *view, gboolean glass)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  for (guint k = 0; k < self->visible->len; k++)
    {
      guint i = g_array_index (self->visible, guint, k);

      if (g_array_index (self->walls.styles, guint, i) == (guint) glass)
        add_line (cr, view, dect_segment_index_get (self->walls.index, i));
    }
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (glass ? DECT_COLOR_GLASS : DECT_COLOR_WALL));
  cairo_set_line_width (cr, glass ? width * 0.6 : width);
  cairo_stroke (cr);
}

/* A stair well has steps, a hole a cross, so that they are told from each other and from a zone. */
static void
draw_well (cairo_t *cr, const DectViewTransform *view, const DectSegment *place, gboolean stair)
{
  GdkRGBA color = *dect_canvas_color (DECT_COLOR_WALL);
  DectPoint a = dect_view_transform_to_widget (view, place->a);
  DectPoint b = dect_view_transform_to_widget (view, place->b);
  double width = b.x - a.x, height = b.y - a.y;

  cairo_rectangle (cr, a.x, a.y, width, height);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_GRID));
  cairo_fill_preserve (cr);
  if (stair)
    for (guint i = 1; i < 8; i++)
      {
        gboolean wide = ABS (width) > ABS (height);

        cairo_move_to (cr, a.x + (wide ? width * i / 8 : 0), a.y + (wide ? 0 : height * i / 8));
        cairo_rel_line_to (cr, wide ? 0 : width, wide ? height : 0);
      }
  else
    {
      cairo_move_to (cr, a.x, a.y);
      cairo_line_to (cr, b.x, b.y);
      cairo_move_to (cr, b.x, a.y);
      cairo_line_to (cr, a.x, b.y);
    }
  color.alpha *= 0.6f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_opening (cairo_t *cr,
              const DectViewTransform *view,
              const DectSegment *place,
              DectOpeningKind kind)
{
  double width = MAX (WALL_MIN_PX, WALL_M * view->scale);

  if (dect_opening_in_slab (kind))
    {
      draw_well (cr, view, place, kind == DECT_OPENING_STAIR);
      return;
    }
  add_line (cr, view, place);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, width + 1);
  cairo_stroke (cr);
  if (kind == DECT_OPENING_GAP)
    return;
  add_line (cr, view, place);
  gdk_cairo_set_source_rgba (
      cr, dect_canvas_color (kind == DECT_OPENING_WINDOW ? DECT_COLOR_GLASS : DECT_COLOR_WALL));
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
      || self->walls.ids->len + self->openings.ids->len == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  find_visible (self, &self->walls, view, clip);
  draw_walls (self, cr, view, FALSE);
  draw_walls (self, cr, view, TRUE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  /* A well is known to the index by its diagonal, so its rectangle may be seen where that is not.
   */
  for (guint i = 0; i < self->openings.ids->len; i++)
    draw_opening (cr, view, dect_segment_index_get (self->openings.index, i),
                  g_array_index (self->openings.styles, guint, i));
  cairo_destroy (cr);
}

static gboolean
dect_wall_layer_is_heavy (DectLayer *layer)
{
  return DECT_WALL_LAYER (layer)->visible->len > HEAVY;
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
set_init (Set *set)
{
  set->index = dect_segment_index_new (NULL, 0);
  set->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  set->styles = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
set_clear (Set *set)
{
  dect_segment_index_free (set->index);
  g_array_unref (set->ids);
  g_array_unref (set->styles);
}

static void
dect_wall_layer_finalize (GObject *object)
{
  DectWallLayer *self = DECT_WALL_LAYER (object);

  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  set_clear (&self->walls);
  set_clear (&self->openings);
  g_array_unref (self->visible);
  G_OBJECT_CLASS (dect_wall_layer_parent_class)->finalize (object);
}

static void
dect_wall_layer_class_init (DectWallLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_wall_layer_finalize;
  DECT_LAYER_CLASS (klass)->update = dect_wall_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_wall_layer_snapshot;
  DECT_LAYER_CLASS (klass)->cached = TRUE;
  DECT_LAYER_CLASS (klass)->is_heavy = dect_wall_layer_is_heavy;
}

static void
dect_wall_layer_init (DectWallLayer *self)
{
  set_init (&self->walls);
  set_init (&self->openings);
  self->visible = g_array_new (FALSE, FALSE, sizeof (guint));
}

DectLayer *
dect_wall_layer_new (void)
{
  return g_object_new (DECT_TYPE_WALL_LAYER, NULL);
}

static Set *
get_set (DectWallLayer *self, DectKind kind)
{
  return kind == DECT_KIND_WALL ? &self->walls : &self->openings;
}

DectSegmentIndex *
dect_wall_layer_get_index (DectWallLayer *self, DectKind kind)
{
  g_return_val_if_fail (DECT_IS_WALL_LAYER (self), NULL);

  return get_set (self, kind)->index;
}

guint32
dect_wall_layer_get_id (DectWallLayer *self, DectKind kind, guint i)
{
  g_return_val_if_fail (DECT_IS_WALL_LAYER (self), 0);
  g_return_val_if_fail (i < get_set (self, kind)->ids->len, 0);

  return g_array_index (get_set (self, kind)->ids, guint32, i);
}

gint
dect_wall_layer_get_place (DectWallLayer *self, DectKind kind, guint32 id)
{
  GArray *ids;

  g_return_val_if_fail (DECT_IS_WALL_LAYER (self), -1);

  ids = get_set (self, kind)->ids;
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, guint32, i) == id)
      return (gint) i;
  return -1;
}

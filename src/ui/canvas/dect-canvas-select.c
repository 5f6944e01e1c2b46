/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Several things at once: by a rubber band, or all of them. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-survey-marker.h"
#include "canvas/dect-wall-layer.h"
#include "model/dect-wall-edit.h"

/* A set of ids that keeps their order. */
typedef struct
{
  GArray *ids; /* guint32 */
  GHashTable *known;
} Chosen;

static void
choose (Chosen *chosen, guint32 id)
{
  if (id != 0 && g_hash_table_add (chosen->known, GUINT_TO_POINTER (id)))
    g_array_append_val (chosen->ids, id);
}

static Chosen
chosen_init (const GArray *before)
{
  Chosen chosen = { g_array_new (FALSE, FALSE, sizeof (guint32)), g_hash_table_new (NULL, NULL) };

  for (guint i = 0; before != NULL && i < before->len; i++)
    choose (&chosen, g_array_index (before, guint32, i));
  return chosen;
}

static void
chosen_end (Chosen *chosen, DectDocument *document)
{
  dect_document_select (document, (const guint32 *) (gpointer) chosen->ids->data, chosen->ids->len);
  g_array_unref (chosen->ids);
  g_hash_table_unref (chosen->known);
}

/* Widgets of things that have one of their own; a measured place is of several. */
static gboolean
is_thing (GtkWidget *child)
{
  return !DECT_IS_SHAPE_CURSOR (child) && !DECT_IS_SURVEY_MARKER (child)
         && gtk_widget_get_visible (child) && dect_canvas_child_id (child) != 0;
}

/* --- Rubber band ---------------------------------------------------------------------------------
 */

/* A well is a rectangle: it is meant when the band touches it. Everything else is meant when it
 * lies in the band as a whole. */
static gboolean
is_meant (const DectRecord *record, const DectSegment *place, DectPoint low, DectPoint high)
{
  DectPoint first = { fmin (place->a.x, place->b.x), fmin (place->a.y, place->b.y) };
  DectPoint last = { fmax (place->a.x, place->b.x), fmax (place->a.y, place->b.y) };

  if (record->kind == DECT_KIND_OPENING && dect_opening_in_slab (DECT_OPENING (record)->kind))
    return first.x <= high.x && last.x >= low.x && first.y <= high.y && last.y >= low.y;
  return first.x >= low.x && last.x <= high.x && first.y >= low.y && last.y <= high.y;
}

static void
choose_meant (DectCanvas *self, Chosen *chosen, guint32 id, DectPoint low, DectPoint high)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);
  DectSegment place;

  if (dect_canvas_find_place (self, record, &place) && is_meant (record, &place, low, high))
    choose (chosen, id);
}

/* The index has the diagonals of wells, which a band inside them may miss: all openings are asked.
 */
static void
choose_shapes (DectCanvas *self, Chosen *chosen, DectPoint low, DectPoint high)
{
  DectWallLayer *layer = DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_openings
      = dect_segment_index_count (dect_wall_layer_get_index (layer, DECT_KIND_OPENING));

  if (!dect_layer_get_visible (DECT_LAYER (layer)))
    return;
  dect_segment_index_query (dect_wall_layer_get_index (layer, DECT_KIND_WALL), low, high, walls);
  for (guint i = 0; i < walls->len; i++)
    choose_meant (self, chosen,
                  dect_wall_layer_get_id (layer, DECT_KIND_WALL, g_array_index (walls, guint, i)),
                  low, high);
  for (guint i = 0; i < n_openings; i++)
    choose_meant (self, chosen, dect_wall_layer_get_id (layer, DECT_KIND_OPENING, i), low, high);
}

/* What the band means, and what was selected before when Shift was held. */
void
dect_canvas_update_band (DectCanvas *self)
{
  DectPoint a = dect_view_transform_to_plan (&self->view, self->drag_start);
  DectPoint b = dect_view_transform_to_plan (&self->view, self->drag_now);
  DectPoint low = { fmin (a.x, b.x), fmin (a.y, b.y) };
  DectPoint high = { fmax (a.x, b.x), fmax (a.y, b.y) };
  Chosen chosen = chosen_init (self->band_base);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_thing (child))
      choose_meant (self, &chosen, dect_canvas_child_id (child), low, high);
  choose_shapes (self, &chosen, low, high);
  chosen_end (&chosen, self->document);
}

/* --- All -----------------------------------------------------------------------------------------
 */

/* What of the floor is shown and can be selected: base stations, zones, notes, walls, openings. */
void
dect_canvas_select_all (DectCanvas *self)
{
  static const DectKind kinds[] = { DECT_KIND_WALL, DECT_KIND_OPENING };
  DectWallLayer *layer = DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
  gboolean walls = dect_layer_get_visible (DECT_LAYER (layer));
  Chosen chosen = chosen_init (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_thing (child))
      choose (&chosen, dect_canvas_child_id (child));
  for (guint k = 0; k < G_N_ELEMENTS (kinds) && walls; k++)
    for (guint i = 0; i < dect_segment_index_count (dect_wall_layer_get_index (layer, kinds[k]));
         i++)
      choose (&chosen, dect_wall_layer_get_id (layer, kinds[k], i));
  chosen_end (&chosen, self->document);
}

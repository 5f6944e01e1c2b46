/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

void
dect_canvas_collect_trouble (DectCanvas *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  const DectChainCut *cuts = NULL;
  guint n_cuts = 0;

  g_hash_table_remove_all (self->trouble);
  g_hash_table_remove_all (self->cuts);
  if (analysis != NULL)
    cuts = dect_chain_get_cuts (analysis->chain, &n_cuts);
  for (guint i = 0; i < n_cuts; i++)
    g_hash_table_add (self->cuts, GUINT_TO_POINTER (cuts[i].rfp + 1));
  for (guint i = 0; analysis != NULL && i < analysis->findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint level = dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? 2 : 1;
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      for (guint j = 0; j < n_objects && !dect_finding_is_accepted (finding); j++)
        if (GPOINTER_TO_UINT (g_hash_table_lookup (self->trouble, GUINT_TO_POINTER (objects[j])))
            < level)
          g_hash_table_insert (self->trouble, GUINT_TO_POINTER (objects[j]),
                               GUINT_TO_POINTER (level));
    }
}

static void
update_marker (DectCanvas *self, guint32 id, DectRfpMarker *marker)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  DectPreview *preview = dect_document_get_preview (self->document);
  gint index = analysis != NULL ? dect_snapshot_index (analysis->snapshot, id) : -1;
  DectMarkerState state = { 0 };

  if (index >= 0)
    {
      const DectChainNode *node = dect_chain_get_node (analysis->chain, index);

      state.lost = node->component >= 0 && node->level < 0;
      state.cut = g_hash_table_contains (self->cuts, GINT_TO_POINTER (index + 1));
    }
  if (preview != NULL)
    {
      state.failed = dect_preview_is_failed (preview, id);
      state.lost_then = dect_preview_is_lost (preview, id);
    }
  dect_marker_set_selected (DECT_MARKER (marker), dect_document_is_selected (self->document, id));
  state.trouble = GPOINTER_TO_UINT (g_hash_table_lookup (self->trouble, GUINT_TO_POINTER (id)));
  state.label = self->labelled;
  dect_rfp_marker_set_state (marker, &state);
  /* No words over what is being drawn. */
  gtk_widget_set_has_tooltip (GTK_WIDGET (marker), dect_tool_class (self->tool) == NULL);
}

void
dect_canvas_update_markers (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer id, marker;

  if (self->document == NULL)
    return;
  self->labelled = self->labels && self->view.scale >= DECT_CANVAS_LABEL_SCALE;
  g_hash_table_iter_init (&iter, self->markers);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    update_marker (self, GPOINTER_TO_UINT (id), marker);
}

/* The zoom changed: that is seen on them only where their names come or go. */
void
dect_canvas_update_labels (DectCanvas *self)
{
  if (self->labelled != (self->labels && self->view.scale >= DECT_CANVAS_LABEL_SCALE))
    dect_canvas_update_markers (self);
}

static gboolean
belongs_here (DectCanvas *self, const DectRecord *record)
{
  const DectRfp *rfp = DECT_RFP (record);

  return dect_rfp_is_placed (rfp) && rfp->floor == self->floor;
}

void
dect_canvas_drop_markers (DectCanvas *self,
                          GHashTable *markers,
                          gboolean (*belongs) (DectCanvas *self, const DectRecord *record))
{
  DectSite *site = self->document != NULL ? dect_document_get_site (self->document) : NULL;
  GHashTableIter iter;
  gpointer id, marker;

  g_hash_table_iter_init (&iter, markers);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    {
      DectItem *item = dect_marker_get_item (marker);

      if (site != NULL && dect_site_find (site, GPOINTER_TO_UINT (id)) == item
          && belongs (self, dect_item_get_record (item)))
        continue;
      /* The focus stays on the canvas, or the window's first widget would get it. */
      if (gtk_widget_has_focus (marker))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      gtk_widget_unparent (marker);
      g_hash_table_iter_remove (&iter);
    }
}

void
dect_canvas_sync_markers (DectCanvas *self)
{
  GtkWidget *previous = NULL;
  GListModel *rfps;

  dect_canvas_drop_markers (self, self->markers, belongs_here);
  if (self->document == NULL)
    return;
  rfps = dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP);
  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      gpointer id = GUINT_TO_POINTER (dect_item_get_id (item));
      GtkWidget *marker = g_hash_table_lookup (self->markers, id);

      if (marker == NULL && belongs_here (self, dect_item_get_record (item)))
        {
          marker = dect_rfp_marker_new (self->document, item);
          g_hash_table_insert (self->markers, id, marker);
          gtk_widget_insert_after (marker, GTK_WIDGET (self), previous);
        }
      if (marker != NULL)
        previous = marker;
    }
  dect_canvas_update_markers (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

DectRfpMarker *
dect_canvas_marker_at (DectCanvas *self, DectPoint point, double reach_px)
{
  DectRfpMarker *found = NULL;
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->markers);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      const DectRfp *rfp
          = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));
      DectPoint at = dect_view_transform_to_widget (&self->view, (DectPoint){ rfp->x_m, rfp->y_m });
      double distance = hypot (at.x - point.x, at.y - point.y);

      if (distance <= reach_px)
        {
          reach_px = distance;
          found = marker;
        }
    }
  return found;
}

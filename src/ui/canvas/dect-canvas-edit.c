/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-dialogs.h"
#include "model/dect-change.h"

/* --- Removing ------------------------------------------------------------------------------------
 */

void
dect_canvas_delete (DectCanvas *self)
{
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = NULL;

  dect_canvas_collect_items (self, FALSE);
  if (self->drag_items->len == 0)
    return;
  label = dect_canvas_items_label (
      self, _("Remove %s"),
      ngettext ("Remove %u base station", "Remove %u base stations", self->drag_items->len),
      ngettext ("Remove %u thing", "Remove %u things", self->drag_items->len));
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < self->drag_items->len; i++)
    dect_history_remove (history, g_array_index (self->drag_items, DragItem, i).id);
  dect_history_commit (history);
  dect_toast_undo (GTK_WIDGET (self), "%s", label);
}

void
dect_canvas_unplace (DectCanvas *self)
{
  DectSite *site = dect_document_get_site (self->document);
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = NULL;

  dect_canvas_collect_items (self, TRUE);
  if (self->drag_items->len == 0)
    return;
  label = dect_canvas_items_label (self, _("Take %s off the plan"),
                                   ngettext ("Take %u base station off the plan",
                                             "Take %u base stations off the plan",
                                             self->drag_items->len),
                                   "");
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < self->drag_items->len; i++)
    {
      guint32 id = g_array_index (self->drag_items, DragItem, i).id;
      DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_site_find_record (site, id)));

      rfp->floor = 0;
      rfp->x_m = rfp->y_m = NAN;
      dect_history_put (history, DECT_RECORD (rfp));
    }
  dect_history_commit (history);
}

/* --- Placing -------------------------------------------------------------------------------------
 */

guint32
dect_canvas_place (DectCanvas *self, guint32 id, DectPoint point)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  const DectRecord *record;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  DectRfp *rfp;

  g_return_val_if_fail (DECT_IS_CANVAS (self), 0);
  g_return_val_if_fail (self->document != NULL, 0);

  if (self->floor == 0)
    return 0;
  record = dect_site_find_record (dect_document_get_site (self->document), id);
  snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  rfp = record != NULL ? dect_rfp_copy (DECT_RFP (record)) : dect_rfp_propose (snapshot, NULL, 0);
  rfp->floor = self->floor;
  rfp->x_m = point.x;
  rfp->y_m = point.y;
  title = dect_record_title (DECT_RECORD (rfp));
  label = g_strdup_printf (_("Place %s"), title);
  id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (rfp), label,
                             NULL);
  dect_document_select_one (self->document, id);
  return id;
}

static guint32
next_unplaced (DectCanvas *self)
{
  GListModel *rfps = dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP);

  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);

      if (!dect_rfp_is_placed (DECT_RFP (dect_item_get_record (item))))
        return dect_item_get_id (item);
    }
  return 0;
}

/* What the base station tool does at a click. Who places those of an imported list goes on with the
 * next of it. */
void
dect_canvas_place_next (DectCanvas *self, DectPoint point)
{
  gboolean from_list = self->placing != 0;
  guint32 id = dect_canvas_place (self, self->placing, point);
  GtkWidget *marker = g_hash_table_lookup (self->markers, GUINT_TO_POINTER (id));

  self->placing = from_list ? next_unplaced (self) : 0;
  if (marker != NULL)
    gtk_widget_grab_focus (marker);
  if (from_list && self->placing == 0)
    dect_canvas_set_tool (self, DECT_TOOL_SELECT);
}

/* --- Scale ---------------------------------------------------------------------------------------
 */

void
dect_canvas_set_scale (DectCanvas *self, DectPoint a, DectPoint b, double length_m)
{
  DectHistory *history;
  const DectFloor *floor;
  guint32 id;
  double scale;

  g_return_if_fail (DECT_IS_CANVAS (self));
  g_return_if_fail (self->document != NULL && length_m > 0);

  history = dect_document_get_history (self->document);
  floor = dect_canvas_get_floor (self);
  if (floor == NULL || floor->plan == NULL)
    return;
  id = floor->head.id;
  scale = dect_floor_scale_for (floor, a, b, length_m);
  dect_history_begin (history, _("Set the scale of the plan"), NULL);
  dect_history_set_floor_scale (history, id, scale);
  dect_history_commit (history);
  dect_canvas_fit (self);
}

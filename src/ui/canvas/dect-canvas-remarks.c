/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Notes on the plan ("remarks" in the model). */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-remark-marker.h"
#include "dect-dialogs.h"

/* More than this is no note on a plan: what a spreadsheet pasted by mistake holds. Characters. */
#define MAX_CHARS 2000
/* Where a new note stands is no more exact than this, metres. */
#define STEP_M 0.01

static const DectRemark *
get_remark (gpointer marker)
{
  return DECT_REMARK (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));
}

static DectPoint
get_place (DectCanvas *self, gpointer marker)
{
  const DectRemark *remark = get_remark (marker);
  DectPoint at
      = dect_view_transform_to_widget (&self->view, (DectPoint){ remark->x_m, remark->y_m });

  return (DectPoint){ round (at.x), round (at.y) };
}

static gboolean
belongs_here (DectCanvas *self, const DectRecord *record)
{
  DectSegment place;

  return dect_canvas_find_place (self, record, &place);
}

/* --- Markers -------------------------------------------------------------------------------------
 */

void
dect_canvas_update_remarks (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer id, marker;

  g_hash_table_iter_init (&iter, self->remarks);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    {
      gtk_widget_set_visible (marker, self->show_remarks);
      dect_marker_set_selected (marker,
                                dect_document_is_selected (self->document, GPOINTER_TO_UINT (id)));
    }
}

void
dect_canvas_sync_remarks (DectCanvas *self)
{
  GListModel *remarks;

  dect_canvas_drop_markers (self, self->remarks, belongs_here);
  if (self->document == NULL)
    return;
  remarks = dect_site_list (dect_document_get_site (self->document), DECT_KIND_REMARK);
  for (guint i = 0; i < g_list_model_get_n_items (remarks); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (remarks, i);
      gpointer id = GUINT_TO_POINTER (dect_item_get_id (item));
      GtkWidget *marker;

      if (!belongs_here (self, dect_item_get_record (item))
          || g_hash_table_contains (self->remarks, id))
        continue;
      marker = dect_remark_marker_new (self->document, item);
      g_hash_table_insert (self->remarks, id, marker);
      gtk_widget_set_parent (marker, GTK_WIDGET (self));
    }
  dect_canvas_update_remarks (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
dect_canvas_allocate_remarks (DectCanvas *self)
{
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->remarks);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      DectPoint at = get_place (self, marker);
      graphene_rect_t frame;
      graphene_point_t corner;

      dect_remark_marker_get_frame (marker, &frame);
      corner = GRAPHENE_POINT_INIT ((float) at.x + frame.origin.x, (float) at.y + frame.origin.y);
      gtk_widget_allocate (marker, (int) ceilf (frame.size.width), (int) ceilf (frame.size.height),
                           -1, gsk_transform_translate (NULL, &corner));
    }
}

/* In the order of the site, over links and below base stations; only those that can be seen. */
void
dect_canvas_snapshot_remarks (DectCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *clip)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t frame;
      DectPoint at;

      if (!DECT_IS_REMARK_MARKER (child) || !gtk_widget_get_visible (child))
        continue;
      at = get_place (self, child);
      dect_remark_marker_get_frame (DECT_REMARK_MARKER (child), &frame);
      graphene_rect_offset (&frame, (float) at.x, (float) at.y);
      if (graphene_rect_intersection (&frame, clip, NULL))
        gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
    }
}

/* The uppermost of those that are drawn there. */
guint32
dect_canvas_remark_at (DectCanvas *self, DectPoint point)
{
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      DectPoint at;

      if (!DECT_IS_REMARK_MARKER (child) || !gtk_widget_get_visible (child))
        continue;
      at = get_place (self, child);
      if (dect_remark_marker_is_at (DECT_REMARK_MARKER (child), point.x - at.x, point.y - at.y))
        return dect_canvas_child_id (child);
    }
  return 0;
}

/* --- Changing ------------------------------------------------------------------------------------
 */

/* What a note may hold: no other control characters than the ends of lines; no blanks around. */
static char *
clean (DectCanvas *self, const char *text)
{
  GString *clean = g_string_new (NULL);
  const char *p = text;

  for (guint i = 0; i < MAX_CHARS && *p != '\0'; i++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }
  if (*p != '\0')
    dect_toast (GTK_WIDGET (self), _("The note was cut after %d characters"), MAX_CHARS);
  return g_strstrip (g_string_free (clean, FALSE));
}

static guint32
change_remark (DectCanvas *self, const DectRemark *present, const char *text)
{
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *title = dect_record_title (DECT_RECORD (present));
  g_autofree char *label
      = g_strdup_printf (*text == '\0' ? _("Remove %s") : _("Change %s"), title);
  guint32 id = present->head.id;
  DectRemark *remark;

  if (g_strcmp0 (present->text, text) == 0)
    return id;
  if (*text == '\0')
    {
      dect_history_begin (history, label, NULL);
      dect_history_remove (history, id);
      dect_history_commit (history);
      return 0;
    }
  remark = dect_remark_copy (present);
  dect_set_str (&remark->text, text);
  return dect_history_put_one (history, DECT_RECORD (remark), label, NULL);
}

guint32
dect_canvas_put_remark (DectCanvas *self, guint32 id, DectPoint at, const char *text)
{
  const DectRecord *present;
  g_autofree char *words = NULL;

  g_return_val_if_fail (DECT_IS_CANVAS (self), 0);
  g_return_val_if_fail (self->document != NULL && text != NULL, 0);

  words = clean (self, text);
  present = dect_site_find_record (dect_document_get_site (self->document), id);
  if (present != NULL && present->kind == DECT_KIND_REMARK)
    id = change_remark (self, DECT_REMARK (present), words);
  else if (*words == '\0' || self->floor == 0)
    return 0;
  else
    {
      DectRemark *remark = dect_remark_new ();

      remark->floor = self->floor;
      remark->x_m = round (at.x / STEP_M) * STEP_M;
      remark->y_m = round (at.y / STEP_M) * STEP_M;
      dect_set_str (&remark->text, words);
      id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (remark),
                                 _("Add a note"), NULL);
      g_object_set (self, "notes", TRUE, NULL);
    }
  if (id != 0)
    {
      dect_document_select_one (self->document, id);
      dect_canvas_focus_thing (self, id);
    }
  return id;
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-plan-page.h"
#include "model/dect-clip.h"

/* A copy beside its original is moved by this, metres. */
#define BESIDE_M 1.0

static DectSnapshot *
make_clip (DectCanvas *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  return dect_clip_new (snapshot, ids, n_ids);
}

static void
paste_clip (DectCanvas *self, DectSnapshot *clip, double beside_m, const char *format)
{
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = g_strdup_printf (format, dect_clip_count (clip));
  g_autoptr (GArray) ids = NULL;

  dect_history_begin (history, label, NULL);
  ids = dect_clip_paste (clip, dect_document_get_site (self->document), self->floor, beside_m,
                         beside_m);
  dect_history_commit (history);
  dect_document_select (self->document, (const guint32 *) (gpointer) ids->data, ids->len);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The clipboard holds the value itself: every window of the program can take it. */
void
dect_canvas_copy (DectCanvas *self)
{
  g_autoptr (DectSnapshot) clip = make_clip (self);

  if (clip == NULL)
    return;
  gdk_clipboard_set (gtk_widget_get_clipboard (GTK_WIDGET (self)), DECT_TYPE_SNAPSHOT, clip);
  self->n_pasted = 0;
  dect_toast (GTK_WIDGET (self),
              ngettext ("%u thing copied", "%u things copied", dect_clip_count (clip)),
              dect_clip_count (clip));
}

void
dect_canvas_cut (DectCanvas *self)
{
  dect_canvas_copy (self);
  dect_canvas_delete (self);
}

static void
say_nothing_to_paste (DectCanvas *self)
{
  dect_toast (GTK_WIDGET (self), "%s", _("There is nothing of a plan to paste"));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectCanvas) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  DectSnapshot *clip = value != NULL ? g_value_get_boxed (value) : NULL;
  double beside_m = 0;

  if (self->document == NULL || self->floor == 0)
    return;
  if (clip == NULL)
    {
      say_nothing_to_paste (self);
      return;
    }
  /* On another floor it goes where it was: storeys are often alike. */
  if (dect_clip_is_from (clip, dect_site_get_info (dect_document_get_site (self->document))->uuid,
                         self->floor))
    beside_m = BESIDE_M * ++self->n_pasted;
  paste_clip (self, clip, beside_m,
              ngettext ("Paste %u thing", "Paste %u things", dect_clip_count (clip)));
}

/* A picture that was copied elsewhere is the plan of this floor. What is neither is not asked for:
 * GTK 4.8 loses a request for what nobody offers. */
void
dect_canvas_paste (DectCanvas *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), DECT_TYPE_PLAN_PAGE);

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), DECT_TYPE_SNAPSHOT))
    gdk_clipboard_read_value_async (clipboard, DECT_TYPE_SNAPSHOT, G_PRIORITY_DEFAULT, NULL,
                                    pasted_cb, g_object_ref (self));
  else if (page != NULL && dect_plan_page_can_paste_image (DECT_PLAN_PAGE (page)))
    gtk_widget_activate_action (GTK_WIDGET (self), "plan.paste-image", NULL);
  else if (self->document != NULL && self->floor != 0)
    say_nothing_to_paste (self);
}

void
dect_canvas_duplicate (DectCanvas *self)
{
  g_autoptr (DectSnapshot) clip = make_clip (self);

  if (clip != NULL)
    paste_clip (self, clip, BESIDE_M,
                ngettext ("Duplicate %u thing", "Duplicate %u things", dect_clip_count (clip)));
}

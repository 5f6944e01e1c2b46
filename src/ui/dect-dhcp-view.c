/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-dhcp-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-file-chooser.h"
#include "dect-job.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "dhcp/dect-dhcp-writer.h"
#include "store/dect-save.h"

struct _DectDhcpView
{
  AdwBin parent_instance;
  AdwComboRow *formats;
  DectNote *note;

  DectDocument *document;
  DectJob *job;
};

G_DEFINE_FINAL_TYPE (DectDhcpView, dect_dhcp_view, ADW_TYPE_BIN)

/* --- In the thread: all files are made before the first is written -------------------------------- */

typedef struct
{
  DectSnapshot *snapshot;
  const char *format;
  char *folder;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  dect_snapshot_unref (order->snapshot);
  g_free (order->folder);
  g_free (order);
}

typedef struct
{
  guint n_files;
  char *folder; /* as it is shown */
  GPtrArray *notes;
} Written;

static void
written_free (gpointer data)
{
  Written *written = data;

  g_free (written->folder);
  g_ptr_array_unref (written->notes);
  g_free (written);
}

static gpointer
write_func (gpointer data,
            DectProgressFunc progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  Order *order = data;
  g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (order->snapshot, error);
  g_autoptr (GPtrArray) files = plan != NULL ? dect_dhcp_write (plan, order->format, error) : NULL;
  Written *written;

  if (files == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    {
      const DectDhcpFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (order->folder, file->name, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !dect_save_bytes (path, file->bytes, DECT_SAVE_SHARED, error))
        return NULL;
    }
  written = g_new (Written, 1);
  written->n_files = files->len;
  written->folder = g_filename_display_name (order->folder);
  written->notes = g_ptr_array_ref (plan->remarks);
  return written;
}

/* --- In the window --------------------------------------------------------------------------------- */

static void
update_action (DectDhcpView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dhcp.write",
                                 self->document != NULL && !dect_job_is_running (self->job));
}

/* @written: (transfer full) */
static void
show_written (DectDhcpView *self, Written *written)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
      text, ngettext ("%u file is written to %s.", "%u files are written to %s.", written->n_files),
      written->n_files, written->folder);
  for (guint i = 0; i < written->notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (written->notes, i));
  dect_note_set (self->note, written->notes->len > 0 ? DECT_NOTE_WARNING : DECT_NOTE_GOOD,
                 text->str);
  written_free (written);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectDhcpView) self = user_data;
  g_autoptr (GError) error = NULL;
  Written *written = dect_job_finish (DECT_JOB (source), result, &error);

  if (written != NULL)
    show_written (self, written);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

void
dect_dhcp_view_write (DectDhcpView *self, const char *folder)
{
  Order *order;

  g_return_if_fail (DECT_IS_DHCP_VIEW (self) && folder != NULL);

  if (self->document == NULL || dect_job_is_running (self->job))
    return;
  order = g_new (Order, 1);
  order->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  order->format = dect_dhcp_formats (NULL)[adw_combo_row_get_selected (self->formats)].id;
  order->folder = g_strdup (folder);
  dect_job_start (self->job, write_func, order, order_free, written_free, written_cb,
                  g_object_ref (self));
}

gboolean
dect_dhcp_view_is_writing (DectDhcpView *self)
{
  g_return_val_if_fail (DECT_IS_DHCP_VIEW (self), FALSE);

  return dect_job_is_running (self->job);
}

static void
folder_chosen_cb (GFile *folder, gpointer user_data)
{
  DectDhcpView *self = user_data;
  g_autofree char *path = g_file_get_path (folder);

  if (path == NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, _("Choose a folder of this computer."));
  else
    dect_dhcp_view_write (self, path);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_folder (GTK_WINDOW (gtk_widget_get_root (widget)),
                            _("Folder for the DHCP files"), folder_chosen_cb, G_OBJECT (widget));
}

static void
dect_dhcp_view_dispose (GObject *object)
{
  DectDhcpView *self = DECT_DHCP_VIEW (object);

  dect_job_cancel (self->job);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_DHCP_VIEW);
  G_OBJECT_CLASS (dect_dhcp_view_parent_class)->dispose (object);
}

static void
dect_dhcp_view_finalize (GObject *object)
{
  g_object_unref (DECT_DHCP_VIEW (object)->job);
  G_OBJECT_CLASS (dect_dhcp_view_parent_class)->finalize (object);
}

static void
dect_dhcp_view_class_init (DectDhcpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_dhcp_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_dhcp_view_finalize;
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-dhcp-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectDhcpView, formats);
  gtk_widget_class_bind_template_child (widget_class, DectDhcpView, note);
  gtk_widget_class_install_action (widget_class, "dhcp.write", NULL, write_action);
}

static void
dect_dhcp_view_init (DectDhcpView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n_formats;
  const DectDhcpFormat *formats = dect_dhcp_formats (&n_formats);

  self->job = dect_job_new ();
  g_signal_connect_object (self->job, "notify::running", G_CALLBACK (update_action), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_formats; i++)
    {
      g_autofree char *title
          = formats[i].verified
                ? g_strdup (_(formats[i].title))
                : g_strdup_printf (_("%s (not tried on a device)"), _(formats[i].title));

      gtk_string_list_append (titles, title);
    }
  adw_combo_row_set_model (self->formats, G_LIST_MODEL (titles));
  dect_accessible_name_lists (GTK_WIDGET (self), _("A DHCP server of your own"));
  update_action (self);
}

void
dect_dhcp_view_set_document (DectDhcpView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_DHCP_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  update_action (self);
}

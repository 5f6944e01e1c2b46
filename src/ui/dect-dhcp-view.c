/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-dhcp-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-file-chooser.h"
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
  GCancellable *cancellable;
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (DectDhcpView, dect_dhcp_view, ADW_TYPE_BIN)

/* --- In the thread: all files are made before the first is written -------------------------------- */

typedef struct
{
  DectSnapshot *snapshot;
  const char *format;
  char *folder;
  guint n_files;
  GPtrArray *notes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  dect_snapshot_unref (job->snapshot);
  g_free (job->folder);
  g_clear_pointer (&job->notes, g_ptr_array_unref);
  g_free (job);
}

static gboolean
run_job (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (job->snapshot, error);
  g_autoptr (GPtrArray) files = plan != NULL ? dect_dhcp_write (plan, job->format, error) : NULL;

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const DectDhcpFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (job->folder, file->name, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !dect_save_bytes (path, file->bytes, DECT_SAVE_SHARED, error))
        return FALSE;
    }
  job->n_files = files->len;
  job->notes = g_ptr_array_ref (plan->remarks);
  return TRUE;
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_job (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- In the window --------------------------------------------------------------------------------- */

static void
set_writing (DectDhcpView *self, gboolean writing)
{
  self->writing = writing;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dhcp.write",
                                 self->document != NULL && !writing);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectDhcpView *self = DECT_DHCP_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folder = NULL;

  set_writing (self, FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  folder = g_filename_display_name (job->folder);
  g_string_append_printf (
      text, ngettext ("%u file is written to %s.", "%u files are written to %s.", job->n_files),
      job->n_files, folder);
  for (guint i = 0; i < job->notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (job->notes, i));
  dect_note_set (self->note, job->notes->len > 0 ? DECT_NOTE_WARNING : DECT_NOTE_GOOD, text->str);
}

void
dect_dhcp_view_write (DectDhcpView *self, const char *folder)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (DECT_IS_DHCP_VIEW (self) && folder != NULL);

  if (self->document == NULL || self->writing)
    return;
  job = g_new0 (Job, 1);
  job->snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  job->format = dect_dhcp_formats (NULL)[adw_combo_row_get_selected (self->formats)].id;
  job->folder = g_strdup (folder);
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, dect_dhcp_view_write);
  g_task_set_task_data (task, job, job_free);
  set_writing (self, TRUE);
  g_task_run_in_thread (task, job_thread);
}

gboolean
dect_dhcp_view_is_writing (DectDhcpView *self)
{
  g_return_val_if_fail (DECT_IS_DHCP_VIEW (self), FALSE);

  return self->writing;
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

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_DHCP_VIEW);
  G_OBJECT_CLASS (dect_dhcp_view_parent_class)->dispose (object);
}

static void
dect_dhcp_view_class_init (DectDhcpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_dhcp_view_dispose;
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

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
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
  set_writing (self, FALSE);
}

void
dect_dhcp_view_set_document (DectDhcpView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_DHCP_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
  set_writing (self, self->writing);
}

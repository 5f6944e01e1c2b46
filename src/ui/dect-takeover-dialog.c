/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-takeover-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-backup-job.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-line-list.h"
#include "dect-note.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-takeover.h"

struct _DectTakeoverDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  GtkLabel *summary;
  GtkSpinner *spinner;
  DectNote *note;
  GtkWidget *changes_frame;
  GtkListView *changes;

  DectDocument *document;
  DectJob *job;
  DectOmmSystem *system;
};

G_DEFINE_FINAL_TYPE (DectTakeoverDialog, dect_takeover_dialog, ADW_TYPE_WINDOW)

/* --- What it says ---------------------------------------------------------------------------------- */

/* "SIP-DECT 8.1, Clinic: 30 base stations, 90 handsets"; a backup that has no handsets says nothing
 * about them. */
static char *
dup_summary (const DectOmmSystem *system)
{
  guint n_rfps = system->rfps->len, n_handsets = system->handsets->len;
  g_autoptr (GString) text = g_string_new (system->version != NULL ? system->version : _("OMM"));

  if (system->name != NULL)
    g_string_append_printf (text, ", %s", system->name);
  g_string_append (text, ": ");
  g_string_append_printf (text, ngettext ("%u base station", "%u base stations", n_rfps), n_rfps);
  if (n_handsets > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u handset", "%u handsets", n_handsets), n_handsets);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_note (DectTakeoverDialog *self, guint n_problems, guint n_changes)
{
  g_autofree char *text = g_strdup_printf (
      ngettext (
          "%u place in the backup could not be read; what stands first in the list stays out.",
          "%u places in the backup could not be read; what stands first in the list stays out.",
          n_problems),
      n_problems);

  if (n_problems > 0)
    dect_note_set (self->note, DECT_NOTE_WARNING, text);
  else if (n_changes == 0)
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The plan has all of it already: there is nothing to take over."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO,
                   _("Nothing is removed from the plan. Base stations get their floor, not their "
                      "place on it. Passwords are not read."));
}

static void
show_system (DectTakeoverDialog *self, GPtrArray *problems)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  g_autoptr (GPtrArray) changes = dect_omm_system_preview (self->system, snapshot);
  g_autofree char *summary = dup_summary (self->system);
  guint n;

  dect_line_list_add_problems (lines, problems);
  dect_line_list_add_changes (lines, changes);
  n = g_list_model_get_n_items (G_LIST_MODEL (lines));
  gtk_label_set_text (self->summary, summary);
  show_note (self, problems != NULL ? problems->len : 0, changes->len);
  gtk_widget_set_visible (self->changes_frame, n > 0);
  dect_line_list_set (self->changes, lines);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "takeover.take", changes->len > 0);
}

/* --- Reading --------------------------------------------------------------------------------------- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectTakeoverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmBackup) backup = dect_job_finish (DECT_JOB (source), result, &error);

  if (self->document == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  if (backup == NULL)
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  self->system = g_steal_pointer (&backup->system);
  show_system (self, backup->problems);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectTakeoverDialog *self = DECT_TAKEOVER_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  DectOmmMerge merge;

  if (dect_omm_system_take_over (self->system, dect_document_get_site (self->document), &merge)
      && ADW_IS_APPLICATION_WINDOW (parent))
    dect_toast_undo (adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent)),
                     _("Imported: %u added, %u changed"), merge.added, merge.updated);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Widget ---------------------------------------------------------------------------------------- */

static void
dect_takeover_dialog_dispose (GObject *object)
{
  DectTakeoverDialog *self = DECT_TAKEOVER_DIALOG (object);

  if (self->job != NULL)
    dect_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->system, dect_omm_system_free);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_TAKEOVER_DIALOG);
  G_OBJECT_CLASS (dect_takeover_dialog_parent_class)->dispose (object);
}

static void
dect_takeover_dialog_class_init (DectTakeoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_takeover_dialog_dispose;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-takeover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, changes_frame);
  gtk_widget_class_bind_template_child (widget_class, DectTakeoverDialog, changes);
  gtk_widget_class_install_action (widget_class, "takeover.take", NULL, take_action);
}

static void
dect_takeover_dialog_init (DectTakeoverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_list (GTK_WIDGET (self->changes), _("Changes in the plan"));
  dect_line_list_setup (self->changes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "takeover.take", FALSE);
}

static DectTakeoverDialog *
dialog_new (GtkWindow *parent, DectDocument *document, const char *name)
{
  DectTakeoverDialog *self
      = g_object_new (DECT_TYPE_TAKEOVER_DIALOG, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  dect_dialog_title_set_subtitle (self->title, name);
  return self;
}

DectTakeoverDialog *
dect_takeover_dialog_open (GtkWindow *parent, DectDocument *document, GFile *file)
{
  DectTakeoverDialog *self;
  g_autofree char *base = NULL, *name = NULL;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  self = dialog_new (parent, document, name);
  self->job = dect_job_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  dect_backup_job_start (self->job, file, read_cb, g_object_ref (self));
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

DectTakeoverDialog *
dect_takeover_dialog_open_system (GtkWindow *parent,
                                  DectDocument *document,
                                  DectOmmSystem *system,
                                  const char *name)
{
  DectTakeoverDialog *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (system != NULL, NULL);

  self = dialog_new (parent, document, name);
  self->system = system;
  show_system (self, NULL);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

gboolean
dect_takeover_dialog_is_busy (DectTakeoverDialog *self)
{
  g_return_val_if_fail (DECT_IS_TAKEOVER_DIALOG (self), FALSE);

  return self->job != NULL && dect_job_is_running (self->job);
}

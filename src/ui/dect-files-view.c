/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-files-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-file-chooser.h"
#include "dect-note.h"
#include "dect-wrap-box.h"

struct _DectFilesView
{
  AdwBin parent_instance;
  AdwActionRow *rfp_row;
  AdwActionRow *handset_row;
  GtkWidget *rfp_imported;
  GtkWidget *handset_imported;
  GtkSwitch *new_only;
  DectNote *note;

  DectPbxSession *session;
  gboolean from_pbx;
};

G_DEFINE_FINAL_TYPE (DectFilesView, dect_files_view, ADW_TYPE_BIN)

static void
show_file (DectFilesView *self, DectKind kind, AdwActionRow *row, GtkWidget *button)
{
  const DectOmmDownload *file = dect_pbx_session_get_file (self->session, kind);
  g_autofree char *path = file->path != NULL ? g_filename_display_name (file->path) : NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    text = g_strdup (_("not fetched in this session"));
  else
    text = g_markup_printf_escaped (ngettext ("%u record, %s", "%u records, %s", file->n_records),
                                    file->n_records, path);
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (button, path != NULL);
  gtk_widget_set_sensitive (button, !file->imported);
  gtk_button_set_label (GTK_BUTTON (button),
                        file->imported ? _("Imported") : _("Mark as imported"));
}

static void
session_changed_cb (DectFilesView *self)
{
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_FILES);
  gboolean fetched = dect_pbx_session_get_file (self->session, DECT_KIND_RFP)->path != NULL;

  show_file (self, DECT_KIND_RFP, self->rfp_row, self->rfp_imported);
  show_file (self, DECT_KIND_HANDSET, self->handset_row, self->handset_imported);
  if (error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  else if (fetched)
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("Both files are saved, readable by you alone. Import them as the later steps "
                      "say, and mark each one "
                      "when the OMM took it."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

static void
folder_chosen_cb (GFile *folder, gpointer user_data)
{
  DectFilesView *self = user_data;
  g_autofree char *path = g_file_get_path (folder);

  if (self->session == NULL || dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING)
    return;
  if (path == NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, _("Choose a folder of this computer."));
  else if (!self->from_pbx)
    dect_pbx_session_write_files (self->session, path, gtk_switch_get_active (self->new_only));
  else if (dect_pbx_session_get_info (self->session) != NULL)
    dect_pbx_session_fetch_files (self->session, path);
}

void
dect_files_view_choose (DectFilesView *self, gboolean from_pbx)
{
  g_return_if_fail (DECT_IS_FILES_VIEW (self));

  self->from_pbx = from_pbx;
  dect_file_chooser_folder (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                            _("Folder for the OMM files"), folder_chosen_cb, G_OBJECT (self));
}

void
dect_files_view_mark_imported (DectFilesView *self, DectKind kind)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DECT_IS_FILES_VIEW (self));

  if (self->session == NULL || dect_pbx_session_get_file (self->session, kind)->bytes == NULL)
    return;
  if (!dect_pbx_session_mark_imported (self->session, kind, &error))
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
}

static void
dect_files_view_dispose (GObject *object)
{
  DectFilesView *self = DECT_FILES_VIEW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_FILES_VIEW);
  G_OBJECT_CLASS (dect_files_view_parent_class)->dispose (object);
}

static void
dect_files_view_class_init (DectFilesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_files_view_dispose;
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-files-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, rfp_row);
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, handset_row);
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, rfp_imported);
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, handset_imported);
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, new_only);
  gtk_widget_class_bind_template_child (widget_class, DectFilesView, note);
}

static void
dect_files_view_init (DectFilesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_lists (GTK_WIDGET (self), _("Get the OMM files"));
}

void
dect_files_view_set_session (DectFilesView *self, DectPbxSession *session)
{
  g_return_if_fail (DECT_IS_FILES_VIEW (self));
  g_return_if_fail (session == NULL || DECT_IS_PBX_SESSION (session));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_switch_set_active (self->new_only,
                         dect_log_last (dect_site_get_log (dect_document_get_site (
                                            dect_pbx_session_get_document (session))),
                                        "imported")
                             != NULL);
  session_changed_cb (self);
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print-dialog-private.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-file-chooser.h"

/* Where the sheets go: into a PDF, or to a printer. */

/* --- PDF -----------------------------------------------------------------------------------------
 */

typedef struct
{
  DectPrintOrder *order;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  dect_print_order_free (saving->order);
  g_free (saving->path);
  g_free (saving);
}

static gpointer
save_func (gpointer data,
           DectProgressFunc progress,
           gpointer progress_data,
           GCancellable *cancellable,
           GError **error)
{
  Saving *saving = data;

  return dect_print_save_pdf (saving->order, saving->path, progress, progress_data, cancellable,
                              error)
             ? g_strdup (saving->path)
             : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dect_job_finish (DECT_JOB (source), result, &error);

  if (self->document == NULL)
    return;
  self->saving = FALSE;
  dect_print_dialog_set_ready (self);
  dect_print_dialog_show_sheets (self);
  if (path == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        dect_dialog_error (GTK_WINDOW (self), _("The PDF could not be saved"), error->message);
      return;
    }
  dect_print_dialog_done (
      self, gtk_switch_get_active (self->codes) && gtk_widget_get_visible (self->codes_row)
                ? _("The PDF holds access codes: only you can read it. Remove it after "
                     "printing.")
                : _("The sheets are saved."));
  dect_print_dialog_save_settings (self);
  gtk_window_close (GTK_WINDOW (self));
}

void
dect_print_dialog_save (DectPrintDialog *self, const char *path)
{
  Saving *saving;

  g_return_if_fail (DECT_IS_PRINT_DIALOG (self) && path != NULL);

  saving = g_new0 (Saving, 1);
  saving->order = dect_print_dialog_make_order (self);
  saving->path = g_strdup (path);
  self->saving = TRUE;
  dect_job_start (self->job, save_func, saving, saving_free, g_free, saved_cb, g_object_ref (self));
  dect_print_dialog_set_ready (self);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  DectPrintDialog *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    dect_dialog_error (GTK_WINDOW (self), _("The PDF could not be saved"),
                       _("Choose a file of this computer for the PDF."));
  else if (self->sheets != NULL)
    dect_print_dialog_save (self, path);
}

void
dect_print_dialog_save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (widget);
  g_autofree char *title = g_strconcat (dect_document_get_title (self->document), ".pdf", NULL);

  g_strdelimit (title, "/\\:*?\"<>|", '-');
  dect_file_chooser_save (GTK_WINDOW (self), _("Save the sheets"), DECT_FILE_PDF, title,
                          file_chosen_cb, G_OBJECT (self));
}

void
dect_print_dialog_stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (widget);

  if (self->printing != NULL)
    dect_print_operation_stop (self->printing);
  else
    dect_job_cancel (self->job);
}

/* --- Printer -------------------------------------------------------------------------------------
 */

/* Laid out, its pages are drawn one after the other. */
static void
print_status_cb (GtkPrintOperation *operation, DectPrintDialog *self)
{
  GtkPrintStatus status = gtk_print_operation_get_status (operation);
  gboolean drawing
      = status == GTK_PRINT_STATUS_PREPARING || status == GTK_PRINT_STATUS_GENERATING_DATA;

  if (self->document == NULL || (!drawing && self->printing == NULL))
    return;
  g_clear_object (&self->printing);
  if (drawing)
    {
      self->printing = g_object_ref (operation);
      gtk_label_set_text (self->status, gtk_print_operation_get_status_string (operation));
    }
  else if (self->sheets != NULL)
    dect_print_dialog_show_sheets (self);
  dect_print_dialog_set_ready (self);
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, DectPrintDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      dect_print_keep_settings (operation);
      dect_print_dialog_advance_labels (self);
      dect_print_dialog_save_settings (self);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      dect_dialog_error (GTK_WINDOW (self), _("Printing failed"),
                         error != NULL ? error->message : "");
    }
}

void
dect_print_dialog_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectPrintDialog *self = DECT_PRINT_DIALOG (widget);
  g_autoptr (GtkPrintOperation) operation
      = dect_print_operation_new (self->sheets, dect_document_get_title (self->document));

  /* What fails is told by "done" too. */
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  g_signal_connect_object (operation, "status-changed", G_CALLBACK (print_status_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self),
                           NULL);
}

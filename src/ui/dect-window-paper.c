/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-file-chooser.h"
#include "dect-print.h"
#include "dect-window-private.h"

/* The results of the site as it stands; a word to the person where they are not there yet. */
static DectAnalysis *
current_analysis (DectWindow *self)
{
  DectAnalysis *analysis
      = self->document != NULL ? dect_document_get_analysis (self->document) : NULL;

  if (analysis == NULL)
    dect_toast (GTK_WIDGET (self->stack),
                _("The site is still being checked: try again in a moment."));
  return analysis;
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, DectWindow *self)
{
  g_autoptr (GError) error = NULL;

  gtk_print_operation_get_error (operation, &error);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR && error != NULL)
    dect_window_say (self, error->message);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  DectAnalysis *analysis = current_analysis (self);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  if (analysis == NULL)
    return;
  operation = dect_print_operation_new (analysis, dect_document_get_title (self->document));
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (self), &error)
          == GTK_PRINT_OPERATION_RESULT_ERROR
      && error != NULL)
    dect_window_say (self, error->message);
}

static void
pdf_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (dect_print_save_pdf_finish (result, &error))
    dect_toast (GTK_WIDGET (self->stack), _("The sheets are saved."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_window_say (self, error->message);
}

static void
pdf_chosen_cb (GFile *file, gpointer user_data)
{
  DectWindow *self = user_data;
  DectAnalysis *analysis = current_analysis (self);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    dect_window_say (self, _("Choose a file of this computer for the PDF."));
  else if (analysis != NULL)
    {
      dect_toast (GTK_WIDGET (self->stack), _("Drawing the sheets"));
      dect_print_save_pdf_async (analysis, path, NULL, pdf_saved_cb, g_object_ref (self));
    }
}

static void
save_sheets_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  g_autofree char *title = g_strconcat (dect_document_get_title (self->document), ".pdf", NULL);

  g_strdelimit (title, "/\\:*?\"<>|", '-');
  dect_file_chooser_save (GTK_WINDOW (self), _("Save the sheets"), DECT_FILE_PDF, title,
                          pdf_chosen_cb, G_OBJECT (self));
}

static void
csv_chosen_cb (GFile *file, gpointer user_data)
{
  DectWindow *self = user_data;

  if (self->document != NULL)
    dect_csv_dialog_open (GTK_WINDOW (self), self->document, file);
}

static void
import_csv_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (widget), _("Import a table"), DECT_FILE_CSV, csv_chosen_cb,
                          G_OBJECT (widget));
}

void
dect_window_install_paper_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.save-sheets", NULL, save_sheets_action);
  gtk_widget_class_install_action (widget_class, "win.import-csv", NULL, import_csv_action);
}

void
dect_window_update_paper_actions (DectWindow *self)
{
  static const char *const names[] = { "win.print", "win.save-sheets", "win.import-csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], self->document != NULL);
}

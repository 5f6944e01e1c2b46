/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-csv-dialog.h"
#include "dect-dialogs.h"
#include "dect-file-chooser.h"
#include "dect-omm-dialog.h"
#include "dect-print-dialog.h"
#include "dect-takeover-dialog.h"
#include "dect-window-private.h"
#include "omm/dect-omm-backup.h"

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
printed_cb (DectPrintDialog *dialog, const char *sentence, DectWindow *self)
{
  dect_toast (GTK_WIDGET (self->stack), "%s", sentence);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  DectPrintDialog *dialog;

  if (current_analysis (self) == NULL)
    return;
  dialog = dect_print_dialog_new (self->document);
  g_signal_connect_object (dialog, "done", G_CALLBACK (printed_cb), self, 0);
  dect_dialog_present (GTK_WINDOW (dialog), GTK_WINDOW (self));
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

/* A backup is no import file, and is taken over all the same. */
static void
omm_chosen_cb (GFile *file, gpointer user_data)
{
  DectWindow *self = user_data;

  if (self->document == NULL)
    return;
  if (dect_omm_backup_recognise_file (file))
    dect_takeover_dialog_open (GTK_WINDOW (self), self->document, file);
  else
    dect_omm_dialog_open (GTK_WINDOW (self), self->document, file);
}

static void
import_omm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (widget), _("Import an OMM file"), DECT_FILE_OMM,
                          omm_chosen_cb, G_OBJECT (widget));
}

static void
backup_chosen_cb (GFile *file, gpointer user_data)
{
  DectWindow *self = user_data;

  if (self->document != NULL)
    dect_takeover_dialog_open (GTK_WINDOW (self), self->document, file);
}

static void
take_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (widget), _("Take over from an OMM backup"), DECT_FILE_ANY,
                          backup_chosen_cb, G_OBJECT (widget));
}

void
dect_window_install_paper_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.import-csv", NULL, import_csv_action);
  gtk_widget_class_install_action (widget_class, "win.import-omm", NULL, import_omm_action);
  gtk_widget_class_install_action (widget_class, "win.take-over", NULL, take_over_action);
}

void
dect_window_update_paper_actions (DectWindow *self)
{
  static const char *const names[]
      = { "win.print", "win.import-csv", "win.import-omm", "win.take-over" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], self->document != NULL);
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-job.h"
#include "dect-print-dialog.h"
#include "dect-print-rows.h"
#include "dect-print.h"
#include "dect-sheet-preview.h"
#include "sheet/dect-label-sheet.h"

G_BEGIN_DECLS

/* For dect-print-dialog*.c alone. */

struct _DectPrintDialog
{
  AdwWindow parent_instance;
  DectDocument *document;
  DectAnalysis *analysis;
  DectJob *job;
  DectSheets *sheets; /* as chosen; NULL while they are laid out */
  GPtrArray *words[DECT_PRINT_N_ROWS];
  AdwComboRow *rows[DECT_PRINT_N_ROWS];
  DectLabelSheet *label_sheets;
  char *logo_path;
  gboolean filling;
  gboolean saving;
  GtkPrintOperation *printing; /* while its pages are drawn */

  AdwLeaflet *leaflet;
  GtkWidget *preview_button;
  GtkWidget *options_button;
  GtkWidget *labels_group;
  GtkWidget *paper_group;
  GtkWidget *plans_group;
  GtkWidget *handsets_group;
  GtkWidget *sender_group;
  GtkWidget *codes_row;
  GtkSpinButton *start;
  GtkSwitch *walls;
  GtkSwitch *codes;
  GtkEditable *installer;
  AdwActionRow *logo_row;
  GtkStack *stack;
  DectSheetPreview *preview;
  AdwStatusPage *trouble;
  GtkProgressBar *bar;
  GtkLabel *status;
  GtkWidget *stop_button;
  GtkWidget *print_button;
  GtkButton *save_button;
  GtkWidget *title_label;
};

/* Returns: (transfer full): what the rows say */
DectPrintOrder *dect_print_dialog_make_order (DectPrintDialog *self);

/* What can be done now. */
void dect_print_dialog_set_ready (DectPrintDialog *self);

/* The pages that were laid out. */
void dect_print_dialog_show_sheets (DectPrintDialog *self);

/* The next labels begin behind these. */
void dect_print_dialog_advance_labels (DectPrintDialog *self);

void dect_print_dialog_save_settings (DectPrintDialog *self);

/* Tells whoever opened it, in @words, that it is done. */
void dect_print_dialog_done (DectPrintDialog *self,
                             const char      *words);

/* --- dect-print-dialog-output.c: the actions print.print, print.save and print.stop */
void dect_print_dialog_print_action (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter);
void dect_print_dialog_save_action  (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter);
void dect_print_dialog_stop_action  (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter);

G_END_DECLS

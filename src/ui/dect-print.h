/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dect-analysis.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * DectPrintOrder:
 * @analysis: the site with its links and chain
 * @options: what to print; its pointers are those below
 * @language: (nullable): language of the pages
 * @label_sheet: (nullable): id of a label sheet
 * @installer: (nullable): who installs
 * @logo: (nullable): bytes of a picture
 * @secrets: (nullable): with access codes; only when they are to be printed
 *
 * What a person wants printed, with all that a thread needs for it. Everything in it is its own.
 */
typedef struct
{
  DectAnalysis    *analysis;
  DectSheetOptions options;
  char            *language;
  char            *label_sheet;
  char            *installer;
  GBytes          *logo;
  DectSecrets     *secrets;
} DectPrintOrder;

/** dect_print_order_new: Returns: (transfer full): everything on A4; set what differs, also in @options where it is no pointer */
DectPrintOrder *dect_print_order_new  (DectAnalysis *analysis);
void            dect_print_order_free (DectPrintOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPrintOrder, dect_print_order_free)

/** dect_print_layout: a #DectJobFunc. @data: #DectPrintOrder. Returns: (transfer full): #DectSheets */
gpointer dect_print_layout (gpointer         data,
                            DectProgressFunc progress,
                            gpointer         progress_data,
                            GCancellable    *cancellable,
                            GError         **error);

/**
 * dect_print_save_pdf:
 * @order: what to print; not touched by anybody else meanwhile
 * @path: where to
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it between pages; the old file stays
 * @error: return location, #DECT_SHEET_ERROR, #DECT_LABEL_ERROR, #GIOError
 *
 * Writes the pages as a PDF, blocking. With access codes only its owner can read the file.
 *
 * Returns: whether the file is there
 */
gboolean dect_print_save_pdf (DectPrintOrder  *order,
                              const char      *path,
                              DectProgressFunc progress,
                              gpointer         progress_data,
                              GCancellable    *cancellable,
                              GError         **error);

/**
 * dect_print_operation_new:
 * @sheets: pages
 * @title: name of the job
 *
 * Prints pages that are laid out: each is drawn by dect_sheets_draw_page(), as in the preview and in the PDF, on paper of the page's
 * own size. Other paper gets them scaled, but labels never: they would miss their places. Settings of the printer are those of the
 * last time.
 *
 * Returns: (transfer full): the operation; run it with gtk_print_operation_run()
 */
GtkPrintOperation *dect_print_operation_new (DectSheets *sheets,
                                             const char *title);

/** dect_print_operation_stop: ends it, and the reading of a plan image that it waits for: what GTK's own dialog of progress cannot */
void dect_print_operation_stop (GtkPrintOperation *operation);

/** dect_print_keep_settings: remembers printer and settings of an operation that was applied, for the next one */
void dect_print_keep_settings (GtkPrintOperation *operation);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dect-analysis.h"

G_BEGIN_DECLS

/**
 * dect_print_operation_new:
 * @analysis: the site with its links and chain
 * @title: name of the job
 *
 * Prints the sheets of the site. They are laid out in a thread, for the paper and orientation the person chose; every page is
 * drawn by dect_sheets_draw_page(), as in the PDF. A paper of another size than A4 and Letter gets the nearer one, scaled.
 *
 * Returns: (transfer full): the operation; run it with gtk_print_operation_run()
 */
GtkPrintOperation *dect_print_operation_new (DectAnalysis *analysis,
                                             const char   *title);

/**
 * dect_print_save_pdf_async:
 * @analysis: the site with its links and chain
 * @path: where to
 * @cancellable: (nullable): stops it between pages; the old file stays
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes all sheets on A4 as a PDF, in a thread.
 */
void dect_print_save_pdf_async (DectAnalysis       *analysis,
                                const char         *path,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/** dect_print_save_pdf_finish: @error: #DECT_SHEET_ERROR or #GIOError. Returns: whether the file is there */
gboolean dect_print_save_pdf_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS

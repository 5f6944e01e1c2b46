/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectPasteDialog:
 *
 * What a block of a spreadsheet would do to the base stations or handsets before it does it: which column goes where (guessed, and to be
 * chosen), which rows change things and which are new, which are refused and why. Reading and planning happen in a thread, with progress;
 * nothing changes before the person says so, and then in one step. Action: paste.apply.
 */
#define DECT_TYPE_PASTE_DIALOG (dect_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectPasteDialog, dect_paste_dialog, DECT, PASTE_DIALOG, AdwWindow)

/**
 * DectPasteRows:
 * @DECT_PASTE_BY_KEY: a row changes what has its MAC or IPEI, name or number; others are new
 * @DECT_PASTE_ONTO: the rows of the table from the selected one on, as they are shown
 * @DECT_PASTE_NEW: every row is new
 *
 * What the rows of the block are.
 */
typedef enum
{
  DECT_PASTE_BY_KEY,
  DECT_PASTE_ONTO,
  DECT_PASTE_NEW,
} DectPasteRows;

/**
 * dect_paste_dialog_open:
 * @parent: (nullable): window
 * @document: the site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @bytes: the text
 * @fields: (element-type DectField): columns of the table as shown
 * @field: (nullable): the one of them where it is pasted
 * @rows: (element-type guint32): rows of the table as shown, from the selected one on; empty when none is
 *
 * Returns: (transfer none): the window, shown
 */
DectPasteDialog *dect_paste_dialog_open (GtkWindow       *parent,
                                         DectDocument    *document,
                                         DectKind         kind,
                                         GBytes          *bytes,
                                         const GPtrArray *fields,
                                         const DectField *field,
                                         const GArray    *rows);

/** dect_paste_dialog_is_busy: Returns: whether it is still reading or planning */
gboolean dect_paste_dialog_is_busy (DectPasteDialog *self);

/** dect_paste_dialog_set_rows: what the rows are, as the person chooses it */
void dect_paste_dialog_set_rows (DectPasteDialog *self,
                                 DectPasteRows    rows);

/** dect_paste_dialog_set_column: @id: (nullable): column of dect_csv_columns() that the @i-th of the block is; %NULL leaves it out */
void dect_paste_dialog_set_column (DectPasteDialog *self,
                                   guint            i,
                                   const char      *id);

/**
 * dect_paste_read_async:
 * @clipboard: a clipboard
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads its text, never more than a table may have (#DECT_CSV_MAX_BYTES).
 */
void dect_paste_read_async (GdkClipboard       *clipboard,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/** dect_paste_read_finish: @error: #GIOError, with a sentence for people. Returns: (transfer full): the text */
GBytes *dect_paste_read_finish (GAsyncResult *result,
                                GError      **error);

/** dect_paste_dup_single: Returns: (transfer full) (nullable): the text of a single cell; %NULL when @bytes are a block */
char *dect_paste_dup_single (GBytes *bytes);

G_END_DECLS

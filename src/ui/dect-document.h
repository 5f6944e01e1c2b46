/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-analysis.h"
#include "dect-preview.h"
#include "model/dect-history.h"
#include "store/dect-autosave.h"

G_BEGIN_DECLS

/**
 * DectDocument:
 *
 * One open site, as all parts of a window share it: the site, its file, whether it is saved, what the program knows about
 * it, and what the person looks at (floor, selection). A window that opens another file gets another document. Main
 * thread only.
 *
 * Properties (all read-only and notified): site, file (nullable), title, modified, saved-at (seconds since 1970, 0 = never),
 * analysis (nullable #DectAnalysis), floor (guint32 id, 0 = none; writable), selection (notified when it changed; the value is
 * the number of selected things), preview (nullable #DectPreview), plan-opacity (0 to 1, writable: how strongly plan images are
 * shown; of the view, not of the site).
 *
 * The analysis runs by itself, in a thread, whenever the site changed; while a thing is dragged each finished run is shown
 * and the next one starts from the site as it then stands. A run is dropped when a later one is there already.
 */
#define DECT_TYPE_DOCUMENT (dect_document_get_type ())
G_DECLARE_FINAL_TYPE (DectDocument, dect_document, DECT, DOCUMENT, GObject)

/** dect_document_new: Returns: (transfer full): a new, unsaved site with one building and its ground floor */
DectDocument *dect_document_new (void);

/** dect_document_new_for_site: @site: a site without a file. Returns: (transfer full): its document, unmodified */
DectDocument *dect_document_new_for_site (DectSite *site);

/**
 * dect_document_new_for_draft:
 * @site: what dect_recovery_load() gave
 * @file: (nullable): where it shall be saved; %NULL asks for a name
 * @draft: (transfer full): the draft, which the document keeps up to date until it is saved
 *
 * Returns: (transfer full): its document, which is not saved
 */
DectDocument *dect_document_new_for_draft (DectSite  *site,
                                           GFile     *file,
                                           DectRecovery *draft);

/** dect_document_new_unsaved: @site: a site of worth without a file. Returns: (transfer full): its document, which is not saved */
DectDocument *dect_document_new_unsaved (DectSite *site);

/**
 * dect_document_load_async:
 * @file: a .handover file, or its site.json alone
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a file in a thread.
 */
void dect_document_load_async (GFile              *file,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/** dect_document_load_finish: @error: #DECT_STORE_ERROR or #GIOError. Returns: (transfer full): the document */
DectDocument *dect_document_load_finish (GAsyncResult *result,
                                         GError      **error);

/**
 * dect_document_save_async:
 * @self: a document
 * @file: (nullable): where to; its own file when %NULL
 * @cancellable: (nullable): stops it, the old file stays as it was
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes the site as it stands now; what is changed while it writes counts as unsaved. The document's file
 * becomes @file.
 */
void dect_document_save_async (DectDocument       *self,
                               GFile              *file,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * dect_document_save_finish:
 * @error: #DECT_STORE_ERROR, #DECT_SAVE_ERROR or #GIOError; with %DECT_SAVE_ERROR_NOT_SYNCED the document's file and stamp are those of
 *   what was written, and it counts as changed still
 *
 * Returns: whether it is written, and on the disk
 */
gboolean dect_document_save_finish (DectDocument *self,
                                    GAsyncResult *result,
                                    GError      **error);

DectSite    *dect_document_get_site     (DectDocument *self);
DectHistory *dect_document_get_history  (DectDocument *self);
GFile       *dect_document_get_file     (DectDocument *self);

/** dect_document_get_stamp: Returns: (transfer none) (nullable): how the content of the file is known, as it was read or written last */
const char *dect_document_get_stamp (DectDocument *self);

/** dect_document_get_autosave: Returns: (transfer none): keeps drafts of what is not saved */
DectAutosave *dect_document_get_autosave (DectDocument *self);

const char  *dect_document_get_title    (DectDocument *self);
gboolean     dect_document_get_modified (DectDocument *self);
gint64       dect_document_get_saved_at (DectDocument *self);

/** dect_document_get_analysis: Returns: (transfer none) (nullable): the latest results; may be a moment behind the site */
DectAnalysis *dect_document_get_analysis (DectDocument *self);

/** dect_document_is_analysing: Returns: whether newer results are on their way */
gboolean dect_document_is_analysing (DectDocument *self);

/**
 * dect_document_set_preview:
 * @self: a document
 * @preview: (nullable): what the plan shows that is not so; %NULL for nothing
 *
 * Any change of the site ends it.
 */
void dect_document_set_preview (DectDocument *self,
                                DectPreview  *preview);

/** dect_document_get_preview: Returns: (transfer none) (nullable): what the plan shows that is not so */
DectPreview *dect_document_get_preview (DectDocument *self);

/**
 * dect_document_set_draft:
 * @self: a document
 * @id: a thing
 * @field: one of its fields
 * @text: (nullable): what a person typed there that cannot be its value; %NULL when that is over
 *
 * Keeps wrong input while the person looks at something else, so that it is there again, with the reason, when he comes back.
 * Not part of the site.
 */
void dect_document_set_draft (DectDocument *self,
                              guint32       id,
                              const char   *field,
                              const char   *text);

/** dect_document_get_draft: Returns: (nullable) (transfer none): wrong input of that field */
const char *dect_document_get_draft (DectDocument *self,
                                     guint32       id,
                                     const char   *field);

/** dect_document_get_plan_opacity: Returns: 0 (not to be seen) to 1; 1 at first */
double dect_document_get_plan_opacity (DectDocument *self);
void   dect_document_set_plan_opacity (DectDocument *self,
                                       double        opacity);

/** dect_document_get_floor: Returns: the floor the plan shows; 0 when the site has none */
guint32 dect_document_get_floor (DectDocument *self);
void    dect_document_set_floor (DectDocument *self,
                                 guint32       floor);

/**
 * dect_document_get_selection:
 * @self: a document
 * @n_ids: (out) (optional): how many
 *
 * Returns: (array length=n_ids) (transfer none): ids of the selected things, in the order they were selected;
 *   never a thing that is not in the site
 */
const guint32 *dect_document_get_selection (DectDocument *self,
                                            guint        *n_ids);

gboolean dect_document_is_selected (DectDocument *self,
                                    guint32       id);

/** dect_document_select: @ids: (array length=n_ids): what is selected from now on */
void dect_document_select (DectDocument  *self,
                           const guint32 *ids,
                           guint          n_ids);

/** dect_document_select_one: @id: the one selected thing, 0 for none */
void dect_document_select_one (DectDocument *self,
                               guint32       id);

/** dect_document_select_toggle: takes @id into the selection, or out of it */
void dect_document_select_toggle (DectDocument *self,
                                  guint32       id);

/** dect_document_get_selected: Returns: (nullable) (transfer none): the one selected thing; %NULL when there are more or none */
DectItem *dect_document_get_selected (DectDocument *self);

G_END_DECLS

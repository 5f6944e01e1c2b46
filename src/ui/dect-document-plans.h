/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"
#include "plan/dect-plan.h"

G_BEGIN_DECLS

/*
 * The plan images of a document that have been opened, by the names under which its site keeps them. Opening a foreign file may take as
 * long as its maker likes (dect_plan_open()), so a window never waits for it: it takes what is at hand, or asks and goes on.
 */

/** dect_document_peek_plan: @name: (nullable). Returns: (transfer none) (nullable): the image, if it has been opened; never waits */
DectPlan *dect_document_peek_plan (DectDocument *document,
                                   const char   *name);

/** dect_document_keep_plan: @plan: an image that was opened elsewhere, and is now at hand as @name */
void dect_document_keep_plan (DectDocument *document,
                              const char   *name,
                              DectPlan     *plan);

/**
 * dect_document_open_plan_async:
 * @document: a document
 * @name: (nullable): an image of its site
 * @cancellable: (nullable): ends the helper that reads it
 * @callback: called when done, never before this returns
 * @user_data: for @callback
 *
 * Opens an image in a thread; one that is at hand is given as it is.
 */
void dect_document_open_plan_async (DectDocument       *document,
                                    const char         *name,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);

/**
 * dect_document_open_plan_finish:
 * @document: a document
 * @result: what the callback was given
 * @error: return location, #DECT_PLAN_ERROR, %G_IO_ERROR_NOT_FOUND: the site has no such image, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the image
 */
DectPlan *dect_document_open_plan_finish (DectDocument *document,
                                          GAsyncResult *result,
                                          GError      **error);

G_END_DECLS

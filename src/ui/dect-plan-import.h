/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * dect_plan_import_async:
 * @document: a document
 * @floor: id of the floor that gets the image
 * @file: PNG, JPEG, SVG or PDF
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the file, looks whether it is a plan image, keeps it in the site and puts it under the floor: one step to undo. An image
 * of the same size as the one before keeps its place and scale.
 */
void dect_plan_import_async (DectDocument       *document,
                             guint32             floor,
                             GFile              *file,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/** dect_plan_import_finish: @error: #DECT_PLAN_ERROR or #GIOError. Returns: whether the floor has the image */
gboolean dect_plan_import_finish (DectDocument *document,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS

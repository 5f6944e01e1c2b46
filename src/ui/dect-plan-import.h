/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"
#include "model/dect-geometry.h"
#include "plan/dect-plan.h"

G_BEGIN_DECLS

/**
 * dect_plan_load_async:
 * @file: PNG, JPEG, SVG or PDF
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a file and looks, in a thread, whether it is a plan image whose first page can be drawn.
 */
void dect_plan_load_async (GFile              *file,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/** dect_plan_load_bytes_async: as dect_plan_load_async(), for bytes that are there already (the clipboard's) */
void dect_plan_load_bytes_async (GBytes             *bytes,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/** dect_plan_load_finish: @error: #DECT_PLAN_ERROR or #GIOError. Returns: (transfer full): the plan */
DectPlan *dect_plan_load_finish (GAsyncResult *result,
                                 GError      **error);

/**
 * dect_plan_put_async:
 * @document: a document
 * @floor: id of the floor that gets the image
 * @plan: a plan image
 * @page: page of it, 0 = first
 * @cancellable: (nullable): stops it, the floor stays as it was
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps the image in the site and puts it under the floor: one step to undo. An image of the same size as the one before
 * keeps its place, scale and crop; for that the one before may have to be opened, in a thread.
 */
void dect_plan_put_async (DectDocument       *document,
                          guint32             floor,
                          DectPlan           *plan,
                          guint               page,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/** dect_plan_put_finish: @error: %G_IO_ERROR_NOT_FOUND: there is no such floor any more. Returns: whether the floor has the image */
gboolean dect_plan_put_finish (DectDocument *document,
                               GAsyncResult *result,
                               GError      **error);

/** dect_plan_import_async: dect_plan_load_async(), then dect_plan_put_async() with the first page */
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

/**
 * dect_plan_turned:
 * @floor: a floor
 * @plan: its plan image
 * @angle_deg: by how much, clockwise
 * @about: (out): the point it is turned about, the middle of what is shown of the plan, metres of the floor's frame
 *
 * Returns: (transfer full) (nullable): the floor with its plan image turned, for the history; %NULL when the image has no such page
 */
DectFloor *dect_plan_turned (const DectFloor *floor,
                             DectPlan        *plan,
                             double           angle_deg,
                             DectPoint       *about);

G_END_DECLS

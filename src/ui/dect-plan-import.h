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
 * dect_plan_put:
 * @document: a document
 * @floor: id of the floor that gets the image
 * @plan: a plan image
 * @page: page of it, 0 = first
 * @error: return location, %G_IO_ERROR_NOT_FOUND: there is no such floor any more
 *
 * Keeps the image in the site and puts it under the floor: one step to undo. An image of the same size as the one before
 * keeps its place, scale and crop.
 *
 * Returns: whether the floor has the image
 */
gboolean dect_plan_put (DectDocument *document,
                        guint32       floor,
                        DectPlan     *plan,
                        guint         page,
                        GError      **error);

/** dect_plan_import_async: dect_plan_load_async(), then dect_plan_put() with the first page */
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
 * @document: a document
 * @floor: one of its floors
 * @angle_deg: by how much, clockwise
 * @about: (out): the point it is turned about, the middle of what is shown of the plan, metres of the floor's frame
 *
 * Returns: (transfer full) (nullable): the floor with its plan image turned, for the history; %NULL without an image
 */
DectFloor *dect_plan_turned (DectDocument    *document,
                             const DectFloor *floor,
                             double           angle_deg,
                             DectPoint       *about);

/** dect_plan_get_page_size: Returns: whether the image that @floor shows has a known size; @width, @height: (out): its units */
gboolean dect_plan_get_page_size (DectDocument    *document,
                                  const DectFloor *floor,
                                  double          *width,
                                  double          *height);

G_END_DECLS

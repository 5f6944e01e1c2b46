/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-plan-private.h"

G_BEGIN_DECLS

/**
 * DectDecodeChild:
 *
 * One helper process with one document. Used by one thread at a time.
 */
typedef struct _DectDecodeChild DectDecodeChild;

/**
 * dect_decode_child_new:
 * @document: a file
 * @cancellable: (nullable): stops it
 * @error: return location, %DECT_PLAN_ERROR_START or #G_IO_ERROR_CANCELLED
 *
 * Starts a helper and waits until it has confined itself.
 *
 * Returns: (transfer full) (nullable): the helper, which has not looked at the document yet
 */
DectDecodeChild *dect_decode_child_new (GBytes       *document,
                                        GCancellable *cancellable,
                                        GError      **error);

/** dect_decode_child_free: ends the process, whatever it does */
void dect_decode_child_free (DectDecodeChild *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectDecodeChild, dect_decode_child_free)

/**
 * dect_decode_child_open:
 * @self: a helper, once
 * @n_pages: (out): 1 to #DECT_PLAN_MAX_PAGES
 * @sizes: (out) (transfer full) (array length=n_pages): valid sizes
 * @cancellable: (nullable): stops it
 * @error: return location, #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Returns: whether it could read its document; if not it is of no more use
 */
gboolean dect_decode_child_open (DectDecodeChild *self,
                                 guint           *n_pages,
                                 DectPlanSize   **sizes,
                                 GCancellable    *cancellable,
                                 GError         **error);

/**
 * dect_decode_child_render:
 * @self: a helper that has opened its document
 * @page: page
 * @px_per_unit: pixels for each unit
 * @width: columns that dect_plan_get_pixels() says
 * @height: its rows
 * @cancellable: (nullable): stops it
 * @error: return location, #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the picture, as dect_plan_render() gives it
 */
cairo_surface_t *dect_decode_child_render (DectDecodeChild *self,
                                           guint            page,
                                           double           px_per_unit,
                                           int              width,
                                           int              height,
                                           GCancellable    *cancellable,
                                           GError         **error);

/** dect_decode_child_is_lost: Returns: whether it died, was ended or said what it must not: it is of no more use */
gboolean dect_decode_child_is_lost (const DectDecodeChild *self);

/** dect_decode_child_get_id: Returns: its number, another one for each helper of the program */
guint32 dect_decode_child_get_id (const DectDecodeChild *self);

/** dect_decode_child_set_timeout: tests do not wait as long; 0 is as ever */
void dect_decode_child_set_timeout (guint timeout_ms);

G_END_DECLS

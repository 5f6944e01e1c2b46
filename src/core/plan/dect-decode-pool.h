/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-plan-private.h"

G_BEGIN_DECLS

/*
 * The helpers of the program. A document has a helper of its own, so a hostile one sees no other's pages. At most
 * DECT_DECODE_MAX_BUSY work at a time, others wait; a helper that has nothing to do is kept for the next zoom: the last
 * DECT_DECODE_MAX_IDLE of them, and none longer than DECT_DECODE_IDLE_S; after the last one no process is left. One that died is started again once.
 */
#define DECT_DECODE_MAX_BUSY 4u
#define DECT_DECODE_MAX_IDLE 3u
#define DECT_DECODE_IDLE_S 30u

/**
 * dect_decode_pool_open:
 * @plan: a PDF or SVG from dect_plan_sniff(), which gets its pages and sizes
 * @cancellable: (nullable): stops it
 * @error: return location, #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Any thread. What a document once answered is remembered by its content (dect_plan_get_key()), failures too: a file that hangs its
 * helper costs its time once.
 *
 * Returns: whether it could be read
 */
gboolean dect_decode_pool_open (DectPlan     *plan,
                                GCancellable *cancellable,
                                GError      **error);

/**
 * dect_decode_pool_render:
 * @plan: a plan with its sizes
 * @page: page, 0 = first
 * @px_per_unit: pixels for each unit; dect_plan_get_pixels() allows them
 * @cancellable: (nullable): ends the helper that works for it
 * @error: return location, #DECT_PLAN_ERROR or #G_IO_ERROR_CANCELLED
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): as dect_plan_render()
 */
cairo_surface_t *dect_decode_pool_render (DectPlan     *plan,
                                          guint         page,
                                          double        px_per_unit,
                                          GCancellable *cancellable,
                                          GError      **error);

/** dect_decode_pool_clear: ends all helpers and forgets all answers; nobody may be waiting for one */
void dect_decode_pool_clear (void);

/** dect_decode_pool_count_idle: Returns: idle helpers */
guint dect_decode_pool_count_idle (void);

/** dect_decode_pool_find_id: Returns: the number of a plan's idle helper, 0: it has none; for tests */
guint32 dect_decode_pool_find_id (DectPlan *plan);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-plan.h"

G_BEGIN_DECLS

/** DECT_PHOTO_MAX_SIDE: most pixels of the longer side of a photo as it is kept: enough to read a label on a base station */
#define DECT_PHOTO_MAX_SIDE 1600

/** DECT_PHOTO_MAX_BYTES: largest photo as it is kept, 400 kB: 254 base stations make 100 MB, what a file can take */
#define DECT_PHOTO_MAX_BYTES (400u * 1000)

/**
 * dect_photo_new:
 * @bytes: what a camera made: a JPEG, or a PNG
 * @cancellable: (nullable): looked at between the steps
 * @error: return location, #DECT_PLAN_ERROR (%DECT_PLAN_ERROR_FORMAT for anything but JPEG and PNG,
 *   %DECT_PLAN_ERROR_RENDER when it cannot be made small enough) or #G_IO_ERROR_CANCELLED
 *
 * Makes the photo of a base station as a site keeps it: upright, at most #DECT_PHOTO_MAX_SIDE and #DECT_PHOTO_MAX_BYTES, a JPEG
 * without anything but the picture (where and when it was taken is left out). Decodes and encodes; any thread.
 *
 * Returns: (transfer full) (nullable): the JPEG, for dect_site_add_photo()
 */
GBytes *dect_photo_new (GBytes       *bytes,
                        GCancellable *cancellable,
                        GError      **error);

/** dect_photo_new_async: dect_photo_new() in a thread */
void dect_photo_new_async (GBytes             *bytes,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/** dect_photo_new_finish: Returns: (transfer full) (nullable): see dect_photo_new() */
GBytes *dect_photo_new_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS

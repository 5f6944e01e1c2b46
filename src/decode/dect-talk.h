/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-decode-protocol.h"

G_BEGIN_DECLS

/* The helper's end of dect-decode-protocol.h. */

/** dect_talk_hello: says that the process is confined. Returns: whether it went to the program */
gboolean dect_talk_hello (void);

/** dect_talk_write: Returns: whether all of it went to the program */
gboolean dect_talk_write (gconstpointer data,
                          gsize         size);

/** dect_talk_read: waits for a request. Returns: whether there is one; if not the program has gone away */
gboolean dect_talk_read (DectDecodeRequest *request);

/** dect_talk_fail: says why, in one line. Returns: whether it went to the program */
gboolean dect_talk_fail (const GError *error);

/** dect_talk_document: Returns: (transfer full) (nullable): the document, if it is sealed and no larger than a plan may be */
GBytes *dect_talk_document (void);

G_END_DECLS

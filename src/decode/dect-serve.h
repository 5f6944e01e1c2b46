/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plan/dect-decode-protocol.h"

G_BEGIN_DECLS

/** dect_serve_write: Returns: whether all of it went to the program */
gboolean dect_serve_write (gconstpointer data,
                           gsize         size);

/** dect_serve_fail: says to the program why, in one line. Returns: whether it went to the program */
gboolean dect_serve_fail (const GError *error);

/** dect_serve_document: Returns: (transfer full) (nullable): the document, if it is sealed and no larger than a plan may be */
GBytes *dect_serve_document (void);

/** dect_serve: says hello, reads the document, and draws its pages until the program goes away; dect-decode-protocol.h */
void dect_serve (void);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** dect_serve: says hello, reads the document, and draws its pages until the program goes away; dect-decode-protocol.h */
void dect_serve (void);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** dect_sentence_append: one more sentence, as printf() writes it, behind those in @text and a blank */
void dect_sentence_append (GString    *text,
                           const char *format,
                           ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS

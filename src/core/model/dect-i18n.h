/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gi18n-lib.h>
#include <string.h>

G_BEGIN_DECLS

/*
 * The words _(), C_() and ngettext() for sources whose texts go on paper too: inside a #DectLocaleScope they speak its language,
 * else that of the program, as those of glib/gi18n-lib.h do.
 */

/** dect_gettext: Returns: (transfer none): @text in the language of the calling thread */
const char *dect_gettext (const char *text) G_GNUC_FORMAT (1);

/** dect_pgettext: @text: context, "\004" and text; @offset: where the text begins. Returns: (transfer none): it, translated */
const char *dect_pgettext (const char *text,
                           gsize       offset);

/** dect_ngettext: Returns: (transfer none): the form that goes with @n */
const char *dect_ngettext (const char *one,
                           const char *many,
                           gulong      n) G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

#undef _
#undef C_
#undef ngettext
#define _(text) dect_gettext (text)
#define C_(context, text) dect_pgettext (context "\004" text, strlen (context) + 1)
#define ngettext(one, many, n) dect_ngettext (one, many, n)

G_END_DECLS

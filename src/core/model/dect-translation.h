/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectTranslation:
 *
 * A catalogue of one language, read by ourselves: gettext gives another language than the program's only where the computer has a
 * locale of it, and nothing at all under LC_ALL=C; a print in the customer's language must not depend on that. Immutable, for any
 * thread.
 */
typedef struct _DectTranslation DectTranslation;

/**
 * dect_translation_new:
 * @bytes: a compiled catalogue: the format is that of GNU gettext's MO files, revision 0, either byte order (GNU gettext manual,
 *   "The Format of GNU MO Files"). It is not trusted: every offset is bounded.
 *
 * Returns: (transfer full) (nullable): %NULL when it is no such file, or damaged
 */
DectTranslation *dect_translation_new  (GBytes *bytes);
void             dect_translation_free (DectTranslation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectTranslation, dect_translation_free)

/**
 * dect_translation_find:
 * @self: a catalogue
 * @text: what the source says; with a context, that and "\004" before it
 * @form: 0 for the singular and texts without a plural, 1 for the plural
 *
 * Returns: (nullable): the translation
 */
const char *dect_translation_find (const DectTranslation *self,
                                   const char            *text,
                                   guint                  form);

G_END_DECLS

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dect_locale_init:
 *
 * Takes the language and number format of the person's environment, and the program's translations from where they are
 * installed. A program calls it once, first of all, before there is a second thread.
 *
 * Translations are taken from the folder named in the environment variable HANDOVER_LOCALEDIR where there is one, so
 * that programs in the build folder can be tried and tested in every language before they are installed; the build
 * folder's is po/, laid out as LANGUAGE/LC_MESSAGES/handover.mo.
 */
void dect_locale_init (void);

G_END_DECLS

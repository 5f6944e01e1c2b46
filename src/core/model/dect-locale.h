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

/**
 * DectLanguage:
 * @id: "en", "de": language of LINGUAS
 * @name: what its speakers call it
 */
typedef struct
{
  const char *id;
  const char *name;
} DectLanguage;

/** dect_language_list: Returns: (array zero-terminated by id) (transfer none): the languages of the program */
const DectLanguage *dect_language_list (void);

/**
 * DectLocaleScope:
 *
 * A time in which one thread speaks another language than the program; the rest of the program goes on as before.
 */
typedef struct _DectLocaleScope DectLocaleScope;

/**
 * dect_locale_enter:
 * @language: (nullable): id of a #DectLanguage; %NULL or "" for the program's own
 *
 * From here on the calling thread's messages, numbers and dates are those of @language, until dect_locale_leave(). For that the
 * computer needs a locale of the language (English needs none), the program itself must run in English or in a language that it has
 * a catalogue of, and the environment variable LANGUAGE must not ask for one language everywhere (dect_locale_init() drops it where
 * it says no more than the locale). uselocale(3), POSIX.1-2008; gettext of glibc heeds it.
 *
 * Returns: (transfer full) (nullable): to be given to dect_locale_leave() in the same thread; %NULL when the language cannot be had,
 *   or is the program's own
 */
DectLocaleScope *dect_locale_enter (const char *language);

/** dect_locale_leave: @scope: (nullable) (transfer full): from dect_locale_enter() */
void dect_locale_leave (DectLocaleScope *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLocaleScope, dect_locale_leave)

/** dect_locale_can: Returns: whether dect_locale_enter() can give @language on this computer */
gboolean dect_locale_can (const char *language);

G_END_DECLS

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
 * @decimal: what stands between a number's whole part and its decimals
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *decimal;
} DectLanguage;

/** dect_language_list: Returns: (array zero-terminated by id) (transfer none): the languages of the program */
const DectLanguage *dect_language_list (void);

/**
 * DectLocaleScope:
 *
 * A time in which one thread speaks another language than the program; the rest of the program goes on as before. What speaks
 * are sources that include model/dect-i18n.h, dect_locale_dup_number() and dect_locale_dup_date().
 */
typedef struct _DectLocaleScope DectLocaleScope;

/**
 * dect_locale_enter:
 * @language: (nullable): id of a #DectLanguage; %NULL or "" for the program's own
 *
 * From here on the calling thread's messages, numbers and dates are those of @language, until dect_locale_leave(). The computer
 * needs no locale of it: the catalogue is read by ourselves (#DectTranslation), from where dect_locale_init() found it. What
 * printf() and strftime() write is that of the C locale meanwhile, whatever the computer has.
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

/** dect_locale_get_decimal: Returns: (transfer none): what stands before the decimals of a number: "." or "," */
const char *dect_locale_get_decimal (void);

/**
 * dect_locale_dup_number:
 * @value: a finite number
 * @decimals: how many
 *
 * Returns: (transfer full): "2.5", in German "2,5"; below zero with a minus sign (U+2212)
 */
char *dect_locale_dup_number (double value,
                              guint  decimals);

/**
 * dect_locale_dup_date:
 * @time: seconds since 1970
 *
 * Returns: (transfer full): "22 Nov 2026", UTC, so that it is the same everywhere
 */
char *dect_locale_dup_date (gint64 time);

/**
 * dect_locale_format_date:
 * @date: (nullable): a time, in the zone in which it is to be told
 * @format: as for g_date_time_format(), translated
 *
 * What %b and %B stand for is of the program's language, and not of the locale of the computer's dates: a month in another
 * language than the words around it is no date.
 *
 * Returns: (transfer full): "26 November 2026"; "" for %NULL
 */
char *dect_locale_format_date (GDateTime  *date,
                               const char *format);

/** dect_locale_dup_time: @time: seconds since 1970. Returns: (transfer full): "26 Nov 2026, 17:53", by the clock of this computer */
char *dect_locale_dup_time (gint64 time);

G_END_DECLS

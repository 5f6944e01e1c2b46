/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-locale.h"

#include "model/dect-i18n.h"
#include "model/dect-translation.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

struct _DectLocaleScope
{
  DectLocaleScope *outer;
  const DectLanguage *language;
  const DectTranslation *translation; /* NULL: the words of the source */
  locale_t before;
  locale_t now;
};

/* As po/LINGUAS, and English, in which the program is written. In all of them 1 alone is singular.
 */
static const DectLanguage languages[]
    = { { "en", "English", "." }, { "de", "Deutsch", "," }, { NULL, NULL, NULL } };

#define PRINT_MASK (LC_NUMERIC_MASK | LC_TIME_MASK)

static _Thread_local DectLocaleScope *current;

/* LANGUAGE wins over every locale; where its first choice is the locale's language it is not
 * needed. */
static void
drop_needless_language (void)
{
  const char *wanted = g_getenv ("LANGUAGE");
  const char *locale = setlocale (LC_MESSAGES, NULL);
  gsize length = locale != NULL ? strcspn (locale, "_.@") : 0;

  if (wanted != NULL && length > 0 && strncmp (wanted, locale, length) == 0
      && strchr ("_.@:", wanted[length]) != NULL)
    g_unsetenv ("LANGUAGE");
}

void
dect_locale_init (void)
{
  const char *folder = g_getenv ("HANDOVER_LOCALEDIR");

  setlocale (LC_ALL, "");
  drop_needless_language ();
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL && folder[0] != '\0' ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

const DectLanguage *
dect_language_list (void)
{
  return languages;
}

static const DectLanguage *
find_language (const char *id)
{
  for (const DectLanguage *language = languages; language->id != NULL; language++)
    if (g_str_equal (language->id, id))
      return language;
  return NULL;
}

static DectTranslation *
load_translation (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? dect_translation_new (bytes) : NULL;
}

/* Read once and kept: texts of it may be anywhere. */
static const DectTranslation *
find_translation (const DectLanguage *language)
{
  static GMutex mutex;
  static GHashTable *loaded; /* path -> DectTranslation */
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : LOCALEDIR, language->id,
                                            "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  DectTranslation *translation;

  if (loaded == NULL)
    loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  translation = g_hash_table_lookup (loaded, path);
  if (translation == NULL && (translation = load_translation (path)) != NULL)
    g_hash_table_insert (loaded, g_steal_pointer (&path), translation);
  return translation;
}

/* What the computer's locale writes would differ from one to the next. */
static gboolean
enter_c (DectLocaleScope *scope)
{
  locale_t copy = duplocale (uselocale (NULL));

  scope->now = copy != NULL ? newlocale (PRINT_MASK, "C", copy) : NULL;
  if (scope->now == NULL)
    {
      if (copy != NULL)
        freelocale (copy);
      return FALSE;
    }
  scope->before = uselocale (scope->now);
  return TRUE;
}

DectLocaleScope *
dect_locale_enter (const char *language)
{
  const DectLanguage *found = language != NULL ? find_language (language) : NULL;
  const DectTranslation *translation = NULL;
  DectLocaleScope *scope;

  if (found == NULL)
    return NULL;
  if (found != languages && (translation = find_translation (found)) == NULL)
    return NULL;

  scope = g_new0 (DectLocaleScope, 1);
  if (!enter_c (scope))
    {
      g_free (scope);
      return NULL;
    }
  scope->language = found;
  scope->translation = translation;
  scope->outer = current;
  current = scope;
  return scope;
}

void
dect_locale_leave (DectLocaleScope *scope)
{
  if (scope == NULL)
    return;
  g_return_if_fail (scope == current);

  current = scope->outer;
  uselocale (scope->before);
  freelocale (scope->now);
  g_free (scope);
}

gboolean
dect_locale_can (const char *language)
{
  g_autoptr (DectLocaleScope) scope = dect_locale_enter (language);

  return scope != NULL;
}

const char *
dect_locale_get_decimal (void)
{
  return current != NULL ? current->language->decimal : nl_langinfo (RADIXCHAR);
}

char *
dect_locale_dup_number (double value, guint decimals)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE + 64], format[16];
  double rounded = fabs (value);
  GString *text;

  g_return_val_if_fail (isfinite (value) && decimals < 10, g_strdup (""));

  g_snprintf (format, sizeof format, "%%.%uf", decimals);
  g_ascii_formatd (digits, sizeof digits, format, fmin (rounded, 1e60));
  text = g_string_new (digits);
  g_string_replace (text, ".", dect_locale_get_decimal (), 1);
  /* what is nothing once it is rounded is not below it */
  if (value < 0 && strspn (digits, "0.") != strlen (digits))
    g_string_prepend (text, "\u2212");

  return g_string_free (text, FALSE);
}

/* Translated; %b and %B of dates. */
static const char *
get_month (GDateTime *date, gboolean whole)
{
  static const char *const names[][2] = {
    { NC_("month", "Jan"), NC_("whole month", "January") },
    { NC_("month", "Feb"), NC_("whole month", "February") },
    { NC_("month", "Mar"), NC_("whole month", "March") },
    { NC_("month", "Apr"), NC_("whole month", "April") },
    { NC_("month", "May"), NC_("whole month", "May") },
    { NC_("month", "Jun"), NC_("whole month", "June") },
    { NC_("month", "Jul"), NC_("whole month", "July") },
    { NC_("month", "Aug"), NC_("whole month", "August") },
    { NC_("month", "Sep"), NC_("whole month", "September") },
    { NC_("month", "Oct"), NC_("whole month", "October") },
    { NC_("month", "Nov"), NC_("whole month", "November") },
    { NC_("month", "Dec"), NC_("whole month", "December") },
  };
  const char *context = whole ? "whole month" : "month";
  const char *name = names[g_date_time_get_month (date) - 1][whole ? 1 : 0];
  g_autofree char *key = g_strconcat (context, "\004", name, NULL);
  const char *found = dect_pgettext (key, strlen (context) + 1);

  return g_str_equal (found, name) ? name : found;
}

char *
dect_locale_format_date (GDateTime *date, const char *format)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (format != NULL, NULL);

  if (date == NULL)
    return g_strdup ("");
  text = g_string_new (format);
  g_string_replace (text, "%B", get_month (date, TRUE), 0);
  g_string_replace (text, "%b", get_month (date, FALSE), 0);
  return g_date_time_format (date, text->str);
}

char *
dect_locale_dup_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  /* Translators: a date, for g_date_time_format(): "22 Nov 2026" */
  return dect_locale_format_date (date, C_("date", "%-d %b %Y"));
}

char *
dect_locale_dup_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  /* Translators: date and time, for g_date_time_format(): "14 Nov 2025, 10:12" */
  return dect_locale_format_date (date, _("%-d %b %Y, %H:%M"));
}

const char *
dect_gettext (const char *text)
{
  const char *found;

  if (current == NULL)
    return g_dgettext (GETTEXT_PACKAGE, text);
  found
      = current->translation != NULL ? dect_translation_find (current->translation, text, 0) : NULL;
  return found != NULL ? found : text;
}

const char *
dect_pgettext (const char *text, gsize offset)
{
  const char *found;

  if (current == NULL)
    return g_dpgettext (GETTEXT_PACKAGE, text, offset);
  found
      = current->translation != NULL ? dect_translation_find (current->translation, text, 0) : NULL;
  return found != NULL ? found : text + offset;
}

const char *
dect_ngettext (const char *one, const char *many, gulong n)
{
  const char *found;

  if (current == NULL)
    return g_dngettext (GETTEXT_PACKAGE, one, many, n);
  found = current->translation != NULL ? dect_translation_find (current->translation, one, n != 1)
                                       : NULL;
  return found != NULL ? found : n == 1 ? one : many;
}

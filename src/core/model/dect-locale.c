/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-locale.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

struct _DectLocaleScope
{
  locale_t before;
  locale_t now;
};

/* As po/LINGUAS, and English, in which the program is written. */
static const DectLanguage languages[]
    = { { "en", "English" }, { "de", "Deutsch" }, { NULL, NULL } };

/* Locales of which one is likely to be there. The messages of C.UTF-8 are the program's own words.
 */
static const char *const locales[][2]
    = { { "en", "C.UTF-8" },     { "en", "en_GB.UTF-8" }, { "en", "en_US.UTF-8" },
        { "de", "de_DE.UTF-8" }, { "de", "de_AT.UTF-8" }, { "de", "de_CH.UTF-8" } };

#define PRINT_MASK (LC_MESSAGES_MASK | LC_NUMERIC_MASK | LC_TIME_MASK)

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

static locale_t
find_locale (const char *language)
{
  const char *everywhere = g_getenv ("LANGUAGE");

  if (everywhere != NULL && everywhere[0] != '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (g_str_equal (locales[i][0], language))
      {
        locale_t base = uselocale (NULL);
        locale_t copy = duplocale (base);
        locale_t found = copy != NULL ? newlocale (PRINT_MASK, locales[i][1], copy) : NULL;

        if (found != NULL)
          return found;
        if (copy != NULL)
          freelocale (copy);
      }
  return NULL;
}

/* A catalogue's header is the translation of "". GLib translates nothing at all where the program
 * was started in a language that it has no catalogue of. */
static gboolean
speaks (const char *language)
{
  return g_str_equal (language, "en") || g_dgettext (GETTEXT_PACKAGE, "")[0] != '\0';
}

DectLocaleScope *
dect_locale_enter (const char *language)
{
  DectLocaleScope *scope;
  locale_t found = language != NULL && language[0] != '\0' ? find_locale (language) : NULL;

  if (found == NULL)
    return NULL;
  scope = g_new0 (DectLocaleScope, 1);
  scope->now = found;
  scope->before = uselocale (found);
  if (speaks (language))
    return scope;
  dect_locale_leave (scope);
  return NULL;
}

void
dect_locale_leave (DectLocaleScope *scope)
{
  if (scope == NULL)
    return;
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

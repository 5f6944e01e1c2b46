/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-locale.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/dect-record.h"

/* A word of the tables that every translation has. */
static const char *
word (void)
{
  return _(dect_kind_field (DECT_KIND_RFP, "room")->label);
}

static gpointer
other_thread (gpointer data)
{
  return g_strdup (word ());
}

static void
test_own (void)
{
  g_assert_null (dect_locale_enter (NULL));
  g_assert_null (dect_locale_enter (""));
  g_assert_null (dect_locale_enter ("tlh"));
  g_assert_false (dect_locale_can ("tlh"));
  g_assert_true (dect_locale_can ("en"));
  dect_locale_leave (NULL);
}

/* German as localedef makes it here, since none may be installed. */
static void
test_german (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-locale-XXXXXX", NULL);
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", locale, NULL };
  g_autofree char *said = NULL;
  gint status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, &status, NULL)
      || !g_file_test (locale, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there is no localedef, or it has no German");
      return;
    }
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_cmpstr (word (), ==, "Room");
  {
    g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");

    g_assert_nonnull (scope);
    g_assert_cmpstr (word (), ==, "Raum");
    said = g_strdup_printf ("%.1f", 1.5);
    g_assert_cmpstr (said, ==, "1,5");
    {
      g_autoptr (DectLocaleScope) inner = dect_locale_enter ("en");

      g_assert_cmpstr (word (), ==, "Room");
    }
    g_assert_cmpstr (word (), ==, "Raum");
    /* The rest of the program goes on as before. */
    g_free (g_steal_pointer (&said));
    said = g_thread_join (g_thread_new ("other", other_thread, NULL));
    g_assert_cmpstr (said, ==, "Room");
  }
  g_assert_cmpstr (word (), ==, "Room");

  /* What asks for one language everywhere is obeyed. */
  g_setenv ("LANGUAGE", "de", TRUE);
  g_assert_false (dect_locale_can ("de"));
  g_unsetenv ("LANGUAGE");
}

int
main (int argc, char **argv)
{
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "C", TRUE);
  g_setenv ("HANDOVER_LOCALEDIR", PO_FOLDER, TRUE);
  dect_locale_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/locale/own", test_own);
  g_test_add_func ("/model/locale/german", test_german);
  return g_test_run ();
}

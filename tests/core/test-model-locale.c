/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-locale.h"

#include <glib/gi18n-lib.h>

#include "model/dect-record.h"
#include "support/test-site.h"

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

static void
test_german (void)
{
  g_autofree char *said = NULL;

  if (!test_german_locale ())
    return;
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

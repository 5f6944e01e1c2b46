/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-locale.h"

#include "model/dect-i18n.h"

#include "model/dect-record.h"
#include "model/dect-translation.h"

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

  g_assert_cmpstr (word (), ==, "Room");
  {
    g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");

    g_assert_nonnull (scope);
    g_assert_cmpstr (word (), ==, "Raum");
    said = dect_locale_dup_number (1.5, 1);
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

  /* Asked for by name, it is given whatever the environment wants. */
  g_setenv ("LANGUAGE", "fr:en", TRUE);
  {
    g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");

    g_assert_cmpstr (word (), ==, "Raum");
  }
  g_unsetenv ("LANGUAGE");
}

static void
test_plurals (void)
{
  static const gulong counts[] = { 0, 1, 2, 21 };
  g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");
  const char *one
      = ngettext ("IPEI list · %u handset, by number", "IPEI list · %u handsets, by number", 1);
  const char *many
      = ngettext ("IPEI list · %u handset, by number", "IPEI list · %u handsets, by number", 2);

  g_assert_nonnull (scope);
  g_assert_cmpstr (one, !=, many);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_true (ngettext ("IPEI list · %u handset, by number",
                             "IPEI list · %u handsets, by number", counts[i])
                   == (counts[i] == 1 ? one : many));
  g_assert_cmpstr (ngettext ("No such %u text", "No such %u texts", 1), ==, "No such %u text");
  g_assert_cmpstr (ngettext ("No such %u text", "No such %u texts", 3), ==, "No such %u texts");
  g_assert_cmpstr (C_("no such context", "Word"), ==, "Word");
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    guint decimals;
    const char *english, *german;
  } cases[] = { { 2.5, 1, "2.5", "2,5" },
                { -68, 0, "\u221268", "\u221268" },
                { -0.04, 1, "0.0", "0,0" },
                { 1234.567, 2, "1234.57", "1234,57" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectLocaleScope) scope = dect_locale_enter ("en");
      g_autofree char *english = dect_locale_dup_number (cases[i].value, cases[i].decimals);
      g_autoptr (DectLocaleScope) inner = dect_locale_enter ("de");
      g_autofree char *german = dect_locale_dup_number (cases[i].value, cases[i].decimals);

      g_assert_cmpstr (english, ==, cases[i].english);
      g_assert_cmpstr (german, ==, cases[i].german);
    }
}

static void
test_dates (void)
{
  g_autofree char *date = dect_locale_dup_date (1795348800);
  g_autofree char *leap = dect_locale_dup_date (951782399); /* a second before 29 February 2000 */

  g_assert_cmpstr (date, ==, "22 Nov 2026");
  g_assert_cmpstr (leap, ==, "28 Feb 2000");
}

/* A catalogue is data like any other: cut off, or pointing beyond its end, it is refused. */
static void
test_damaged (void)
{
  g_autofree char *path = g_build_filename (PO_FOLDER, "de", "LC_MESSAGES", "handover.mo", NULL);
  g_autofree char *data = NULL;
  gsize size;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (DectTranslation) translation = NULL;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  whole = g_bytes_new (data, size);
  translation = dect_translation_new (whole);
  g_assert_nonnull (translation);
  g_assert_cmpstr (dect_translation_find (translation, "Room", 0), ==, "Raum");
  g_assert_null (dect_translation_find (translation, "No such text", 0));
  for (gsize cut = 0; cut < size; cut += size / 97)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);

      g_assert_null (dect_translation_new (part));
    }
  for (gsize i = 0; i < 28; i++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      DectTranslation *read;

      copy[i] ^= 0x7f;
      bytes = g_bytes_new (copy, size);
      read = dect_translation_new (bytes);
      g_clear_pointer (&read, dect_translation_free);
    }
}

int
main (int argc, char **argv)
{
  g_unsetenv ("LANGUAGE");
  g_setenv ("HANDOVER_LOCALEDIR", PO_FOLDER, TRUE);
  dect_locale_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/locale/own", test_own);
  g_test_add_func ("/model/locale/german", test_german);
  g_test_add_func ("/model/locale/plurals", test_plurals);
  g_test_add_func ("/model/locale/numbers", test_numbers);
  g_test_add_func ("/model/locale/dates", test_dates);
  g_test_add_func ("/model/locale/damaged", test_damaged);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-locale.h"

#include "model/dect-i18n.h"
#include "model/dect-length.h"
#include "model/dect-record.h"
#include "model/dect-translation.h"
#include "support/test-site.h"

#include <locale.h>
#include <math.h>
#include <string.h>

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

/* Months are of the language of the words around them, whatever the computer's locale of dates is.
 */
static void
test_date_formats (void)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 3, 5, 7, 4, 0);
  g_autofree char *english = dect_locale_format_date (date, "%-d %B %Y, %b, %H:%M");
  g_autofree char *none = dect_locale_format_date (NULL, "%Y");
  g_autofree char *time = dect_locale_dup_time (g_date_time_to_unix (date));
  g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");
  g_autofree char *german = dect_locale_format_date (date, "%b");

  g_assert_cmpstr (english, ==, "5 March 2026, Mar, 07:04");
  g_assert_cmpstr (none, ==, "");
  g_assert_nonnull (strstr (time, " Mar 2026, "));
  g_assert_cmpstr (german, ==, "M\303\244rz");
}

/* What a person types is read with either sign; what stands in an entry has that of the locale,
 * files never. */
static void
test_entries (void)
{
  static const struct
  {
    double value;
    const char *stable, *english, *german;
  } cases[] = { { 2.5, "2.5", "2.5", "2,5" },
                { -0.25, "-0.25", "-0.25", "-0,25" },
                { 12, "12", "12", "12" },
                { NAN, "", "", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *english = dect_number_to_entry (cases[i].value);
      g_autoptr (DectLocaleScope) scope = dect_locale_enter ("de");
      g_autofree char *german = dect_number_to_entry (cases[i].value);
      g_autofree char *length = dect_length_to_entry (cases[i].value);
      g_autofree char *stable = dect_number_to_text (cases[i].value);
      double read;

      g_assert_cmpstr (english, ==, cases[i].english);
      g_assert_cmpstr (german, ==, cases[i].german);
      g_assert_cmpstr (length, ==, cases[i].german);
      g_assert_cmpstr (stable, ==, cases[i].stable);
      if (isnan (cases[i].value))
        continue;
      g_assert_true (dect_number_from_text (german, &read, NULL));
      g_assert_cmpfloat (read, ==, cases[i].value);
      g_assert_true (dect_number_from_text (english, &read, NULL));
      g_assert_cmpfloat (read, ==, cases[i].value);
    }
}

/* The locale of the computer, where it has one. */
static void
test_computer (void)
{
  if (!test_german_locale ())
    return;

  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));
  g_autofree char *entry = dect_number_to_entry (3.6);
  g_autofree char *length = dect_length_to_text (3.6, 1);
  g_autofree char *stable = dect_number_to_text (3.6);
  double read;

  g_assert_cmpstr (entry, ==, "3,6");
  g_assert_cmpstr (length, ==, "3,6 m");
  g_assert_cmpstr (stable, ==, "3.6");
  g_assert_true (dect_length_from_text ("3,6", &read, NULL));
  g_assert_cmpfloat (read, ==, 3.6);
  g_assert_true (dect_length_from_text ("3.6", &read, NULL));
  g_assert_cmpfloat (read, ==, 3.6);
  setlocale (LC_NUMERIC, "C");
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
  g_test_add_func ("/model/locale/date-formats", test_date_formats);
  g_test_add_func ("/model/locale/entries", test_entries);
  g_test_add_func ("/model/locale/computer", test_computer);
  g_test_add_func ("/model/locale/damaged", test_damaged);
  return g_test_run ();
}

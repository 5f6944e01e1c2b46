/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-fit-losses.h"
#include "support/test-site.h"

#include <locale.h>
#include <math.h>

static void
test_accept (void)
{
  static const struct
  {
    const char *text, *again;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { " \t\n", NULL },
    { "brick-10=4.2 concrete-15=11", "brick-10=4.2 concrete-15=11" },
    { "  concrete-15=11   brick-10=4.2\n", "brick-10=4.2 concrete-15=11" },
    { "a=0", "a=0" },
    { "a=100 b=100.00", "a=100 b=100" },
    { "a=0.5 b=007.25", "a=0.5 b=7.25" },
    { "a=4.999999", "a=5" },
    { "a=10 a-b=2 a1=3", "a=10 a-b=2 a1=3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) losses = dect_fit_losses_parse (cases[i].text);
      g_auto (GStrv) bad = dect_fit_losses_list_bad (cases[i].text);
      g_autofree char *again = dect_fit_losses_format (losses);

      g_assert_cmpuint (g_strv_length (bad), ==, 0);
      g_assert_cmpstr (again, ==, cases[i].again);
    }
}

static void
test_reject (void)
{
  static const char *const bad[] = {
    "brick",
    "=4",
    "brick=",
    "brick=-1",
    "brick=+1",
    "brick=4,2",
    "brick=.5",
    "brick=5.",
    "b=nan",
    "b=inf",
    "b=1e1",
    "b=0x10",
    "b=100.01",
    "b=1000000",
    "B=4",
    "b_c=4",
    "b==4",
    "b=4=5",
    "b=4dB",
    "\xc3\xa4=4",
    "b=\xff",
    "b=1.2.3",
    "b=1;",
    "b=9999999",
    "b=1.0000000",
    "\xff=1",
    "a123456789012345678901234567890123456789012345678901234567890123456789=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("good=1.5 %s other=2", bad[i]);
      g_autoptr (GHashTable) losses = dect_fit_losses_parse (text);
      g_auto (GStrv) names = dect_fit_losses_list_bad (text);

      g_assert_cmpuint (g_hash_table_size (losses), ==, 2);
      g_assert_cmpfloat (*(double *) g_hash_table_lookup (losses, "good"), ==, 1.5);
      g_assert_cmpfloat (*(double *) g_hash_table_lookup (losses, "other"), ==, 2.0);
      g_assert_cmpuint (g_strv_length (names), ==, 1);
      g_assert_true (g_utf8_validate (names[0], -1, NULL));
    }
}

/* The first one counts. */
static void
test_twice (void)
{
  g_autoptr (GHashTable) losses = dect_fit_losses_parse ("a=1 b=2 a=3 a=x");
  g_auto (GStrv) bad = dect_fit_losses_list_bad ("a=1 b=2 a=3 a=x");

  g_assert_cmpuint (g_hash_table_size (losses), ==, 2);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (losses, "a"), ==, 1.0);
  g_assert_cmpuint (g_strv_length (bad), ==, 2);
  g_assert_cmpstr (bad[0], ==, "a=3");
  g_assert_cmpstr (bad[1], ==, "a=x");
}

/* What could not be read back is not written. */
static void
test_format (void)
{
  double numbers[] = { 4.256, -0.0, NAN, -1.0, 100.001, INFINITY, 99.999, 0.004 };
  static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
  g_autoptr (GHashTable) losses = g_hash_table_new (g_str_hash, g_str_equal);
  double three = 3.0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_hash_table_insert (losses, (gpointer) ids[i], &numbers[i]);
  g_hash_table_insert (losses, (gpointer) "No Id", &three);
  g_hash_table_insert (losses, (gpointer) "", &three);
  text = dect_fit_losses_format (losses);
  g_assert_cmpstr (text, ==, "a=4.26 b=0 g=100 h=0");
}

/* A comma as decimal mark changes nothing. */
static void
test_locale (void)
{
  if (!test_german_locale ())
    return;

  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));

  g_autoptr (GHashTable) losses = dect_fit_losses_parse ("brick-10=4.25");
  g_autofree char *text = dect_fit_losses_format (losses);

  g_assert_cmpstr (text, ==, "brick-10=4.25");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char *argv[])
{
  test_init (&argc, &argv);

  g_test_add_func ("/radio/fit-losses/accept", test_accept);
  g_test_add_func ("/radio/fit-losses/reject", test_reject);
  g_test_add_func ("/radio/fit-losses/twice", test_twice);
  g_test_add_func ("/radio/fit-losses/format", test_format);
  g_test_add_func ("/radio/fit-losses/locale", test_locale);

  return g_test_run ();
}

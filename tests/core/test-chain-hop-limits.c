/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-hop-limits.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* A user's own copy: what it says wins, what makes no sense in it is passed over, what it leaves
 * out is there all the same. It is read once, by whichever test comes first; each has its own
 * folders. */
static const char own[]
    = "{ \"limits\": ["
      "{ \"id\": \"yealink\", \"vendor\": \"Yealink, newer\", \"value\": 15, \"unit\": \"levels\" "
      "},"
      "{ \"id\": \"house\", \"vendor\": \"House rule\", \"value\": 3, \"unit\": \"hops\","
      "  \"verified\": true, \"source\": \"our own\" },"
      "{ \"id\": \"house\", \"vendor\": \"Twice\", \"value\": 1, \"unit\": \"hops\" },"
      "{ \"id\": \"a\", \"vendor\": \"A\", \"value\": -1, \"unit\": \"hops\" },"
      "{ \"id\": \"b\", \"vendor\": \"B\", \"value\": 4, \"unit\": \"miles\" },"
      "{ \"id\": \"c\", \"vendor\": \"C\", \"value\": 100000, \"unit\": \"hops\" },"
      "{ \"id\": \"d\", \"value\": 4, \"unit\": \"hops\" },"
      "{ \"vendor\": \"E\", \"value\": 4, \"unit\": \"hops\" },"
      "{ \"id\": 7, \"vendor\": [], \"value\": \"4\", \"unit\": {} },"
      "{ \"id\": \"f\", \"vendor\": \"F\", \"value\": 2.5, \"unit\": \"hops\" },"
      "null, 3 ] }";

static const DectHopLimit *
find (const char *id)
{
  guint n;
  const DectHopLimit *limits = dect_hop_limit_list (&n);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (limits[i].id, id))
        return &limits[i];
    }
  return NULL;
}

static void
test_built_in (void)
{
  static const struct
  {
    const char *id;
    const char *unit;
    guint value;
    guint max_hops;
  } expected[] = {
    { "hipath", "hops", 5, 5 },
    { "gigaset", "levels", 9, 8 },
    { "rtx", "levels", 12, 11 },
    { "mitel", "hops", 0, G_MAXUINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const DectHopLimit *limit = find (expected[i].id);

      g_assert_nonnull (limit);
      g_assert_cmpstr (limit->unit, ==, expected[i].unit);
      g_assert_cmpuint (limit->value, ==, expected[i].value);
      g_assert_cmpuint (limit->max_hops, ==, expected[i].max_hops);
      g_assert_cmpint (limit->verified, ==, expected[i].value > 0);
      g_assert_cmpuint (strlen (limit->source), >, 10);
    }
}

static void
test_own (void)
{
  static const char *const senseless[] = { "a", "b", "c", "d", "e", NULL };

  g_assert_cmpstr (find ("yealink")->vendor, ==, "Yealink, newer");
  g_assert_cmpuint (find ("yealink")->max_hops, ==, 14);
  g_assert_false (find ("yealink")->verified);
  g_assert_cmpstr (find ("yealink")->source, ==, "");
  g_assert_cmpstr (find ("house")->vendor, ==, "House rule");
  for (guint i = 0; senseless[i] != NULL; i++)
    g_assert_null (find (senseless[i]));
  /* No whole number is no figure. */
  g_assert_cmpuint (find ("f")->max_hops, ==, G_MAXUINT);
}

static void
test_exceeded (void)
{
  static const guint allowed[] = { 3, 5, 8, 11, 14 };
  guint n;
  const DectHopLimit *limits = dect_hop_limit_list (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (allowed) + 2);
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_assert_cmpuint (limits[i].max_hops, ==, allowed[i]);
      g_assert_cmpuint (dect_hop_limits_exceeded (allowed[i]), ==, i);
      g_assert_cmpuint (dect_hop_limits_exceeded (allowed[i] + 1), ==, i + 1);
    }
  g_assert_cmpuint (dect_hop_limits_exceeded (0), ==, 0);
  g_assert_cmpuint (dect_hop_limits_exceeded (4096), ==, G_N_ELEMENTS (allowed));
}

int
main (int argc, char *argv[])
{
  g_autofree char *config = g_dir_make_tmp ("handover-test-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (config, "handover", NULL);
  g_autofree char *folder = g_build_filename (home, "chain", NULL);
  g_autofree char *path = g_build_filename (folder, "hop-limits.json", NULL);
  int result;

  /* Not G_TEST_OPTION_ISOLATE_DIRS, which leaks. */
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, own, -1, NULL));

  g_test_add_func ("/chain/hop-limits/built-in", test_built_in);
  g_test_add_func ("/chain/hop-limits/own", test_own);
  g_test_add_func ("/chain/hop-limits/exceeded", test_exceeded);

  result = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (home);
  g_rmdir (config);
  return result;
}

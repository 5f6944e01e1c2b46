/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A user's own copies of data/radio: entries that are whole count before the built-in ones, others
 * not at all, and a file that cannot be read takes nothing away. */

#include "config.h"

#include <math.h>

#include "radio/dect-radio-data.h"
#include "support/remove-tree.h"
#include "support/test-site.h"

static void
write_copy (const char *config, const char *name, const char *text)
{
  g_autofree char *folder = g_build_filename (config, "handover", "radio", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
write_copies (const char *config)
{
  write_copy (config, "media.json",
              "{\"media\": [7, {}, {\"id\": \"half\", \"a\": 2, \"b\": 0, \"c\": 0},"
              " {\"id\": \"far\", \"a\": 2000, \"b\": 0, \"c\": 0, \"d\": 0},"
              " {\"id\": \"foam\", \"a\": 1.1, \"b\": 0, \"c\": 0, \"d\": 0}]}");
  write_copy (config, "materials.json",
              "{\"materials\": ["
              " {\"loss_db\": 3}, {\"id\": \"none\"}, {\"id\": \"much\", \"loss_db\": 1e9},"
              " {\"id\": \"own\", \"loss_db\": 12.5}, {\"id\": \"own\", \"loss_db\": 1},"
              " {\"id\": \"brick-10\", \"loss_db\": 9},"
              " {\"id\": \"built\", \"layers\": [{\"medium\": \"concrete\", \"mm\": 200}]},"
              " {\"id\": \"foamed\", \"layers\": [{\"medium\": \"foam\", \"mm\": 10},"
              " {\"film_ohm\": 5}]},"
              " {\"id\": \"no-medium\", \"layers\": [{\"medium\": \"half\", \"mm\": 200}]},"
              " {\"id\": \"no-mm\", \"layers\": [{\"medium\": \"concrete\"}]},"
              " {\"id\": \"no-film\", \"layers\": [{\"film_ohm\": -1}]},"
              " {\"id\": \"no-layer\", \"layers\": [7]}, {\"id\": \"no-list\", \"layers\": 7},"
              " {\"id\": \"stated\", \"loss_db\": 4, \"layers\": [7]}]}");
  write_copy (
      config, "environments.json",
      "{\"environments\": [{\"id\": \"half\", \"exponent_db\": 30, \"first_floor_db\": 15},"
      " {\"exponent_db\": 30, \"first_floor_db\": 15, \"next_floor_db\": 4, \"entry_db\": 9},"
      " {\"id\": \"yard\", \"exponent_db\": 31, \"first_floor_db\": 15, \"next_floor_db\": 4,"
      " \"entry_db\": 9}]}");
  write_copy (config, "limits.json",
              "{\"limits\": [{\"id\": \"sync\", \"value\": -75},"
              " {\"id\": \"strong\", \"value\": \"loud\"}, {\"value\": 3}]}");
  write_copy (config, "antennas.json", "[{\"id\": \"omni\", \"zenith_db\": 40}]");
}

static void
test_media (void)
{
  g_assert_nonnull (dect_medium_find ("foam"));
  g_assert_nonnull (dect_medium_find ("concrete"));
  g_assert_null (dect_medium_find ("half"));
  g_assert_null (dect_medium_find ("far"));
  g_assert_null (dect_medium_find (NULL));
}

static void
test_materials (void)
{
  static const char *const refused[]
      = { "none", "much", "no-medium", "no-mm", "no-film", "no-layer", "no-list" };
  const DectMaterial *built = dect_material_find ("built");
  const DectMaterial *foamed = dect_material_find ("foamed");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_null (dect_material_find (refused[i]));
      g_assert_true (dect_material_for_wall (refused[i])
                     == dect_material_find (DECT_MATERIAL_DEFAULT_WALL));
    }
  /* The first of an id, the user's own before the built-in one; a name that is missing is the id.
   */
  g_assert_cmpfloat (dect_material_find ("own")->loss_db, ==, 12.5);
  g_assert_cmpstr (dect_material_find ("own")->name, ==, "own");
  g_assert_cmpfloat (dect_material_find ("brick-10")->loss_db, ==, 9);
  g_assert_cmpuint (built->n_layers, ==, 1);
  g_assert_cmpfloat (built->loss_db, >, 1);
  g_assert_cmpuint (foamed->n_layers, ==, 2);
  g_assert_true (isfinite (foamed->loss_db));
  /* A build-up that is none takes no figure away that is stated. */
  g_assert_cmpuint (dect_material_find ("stated")->n_layers, ==, 0);
  g_assert_cmpfloat (dect_material_find ("stated")->loss_db, ==, 4);
  /* What the copy leaves out is there. */
  g_assert_nonnull (dect_material_find ("brick-24"));
}

static void
test_environments (void)
{
  const DectEnvironment *yard = dect_environment_find ("yard");

  g_assert_cmpstr (yard->name, ==, "yard");
  g_assert_cmpfloat (yard->exponent_db, ==, 31);
  g_assert_cmpfloat (yard->entry_gain_db_m, ==, 0);
  g_assert_null (dect_environment_find ("half"));
  g_assert_true (dect_environment_for_floor ("half")
                 == dect_environment_find (DECT_ENVIRONMENT_DEFAULT));
  g_assert_nonnull (dect_environment_find ("office"));
}

/* The site's own figure, which a new site has too, wins over the copy's, the copy's over the
 * built-in one. */
static void
test_limits (void)
{
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();

  g_assert_cmpfloat (dect_limit_value ("sync"), ==, -75);
  g_assert_cmpfloat (dect_limit_value ("strong"), ==, -73);
  info->sync_limit_dbm = -80;
  g_assert_cmpfloat (dect_limit_of_site (info, "sync"), ==, -80);
  info->sync_limit_dbm = info->strong_limit_dbm = NAN;
  g_assert_cmpfloat (dect_limit_of_site (info, "sync"), ==, -75);
  g_assert_cmpfloat (dect_limit_of_site (info, "strong"), ==, -73);
}

static void
test_antennas (void)
{
  g_assert_cmpfloat (dect_antenna_find ("omni")->zenith_db, ==, 0);
  g_assert_cmpfloat (dect_antenna_find ("directional")->beam_deg, ==, 70);
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-radio-XXXXXX", NULL);
  int result;

  test_init (&argc, &argv);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  write_copies (config);

  g_test_add_func ("/radio/own-data/media", test_media);
  g_test_add_func ("/radio/own-data/materials", test_materials);
  g_test_add_func ("/radio/own-data/environments", test_environments);
  g_test_add_func ("/radio/own-data/limits", test_limits);
  g_test_add_func ("/radio/own-data/antennas", test_antennas);
  result = g_test_run ();
  remove_tree (config);
  return result;
}

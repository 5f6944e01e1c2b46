/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-catalogue.h"
#include "model/dect-data.h"
#include "support/remove-tree.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * The hardware table and the codes of the OMM's backup, as the sources give them. The user's own
 * copies, left by the test before, hold nothing that is one: the built-in lists stand in for them.
 */
static void
test_models (void)
{
  static const struct
  {
    const char *id;
    guint generation;
    gboolean outdoor;
    gboolean wlan;
    guint channels;
    guint hardware_code;
    const char *host;
  } cases[] = {
    { "31", 1, FALSE, FALSE, 8, 1, "no" },   { "32", 2, FALSE, FALSE, 8, 4, "no" },
    { "33", 1, TRUE, FALSE, 8, 2, "no" },    { "34", 2, TRUE, FALSE, 8, 6, "disputed" },
    { "35", 3, FALSE, FALSE, 8, 11, "yes" }, { "36", 3, TRUE, FALSE, 8, 12, "yes" },
    { "37", 3, TRUE, FALSE, 8, 14, "yes" },  { "41", 1, FALSE, TRUE, 8, 3, "no" },
    { "42", 2, FALSE, TRUE, 8, 8, "no" },    { "43", 3, FALSE, TRUE, 8, 13, "yes" },
    { "44", 4, FALSE, FALSE, 4, 16, "yes" }, { "45", 4, FALSE, FALSE, 8, 17, "yes" },
    { "47", 4, FALSE, FALSE, 8, 18, "yes" }, { "47DRC", 4, TRUE, FALSE, 8, 0, "yes" },
    { "48", 4, FALSE, TRUE, 8, 19, "yes" },
  };
  guint n_models;
  const DectRfpModel *models = dect_catalogue_models (&n_models);

  g_assert_cmpuint (n_models, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < n_models; i++)
    {
      g_assert_cmpstr (models[i].id, ==, cases[i].id);
      g_assert_cmpuint (models[i].generation, ==, cases[i].generation);
      g_assert_cmpint (models[i].outdoor, ==, cases[i].outdoor);
      g_assert_cmpint (models[i].wlan, ==, cases[i].wlan);
      g_assert_cmpuint (models[i].channels, ==, cases[i].channels);
      g_assert_cmpuint (models[i].hardware_code, ==, cases[i].hardware_code);
      g_assert_cmpstr (models[i].host, ==, cases[i].host);
      /* 802.3af: class 2 needs 7.0 W at the port, class 3 needs 15.4 W. */
      g_assert_cmpfloat (models[i].poe_w, ==, g_str_equal (models[i].id, "48") ? 15.4 : 7.0);
      g_assert_cmpuint (models[i].poe_class, ==, g_str_equal (models[i].id, "48") ? 3 : 2);
      g_assert_nonnull (models[i].name);
      g_assert_cmpstr (models[i].source, !=, "");
      g_assert_true (dect_catalogue_find (models[i].id) == &models[i]);
      g_assert_true (dect_catalogue_find (models[i].name) == &models[i]);
    }
}

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *id;
  } cases[] = {
    { "RFP 45", "45" },
    { "RFP45", "45" },
    { "rfp45", "45" },
    { "rfp-45", "45" },
    { "45", "45" },
    { " 45 IP ", "45" },
    { "Mitel RFP 45 IP", "45" },
    { "RFP 48 WLAN", "48" },
    { "RFP 47 DRC", "47DRC" },
    { "47 ip drc", "47DRC" },
    { "RFP L35 IP", "35" },
    { "L-RFP 35", "35" },
    { "SL35", "35" },
    { "RFP 35 WLAN/IP", "35" },
    { "", NULL },
    { "RFP", NULL },
    { "IP", NULL },
    { "46", NULL },
    { "455", NULL },
    { "R4", NULL },
    { "45?", NULL },
    { "４５", NULL },
    { "\377\376", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DectRfpModel *model = dect_catalogue_find (cases[i].text);

      g_test_message ("%u", i);
      g_assert_cmpstr (model != NULL ? model->id : NULL, ==, cases[i].id);
    }
}

static void
test_vendor (void)
{
  static const struct
  {
    const char *mac;
    const char *vendor;
  } cases[] = {
    { "00:30:42:00:00:01", "Aastra DeTeWe" },
    { "08:00:0F:FF:FF:FF", "Mitel" },
    { "00:08:5D:12:34:56", "Aastra" },
    { "00:30:43:00:00:01", NULL },
    { "02:00:00:00:00:01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectMac mac;

      g_assert_true (dect_mac_parse (cases[i].mac, &mac, NULL));
      g_assert_cmpstr (dect_catalogue_vendor (&mac), ==, cases[i].vendor);
    }
}

static void
write_user_file (const char *folder, const char *name, const char *text, gssize size)
{
  g_autofree char *dir = g_build_filename (g_get_user_config_dir (), "handover", folder, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_file_set_contents (path, text, size, &error);
  g_assert_no_error (error);
}

static void
test_data_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) built_in = dect_data_load ("rfp/models.json", &error);
  g_autoptr (JsonNode) own = NULL;
  g_autoptr (JsonNode) again = NULL;

  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (built_in), "models"));

  write_user_file ("rfp", "models.json",
                   "{\"own\":1,\"models\":[7,{},{\"id\":\"\",\"generation\":4},{\"id\":45},"
                   "{\"id\":\"99\",\"generation\":5},{\"id\":\"98\",\"generation\":\"4\"}]}",
                   -1);
  write_user_file ("rfp", "mac-prefixes.json",
                   "{\"prefixes\":[{\"prefix\":\"00:30\",\"vendor\":\"X\"},{\"vendor\":\"X\"}]}",
                   -1);
  own = dect_data_load ("rfp/models.json", &error);
  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (own), "own"));
  again = dect_data_load_built_in ("rfp/models.json", &error);
  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (again), "models"));
}

static void
test_data_errors (void)
{
  static const char *const bad_paths[]
      = { "", "/etc/passwd", "../x", "rfp/../x", "rfp//x", "a\\b", ".x", "\377" };
  g_autofree char *dir
      = g_build_filename (g_get_user_config_dir (), "handover", "test", "folder", NULL);
  g_autofree char *big = g_strnfill (4 * 1024 * 1024 + 1, ' ');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad_paths); i++)
    {
      g_assert_null (dect_data_load (bad_paths[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
      g_clear_error (&error);
    }

  g_assert_null (dect_data_load ("rfp/none.json", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_null (dect_data_load ("test/folder", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);

  write_user_file ("test", "big.json", big, -1);
  g_assert_null (dect_data_load ("test/big.json", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);

  write_user_file ("test", "bad.json", "{", -1);
  g_assert_null (dect_data_load ("test/bad.json", &error));
  g_assert_true (error->domain == JSON_PARSER_ERROR);
  g_clear_error (&error);

  write_user_file ("test", "empty.json", "", 0);
  g_assert_null (dect_data_load ("test/empty.json", &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA);
  g_clear_error (&error);

  write_user_file ("test", "blank.json", " \n", -1);
  g_assert_null (dect_data_load ("test/blank.json", &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA);
  g_clear_error (&error);

  write_user_file ("test", "latin.json", "\"\377\"", -1);
  g_assert_null (dect_data_load ("test/latin.json", &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA);
}

static void
test_data_list (void)
{
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) none = dect_data_list ("no-such-folder");
  g_auto (GStrv) outside = dect_data_list ("../..");
  g_autofree char *folder
      = g_build_filename (g_get_user_config_dir (), "handover", "rfp", "folder", NULL);

  write_user_file ("rfp", "models.json", "{}", -1);
  write_user_file ("rfp", "a-own.json", "{}", -1);
  write_user_file ("rfp", "a-own.json~", "{}", -1);
  write_user_file ("rfp", ".hidden", "{}", -1);
  write_user_file ("rfp", "latin-\377.json", "{}", -1);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  names = dect_data_list ("rfp");
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpstr (names[0], ==, "a-own.json");
  g_assert_cmpstr (names[1], ==, "mac-prefixes.json");
  g_assert_cmpstr (names[2], ==, "models.json");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (outside), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;
  g_autofree char *config = g_dir_make_tmp ("handover-test-XXXXXX", NULL);

  /* One config folder for the whole program, before GLib asks for it: tests run in the order they
   * are added. */
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/data/user-copy", test_data_load);
  g_test_add_func ("/model/catalogue/models", test_models);
  g_test_add_func ("/model/catalogue/find", test_find);
  g_test_add_func ("/model/catalogue/vendor", test_vendor);
  g_test_add_func ("/model/data/errors", test_data_errors);
  g_test_add_func ("/model/data/list", test_data_list);

  result = g_test_run ();
  remove_tree (config);
  return result;
}

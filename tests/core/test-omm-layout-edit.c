/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

static DectOmmLayout *
arrange (const char *id, const char *const *fields, const char *const *written, GError **error)
{
  g_autoptr (DectOmmLayout) base = dect_omm_layout_default (DECT_KIND_RFP);

  return dect_omm_layout_arrange (base, id, "Mine", fields, written, error);
}

static void
test_arrange (void)
{
  static const char *const fields[] = { "blank", "mac", "room", "blank", "model", NULL };
  static const char *const written[] = { "cluster", "building", "start_number", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) layout = arrange ("mine", fields, written, &error);
  const DectOmmColumn *columns;
  const DectOmmInstruction *instructions;
  guint n_columns, n_instructions;

  g_assert_no_error (error);
  columns = dect_omm_layout_get_columns (layout, &n_columns);
  g_assert_cmpuint (n_columns, ==, 5);
  g_assert_cmpint (columns[1].form, ==, DECT_OMM_FORM_MAC_COLON_UPPER);
  g_assert_cmpuint (columns[2].max_length, ==, 16);
  g_assert_cmpstr (columns[4].field, ==, "model");
  instructions = dect_omm_layout_get_instructions (layout, &n_instructions);
  for (guint i = 0; i < n_instructions; i++)
    g_assert_cmpint (instructions[i].write, ==, g_strv_contains (written, instructions[i].tag));
  g_assert_cmpstr (dect_omm_layout_get_title (layout), ==, "Mine");
}

/* What was read in a manual was read for its place. */
static void
test_verified (void)
{
  static const char *const fields[] = { "name", "number", "ac", "ipei", NULL };
  g_autoptr (DectOmmLayout) base = dect_omm_layout_default (DECT_KIND_HANDSET);
  g_autoptr (DectOmmLayout) layout
      = dect_omm_layout_arrange (base, "mine", "Mine", fields, NULL, NULL);
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, NULL);

  g_assert_false (columns[0].verified);
  g_assert_false (columns[1].verified);
  g_assert_true (columns[2].verified);
  g_assert_true (columns[2].secret);
  g_assert_true (columns[3].verified);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *id;
    const char *fields[4];
    const char *place;
  } cases[] = {
    { "mine", { "mac", "name", "mac" }, "columns/2/field" },
    { "mine", { "mac", "ac" }, "columns/1/field" },
    { "mine", { "mac", "x_m" }, "columns/1/field" },
    { "mine", { "name" }, "columns" },
    { "Mine", { "mac" }, "id" },
  };
  const char *many[70] = { "mac" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (arrange (cases[i].id, cases[i].fields, NULL, &error));
      g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
  for (guint i = 1; i + 1 < G_N_ELEMENTS (many); i++)
    many[i] = "blank";
  g_autoptr (GError) error = NULL;
  g_assert_null (arrange ("mine", many, NULL, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
}

/* Every field that is offered can stand in a column. */
static void
test_fields (void)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (DectOmmLayout) base = dect_omm_layout_default (kinds[i]);
      g_auto (GStrv) fields = dect_omm_layout_list_fields (kinds[i]);
      g_auto (GStrv) shipped = dect_omm_layout_dup_fields (base);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectOmmLayout) all = dect_omm_layout_arrange (
          base, "all", "All", (const char *const *) fields, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (all);
      for (guint f = 0; shipped[f] != NULL; f++)
        g_assert_cmpstr (fields[f], ==, shipped[f]);
      for (guint f = 0; fields[f] != NULL; f++)
        g_assert_nonnull (dect_omm_field_label (kinds[i], fields[f]));
      g_assert_cmpstr (fields[g_strv_length (fields) - 1], ==, "blank");
    }
}

static void
test_folder (void)
{
  static const char *const fields[] = { "name", "mac", NULL };
  g_autofree char *id = dect_omm_layout_dup_free_id ("Müllers Datei: neu!");
  g_autofree char *next = NULL;
  g_autofree char *odd = dect_omm_layout_dup_free_id ("…");
  g_autofree char *taken = dect_omm_layout_dup_free_id ("rfp-16");
  g_autoptr (DectOmmLayout) layout = arrange (id, fields, NULL, NULL);
  g_autoptr (DectOmmLayout) again = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (id, ==, "mullers-datei-neu");
  g_assert_cmpstr (taken, ==, "rfp-16-2");
  g_assert_true (*odd != '\0');
  g_assert_false (dect_omm_layout_is_own (id));
  g_assert_true (dect_omm_layout_save (layout, &error));
  g_assert_no_error (error);
  g_assert_true (dect_omm_layout_is_own (id));
  g_assert_false (dect_omm_layout_is_own ("rfp-16"));
  g_assert_false (dect_omm_layout_is_shipped (layout));
  next = dect_omm_layout_dup_free_id (id);
  g_assert_cmpstr (next, ==, "mullers-datei-neu-2");
  again = dect_omm_layout_load (id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dect_omm_layout_find_column (again, "mac"), ==, 1);
  list = dect_omm_layout_list (DECT_KIND_RFP);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (dect_omm_layout_delete (id, &error));
  g_assert_false (dect_omm_layout_delete (id, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static DectSnapshot *
snapshot_of (DectSiteInfo *info)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  dect_snapshot_builder_add (builder, dect_record_copy (DECT_RECORD (info)));
  return dect_snapshot_builder_end (builder);
}

static void
assert_for_site (DectSiteInfo *info, const char *id, guint n_columns)
{
  g_autoptr (DectSnapshot) snapshot = snapshot_of (info);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (snapshot, DECT_KIND_RFP, &error);
  g_autoptr (DectOmmLayout) found = NULL;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpstr (dect_omm_layout_get_id (layout), ==, id);
  dect_omm_layout_get_columns (layout, &n);
  g_assert_cmpuint (n, ==, n_columns);
  found = dect_omm_layout_find (snapshot, id, &error);
  g_assert_no_error (error);
  dect_omm_layout_get_columns (found, &n);
  g_assert_cmpuint (n, ==, n_columns);
}

/* A site carries its layout to a computer that does not have it. */
static void
test_site (void)
{
  static const char *const fields[] = { "name", "mac", NULL };
  g_autoptr (DectOmmLayout) layout = arrange ("mine", fields, NULL, NULL);
  g_autoptr (DectOmmLayout) shipped = dect_omm_layout_default (DECT_KIND_RFP);
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();
  g_autoptr (GError) error = NULL;

  dect_omm_layout_use (info, layout);
  g_assert_cmpstr (info->rfp_layout, ==, "mine");
  assert_for_site (info, "mine", 2);
  /* Nobody else knows it, and it stays. */
  g_assert_true (dect_omm_layout_settle (info, &error));
  assert_for_site (info, "mine", 2);
  /* Back to what the release says: nothing is left of it. */
  dect_omm_layout_use (info, shipped);
  g_assert_null (info->rfp_layout);
  g_assert_null (info->rfp_layout_own);
  assert_for_site (info, "rfp-16", 16);

  /* Named on the command line, it is taken from the user's folder. */
  dect_set_str (&info->rfp_layout, "mine");
  g_assert_false (dect_omm_layout_settle (info, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_UNKNOWN_LAYOUT);
  g_clear_error (&error);
  g_assert_true (dect_omm_layout_save (layout, NULL));
  g_assert_true (dect_omm_layout_settle (info, &error));
  g_assert_true (dect_omm_layout_delete ("mine", NULL));
  assert_for_site (info, "mine", 2);
  /* Another id leaves the copy out of account, and settling drops it. */
  dect_set_str (&info->rfp_layout, "rfp-16");
  assert_for_site (info, "rfp-16", 16);
  g_assert_true (dect_omm_layout_settle (info, &error));
  g_assert_null (info->rfp_layout_own);
  g_assert_cmpstr (info->rfp_layout, ==, "rfp-16");
}

/* A damaged copy in a file is named, not passed over: the file would have another form. */
static void
test_site_damaged (void)
{
  static const char *const texts[] = { "{", "[]", "{\"version\":1,\"id\":\"mine\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DectSiteInfo) info = dect_site_info_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GError) error = NULL;

      dect_set_str (&info->rfp_layout, "mine");
      dect_set_str (&info->rfp_layout_own, texts[i]);
      snapshot = snapshot_of (info);
      g_assert_null (dect_omm_layout_for_site (snapshot, DECT_KIND_RFP, &error));
      g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
    }
}

int
main (int argc, char **argv)
{
  static const char *const below[] = { "", "handover", "handover/omm", "handover/omm/layouts" };
  g_autofree char *folder = g_dir_make_tmp ("handover-test-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/omm/layout-edit/arrange", test_arrange);
  g_test_add_func ("/omm/layout-edit/verified", test_verified);
  g_test_add_func ("/omm/layout-edit/refused", test_refused);
  g_test_add_func ("/omm/layout-edit/fields", test_fields);
  g_test_add_func ("/omm/layout-edit/folder", test_folder);
  g_test_add_func ("/omm/layout-edit/site", test_site);
  g_test_add_func ("/omm/layout-edit/site-damaged", test_site_damaged);
  result = g_test_run ();
  for (guint depth = G_N_ELEMENTS (below); depth > 0; depth--)
    {
      g_autofree char *path = g_build_filename (folder, below[depth - 1], NULL);

      g_rmdir (path);
    }
  return result;
}

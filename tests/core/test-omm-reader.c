/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

static DectOmmFile *
read_text (const char *text, const char *layout_id, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (layout_id, NULL);

  return dect_omm_read (bytes, layout, error);
}

static void
assert_value (DectOmmFile *file, guint i, const char *field, const char *expected)
{
  if (g_strcmp0 (dect_omm_file_get_value (file, i, field), expected) != 0)
    g_error ("record %u, %s: “%s”, not “%s”", i, field, dect_omm_file_get_value (file, i, field),
             expected);
}

/* Every line end, with and without byte order mark, gives the same. */
static void
test_line_ends (void)
{
  static const char *const files[] = {
    "# c\nsite = 3\ndata_sequence\n00:30:42:00:00:01;Lab;1\n\n#x\n00:30:42:00:00:02;Hall;0\n",
    "# c\r\nsite = "
    "3\r\ndata_sequence\r\n00:30:42:00:00:01;Lab;1\r\n\r\n#x\r\n00:30:42:00:00:02;Hall;0",
    "# c\rsite=3\rData_Sequence\r00:30:42:00:00:01;Lab;1\r#x\r00:30:42:00:00:02;Hall;0\r",
    "\xEF\xBB\xBF  SITE  =  3  \n  data_sequence  \n 003042000001 ; Lab ; 1 ;;;;\n 0030.4200.0002; "
    "Hall ;0;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectOmmFile) file = read_text (files[i], "rfp-16", &error);
      g_autofree char *key = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 0);
      g_assert_cmpuint (dect_omm_file_get_n_records (file), ==, 2);
      assert_value (file, 0, "mac", "00:30:42:00:00:01");
      assert_value (file, 0, "name", "Lab");
      assert_value (file, 0, "dect_on", "1");
      assert_value (file, 0, "omm_site", "3");
      assert_value (file, 0, "cluster", NULL);
      assert_value (file, 1, "name", "Hall");
      assert_value (file, 1, "dect_on", "0");
      key = dect_omm_file_dup_key (file, 1);
      g_assert_cmpstr (key, ==, "003042000002");
    }
}

static void
test_instructions (void)
{
  static const struct
  {
    const char *number, *name, *ac, *ipei, *additional_id, *sip_user, *sos_number;
  } expected[] = {
    { "4101", "Reception", "4711", "1299901000410", "41", "4101", "110" },
    { "0098", "Ward 2 night", "2600", "1299901000587", "0098", "0098", "110" },
    { "0099", "Ward 2 day", "2601", "1299901000754", "0099", "0099", "110" },
    { "4120", "Workshop", "2602", "1299901000921", "4120", "4120", "911" },
    { "0100", "Last generated", "2603", "0007701154842", "0100", "0100", "110" },
  };
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/pp-instructions.txt");
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_HANDSET, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmFile) file = dect_omm_read (bytes, layout, &error);
  const DectOmmProblem *problem;

  g_assert_no_error (error);
  g_assert_cmpuint (dect_omm_file_get_n_records (file), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      assert_value (file, i, "number", expected[i].number);
      assert_value (file, i, "name", expected[i].name);
      assert_value (file, i, "ac", expected[i].ac);
      assert_value (file, i, "ipei", expected[i].ipei);
      assert_value (file, i, "additional_id", expected[i].additional_id);
      assert_value (file, i, "sip_user", expected[i].sip_user);
      assert_value (file, i, "sos_number", expected[i].sos_number);
      assert_value (file, i, "tracking", NULL);
    }
  /* The last record would have needed a fourth number. */
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 1);
  problem = g_ptr_array_index (dect_omm_file_get_problems (file), 0);
  g_assert_cmpuint (problem->line, ==, 16);
}

#define S "data_sequence\n"

/* Release 2.1 counts up what later ones are said to take as it stands. */
static void
test_rules (void)
{
  static const struct
  {
    const char *layout;
    const char *users[2];
  } cases[] = { { "pp-12-r2", { "0500", "0501" } }, { "pp-12", { "0500", "0500" } } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectOmmFile) file = read_text (
          "sip_user = 0500\nsip_pw = number\n" S "401;A\n402;B", cases[i].layout, NULL);

      assert_value (file, 0, "sip_user", cases[i].users[0]);
      assert_value (file, 1, "sip_user", cases[i].users[1]);
      assert_value (file, 1, "sip_password", "402");
    }
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *layout;
  const char *text;
  guint       line;
  guint       column;
  const char *field;
  guint       n_records;
} problems[] = {
  { "mac", "rfp-16", S "00:30:42:00:00:0G;Lab", 2, 1, "mac", 0 },
  { "mac-missing", "rfp-16", S ";Lab", 2, 1, NULL, 0 },
  { "bool", "rfp-16", S "003042000001;Läb;2\n003042000002;ok", 2, 18, "dect_on", 1 },
  { "number", "rfp-16", S "003042000001;Lab;1;x", 2, 20, "cluster", 0 },
  { "range", "rfp-16", S "003042000001;Lab;1;0", 2, 20, "cluster", 0 },
  { "no-paging-area", "rfp-16", S "003042000001;Lab;1;1;-1\n;", 3, 1, NULL, 1 },
  { "hash", "rfp-16", S "003042000001;Lab # here", 2, 18, NULL, 0 },
  { "too-many", "rfp-16", S "003042000001;;;;;;;;;;;;;;;;x", 2, 29, NULL, 0 },
  { "twice", "rfp-16", S "003042000001;A\n00:30:42:00:00:01;B", 3, 1, NULL, 1 },
  { "tag", "rfp-16", "colour = red\n" S "003042000001;A", 1, 1, NULL, 1 },
  { "no-equals", "rfp-16", "colour\n" S "003042000001;A", 1, 1, NULL, 1 },
  { "default-wrong", "rfp-16", "cluster = x\n" S "003042000001;A", 3, 0, "cluster", 0 },
  { "ipei", "pp-12", S "401;A;;0007701154843", 2, 8, "ipei", 0 },
  { "nothing", "pp-12", S ";A", 2, 1, NULL, 0 },
  { "ipei-twice", "pp-12", S "1;A;;0007701154842\n2;B;;00077 0115484 2", 3, 1, NULL, 1 },
  { "number-twice", "pp-12", S "1;A\n1;B", 3, 1, NULL, 1 },
  { "counter", "pp-12", "ac = 12a\n" S "1;A", 1, 1, "ac", 1 },
  { "counter-long", "pp-12", "ac = 1234567890123456\n" S "1;A", 1, 1, "ac", 1 },
};
/* clang-format on */

static void
test_problem (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmFile) file = read_text (problems[i].text, problems[i].layout, &error);
  const DectOmmProblem *problem;

  g_assert_no_error (error);
  g_assert_cmpuint (dect_omm_file_get_n_records (file), ==, problems[i].n_records);
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 1);
  problem = g_ptr_array_index (dect_omm_file_get_problems (file), 0);
  g_assert_cmpuint (problem->line, ==, problems[i].line);
  g_assert_cmpuint (problem->column, ==, problems[i].column);
  g_assert_cmpstr (problem->field, ==, problems[i].field);
  g_assert_true (g_utf8_validate (problem->text, -1, NULL));
}

static void
test_refused (void)
{
  g_autofree char *large = g_strnfill (DECT_OMM_MAX_BYTES + 1, '#');
  g_autofree char *lines = g_strnfill (DECT_OMM_MAX_LINES + 1, '\n');
  const struct
  {
    const char *text;
    gsize length;
    gint code;
  } cases[] = {
    { "", 0, DECT_OMM_ERROR_NO_SEQUENCE },
    { "cluster = 1\n", 12, DECT_OMM_ERROR_NO_SEQUENCE },
    { "<html>", 6, DECT_OMM_ERROR_NO_SEQUENCE },
    { "data_sequence\n\xFF\n", 16, DECT_OMM_ERROR_ENCODING },
    { "data_sequence\nA\0B\n", 18, DECT_OMM_ERROR_ENCODING },
    { large, DECT_OMM_MAX_BYTES + 1, DECT_OMM_ERROR_TOO_LARGE },
    { lines, DECT_OMM_MAX_LINES + 1, DECT_OMM_ERROR_TOO_LARGE },
  };
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, cases[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_omm_read (bytes, layout, &error));
      g_assert_error (error, DECT_OMM_ERROR, cases[i].code);
    }
}

static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new ("data_sequence\n003042000001;");
  g_autoptr (DectOmmFile) file = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\n003042000002;ok\n");
  file = read_text (text->str, "rfp-16", NULL);
  g_assert_cmpuint (dect_omm_file_get_n_records (file), ==, 1);
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 1);
}

/* --- Into a site and back ------------------------------------------------------------------- */

static void
test_round_trip (void)
{
  static const char *const names[] = { "omm/rfp-16.txt", "omm/pp-12.txt" };
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectSiteInfo) info = dect_site_info_copy (dect_site_get_info (site));

  test_record_set (DECT_RECORD (info), "gateway=Plant North");
  dect_history_put_one (history, DECT_RECORD (g_steal_pointer (&info)), "gateway", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = test_data_bytes (names[i]);
      g_autoptr (DectOmmLayout) layout
          = dect_omm_layout_load (i == 0 ? DECT_OMM_LAYOUT_RFP : DECT_OMM_LAYOUT_HANDSET, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectOmmFile) file = dect_omm_read (bytes, layout, &error);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GBytes) written = NULL;
      g_autofree char *text = NULL;
      DectOmmMerge merge;

      g_assert_no_error (error);
      g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 0);
      g_assert_true (dect_omm_file_merge (file, site, secrets, &merge));
      g_assert_cmpuint (merge.added, ==, dect_omm_file_get_n_records (file));
      g_assert_cmpuint (merge.updated + merge.unchanged, ==, 0);
      g_assert_cmpuint (merge.places, ==, i == 0 ? 2 : 0);

      snapshot = dect_site_snapshot (site);
      written = dect_omm_write (snapshot, layout, secrets, NULL, NULL, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      test_assert_text (written, text);

      g_assert_false (dect_omm_file_merge (file, site, secrets, &merge));
      g_assert_cmpuint (merge.unchanged, ==, dect_omm_file_get_n_records (file));
      g_assert_cmpuint (merge.added + merge.updated + merge.places, ==, 0);
    }
  g_assert_cmpstr (dect_secrets_get (secrets, "1299901000410", DECT_SECRETS_AC), ==, "4711");
  /* One step a file: undo takes all of it back. */
  dect_history_undo (history);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_HANDSET)), ==, 0);
  dect_history_undo (history);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_FLOOR)), ==, 0);
}

static DectSite *
make_site (DectKind kind, const char *pairs)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=Ground|level=0");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=First|level=1");
  test_site_add (builder, kind, pairs);
  snapshot = dect_snapshot_builder_end (builder);
  return dect_site_new_from_snapshot (snapshot);
}

static void
test_merge_rfp (void)
{
  g_autoptr (DectSite) site = make_site (DECT_KIND_RFP, "mac=003042000001|name=Lab|floor=#2|x_m=1|"
                                                        "y_m=2|room=12|cluster=3");
  g_autoptr (DectOmmFile) same
      = read_text (S "003042000001;Labor;;;;;;;House;Ground", "rfp-16", NULL);
  g_autoptr (DectOmmFile) moved = read_text (S "003042000001;;;;;;;;House;Second", "rfp-16", NULL);
  const DectRfp *rfp;
  DectOmmMerge merge;

  g_assert_true (dect_omm_file_merge (same, site, NULL, &merge));
  g_assert_cmpuint (merge.updated, ==, 1);
  g_assert_cmpuint (merge.places, ==, 0);
  rfp = DECT_RFP (dect_site_find_record (site, 4));
  g_assert_cmpstr (rfp->name, ==, "Labor");
  g_assert_cmpstr (rfp->room, ==, "12");
  g_assert_cmpint (rfp->cluster, ==, 3);
  g_assert_true (dect_rfp_is_placed (rfp));

  g_assert_true (dect_omm_file_merge (moved, site, NULL, &merge));
  g_assert_cmpuint (merge.places, ==, 1);
  rfp = DECT_RFP (dect_site_find_record (site, 4));
  g_assert_cmpstr (rfp->name, ==, "Labor");
  g_assert_false (dect_rfp_is_placed (rfp));
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (site, rfp->floor))->level, ==, 2);
}

static void
test_merge_handset (void)
{
  static const struct
  {
    const char *site;
    const char *record;
    guint added, updated, unchanged;
  } cases[] = {
    { "ipei=0007701154842|number=1", "2;Anna;;0007701154842", 0, 1, 0 },
    { "ipei=0007701154842|number=1", "1;;;0007701154842", 0, 0, 1 },
    { "number=1", "1;;;0007701154842", 0, 1, 0 },
    { "ipei=0007701154842|number=1", "1;Anna", 0, 1, 0 },
    { "ipei=0007701154842|number=1", "1;Anna;;1299901000410", 1, 0, 0 },
    { "number=1", "2", 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSite) site = make_site (DECT_KIND_HANDSET, cases[i].site);
      g_autofree char *text = g_strconcat (S, cases[i].record, NULL);
      g_autoptr (DectOmmFile) file = read_text (text, "pp-12", NULL);
      DectOmmMerge merge;

      dect_omm_file_merge (file, site, NULL, &merge);
      g_assert_cmpuint (merge.added, ==, cases[i].added);
      g_assert_cmpuint (merge.updated, ==, cases[i].updated);
      g_assert_cmpuint (merge.unchanged, ==, cases[i].unchanged);
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/reader/line-ends", test_line_ends);
  g_test_add_func ("/omm/reader/instructions", test_instructions);
  g_test_add_func ("/omm/reader/rules", test_rules);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autofree char *path = g_strconcat ("/omm/reader/problem/", problems[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_problem);
    }
  g_test_add_func ("/omm/reader/refused", test_refused);
  g_test_add_func ("/omm/reader/long-line", test_long_line);
  g_test_add_func ("/omm/reader/round-trip", test_round_trip);
  g_test_add_func ("/omm/reader/merge-rfp", test_merge_rfp);
  g_test_add_func ("/omm/reader/merge-handset", test_merge_handset);
  return g_test_run ();
}

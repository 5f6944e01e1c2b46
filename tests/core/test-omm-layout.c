/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "omm/dect-omm-layout.h"
#include "support/test-site.h"

#define RFP_HEAD                                                                                   \
  "{\"version\":1,\"id\":\"own\",\"kind\":\"rfp\",\"title\":\"Own\",\"releases\":[\"8.1\"],"       \
  "\"charset\":\"utf-8\""
#define PP_HEAD                                                                                    \
  "{\"version\":1,\"id\":\"own\",\"kind\":\"handset\",\"title\":\"Own\",\"releases\":[],"          \
  "\"charset\":\"ascii\""
#define MAC "{\"field\":\"mac\",\"form\":\"mac-colon-upper\",\"max_length\":17,\"verified\":true}"
#define NO_INSTRUCTIONS ",\"instructions\":[]"

static void
test_built_in (void)
{
  static const char *const rfp_fields[] = {
    "mac",          "name",         "dect_on",    "cluster", "paging_area", "preferred_sync",
    "reflective",   "omm_site",     "building",   "floor",   "room",        "wlan_profile",
    "wlan_antenna", "wlan_channel", "wlan_power", "wlan_on",
  };
  static const char *const pp_fields[] = {
    "number",         "name",      "ac",           "ipei",
    "additional_id",  "sip_user",  "sip_password", "sos_number",
    "mandown_number", "locatable", "localization", "tracking",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) rfp = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, &error);
  g_autoptr (DectOmmLayout) pp = dect_omm_layout_load (DECT_OMM_LAYOUT_HANDSET, &error);
  const DectOmmColumn *columns;
  guint n_columns;

  g_assert_no_error (error);
  columns = dect_omm_layout_get_columns (rfp, &n_columns);
  g_assert_cmpuint (n_columns, ==, 16);
  for (guint i = 0; i < n_columns; i++)
    {
      g_assert_cmpstr (columns[i].field, ==, rfp_fields[i]);
      g_assert_false (columns[i].verified);
      g_assert_nonnull (dect_omm_column_label (rfp, &columns[i]));
    }
  columns = dect_omm_layout_get_columns (pp, &n_columns);
  g_assert_cmpuint (n_columns, ==, 12);
  for (guint i = 0; i < n_columns; i++)
    {
      g_assert_cmpstr (columns[i].field, ==, pp_fields[i]);
      /* Positions 1 to 5 are the ones that were read in a manual. */
      g_assert_cmpint (columns[i].verified, ==, i < 5);
      g_assert_cmpint (columns[i].secret, ==, i == 2 || i == 6);
    }
  g_assert_false (dect_omm_layout_is_verified (pp));
  g_assert_cmpint (dect_omm_layout_get_kind (rfp), ==, DECT_KIND_RFP);
  g_assert_cmpint (dect_omm_layout_find_column (rfp, "room"), ==, 10);
  g_assert_cmpint (dect_omm_layout_find_column (rfp, "ac"), ==, -1);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) rfp = dect_omm_layout_list (DECT_KIND_RFP);
  g_autoptr (GPtrArray) pp = dect_omm_layout_list (DECT_KIND_HANDSET);

  g_assert_cmpuint (rfp->len, ==, 1);
  g_assert_cmpuint (pp->len, ==, 2);
  g_assert_cmpstr (dect_omm_layout_get_id (g_ptr_array_index (rfp, 0)), ==, "rfp-16");
  g_assert_cmpstr (dect_omm_layout_get_id (g_ptr_array_index (pp, 0)), ==, "pp-12-r2");
  g_assert_cmpstr (dect_omm_layout_get_id (g_ptr_array_index (pp, 1)), ==, "pp-12");
}

static void
test_round_trip (void)
{
  static const char *const ids[] = { DECT_OMM_LAYOUT_RFP, DECT_OMM_LAYOUT_HANDSET };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (ids[i], NULL);
      g_autoptr (JsonNode) node = dect_omm_layout_to_json (layout);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectOmmLayout) again = dect_omm_layout_new_from_json (node, &error);
      g_autoptr (JsonNode) node_again = NULL;

      g_assert_no_error (error);
      node_again = dect_omm_layout_to_json (again);
      g_assert_true (json_node_equal (node, node_again));
    }
}

/* What is wrong, and the place the message must name. */
/* clang-format off */
static const struct
{
  const char *name;
  const char *json;
  const char *place;
} rejected[] = {
  { "array", "[]", "/" },
  { "version", "{\"version\":2}", "version" },
  { "no-version", "{}", "version" },
  { "version-text", "{\"version\":\"1\"}", "version" },
  { "unknown-member", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[" MAC "],\"colour\":1}", "colour" },
  { "id", "{\"version\":1,\"id\":\"../x\",\"kind\":\"rfp\",\"title\":\"t\",\"releases\":[],\"charset\":\"utf-8\"}", "id" },
  { "kind", "{\"version\":1,\"id\":\"x\",\"kind\":\"wall\"}", "kind" },
  { "title", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"\"}", "title" },
  { "charset", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"koi8\"}", "charset" },
  { "release", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"releases\":[\"new\"]}", "releases" },
  { "no-instructions", RFP_HEAD ",\"columns\":[" MAC "]}", "instructions" },
  { "no-columns", RFP_HEAD NO_INSTRUCTIONS "}", "columns" },
  { "no-mac", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[]}", "columns" },
  { "no-key", PP_HEAD NO_INSTRUCTIONS ",\"columns\":[]}", "columns" },
  { "column-number", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[3]}", "columns/0/" },
  { "column-unknown", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"ac\",\"form\":\"text\",\"max_length\":0,\"verified\":true}]}", "columns/0/field" },
  { "column-form", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"text\",\"max_length\":0,\"verified\":true}]}", "columns/0/field" },
  { "column-form-unknown", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"runes\",\"max_length\":0,\"verified\":true}]}", "columns/0/form" },
  { "column-twice", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[" MAC "," MAC "]}", "columns/1/field" },
  { "column-length", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"mac-colon-upper\",\"max_length\":-1,\"verified\":true}]}", "columns/0/max_length" },
  { "column-flag", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"mac-colon-upper\",\"max_length\":17,\"verified\":1}]}", "columns/0/verified" },
  { "column-member", RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"mac-colon-upper\",\"max_length\":17,\"verified\":true,\"x\":1}]}", "columns/0/x" },
  { "tag", RFP_HEAD ",\"instructions\":[{\"tag\":\"A B\",\"field\":\"name\",\"rule\":\"default\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/tag" },
  { "rule", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"guess\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/rule" },
  { "rule-kind", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"count\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/tag" },
  { "no-id", "{\"version\":1,\"kind\":\"rfp\"}", "id" },
  { "title-number", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":7}", "title" },
  { "id-empty", "{\"version\":1,\"id\":\"-x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"releases\":[]}", "id" },
  { "id-long", "{\"version\":1,\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"releases\":[]}", "id" },
  { "source-number", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"source\":7,\"releases\":[]}", "source" },
  { "no-releases", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\"}", "releases" },
  { "releases-text", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"releases\":\"8.1\"}", "releases" },
  { "release-number", "{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"t\",\"charset\":\"utf-8\",\"releases\":[8.1]}", "releases" },
  { "instructions-object", RFP_HEAD ",\"instructions\":{},\"columns\":[]}", "instructions" },
  { "no-tag", RFP_HEAD ",\"instructions\":[{\"field\":\"name\",\"rule\":\"default\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/tag" },
  { "instruction-field", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"rule\":\"default\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/field" },
  { "instruction-unknown", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"ac\",\"rule\":\"default\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/tag" },
  { "instruction-write", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"default\",\"write\":1,\"verified\":false}],\"columns\":[" MAC "]}", "instructions/0/write" },
  { "instruction-flag", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"default\"}],\"columns\":[" MAC "]}", "instructions/0/verified" },
  { "instruction-source", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"default\",\"verified\":false,\"source\":7}],\"columns\":[" MAC "]}", "instructions/0/source" },
  { "instruction-twice", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"field\":\"name\",\"rule\":\"default\",\"verified\":false},{\"tag\":\"a\",\"field\":\"room\",\"rule\":\"default\",\"verified\":false}],\"columns\":[" MAC "]}", "instructions/1/tag" },
  { "instruction-member", RFP_HEAD ",\"instructions\":[{\"tag\":\"a\",\"colour\":1}],\"columns\":[" MAC "]}", "instructions/0/colour" },
  { "column-no-field", RFP_HEAD ",\"instructions\":[],\"columns\":[{\"form\":\"text\",\"max_length\":0,\"verified\":true}]}", "columns/0/field" },
  { "column-no-form", RFP_HEAD ",\"instructions\":[],\"columns\":[{\"field\":\"name\",\"max_length\":0,\"verified\":true}]}", "columns/0/form" },
  { "column-no-length", RFP_HEAD ",\"instructions\":[],\"columns\":[{\"field\":\"name\",\"form\":\"text\",\"verified\":true}]}", "columns/0/max_length" },
  { "column-too-long", RFP_HEAD ",\"instructions\":[],\"columns\":[{\"field\":\"name\",\"form\":\"text\",\"max_length\":99999999,\"verified\":true}]}", "columns/0/max_length" },
  { "column-source", RFP_HEAD ",\"instructions\":[],\"columns\":[{\"field\":\"name\",\"form\":\"text\",\"max_length\":0,\"verified\":true,\"source\":[]}]}", "columns/0/source" },
};
/* clang-format on */

static void
test_rejected (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = json_from_string (rejected[i].json, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  g_assert_null (dect_omm_layout_new_from_json (node, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
  g_assert_nonnull (strstr (error->message, rejected[i].place));
}

static void
test_too_many_columns (void)
{
  g_autoptr (GString) json = g_string_new (RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[" MAC);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append (json,
                     ",{\"field\":\"blank\",\"form\":\"text\",\"max_length\":0,\"verified\":true}");
  g_string_append (json, "]}");
  node = json_from_string (json->str, NULL);
  g_assert_null (dect_omm_layout_new_from_json (node, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
}

/* A source that is told at too great a length; the place is named, and what can stand there. */
static void
test_long_source (void)
{
  g_autofree char *words = g_strnfill (100000, 'w');
  g_autofree char *json = g_strdup_printf (
      RFP_HEAD NO_INSTRUCTIONS ",\"columns\":[{\"field\":\"mac\",\"form\":\"mac-colon-upper\","
                               "\"max_length\":17,\"verified\":true,\"source\":\"%.2000s\"}]}",
      words);
  g_autofree char *title
      = g_strdup_printf ("{\"version\":1,\"id\":\"x\",\"kind\":\"rfp\",\"title\":\"%s\"}", words);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (JsonNode) title_node = json_from_string (title, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_omm_layout_new_from_json (node, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
  g_assert_nonnull (strstr (error->message, "columns/0/source"));
  g_clear_error (&error);
  g_assert_null (dect_omm_layout_new_from_json (title_node, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT);
  g_assert_nonnull (strstr (error->message, "title"));
}

static void
test_unknown (void)
{
  static const char *const ids[] = { "rfp-99", "../layouts/rfp-16", "", "RFP-16" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_omm_layout_load (ids[i], &error));
      g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_UNKNOWN_LAYOUT);
    }
}

static void
test_for_site (void)
{
  static const struct
  {
    const char *site;
    DectKind kind;
    const char *id;
    gint code;
  } cases[] = {
    { "", DECT_KIND_RFP, "rfp-16", -1 },
    { "", DECT_KIND_HANDSET, "pp-12", -1 },
    { "omm_release=2.1", DECT_KIND_RFP, "rfp-16", -1 },
    { "omm_release=2.1", DECT_KIND_HANDSET, "pp-12-r2", -1 },
    { "omm_release=3.0", DECT_KIND_HANDSET, "pp-12", -1 },
    { "omm_release=2.1|pp_layout=pp-12", DECT_KIND_HANDSET, "pp-12", -1 },
    { "rfp_layout=rfp-16", DECT_KIND_RFP, "rfp-16", -1 },
    { "rfp_layout=none", DECT_KIND_RFP, NULL, DECT_OMM_ERROR_UNKNOWN_LAYOUT },
    { "pp_layout=rfp-16", DECT_KIND_HANDSET, NULL, DECT_OMM_ERROR_KIND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectOmmLayout) layout = NULL;
      g_autoptr (GError) error = NULL;

      test_site_add (builder, DECT_KIND_SITE, cases[i].site);
      snapshot = dect_snapshot_builder_end (builder);
      layout = dect_omm_layout_for_site (snapshot, cases[i].kind, &error);
      if (cases[i].code >= 0)
        g_assert_error (error, DECT_OMM_ERROR, cases[i].code);
      else
        g_assert_cmpstr (dect_omm_layout_get_id (layout), ==, cases[i].id);
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/layout/built-in", test_built_in);
  g_test_add_func ("/omm/layout/list", test_list);
  g_test_add_func ("/omm/layout/round-trip", test_round_trip);
  for (guint i = 0; i < G_N_ELEMENTS (rejected); i++)
    {
      g_autofree char *path = g_strconcat ("/omm/layout/rejected/", rejected[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rejected);
    }
  g_test_add_func ("/omm/layout/too-many-columns", test_too_many_columns);
  g_test_add_func ("/omm/layout/long-source", test_long_source);
  g_test_add_func ("/omm/layout/unknown", test_unknown);
  g_test_add_func ("/omm/layout/for-site", test_for_site);
  return g_test_run ();
}

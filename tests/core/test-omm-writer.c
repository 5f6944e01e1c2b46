/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "omm/dect-omm-limits.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

/* The site of tests/data/omm, deliberately not in the order of the files. */
static DectSnapshot *
make_site (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  test_site_add (builder, DECT_KIND_SITE, "name=Site|gateway=Plant North");
  test_site_add (builder, DECT_KIND_BUILDING, "name=Main house");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=Ground floor");
  test_site_add (builder, DECT_KIND_RFP, "name=Attic|number=1|mac=0800.0f00.0001|dect_on=no");
  test_site_add (
      builder, DECT_KIND_RFP,
      "name=Hall Süd|number=3|mac=0030421b7f0a|cluster=2|reflective=yes|floor=#2|model=43|"
      "wlan_profile=1|wlan_antenna=0|wlan_channel=36|wlan_power=50|wlan_on=yes");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Reception|number=2|mac=00-30-42-1b-7f-05|paging_area=0|preferred_sync=yes|"
                 "omm_site=1|floor=#2|room=Lobby|role=master");
  test_site_add (builder, DECT_KIND_HANDSET, "name=Spare B|number=404|additional_id=4404");
  test_site_add (builder, DECT_KIND_HANDSET, "name=Spare A|number=403");
  test_site_add (builder, DECT_KIND_HANDSET,
                 "name=Wärter|number=402|ipei=12999 0100041 0|additional_id=4102|sip_user=night2|"
                 "sos_number=110|mandown_number=112|locatable=yes|localization=no|tracking=yes");
  test_site_add (builder, DECT_KIND_HANDSET, "name=Night shift 1|number=401|ipei=0007701234565");
  return dect_snapshot_builder_end (builder);
}

static DectSecrets *
make_secrets (void)
{
  DectSecrets *secrets = dect_secrets_new ();

  dect_secrets_set (secrets, "1299901000410", DECT_SECRETS_AC, "4711");
  dect_secrets_set (secrets, "1299901000410", DECT_SECRETS_SIP_PASSWORD, "geheim!");
  return secrets;
}

static void
assert_golden (GBytes *bytes, const char *path)
{
  g_autoptr (GBytes) golden = test_data_bytes (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (golden, NULL), g_bytes_get_size (golden));

  test_assert_text (bytes, text);
}

static void
test_rfp (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (GError) error = NULL;
  guint n_records = 0;
  g_autoptr (GBytes) file = dect_omm_write (snapshot, layout, NULL, NULL, &n_records, &error);
  g_autoptr (GBytes) again = dect_omm_write_rfp (snapshot, layout, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_records, ==, 3);
  assert_golden (file, "omm/rfp-16.txt");
  g_assert_true (g_bytes_equal (file, again));
}

static void
test_handset (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectSecrets) secrets = make_secrets ();
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_HANDSET, NULL);
  g_autoptr (GError) error = NULL;
  guint n_records = 0;
  g_autoptr (GBytes) file = dect_omm_write (snapshot, layout, secrets, NULL, &n_records, &error);
  g_autoptr (GBytes) again = dect_omm_write_handset (snapshot, layout, secrets, &error);
  g_autoptr (GBytes) plain = dect_omm_write_handset (snapshot, layout, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_records, ==, 4);
  assert_golden (file, "omm/pp-12.txt");
  g_assert_true (g_bytes_equal (file, again));
  g_assert_null (g_strstr_len (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "geheim"));
  g_assert_null (g_strstr_len (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "4711"));
}

/* What the web import of the OMM ignores is never an instruction. */
static void
test_handset_old (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;

  test_site_add (builder, DECT_KIND_SITE, "gateway=Plant South|omm_release=2.1");
  test_site_add (builder, DECT_KIND_HANDSET,
                 "name=Yard|number=502|ipei=0007701155663|sos_number=911|mandown_number=112|"
                 "locatable=yes");
  test_site_add (builder, DECT_KIND_HANDSET,
                 "name=Gate|number=501|ipei=0007701154831|sos_number=110|mandown_number=112|"
                 "locatable=yes");
  test_site_add (builder, DECT_KIND_HANDSET,
                 "name=Store|number=503|sos_number=110|mandown_number=119|locatable=no|"
                 "localization=yes");
  snapshot = dect_snapshot_builder_end (builder);
  layout = dect_omm_layout_for_site (snapshot, DECT_KIND_HANDSET, &error);
  file = dect_omm_write_handset (snapshot, layout, NULL, &error);
  g_assert_no_error (error);
  assert_golden (file, "omm/pp-12-r2.txt");
}

/* Only some records, and none at all: the head stays. */
static void
test_only (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (GHashTable) only = g_hash_table_new (NULL, NULL);
  guint n_records = 99;
  g_autoptr (GBytes) none = dect_omm_write (snapshot, layout, NULL, only, &n_records, NULL);
  g_autoptr (GBytes) one = NULL;

  g_assert_cmpuint (n_records, ==, 0);
  g_assert_true (g_str_has_suffix (g_bytes_get_data (none, NULL), "wlan_on\ndata_sequence\n")
                 || g_bytes_get_size (none) > 0);
  g_hash_table_add (only, GUINT_TO_POINTER (dect_snapshot_rfp (snapshot, 0)->head.id));
  one = dect_omm_write (snapshot, layout, NULL, only, &n_records, NULL);
  g_assert_cmpuint (n_records, ==, 1);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (one, NULL), g_bytes_get_size (one), "Attic"));
  g_assert_null (g_strstr_len (g_bytes_get_data (one, NULL), g_bytes_get_size (one), "Lobby"));
}

static void
test_kind (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmLayout) rfp = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (DectOmmLayout) pp = dect_omm_layout_load (DECT_OMM_LAYOUT_HANDSET, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_omm_write_rfp (snapshot, pp, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_KIND);
  g_clear_error (&error);
  g_assert_null (dect_omm_write_handset (snapshot, rfp, NULL, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_KIND);
}

/* A record that is refused, and the words that name it. */
/* clang-format off */
static const struct
{
  const char *name;
  DectKind    kind;
  const char *pairs;
  const char *ac;
  gint        code;
  const char *words[3];
} refused[] = {
  { "semicolon", DECT_KIND_RFP, "number=4|name=Lab;2|mac=003042000001", NULL, DECT_OMM_ERROR_CHARACTER, { "base station 4", "Name", "“;”" } },
  { "hash", DECT_KIND_RFP, "name=Lab|mac=003042000001|room=Room #2", NULL, DECT_OMM_ERROR_CHARACTER, { "Lab", "Room", "character 6" } },
  { "separator", DECT_KIND_RFP, "name=A\xe2\x80\xa8" "B|mac=003042000001", NULL, DECT_OMM_ERROR_CHARACTER, { "Name", "U+2028" } },
  { "name-long", DECT_KIND_RFP, "name=123456789012345678901|mac=003042000001", NULL, DECT_OMM_ERROR_LONG, { "123456789012345678901", "21", "20" } },
  { "room-long", DECT_KIND_RFP, "name=Lab|mac=003042000001|room=12345678901234567", NULL, DECT_OMM_ERROR_LONG, { "Lab", "Room", "17" } },
  { "no-mac", DECT_KIND_RFP, "name=Lab", NULL, DECT_OMM_ERROR_IDENTITY, { "Lab" } },
  { "wrong-mac", DECT_KIND_RFP, "name=Lab|mac=00304200000", NULL, DECT_OMM_ERROR_IDENTITY, { "Lab" } },
  { "handset-hash", DECT_KIND_HANDSET, "name=W#|number=1|ipei=0007701234565", NULL, DECT_OMM_ERROR_CHARACTER, { "W#", "Name" } },
  { "handset-nothing", DECT_KIND_HANDSET, "name=Worker", NULL, DECT_OMM_ERROR_IDENTITY, { "Worker" } },
  { "handset-ipei", DECT_KIND_HANDSET, "name=Worker|number=1|ipei=0007701234566", NULL, DECT_OMM_ERROR_IDENTITY, { "Worker" } },
  { "ac-long", DECT_KIND_HANDSET, "name=Worker|ipei=0007701234565", "123456789", DECT_OMM_ERROR_LONG, { "Worker", "Access code" } },
  { "ac-blank", DECT_KIND_HANDSET, "name=Worker|ipei=0007701234565", "1234 ", DECT_OMM_ERROR_CHARACTER, { "Worker", "Access code", "character 5" } },
  { "ac-hash", DECT_KIND_HANDSET, "name=Worker|ipei=0007701234565", "12#4", DECT_OMM_ERROR_CHARACTER, { "Worker", "Access code" } },
};
/* clang-format on */

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GError) error = NULL;

  test_site_add (builder, refused[i].kind, refused[i].pairs);
  snapshot = dect_snapshot_builder_end (builder);
  layout = dect_omm_layout_for_site (snapshot, refused[i].kind, NULL);
  dect_secrets_set (secrets, "0007701234565", DECT_SECRETS_AC, refused[i].ac);
  g_assert_null (dect_omm_write (snapshot, layout, secrets, NULL, NULL, &error));
  g_assert_error (error, DECT_OMM_ERROR, refused[i].code);
  for (guint w = 0; w < G_N_ELEMENTS (refused[i].words) && refused[i].words[w] != NULL; w++)
    if (strstr (error->message, refused[i].words[w]) == NULL)
      g_error ("“%s” does not name “%s”", error->message, refused[i].words[w]);
  if (refused[i].ac != NULL)
    g_assert_null (strstr (error->message, refused[i].ac));
}

static void
test_duplicate (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (GError) error = NULL;

  test_site_add (builder, DECT_KIND_RFP, "name=East|mac=00:30:42:00:00:01");
  test_site_add (builder, DECT_KIND_RFP, "name=West|mac=003042000001");
  snapshot = dect_snapshot_builder_end (builder);
  g_assert_null (dect_omm_write_rfp (snapshot, layout, &error));
  g_assert_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_DUPLICATE);
  g_assert_nonnull (strstr (error->message, "East"));
  g_assert_nonnull (strstr (error->message, "West"));
}

/* The name of the gateway goes into a comment and can never break out of it. */
static void
test_comment (void)
{
  static const struct
  {
    const char *site;
    const char *line;
  } cases[] = {
    { "", "# Base stations, layout rfp-16\n" },
    { "name=Home", "# Base stations of Home, layout rfp-16\n" },
    { "name=Home|gateway=A;#B", "# Base stations of A;#B, layout rfp-16\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
      g_autoptr (GBytes) file = NULL;

      test_site_add (builder, DECT_KIND_SITE, cases[i].site);
      snapshot = dect_snapshot_builder_end (builder);
      file = dect_omm_write_rfp (snapshot, layout, NULL);
      g_assert_cmpmem (g_bytes_get_data (file, NULL), strlen (cases[i].line), cases[i].line,
                       strlen (cases[i].line));
    }
}

static void
test_file_name (void)
{
  static const struct
  {
    const char *rfps[2];
    DectKind kind;
    guint64 revision;
    const char *name;
  } cases[] = {
    { { "mac=00085d0a0b02", "mac=00085d0a0b01|role=master" },
      DECT_KIND_RFP,
      17,
      "omm-rfp-00085d0a0b01-r17.txt" },
    { { "mac=00085d0a0b00", "mac=00085d0a0b01|role=master" },
      DECT_KIND_HANDSET,
      17,
      "omm-handset-00085d0a0b01-r17.txt" },
    { { "mac=00085d0a0b02", "mac=00085d0a0b01" }, DECT_KIND_RFP, 0, "omm-rfp-00085d0a0b01-r0.txt" },
    { { "role=master", "name=x" }, DECT_KIND_RFP, 0, "omm-rfp-r0.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autofree char *name = NULL;

      test_site_add (builder, DECT_KIND_RFP, cases[i].rfps[0]);
      test_site_add (builder, DECT_KIND_RFP, cases[i].rfps[1]);
      snapshot = dect_snapshot_builder_end (builder);
      name = dect_omm_file_name (snapshot, cases[i].kind, cases[i].revision);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* Names of places are reported once, at the place, and only where a base station stands. */
static void
test_limits (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (GArray) limits = NULL;
  const DectOmmLimit *limit;

  test_site_add (builder, DECT_KIND_BUILDING, "name=A building with a long name");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=Ground;floor");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=Nobody stands here; really");
  test_site_add (builder, DECT_KIND_RFP, "name=ok|floor=#2|room=1234567890123456");
  test_site_add (builder, DECT_KIND_RFP, "name=123456789012345678901|floor=#2");
  snapshot = dect_snapshot_builder_end (builder);
  limits = dect_omm_find_limits (snapshot, layout);
  g_assert_cmpuint (limits->len, ==, 3);
  limit = &g_array_index (limits, DectOmmLimit, 0);
  g_assert_cmpuint (limit->id, ==, 1);
  g_assert_cmpuint (limit->length, ==, 27);
  g_assert_cmpuint (limit->position, ==, 0);
  g_assert_cmpstr (limit->column->field, ==, "building");
  limit = &g_array_index (limits, DectOmmLimit, 1);
  g_assert_cmpuint (limit->id, ==, 2);
  g_assert_cmpuint (limit->position, ==, 7);
  g_assert_cmpstr (limit->shown, ==, ";");
  limit = &g_array_index (limits, DectOmmLimit, 2);
  g_assert_cmpuint (limit->id, ==, 5);
  g_assert_cmpuint (limit->length, ==, 21);
  g_assert_cmpstr (limit->column->field, ==, "name");
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/writer/rfp", test_rfp);
  g_test_add_func ("/omm/writer/handset", test_handset);
  g_test_add_func ("/omm/writer/handset-old", test_handset_old);
  g_test_add_func ("/omm/writer/only", test_only);
  g_test_add_func ("/omm/writer/kind", test_kind);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/omm/writer/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/omm/writer/duplicate", test_duplicate);
  g_test_add_func ("/omm/writer/comment", test_comment);
  g_test_add_func ("/omm/writer/file-name", test_file_name);
  g_test_add_func ("/omm/writer/limits", test_limits);
  return g_test_run ();
}

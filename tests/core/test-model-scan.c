/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-history.h"
#include "model/dect-identity.h"
#include "model/dect-scan.h"
#include "support/remove-tree.h"
#include "support/test-site.h"

#include <string.h>

static const DectScanLayout *
layout (const char *id)
{
  guint n;
  const DectScanLayout *layouts = dect_scan_layouts (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (layouts[i].id, id))
      return &layouts[i];
  g_assert_not_reached ();
}

/* A user's own copy, in which entries that are none stand before the others: they are passed over.
 */
static void
write_copy (const char *config)
{
  static const char *const wrong
      = "\"layouts\": [7, {}, {\"id\": \"w1\", \"plain\": \"abc\", \"shifted\": \"ABC\"}, "
        "{\"id\": \"w2\", \"plain\": 7, \"shifted\": []}, ";
  g_autofree char *source = g_build_filename (SOURCE_ROOT, "data", "scan", "layouts.json", NULL);
  g_autofree char *folder = g_build_filename (config, "handover", "scan", NULL);
  g_autofree char *path = g_build_filename (folder, "layouts.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) copy = NULL;

  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  copy = g_string_new (text);
  g_assert_cmpuint (g_string_replace (copy, "\"layouts\": [", wrong, 1), ==, 1);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, copy->str, -1, NULL));
}

/* Every key of a keyboard is there once, so that no scan is read in two ways by one of them; only
 * keys that wait for an accent, and those that give the same with Shift, may repeat. */
static void
test_layouts (void)
{
  guint n;
  const DectScanLayout *layouts = dect_scan_layouts (&n);
  static const char needed[] = "0123456789ABCDEFabcdef:*-";

  g_assert_cmpuint (n, >=, 16);
  for (guint i = 0; i < n; i++)
    g_assert_false (layouts[i].id[0] == 'w');
  g_assert_cmpstr (layouts[0].id, ==, "us");
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (g_utf8_strlen (layouts[i].plain, -1), ==, DECT_SCAN_N_KEYS);
      g_assert_cmpint (g_utf8_strlen (layouts[i].shifted, -1), ==, DECT_SCAN_N_KEYS);
      for (guint j = 0; needed[j] != '\0'; j++)
        {
          const char character[] = { needed[j], '\0' };
          g_autofree char *back = NULL;
          g_autofree char *typed = dect_scan_retype (character, &layouts[i], &layouts[0]);

          g_assert_nonnull (typed);
          back = dect_scan_retype (typed, &layouts[0], &layouts[i]);
          g_assert_cmpstr (back, ==, character);
        }
    }
}

static void
test_retype (void)
{
  static const struct
  {
    const char *scanner;
    const char *computer;
    const char *typed;
    const char *meant;
  } cases[] = {
    { "us", "de", "(", "*" },
    { "us", "de", "00Ö30Ö42", "00:30:42" },
    { "us", "de", "zy YZ", "yz ZY" },
    { "de", "us", "zy", "yz" },
    { "us", "de", "00ß30", "00-30" },
    { "us", "fr", "à&é\"'(-è_ç", "0123456789" },
    { "us", "fr", "qQ8", "aA*" },
    { "fr", "us", ")!@#$%^&*(", "0123456789" },
    { "de", "us", "}", "*" },
    { "de", "us", "00>30", "00:30" },
    { "us", "cz", "+ěščřžýáíé", "1234567890" },
    { "us", "hu", "1ö9", "109" },
    { "us", "us", "as it is", "as it is" },
    { "us", "de", "日", NULL },
    { "us", "de", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *meant = dect_scan_retype (cases[i].typed, layout (cases[i].scanner),
                                                 layout (cases[i].computer));

      g_assert_cmpstr (meant, ==, cases[i].meant);
    }
}

static void
test_read (void)
{
  static const struct
  {
    DectFieldType type;
    const char *typed;
    const char *value;
    const char *layout;
  } cases[] = {
    { DECT_FIELD_MAC, "0030421B7F05", "00:30:42:1B:7F:05", NULL },
    { DECT_FIELD_MAC, "  00-30-42-1b-7f-05\r\n", "00:30:42:1B:7F:05", NULL },
    { DECT_FIELD_MAC, "00Ö30Ö42Ö1BÖ7FÖ05", "00:30:42:1B:7F:05", "de" },
    { DECT_FIELD_MAC, "00ö30ö42ö1bö7fö05", "00:30:42:1B:7F:05", "de" },
    { DECT_FIELD_MAC, "àà\"à'é&B_FàA", "00:30:42:1B:8F:0Q", "" },
    { DECT_FIELD_MAC, "àà\"à'é&B_Fà(", "00:30:42:1B:8F:05", "fr" },
    { DECT_FIELD_MAC, "àà\"à'é&Q_Fà(", "00:30:42:1A:8F:05", "fr" },
    { DECT_FIELD_MAC, "ÀÀ\"À'É&q_fÀ(", "00:30:42:1A:8F:05", "fr" },
    { DECT_FIELD_MAC, "00>30>42>1B>7F>05", "00:30:42:1B:7F:05", "de" },
    { DECT_FIELD_IPEI, "0007701154842", "0007701154842", NULL },
    { DECT_FIELD_IPEI, "103450615703(", "103450615703*", "de" },
    { DECT_FIELD_IPEI, "103450615703}", "103450615703*", "de" },
    { DECT_FIELD_IPEI, "éàçé&à\"è-", NULL, "" },
    { DECT_FIELD_IPEI, "&à\"'(à-&(èà\"8", "103450615703*", "fr" },
    { DECT_FIELD_IPEI, "00077 0115484 2", "0007701154842", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *id = "unset";
      g_autoptr (GError) error = NULL;
      g_autofree char *value = dect_scan_read (cases[i].type, cases[i].typed, &id, &error);

      if (g_strcmp0 (cases[i].layout, "") == 0)
        {
          g_assert_null (value);
          g_assert_nonnull (error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (id, ==, cases[i].layout);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    DectFieldType type;
    const char *typed;
    gint code;
  } cases[] = {
    { DECT_FIELD_IPEI, "0007701154843", DECT_IDENTITY_ERROR_CHECK },
    { DECT_FIELD_IPEI, "000770115484(", DECT_IDENTITY_ERROR_CHECK },
    { DECT_FIELD_IPEI, "00077011548", DECT_IDENTITY_ERROR_LENGTH },
    { DECT_FIELD_IPEI, "", DECT_IDENTITY_ERROR_EMPTY },
    { DECT_FIELD_MAC, "00304G1B7F05", DECT_IDENTITY_ERROR_CHARACTER },
    { DECT_FIELD_MAC, "0030421B7F0", DECT_IDENTITY_ERROR_LENGTH },
    { DECT_FIELD_MAC, "01Ö30Ö42Ö1BÖ7FÖ05", DECT_IDENTITY_ERROR_RESERVED },
    { DECT_FIELD_MAC, "\xff\xfe", DECT_IDENTITY_ERROR_CHARACTER },
    { DECT_FIELD_MAC, "Kundendienst", DECT_IDENTITY_ERROR_CHARACTER },
  };
  g_autofree char *huge = g_strnfill (1000000, '(');
  g_autofree char *value = NULL;
  g_autoptr (GError) huge_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_scan_read (cases[i].type, cases[i].typed, NULL, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, cases[i].code);
    }
  value = dect_scan_read (DECT_FIELD_IPEI, huge, NULL, &huge_error);
  g_assert_null (value);
  g_assert_cmpint (huge_error->domain, ==, DECT_IDENTITY_ERROR);
}

/* --- Order --------------------------------------------------------------------------------------- */

static guint32
at (const GArray *order, guint i)
{
  return g_array_index (order, guint32, i);
}

static void
test_order (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 ten = test_site_add (builder, DECT_KIND_RFP, "number=10|name=J");
  guint32 two = test_site_add (builder, DECT_KIND_RFP, "number=2|name=Z|mac=00:30:42:00:00:02");
  guint32 none = test_site_add (builder, DECT_KIND_RFP, "name=A");
  guint32 one = test_site_add (builder, DECT_KIND_RFP, "number=1|name=B");
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (GArray) order = dect_scan_order (site, DECT_KIND_RFP);
  g_autoptr (GArray) handsets = dect_scan_order (site, DECT_KIND_HANDSET);

  g_assert_cmpuint (order->len, ==, 4);
  g_assert_cmpuint (at (order, 0), ==, one);
  g_assert_cmpuint (at (order, 1), ==, two);
  g_assert_cmpuint (at (order, 2), ==, ten);
  g_assert_cmpuint (at (order, 3), ==, none);

  g_assert_cmpuint (dect_scan_next (site, order, 0, FALSE), ==, one);
  g_assert_cmpuint (dect_scan_next (site, order, one, FALSE), ==, ten);
  g_assert_cmpuint (dect_scan_next (site, order, two, FALSE), ==, ten);
  g_assert_cmpuint (dect_scan_next (site, order, none, FALSE), ==, one);
  g_assert_cmpuint (dect_scan_next (site, order, one, TRUE), ==, none);
  g_assert_cmpuint (dect_scan_next (site, order, ten, TRUE), ==, one);
  g_assert_cmpuint (dect_scan_next (site, order, 0, TRUE), ==, none);
  g_assert_cmpuint (dect_scan_next (site, handsets, 0, FALSE), ==, 0);

  /* What is removed meanwhile is passed over. */
  dect_history_begin (dect_site_get_history (site), "Remove", NULL);
  dect_history_remove (dect_site_get_history (site), ten);
  dect_history_remove (dect_site_get_history (site), none);
  dect_history_commit (dect_site_get_history (site));
  g_assert_cmpuint (dect_scan_next (site, order, two, FALSE), ==, one);
  g_assert_cmpuint (dect_scan_next (site, order, one, FALSE), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-scan-XXXXXX", NULL);
  int result;

  test_init (&argc, &argv);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  write_copy (config);

  g_test_add_func ("/model/scan/layouts", test_layouts);
  g_test_add_func ("/model/scan/retype", test_retype);
  g_test_add_func ("/model/scan/read", test_read);
  g_test_add_func ("/model/scan/errors", test_errors);
  g_test_add_func ("/model/scan/order", test_order);

  result = g_test_run ();
  remove_tree (config);
  return result;
}

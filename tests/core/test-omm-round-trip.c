/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-ipei.h"
#include "omm/dect-omm-guess.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-limits.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

#define N_ROUNDS 60
#define S "data_sequence\n"

/* clang-format off */
/* Names that a file carries as they are. */
static const char *const carried[] = {
  "Lab", "Süd", "Ward 2 = east", "=", "data_sequence", "DATA_SEQUENCE", "number", "a,b", "\"quoted\"", "'", "\\n", "0", "-1", "A  B",
  "e\xcc\x81",                                                  /* combining accent, not composed */
  "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7",               /* an emoji joined by ZWJ */
  "\xe2\x80\xae" "abc",                                         /* right-to-left override */
  "\xe2\x81\xa6" "abc\xe2\x81\xa9",                             /* isolates */
  "a\xef\xbb\xbf" "b",                                          /* a byte order mark inside */
  "\xee\x80\x80",                                               /* private use */
  "\xef\xbf\xbe", "\xef\xb7\x90", "\xf4\x8f\xbf\xbf",           /* non-characters */
  "\xc2\xa0" "x\xc2\xa0",                                       /* no-break spaces at the ends */
  "\xe3\x80\x80x", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xe6\x97\xa5\xe6\x9c\xac", "\xf0\x9d\x94\x84", "\xc7\xb0", "\xc3\x9f",
};

/* Names that no file can carry, and the place of what is wrong. */
static const struct
{
  const char *text;
  guint       position;
} refused[] = {
  { "a;b", 2 }, { "#a", 1 }, { "a#", 2 }, { "a\xe2\x80\xa8" "b", 2 }, { "a\xe2\x80\xa9", 2 }, { "\xc2\x85", 1 }, { "a\tb", 2 },
  { "a\nb", 2 }, { "a\rb", 2 }, { "\x7f", 1 }, { " a", 1 }, { "a ", 2 }, { " ", 1 }, { "\xc3\xa4 ", 2 },
};
/* clang-format on */

static void
test_characters (void)
{
  guint position;
  char shown[8];

  for (guint i = 0; i < G_N_ELEMENTS (carried); i++)
    g_assert_true (dect_omm_text_is_carried (carried[i], FALSE, &position, shown));
  g_assert_true (dect_omm_text_is_carried ("", FALSE, &position, shown));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (dect_omm_text_is_carried (refused[i].text, FALSE, &position, shown));
      g_assert_cmpuint (position, ==, refused[i].position);
      g_assert_true (g_utf8_validate (shown, -1, NULL) && *shown != '\0');
    }
}

/* Bytes that are no text never come so far: the site refuses them, and says what and where. */
static void
test_bytes (void)
{
  static const char *const texts[]
      = { "\xff", "a\xc3", "\xed\xa0\x80", "\xed\xb0\x80", "\xf4\x90\x80\x80", "\xc0\xaf" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          dect_field_validate (dect_kind_field (DECT_KIND_RFP, "name"), texts[i], &error));
      g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_TEXT);
    }
}

/* --- Random sites --------------------------------------------------------------------------------------- */

static const char *
any (const char *const *texts, guint n)
{
  return texts[g_test_rand_int_range (0, (gint32) n)];
}

static void
set (DectRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  dect_field_set_text (dect_kind_field (record->kind, field), record, text, &error);
  g_assert_no_error (error);
}

static void
set_number (DectRecord *record, const char *field, gint minimum, gint maximum)
{
  g_autofree char *text = g_strdup_printf ("%d", g_test_rand_int_range (minimum, maximum + 1));

  set (record, field, text);
}

static gboolean
often (void)
{
  return g_test_rand_int_range (0, 4) > 0;
}

static void
add_rfp (DectSnapshotBuilder *builder, guint i, guint n_floors)
{
  DectRecord *rfp = dect_record_new (DECT_KIND_RFP);
  g_autofree char *mac = g_strdup_printf ("003042%06x", 1000 + i);

  set (rfp, "mac", mac);
  if (often ())
    set (rfp, "name", any (carried, G_N_ELEMENTS (carried)));
  if (often ())
    set (rfp, "room", any (carried, G_N_ELEMENTS (carried)));
  set (rfp, "dect_on", often () ? "yes" : "no");
  set (rfp, "preferred_sync", often () ? "no" : "yes");
  set (rfp, "reflective", often () ? "no" : "yes");
  set (rfp, "cluster", often () ? "1" : "7");
  if (g_test_rand_bit ())
    set_number (rfp, "paging_area", 0, 3);
  if (g_test_rand_bit ())
    set_number (rfp, "omm_site", 1, 2);
  if (g_test_rand_bit ())
    set_number (rfp, "wlan_channel", 0, 11);
  if (g_test_rand_bit ())
    set (rfp, "wlan_on", g_test_rand_bit () ? "yes" : "no");
  if (n_floors > 0 && often ())
    DECT_RFP (rfp)->floor = 2 * (guint32) g_test_rand_int_range (1, (gint32) n_floors + 1);
  dect_snapshot_builder_add (builder, rfp);
}

static char *
random_ipei (guint i)
{
  for (gint check = 0; check <= 10; check++)
    {
      g_autofree char *text = check < 10 ? g_strdup_printf ("00077%07u%d", i * 13 + 1, check)
                                         : g_strdup_printf ("00077%07u*", i * 13 + 1);
      DectIpei ipei;

      if (dect_ipei_parse (text, &ipei, NULL))
        return g_steal_pointer (&text);
    }
  g_assert_not_reached ();
}

static void
add_handset (DectSnapshotBuilder *builder, DectSecrets *secrets, guint i)
{
  DectRecord *handset = dect_record_new (DECT_KIND_HANDSET);
  g_autofree char *ipei = random_ipei (i);
  g_autofree char *number = g_strdup_printf ("%u", 400 + i);

  set (handset, "number", number);
  if (often ())
    set (handset, "ipei", ipei);
  if (often ())
    set (handset, "name", any (carried, G_N_ELEMENTS (carried)));
  if (often ())
    set (handset, "sos_number", often () ? "110" : "112");
  if (g_test_rand_bit ())
    set (handset, "sip_user", any (carried, G_N_ELEMENTS (carried)));
  if (g_test_rand_bit ())
    set (handset, "locatable", g_test_rand_bit () ? "yes" : "no");
  if (DECT_HANDSET (handset)->ipei != NULL && g_test_rand_bit ())
    dect_secrets_set (secrets, ipei, DECT_SECRETS_AC, "4711");
  if (DECT_HANDSET (handset)->ipei != NULL && g_test_rand_bit ())
    dect_secrets_set (secrets, ipei, DECT_SECRETS_SIP_PASSWORD, "p=w \xc3\xa4");
  dect_snapshot_builder_add (builder, handset);
}

static DectSnapshot *
random_site (DectSecrets *secrets)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint n_floors = (guint) g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n_floors; i++)
    {
      g_autofree char *building = g_strdup_printf ("name=House %u", i);
      g_autofree char *floor = g_strdup_printf ("building=#%u|name=Floor = %u", 2 * i + 1, i % 2);

      test_site_add (builder, DECT_KIND_BUILDING, building);
      test_site_add (builder, DECT_KIND_FLOOR, floor);
    }
  for (gint i = g_test_rand_int_range (0, 12); i > 0; i--)
    add_rfp (builder, (guint) i, n_floors);
  for (gint i = g_test_rand_int_range (0, 12); i > 0; i--)
    add_handset (builder, secrets, (guint) i);
  return dect_snapshot_builder_end (builder);
}

/* The built-in layout with its columns shuffled and any instructions written. */
static DectOmmLayout *
random_layout (DectKind kind)
{
  g_autoptr (DectOmmLayout) base = dect_omm_layout_default (kind);
  g_auto (GStrv) fields = dect_omm_layout_dup_fields (base);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  guint n_instructions, n = g_strv_length (fields);
  const DectOmmInstruction *instructions = dect_omm_layout_get_instructions (base, &n_instructions);
  g_autoptr (GError) error = NULL;
  DectOmmLayout *layout;

  if (g_test_rand_bit ())
    return g_steal_pointer (&base);
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      char *swapped = fields[i];

      fields[i] = fields[j];
      fields[j] = swapped;
    }
  for (guint i = 0; i < n_instructions; i++)
    if (g_test_rand_bit ())
      g_ptr_array_add (tags, (gpointer) instructions[i].tag);
  g_ptr_array_add (tags, NULL);
  layout = dect_omm_layout_arrange (base, "shuffled", "Shuffled", (const char *const *) fields,
                                    (const char *const *) tags->pdata, &error);
  g_assert_no_error (error);
  return layout;
}

/* Writes, finds out the columns by the file alone, reads into an empty site and writes again: byte
 * for byte the same, each field with it. */
static void
round_trip (DectSnapshot *snapshot, DectSecrets *secrets, DectKind kind)
{
  g_autoptr (DectOmmLayout) layout = random_layout (kind);
  g_autoptr (DectSecrets) got = dect_secrets_new ();
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) after = NULL;
  g_autoptr (DectOmmGuess) guessed = NULL;
  g_autoptr (DectOmmFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_records;

  bytes = dect_omm_write (snapshot, layout, secrets, NULL, &n_records, &error);
  g_assert_no_error (error);
  guessed = dect_omm_guess (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (guessed->known);
  file = dect_omm_read (bytes, guessed->layout, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 0);
  g_assert_cmpuint (dect_omm_file_get_n_records (file), ==, n_records);
  dect_omm_file_merge (file, site, got, NULL);
  after = dect_site_snapshot (site);
  g_assert_cmpuint (dect_snapshot_count (after, kind), ==, n_records);
  again = dect_omm_write (after, layout, got, NULL, NULL, &error);
  g_assert_no_error (error);
  /* The first line names the gateway, which no column carries. */
  text = g_strdup (strchr (g_bytes_get_data (bytes, NULL), '\n'));
  g_assert_true (g_str_has_prefix (strchr (g_bytes_get_data (again, NULL), '\n'), text));
  g_assert_cmpuint (strlen (strchr (g_bytes_get_data (again, NULL), '\n')), ==, strlen (text));
}

static void
test_sites (void)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (DectSecrets) secrets = dect_secrets_new ();
      g_autoptr (DectSnapshot) snapshot = random_site (secrets);

      round_trip (snapshot, secrets, DECT_KIND_RFP);
      round_trip (snapshot, secrets, DECT_KIND_HANDSET);
    }
}

/* --- Instructions ---------------------------------------------------------------------------------------- */

/* What is shared is written once; a record without a value keeps it from being written. */
static void
test_instructions (void)
{
  static const struct
  {
    const char *rooms[4];
    const char *line;
  } cases[] = {
    { { "A", "A", "B", NULL },
      "cluster = 1\nroom = A\n" S "00:30:42:00:00:00\n00:30:42:00:00:01\n00:30:42:00:00:02;B\n" },
    { { "A", "A", "", NULL },
      "cluster = 1\n" S "00:30:42:00:00:00;A\n00:30:42:00:00:01;A\n00:30:42:00:00:02\n" },
    { { "A", "B", NULL }, "cluster = 1\n" S "00:30:42:00:00:00;A\n00:30:42:00:00:01;B\n" },
    { { "A", NULL }, S "00:30:42:00:00:00;A;1\n" },
    { { NULL }, S },
  };
  static const char *const fields[] = { "mac", "room", "cluster", NULL };
  static const char *const written[] = { "room", "cluster", NULL };
  g_autoptr (DectOmmLayout) base = dect_omm_layout_default (DECT_KIND_RFP);
  g_autoptr (DectOmmLayout) layout
      = dect_omm_layout_arrange (base, "short", "Short", fields, written, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      for (guint r = 0; cases[i].rooms[r] != NULL; r++)
        {
          g_autofree char *pairs
              = g_strdup_printf ("mac=00304200000%u|room=%s", r, cases[i].rooms[r]);

          test_site_add (builder, DECT_KIND_RFP, pairs);
        }
      snapshot = dect_snapshot_builder_end (builder);
      bytes = dect_omm_write_rfp (snapshot, layout, NULL);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (strstr (text, "# mac;room;cluster\n") + strlen ("# mac;room;cluster\n"), ==,
                       cases[i].line);
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/round-trip/characters", test_characters);
  g_test_add_func ("/omm/round-trip/bytes", test_bytes);
  g_test_add_func ("/omm/round-trip/sites", test_sites);
  g_test_add_func ("/omm/round-trip/instructions", test_instructions);
  return g_test_run ();
}

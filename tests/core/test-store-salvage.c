/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-salvage.h"
#include "store/dect-sample.h"
#include "store/dect-store.h"
#include "store/dect-zip-writer.h"
#include "model/dect-compare.h"
#include "support/full-site.h"

#include <string.h>

static DectSnapshot *
sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  return dect_site_snapshot (site);
}

static GBytes *
file_of (DectSnapshot *site)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = dect_store_write_bytes (site, &error);

  g_assert_no_error (error);
  return bytes;
}

static GBytes *
json_of (DectSnapshot *site)
{
  return dect_store_to_json_bytes (site, NULL);
}

/* What is written can be read. */
static void
assert_sound (DectSalvage *salvage)
{
  g_autoptr (GBytes) bytes = file_of (salvage->site);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) back = dect_store_read_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (back);
}

static gboolean
says (DectSalvage *salvage, const char *words)
{
  for (guint i = 0; i < salvage->lost->len; i++)
    if (strstr (salvage->lost->pdata[i], words) != NULL)
      return TRUE;
  return FALSE;
}

static DectSalvage *
salvage (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  DectSalvage *self = dect_salvage_bytes (bytes, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < self->lost->len; i++)
    g_test_message ("%s", (char *) self->lost->pdata[i]);
  assert_sound (self);
  return self;
}

static GBytes *
cut (GBytes *bytes, gsize length)
{
  return g_bytes_new (g_bytes_get_data (bytes, NULL), length);
}

/* A copy with the first @old replaced by @new of the same length. */
static GBytes *
replaced (GBytes *bytes, const char *old, const char *new)
{
  gsize length;
  char *copy = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));
  char *at = memmem (copy, length, old, strlen (old));

  g_assert_cmpuint (strlen (old), ==, strlen (new));
  g_assert_nonnull (at);
  memcpy (at, new, strlen (new));
  return g_bytes_new_take (copy, length);
}

static void
test_whole (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) file = file_of (site);
  g_autoptr (GBytes) json = json_of (site);
  g_autoptr (DectSalvage) from_file = salvage (file);
  g_autoptr (DectSalvage) from_json = salvage (json);
  g_autoptr (GBytes) again = file_of (from_file->site);

  g_assert_cmpuint (from_file->lost->len, ==, 0);
  g_assert_cmpuint (from_json->lost->len, ==, 0);
  g_assert_true (g_bytes_equal (file, again));
}

/* The directory is gone: nothing is lost. */
static void
test_no_directory (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) file = file_of (site);
  gsize length;
  const char *data = g_bytes_get_data (file, &length);
  const char *directory = memmem (data, length, "PK\x01\x02", 4);
  g_autoptr (GBytes) broken = cut (file, (gsize) (directory - data));
  g_autoptr (DectSalvage) left = salvage (broken);
  g_autoptr (GBytes) again = file_of (left->site);

  g_assert_cmpuint (left->lost->len, ==, 0);
  g_assert_true (g_bytes_equal (file, again));
}

/* --- Everything around the content ------------------------------------------------------------ */

static guint
number_at (const guint8 *data, gsize offset, guint n_bytes)
{
  guint value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint) data[offset + i] << (8 * i);
  return value;
}

/* Returns: (transfer full): for each byte of the file whether it is of an entry's content */
static gboolean *
map_content (GBytes *file)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  gboolean *content = g_new0 (gboolean, length);
  gsize at = number_at (data, length - 6, 4); /* of the directory, from the end record */

  while (at + 46 < length && memcmp (data + at, "PK\x01\x02", 4) == 0)
    {
      gsize name = number_at (data, at + 28, 2);
      gsize start = number_at (data, at + 42, 4) + 30 + name;

      for (gsize i = 0; i < number_at (data, at + 20, 4); i++)
        content[start + i] = TRUE;
      at += 46 + name;
    }
  return content;
}

/* What opens without a word is whole: a log that is missing would be missing for ever after the
 * next saving. */
static void
check_opened (GBytes *broken, GBytes *file)
{
  g_autoptr (DectSnapshot) site = dect_store_read_bytes (broken, NULL);
  g_autoptr (GBytes) again = site != NULL ? file_of (site) : NULL;

  g_assert_true (again == NULL || g_bytes_equal (again, file));
}

/* One byte wrong, at each place outside of the content: each entry is described twice, so nothing
 * is lost, and nothing is said to be. */
static void
test_framing (void)
{
  static const guint8 flips[] = { 0x01, 0x55, 0x80, 0xff };
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) file = file_of (site);
  g_autofree gboolean *content = map_content (file);
  gsize length = g_bytes_get_size (file);
  guint n = 0;

  for (gsize i = 0; i < length * G_N_ELEMENTS (flips); i++)
    {
      gsize at = i / G_N_ELEMENTS (flips);
      g_autofree guint8 *copy = NULL;
      g_autoptr (GBytes) broken = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DectSalvage) left = NULL;

      if (content[at])
        continue;
      n++;
      copy = g_memdup2 (g_bytes_get_data (file, NULL), length);
      copy[at] ^= flips[i % G_N_ELEMENTS (flips)];
      broken = g_bytes_new (copy, length);
      left = dect_salvage_bytes (broken, &error);
      if (left == NULL || left->lost->len > 0)
        g_test_message ("byte %" G_GSIZE_FORMAT ": %s", at,
                        left == NULL ? error->message : (char *) left->lost->pdata[0]);
      g_assert_no_error (error);
      again = file_of (left->site);
      g_assert_true (g_bytes_equal (file, again));
      g_assert_cmpuint (left->lost->len, ==, 0);
      check_opened (broken, file);
    }
  g_assert_cmpuint (n, >, 1000);
}

/* --- Damage by chance --------------------------------------------------------------------------- */

static void
flip_bits (GRand *rand, GByteArray *file)
{
  for (guint n = g_rand_int_range (rand, 1, 20); n > 0; n--)
    file->data[g_rand_int_range (rand, 0, (gint) file->len)] ^= 1 << g_rand_int_range (rand, 0, 8);
}

static void
blank_block (GRand *rand, GByteArray *file)
{
  guint at = (guint) g_rand_int_range (rand, 0, (gint) file->len);

  memset (file->data + at, 0, MIN (512, file->len - at));
}

static void
take_out (GRand *rand, GByteArray *file)
{
  guint at = (guint) g_rand_int_range (rand, 0, (gint) file->len);
  guint n = (guint) g_rand_int_range (rand, 1, 700);

  g_byte_array_remove_range (file, at, MIN (n, file->len - at));
}

static void
put_in (GRand *rand, GByteArray *file)
{
  guint at = (guint) g_rand_int_range (rand, 0, (gint) file->len);
  guint n = (guint) g_rand_int_range (rand, 1, 700);
  guint behind = file->len - at;

  g_byte_array_set_size (file, file->len + n);
  memmove (file->data + at + n, file->data + at, behind);
  for (guint i = 0; i < n; i++)
    file->data[at + i] = (guint8) g_rand_int (rand);
}

static void
put_around (GRand *rand, GByteArray *file)
{
  guint8 rubbish[100];

  for (guint i = 0; i < sizeof rubbish; i++)
    rubbish[i] = (guint8) g_rand_int (rand);
  g_byte_array_prepend (file, rubbish, sizeof rubbish);
  g_byte_array_append (file, rubbish, sizeof rubbish);
}

static void
cut_off (GRand *rand, GByteArray *file)
{
  g_byte_array_set_size (file, (guint) g_rand_int_range (rand, 0, (gint) file->len));
}

static void (*const damages[]) (GRand *rand, GByteArray *file)
    = { flip_bits, blank_block, take_out, put_in, put_around, cut_off };

/* Whatever differs from what was there, the list is not empty; whatever is left can be saved and
 * opened. A JSON alone has no check sums, so that it may have changed without a sign. */
static void
check_damage (DectSnapshot *site, GBytes *file, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GByteArray *copy = g_byte_array_new ();
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSalvage) left = NULL;
  g_autoptr (GPtrArray) differences = NULL;

  g_byte_array_append (copy, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
  damages[seed % G_N_ELEMENTS (damages)](rand, copy);
  broken = g_byte_array_free_to_bytes (copy);
  left = dect_salvage_bytes (broken, &error);
  if (left == NULL)
    {
      g_assert_true (error->domain == DECT_STORE_ERROR);
      return;
    }
  assert_sound (left);
  differences = dect_compare (site, left->site);
  if (differences->len > 0 && left->lost->len == 0)
    for (guint i = 0; i < differences->len; i++)
      g_test_message ("%u: %s %s", seed, ((DectComparison *) differences->pdata[i])->title,
                      ((DectComparison *) differences->pdata[i])->details);
  g_assert_true (differences->len == 0 || left->lost->len > 0);
}

static void
test_chance (void)
{
  g_autoptr (DectSnapshot) full = full_site_new ();
  g_autoptr (DectSnapshot) example = sample ();
  g_autoptr (GBytes) small_file = file_of (full);
  g_autoptr (GBytes) large_file = file_of (example);
  g_autoptr (DectSnapshot) small = dect_store_read_bytes (small_file, NULL);
  g_autoptr (DectSnapshot) large = dect_store_read_bytes (large_file, NULL);

  for (guint32 seed = 0; seed < (g_test_slow () ? 20000 : 300); seed++)
    check_damage (small, small_file, seed);
  for (guint32 seed = 0; seed < (g_test_slow () ? 600 : 30); seed++)
    check_damage (large, large_file, seed);
}

/* Cut anywhere: the more is there, the more is read, and what is missing is said. */
static void
test_cut (void)
{
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) file = file_of (site);
  guint best = 0;

  for (gsize length = 0; length < g_bytes_get_size (file); length += 97)
    {
      g_autoptr (GBytes) part = cut (file, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectSalvage) left = dect_salvage_bytes (part, &error);
      guint n_walls;

      if (left == NULL)
        {
          g_assert_cmpuint (best, ==, 0);
          g_assert_true (error->domain == DECT_STORE_ERROR);
          continue;
        }
      assert_sound (left);
      n_walls = dect_snapshot_count (left->site, DECT_KIND_WALL);
      g_assert_cmpuint (n_walls, >=, best);
      best = n_walls;
    }
  g_assert_cmpuint (best, ==, dect_snapshot_count (site, DECT_KIND_WALL));
}

/* One byte wrong, at each place of site.json (every 13th without -m slow): no more than what it
 * stood in is lost. */
static void
test_byte (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) json = json_of (site);
  gsize length = g_bytes_get_size (json);
  guint total = 0;

  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    total += dect_snapshot_count (site, kind);
  for (gsize i = 1; i < length; i += g_test_slow () ? 1 : 13)
    {
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (json, NULL), length);
      g_autoptr (GBytes) broken = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DectSalvage) left = NULL;
      guint count = 0;

      copy[i] ^= 0x55;
      broken = g_bytes_new (copy, length);
      left = dect_salvage_bytes (broken, &error);
      if (left == NULL)
        {
          /* It says that a newer program wrote it. */
          g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_NEWER);
          continue;
        }
      for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
        count += dect_snapshot_count (left->site, kind);
      if (count + 7 < total)
        g_test_message ("byte %" G_GSIZE_FORMAT ": %u of %u", i, count, total);
      g_assert_cmpuint (count + 7, >=, total);
    }
}

/* A record that is broken goes, and none of its neighbours. */
static void
test_record (void)
{
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) json = json_of (site);
  const DectRfp *rfp = dect_snapshot_rfp (site, 5);
  g_autofree char *old = g_strdup_printf ("\"%s\"", rfp->name);
  g_autofree char *new = g_strdup (old);
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (DectSalvage) left = NULL;

  new[strlen (new) - 1] = ' ';
  broken = replaced (json, old, new);
  left = salvage (broken);
  g_assert_null (dect_snapshot_find (left->site, rfp->head.id));
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_RFP), ==,
                    dect_snapshot_count (site, DECT_KIND_RFP) - 1);
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_WALL), ==,
                    dect_snapshot_count (site, DECT_KIND_WALL));
  g_assert_true (says (left, "a damaged base station is left out"));
}

/* An entry of the log that is lost is told once, whatever stands in it. */
static void
test_log_entry (void)
{
  static const char log[]
      = "{\n  \"format\": \"handover-log\",\n  \"version\": 1,\n  \"entries\": [\n"
        "    {\"time\": \"never\", \"event\": \"push\", \"details\": {\"known\": [{\"mac\": 1}, "
        "{\"mac\": 2}, {\"mac\": 3}]}},\n"
        "    {\"time\": \"2026-11-27T00:06:43Z\", \"event\": \"tick\"}\n  ]\n}\n";
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) json = json_of (site);
  g_autoptr (GBytes) type = g_bytes_new_static (DECT_STORE_MIMETYPE, strlen (DECT_STORE_MIMETYPE));
  g_autoptr (GBytes) entries = g_bytes_new_static (log, strlen (log));
  DectZipWriter *writer = dect_zip_writer_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (DectSalvage) left = NULL;
  guint n_told = 0;

  dect_zip_writer_add (writer, "mimetype", type, FALSE);
  dect_zip_writer_add (writer, "site.json", json, TRUE);
  dect_zip_writer_add (writer, "log.json", entries, TRUE);
  file = dect_zip_writer_end (writer);
  left = salvage (file);
  for (guint i = 0; i < left->lost->len; i++)
    n_told += g_str_equal (left->lost->pdata[i], "log.json, line 5: a damaged entry is left out.");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (dect_snapshot_get_log (left->site)->len, ==, 1);
}

/* A value that cannot be goes, and its record stays. */
static void
test_value (void)
{
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) json = json_of (site);
  g_autoptr (GBytes) broken = replaced (json, "\"role\": \"master\"", "\"role\": \"mXster\"");
  g_autoptr (DectSalvage) left = salvage (broken);

  g_assert_cmpuint (left->lost->len, ==, 1);
  g_assert_true (says (left, "role"));
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_RFP), ==,
                    dect_snapshot_count (site, DECT_KIND_RFP));
  g_assert_null (dect_snapshot_find_role (left->site, DECT_ROLE_MASTER));
}

/* Without its floor nothing on it would have a place. */
static void
test_floor (void)
{
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) json = json_of (site);
  const DectFloor *floor = dect_snapshot_floor (site, 0);
  g_autofree char *old = g_strdup_printf ("{\"id\": %u,", floor->head.id);
  g_autofree char *new = g_strdup (old);
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (DectSalvage) left = NULL;

  new[1] = '#';
  broken = replaced (json, old, new);
  left = salvage (broken);
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_FLOOR), ==,
                    dect_snapshot_count (site, DECT_KIND_FLOOR));
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_WALL), ==,
                    dect_snapshot_count (site, DECT_KIND_WALL));
  g_assert_cmpuint (dect_snapshot_find_floor (left->site, floor->head.id)->head.id, ==,
                    floor->head.id);
  g_assert_true (says (left, "recovered"));
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_BUILDING), ==,
                    dect_snapshot_count (site, DECT_KIND_BUILDING));
}

/* The name of a list is gone: its records are known by their members. */
static void
test_list (void)
{
  g_autoptr (DectSnapshot) site = sample ();
  g_autoptr (GBytes) json = json_of (site);
  g_autoptr (GBytes) broken = replaced (json, "\"rfps\":", "\"rfps :");
  g_autoptr (DectSalvage) left = salvage (broken);

  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_RFP), ==,
                    dect_snapshot_count (site, DECT_KIND_RFP));
  g_assert_cmpuint (dect_snapshot_count (left->site, DECT_KIND_HANDSET), ==,
                    dect_snapshot_count (site, DECT_KIND_HANDSET));
}

static void
test_image (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) file = file_of (site);
  GBytes *image = dect_snapshot_get_blob (site, FULL_SITE_IMAGE);
  gsize length = g_bytes_get_size (file);
  char *copy = g_memdup2 (g_bytes_get_data (file, NULL), length);
  char *at = memmem (copy, length, FULL_SITE_IMAGE, strlen (FULL_SITE_IMAGE));
  g_autoptr (GBytes) broken = g_bytes_new_take (copy, length);
  g_autoptr (DectSalvage) left = NULL;

  /* Its first byte stands behind its name. */
  g_assert_cmpmem (at + strlen (FULL_SITE_IMAGE), 1, g_bytes_get_data (image, NULL), 1);
  at[strlen (FULL_SITE_IMAGE)] ^= 1;
  left = salvage (broken);
  g_assert_null (dect_snapshot_get_blob (left->site, FULL_SITE_IMAGE));
  g_assert_nonnull (dect_snapshot_get_blob (left->site, FULL_SITE_PHOTO));
  g_assert_true (says (left, FULL_SITE_IMAGE));
  g_assert_true (says (left, "take it anew"));
  g_assert_cmpuint (dect_snapshot_get_log (left->site)->len, ==, 2);
}

static void
test_foreign (void)
{
  static const struct
  {
    const char *text;
    gint code;
  } cases[] = {
    { "", DECT_STORE_ERROR_EMPTY },
    { "Good morning", DECT_STORE_ERROR_FOREIGN },
    { "{\"a\": 1}", DECT_STORE_ERROR_FOREIGN },
    { "PK\x03\x04", DECT_STORE_ERROR_TRUNCATED },
    { "{\"format\": \"handover-site\", \"version\": 99, \"site\": {\"name\": \"x\"}}",
      DECT_STORE_ERROR_NEWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_salvage_bytes (bytes, &error));
      g_assert_error (error, DECT_STORE_ERROR, cases[i].code);
    }
}

/* A text of nothing but beginnings ends in time. */
static void
test_hostile (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\": \"handover-site\", \"walls\": [");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DectSalvage) left = NULL;

  for (guint i = 0; i < 400000; i++)
    g_string_append (text, "{\n,");
  bytes = g_bytes_new (text->str, text->len);
  left = dect_salvage_bytes (bytes, NULL);
  g_assert_null (left);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/salvage/whole", test_whole);
  g_test_add_func ("/store/salvage/no-directory", test_no_directory);
  g_test_add_func ("/store/salvage/framing", test_framing);
  g_test_add_func ("/store/salvage/chance", test_chance);
  g_test_add_func ("/store/salvage/cut", test_cut);
  g_test_add_func ("/store/salvage/byte", test_byte);
  g_test_add_func ("/store/salvage/record", test_record);
  g_test_add_func ("/store/salvage/log-entry", test_log_entry);
  g_test_add_func ("/store/salvage/value", test_value);
  g_test_add_func ("/store/salvage/floor", test_floor);
  g_test_add_func ("/store/salvage/list", test_list);
  g_test_add_func ("/store/salvage/image", test_image);
  g_test_add_func ("/store/salvage/foreign", test_foreign);
  g_test_add_func ("/store/salvage/hostile", test_hostile);
  return g_test_run ();
}

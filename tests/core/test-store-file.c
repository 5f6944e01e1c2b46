/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/full-site.h"
#include "model/dect-history.h"
#include "model/dect-record.h"
#include "store/dect-json-scan.h"
#include "store/dect-store.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

#define IMAGE FULL_SITE_IMAGE
#define HEAD "{\"format\": \"handover-site\", \"version\": 1, "
#define MINIMAL HEAD "\"site\": {}}"

static void
assert_same_plan (DectSnapshot *a, DectSnapshot *b)
{
  g_assert_cmpint (dect_snapshot_get_changed (a), ==, dect_snapshot_get_changed (b));
  for (DectKind kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
    {
      guint n_a, n_b, n_fields;
      const DectRecord *const *records_a = dect_snapshot_records (a, kind, &n_a);
      const DectRecord *const *records_b = dect_snapshot_records (b, kind, &n_b);
      const DectField *fields = dect_kind_fields (kind, &n_fields);

      g_assert_cmpuint (n_a, ==, n_b);
      for (guint i = 0; i < n_a; i++)
        {
          g_assert_cmpuint (records_a[i]->id, ==, records_b[i]->id);
          g_assert_cmpstr (records_a[i]->extra, ==, records_b[i]->extra);
          for (guint f = 0; f < n_fields; f++)
            if (!dect_field_equal (&fields[f], records_a[i], records_b[i]))
              g_error ("%s %u differs in %s", dect_kind_id (kind), i, fields[f].id);
        }
    }
}

static void
test_round_trip (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) error = NULL;
  DectLogEntry *entry;

  first = dect_store_write_bytes (site, &error);
  g_assert_no_error (error);
  back = dect_store_read_bytes (first, &error);
  g_assert_no_error (error);
  assert_same_plan (site, back);
  g_assert_cmpuint (dect_snapshot_get_generation (back), ==, 0);

  g_assert_cmpuint (dect_snapshot_get_log (back)->len, ==, 2);
  entry = dect_snapshot_get_log (back)->pdata[1];
  g_assert_cmpint (dect_log_entry_get_time (entry), ==, -1);
  g_assert_cmpstr (dect_log_entry_get_event (entry), ==, "tick");
  g_assert_cmpstr (dect_log_entry_get_details (entry), ==, "{\"step\": \"check\", \"n\": [1, 2]}");

  g_assert_true (
      g_bytes_equal (dect_snapshot_get_blob (back, IMAGE), dect_snapshot_get_blob (site, IMAGE)));
  g_assert_true (g_bytes_equal (dect_snapshot_get_blob (back, FULL_SITE_PHOTO),
                                dect_snapshot_get_blob (site, FULL_SITE_PHOTO)));
  g_assert_null (dect_snapshot_get_blob (back, "plans/unused.png"));
  g_assert_null (dect_snapshot_get_blob (back, "photos/unused.jpg"));

  second = dect_store_write_bytes (back, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_json_alone (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (DectSnapshot) again = NULL;
  g_autoptr (GError) error = NULL;

  json = dect_store_to_json_bytes (site, &error);
  g_assert_no_error (error);
  back = dect_store_read_bytes (json, &error);
  g_assert_no_error (error);
  assert_same_plan (site, back);
  g_assert_null (dect_snapshot_get_blob (back, IMAGE));

  /* A floor whose image is not there is no reason to lose the site. */
  zip = dect_store_write_bytes (back, &error);
  g_assert_no_error (error);
  again = dect_store_read_bytes (zip, &error);
  g_assert_no_error (error);
  assert_same_plan (site, again);
}

static void
test_layout (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) bytes = dect_store_write_bytes (site, NULL);
  static const char *const names[]
      = { "mimetype", "site.json", "log.json", FULL_SITE_PHOTO, IMAGE };
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint i = 0;

  g_assert_cmpint (
      memcmp (data + 30, "mimetype" DECT_STORE_MIMETYPE, strlen ("mimetype" DECT_STORE_MIMETYPE)),
      ==, 0);
  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_memory (archive, data, length), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      g_assert_cmpuint (i, <, G_N_ELEMENTS (names));
      g_assert_cmpstr (archive_entry_pathname (entry), ==, names[i++]);
      g_assert_cmphex (archive_entry_mode (entry), ==, 0100644);
    }
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (names));
  archive_read_free (archive);
}

static DectSnapshot *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return dect_store_read_bytes (bytes, error);
}

static void
test_unknown_members (void)
{
  static const char text[]
      = "{\n"
        "  \"format\": \"handover-site\",\n"
        "  \"version\": 1,\n"
        "  \"changed\": \"2026-01-31T12:34:56Z\",\n"
        "  \"site\": {\n"
        "    \"name\": \"Later\",\n"
        "    \"omm_host\": \"rfp\",\n"
        "    \"region\": \"eu\",\n"
        "    \"sync_limit_dbm\": -70,\n"
        "    \"strong_limit_dbm\": -73,\n"
        "    \"quality_limit_percent\": 100,\n"
        "    \"design_limit_dbm\": null,\n"
        "    \"colour\": \"red\"\n"
        "  },\n"
        "  \"buildings\": [\n"
        "    {\"id\": 7, \"name\": \"A\", \"rotation_deg\": 0, \"lift\": {\"speed\": 1e400}}\n"
        "  ],\n"
        "  \"floors\": [],\n"
        "  \"walls\": [],\n"
        "  \"openings\": [],\n"
        "  \"zones\": [],\n"
        "  \"remarks\": [],\n"
        "  \"switches\": [],\n"
        "  \"rfps\": [],\n"
        "  \"handsets\": [],\n"
        "  \"links\": [],\n"
        "  \"survey\": [],\n"
        "  \"phones\": [{\"id\": 1}, 2],\n"
        "  \"made_by\": \"Handover 9\"\n"
        "}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = read_text (text, &error);
  g_autoptr (GBytes) json = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_true (isnan (dect_snapshot_get_info (site)->design_limit_dbm));
  json = dect_store_to_json_bytes (site, &error);
  g_assert_no_error (error);
  written = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_assert_cmpstr (written, ==, text);
}

/* What has become a field since the file was written is not written twice. */
static void
test_extra_grown_known (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectRecord *record = dect_record_new (DECT_KIND_BUILDING);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;

  record->extra = g_strdup ("{\"name\": \"old\", \"id\": 4, \"z\": 1}");
  dect_snapshot_builder_add (builder, record);
  site = dect_snapshot_builder_end (builder);
  json = dect_store_to_json_bytes (site, &error);
  g_assert_no_error (error);
  back = dect_store_read_bytes (json, &error);
  g_assert_no_error (error);
  g_assert_null (dect_snapshot_building (back, 0)->name);
  g_assert_cmpstr (dect_snapshot_building (back, 0)->head.extra, ==, "{\"z\": 1}");
}

/* What hangs on something that is gone is gone too, and the rest is saved. */
static void
test_lost_owner (void)
{
  DectSite *live = dect_site_new ();
  DectHistory *history = dect_site_get_history (live);
  DectRecord *wall = dect_record_new (DECT_KIND_WALL);
  DectRecord *rfp = dect_record_new (DECT_KIND_RFP);
  DectRecord *link = dect_record_new (DECT_KIND_LINK);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;

  DECT_WALL (wall)->floor = 77;
  DECT_RFP (rfp)->floor = 77;
  dect_history_put_one (history, wall, "wall", NULL);
  DECT_LINK (link)->from = dect_history_put_one (history, rfp, "rfp", NULL);
  dect_history_put_one (history, link, "link", NULL);
  site = dect_site_snapshot (live);
  g_assert_cmpuint (dect_snapshot_count (site, DECT_KIND_WALL), ==, 1);

  json = dect_store_to_json_bytes (site, &error);
  g_assert_no_error (error);
  back = dect_store_read_bytes (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_WALL), ==, 0);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_LINK), ==, 0);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_RFP), ==, 1);
  g_assert_cmpuint (dect_snapshot_rfp (back, 0)->floor, ==, 0);
  g_object_unref (live);
}

/* Members may come in any order, and the version is seen before what it may mean. */
static void
test_any_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = NULL;

  site = read_text ("{\"rfps\": [{\"floor\": 2, \"y_m\": 1.5, \"id\": 9, \"x_m\": 1}],"
                    "\"floors\": [{\"building\": 1, \"id\": 2}], \"buildings\": [{\"id\": 1}],"
                    "\"site\": {}, \"version\": 1, \"format\": \"handover-site\"}",
                    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dect_snapshot_rfp (site, 0)->floor, ==, 2);
  g_assert_cmpfloat (dect_snapshot_floor (site, 0)->height_m, ==, 3);
  g_clear_pointer (&site, dect_snapshot_unref);

  g_assert_null (read_text (
      "{\"rfps\": {\"new\": \"form\"}, \"version\": 12, \"format\": \"handover-site\"}", &error));
  g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "12"));
}

/* --- Texts that are refused ------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *text;
  gint code;
} texts[] = {
  { "empty", "", DECT_STORE_ERROR_EMPTY },
  { "blank", "  \n", DECT_STORE_ERROR_FOREIGN },
  { "words", "hello", DECT_STORE_ERROR_FOREIGN },
  { "list", "[]", DECT_STORE_ERROR_FOREIGN },
  { "other-json", "{\"a\": 1}", DECT_STORE_ERROR_FOREIGN },
  { "other-format", "{\"format\": \"handover-log\", \"version\": 1}", DECT_STORE_ERROR_FOREIGN },
  { "newer", "{\"format\": \"handover-site\", \"version\": 2}", DECT_STORE_ERROR_NEWER },
  { "no-version", "{\"format\": \"handover-site\"}", DECT_STORE_ERROR_VALUE },
  { "text-version", "{\"format\": \"handover-site\", \"version\": \"1\"}", DECT_STORE_ERROR_VALUE },
  { "half-version", "{\"format\": \"handover-site\", \"version\": 0.5}", DECT_STORE_ERROR_VALUE },
  { "no-site", HEAD "\"rfps\": []}", DECT_STORE_ERROR_VALUE },
  { "comma", HEAD "}", DECT_STORE_ERROR_JSON },
  { "cut", HEAD "\"site\": {", DECT_STORE_ERROR_JSON },
  { "behind", MINIMAL "{}", DECT_STORE_ERROR_JSON },
  { "comment",
    "{/* no */"
    "\"format\": \"handover-site\"}",
    DECT_STORE_ERROR_JSON },
  { "latin-1",
    HEAD "\"site\": {\"name\": \"Gr\xf6\xdf"
         "e\"}}",
    DECT_STORE_ERROR_JSON },
  { "site-list", HEAD "\"site\": []}", DECT_STORE_ERROR_VALUE },
  { "site-twice", HEAD "\"site\": {}, \"site\": {}}", DECT_STORE_ERROR_VALUE },
  { "reserved", HEAD "\"site\": {\"_document\": {}}}", DECT_STORE_ERROR_VALUE },
  { "kind-object", HEAD "\"site\": {}, \"rfps\": {}}", DECT_STORE_ERROR_VALUE },
  { "kind-twice", HEAD "\"site\": {}, \"rfps\": [], \"rfps\": []}", DECT_STORE_ERROR_VALUE },
  { "record-text", HEAD "\"site\": {}, \"rfps\": [\"x\"]}", DECT_STORE_ERROR_VALUE },
  { "no-id", HEAD "\"site\": {}, \"rfps\": [{}]}", DECT_STORE_ERROR_VALUE },
  { "id-zero", HEAD "\"site\": {}, \"rfps\": [{\"id\": 0}]}", DECT_STORE_ERROR_VALUE },
  { "id-half", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1.5}]}", DECT_STORE_ERROR_VALUE },
  { "id-site", HEAD "\"site\": {}, \"rfps\": [{\"id\": 4294967295}]}", DECT_STORE_ERROR_VALUE },
  { "id-twice", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1}], \"handsets\": [{\"id\": 1}]}",
    DECT_STORE_ERROR_ID },
  { "field-twice", HEAD "\"site\": {\"name\": \"a\", \"name\": \"b\"}}", DECT_STORE_ERROR_VALUE },
  { "text-number", HEAD "\"site\": {\"name\": 1}}", DECT_STORE_ERROR_VALUE },
  { "text-null", HEAD "\"site\": {\"name\": null}}", DECT_STORE_ERROR_VALUE },
  { "text-lines", HEAD "\"site\": {\"name\": \"a\\nb\"}}", DECT_STORE_ERROR_VALUE },
  { "text-nul", HEAD "\"site\": {\"name\": \"a\\u0000b\"}}", DECT_STORE_ERROR_JSON },
  { "number-text", HEAD "\"site\": {\"sync_limit_dbm\": \"-70\"}}", DECT_STORE_ERROR_VALUE },
  { "number-low", HEAD "\"site\": {\"sync_limit_dbm\": -111}}", DECT_STORE_ERROR_RANGE },
  { "number-huge", HEAD "\"site\": {\"sync_limit_dbm\": 1e999}}", DECT_STORE_ERROR_RANGE },
  { "integer-half", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1, \"cluster\": 1.5}]}",
    DECT_STORE_ERROR_VALUE },
  { "integer-high", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1, \"cluster\": 1e9}]}",
    DECT_STORE_ERROR_RANGE },
  { "bool-number", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1, \"dect_on\": 1}]}",
    DECT_STORE_ERROR_VALUE },
  { "choice", HEAD "\"site\": {\"region\": \"Europe\"}}", DECT_STORE_ERROR_CHOICE },
  { "choice-number", HEAD "\"site\": {\"region\": 0}}", DECT_STORE_ERROR_VALUE },
  { "reference", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1, \"floor\": 2}]}",
    DECT_STORE_ERROR_REFERENCE },
  { "reference-kind",
    HEAD "\"site\": {}, \"buildings\": [{\"id\": 2}], \"rfps\": [{\"id\": 1, \"floor\": 2}]}",
    DECT_STORE_ERROR_REFERENCE },
  { "owner", HEAD "\"site\": {}, \"walls\": [{\"id\": 1}]}", DECT_STORE_ERROR_REFERENCE },
  { "reference-text", HEAD "\"site\": {}, \"rfps\": [{\"id\": 1, \"floor\": \"2\"}]}",
    DECT_STORE_ERROR_VALUE },
  { "plan-name",
    HEAD "\"site\": {}, \"buildings\": [{\"id\": 1}], \"floors\": [{\"id\": 2, \"building\": 1, "
         "\"plan\": \"../secret.png\"}]}",
    DECT_STORE_ERROR_VALUE },
  { "changed", HEAD "\"site\": {}, \"changed\": \"yesterday\"}", DECT_STORE_ERROR_RANGE },
  { "changed-zone", HEAD "\"site\": {}, \"changed\": \"2026-01-31T12:34:56+01\"}",
    DECT_STORE_ERROR_RANGE },
  { "changed-day", HEAD "\"site\": {}, \"changed\": \"2026-02-30T12:34:56Z\"}",
    DECT_STORE_ERROR_RANGE },
  { "changed-number", HEAD "\"site\": {}, \"changed\": 1}", DECT_STORE_ERROR_VALUE },
};

static void
test_reject_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (texts[i].text, &error));
  g_assert_error (error, DECT_STORE_ERROR, texts[i].code);
}

static void
test_reject_depth (void)
{
  g_autofree char *open = g_strnfill (4 * 1024 * 1024, '[');
  g_autofree char *deep = g_strconcat (HEAD "\"site\": {}, \"x\": ", open, NULL);
  g_autofree char *brackets = g_strnfill (31, '[');
  g_autofree char *closers = g_strnfill (31, ']');
  g_autofree char *allowed
      = g_strconcat (HEAD "\"site\": {}, \"x\": ", brackets, closers, "}", NULL);
  g_autofree char *beyond
      = g_strconcat (HEAD "\"site\": {}, \"x\": [", brackets, closers, "]}", NULL);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (deep, &error));
  g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_JSON_DEPTH);
  g_clear_error (&error);
  g_assert_null (read_text (beyond, &error));
  g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_JSON_DEPTH);
  g_clear_error (&error);
  site = read_text (allowed, &error);
  g_assert_no_error (error);
  json = dect_store_to_json_bytes (site, &error);
  g_assert_no_error (error);
}

static void
test_reject_values (void)
{
  gsize length = strlen (HEAD "\"site\": {}, \"x\": [") + 2 * DECT_JSON_MAX_VALUES + 16;
  g_autofree char *text = g_malloc (length);
  char *at = g_stpcpy (text, HEAD "\"site\": {}, \"x\": [");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < DECT_JSON_MAX_VALUES; i++)
    {
      *at++ = '1';
      *at++ = ',';
    }
  strcpy (at - 1, "]}");
  g_assert_null (read_text (text, &error));
  g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_JSON_VALUES);
}

static void
test_reject_size (void)
{
  g_autofree char *blanks = g_strnfill (DECT_STORE_MAX_SITE_BYTES, ' ');
  g_autofree char *text = g_strconcat (blanks, MINIMAL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_SIZE);
}

/* --- ZIPs that are refused ------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *content;
  guint type; /* AE_IFREG when 0 */
} Entry;

#define FIRST                                                                                      \
  {                                                                                                \
    "mimetype", DECT_STORE_MIMETYPE                                                                \
  }
#define SITE                                                                                       \
  {                                                                                                \
    "site.json", MINIMAL                                                                           \
  }

static GBytes *
make_zip (const Entry *entries, const char *options)
{
  gsize capacity = 16 * 1024 * 1024, used = 0;
  char *buffer = g_malloc (capacity);
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  if (options != NULL)
    {
      g_assert_cmpint (archive_write_set_options (archive, options), ==, ARCHIVE_OK);
      archive_write_set_passphrase (archive, "secret");
    }
  g_assert_cmpint (archive_write_open_memory (archive, buffer, capacity, &used), ==, ARCHIVE_OK);
  for (const Entry *e = entries; e->name != NULL; e++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize length = e->content != NULL ? strlen (e->content) : 0;

      archive_entry_set_pathname (entry, e->name);
      archive_entry_set_filetype (entry, e->type != 0 ? e->type : AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      if (e->type == AE_IFLNK)
        archive_entry_set_symlink (entry, e->content);
      else
        archive_entry_set_size (entry, length);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      if (e->type == 0 && length > 0)
        g_assert_cmpint (archive_write_data (archive, e->content, length), ==, length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static void
assert_refused (GBytes *zip, gint code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_store_read_bytes (zip, &error));
  g_assert_error (error, DECT_STORE_ERROR, code);
}

static const struct
{
  const char *name;
  Entry entries[6];
  gint code; /* -1: is read */
} zips[] = {
  { "right", { FIRST, SITE }, -1 },
  { "log",
    { FIRST,
      SITE,
      { "log.json", "{\"format\": \"handover-log\", \"version\": 1, \"entries\": []}" } },
    -1 },
  { "unknown-entry", { FIRST, SITE, { "thumbnail.png", "x" } }, -1 },
  { "no-mimetype", { SITE }, DECT_STORE_ERROR_FOREIGN },
  { "late-mimetype", { SITE, FIRST }, DECT_STORE_ERROR_FOREIGN },
  { "other-mimetype",
    { { "mimetype", "application/vnd.oasis.opendocument.text" }, SITE },
    DECT_STORE_ERROR_FOREIGN },
  { "no-site", { FIRST }, DECT_STORE_ERROR_ENTRY_MISSING },
  { "absolute", { FIRST, SITE, { "/etc/passwd", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "parent", { FIRST, SITE, { "plans/../../x.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "dot", { FIRST, SITE, { "./x.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "backslash", { FIRST, SITE, { "plans\\..\\x.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "drive", { FIRST, SITE, { "C:x.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "plan-name", { FIRST, SITE, { "plans/a b.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "plan-hidden", { FIRST, SITE, { "plans/.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "photo-name", { FIRST, SITE, { "photos/a/b.jpg", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "plan-folder", { FIRST, SITE, { "plans/a/b.png", "x" } }, DECT_STORE_ERROR_ENTRY_NAME },
  { "folder", { FIRST, SITE, { "plans/", NULL, AE_IFDIR } }, DECT_STORE_ERROR_ENTRY_TYPE },
  { "link",
    { FIRST, SITE, { "plans/a.png", "/etc/passwd", AE_IFLNK } },
    DECT_STORE_ERROR_ENTRY_TYPE },
  { "twice",
    { FIRST, SITE, { "plans/a.png", "x" }, { "plans/a.png", "y" } },
    DECT_STORE_ERROR_ENTRY_TWICE },
  { "site-twice", { FIRST, SITE, SITE }, DECT_STORE_ERROR_ENTRY_TWICE },
  { "bad-site", { FIRST, { "site.json", "{" } }, DECT_STORE_ERROR_JSON },
  { "empty-site", { FIRST, { "site.json", "" } }, DECT_STORE_ERROR_JSON },
  { "newer",
    { FIRST, { "site.json", "{\"format\": \"handover-site\", \"version\": 7}" } },
    DECT_STORE_ERROR_NEWER },
  { "bad-log", { FIRST, SITE, { "log.json", "[" } }, DECT_STORE_ERROR_JSON },
  { "foreign-log", { FIRST, SITE, { "log.json", "{}" } }, DECT_STORE_ERROR_FOREIGN },
  { "log-entries",
    { FIRST,
      SITE,
      { "log.json", "{\"format\": \"handover-log\", \"version\": 1, \"entries\": {}}" } },
    DECT_STORE_ERROR_VALUE },
  { "log-event",
    { FIRST,
      SITE,
      { "log.json", "{\"format\": \"handover-log\", \"version\": 1, \"entries\": [{}]}" } },
    DECT_STORE_ERROR_VALUE },
  { "log-newer",
    { FIRST, SITE, { "log.json", "{\"format\": \"handover-log\", \"version\": 2}" } },
    DECT_STORE_ERROR_NEWER },
};

static void
test_zip (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) zip = make_zip (zips[i].entries, NULL);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (GError) error = NULL;

  if (zips[i].code >= 0)
    {
      assert_refused (zip, zips[i].code);
      return;
    }
  site = dect_store_read_bytes (zip, &error);
  g_assert_no_error (error);
}

static void
test_encrypted (void)
{
  static const Entry entries[] = { FIRST, SITE, { NULL } };
  g_autoptr (GBytes) zip = make_zip (entries, "zip:encryption=traditional");

  assert_refused (zip, DECT_STORE_ERROR_ENCRYPTED);
}

static void
test_too_many (void)
{
  g_autofree Entry *entries = g_new0 (Entry, DECT_STORE_MAX_ENTRIES + 4);
  g_autoptr (GStringChunk) names = g_string_chunk_new (4096);

  static const char *const folders[] = { "", "plans/", "photos/" };

  for (guint f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autoptr (GBytes) zip = NULL;

      entries[0] = (Entry) FIRST;
      entries[1] = (Entry) SITE;
      for (guint i = 2; i < DECT_STORE_MAX_ENTRIES + 3; i++)
        {
          g_autofree char *name = g_strdup_printf ("%sn%u", folders[f], i);

          entries[i] = (Entry){ g_string_chunk_insert (names, name), "x" };
        }
      zip = make_zip (entries, NULL);
      assert_refused (zip, f > 0 ? DECT_STORE_ERROR_IMAGES : DECT_STORE_ERROR_ENTRIES);
    }
}

/* Every cut of a right file is refused, and no changed byte is read as if nothing had been. */
static void
test_damaged (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GBytes) bytes = dect_store_write_bytes (site, NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize cut = 4; cut < length; cut += cut < 200 ? 1 : 97)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, cut);

      assert_refused (part, DECT_STORE_ERROR_TRUNCATED);
    }
  for (gsize at = 0; at < length; at += at < 200 || at + 400 > length ? 1 : 89)
    {
      guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) changed = g_bytes_new_take (copy, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectSnapshot) back = NULL;

      copy[at] ^= 0x10;
      back = dect_store_read_bytes (changed, &error);
      if (back == NULL)
        g_assert_true (error->domain == DECT_STORE_ERROR);
      else
        assert_same_plan (site, back);
    }
}

static void
test_wrong_crc (void)
{
  static const Entry entries[] = { FIRST, SITE, { "plans/a.png", "unmistakable" }, { NULL } };
  g_autoptr (GBytes) zip = make_zip (entries, "zip:compression=store");
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&zip), &length);
  guint8 *image = memmem (data, length, "unmistakable", 12);

  g_assert_nonnull (image);
  *image ^= 1;
  zip = g_bytes_new_take (data, length);
  assert_refused (zip, DECT_STORE_ERROR_DAMAGED);
}

/* --- Bombs ----------------------------------------------------------------------------------- */

static gsize
peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024;
}

/* Tests before this one have used more; a 5 makes the kernel count the peak anew: proc(5),
 * clear_refs. */
static gsize
start_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    g_test_message ("the peak of memory cannot be measured here");
  else
    {
      fputs ("5", file);
      fclose (file);
    }
  return peak_memory ();
}

static GBytes *
make_bomb (const char *name, guint64 size)
{
  gsize capacity = 16 * 1024 * 1024, used = 0, block = 1024 * 1024;
  char *buffer = g_malloc (capacity);
  g_autofree char *zeros = g_malloc0 (block);
  struct archive *archive = archive_write_new ();
  struct archive_entry *entry;

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  archive_write_open_memory (archive, buffer, capacity, &used);
  for (guint i = 0; i < 2; i++)
    {
      guint64 left = i == 0 ? strlen (DECT_STORE_MIMETYPE) : size;

      entry = archive_entry_new ();
      archive_entry_set_pathname (entry, i == 0 ? "mimetype" : name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, left);
      archive_write_header (archive, entry);
      if (i == 0)
        archive_write_data (archive, DECT_STORE_MIMETYPE, left);
      else
        for (; left > 0; left -= MIN (left, block))
          g_assert_cmpint (archive_write_data (archive, zeros, MIN (left, block)), >, 0);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (g_realloc (buffer, used), used);
}

static void
put_le (GByteArray *out, guint64 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (value >> (8 * i)) & 0xff;

      g_byte_array_append (out, &byte, 1);
    }
}

/* Blocks of zeros that end on a byte border all look the same, so one is compressed and the rest
 * are copies. */
static guint32
append_zeros (GByteArray *out, guint n_mib)
{
  gsize block = 1024 * 1024;
  g_autofree guint8 *zeros = g_malloc0 (block);
  guint8 packed[8192];
  guint32 crc_block = crc32 (0, zeros, block), crc = crc32 (0, NULL, 0);
  z_stream stream = { 0 };

  deflateInit2 (&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = zeros;
  stream.avail_in = block;
  stream.next_out = packed;
  stream.avail_out = sizeof packed;
  g_assert_cmpint (deflate (&stream, Z_FULL_FLUSH), ==, Z_OK);
  g_assert_cmpuint (stream.avail_in, ==, 0);
  deflateEnd (&stream);
  for (guint i = 0; i < n_mib; i++)
    {
      g_byte_array_append (out, packed, stream.total_out);
      crc = crc32_combine (crc, crc_block, block);
    }
  g_byte_array_append (out, (const guint8 *) "\x03", 2);
  return crc;
}

/* APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16, by hand: libarchive needs half a minute for it. */
static GBytes *
make_huge_bomb (const char *name, guint n_mib)
{
  GByteArray *zip = g_byte_array_new ();
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  guint32 crc = append_zeros (packed, n_mib), directory;

  for (guint pass = 0; pass < 2; pass++)
    {
      directory = zip->len;
      put_le (zip, pass == 0 ? 0x04034b50 : 0x02014b50, 4);
      if (pass == 1)
        put_le (zip, 3 << 8 | 20, 2);
      put_le (zip, 20, 2);
      put_le (zip, 0, 2);
      put_le (zip, 8, 2);
      put_le (zip, 0x210000, 4);
      put_le (zip, crc, 4);
      put_le (zip, packed->len, 4);
      put_le (zip, (guint64) n_mib << 20, 4);
      put_le (zip, strlen (name), 2);
      put_le (zip, 0, pass == 0 ? 2 : 8);
      if (pass == 1)
        {
          put_le (zip, 0100644u << 16, 4);
          put_le (zip, 0, 4);
        }
      g_byte_array_append (zip, (const guint8 *) name, strlen (name));
      if (pass == 0)
        g_byte_array_append (zip, packed->data, packed->len);
    }
  put_le (zip, 0x06054b50, 8);
  put_le (zip, 1 << 16 | 1, 4);
  put_le (zip, zip->len - 12 - directory, 4);
  put_le (zip, directory, 4);
  put_le (zip, 0, 2);
  return g_byte_array_free_to_bytes (zip);
}

static void
test_bomb_huge (void)
{
  g_autoptr (GBytes) zip = make_huge_bomb ("mimetype", 4095);
  gsize before = start_peak ();
  gint64 start = g_get_monotonic_time ();

  assert_refused (zip, DECT_STORE_ERROR_ENTRY_SIZE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpuint (peak_memory () - before, <, 16 * 1024 * 1024);
}

static void
test_bomb_ratio (void)
{
  g_autoptr (GBytes) zip = make_bomb ("plans/a.png", 100 * 1024 * 1024);
  gsize before = start_peak ();

  assert_refused (zip, DECT_STORE_ERROR_RATIO);
  g_assert_cmpuint (peak_memory () - before, <, 16 * 1024 * 1024);
}

/* An entry that unpacks to more than the directory announces. */
static void
test_bomb_liar (void)
{
  g_autoptr (GBytes) zip = make_bomb ("plans/a.png", 512 * 1024);
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&zip), &length);
  guint8 *central = data;

  /* The second entry of the directory; its size stands 24 bytes behind the signature:
   * APPNOTE.TXT 4.3.12. */
  for (guint i = 0; i < 2; i++)
    {
      central = memmem (central + 1, length - (central + 1 - data), "PK\x01\x02", 4);
      g_assert_nonnull (central);
    }
  memcpy (central + 24, "\x10\x00\x00\x00", 4);
  zip = g_bytes_new_take (data, length);
  assert_refused (zip, DECT_STORE_ERROR_DAMAGED);
}

/* --- What is not written --------------------------------------------------------------------- */

static void
break_range (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->cluster = 99999;
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_number (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->x_m = 1e9;
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_choice (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->role = 77;
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_text (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->name = g_strdup ("a\x07");
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_plan (DectSnapshotBuilder *builder)
{
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new ();

  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (building));
  floor->plan = g_strdup ("/etc/passwd");
  dect_snapshot_builder_add (builder, DECT_RECORD (floor));
}

static void
break_extra (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->head.extra = g_strdup ("[1]");
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_extra_depth (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();
  g_autofree char *open = g_strnfill (30, '[');
  g_autofree char *close = g_strnfill (30, ']');

  rfp->head.extra = g_strdup_printf ("{\"a\": %s%s}", open, close);
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_id (DectSnapshotBuilder *builder)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->head.id = DECT_STORE_MAX_ID + 1u;
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static void
break_log (DectSnapshotBuilder *builder)
{
  dect_snapshot_builder_add_log (builder, dect_log_entry_new (0, "push", "{} {}"));
}

static void
break_changed (DectSnapshotBuilder *builder)
{
  dect_snapshot_builder_set_changed (builder, G_GINT64_CONSTANT (253402300800));
}

static const struct
{
  const char *name;
  void (*make) (DectSnapshotBuilder *builder);
  gint code;
} unwritable[] = {
  { "range", break_range, DECT_STORE_ERROR_RANGE },
  { "number", break_number, DECT_STORE_ERROR_RANGE },
  { "choice", break_choice, DECT_STORE_ERROR_CHOICE },
  { "text", break_text, DECT_STORE_ERROR_VALUE },
  { "plan", break_plan, DECT_STORE_ERROR_VALUE },
  { "extra", break_extra, DECT_STORE_ERROR_JSON },
  { "extra-depth", break_extra_depth, DECT_STORE_ERROR_JSON },
  { "id", break_id, DECT_STORE_ERROR_RANGE },
  { "log", break_log, DECT_STORE_ERROR_JSON },
  { "changed", break_changed, DECT_STORE_ERROR_RANGE },
};

static void
test_unwritable (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (GError) error = NULL;

  unwritable[i].make (builder);
  site = dect_snapshot_builder_end (builder);
  g_assert_null (dect_store_write_bytes (site, &error));
  g_assert_error (error, DECT_STORE_ERROR, unwritable[i].code);
  g_test_message ("%s", error->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/file/round-trip", test_round_trip);
  g_test_add_func ("/store/file/json-alone", test_json_alone);
  g_test_add_func ("/store/file/layout", test_layout);
  g_test_add_func ("/store/file/unknown-members", test_unknown_members);
  g_test_add_func ("/store/file/extra-grown-known", test_extra_grown_known);
  g_test_add_func ("/store/file/lost-owner", test_lost_owner);
  g_test_add_func ("/store/file/any-order", test_any_order);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/file/reject-text/%s", texts[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reject_text);
    }
  g_test_add_func ("/store/file/reject-text/depth-bound", test_reject_depth);
  g_test_add_func ("/store/file/reject-text/values-bound", test_reject_values);
  g_test_add_func ("/store/file/reject-text/size-bound", test_reject_size);
  for (guint i = 0; i < G_N_ELEMENTS (zips); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/file/zip/%s", zips[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_zip);
    }
  g_test_add_func ("/store/file/zip/encrypted", test_encrypted);
  g_test_add_func ("/store/file/zip/too-many", test_too_many);
  g_test_add_func ("/store/file/zip/damaged", test_damaged);
  g_test_add_func ("/store/file/zip/wrong-crc", test_wrong_crc);
  g_test_add_func ("/store/file/bomb/huge", test_bomb_huge);
  g_test_add_func ("/store/file/bomb/ratio", test_bomb_ratio);
  g_test_add_func ("/store/file/bomb/liar", test_bomb_liar);
  for (guint i = 0; i < G_N_ELEMENTS (unwritable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/file/unwritable/%s", unwritable[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_unwritable);
    }
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The limits of what is read from elsewhere, each by its number in data/help/LANGUAGE/limits.html:
 * what is as large as the limit is read, what is larger by one is refused with the error that
 * belongs to it. tests/check-limits.py compares the numbers. */

#include "config.h"

#include "omm/dect-axi-element.h"
#include "omm/dect-axi-error.h"
#include "omm/dect-axi-profile.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-reader.h"
#include "pbx/dect-pbx-error.h"
#include "pbx/dect-pbx-profile.h"
#include "plan/dect-plan.h"
#include "sheet/dect-sheet-logo.h"
#include "sheet/dect-sheet.h"
#include "store/dect-csv.h"
#include "store/dect-json-scan.h"
#include "store/dect-paste.h"
#include "store/dect-secrets.h"
#include "store/dect-store.h"
#include "support/pbx-installer.h"
#include "support/raw-server.h"

#include <archive.h>
#include <archive_entry.h>
#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#define HEAD "{\"format\": \"handover-site\", \"version\": 1, "
#define MINIMAL HEAD "\"site\": {}}"
#define LOG "{\"format\": \"handover-log\", \"version\": 1, \"entries\": ["
#define SVG "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"
#define PROFILE "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/\n"

/* Reads something of the size @n; whether it could. */
typedef gboolean (*Read) (gsize n, GError **error);

/* --- Making it -------------------------------------------------------------------------------- */

/* @start, as often @again as it takes, @end: @n bytes in all. */
static GBytes *
pad (const char *start, char again, const char *end, gsize n)
{
  gsize head = strlen (start), tail = strlen (end);
  char *data = g_malloc (n);

  g_assert_cmpuint (n, >=, head + tail);
  memset (data, again, n);
  memcpy (data, start, head);
  memcpy (data + n - tail, end, tail);
  return g_bytes_new_take (data, n);
}

static GBytes *
take_string (GString *text)
{
  return g_string_free_to_bytes (text);
}

/* --- The site file ---------------------------------------------------------------------------- */

/* A ZIP of a minimal site, and what is added. */
typedef struct
{
  struct archive *archive;
  char *buffer;
  gsize used;
} Zip;

static void
zip_add (Zip *zip, const char *name, gconstpointer data, gsize size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) size);
  g_assert_cmpint (archive_write_header (zip->archive, entry), ==, ARCHIVE_OK);
  if (size > 0)
    g_assert_cmpint (archive_write_data (zip->archive, data, size), ==, size);
  archive_entry_free (entry);
}

static void
zip_begin (Zip *zip, gsize capacity, const char *compression)
{
  *zip = (Zip){ archive_write_new (), g_malloc (capacity), 0 };
  archive_write_set_format_zip (zip->archive);
  archive_write_set_bytes_in_last_block (zip->archive, 1);
  g_assert_cmpint (archive_write_set_options (zip->archive, compression), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_memory (zip->archive, zip->buffer, capacity, &zip->used), ==,
                   ARCHIVE_OK);
  zip_add (zip, "mimetype", DECT_STORE_MIMETYPE, strlen (DECT_STORE_MIMETYPE));
  zip_add (zip, "site.json", MINIMAL, strlen (MINIMAL));
}

static GBytes *
zip_end (Zip *zip)
{
  g_assert_cmpint (archive_write_close (zip->archive), ==, ARCHIVE_OK);
  archive_write_free (zip->archive);
  return g_bytes_new_take (zip->buffer, zip->used);
}

static gboolean
read_site (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (DectSnapshot) snapshot = dect_store_read_bytes (owned, error);

  return snapshot != NULL;
}

static gboolean
read_entry (const char *name, GBytes *content, GError **error)
{
  g_autoptr (GBytes) owned = content;
  gsize size;
  const void *data = g_bytes_get_data (owned, &size);
  Zip zip;

  zip_begin (&zip, size + 4096, "zip:compression=store");
  zip_add (&zip, name, data, size);
  return read_site (zip_end (&zip), error);
}

static gboolean
read_entries (const char *folder, gsize n, GError **error)
{
  Zip zip;

  zip_begin (&zip, 4096 + 200 * n, "zip:compression=store");
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%sn%" G_GSIZE_FORMAT, folder, i);

      zip_add (&zip, name, "x", 1);
    }
  return read_site (zip_end (&zip), error);
}

/* The mimetype and site.json are entries too. */
static gboolean
read_all_entries (gsize n, GError **error)
{
  return read_entries ("", n - 2, error);
}

static gboolean
read_plans (gsize n, GError **error)
{
  return read_entries ("plans/", n, error);
}

static gboolean
read_photos (gsize n, GError **error)
{
  return read_entries ("photos/", n, error);
}

static gboolean
read_plan_entry (gsize n, GError **error)
{
  return read_entry ("plans/a.png", pad ("", 'x', "", n), error);
}

static gboolean
read_photo_entry (gsize n, GError **error)
{
  return read_entry ("photos/a.jpg", pad ("", 'x', "", n), error);
}

static gboolean
read_log_bytes (gsize n, GError **error)
{
  return read_entry ("log.json", pad (LOG "]}", ' ', "", n), error);
}

static gboolean
read_log_entries (gsize n, GError **error)
{
  GString *text = g_string_new (LOG);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"time\": \"2026-01-01T00:00:00Z\", \"event\": \"push\"}",
                            i > 0 ? "," : "");
  g_string_append (text, "]}");
  return read_entry ("log.json", take_string (text), error);
}

/* Puts @size where a header of the entry @name says how large it is unpacked. */
static void
patch_size (guint8 *data,
            gsize length,
            const char *signature,
            gsize name_at,
            gsize size_at,
            const char *name,
            guint32 size)
{
  guint8 *at = data;

  while ((at = memmem (at, length - (gsize) (at - data), signature, 4)) != NULL)
    {
      if (memcmp (at + name_at, name, strlen (name)) == 0)
        for (guint k = 0; k < 4; k++)
          at[size_at + k] = size >> (8 * k) & 0xFF;
      at += 4;
    }
}

/* Entries that are not ours are not unpacked, so that what they announce is made up here: @sizes of
 * those named pN. */
static GBytes *
announce (GBytes *bytes, const guint32 *sizes, guint n)
{
  gsize length;
  guint8 *data = g_bytes_unref_to_data (bytes, &length);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      /* local and central header: APPNOTE.TXT 4.3.7 and 4.3.12 */
      patch_size (data, length, "PK\x03\x04", 30, 22, name, sizes[i]);
      patch_size (data, length, "PK\x01\x02", 46, 24, name, sizes[i]);
    }
  return g_bytes_new_take (data, length);
}

#define N_ANNOUNCED 9

/* Eight entries of the largest size, and what is missing. */
static gboolean
read_unpacked (gsize n, GError **error)
{
  g_autofree guint32 *filler = g_new (guint32, 2 * 1024 * 1024);
  gsize left = n - strlen (DECT_STORE_MIMETYPE) - strlen (MINIMAL) - 8 * 1024 * 1024;
  guint32 sizes[N_ANNOUNCED];
  Zip zip;

  zip_begin (&zip, 9 * 1024 * 1024, "zip:compression=deflate");
  /* Noise, that does not pack: else it would be too much for its size. */
  for (guint32 i = 0, state = 1; i < 2 * 1024 * 1024; i++)
    filler[i] = state = state * 1664525 + 1013904223;
  zip_add (&zip, "filler", filler, 8 * 1024 * 1024);
  for (guint i = 0; i < N_ANNOUNCED; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      sizes[i] = (guint32) MIN (left, DECT_STORE_MAX_IMAGE_BYTES);
      left -= sizes[i];
      zip_add (&zip, name, "x", 1);
    }
  g_assert_cmpuint (left, ==, 0);
  return read_site (announce (zip_end (&zip), sizes, N_ANNOUNCED), error);
}

/* @n times its size, and the megabyte that is free. */
static gboolean
read_ratio (gsize n, GError **error)
{
  guint32 size;
  GBytes *bytes;
  Zip zip;

  zip_begin (&zip, 4096, "zip:compression=deflate");
  zip_add (&zip, "p0", "x", 1);
  bytes = zip_end (&zip);
  size = (guint32) (n * g_bytes_get_size (bytes) + 1024 * 1024 - strlen (DECT_STORE_MIMETYPE)
                    - strlen (MINIMAL));
  return read_site (announce (bytes, &size, 1), error);
}

static gboolean
read_site_bytes (gsize n, GError **error)
{
  return read_site (pad (MINIMAL, ' ', "", n), error);
}

/* Lists in the object. */
static gboolean
read_site_depth (gsize n, GError **error)
{
  g_autofree char *open = g_strnfill (n - 1, '[');
  g_autofree char *close = g_strnfill (n - 1, ']');
  GString *text = g_string_new (NULL);

  g_string_printf (text, HEAD "\"site\": {}, \"x\": %s%s}", open, close);
  return read_site (take_string (text), error);
}

/* The site itself does not count. */
static gboolean
read_records (gsize n, GError **error)
{
  GString *text = g_string_new (HEAD "\"site\": {}, \"handsets\": [");

  for (gsize i = 1; i <= n; i++)
    g_string_append_printf (text, "%s{\"id\":%" G_GSIZE_FORMAT "}", i > 1 ? "," : "", i + 1);
  g_string_append (text, "]}");
  return read_site (take_string (text), error);
}

/* --- JSON, tables ----------------------------------------------------------------------------- */

static gboolean
read_json_depth (gsize n, GError **error)
{
  g_autofree char *open = g_strnfill (n, '[');
  g_autofree char *close = g_strnfill (n, ']');
  g_autofree char *text = g_strconcat (open, close, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return dect_json_check (bytes, strlen (text), error);
}

/* The list and what is in it. */
static gboolean
read_json_values (gsize n, GError **error)
{
  GString *text = g_string_sized_new (2 * n);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append_c (text, '[');
  for (gsize i = 1; i < n; i++)
    g_string_append (text, i > 1 ? ",1" : "1");
  g_string_append_c (text, ']');
  bytes = take_string (text);
  return dect_json_check (bytes, g_bytes_get_size (bytes), error);
}

static gboolean
read_csv (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (GError) failure = NULL;
  g_autoptr (DectCsvReader) reader = dect_csv_reader_new (owned, error);

  while (reader != NULL && dect_csv_reader_next (reader, &failure))
    continue;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return reader != NULL && (error == NULL || *error == NULL);
}

static gboolean
read_csv_bytes (gsize n, GError **error)
{
  return read_csv (pad ("a", '\n', "", n), error);
}

static gboolean
read_csv_rows (gsize n, GError **error)
{
  GString *text = g_string_sized_new (2 * n);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, "a\n");
  return read_csv (take_string (text), error);
}

static gboolean
read_csv_columns (gsize n, GError **error)
{
  return read_csv (pad ("", ',', "", n - 1), error);
}

static gboolean
read_csv_field (gsize n, GError **error)
{
  return read_csv (pad ("", 'a', "", n), error);
}

static gboolean
read_paste_rows (gsize n, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DectPaste) paste = NULL;

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%u\tName\n", (guint) i);
  bytes = take_string (text);
  paste = dect_paste_new (bytes, NULL, error);
  return paste != NULL;
}

/* --- OMM, secrets, profile -------------------------------------------------------------------- */

static gboolean
read_omm (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_load (DECT_OMM_LAYOUT_RFP, NULL);
  g_autoptr (DectOmmFile) file = dect_omm_read (owned, layout, error);

  return file != NULL;
}

static gboolean
read_omm_bytes (gsize n, GError **error)
{
  return read_omm (pad ("data_sequence\n#", 'x', "\n", n), error);
}

static gboolean
read_omm_lines (gsize n, GError **error)
{
  const char first[] = "data_sequence";

  return read_omm (pad (first, '\n', "", strlen (first) + n - 1), error);
}

/* Not being one is another error than being too large. */
static gboolean
read_omm_backup (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad ("", 'x', "", n);
  g_autoptr (GError) failure = NULL;

  g_assert_null (dect_omm_backup_read (g_bytes_get_data (bytes, NULL), n, &failure));
  if (g_error_matches (failure, DECT_OMM_ERROR, DECT_OMM_ERROR_BACKUP))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_axi (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad ("<A", ' ', "/>", n);
  g_autoptr (DectAxiElement) element
      = dect_axi_element_parse (g_bytes_get_data (bytes, NULL), n, error);

  return element != NULL;
}

static gboolean
read_axi_profile (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad ("[omm]\nhost=omm.example\n", '\n', "", n);
  g_autoptr (DectAxiProfile) profile
      = dect_axi_profile_parse (g_bytes_get_data (bytes, NULL), n, error);

  return profile != NULL;
}

static gboolean
read_secrets (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad ("{}", ' ', "", n);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "handover-limits.json", NULL);
  g_autoptr (DectSecrets) secrets = NULL;

  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) n,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  secrets = dect_secrets_load (path, error);
  g_unlink (path);
  return secrets != NULL;
}

static gboolean
read_profile (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad (PROFILE, '\n', "", n);
  g_autoptr (DectPbxProfile) profile
      = dect_pbx_profile_parse (g_bytes_get_data (bytes, NULL), n, error);

  return profile != NULL;
}

/* --- What a PBX answers ----------------------------------------------------------------------- */

static gboolean
answer_cb (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  return raw_server_write (client, user_data, -1);
}

/* @text and blanks, @n bytes, to whatever is asked. */
static char *
make_answer (const char *type, const char *text, gsize n)
{
  g_autofree char *blanks = g_strnfill (n - strlen (text), ' ');

  return g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nETag: \"r1\"\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s%s",
                          type, n, text, blanks);
}

static gboolean
read_info (gsize n, GError **error)
{
  g_autofree char *answer = make_answer ("application/json",
                                         "{\"product\":\"Mock\",\"version\":\"1\",\"contract\":1,"
                                         "\"features\":{},\"limits\":{}}",
                                         n);
  g_autoptr (RawServer) server = raw_server_new (answer_cb, answer);
  g_autoptr (DectPbxClient) client = test_client_new (raw_server_get_port (server), TRUE);
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, error);

  return info != NULL;
}

static gboolean
read_document (gsize n, GError **error)
{
  g_autofree char *answer = make_answer ("application/json", "{\"mac\":\"00085d0a0b01\"}", n);
  g_autoptr (RawServer) server = raw_server_new (answer_cb, answer);
  g_autoptr (DectPbxClient) client = test_client_new (raw_server_get_port (server), TRUE);
  g_autofree char *etag = NULL;
  g_autoptr (JsonNode) document
      = dect_pbx_client_get_document_sync (client, "00085d0a0b01", &etag, NULL, error);

  return document != NULL;
}

/* Blanks are no OMM file; that is another error than one for their size. */
static gboolean
read_export (gsize n, GError **error)
{
  g_autofree char *answer = make_answer ("text/plain", "", n);
  g_autoptr (RawServer) server = raw_server_new (answer_cb, answer);
  g_autoptr (DectPbxClient) client = test_client_new (raw_server_get_port (server), TRUE);
  g_autoptr (GError) failure = NULL;

  g_assert_null (
      dect_pbx_client_download_sync (client, "00085d0a0b01", DECT_KIND_RFP, 0, NULL, &failure));
  if (g_error_matches (failure, DECT_PBX_ERROR, DECT_PBX_ERROR_EXPORT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- Pictures --------------------------------------------------------------------------------- */

static gboolean
open_plan (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (DectPlan) plan = dect_plan_open (owned, error);

  return plan != NULL;
}

/* What a PNG says of itself, with no pixels behind it, and with a chunk of @filler bytes that is no
 * picture. */
static gboolean
open_png (guint32 width, guint32 height, guint32 filler, GError **error)
{
  static const guint8 start[]
      = "\x89PNG\r\n\x1A\n\0\0\0\rIHDRwwwwhhhh\x08\x02\0\0\0cccc\0\0\0\0teSt";
  static const guint8 end[] = "cccc\0\0\0\0IEND\xAE\x42\x60\x82";
  gsize size = sizeof start - 1 + filler + sizeof end - 1;
  guint8 *png = g_malloc0 (size);

  memcpy (png, start, sizeof start - 1);
  memcpy (png + size - (sizeof end - 1), end, sizeof end - 1);
  for (guint i = 0; i < 4; i++)
    {
      png[16 + i] = (guint8) (width >> (24 - 8 * i));
      png[20 + i] = (guint8) (height >> (24 - 8 * i));
      png[33 + i] = (guint8) (filler >> (24 - 8 * i));
    }
  return open_plan (g_bytes_new_take (png, size), error);
}

#define PNG_FRAME 57 /* of open_png() around its filler */

static gboolean
open_plan_bytes (gsize n, GError **error)
{
  return open_png (9, 9, (guint32) n - PNG_FRAME, error);
}

/* The limit is 8192 times 8192. */
static gboolean
open_plan_pixels (gsize n, GError **error)
{
  return open_png (8192, (guint32) ((n + 8191) / 8192), 0, error);
}

static gboolean
open_plan_side (gsize n, GError **error)
{
  return open_png (10, (guint32) n, 0, error);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
open_plan_pages (gsize n, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 10, 10);

  for (gsize i = 0; i < n; i++)
    cairo_surface_show_page (surface);
  cairo_surface_destroy (surface);
  return open_plan (g_byte_array_free_to_bytes (bytes), error);
}

static gboolean
open_plan_units (gsize n, GError **error)
{
  GString *text = g_string_new (NULL);

  g_string_printf (
      text, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %" G_GSIZE_FORMAT " 9'/>", n);
  return open_plan (take_string (text), error);
}

static gboolean
render_plan_side (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes
      = pad ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1'/>", ' ', "", 100);
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, error);
  cairo_surface_t *surface = dect_plan_render (plan, 0, (double) n / 1000, NULL, error);

  if (surface == NULL)
    return FALSE;
  cairo_surface_destroy (surface);
  return TRUE;
}

static gboolean
open_logo (gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = pad (SVG, ' ', "", n);
  DectSheetLogo *logo = dect_sheet_logo_new (bytes, error);

  g_clear_pointer (&logo, dect_sheet_logo_free);
  return error == NULL || *error == NULL;
}

/* --- All of them ------------------------------------------------------------------------------ */

typedef struct
{
  const char *id; /* of the row in the help */
  gsize most;
  Read read;
  GQuark (*domain) (void);
  gint code;
} Limit;

static const Limit limits[] = {
  { "site-unpacked", DECT_STORE_MAX_UNPACKED_BYTES, read_unpacked, dect_store_error_quark,
    DECT_STORE_ERROR_UNPACKED_SIZE },
  { "site-ratio", DECT_STORE_MAX_RATIO, read_ratio, dect_store_error_quark,
    DECT_STORE_ERROR_RATIO },
  { "site-entries", DECT_STORE_MAX_ENTRIES, read_all_entries, dect_store_error_quark,
    DECT_STORE_ERROR_ENTRIES },
  { "site-json", DECT_STORE_MAX_SITE_BYTES, read_site_bytes, dect_store_error_quark,
    DECT_STORE_ERROR_ENTRY_SIZE },
  { "site-depth", DECT_STORE_MAX_DEPTH, read_site_depth, dect_store_error_quark,
    DECT_STORE_ERROR_JSON_DEPTH },
  { "site-records", DECT_STORE_MAX_RECORDS, read_records, dect_store_error_quark,
    DECT_STORE_ERROR_RECORDS },
  { "site-log", DECT_STORE_MAX_LOG_BYTES, read_log_bytes, dect_store_error_quark,
    DECT_STORE_ERROR_ENTRY_SIZE },
  { "site-log-entries", DECT_STORE_MAX_LOG_ENTRIES, read_log_entries, dect_store_error_quark,
    DECT_STORE_ERROR_RECORDS },
  { "site-plans", DECT_STORE_MAX_IMAGES, read_plans, dect_store_error_quark,
    DECT_STORE_ERROR_IMAGES },
  { "site-plan", DECT_STORE_MAX_IMAGE_BYTES, read_plan_entry, dect_store_error_quark,
    DECT_STORE_ERROR_ENTRY_SIZE },
  { "site-photos", DECT_STORE_MAX_PHOTOS, read_photos, dect_store_error_quark,
    DECT_STORE_ERROR_IMAGES },
  { "site-photo", DECT_STORE_MAX_PHOTO_BYTES, read_photo_entry, dect_store_error_quark,
    DECT_STORE_ERROR_ENTRY_SIZE },
  { "json-depth", DECT_JSON_MAX_DEPTH, read_json_depth, dect_json_error_quark,
    DECT_JSON_ERROR_DEPTH },
  { "json-values", DECT_JSON_MAX_VALUES, read_json_values, dect_json_error_quark,
    DECT_JSON_ERROR_VALUES },
  { "plan-file", DECT_PLAN_MAX_BYTES, open_plan_bytes, dect_plan_error_quark,
    DECT_PLAN_ERROR_BYTES },
  { "plan-pixels", (gsize) DECT_PLAN_MAX_PIXELS, open_plan_pixels, dect_plan_error_quark,
    DECT_PLAN_ERROR_PIXELS },
  { "plan-side", DECT_PLAN_MAX_SIDE, open_plan_side, dect_plan_error_quark,
    DECT_PLAN_ERROR_PIXELS },
  { "plan-pages", DECT_PLAN_MAX_PAGES, open_plan_pages, dect_plan_error_quark,
    DECT_PLAN_ERROR_PAGES },
  { "plan-units", (gsize) DECT_PLAN_MAX_UNITS, open_plan_units, dect_plan_error_quark,
    DECT_PLAN_ERROR_SIZE },
  { "plan-render", DECT_PLAN_MAX_SIDE, render_plan_side, dect_plan_error_quark,
    DECT_PLAN_ERROR_RENDER },
  { "logo", DECT_SHEET_LOGO_MAX_BYTES, open_logo, dect_sheet_error_quark, DECT_SHEET_ERROR_LOGO },
  { "csv-file", DECT_CSV_MAX_BYTES, read_csv_bytes, dect_csv_error_quark, DECT_CSV_ERROR_SIZE },
  { "csv-rows", DECT_CSV_MAX_ROWS, read_csv_rows, dect_csv_error_quark, DECT_CSV_ERROR_ROWS },
  { "csv-columns", DECT_CSV_MAX_COLUMNS, read_csv_columns, dect_csv_error_quark,
    DECT_CSV_ERROR_COLUMNS },
  { "csv-field", DECT_CSV_MAX_FIELD, read_csv_field, dect_csv_error_quark, DECT_CSV_ERROR_FIELD },
  { "paste-rows", DECT_PASTE_MAX_ROWS, read_paste_rows, dect_csv_error_quark, DECT_CSV_ERROR_ROWS },
  { "omm-file", DECT_OMM_MAX_BYTES, read_omm_bytes, dect_omm_error_quark,
    DECT_OMM_ERROR_TOO_LARGE },
  { "omm-lines", DECT_OMM_MAX_LINES, read_omm_lines, dect_omm_error_quark,
    DECT_OMM_ERROR_TOO_LARGE },
  { "omm-backup", DECT_OMM_BACKUP_MAX_BYTES, read_omm_backup, dect_omm_error_quark,
    DECT_OMM_ERROR_TOO_LARGE },
  { "axi", DECT_AXI_MAX_BYTES, read_axi, dect_axi_error_quark, DECT_AXI_ERROR_PROTOCOL },
  { "axi-profile", DECT_AXI_PROFILE_MAX_BYTES, read_axi_profile, dect_axi_error_quark,
    DECT_AXI_ERROR_PROFILE },
  { "secrets", DECT_SECRETS_MAX_BYTES, read_secrets, dect_secrets_error_quark,
    DECT_SECRETS_ERROR_SIZE },
  { "pbx-document", DECT_PBX_MAX_DOCUMENT_BYTES, read_document, dect_pbx_error_quark,
    DECT_PBX_ERROR_TOO_LARGE },
  { "pbx-export", DECT_PBX_MAX_EXPORT_BYTES, read_export, dect_pbx_error_quark,
    DECT_PBX_ERROR_TOO_LARGE },
  { "pbx-answer", DECT_PBX_MAX_OTHER_BYTES, read_info, dect_pbx_error_quark,
    DECT_PBX_ERROR_TOO_LARGE },
  { "profile", DECT_PBX_PROFILE_MAX_BYTES, read_profile, dect_pbx_error_quark,
    DECT_PBX_ERROR_PROFILE },
};

static void
test_limit (gconstpointer user_data)
{
  const Limit *limit = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = limit->read (limit->most, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_false (limit->read (limit->most + 1, &error));
  g_assert_error (error, limit->domain (), limit->code);
  g_assert_cmpint (g_utf8_strlen (error->message, -1), >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path = g_strconcat ("/limits/", limits[i].id, NULL);

      g_test_add_data_func (path, &limits[i], test_limit);
    }
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-salvage-private.h"
#include "store/dect-store-private.h"
#include "store/dect-zip-header.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define MAX_NAME 200
#define BLOCK (64 * 1024)

/* A file of nothing but descriptions, each of the whole file, shall not cost hours. */
#define MAX_WORK ((guint64) 4 * DECT_STORE_MAX_UNPACKED_BYTES)

/* How far into an entry our format word stands. */
#define HEAD_BYTES 200

/* site.json or log.json that is not right: as much of it as any description leads to. */
typedef struct
{
  const char *name;
  GBytes *content;
  gboolean known; /* by what stands in it */
  gsize unpacked; /* what it should be */
} Part;

/* An entry that is what a description says. */
typedef struct
{
  char *name;
  gsize end; /* of its data in the file */
} Place;

/* A description that leads to nothing right. */
typedef struct
{
  char *name;
  gsize local;
  gboolean encrypted;
} Wrong;

typedef struct
{
  DectSalvage *salvage;
  GBytes *bytes;
  const guint8 *data;
  gsize length;
  gsize kept_bytes; /* unpacked, of all entries so far */
  guint64 work;     /* bytes looked at for them */
  GHashTable *entries;
  GHashTable *places; /* Place of each right entry by where its local header stands */
  GPtrArray *wrong;   /* Wrong */
  Part parts[2];
} Scan;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->name);
  g_free (place);
}

static void
wrong_free (gpointer data)
{
  Wrong *wrong = data;

  g_free (wrong->name);
  g_free (wrong);
}

/* Unpacks as far as it goes, and no further than @maximum. @used: (out): bytes of the file it took
 */
static GBytes *
inflate_all (const Scan *scan, gsize start, gsize maximum, gsize *used)
{
  GByteArray *out = g_byte_array_new ();
  z_stream stream = { 0 };
  gint state = Z_OK;

  stream.next_in = (guint8 *) scan->data + start;
  stream.avail_in = (uInt) (scan->length - start);
  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return g_byte_array_free_to_bytes (out);
  while (state == Z_OK && out->len < maximum)
    {
      guint have = out->len;

      g_byte_array_set_size (out, have + BLOCK);
      stream.next_out = out->data + have;
      stream.avail_out = BLOCK;
      state = inflate (&stream, Z_NO_FLUSH);
      g_byte_array_set_size (out, have + BLOCK - stream.avail_out);
      if (stream.avail_out == BLOCK && stream.avail_in == 0)
        break;
    }
  *used = stream.total_in;
  inflateEnd (&stream);
  if (out->len > maximum)
    g_byte_array_set_size (out, (guint) maximum);
  return g_byte_array_free_to_bytes (out);
}

/* @used: (out): bytes of the file it took. Returns: (transfer full): what of the entry there is */
static GBytes *
read_data (Scan *scan, const DectZipHeader *header, const char *name, gsize *used)
{
  guint64 room
      = MIN ((guint64) scan->length * DECT_STORE_MAX_RATIO + BLOCK, DECT_STORE_MAX_UNPACKED_BYTES);
  gsize maximum = MIN (dect_store_largest_entry (name), room - scan->kept_bytes);
  GBytes *content;

  *used = MIN (MIN (header->packed, scan->length - header->start), maximum);
  content = header->method == DECT_ZIP_DEFLATE
                ? inflate_all (scan, header->start, maximum, used)
                : g_bytes_new_from_bytes (scan->bytes, header->start, *used);
  scan->work += *used + g_bytes_get_size (content);
  return content;
}

static gboolean
is_right (const DectZipHeader *header, GBytes *content)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (content, &length);

  return length == header->unpacked && crc32_z (crc32_z (0, NULL, 0), data, length) == header->crc;
}

static gboolean
is_image (const char *name)
{
  return dect_store_is_image_name (name, DECT_STORE_ENTRY_PLANS)
         || dect_store_is_image_name (name, DECT_STORE_ENTRY_PHOTOS);
}

static const char *
know_by_content (GBytes *content)
{
  gsize length;
  const char *text = g_bytes_get_data (content, &length);

  if (text == NULL || length == 0)
    return NULL;
  length = MIN (length, HEAD_BYTES);
  if (memmem (text, length, DECT_STORE_FORMAT_SITE, strlen (DECT_STORE_FORMAT_SITE)) != NULL)
    return DECT_STORE_ENTRY_SITE;
  if (memmem (text, length, DECT_STORE_FORMAT_LOG, strlen (DECT_STORE_FORMAT_LOG)) != NULL)
    return DECT_STORE_ENTRY_LOG;
  return NULL;
}

static gboolean
is_part (const char *name)
{
  return g_str_equal (name, DECT_STORE_ENTRY_SITE) || g_str_equal (name, DECT_STORE_ENTRY_LOG);
}

/* The name may be what is damaged in this description. */
static const char *
name_of (const char *name, GBytes *content)
{
  const char *known = is_image (name) || is_part (name) ? NULL : know_by_content (content);

  return known != NULL ? known : name;
}

/* @content: (transfer full) */
static void
keep_entry (Scan *scan, const char *name, GBytes *content)
{
  const char *own = name_of (name, content);

  if (g_hash_table_contains (scan->entries, own))
    {
      g_bytes_unref (content);
      return;
    }
  scan->kept_bytes += g_bytes_get_size (content);
  g_hash_table_insert (scan->entries, g_strdup (own), content);
}

/* Whether @content, which calls itself so or not, is the better part. */
static gboolean
is_better (const Part *part, GBytes *content, gboolean known)
{
  if (part->content == NULL || known != part->known)
    return part->content == NULL || known;
  return g_bytes_get_size (content) > g_bytes_get_size (part->content);
}

/* @content: (transfer full) */
static void
keep_part (Scan *scan, const char *name, gsize unpacked, GBytes *content)
{
  const char *known = is_image (name) ? NULL : know_by_content (content);

  for (guint i = 0; i < G_N_ELEMENTS (scan->parts); i++)
    {
      Part *part = &scan->parts[i];

      if (!g_str_equal (known != NULL ? known : name, part->name)
          || !is_better (part, content, known != NULL))
        continue;
      g_clear_pointer (&part->content, g_bytes_unref);
      part->content = g_bytes_ref (content);
      part->known = known != NULL;
      part->unpacked = unpacked;
    }
  g_bytes_unref (content);
}

static void
note_right (Scan *scan, const DectZipHeader *header, const char *name, gsize end)
{
  Place *place = g_new (Place, 1);

  *place = (Place){ g_strdup (name), end };
  g_hash_table_insert (scan->places, GSIZE_TO_POINTER (header->local), place);
}

static void
note_wrong (Scan *scan, const DectZipHeader *header, const char *name)
{
  Wrong *wrong;

  if (scan->wrong->len >= DECT_STORE_MAX_ENTRIES)
    return;
  wrong = g_new (Wrong, 1);
  *wrong = (Wrong){ g_strdup (name), header->local, DECT_ZIP_IS_ENCRYPTED (header) };
  g_ptr_array_add (scan->wrong, wrong);
}

static void
try_entry (Scan *scan, const DectZipHeader *header)
{
  g_autofree char *name = g_utf8_make_valid (header->name, (gssize) header->name_length);
  Place *place = g_hash_table_lookup (scan->places, GSIZE_TO_POINTER (header->local));
  GBytes *content = NULL;
  gsize used = 0;

  if (header->name_length > MAX_NAME || (place != NULL && g_str_equal (place->name, name)))
    return;
  if (!DECT_ZIP_IS_ENCRYPTED (header) && scan->work < MAX_WORK
      && (header->method == DECT_ZIP_STORE || header->method == DECT_ZIP_DEFLATE))
    content = read_data (scan, header, name, &used);
  if (content != NULL && is_right (header, content))
    {
      note_right (scan, header, name, header->start + used);
      keep_entry (scan, name, content);
      return;
    }
  note_wrong (scan, header, name);
  if (content != NULL)
    keep_part (scan, name, header->unpacked, content);
}

/* Returns: where to look on */
static gsize
scan_local (Scan *scan, gsize offset)
{
  DectZipHeader header;
  const Place *place;

  if (dect_zip_read_local (scan->data, scan->length, offset, &header))
    try_entry (scan, &header);
  /* Only what is right is known to end there: a wrong length would pass over all that follows. */
  place = g_hash_table_lookup (scan->places, GSIZE_TO_POINTER (offset));
  return place != NULL ? MAX (place->end, offset + DECT_ZIP_SIGNATURE_BYTES)
                       : offset + DECT_ZIP_SIGNATURE_BYTES;
}

static gsize
scan_record (Scan *scan, gsize offset)
{
  DectZipHeader header;

  if (dect_zip_read_record (scan->data, scan->length, offset, &header))
    try_entry (scan, &header);
  return offset + DECT_ZIP_SIGNATURE_BYTES;
}

static void
scan_all (Scan *scan, const char *signature, gsize (*look) (Scan *scan, gsize offset))
{
  gsize offset = 0;
  const guint8 *found;

  while (offset < scan->length && g_hash_table_size (scan->entries) < DECT_STORE_MAX_ENTRIES
         && scan->work < MAX_WORK
         && (found = memmem (scan->data + offset, scan->length - offset, signature,
                             DECT_ZIP_SIGNATURE_BYTES))
                != NULL)
    offset = look (scan, (gsize) (found - scan->data));
}

static void
lose_part (Scan *scan, const Part *part)
{
  gsize length = g_bytes_get_size (part->content);
  g_autofree char *have = g_format_size (length);
  g_autofree char *whole = g_format_size (part->unpacked);

  if (length < part->unpacked)
    /* Translators: name of an entry, size that is there, size of the whole */
    dect_salvage_lose (scan->salvage, _("%s breaks off: %s of its %s could be read."), part->name,
                       have, whole);
  else
    dect_salvage_lose (scan->salvage,
                       _("%s is not what its check sum says: single values in it may be wrong."),
                       part->name);
}

static void
take_part (Scan *scan, Part *part)
{
  if (part->content != NULL && !g_hash_table_contains (scan->entries, part->name))
    {
      lose_part (scan, part);
      g_hash_table_insert (scan->entries, g_strdup (part->name), g_bytes_ref (part->content));
    }
  g_clear_pointer (&part->content, g_bytes_unref);
}

/* What neither of the two descriptions leads to. */
static void
lose_wrong (Scan *scan)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < scan->wrong->len; i++)
    {
      const Wrong *wrong = scan->wrong->pdata[i];

      if (g_hash_table_contains (scan->places, GSIZE_TO_POINTER (wrong->local))
          || g_hash_table_contains (scan->entries, wrong->name)
          || !g_hash_table_add (said, wrong->name))
        continue;
      if (wrong->encrypted)
        dect_salvage_lose (scan->salvage, _("“%s” is encrypted."), wrong->name);
      else if (is_image (wrong->name))
        dect_salvage_lose (scan->salvage, _("The image “%s” is damaged and left out."),
                           wrong->name);
    }
}

GHashTable *
dect_salvage_unzip (DectSalvage *self, GBytes *bytes)
{
  Scan scan = { .salvage = self,
                .bytes = bytes,
                .parts = { { DECT_STORE_ENTRY_SITE }, { DECT_STORE_ENTRY_LOG } } };

  scan.entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  scan.places = g_hash_table_new_full (NULL, NULL, NULL, place_free);
  scan.wrong = g_ptr_array_new_with_free_func (wrong_free);
  scan.data = g_bytes_get_data (bytes, &scan.length);
  scan_all (&scan, DECT_ZIP_RECORD, scan_record);
  scan_all (&scan, DECT_ZIP_LOCAL, scan_local);
  for (guint i = 0; i < G_N_ELEMENTS (scan.parts); i++)
    take_part (&scan, &scan.parts[i]);
  lose_wrong (&scan);
  g_hash_table_unref (scan.places);
  g_ptr_array_unref (scan.wrong);
  return scan.entries;
}

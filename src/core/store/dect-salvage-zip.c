/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-salvage-private.h"
#include "store/dect-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

/* Local header of an entry: APPNOTE.TXT 4.3.7. */
#define LOCAL_SIGNATURE "PK\x03\x04"
#define LOCAL_BYTES 30
#define FLAG_ENCRYPTED 1
#define METHOD_STORE 0
#define METHOD_DEFLATE 8
#define MAX_NAME 200
#define BLOCK (64 * 1024)

/* How far into an entry our format word stands. */
#define HEAD_BYTES 200

/* As a header says it. */
typedef struct
{
  char *name;
  guint flags;
  guint method;
  guint32 crc;
  gsize packed;
  gsize unpacked;
  gsize start; /* of the data in the file */
} Header;

typedef struct
{
  DectSalvage *salvage;
  const guint8 *data;
  gsize length;
  guint64 unpacked_bytes; /* of all entries so far */
  GHashTable *entries;
} Scan;

static guint32
get (const guint8 *at, guint n_bytes)
{
  guint32 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint32) at[i] << (8 * i);
  return value;
}

/* Returns: whether something like a header stands at @offset */
static gboolean
read_header (const Scan *scan, gsize offset, Header *header)
{
  const guint8 *at = scan->data + offset;
  gsize name_length, extra_length;

  if (scan->length - offset < LOCAL_BYTES)
    return FALSE;
  header->flags = get (at + 6, 2);
  header->method = get (at + 8, 2);
  header->crc = get (at + 14, 4);
  header->packed = get (at + 18, 4);
  header->unpacked = get (at + 22, 4);
  name_length = get (at + 26, 2);
  extra_length = get (at + 28, 2);
  header->start = offset + LOCAL_BYTES + name_length + extra_length;
  if (name_length == 0 || name_length > MAX_NAME || header->start > scan->length)
    return FALSE;
  header->name = g_utf8_make_valid ((const char *) at + LOCAL_BYTES, (gssize) name_length);
  return TRUE;
}

/* Unpacks as far as it goes, and no further than @maximum. @used: (out): bytes of the file it took
 */
static GByteArray *
inflate_all (const Scan *scan, gsize start, gsize maximum, gsize *used)
{
  GByteArray *out = g_byte_array_new ();
  z_stream stream = { 0 };
  gint state = Z_OK;

  stream.next_in = (guint8 *) scan->data + start;
  stream.avail_in = (uInt) (scan->length - start);
  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return out;
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
  return out;
}

/* @used: (out): bytes of the file it took. Returns: (transfer full): what of the entry there is */
static GBytes *
read_data (Scan *scan, const Header *header, gsize *used)
{
  guint64 room
      = MIN ((guint64) scan->length * DECT_STORE_MAX_RATIO + BLOCK, DECT_STORE_MAX_UNPACKED_BYTES);
  gsize maximum = MIN (dect_store_largest_entry (header->name), room - scan->unpacked_bytes);
  GByteArray *out;

  *used = 0;
  if (header->method == METHOD_DEFLATE)
    out = inflate_all (scan, header->start, maximum, used);
  else
    {
      gsize length = MIN (MIN (header->packed, scan->length - header->start), maximum);

      out = g_byte_array_new ();
      g_byte_array_append (out, scan->data + header->start, (guint) length);
      *used = length;
    }
  scan->unpacked_bytes += out->len;
  return g_byte_array_free_to_bytes (out);
}

static gboolean
is_right (const Header *header, GBytes *content)
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

/* The name may be what is damaged. */
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

static void
lose_part (Scan *scan, const Header *header, const char *name, GBytes *content)
{
  gsize length = g_bytes_get_size (content);
  g_autofree char *have = g_format_size (length);
  g_autofree char *whole = g_format_size (header->unpacked);

  if (length < header->unpacked)
    /* Translators: name of an entry, size that is there, size of the whole */
    dect_salvage_lose (scan->salvage, _("%s breaks off: %s of its %s could be read."), name, have,
                       whole);
  else
    dect_salvage_lose (scan->salvage,
                       _("%s is not what its check sum says: single values in it may be wrong."),
                       name);
}

/* @content: (transfer full) */
static void
take_entry (Scan *scan, const Header *header, GBytes *content)
{
  const char *name = header->name;
  gboolean right = is_right (header, content);

  if (is_image (name) && !right)
    dect_salvage_lose (scan->salvage, _("The image “%s” is damaged and left out."), name);
  else if (!is_image (name) && !g_str_equal (name, DECT_STORE_ENTRY_SITE)
           && !g_str_equal (name, DECT_STORE_ENTRY_LOG))
    name = know_by_content (content);
  if (name == NULL || (is_image (name) && !right) || g_hash_table_contains (scan->entries, name))
    {
      g_bytes_unref (content);
      return;
    }
  if (!right)
    lose_part (scan, header, name, content);
  g_hash_table_insert (scan->entries, g_strdup (name), content);
}

/* Returns: where to look on */
static gsize
scan_entry (Scan *scan, gsize offset)
{
  Header header = { 0 };
  g_autofree char *name = NULL;
  gsize used = 0;

  if (!read_header (scan, offset, &header))
    return offset + strlen (LOCAL_SIGNATURE);
  name = header.name;
  if (header.flags & FLAG_ENCRYPTED)
    dect_salvage_lose (scan->salvage, _("“%s” is encrypted."), name);
  else if (header.method == METHOD_STORE || header.method == METHOD_DEFLATE)
    take_entry (scan, &header, read_data (scan, &header, &used));
  return used > 0 ? header.start + used : offset + strlen (LOCAL_SIGNATURE);
}

GHashTable *
dect_salvage_unzip (DectSalvage *self, GBytes *bytes)
{
  Scan scan = { .salvage = self };
  gsize offset = 0;
  const guint8 *found;

  scan.entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  scan.data = g_bytes_get_data (bytes, &scan.length);
  while (offset < scan.length && g_hash_table_size (scan.entries) < DECT_STORE_MAX_ENTRIES
         && (found = memmem (scan.data + offset, scan.length - offset, LOCAL_SIGNATURE,
                             strlen (LOCAL_SIGNATURE)))
                != NULL)
    offset = scan_entry (&scan, (gsize) (found - scan.data));
  return scan.entries;
}

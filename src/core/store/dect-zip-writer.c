/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-zip-writer.h"

#include "store/dect-zip-header.h"

#include <string.h>
#include <zlib.h>

#define SIGNATURE_LOCAL 0x04034b50
#define SIGNATURE_CENTRAL 0x02014b50
#define SIGNATURE_END 0x06054b50

#define VERSION_NEEDED 20             /* 2.0: deflate */
#define VERSION_MADE_BY (3 << 8 | 20) /* Unix, so that the mode counts */
#define FILE_MODE (0100644u << 16)    /* regular file, rw-r--r-- */
#define DOS_TIME 0
#define DOS_DATE (0 << 9 | 1 << 5 | 1) /* 1980-01-01, the first day the format knows */

/* A few percent of size for half of the time of the default: a site is saved while its user waits.
 */
#define LEVEL 3

struct _DectZipWriter
{
  GByteArray *body;
  GByteArray *directory;
  guint n_entries;
};

static void
put_16 (GByteArray *out, guint value)
{
  guint16 bytes = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

static void
put_32 (GByteArray *out, guint32 value)
{
  guint32 bytes = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

DectZipWriter *
dect_zip_writer_new (void)
{
  DectZipWriter *self = g_new0 (DectZipWriter, 1);

  self->body = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

void
dect_zip_writer_free (DectZipWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_byte_array_unref (self->directory);
  g_free (self);
}

/* NULL when it would not become smaller. */
static GBytes *
deflated (const guint8 *data, gsize length)
{
  z_stream stream = { 0 };
  guint8 *out;
  gint state;

  if (length == 0
      || deflateInit2 (&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  out = g_malloc (length);
  stream.next_in = (guint8 *) data;
  stream.avail_in = (uInt) length;
  stream.next_out = out;
  stream.avail_out = (uInt) length - 1;
  state = deflate (&stream, Z_FINISH);
  deflateEnd (&stream);
  if (state == Z_STREAM_END)
    return g_bytes_new_take (g_realloc (out, stream.total_out), stream.total_out);
  g_free (out);
  return NULL;
}

/* What local header and directory say alike: from "version needed" to the length of the extra
 * field. */
static void
put_common (
    GByteArray *out, guint method, guint32 crc, gsize packed, gsize unpacked, gsize name_length)
{
  put_16 (out, VERSION_NEEDED);
  put_16 (out, 0);
  put_16 (out, method);
  put_16 (out, DOS_TIME);
  put_16 (out, DOS_DATE);
  put_32 (out, crc);
  put_32 (out, (guint32) packed);
  put_32 (out, (guint32) unpacked);
  put_16 (out, (guint) name_length);
  put_16 (out, 0);
}

void
dect_zip_writer_add (DectZipWriter *self, const char *name, GBytes *content, gboolean compress)
{
  gsize length, packed_length, name_length;
  const guint8 *data;
  g_autoptr (GBytes) packed = NULL;
  guint32 crc;
  guint method, offset;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && content != NULL);
  g_return_if_fail (self->n_entries < G_MAXUINT16 - 1);
  g_return_if_fail (self->body->len + g_bytes_get_size (content) < G_MAXINT32);

  data = g_bytes_get_data (content, &length);
  name_length = strlen (name);
  crc = (guint32) crc32_z (crc32_z (0, NULL, 0), data, length);
  packed = compress ? deflated (data, length) : NULL;
  method = packed != NULL ? DECT_ZIP_DEFLATE : DECT_ZIP_STORE;
  if (packed == NULL)
    packed = g_bytes_ref (content);
  data = g_bytes_get_data (packed, &packed_length);
  offset = self->body->len;

  put_32 (self->body, SIGNATURE_LOCAL);
  put_common (self->body, method, crc, packed_length, length, name_length);
  g_byte_array_append (self->body, (const guint8 *) name, name_length);
  if (packed_length > 0)
    g_byte_array_append (self->body, data, packed_length);

  put_32 (self->directory, SIGNATURE_CENTRAL);
  put_16 (self->directory, VERSION_MADE_BY);
  put_common (self->directory, method, crc, packed_length, length, name_length);
  put_16 (self->directory, 0); /* length of the comment */
  put_16 (self->directory, 0); /* disk */
  put_16 (self->directory, 0); /* internal attributes */
  put_32 (self->directory, FILE_MODE);
  put_32 (self->directory, offset);
  g_byte_array_append (self->directory, (const guint8 *) name, name_length);
  self->n_entries++;
}

GBytes *
dect_zip_writer_end (DectZipWriter *self)
{
  guint32 offset, length;
  GByteArray *body;

  g_return_val_if_fail (self != NULL, NULL);

  offset = self->body->len;
  length = self->directory->len;
  g_byte_array_append (self->body, self->directory->data, length);
  put_32 (self->body, SIGNATURE_END);
  put_16 (self->body, 0); /* this disk */
  put_16 (self->body, 0); /* disk of the directory */
  put_16 (self->body, self->n_entries);
  put_16 (self->body, self->n_entries);
  put_32 (self->body, length);
  put_32 (self->body, offset);
  put_16 (self->body, 0); /* length of the comment */
  body = g_steal_pointer (&self->body);
  dect_zip_writer_free (self);
  return g_byte_array_free_to_bytes (body);
}

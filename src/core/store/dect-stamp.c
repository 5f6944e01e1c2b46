/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-stamp.h"

#include "store/dect-load.h"

#include <string.h>

/* Our largest directory, that of DECT_STORE_MAX_ENTRIES, has 350 KiB. */
#define TAIL_BYTES (512 * 1024)
#define ZIP_SIGNATURE "PK\x03\x04"
#define SIGNATURE_BYTES 4
#define READ_BLOCK (64 * 1024)

static char *
make_stamp (goffset size, GChecksum *sum)
{
  return g_strdup_printf ("%" G_GOFFSET_FORMAT " %s", size, g_checksum_get_string (sum));
}

/* Where the part begins that counts. */
static goffset
find_start (const guint8 *head, gsize length, goffset size)
{
  gboolean zip = length >= SIGNATURE_BYTES && memcmp (head, ZIP_SIGNATURE, SIGNATURE_BYTES) == 0;

  return zip ? MAX (size - TAIL_BYTES, 0) : 0;
}

char *
dect_stamp_for_bytes (GBytes *bytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint8 *data;
  gsize length;
  goffset start;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  start = find_start (data, length, (goffset) length);
  if (length > 0)
    g_checksum_update (sum, data + start, (gssize) (length - (gsize) start));
  return make_stamp ((goffset) length, sum);
}

static gboolean
sum_up (GInputStream *stream, GChecksum *sum, GError **error)
{
  g_autofree guint8 *block = g_malloc (READ_BLOCK);
  gssize got;

  while ((got = g_input_stream_read (stream, block, READ_BLOCK, NULL, error)) > 0)
    g_checksum_update (sum, block, got);
  return got == 0;
}

char *
dect_stamp_for_file (GFile *file, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  guint8 head[SIGNATURE_BYTES];
  gsize length;
  goffset size;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  stream = dect_load_open (file, NULL, error);
  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, NULL,
                                   error))
    return NULL;
  size = g_file_info_get_size (info);
  if (!g_seekable_seek (G_SEEKABLE (stream), find_start (head, length, size), G_SEEK_SET, NULL,
                        error)
      || !sum_up (G_INPUT_STREAM (stream), sum, error))
    return NULL;
  return make_stamp (size, sum);
}

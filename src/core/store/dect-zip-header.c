/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-zip-header.h"

#include <string.h>

#define LOCAL_BYTES 30
#define RECORD_BYTES 46
#define MAX_COMMENT 65535

static guint32
get (const guint8 *at, guint n_bytes)
{
  guint32 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint32) at[i] << (8 * i);
  return value;
}

static gboolean
is_at (const guint8 *data, gsize length, gsize offset, const char *signature, gsize n_bytes)
{
  return offset <= length && length - offset >= n_bytes
         && memcmp (data + offset, signature, DECT_ZIP_SIGNATURE_BYTES) == 0;
}

/* Flags, method, check sum and sizes stand alike in both. */
static void
read_common (const guint8 *at, DectZipHeader *header)
{
  header->flags = get (at, 2);
  header->method = get (at + 2, 2);
  header->crc = get (at + 8, 4);
  header->packed = get (at + 12, 4);
  header->unpacked = get (at + 16, 4);
}

gboolean
dect_zip_read_local (const guint8 *data, gsize length, gsize offset, DectZipHeader *header)
{
  const guint8 *at;

  g_return_val_if_fail (data != NULL && header != NULL, FALSE);

  if (!is_at (data, length, offset, DECT_ZIP_LOCAL, LOCAL_BYTES))
    return FALSE;
  at = data + offset;
  read_common (at + 6, header);
  header->name = (const char *) at + LOCAL_BYTES;
  header->name_length = get (at + 26, 2);
  header->length = LOCAL_BYTES + header->name_length + get (at + 28, 2);
  header->local = offset;
  header->start = offset + header->length;
  return header->name_length > 0 && header->start <= length;
}

gboolean
dect_zip_read_record (const guint8 *data, gsize length, gsize offset, DectZipHeader *header)
{
  const guint8 *at;

  g_return_val_if_fail (data != NULL && header != NULL, FALSE);

  if (!is_at (data, length, offset, DECT_ZIP_RECORD, RECORD_BYTES))
    return FALSE;
  at = data + offset;
  read_common (at + 8, header);
  header->name = (const char *) at + RECORD_BYTES;
  header->name_length = get (at + 28, 2);
  header->length = RECORD_BYTES + header->name_length + get (at + 30, 2) + get (at + 32, 2);
  header->local = get (at + 42, 4);
  header->start = header->local + LOCAL_BYTES + header->name_length;
  return header->name_length > 0 && header->length <= length - offset && header->start <= length;
}

/* A local header with sizes of 64 bits has them elsewhere, APPNOTE.TXT 4.5.3. */
static gboolean
is_same_size (gsize record, gsize local)
{
  return record == local || local == G_MAXUINT32;
}

static gboolean
fits (const DectZipHeader *record, const DectZipHeader *local)
{
  if (record->name_length != local->name_length || record->method != local->method
      || memcmp (record->name, local->name, record->name_length) != 0)
    return FALSE;
  return DECT_ZIP_HAS_DESCRIPTOR (local)
         || (record->crc == local->crc && is_same_size (record->packed, local->packed)
             && is_same_size (record->unpacked, local->unpacked));
}

/* Returns: where the end record stands; @length when there is none */
static gsize
find_end (const guint8 *data, gsize length)
{
  gsize first
      = length > DECT_ZIP_END_BYTES + MAX_COMMENT ? length - DECT_ZIP_END_BYTES - MAX_COMMENT : 0;

  for (gsize at = length; at > first; at--)
    if (is_at (data, length, at - 1, DECT_ZIP_END, DECT_ZIP_END_BYTES))
      return at - 1;
  return length;
}

gboolean
dect_zip_find_mismatch (const guint8 *data, gsize length, DectZipHeader *header)
{
  gsize end, offset;

  g_return_val_if_fail (data != NULL && header != NULL, FALSE);

  end = find_end (data, length);
  if (end == length)
    return FALSE;
  offset = get (data + end + 16, 4);
  while (dect_zip_read_record (data, length, offset, header))
    {
      DectZipHeader local;

      if (!dect_zip_read_local (data, length, header->local, &local) || !fits (header, &local))
        return TRUE;
      offset += header->length;
    }
  return FALSE;
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include <string.h>

#define PNG_SIGNATURE_SIZE 8
#define EXIF_ORIENTATION 0x0112
#define EXIF_MAX_ENTRIES 1024

typedef struct
{
  const guint8 *data;
  gsize size;
  gboolean little;
} Exif;

static guint
read_be16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static guint32
read_be32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static gboolean
read_png (const guint8 *data, gsize size, DectPlanRaster *raster)
{
  gsize pos = PNG_SIGNATURE_SIZE;

  /* IHDR comes first: length 13, then width and height */
  if (size < pos + 25 || memcmp (data + pos + 4, "IHDR", 4) != 0)
    return FALSE;
  raster->width = read_be32 (data + pos + 8);
  raster->height = read_be32 (data + pos + 12);

  while (size - pos >= 12)
    {
      guint32 length = read_be32 (data + pos);

      if (memcmp (data + pos + 4, "IEND", 4) == 0)
        return TRUE;
      if (length > size - pos - 12)
        return FALSE;
      pos += 12 + (gsize) length;
    }

  return FALSE;
}

static guint
exif_16 (const Exif *exif, gsize pos)
{
  const guint8 *data = exif->data + pos;

  return exif->little ? (guint) data[1] << 8 | data[0] : read_be16 (data);
}

static guint32
exif_32 (const Exif *exif, gsize pos)
{
  return exif->little ? GUINT32_SWAP_LE_BE (read_be32 (exif->data + pos))
                      : read_be32 (exif->data + pos);
}

/* The TIFF structure inside an APP1 segment; whatever is wrong with it means "as stored". */
static guint
exif_orientation (const guint8 *data, gsize size)
{
  Exif exif = { data, size, FALSE };
  gsize directory;
  guint n_entries;

  if (size < 14 || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return 1;
  exif.little = data[0] == 'I';
  directory = exif_32 (&exif, 4);
  if (directory > size - 2)
    return 1;

  n_entries = MIN (exif_16 (&exif, directory), EXIF_MAX_ENTRIES);
  for (guint i = 0; i < n_entries; i++)
    {
      gsize entry = directory + 2 + (gsize) i * 12;
      guint value;

      if (entry + 12 > size)
        break;
      if (exif_16 (&exif, entry) != EXIF_ORIENTATION)
        continue;
      value = exif_16 (&exif, entry + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }

  return 1;
}

static gboolean
is_frame_header (guint8 marker)
{
  /* SOF0 to SOF15 without DHT, JPG and DAC, which sit between them */
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static void
read_segment (guint8 marker, const guint8 *data, gsize size, DectPlanRaster *raster)
{
  if (is_frame_header (marker) && size >= 6)
    {
      raster->height = read_be16 (data + 1);
      raster->width = read_be16 (data + 3);
      raster->components = data[5];
    }
  else if (marker == 0xE1 && size > 6 && memcmp (data, "Exif\0\0", 6) == 0)
    {
      raster->orientation = exif_orientation (data + 6, size - 6);
    }
}

/* Scanners append things after the end mark, so it is looked for from the end. */
static gboolean
has_jpeg_end (const guint8 *data, gsize size)
{
  for (gsize pos = size; pos >= 2; pos--)
    if (data[pos - 2] == 0xFF && data[pos - 1] == 0xD9)
      return TRUE;

  return FALSE;
}

static gboolean
read_jpeg (const guint8 *data, gsize size, DectPlanRaster *raster)
{
  gsize pos = 2;

  while (pos + 4 <= size && data[pos] == 0xFF)
    {
      guint8 marker = data[pos + 1];
      guint length;

      if (marker == 0xFF) /* fill byte */
        {
          pos++;
          continue;
        }
      length = read_be16 (data + pos + 2);
      if (length < 2 || length > size - pos - 2)
        return FALSE;
      read_segment (marker, data + pos + 4, length - 2, raster);
      pos += 2 + (gsize) length;
      if (marker == 0xDA)
        return raster->width > 0 && has_jpeg_end (data + pos, size - pos);
    }

  return FALSE;
}

gboolean
dect_plan_header_read (const guint8 *data,
                       gsize size,
                       DectPlanFormat format,
                       DectPlanRaster *raster)
{
  *raster = (DectPlanRaster){ .orientation = 1 };

  if (!(format == DECT_PLAN_FORMAT_PNG ? read_png (data, size, raster)
                                       : read_jpeg (data, size, raster)))
    return FALSE;

  return raster->width > 0 && raster->height > 0;
}

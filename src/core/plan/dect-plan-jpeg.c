/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
/* needs FILE */
#include <jpeglib.h>

/* The decoder halves as it decodes: N/8 of the size, ITU-T T.81's blocks being 8 pixels wide. */
#define BLOCK 8

/* On the heap, since a long jump leaves locals as they may be. */
typedef struct
{
  struct jpeg_error_mgr errors;
  struct jpeg_decompress_struct reader;
  struct jpeg_compress_struct writer;
  jmp_buf failed;
  char message[JMSG_LENGTH_MAX];
  guint8 *row;
  cairo_surface_t *surface;
  unsigned char *output;
  unsigned long output_size;
} Jpeg;

static void
error_exit_cb (j_common_ptr common)
{
  Jpeg *jpeg = common->client_data;

  common->err->format_message (common, jpeg->message);
  longjmp (jpeg->failed, 1);
}

/* Cameras write files that deserve a warning, and show them all the same. */
static void
emit_message_cb (j_common_ptr common, int level)
{
}

static Jpeg *
jpeg_new (void)
{
  Jpeg *jpeg = g_new0 (Jpeg, 1);

  jpeg_std_error (&jpeg->errors);
  jpeg->errors.error_exit = error_exit_cb;
  jpeg->errors.emit_message = emit_message_cb;
  jpeg->reader.err = jpeg->writer.err = &jpeg->errors;
  jpeg->reader.client_data = jpeg->writer.client_data = jpeg;
  return jpeg;
}

static void
jpeg_free (Jpeg *jpeg)
{
  jpeg_destroy_decompress (&jpeg->reader);
  jpeg_destroy_compress (&jpeg->writer);
  g_clear_pointer (&jpeg->surface, cairo_surface_destroy);
  g_free (jpeg->row);
  free (jpeg->output);
  g_free (jpeg);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Jpeg, jpeg_free)

/* --- Reading ---------------------------------------------------------------------------------- */

static void
convert_rgb (const guint8 *from, guint32 *to, guint width)
{
  for (guint x = 0; x < width; x++, from += 3)
    to[x] = 0xFF000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
}

/* Programs that leave Adobe's mark store inks inverted: 255 is none (Adobe Technical Note 5116). */
static void
convert_cmyk (const guint8 *from, guint32 *to, guint width, gboolean inverted)
{
  guint8 turn = inverted ? 0 : 0xFF;

  for (guint x = 0; x < width; x++, from += 4)
    {
      guint key = from[3] ^ turn;

      to[x] = 0xFF000000u | (from[0] ^ turn) * key / 255 << 16 | (from[1] ^ turn) * key / 255 << 8
              | (from[2] ^ turn) * key / 255;
    }
}

static void
read_rows (Jpeg *jpeg)
{
  struct jpeg_decompress_struct *reader = &jpeg->reader;
  guint8 *data = cairo_image_surface_get_data (jpeg->surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (jpeg->surface);

  while (reader->output_scanline < reader->output_height)
    {
      guint32 *to = (guint32 *) (gpointer) (data + stride * reader->output_scanline);
      JSAMPROW rows[] = { jpeg->row };

      jpeg_read_scanlines (reader, rows, 1);
      if (reader->out_color_space == JCS_CMYK)
        convert_cmyk (jpeg->row, to, reader->output_width, reader->saw_Adobe_marker);
      else
        convert_rgb (jpeg->row, to, reader->output_width);
    }
}

/* Leaves by a long jump where the file is damaged. */
static gboolean
read_picture (Jpeg *jpeg, const DectPlan *self, double scale)
{
  struct jpeg_decompress_struct *reader = &jpeg->reader;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  jpeg_create_decompress (reader);
  jpeg_mem_src (reader, data, size);
  jpeg_read_header (reader, TRUE);
  /* A decoder that reads the header otherwise than we did would slip through our bounds. */
  if (reader->image_width != self->raster.width || reader->image_height != self->raster.height)
    return FALSE;
  reader->out_color_space = reader->num_components == 4 ? JCS_CMYK : JCS_RGB;
  reader->scale_num = (guint) CLAMP (ceil (scale * BLOCK), 1, BLOCK);
  reader->scale_denom = BLOCK;
  jpeg_start_decompress (reader);
  jpeg->row = g_malloc ((gsize) reader->output_width * reader->output_components);
  jpeg->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) reader->output_width,
                                              (int) reader->output_height);
  if (cairo_surface_status (jpeg->surface) != CAIRO_STATUS_SUCCESS)
    return FALSE;
  read_rows (jpeg);
  jpeg_finish_decompress (reader);
  cairo_surface_mark_dirty (jpeg->surface);
  return TRUE;
}

cairo_surface_t *
dect_plan_jpeg_decode (const DectPlan *self, double scale, GError **error)
{
  g_autoptr (Jpeg) jpeg = jpeg_new ();

  if (setjmp (jpeg->failed) == 0 && read_picture (jpeg, self, scale))
    return g_steal_pointer (&jpeg->surface);

  dect_plan_fail_damaged (jpeg->message[0] != '\0' ? jpeg->message : NULL, error);
  return NULL;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void
write_rows (Jpeg *jpeg, cairo_surface_t *surface)
{
  struct jpeg_compress_struct *writer = &jpeg->writer;
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  while (writer->next_scanline < writer->image_height)
    {
      const guint32 *from
          = (const guint32 *) (gconstpointer) (data + stride * writer->next_scanline);
      JSAMPROW rows[] = { jpeg->row };

      for (guint x = 0; x < writer->image_width; x++)
        for (guint channel = 0; channel < 3; channel++)
          jpeg->row[3 * x + channel] = from[x] >> (16 - 8 * channel) & 0xff;
      jpeg_write_scanlines (writer, rows, 1);
    }
}

static void
write_picture (Jpeg *jpeg, cairo_surface_t *surface, guint quality)
{
  struct jpeg_compress_struct *writer = &jpeg->writer;

  jpeg_create_compress (writer);
  jpeg_mem_dest (writer, &jpeg->output, &jpeg->output_size);
  writer->image_width = (guint) cairo_image_surface_get_width (surface);
  writer->image_height = (guint) cairo_image_surface_get_height (surface);
  writer->input_components = 3;
  writer->in_color_space = JCS_RGB;
  jpeg_set_defaults (writer);
  jpeg_set_quality (writer, (int) quality, TRUE);
  writer->optimize_coding = TRUE;
  jpeg->row = g_malloc (3 * (gsize) writer->image_width);
  jpeg_start_compress (writer, TRUE);
  write_rows (jpeg, surface);
  jpeg_finish_compress (writer);
}

GBytes *
dect_plan_jpeg_encode (cairo_surface_t *surface, guint quality, GError **error)
{
  g_autoptr (Jpeg) jpeg = jpeg_new ();

  if (setjmp (jpeg->failed) != 0)
    {
      g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER, jpeg->message);
      return NULL;
    }
  write_picture (jpeg, surface, quality);
  return g_bytes_new (jpeg->output, jpeg->output_size);
}

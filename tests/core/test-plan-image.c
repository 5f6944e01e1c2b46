/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "plan/dect-plan-private.h"

#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
/* needs FILE */
#include <jpeglib.h>

#define RED 0xFFFF0000u
#define BLUE 0xFF0000FFu
#define WHITE 0xFFFFFFFFu

static const char *const real_plans[] = {
  "gg_floor_0.pdf", "gg_floor_1.pdf", "gg_floor_2.pdf", "gg_floor_3.pdf", "house.png",
};

/* Each case is tried twice: through the helper, as the program does, and with the decoders in the
 * test itself, where sanitizers and the measure of coverage see them. */
static gboolean here;

static DectPlan *
try_open (GBytes *bytes, GError **error)
{
  g_autoptr (DectPlan) plan = NULL;

  if (!here)
    return dect_plan_open (bytes, error);
  plan = dect_plan_sniff (bytes, error);
  return plan != NULL && dect_plan_decode_open (plan, error) ? g_steal_pointer (&plan) : NULL;
}

static cairo_surface_t *
try_render (DectPlan *plan, guint page, double px_per_unit, GError **error)
{
  return here ? dect_plan_decode_render (plan, page, px_per_unit, error)
              : dect_plan_render (plan, page, px_per_unit, NULL, error);
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* width x height pixels, the upper left one (and for JPEG its 8 x 8 block) red, the others blue
 * with that alpha */
static GBytes *
make_image (const char *type, int width, int height, guint8 alpha)
{
  gboolean is_png = g_str_equal (type, "png");
  int corner = is_png ? 1 : 8;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, is_png, 8, width, height);
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, corner, corner);
  g_autoptr (GError) error = NULL;
  gchar *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x0000FF00u | alpha);
  gdk_pixbuf_fill (part, 0xFF0000FFu);
  if (is_png)
    gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, NULL);
  else
    gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, "quality", "100", NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (data, size);
}

/* An APP1 segment with that orientation right after the start mark */
static GBytes *
make_turned_jpeg (guint8 orientation, gboolean little)
{
  g_autoptr (GBytes) plain = make_image ("jpeg", 32, 16, 255);
  static const guint8 start[] = { 0xFF, 0xD8, 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0 };
  const guint8 big[] = { 'M', 'M', 0, 42, 0, 0, 0,           8, 0, 1, 0x01, 0x12, 0,
                         3,   0,   0, 0,  1, 0, orientation, 0, 0, 0, 0,    0,    0 };
  const guint8 small[] = { 'I', 'I', 42, 0, 8, 0,           0, 0, 1, 0, 0x12, 0x01, 3,
                           0,   1,   0,  0, 0, orientation, 0, 0, 0, 0, 0,    0,    0 };
  GByteArray *bytes = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_assert_cmpuint (sizeof big, ==, 26);
  g_byte_array_append (bytes, start, sizeof start);
  g_byte_array_append (bytes, little ? small : big, 26);
  g_byte_array_append (bytes, data + 2, (guint) size - 2);

  return g_byte_array_free_to_bytes (bytes);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Three pages of 100 x 50, 200 x 50 and 300 x 50 points, page n with n black squares of 10 points
 */
static GBytes *
make_pdf (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 100, 50);
  cairo_t *cr = cairo_create (surface);

  for (int page = 1; page <= 3; page++)
    {
      cairo_pdf_surface_set_size (surface, 100 * page, 50);
      for (int i = 0; i < page; i++)
        {
          cairo_rectangle (cr, 10 + 20 * i, 10, 10, 10);
          cairo_fill (cr);
        }
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

/* A PDF of one page by hand: what stands in its page dictionary, what is drawn, what is added to
 * the trailer */
static GBytes *
write_pdf (const char *page, const char *content, const char *trailer)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  gsize offsets[5];

  offsets[1] = pdf->len;
  g_string_append (pdf, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  offsets[2] = pdf->len;
  g_string_append (pdf, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
  offsets[3] = pdf->len;
  g_string_append_printf (
      pdf, "3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s >>\nendobj\n", page);
  offsets[4] = pdf->len;
  g_string_append_printf (pdf, "4 0 obj\n<< /Length %u >>\nstream\n%s\nendstream\nendobj\n",
                          (guint) strlen (content), content);
  g_string_append_printf (pdf, "xref\n0 5\n0000000000 65535 f \n");
  for (guint i = 1; i < 5; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", offsets[i]);
  offsets[0] = strstr (pdf->str, "xref\n0 5") - pdf->str;
  g_string_append_printf (
      pdf, "trailer\n<< /Size 5 /Root 1 0 R %s >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      trailer, offsets[0]);

  return g_string_free_to_bytes (pdf);
}

static GBytes *
write_locked_pdf (void)
{
  g_autofree char *key = g_strnfill (32, 'x');
  g_autofree char *trailer = g_strdup_printf (
      "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] "
      "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O (%s) /U (%s) >>",
      key, key);

  return write_pdf ("/MediaBox [0 0 100 100]", "", trailer);
}

static DectPlan *
open_plan (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  DectPlan *plan = try_open (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

static void
assert_size (DectPlan *plan, guint page, double width, double height)
{
  double w, h;

  g_assert_true (dect_plan_get_size (plan, page, &w, &h));
  g_assert_cmpfloat_with_epsilon (w, width, 1e-6);
  g_assert_cmpfloat_with_epsilon (h, height, 1e-6);
}

static cairo_surface_t *
render (DectPlan *plan, guint page, double px_per_unit)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = try_render (plan, page, px_per_unit, &error);

  g_assert_no_error (error);
  g_assert_cmpint (cairo_image_surface_get_format (surface), ==, CAIRO_FORMAT_ARGB32);
  return surface;
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 value;

  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));
  memcpy (&value, data + y * cairo_image_surface_get_stride (surface) + x * 4, 4);
  return value;
}

/* Colours of a JPEG come back nearly as they went in. */
static void
assert_pixel (cairo_surface_t *surface, int x, int y, guint32 expected)
{
  guint32 value = pixel (surface, x, y);

  for (guint shift = 0; shift < 32; shift += 8)
    if (ABS ((int) (value >> shift & 0xFF) - (int) (expected >> shift & 0xFF)) > 24)
      g_error ("pixel %d, %d is %08x, not %08x", x, y, value, expected);
}

static void
test_png (void)
{
  g_autoptr (GBytes) bytes = make_image ("png", 40, 30, 255);
  g_autoptr (DectPlan) plan = open_plan (bytes);
  cairo_surface_t *surface = render (plan, 0, 1);

  g_assert_cmpint (dect_plan_get_format (plan), ==, DECT_PLAN_FORMAT_PNG);
  g_assert_cmpstr (dect_plan_get_extension (plan), ==, "png");
  g_assert_true (dect_plan_get_bytes (plan) == bytes);
  g_assert_cmpuint (dect_plan_get_n_pages (plan), ==, 1);
  assert_size (plan, 0, 40, 30);
  g_assert_false (dect_plan_get_size (plan, 1, NULL, NULL));
  g_assert_cmphex (pixel (surface, 0, 0), ==, RED);
  g_assert_cmphex (pixel (surface, 1, 0), ==, BLUE);
  g_assert_cmphex (pixel (surface, 39, 29), ==, BLUE);
  cairo_surface_destroy (surface);
}

static void
test_png_alpha (void)
{
  static const struct
  {
    guint8 alpha;
    guint32 expected;
  } cases[] = { { 0, WHITE }, { 51, 0xFFCCCCFFu }, { 255, BLUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_image ("png", 4, 4, cases[i].alpha);
      g_autoptr (DectPlan) plan = open_plan (bytes);
      cairo_surface_t *surface = render (plan, 0, 1);

      g_assert_cmphex (pixel (surface, 3, 3), ==, cases[i].expected);
      cairo_surface_destroy (surface);
    }
}

static void
test_scale (void)
{
  static const struct
  {
    double px_per_unit;
    int width, height;
  } cases[] = { { 0.5, 20, 15 }, { 0.01, 1, 1 }, { 1.0 / 3, 14, 10 }, { 2.5, 100, 75 } };
  g_autoptr (GBytes) bytes = make_image ("png", 40, 30, 255);
  g_autoptr (DectPlan) plan = open_plan (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cairo_surface_t *surface = render (plan, 0, cases[i].px_per_unit);

      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, cases[i].width);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, cases[i].height);
      if (cases[i].width > 1)
        g_assert_cmphex (pixel (surface, cases[i].width - 1, cases[i].height - 1), ==, BLUE);
      cairo_surface_destroy (surface);
    }
}

static void
test_jpeg_orientation (void)
{
  /* where the red corner is seen, in an image stored with 32 x 16 pixels */
  static const struct
  {
    gboolean turned, right, bottom;
  } cases[] = {
    { 0, 0, 0 }, { 0, 1, 0 }, { 0, 1, 1 }, { 0, 0, 1 },
    { 1, 0, 0 }, { 1, 1, 0 }, { 1, 1, 1 }, { 1, 0, 1 },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint n = i % G_N_ELEMENTS (cases);
      g_autoptr (GBytes) bytes = make_turned_jpeg ((guint8) (n + 1), i >= G_N_ELEMENTS (cases));
      g_autoptr (DectPlan) plan = open_plan (bytes);
      int width = cases[n].turned ? 16 : 32, height = cases[n].turned ? 32 : 16;

      g_assert_cmpint (dect_plan_get_format (plan), ==, DECT_PLAN_FORMAT_JPEG);
      assert_size (plan, 0, width, height);
      for (int scale = 1; scale <= 2; scale++)
        {
          cairo_surface_t *surface = render (plan, 0, scale);
          int right = scale * (width - 4), bottom = scale * (height - 4);

          assert_pixel (surface, cases[n].right ? right : 4, cases[n].bottom ? bottom : 4, RED);
          assert_pixel (surface, cases[n].right ? 4 : right, cases[n].bottom ? 4 : bottom, BLUE);
          cairo_surface_destroy (surface);
        }
    }
}

/* 8 x 8 pixels of one colour in another colour space than RGB. libjpeg leaves Adobe's mark in CMYK
 * files, so 255 is no ink. */
static GBytes *
make_plain_jpeg (J_COLOR_SPACE space, int n_components, const guint8 colour[])
{
  struct jpeg_error_mgr errors;
  struct jpeg_compress_struct writer = { .err = jpeg_std_error (&errors) };
  guint8 row[8 * 4];
  JSAMPROW rows[] = { row };
  unsigned char *data = NULL;
  unsigned long size = 0;
  GBytes *bytes;

  for (int i = 0; i < 8 * n_components; i++)
    row[i] = colour[i % n_components];
  jpeg_create_compress (&writer);
  jpeg_mem_dest (&writer, &data, &size);
  writer.image_width = writer.image_height = 8;
  writer.input_components = n_components;
  writer.in_color_space = space;
  jpeg_set_defaults (&writer);
  jpeg_set_quality (&writer, 100, TRUE);
  jpeg_start_compress (&writer, TRUE);
  for (int y = 0; y < 8; y++)
    jpeg_write_scanlines (&writer, rows, 1);
  jpeg_finish_compress (&writer);
  jpeg_destroy_compress (&writer);
  bytes = g_bytes_new (data, size);
  free (data);
  return bytes;
}

static void
test_jpeg_colours (void)
{
  static const struct
  {
    J_COLOR_SPACE space;
    int n_components;
    guint8 colour[4];
    guint32 expected;
  } cases[] = {
    { JCS_GRAYSCALE, 1, { 128 }, 0xFF808080u },
    { JCS_CMYK, 4, { 255, 0, 0, 255 }, RED },
    { JCS_CMYK, 4, { 255, 255, 255, 128 }, 0xFF808080u },
    { JCS_RGB, 3, { 0, 0, 255 }, BLUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes
          = make_plain_jpeg (cases[i].space, cases[i].n_components, cases[i].colour);
      g_autoptr (DectPlan) plan = open_plan (bytes);
      cairo_surface_t *surface = render (plan, 0, 1);

      assert_pixel (surface, 4, 4, cases[i].expected);
      cairo_surface_destroy (surface);
    }
}

static void
test_svg_size (void)
{
  static const struct
  {
    const char *attributes;
    double width, height;
  } cases[] = {
    { "viewBox='0 0 40 20'", 40, 20 },
    { "viewBox='0 0 40 20' width='400mm' height='200mm'", 40, 20 },
    { "viewBox='-10 -5 40 20'", 40, 20 },
    { "width='40' height='20'", 40, 20 },
    { "width='40px' height='20px'", 40, 20 },
    { "width='25.4mm' height='2in'", 96, 192 },
    { "width='2.54cm' height='36pt'", 96, 48 },
    { "", 10, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' %s>"
                             "<rect x='0' y='0' width='10' height='8' fill='#f00'/></svg>",
                             cases[i].attributes);
      g_autoptr (GBytes) bytes = text_bytes (text);
      g_autoptr (DectPlan) plan = open_plan (bytes);
      cairo_surface_t *surface = render (plan, 0, 2);

      g_assert_cmpint (dect_plan_get_format (plan), ==, DECT_PLAN_FORMAT_SVG);
      assert_size (plan, 0, cases[i].width, cases[i].height);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 2 * cases[i].width);
      /* the drawing's unit is the plan's unit */
      if (i != 2)
        {
          g_assert_cmphex (pixel (surface, 18, 14), ==, RED);
          if (cases[i].width > 10)
            g_assert_cmphex (pixel (surface, 21, 17), ==, WHITE);
        }
      else
        {
          g_assert_cmphex (pixel (surface, 19, 9), ==, WHITE);
          g_assert_cmphex (pixel (surface, 21, 11), ==, RED);
        }
      cairo_surface_destroy (surface);
    }
}

/* A drawing that names a file next to it gets nothing of it. */
static void
test_svg_external (void)
{
  static const char *const wants[] = {
    "<image href='%s' width='10' height='10'/>",
    "<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file://%s' width='10' "
    "height='10'/>",
    "<style>@import url('%s');</style>",
    "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='%s' parse='text'/>",
    "<use href='%s#a'/>",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handover-plan-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "other.png", NULL);
  g_autoptr (GBytes) image = make_image ("png", 10, 10, 255);
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, &error));
  for (guint i = 0; i < G_N_ELEMENTS (wants); i++)
    {
      g_autofree char *want = g_strdup_printf (wants[i], path);
      g_autofree char *text = g_strdup_printf (
          "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>%s</svg>", want);
      g_autoptr (GBytes) bytes = text_bytes (text);
      g_autoptr (DectPlan) plan = open_plan (bytes);
      cairo_surface_t *surface = render (plan, 0, 1);

      for (int n = 0; n < 100; n++)
        g_assert_cmphex (pixel (surface, n % 10, n / 10), ==, WHITE);
      cairo_surface_destroy (surface);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_pdf_pages (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DectPlan) plan = open_plan (bytes);

  g_assert_cmpint (dect_plan_get_format (plan), ==, DECT_PLAN_FORMAT_PDF);
  g_assert_cmpuint (dect_plan_get_n_pages (plan), ==, 3);
  for (guint page = 0; page < 3; page++)
    {
      cairo_surface_t *surface = render (plan, page, 2);

      assert_size (plan, page, 100 * (page + 1), 50);
      g_assert_cmphex (pixel (surface, 30 + 40 * (int) page, 30), ==, 0xFF000000u);
      g_assert_cmphex (pixel (surface, 70 + 40 * (int) page, 30), ==, WHITE);
      cairo_surface_destroy (surface);
    }
  g_assert_false (dect_plan_get_size (plan, 3, NULL, NULL));
}

/* The crop box counts, after the page's rotation; a red square sits in its upper left corner as
 * seen upright. */
static void
test_pdf_boxes (void)
{
  static const struct
  {
    const char *page, *content;
    double width, height;
  } cases[] = {
    { "/MediaBox [0 0 100 60]", "1 0 0 rg 0 50 10 10 re f", 100, 60 },
    { "/MediaBox [0 0 100 60] /Rotate 90", "1 0 0 rg 0 0 10 10 re f", 60, 100 },
    { "/MediaBox [0 0 100 60] /Rotate 180", "1 0 0 rg 90 0 10 10 re f", 100, 60 },
    { "/MediaBox [0 0 100 60] /CropBox [20 10 80 50]", "1 0 0 rg 20 40 10 10 re f", 60, 40 },
    { "/MediaBox [-50 -30 50 30] /CropBox [-20 -10 20 10] /Rotate 90",
      "1 0 0 rg -20 -10 10 10 re f", 20, 40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = write_pdf (cases[i].page, cases[i].content, "");
      g_autoptr (DectPlan) plan = open_plan (bytes);
      cairo_surface_t *surface = render (plan, 0, 1);

      assert_size (plan, 0, cases[i].width, cases[i].height);
      g_assert_cmphex (pixel (surface, 5, 5), ==, RED);
      g_assert_cmphex (pixel (surface, 12, 12), ==, WHITE);
      cairo_surface_destroy (surface);
    }
}

/* The header alone must be enough to refuse it: there are no pixels behind it. */
static GBytes *
make_png_claim (guint32 width, guint32 height)
{
  g_autoptr (GBytes) small = make_image ("png", 1, 1, 255);
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&small), &size);

  for (guint i = 0; i < 4; i++)
    {
      data[16 + i] = (guint8) (width >> (24 - 8 * i));
      data[20 + i] = (guint8) (height >> (24 - 8 * i));
    }

  return g_bytes_new_take (data, size);
}

static GBytes *
cut (GBytes *bytes, gsize size)
{
  GBytes *part = g_bytes_new (g_bytes_get_data (bytes, NULL), size);

  g_bytes_unref (bytes);
  return part;
}

static void
assert_refused (GBytes *bytes, DectPlanError code)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (GError) error = NULL;

  g_assert_null (try_open (owned, &error));
  g_assert_error (error, DECT_PLAN_ERROR, (gint) code);
}

static void
test_refused (void)
{
  g_autofree char *many = g_strnfill (1000, 'x');

  assert_refused (g_bytes_new (NULL, 0), DECT_PLAN_ERROR_FORMAT);
  assert_refused (text_bytes ("GIF89a"), DECT_PLAN_ERROR_FORMAT);
  assert_refused (text_bytes ("<html><body>no plan</body></html>"), DECT_PLAN_ERROR_FORMAT);
  assert_refused (text_bytes (many), DECT_PLAN_ERROR_FORMAT);
  assert_refused (g_bytes_new_take (g_malloc0 (DECT_PLAN_MAX_BYTES + 1), DECT_PLAN_MAX_BYTES + 1),
                  DECT_PLAN_ERROR_BYTES);
  assert_refused (make_png_claim (30000, 30000), DECT_PLAN_ERROR_PIXELS);
  assert_refused (make_png_claim (40000, 10), DECT_PLAN_ERROR_PIXELS);
  assert_refused (make_png_claim (0xFFFFFFFFu, 0xFFFFFFFFu), DECT_PLAN_ERROR_PIXELS);
  assert_refused (make_png_claim (0, 10), DECT_PLAN_ERROR_DAMAGED);
  assert_refused (cut (make_image ("png", 40, 30, 255), 60), DECT_PLAN_ERROR_DAMAGED);
  assert_refused (cut (make_image ("jpeg", 40, 30, 255), 700), DECT_PLAN_ERROR_DAMAGED);
  assert_refused (cut (make_image ("jpeg", 40, 30, 255), 4), DECT_PLAN_ERROR_DAMAGED);
  assert_refused (text_bytes ("<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>"),
                  DECT_PLAN_ERROR_DAMAGED);
  assert_refused (text_bytes ("<svg xmlns='http://www.w3.org/2000/svg'/>"), DECT_PLAN_ERROR_SIZE);
  assert_refused (text_bytes ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e9 10'/>"),
                  DECT_PLAN_ERROR_SIZE);
  assert_refused (text_bytes ("%PDF-1.4\nnothing more"), DECT_PLAN_ERROR_DAMAGED);
  assert_refused (write_locked_pdf (), DECT_PLAN_ERROR_PASSWORD);
}

static void
test_refused_pages (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 10, 10);

  for (guint i = 0; i <= DECT_PLAN_MAX_PAGES; i++)
    cairo_surface_show_page (surface);
  cairo_surface_destroy (surface);
  assert_refused (g_byte_array_free_to_bytes (bytes), DECT_PLAN_ERROR_PAGES);
}

/* An honest header before broken pixels: refused when they are asked for. */
static void
test_refused_pixels (void)
{
  g_autoptr (GBytes) bytes = make_png_claim (20, 20);
  g_autoptr (DectPlan) plan = open_plan (bytes);
  g_autoptr (GError) error = NULL;

  g_assert_null (try_render (plan, 0, 1, &error));
  g_assert_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED);
}

static void
test_refused_render (void)
{
  static const struct
  {
    guint page;
    double px_per_unit;
    DectPlanError code;
  } cases[] = {
    { 3, 1, DECT_PLAN_ERROR_PAGE },
    { 0, 328, DECT_PLAN_ERROR_RENDER },
    { 0, 120, DECT_PLAN_ERROR_RENDER },
    { 0, INFINITY, DECT_PLAN_ERROR_RENDER },
  };
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DectPlan) plan = open_plan (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (try_render (plan, cases[i].page, cases[i].px_per_unit, &error));
      g_assert_error (error, DECT_PLAN_ERROR, (gint) cases[i].code);
    }
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
render_in_thread (DectPlan *plan, GCancellable *cancellable)
{
  GAsyncResult *result = NULL;

  dect_plan_render_async (plan, 0, 1, cancellable, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return result;
}

static void
test_async (void)
{
  g_autoptr (GBytes) bytes = make_pdf ();
  g_autoptr (DectPlan) plan = open_plan (bytes);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) done = render_in_thread (plan, cancellable);
  g_autoptr (GAsyncResult) stopped = NULL;
  cairo_surface_t *surface = dect_plan_render_finish (done, &error);

  g_assert_no_error (error);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 100);
  cairo_surface_destroy (surface);

  g_cancellable_cancel (cancellable);
  stopped = render_in_thread (plan, cancellable);
  g_assert_null (dect_plan_render_finish (stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GBytes *
draw_to_pdf (GBytes *bytes)
{
  g_autoptr (DectPlan) plan = open_plan (bytes);
  g_autoptr (GError) error = NULL;
  GByteArray *output = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, output, 200, 200);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, 2, 2);
  g_assert_true (dect_plan_draw (plan, 0, cr, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (output);
}

static gboolean
holds (GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_draw (void)
{
  g_autoptr (GBytes) pdf = make_pdf ();
  g_autoptr (GBytes) svg = text_bytes ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                                       "<path d='M1 1 L8 8' stroke='#000'/></svg>");
  g_autoptr (GBytes) jpeg = make_image ("jpeg", 32, 16, 255);
  g_autoptr (GBytes) turned = make_turned_jpeg (6, TRUE);
  g_autoptr (GBytes) png = make_image ("png", 32, 16, 100);
  g_autoptr (GBytes) pdf_in_pdf = draw_to_pdf (pdf);
  g_autoptr (GBytes) svg_in_pdf = draw_to_pdf (svg);
  g_autoptr (GBytes) jpeg_in_pdf = draw_to_pdf (jpeg);
  g_autoptr (GBytes) turned_in_pdf = draw_to_pdf (turned);
  g_autoptr (GBytes) png_in_pdf = draw_to_pdf (png);

  g_assert_false (holds (pdf_in_pdf, "/Subtype /Image"));
  g_assert_false (holds (svg_in_pdf, "/Subtype /Image"));
  g_assert_true (holds (jpeg_in_pdf, "/DCTDecode"));
  g_assert_false (holds (turned_in_pdf, "/DCTDecode"));
  g_assert_true (holds (turned_in_pdf, "/Subtype /Image"));
  g_assert_true (holds (png_in_pdf, "/Subtype /Image"));
  g_assert_false (holds (png_in_pdf, "/SMask"));
}

/* On the screen, where the helper gives pixels: in its place, at the scale of the target, with the
 * paper left between the lines. */
static void
test_draw_screen (void)
{
  g_autoptr (GBytes) svg
      = text_bytes ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'>"
                    "<rect x='10' y='10' width='10' height='10'/></svg>");
  g_autoptr (GBytes) pdf = make_pdf ();
  GBytes *const vectors[] = { svg, pdf };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (DectPlan) plan = open_plan (vectors[i]);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 200);
      cairo_t *cr = cairo_create (surface);

      cairo_set_source_rgb (cr, 0, 0, 1);
      cairo_paint (cr);
      cairo_translate (cr, 100, 0);
      cairo_scale (cr, 3, 3);
      g_assert_true (dect_plan_draw (plan, 0, cr, NULL));
      g_assert_cmphex (pixel (surface, 100 + 31, 31), ==, 0xFF000000u);
      g_assert_cmphex (pixel (surface, 100 + 58, 58), ==, 0xFF000000u);
      g_assert_cmphex (pixel (surface, 100 + 28, 45), ==, BLUE);
      g_assert_cmphex (pixel (surface, 50, 45), ==, BLUE);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Two PDFs whose only picture has the same object number: each keeps its own when both go into one
 * PDF. */
static void
test_draw_two (void)
{
  static const guint32 colours[] = { RED, BLUE };
  GByteArray *output = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, output, 200, 200);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DectPlan) both = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) image = make_image ("jpeg", i == 0 ? 8 : 32, 8, 255);
      g_autoptr (GBytes) one = draw_to_pdf (image);
      g_autoptr (DectPlan) plan = open_plan (one);
      cairo_t *cr = cairo_create (surface);

      g_assert_true (dect_plan_draw (plan, 0, cr, NULL));
      cairo_show_page (cr);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (surface);

  bytes = g_byte_array_free_to_bytes (output);
  both = open_plan (bytes);
  for (guint i = 0; i < 2; i++)
    {
      cairo_surface_t *rendered = render (both, i, 1);

      assert_pixel (rendered, i == 0 ? 8 : 48, 8, colours[i]);
      cairo_surface_destroy (rendered);
    }
}

/* Plans as architects send them; not part of the source, so only where they lie beside it. */
static void
test_real (gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DectPlan) plan = NULL;
  cairo_surface_t *surface;
  gsize size;

  g_assert_true (g_file_get_contents (user_data, &data, &size, &error));
  bytes = g_bytes_new_take (g_steal_pointer (&data), size);
  plan = open_plan (bytes);
  g_assert_cmpuint (dect_plan_get_n_pages (plan), ==, 1);
  surface = render (plan, 0, 0.5);
  g_assert_cmpint (cairo_image_surface_get_width (surface), >, 100);
  cairo_surface_destroy (surface);
}

static void
add_real_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (real_plans); i++)
    {
      char *path
          = g_build_filename (SOURCE_ROOT, "..", "shared", "floorplans", real_plans[i], NULL);
      g_autofree char *name = g_strconcat ("/plan/image/real/", real_plans[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_test_add_data_func_full (name, path, test_real, g_free);
      else
        g_free (path);
    }
}

typedef struct
{
  const char *name;
  GTestFunc func;
  gboolean decodes;
} Case;

static const Case cases[] = {
  { "png", test_png, TRUE },
  { "png-alpha", test_png_alpha, TRUE },
  { "scale", test_scale, TRUE },
  { "jpeg-orientation", test_jpeg_orientation, TRUE },
  { "jpeg-colours", test_jpeg_colours, TRUE },
  { "svg-size", test_svg_size, TRUE },
  { "svg-external", test_svg_external, TRUE },
  { "pdf-pages", test_pdf_pages, TRUE },
  { "pdf-boxes", test_pdf_boxes, TRUE },
  { "refused", test_refused, TRUE },
  { "refused-pages", test_refused_pages, TRUE },
  { "refused-pixels", test_refused_pixels, TRUE },
  { "refused-render", test_refused_render, TRUE },
  { "async", test_async, FALSE },
  { "draw", test_draw, FALSE },
  { "draw-screen", test_draw_screen, FALSE },
  { "draw-two", test_draw_two, FALSE },
};

static void
run_here (gconstpointer user_data)
{
  const Case *test = user_data;

  here = TRUE;
  test->func ();
  here = FALSE;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/plan/image/", cases[i].name, NULL);
      g_autofree char *path_here = g_strconcat ("/plan/decoders/", cases[i].name, NULL);

      g_test_add_func (path, cases[i].func);
      if (cases[i].decodes)
        g_test_add_data_func (path_here, &cases[i], run_here);
    }
  add_real_cases ();

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Documents that were made to do harm, and what becomes of them in the real decoder: a picture or
 * one sentence. */

#include "config.h"

#include "plan/dect-decode-child.h"
#include "plan/dect-decode-launch.h"
#include "plan/dect-decode-pool.h"
#include "plan/dect-decode-protocol.h"
#include "plan/dect-decode-starter.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#define BLACK 0xFF000000u

#define BOMB_MS 3000u

/* Whatever is around it, the decoder confines itself. No bomb is waited for long; 0: as ever. */
static void
begin (guint timeout_ms)
{
  dect_decode_pool_clear ();
  dect_decode_starter_set_box (DECT_DECODE_BOX_PLAIN);
  dect_decode_child_set_timeout (timeout_ms);
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* Opens and draws; whatever comes of it is a picture or one sentence of ours. */
static void
survive (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);
  cairo_surface_t *surface = NULL;
  double width, height;

  if (plan != NULL)
    {
      dect_plan_get_size (plan, 0, &width, &height);
      surface = dect_plan_render (plan, 0, 64 / MAX (width, height), NULL, &error);
    }
  g_assert_true ((surface != NULL) == (error == NULL));
  if (error != NULL)
    {
      g_assert_true (error->domain == DECT_PLAN_ERROR);
      g_assert_true (dect_decode_sentence_valid (error->message, strlen (error->message)));
      g_assert_cmpuint (strlen (error->message), >, 0);
    }
  g_clear_pointer (&surface, cairo_surface_destroy);
}

/* Each group draws the one before ten times. */
static char *
make_nested_svg (void)
{
  GString *text = g_string_new ("<svg xmlns='http://www.w3.org/2000/svg' "
                                "xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>"
                                "<defs><rect id='g0' width='1' height='1'/>");

  for (guint i = 1; i <= 9; i++)
    {
      g_string_append_printf (text, "<g id='g%u'>", i);
      for (guint n = 0; n < 10; n++)
        g_string_append_printf (text, "<use xlink:href='#g%u'/>", i - 1);
      g_string_append (text, "</g>");
    }
  g_string_append (text, "</defs><use xlink:href='#g9'/></svg>");
  return g_string_free (text, FALSE);
}

/* An entity for each of the ten in the one before. */
static char *
make_entity_svg (void)
{
  GString *text = g_string_new ("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e0 'laugh'>");

  for (guint i = 1; i <= 12; i++)
    {
      g_string_append_printf (text, "<!ENTITY e%u '", i);
      for (guint n = 0; n < 10; n++)
        g_string_append_printf (text, "&e%u;", i - 1);
      g_string_append (text, "'>");
    }
  g_string_append (text, "]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                         "<text>&e12;</text></svg>");
  return g_string_free (text, FALSE);
}

static void
test_bombs (void)
{
  g_autofree char *nested = make_nested_svg ();
  g_autofree char *entities = make_entity_svg ();
  /* poppler trusts what a picture says of itself */
  const char *const texts[] = {
    nested,
    entities,
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><filter id='f' x='-1e9' y='-1e9' "
    "width='1e10' height='1e10'><feGaussianBlur stdDeviation='1e8'/></filter>"
    "<rect width='9' height='9' filter='url(#f)'/></svg>",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 "
    "R>>>>>>endobj\n"
    "4 0 obj<</Length 4>>stream\n/I Do\nendstream endobj\n"
    "5 0 obj<</Type/XObject/Subtype/Image/Width 400000/Height 400000/BitsPerComponent 16"
    "/ColorSpace/DeviceRGB/Length 1>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/true)>>>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 "
    "9]/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF",
  };

  begin (BOMB_MS);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = text_bytes (texts[i]);

      g_test_message ("bomb %u", i);
      survive (bytes);
    }
}

/* A PDF of one page. */
static char *
make_pdf_text (const char *page, const char *objects)
{
  return g_strdup_printf ("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R %s>>endobj\n%s\n"
                          "trailer<</Root 1 0 R>>\n%%%%EOF",
                          page, objects);
}

/* Pictures in a PDF, whose decoders are those with the longest list of errors, with nonsense in
 * them. */
static void
test_streams (void)
{
  static const char *const filters[]
      = { "/JBIG2Decode",    "/JPXDecode", "/DCTDecode",
          "/CCITTFaxDecode", "/LZWDecode", "[/FlateDecode/FlateDecode/RunLengthDecode]" };

  begin (BOMB_MS);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *objects = g_strdup_printf (
          "4 0 obj<</Length 18>>stream\n9 0 0 9 0 0 cm /I Do\nendstream endobj\n"
          "5 0 obj<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
          "/ColorSpace/DeviceGray/Filter %s/Length 32>>stream\n"
          "\xFF\xD8\xFF\x4F\xFF\x51\x97JB2\r\n\x1A\n0123456789abcdef\nendstream endobj",
          filters[i]);
      g_autofree char *text = make_pdf_text (
          "/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>", objects);
      g_autoptr (GBytes) bytes = text_bytes (text);

      g_test_message ("%s", filters[i]);
      survive (bytes);
    }
}

static void
assert_refused (const char *text, gsize length, DectPlanError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_plan_open (bytes, &error));
  g_assert_error (error, DECT_PLAN_ERROR, (gint) code);
  g_assert_true (dect_decode_sentence_valid (error->message, strlen (error->message)));
}

/* What other libraries read is refused before any of them looks at it. */
static void
test_other_formats (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } cases[] = {
    { "II*\0\x08\0\0\0\x01\0<svg", 14 }, /* TIFF */
    { "RIFF\x1A\0\0\0WEBPVP8L<svg", 20 },   { "GIF89a\xFF\xFF\xFF\xFF\xF7\0\0<svg", 17 },
    { "BM\x7A\0\0\0\0\0\0\0<svg", 14 },     { "\x1F\x8B\x08\0\0\0\0\0\0\x03<svg", 14 }, /* SVGZ */
    { "\0\0\0\x0CjP  \r\n\x87\n<svg", 16 }, /* JPEG 2000 */
    { "\x97JB2\r\n\x1A\n<svg", 12 },        /* JBIG2 */
  };

  begin (0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].length, DECT_PLAN_ERROR_FORMAT);
  g_assert_cmpint (dect_decode_starter_get_pid (), ==, 0);
}

/* Sizes and pages that only a liar says. */
static void
test_lies (void)
{
  static const struct
  {
    const char *page;
    DectPlanError code;
  } cases[] = {
    { "/MediaBox[0 0 1000000000 1000000000]", DECT_PLAN_ERROR_SIZE },
    { "/MediaBox[0 0 9 99999999999999999999]", DECT_PLAN_ERROR_SIZE },
  };
  static const char large[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e30 1e30'/>";
  GString *pages = g_string_new ("");
  g_autofree char *many = NULL;

  begin (0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_pdf_text (cases[i].page, "");

      assert_refused (text, strlen (text), cases[i].code);
    }
  assert_refused (large, strlen (large), DECT_PLAN_ERROR_SIZE);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (pages, "3 0 R ");
  many = g_strdup_printf ("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[%s]/Count 1000000>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
                          "trailer<</Root 1 0 R>>\n%%%%EOF",
                          pages->str);
  g_string_free (pages, TRUE);
  assert_refused (many, strlen (many), DECT_PLAN_ERROR_PAGES);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A picture inside an SVG. */
static DectPlan *
open_inside (const char *kind, const guint8 *data, gsize size)
{
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autofree char *text = g_strdup_printf (
      "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
      "viewBox='0 0 20 10'><image width='20' height='10' preserveAspectRatio='none' "
      "xlink:href='data:image/%s;base64,%s'/></svg>",
      kind, base64);
  g_autoptr (GBytes) bytes = text_bytes (text);
  g_autoptr (GError) error = NULL;
  DectPlan *plan = dect_plan_open (bytes, &error);

  g_assert_no_error (error);
  return plan;
}

static guint32
draw_middle (DectPlan *plan)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = dect_plan_render (plan, 0, 1, NULL, &error);
  guint32 pixel;

  g_assert_no_error (error);
  pixel = ((const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface))[5 * 20 + 10];
  cairo_surface_destroy (surface);
  return pixel;
}

static GByteArray *
make_black_png (void)
{
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);

  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  return png;
}

/* A PNG in an SVG is drawn; what would need a loader of GDK-Pixbuf, whose code would have to be
 * loaded, is left out, and so is one that says it has 1.6 thousand million pixels. */
static void
test_inside (void)
{
  static const char gif[]
      = "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xF9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0"
        "\x02\x02\x44\x01\0;";
  g_autoptr (GByteArray) png = make_black_png ();
  g_autoptr (DectPlan) good = NULL;
  g_autoptr (DectPlan) other = NULL;
  g_autoptr (DectPlan) bomb = NULL;
  cairo_surface_t *surface;

  begin (0);
  good = open_inside ("png", png->data, png->len);
  g_assert_cmphex (draw_middle (good), ==, BLACK);
  other = open_inside ("gif", (const guint8 *) gif, sizeof gif - 1);
  g_assert_cmphex (draw_middle (other), ==, 0xFFFFFFFFu);
  /* Width and height, big-endian, in IHDR: 40 000. */
  png->data[18] = png->data[22] = 0x9C;
  png->data[19] = png->data[23] = 0x40;
  bomb = open_inside ("png", png->data, png->len);
  surface = dect_plan_render (bomb, 0, 1, NULL, NULL);
  if (surface != NULL)
    cairo_surface_destroy (surface);
}

/* A drawing that names files outside: nothing of them is in the picture. */
static void
test_outside (void)
{
  static const char *const bodies[] = {
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='file://%s'/>",
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='%s'/>",
    "<use xlink:href='file://%s#black'/>",
    "<style>@import url('file://%s');</style>",
    "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://%s'/>",
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='http://127.0.0.1/%s'/>",
  };
  static const char file[]
      = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect id='black' width='20' "
        "height='10'/></svg>";
  g_autofree char *path = NULL;

  begin (0);
  g_assert_cmpint (g_close (g_file_open_tmp ("handover-outside-XXXXXX.svg", &path, NULL), NULL), ==,
                   TRUE);
  g_assert_true (g_file_set_contents (path, file, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *body = g_strdup_printf (bodies[i], path);
      g_autofree char *text = g_strconcat (
          "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
          "viewBox='0 0 20 10'>",
          body, "</svg>", NULL);
      g_autoptr (GBytes) bytes = text_bytes (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmphex (draw_middle (plan), ==, 0xFFFFFFFFu);
    }
  g_unlink (path);
}

static GByteArray *
make_sample (guint kind)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = kind == 0
                                 ? cairo_pdf_surface_create_for_stream (append_cb, bytes, 90, 40)
                                 : cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 90, 40);
  cairo_t *cr = cairo_create (surface);

  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_move_to (cr, 5, 20);
  cairo_show_text (cr, "Ground floor");
  cairo_rectangle (cr, 10, 25, 20, 10);
  cairo_fill (cr);
  if (kind == 1)
    cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  if (kind == 2)
    {
      g_autoptr (GBytes) jpeg = dect_plan_jpeg_encode (surface, 80, NULL);

      g_byte_array_append (bytes, g_bytes_get_data (jpeg, NULL), (guint) g_bytes_get_size (jpeg));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (kind == 3)
    {
      g_autoptr (GBytes) svg
          = text_bytes ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
                        "<rect width='10' height='10'/></svg>");

      g_byte_array_append (bytes, g_bytes_get_data (svg, NULL), (guint) g_bytes_get_size (svg));
    }
  return bytes;
}

/* Bytes changed, cut off and doubled, the same ones in each run. */
static void
test_fuzzed (gconstpointer user_data)
{
  g_autoptr (GByteArray) sample = make_sample (GPOINTER_TO_UINT (user_data));
  g_autoptr (GRand) chance = g_rand_new_with_seed (4711 + GPOINTER_TO_UINT (user_data));
  guint n_rounds = g_test_slow () ? 1000 : 40;

  begin (BOMB_MS);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GByteArray) changed = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      g_byte_array_append (changed, sample->data, sample->len);
      for (gint n = g_rand_int_range (chance, 1, 9); n > 0; n--)
        changed->data[g_rand_int_range (chance, 0, (gint) changed->len)]
            = (guint8) g_rand_int (chance);
      if (i % 5 == 0)
        g_byte_array_set_size (changed, (guint) g_rand_int_range (chance, 1, (gint) changed->len));
      if (i % 7 == 0)
        g_byte_array_append (changed, sample->data, sample->len / 2);
      bytes = g_bytes_new (changed->data, changed->len);
      survive (bytes);
    }
}

int
main (int argc, char *argv[])
{
  static const char *const kinds[] = { "pdf", "png", "jpeg", "svg" };
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/hostile/bombs", test_bombs);
  g_test_add_func ("/plan/hostile/streams", test_streams);
  g_test_add_func ("/plan/hostile/other-formats", test_other_formats);
  g_test_add_func ("/plan/hostile/lies", test_lies);
  g_test_add_func ("/plan/hostile/inside", test_inside);
  g_test_add_func ("/plan/hostile/outside", test_outside);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("/plan/hostile/fuzzed/", kinds[i], NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_fuzzed);
    }

  status = g_test_run ();
  dect_decode_pool_clear ();
  return status;
}

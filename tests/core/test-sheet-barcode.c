/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sheet/dect-barcode.h"
#include "support/decode.h"

#include <string.h>

static const char *const texts[] = {
  "0030421B7F05",    "08000FAABBCC",  "00304200000A",      "FEDCBAFEDCBA",
  "0007701154842",   "000770115484*", "00077 0115484 2",   "00:30:42:1B:7F:05",
  "0123456789abcxy", "~ !\"#$%&'()*", "[\\]^_`{|}<=>?@;+",
};

/* White paper of @dpi with the barcode on it, its quiet zones just kept, off the grid of dots. */
static cairo_surface_t *
print_barcode (const DectBarcode *barcode, double module_mm, int dpi, gboolean mono)
{
  double quiet_mm = dect_barcode_get_quiet (barcode) * module_mm;
  double width_mm = dect_barcode_get_columns (barcode) * module_mm + 2 * quiet_mm;
  double height_mm = dect_barcode_get_rows (barcode) > 1 ? width_mm : 6;
  double bar_mm = 5, y_mm = dect_barcode_get_rows (barcode) > 1 ? quiet_mm : 0.5;
  double scale = dpi / 25.4;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (width_mm * scale) + 3, (int) (height_mm * scale) + 3);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_antialias (cr, mono ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_DEFAULT);
  cairo_translate (cr, 1.37, 1.37);
  cairo_scale (cr, scale, scale);
  dect_barcode_draw (barcode, cr, quiet_mm, y_mm, module_mm, bar_mm);
  cairo_destroy (cr);
  return surface;
}

static void
assert_reads (DectSymbology symbology, const char *text, guint steps, int dpi, gboolean mono)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectBarcode) barcode = dect_barcode_new (symbology, text, &error);
  cairo_surface_t *surface;

  g_assert_no_error (error);
  surface = print_barcode (barcode, steps * DECT_BARCODE_STEP_MM, dpi, mono);
  if (symbology == DECT_SYMBOLOGY_DATA_MATRIX)
    {
      g_autofree char *read = decode_matrix (surface);

      g_assert_cmpstr (read, ==, text);
    }
  else
    {
      g_auto (GStrv) read = decode_bars (&surface, 1);
      g_autofree char *expected
          = g_strconcat (symbology == DECT_SYMBOLOGY_QR ? "QR-Code:" : "CODE-128:", text, NULL);

      g_assert_cmpstr (read[0], ==, expected);
      g_assert_cmpuint (g_strv_length (read), ==, 1);
    }
  cairo_surface_destroy (surface);
}

/* Every text is read back from the narrowest module on the coarsest printer, grey and black. */
static void
test_read (gconstpointer data)
{
  DectSymbology symbology = GPOINTER_TO_UINT (data);

  if (!decode_can (symbology == DECT_SYMBOLOGY_DATA_MATRIX ? "dmtxread" : "zbarimg"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint steps = symbology == DECT_SYMBOLOGY_DATA_MATRIX ? 4 : DECT_BARCODE_MIN_STEPS + i % 2;

      assert_reads (symbology, texts[i], steps, 300, FALSE);
      assert_reads (symbology, texts[i], steps, 300, TRUE);
      assert_reads (symbology, texts[i], steps, 600, TRUE);
    }
}

static void
test_errors (void)
{
  g_autofree char *longest = g_strnfill (DECT_BARCODE_MAX_CHARACTERS, 'x');
  g_autofree char *too_long = g_strnfill (DECT_BARCODE_MAX_CHARACTERS + 1, 'x');
  const struct
  {
    const char *text;
    DectBarcodeError code;
  } cases[] = {
    { "", DECT_BARCODE_ERROR_EMPTY },         { "Büro", DECT_BARCODE_ERROR_CHARACTER },
    { "a\nb", DECT_BARCODE_ERROR_CHARACTER }, { "\x7f", DECT_BARCODE_ERROR_CHARACTER },
    { "日本", DECT_BARCODE_ERROR_CHARACTER }, { too_long, DECT_BARCODE_ERROR_LONG },
  };

  for (guint symbology = DECT_SYMBOLOGY_CODE_128; symbology <= DECT_SYMBOLOGY_DATA_MATRIX;
       symbology++)
    {
      g_autoptr (DectBarcode) barcode = NULL;
      g_autoptr (GError) none = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_null (dect_barcode_new (symbology, cases[i].text, &error));
          g_assert_error (error, DECT_BARCODE_ERROR, (int) cases[i].code);
          g_assert_null (strchr (error->message, '\n'));
        }
      barcode = dect_barcode_new (symbology, longest, &none);
      g_assert_no_error (none);
    }
}

/* An identity of 12 or 13 characters stays in the smallest QR code, and the sizes are those of the
 * standards: a Code 128 of pairs of digits has 11 modules a symbol and 13 at the end. */
static void
test_size (void)
{
  static const struct
  {
    DectSymbology symbology;
    const char *text;
    guint columns, rows, quiet;
  } cases[] = {
    { DECT_SYMBOLOGY_CODE_128, "000770115484", 11 * 8 + 13, 1, 10 },
    { DECT_SYMBOLOGY_CODE_128, "ABCDEFABCDEF", 11 * 14 + 13, 1, 10 },
    { DECT_SYMBOLOGY_QR, "FEDCBAFEDCBA", 21, 21, 4 },
    { DECT_SYMBOLOGY_QR, "000770115484*", 21, 21, 4 },
    { DECT_SYMBOLOGY_DATA_MATRIX, "0007701154842", 14, 14, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectBarcode) barcode = dect_barcode_new (cases[i].symbology, cases[i].text, NULL);

      g_assert_cmpuint (dect_barcode_get_columns (barcode), ==, cases[i].columns);
      g_assert_cmpuint (dect_barcode_get_rows (barcode), ==, cases[i].rows);
      g_assert_cmpuint (dect_barcode_get_quiet (barcode), ==, cases[i].quiet);
    }
}

/* The widest module that leaves room for the quiet zones; none below the narrowest. */
static void
test_fit (void)
{
  g_autoptr (DectBarcode) bars = dect_barcode_new (DECT_SYMBOLOGY_CODE_128, "ABCDEFABCDEF", NULL);
  g_autoptr (DectBarcode) matrix = dect_barcode_new (DECT_SYMBOLOGY_QR, "ABCDEFABCDEF", NULL);
  const double step = DECT_BARCODE_STEP_MM;

  g_assert_cmpfloat (dect_barcode_fit (bars, 187 * 2 * step - 0.01, 5, 6), ==, 0);
  g_assert_cmpfloat (dect_barcode_fit (bars, 187 * 2 * step, 5, 6), ==, 2 * step);
  g_assert_cmpfloat (dect_barcode_fit (bars, 187 * 3 * step - 0.01, 5, 6), ==, 2 * step);
  g_assert_cmpfloat (dect_barcode_fit (bars, 1000, 0, 6), ==, 6 * step);
  g_assert_cmpfloat (dect_barcode_fit (matrix, 1000, 29 * 5 * step, 6), ==, 5 * step);
  g_assert_cmpfloat (dect_barcode_fit (matrix, 29 * 3 * step, 1000, 6), ==, 3 * step);
  g_assert_cmpfloat (dect_barcode_fit (matrix, 3, 3, 6), ==, 0);
}

static gpointer
make_many (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("%012X", i * 65537);
      g_autoptr (DectBarcode) barcode = dect_barcode_new (DECT_SYMBOLOGY_QR, text, NULL);

      g_assert_cmpuint (dect_barcode_get_columns (barcode), ==, 21);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("barcode", make_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/sheet/barcode/code-128", GUINT_TO_POINTER (DECT_SYMBOLOGY_CODE_128),
                        test_read);
  g_test_add_data_func ("/sheet/barcode/qr", GUINT_TO_POINTER (DECT_SYMBOLOGY_QR), test_read);
  g_test_add_data_func ("/sheet/barcode/data-matrix", GUINT_TO_POINTER (DECT_SYMBOLOGY_DATA_MATRIX),
                        test_read);
  g_test_add_func ("/sheet/barcode/errors", test_errors);
  g_test_add_func ("/sheet/barcode/size", test_size);
  g_test_add_func ("/sheet/barcode/fit", test_fit);
  g_test_add_func ("/sheet/barcode/threads", test_threads);

  return g_test_run ();
}

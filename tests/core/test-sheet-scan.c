/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "sheet/dect-label-sheet.h"
#include "sheet/dect-sheet-handsets.h"
#include "sheet/dect-sheet.h"
#include "support/decode.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

/* The largest site of a base station as OMM, with as many handsets as come with it. */
#define N_RFPS 254
#define N_HANDSETS 2000

/* What the coarsest printer for labels has. */
#define DOTS_PER_PT (300 / 72.0)

/* Pages of one print that are read; with HANDOVER_TEST_ALL set to anything, all of them. */
#define SAMPLE 3

static DectSnapshot *site;

static DectSnapshot *
make_site (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building, floor;

  test_site_add (builder, DECT_KIND_SITE, "name=Hospital");
  building = test_site_add (builder, DECT_KIND_BUILDING, "name=Building 7");
  {
    g_autofree char *pairs = g_strdup_printf ("building=#%u|name=Ground floor", building);

    floor = test_site_add (builder, DECT_KIND_FLOOR, pairs);
  }
  for (guint i = 0; i < N_RFPS; i++)
    {
      guint mixed = (i + 1) * 2654435761u;
      g_autofree char *pairs = g_strdup_printf (
          "number=%u|name=RFP %u|mac=00:30:42:%02X:%02X:%02X|model=45|target_ip=10.20.%u.%u"
          "|floor=#%u|x_m=%u|y_m=4|room=Room %u%s",
          i + 1, i + 1, mixed >> 24, mixed >> 16 & 0xff, i, i / 100, i % 100 + 1, floor, i, i,
          i % 7 == 0 ? " of the department of radiology" : "");

      test_site_add (builder, DECT_KIND_RFP, pairs);
    }
  for (guint i = 0; i < N_HANDSETS; i++)
    {
      DectIpei ipei = { 77, 115484 + 83 * i };
      g_autofree char *text = dect_ipei_to_string (&ipei);
      g_autofree char *pairs = g_strdup_printf (
          "ipei=%s|number=%u|name=Person %u%s|location=Ward %u", text, 4000 + i, i,
          i % 9 == 0 ? " von Hohenstein-Ernstthal zu Wittelsbach" : "", i % 40);

      test_site_add (builder, DECT_KIND_HANDSET, pairs);
    }
  return dect_snapshot_builder_end (builder);
}

/* What stands on labels, in the order in which they are printed. */
static GPtrArray *
expected_codes (void)
{
  g_autoptr (GPtrArray) handsets = dect_sheet_handsets (site, DECT_SHEET_SORT_NUMBER);
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_RFPS; i++)
    {
      g_auto (GStrv) parts = g_strsplit (dect_snapshot_rfp (site, i)->mac, ":", -1);

      g_ptr_array_add (codes, g_strjoinv (NULL, parts));
    }
  for (guint i = 0; i < handsets->len; i++)
    g_ptr_array_add (codes, g_strdup (((DectHandset *) handsets->pdata[i])->ipei));
  return codes;
}

/* The page as the printer has it. */
static cairo_surface_t *
render_page (PopplerPage *page)
{
  double width_pt, height_pt;
  cairo_surface_t *surface;
  cairo_t *cr;

  poppler_page_get_size (page, &width_pt, &height_pt);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width_pt * DOTS_PER_PT),
                                        (int) (height_pt * DOTS_PER_PT));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DOTS_PER_PT, DOTS_PER_PT);
  poppler_page_render_for_printing (page, cr);
  cairo_destroy (cr);
  return surface;
}

/* A part of the page, to hold somebody else's reader over. */
static cairo_surface_t *
cut_part (cairo_surface_t *page, const DectSheetRect *part)
{
  const double dots = DOTS_PER_PT * 72 / 25.4;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (part->width_mm * dots), (int) (part->height_mm * dots));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_surface (cr, page, -floor (part->x_mm * dots), -floor (part->y_mm * dots));
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

/* Each label says its own code, in both ways, and nothing else. */
static void
assert_labels (PopplerDocument *document,
               guint number,
               const DectLabelSheet *sheet,
               guint skip,
               GPtrArray *codes,
               guint first,
               guint n)
{
  PopplerPage *page = poppler_document_get_page (document, (int) number);
  cairo_surface_t *surface = render_page (page);
  g_autoptr (GPtrArray) parts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  g_auto (GStrv) read = NULL;

  for (guint i = 0; i < n; i++)
    {
      DectSheetRect rect;

      dect_label_sheet_rect (sheet, skip + i, &rect);
      g_ptr_array_add (parts, cut_part (surface, &rect));
    }
  read = decode_bars ((cairo_surface_t **) parts->pdata, n);
  g_assert_cmpuint (g_strv_length (read), ==, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      const char *const both[] = { read[2 * i], read[2 * i + 1], NULL };
      g_autofree char *bars = g_strconcat ("CODE-128:", (char *) codes->pdata[first + i], NULL);
      g_autofree char *matrix = g_strconcat ("QR-Code:", (char *) codes->pdata[first + i], NULL);

      g_assert_true (g_strv_contains (both, bars) && g_strv_contains (both, matrix));
    }
  cairo_surface_destroy (surface);
  g_object_unref (page);
}

/* First, last, and some between; the last ones of the base stations share a page with handsets. */
static gboolean
is_sampled (guint page, guint n_pages)
{
  return g_getenv ("HANDOVER_TEST_ALL") != NULL || page == 0 || page == n_pages - 1
         || page % (n_pages / SAMPLE + 1) == n_pages / (2 * SAMPLE);
}

static void
test_labels (gconstpointer data)
{
  const char *id = data;
  DectSheetOptions options = { .kinds = DECT_SHEET_LABELS, .label_sheet = id };
  g_autoptr (GPtrArray) codes = expected_codes ();
  PopplerDocument *document;
  DectLabelSheet sheet;
  guint count, n_pages, first = 0;

  if (!decode_can ("zbarimg"))
    return;
  g_assert_true (dect_label_sheet_find (id, &sheet, NULL));
  count = dect_label_sheet_count (&sheet);
  options.label_start = MIN (count, 4);
  document = test_pdf_print (site, &options);
  n_pages = (guint) poppler_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, ==, (codes->len + options.label_start - 1 + count - 1) / count);

  for (guint page = 0; page < n_pages; page++)
    {
      guint skip = page == 0 ? options.label_start - 1 : 0;
      guint n = MIN (count - skip, codes->len - first);

      if (is_sampled (page, n_pages))
        assert_labels (document, page, &sheet, skip, codes, first, n);
      first += n;
    }
  g_assert_cmpuint (first, ==, codes->len);
  g_object_unref (document);
}

/* Beside each IPEI stands its own code: the reader is held over the line in which the IPEI is
 * printed. Returns how many there are. */
static guint
assert_list (PopplerPage *page, GPtrArray *codes, const char *prefix)
{
  cairo_surface_t *surface = render_page (page);
  g_autoptr (GPtrArray) parts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = poppler_page_get_text (page);
  g_auto (GStrv) read = NULL;
  double width_pt, height_pt;

  poppler_page_get_size (page, &width_pt, &height_pt);
  for (guint i = N_RFPS; i < codes->len; i++)
    {
      DectSheetRect line = { 0, 0, width_pt * 25.4 / 72, 6.4 };
      g_autofree char *printed = NULL;
      PopplerRectangle *found;
      GList *list;
      DectIpei ipei;

      g_assert_true (dect_ipei_parse (codes->pdata[i], &ipei, NULL));
      printed = dect_ipei_to_display (&ipei);
      if (strstr (text, printed) == NULL)
        continue;
      list = poppler_page_find_text (page, printed);
      g_assert_nonnull (list);
      found = list->data;
      line.y_mm = (height_pt - (found->y1 + found->y2) / 2) * 25.4 / 72 - line.height_mm / 2;
      g_list_free_full (list, (GDestroyNotify) poppler_rectangle_free);
      g_ptr_array_add (parts, cut_part (surface, &line));
      g_ptr_array_add (expected, g_strconcat (prefix, (char *) codes->pdata[i], NULL));
    }
  read = decode_bars ((cairo_surface_t **) parts->pdata, parts->len);
  g_assert_cmpuint (g_strv_length (read), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (read[i], ==, expected->pdata[i]);
  cairo_surface_destroy (surface);
  return expected->len;
}

static void
test_list (gconstpointer data)
{
  DectSheetCode code = GPOINTER_TO_UINT (data);
  const char *prefix = code == DECT_SHEET_CODE_QR ? "QR-Code:" : "CODE-128:";
  DectSheetOptions options = { .kinds = DECT_SHEET_IPEI, .code = code };
  g_autoptr (GPtrArray) codes = expected_codes ();
  PopplerDocument *document;
  guint n_pages;

  if (!decode_can ("zbarimg"))
    return;
  document = test_pdf_print (site, &options);
  n_pages = (guint) poppler_document_get_n_pages (document);
  for (guint i = 0; i < n_pages; i++)
    if (is_sampled (i, n_pages))
      {
        PopplerPage *page = poppler_document_get_page (document, (int) i);

        g_assert_cmpuint (assert_list (page, codes, prefix), >, 0);
        g_object_unref (page);
      }
  g_object_unref (document);
}

int
main (int argc, char *argv[])
{
  static const char *const sheets[] = { "L4736", "L6011", "L7160", "62mm" };
  int result;

  test_init (&argc, &argv);
  site = make_site ();
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = g_strconcat ("/sheet/scan/labels/", sheets[i], NULL);

      g_test_add_data_func (path, sheets[i], test_labels);
    }
  g_test_add_data_func ("/sheet/scan/list/bars", GUINT_TO_POINTER (DECT_SHEET_CODE_BARS),
                        test_list);
  g_test_add_data_func ("/sheet/scan/list/qr", GUINT_TO_POINTER (DECT_SHEET_CODE_QR), test_list);
  result = g_test_run ();
  dect_snapshot_unref (site);
  return result;
}

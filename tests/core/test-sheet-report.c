/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The kinds beside placement and IPEI: what stands there, and what a page looks like from afar.
 * With UPDATE_GOLDEN=1 in the environment the files in tests/data/sheet are written anew. */

#include "config.h"

#include "chain/dect-chain.h"
#include "model/dect-locale.h"
#include "sheet/dect-sheet-report.h"
#include "sheet/dect-sheet-survey.h"
#include "sheet/dect-sheet.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

#include <glib/gstdio.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

/* 22 November 2026, 12:00 UTC */
#define CHANGED 1795348800

static void
log_event (DectSnapshotBuilder *builder, gint64 days, const char *event, const char *details)
{
  dect_snapshot_builder_add_log (builder,
                                 dect_log_entry_new (CHANGED + days * 86400, event, details));
}

static void
add_wall (DectSnapshotBuilder *builder, guint32 floor, double x1, double y1, double x2, double y2)
{
  test_site_add_with (builder, DECT_KIND_WALL,
                      "floor=#%u|x1_m=%g|y1_m=%g|x2_m=%g|y2_m=%g|material=concrete-20", floor, x1,
                      y1, x2, y2);
}

/* A ground floor of 60 x 30 m with a chain 1 - 2 - 3, measured; a first floor with 4 above 1; 5 is
 * out of reach. */
static DectSnapshot *
make_site (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building, ground, first, lan_switch, ids[5];
  static const struct
  {
    double x_m, y_m;
    const char *pairs;
  } rfps[] = {
    { 5, 10,
      "room=Reception|role=master|mac=00:30:42:1B:7F:05|target_ip=10.20.0.11|port=3|cable_m=42" },
    { 25, 10,
      "room=Lab|role=failover|mac=00:30:42:1B:7F:06|target_ip=10.20.0.12|port=4|cable_m=15.5" },
    { 45, 10, "room=Store|target_ip=10.20.0.9|port=1" },
    { 5, 10, "room=Attic|mac=00:30:42:1B:7F:07" },
    { 59, 29, "room=Gate|mac=00:30:42:1B:7F:08|dect_on=yes" },
  };

  dect_snapshot_builder_set_changed (builder, CHANGED);
  test_site_add_with (
      builder, DECT_KIND_SITE,
      "name=Plant North|customer=Example & Sons|netmask=255.255.255.0|park=1F102A7158|"
      "omm_release=8.1|notes=The key is at the gate.|accepted=failover-same-switch");
  building = test_site_add_with (builder, DECT_KIND_BUILDING, "name=House A|north_deg=-30");
  ground = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u|name=Ground floor|level=0",
                               building);
  first = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u|name=First floor|level=1",
                              building);
  lan_switch = test_site_add_with (builder, DECT_KIND_SWITCH,
                                   "name=SW1|ports=24|location=Cellar|riser=West");
  add_wall (builder, ground, 0, 0, 60, 0);
  add_wall (builder, ground, 60, 0, 60, 30);
  add_wall (builder, ground, 60, 30, 0, 30);
  add_wall (builder, ground, 0, 30, 0, 0);
  for (guint i = 0; i < 5; i++)
    ids[i] = test_site_add_with (
        builder, DECT_KIND_RFP, "number=%u|name=R%u|model=45|floor=#%u|x_m=%g|y_m=%g|switch=#%u|%s",
        i + 1, i + 1, i == 3 ? first : ground, rfps[i].x_m, rfps[i].y_m, i < 3 ? lan_switch : 0,
        rfps[i].pairs);
  test_site_add_with (builder, DECT_KIND_LINK,
                      "from=#%u|to=#%u|rssi_dbm=-66|quality_percent=100|kind=measured", ids[0],
                      ids[1]);
  test_site_add_with (builder, DECT_KIND_LINK, "from=#%u|to=#%u|kind=forced-off", ids[0], ids[2]);
  for (guint i = 0; i < 4; i++)
    test_site_add_with (builder, DECT_KIND_LINK, "from=#%u|to=#%u|kind=forced-off", ids[i], ids[4]);
  test_site_add_with (builder, DECT_KIND_LINK, "from=#%u|to=#%u|kind=forced-off", ids[2], ids[3]);
  test_site_add_with (builder, DECT_KIND_HANDSET,
                      "number=401|name=Reception|model=622d|ipei=00077 0115484 2");
  log_event (builder, 1, "tick", "{\"step\":\"check\"}");
  log_event (builder, 2, "tick", "{\"step\":\"master\"}");
  log_event (builder, 2, "tick", "{\"step\":\"sign\"}");
  log_event (builder, 3, "untick", "{\"step\":\"sign\"}");
  log_event (builder, 3, "accept",
             "{\"rules\":[\"chain-isolated\"],\"reason\":\"the gate gets a cable\"}");
  log_event (builder, 3, "accept", "{\"rules\":[\"mac-duplicate\"]}");
  log_event (builder, 3, "push",
             "{\"url\":\"https://pbx.example/s/\",\"create\":4,\"update\":1,\"remove\":0}");
  log_event (builder, 4, "replace",
             "{\"name\":\"R2\",\"old\":\"00:30:42:00:00:01\",\"new\":\"00:30:42:1B:7F:06\"}");
  log_event (builder, 4, "from-the-future", "{\"rules\":7}");
  return dect_snapshot_builder_end (builder);
}

typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->snapshot = make_site ();
  self->links = dect_links_new (self->snapshot, NULL, NULL);
  self->chain = dect_chain_new (self->snapshot, self->links);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  dect_chain_unref (self->chain);
  dect_links_unref (self->links);
  dect_snapshot_unref (self->snapshot);
}

static GBytes *
write_pdf (const Fixture *self, const DectSheetOptions *options)
{
  return test_pdf_write (self->snapshot, self->links, self->chain, options);
}

static PopplerDocument *
open_pdf (const Fixture *self, const DectSheetOptions *options)
{
  g_autoptr (GBytes) bytes = write_pdf (self, options);

  return test_pdf_open (bytes);
}

static void
assert_texts (const Fixture *self, const DectSheetOptions *options, const char *const *parts)
{
  g_autoptr (GBytes) pdf = write_pdf (self, options);

  test_pdf_assert_texts (pdf, parts);
}

static void
test_kinds (Fixture *self, gconstpointer data)
{
  static const struct
  {
    DectSheetKinds kind;
    const char *parts[24];
  } cases[] = {
    { DECT_SHEET_OVERVIEW,
      { "Overview", "Example & Sons", "House A · Ground floor", "4 base stations", "1 base station",
        "1 · Reception", "2 · Lab", "not connected: 2 groups" } },
    { DECT_SHEET_PLACEMENT, { "To the walls", "← 5.00 m", "↑ 10.00 m", "MAC sticker", "North" } },
    { DECT_SHEET_CABLES,
      { "SW1", "Cellar · West · 24 ports · 3 base stations · cables 57.5 m (2 of 3)", "Length, m",
        "42.0", "15.5", "Without a switch", "Attic" } },
    { DECT_SHEET_PHOTOS, { "Pictures", "Label and MAC", "Gate", "!Pictures taken" } },
    { DECT_SHEET_SURVEY,
      { "Survey", "1 – 2", "Reception – Lab", "measured before", "from −70 dBm", "only link" } },
    { DECT_SHEET_REPORT,
      { "Handover report",
        "DECT system · Plant North",
        "22 Nov 2026",
        "starts the synchronisation",
        "Overridden for the push of 25 Nov 2026: the gate gets a cable",
        "No longer found.",
        "not in one connected chain: there are 2 groups",
        "Accepted for this site.",
        "Switch SW1",
        "Riser West",
        "10.20.0.9",
        "1F102A7158",
        "RFP 45",
        "Pushed: 4 new, 1 changed, 0 removed",
        "https://pbx.example/s/",
        "Hardware of R2 replaced: 00:30:42:00:00:01 by 00:30:42:1B:7F:06",
        "23 Nov 2026 seen by the program",
        "24 Nov 2026 confirmed by a person",
        "The key is at the gate.",
        "Signature",
        "!from-the-future" } },
  };

  for (guint i = 0; test_pdf_can_read () && i < G_N_ELEMENTS (cases); i++)
    {
      DectSheetOptions options = { .kinds = cases[i].kind };

      assert_texts (self, &options, cases[i].parts);
    }
}

/* What was translated long ago; numbers too. Names stay as they are. */
static void
test_german (Fixture *self, gconstpointer data)
{
  static const char *const parts[]
      = { "Montageplan", "← 5,00 m", "Ground floor", "!Placement", "!5.00", NULL };
  DectSheetOptions options = { .kinds = DECT_SHEET_PLACEMENT, .language = "de" };

  if (test_pdf_can_read ())
    assert_texts (self, &options, parts);
}

static void
test_options (Fixture *self, gconstpointer data)
{
  DectSheetOptions coordinates
      = { .kinds = DECT_SHEET_PLACEMENT, .measures = DECT_MEASURES_COORDINATES };
  DectSheetOptions none = { .kinds = DECT_SHEET_PLACEMENT, .measures = DECT_MEASURES_NONE };
  DectSheetOptions scaled = { .kinds = DECT_SHEET_PLACEMENT, .scale = 100 };

  if (!test_pdf_can_read ())
    return;
  assert_texts (
      self, &coordinates,
      (const char *const[]){ "From the corner", "x 25.00 m", "y 10.00 m", "!To the walls", NULL });
  assert_texts (self, &none,
                (const char *const[]){ "!From the corner", "!To the walls", "!← 5.00 m", NULL });
  /* 600 x 300 mm on 174 x about 230 mm, overlapping by 10 */
  assert_texts (self, &scaled,
                (const char *const[]){ "Part A1 of 8", "Part D2 of 8", "!Part E1", "1 : 100",
                                       "→ B1", "↓ A2", "Print at 100 %", NULL });
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
    guint scale;
  } scales[]
      = { { "fit", TRUE, 0 }, { "100", TRUE, 100 }, { "1:200", TRUE, 200 }, { "1 : 50", TRUE, 50 },
          { "9", FALSE, 0 },  { "5001", FALSE, 0 }, { "2:100", FALSE, 0 },  { "-100", FALSE, 0 },
          { "", FALSE, 0 },   { "100 m", FALSE, 0 } };
  DectSheetKinds kinds;
  DectSheetMeasures measures;
  DectSheetSort sort;

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      guint scale = 7;

      g_assert_cmpint (dect_sheet_scale_from_text (scales[i].text, &scale), ==, scales[i].good);
      g_assert_cmpuint (scale, ==, scales[i].good ? scales[i].scale : 7);
    }
  g_assert_true (dect_sheet_kinds_from_text ("report, Survey", &kinds));
  g_assert_cmpint (kinds, ==, DECT_SHEET_REPORT | DECT_SHEET_SURVEY);
  g_assert_false (dect_sheet_kinds_from_text ("report,poster", &kinds));
  g_assert_false (dect_sheet_kinds_from_text ("", &kinds));
  g_assert_true (dect_sheet_measures_from_text ("Coordinates", &measures));
  g_assert_cmpint (measures, ==, DECT_MEASURES_COORDINATES);
  g_assert_false (dect_sheet_measures_from_text ("feet", &measures));
  g_assert_true (dect_sheet_sort_from_text ("location", &sort));
  g_assert_cmpint (sort, ==, DECT_SHEET_SORT_LOCATION);
  g_assert_false (dect_sheet_sort_from_text ("age", &sort));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const char png_head[] = "\x89PNG\r\n\x1a\n and no more";
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GBytes) broken = g_bytes_new_static (png_head, sizeof png_head);
  g_autoptr (GBytes) large
      = g_bytes_new_take (g_malloc0 (DECT_SHEET_LOGO_MAX_BYTES + 1), DECT_SHEET_LOGO_MAX_BYTES + 1);
  const struct
  {
    DectSheetOptions options;
    DectSheetError code;
    const char *part;
  } cases[] = {
    { { .kinds = DECT_SHEET_ALL, .language = "tlh" }, DECT_SHEET_ERROR_LANGUAGE, "tlh" },
    { { .kinds = DECT_SHEET_ALL, .logo = text }, DECT_SHEET_ERROR_LOGO, "PNG or an SVG" },
    { { .kinds = DECT_SHEET_ALL, .logo = broken }, DECT_SHEET_ERROR_LOGO, "PNG or an SVG" },
    { { .kinds = DECT_SHEET_ALL, .logo = large }, DECT_SHEET_ERROR_LOGO, "4 MB" },
    { { .kinds = DECT_SHEET_PLACEMENT, .scale = 10 }, DECT_SHEET_ERROR_SCALE, "1 : 20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_sheets_new (self->snapshot, self->links, self->chain, &cases[i].options,
                                      NULL, &error));
      g_assert_error (error, DECT_SHEET_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

/* --- Structure of the PDF -------------------------------------------------------------------------- */

static void
collect_outline (PopplerIndexIter *iter, guint depth, GString *text)
{
  do
    {
      PopplerAction *action = poppler_index_iter_get_action (iter);
      PopplerIndexIter *child = poppler_index_iter_get_child (iter);

      g_string_append_printf (text, "%*s%s\n", (int) depth, "", action->any.title);
      if (child != NULL)
        collect_outline (child, depth + 1, text);
      g_clear_pointer (&child, poppler_index_iter_free);
      poppler_action_free (action);
    }
  while (poppler_index_iter_next (iter));
}

static void
test_outline (Fixture *self, gconstpointer data)
{
  PopplerDocument *document = open_pdf (self, NULL);
  PopplerIndexIter *iter = poppler_index_iter_new (document);
  g_autoptr (GString) text = g_string_new (NULL);

  collect_outline (iter, 0, text);
  g_assert_cmpstr (text->str, ==,
                   "Overview\n"
                   "Placement of base stations\n House A · Ground floor\n House A · First floor\n"
                   "Cables\nPictures\nSurvey\nHandsets\n Handsets\n"
                   "Handover report\n Cover\n House A · Ground floor\n House A · First floor\n"
                   " Findings and failures\n Equipment and addresses\n What was done\n");
  poppler_index_iter_free (iter);
  g_object_unref (document);
}

static void
test_fonts (Fixture *self, gconstpointer data)
{
  PopplerDocument *document = open_pdf (self, NULL);
  PopplerFontInfo *info = poppler_font_info_new (document);
  PopplerFontsIter *iter;
  guint n_fonts = 0;

  while (poppler_font_info_scan (info, poppler_document_get_n_pages (document), &iter))
    {
      do
        {
          g_assert_true (poppler_fonts_iter_is_embedded (iter));
          n_fonts++;
        }
      while (poppler_fonts_iter_next (iter));
      poppler_fonts_iter_free (iter);
    }
  g_assert_cmpuint (n_fonts, >, 1);
  poppler_font_info_free (info);
  g_object_unref (document);
}

static void
test_author (Fixture *self, gconstpointer data)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 20'>"
                            "<rect width='60' height='20' fill='#1a5'/></svg>";
  g_autoptr (GBytes) logo = g_bytes_new_static (svg, strlen (svg));
  DectSheetOptions options
      = { .kinds = DECT_SHEET_REPORT, .installer = "Kabelwerk GmbH", .logo = logo };
  PopplerDocument *document = open_pdf (self, &options);
  g_autofree char *author = poppler_document_get_author (document);
  g_autoptr (GBytes) first = write_pdf (self, &options), second = write_pdf (self, &options);

  g_assert_cmpstr (author, ==, "Kabelwerk GmbH");
  g_assert_true (g_bytes_equal (first, second));
  g_object_unref (document);
}

typedef struct
{
  double last;
  guint n;
  GCancellable *cancellable; /* pulled half way, or when it was told @cancel_at times */
  guint cancel_at;
} Progress;

static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  Progress *self = data;

  g_assert_cmpfloat (fraction, >=, self->last);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (phase);
  self->last = fraction;
  self->n++;
  if (self->cancellable != NULL
      && (self->cancel_at > 0 ? self->n >= self->cancel_at : fraction > 0.5))
    g_cancellable_cancel (self->cancellable);
}

static void
test_progress (Fixture *self, gconstpointer data)
{
  Progress progress = { 0 }, stopped = { 0 };
  DectSheetOptions options
      = { .kinds = DECT_SHEET_ALL, .progress = progress_cb, .progress_data = &progress };
  g_autoptr (GBytes) pdf = write_pdf (self, &options);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (progress.last, ==, 1);
  g_assert_cmpuint (progress.n, >, 10);

  stopped.cancellable = cancellable;
  options.progress_data = &stopped;
  g_assert_false (dect_sheets_write_pdf (self->snapshot, self->links, self->chain, &options, stream,
                                         cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (stopped.last, <, 0.9);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
}

/* Whenever it is cancelled: that is what is said, and no half of a file is left. */
static void
test_cancel_anywhere (Fixture *self, gconstpointer data)
{
  Progress whole = { 0 };
  DectSheetOptions options
      = { .kinds = DECT_SHEET_REPORT, .progress = progress_cb, .progress_data = &whole };
  g_autoptr (GBytes) pdf = write_pdf (self, &options);

  g_assert_cmpuint (whole.n, >, 4);
  for (guint i = 1; i < whole.n; i += 1 + whole.n / 40)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Progress stopped = { .cancellable = cancellable, .cancel_at = i };

      options.progress_data = &stopped;
      g_assert_false (dect_sheets_write_pdf (self->snapshot, self->links, self->chain, &options,
                                             stream, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                        0);
    }
}

/* --- What to measure ------------------------------------------------------------------------------- */

static void
test_pairs (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) labels = dect_sheet_labels (self->snapshot);
  DectSheetSite site = { self->snapshot, self->links, self->chain, labels };
  g_autoptr (GArray) pairs = dect_survey_pairs (&site);
  double last = -INFINITY;
  gboolean measured = FALSE;

  g_assert_cmpuint (pairs->len, >=, 3);
  for (guint i = 0; i < pairs->len; i++)
    {
      const DectSurveyPair *pair = &g_array_index (pairs, DectSurveyPair, i);

      g_assert_cmpuint (pair->a, <, pair->b);
      g_assert_nonnull (pair->link);
      /* the least to spare first, the measured ones behind all others */
      if (pair->link->source == DECT_LINK_SOURCE_MEASURED && !measured)
        {
          measured = TRUE;
          last = -INFINITY;
        }
      g_assert_cmpint (pair->link->source == DECT_LINK_SOURCE_MEASURED, ==, measured);
      g_assert_cmpfloat (pair->link->margin_db, >=, last);
      last = pair->link->margin_db;
      for (guint k = 0; k < i; k++)
        {
          const DectSurveyPair *other = &g_array_index (pairs, DectSurveyPair, k);

          g_assert_false (other->a == pair->a && other->b == pair->b);
        }
    }
  g_assert_true (measured);
}

/* --- Golden ---------------------------------------------------------------------------------------- */

static void
assert_golden (const char *name, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sheet", name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All words with how often each is there: another font moves them about, but loses none. */
static void
test_golden_text (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = write_pdf (self, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  guint n;

  if (!test_pdf_can_read ())
    return;
  text = test_pdf_dup_text (pdf);
  words = g_strsplit (text, " ", -1);
  n = g_strv_length (words);
  qsort (words, n, sizeof *words, compare_words);
  for (guint i = 0; i < n;)
    {
      guint k = i;

      while (k < n && g_str_equal (words[k], words[i]))
        k++;
      g_string_append_printf (list, "%u %s\n", k - i, words[i]);
      i = k;
    }
  assert_golden ("words.txt", list->str);
}

/* How dark each square of a centimetre is, 0 to 9: what a page looks like from across the room. */
#define CELL_PX 40

static void
append_page (const DectSheets *sheets, guint page, GString *text)
{
  double width_mm, height_mm;
  int width, height, stride;
  cairo_surface_t *surface;
  const guint8 *pixels;
  cairo_t *cr;

  dect_sheets_get_paper (sheets, page, &width_mm, &height_mm);
  width = (int) ceil (width_mm / 10);
  height = (int) ceil (height_mm / 10);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * CELL_PX, height * CELL_PX);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, CELL_PX / 10.0, CELL_PX / 10.0);
  dect_sheets_draw_page (sheets, cr, page);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        {
          double dark = 0;

          for (int i = 0; i < CELL_PX * CELL_PX; i++)
            dark += 255
                    - pixels[(y * CELL_PX + i / CELL_PX) * stride + (x * CELL_PX + i % CELL_PX) * 4
                             + 1];
          g_string_append_c (text,
                             (char) ('0' + (int) fmin (9, dark / 255 / CELL_PX / CELL_PX * 20)));
        }
      g_string_append_c (text, '\n');
    }
  g_string_append_c (text, '\n');
  cairo_surface_destroy (surface);
}

/* How far a square is from what was expected there or one square beside: another font moves lines
 * by less than that, but moves no table and no plan. Lines of both texts are equally long. */
static int
distance (const char *text, const char *expected, gsize i, gsize line, gsize n)
{
  int least = 9;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        gssize k = (gssize) i + dy * (gssize) line + dx;

        if (k >= 0 && (gsize) k < n && g_ascii_isdigit (expected[k]))
          least = MIN (least, abs (text[i] - expected[k]));
      }
  return least;
}

static void
assert_alike (const char *text, const char *expected, guint page)
{
  gsize n = strlen (expected), line = strcspn (expected, "\n") + 1;
  guint dark = 0, unlike = 0;

  g_assert_cmpuint (strlen (text), ==, n);
  for (gsize i = 0; i < n; i++)
    if (g_ascii_isdigit (text[i]))
      {
        dark += (guint) (expected[i] - '0');
        /* both ways: nothing is gone, nothing came */
        unlike += (guint) distance (text, expected, i, line, n);
        unlike += (guint) distance (expected, text, i, line, n);
      }
  if (dark < 20 || unlike > 5 + dark / 8)
    g_error ("page %u differs by %u of %u:\n%s\nis not\n%s", page + 1, unlike, dark, text,
             expected);
}

static void
test_golden_pages (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sheet", "pages.txt", NULL);
  g_autoptr (DectSheets) sheets
      = dect_sheets_new (self->snapshot, self->links, self->chain, NULL, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *expected = NULL;
  g_auto (GStrv) pages = NULL, expected_pages = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pages = dect_sheets_count_pages (sheets);

  for (guint page = 0; page < n_pages; page++)
    append_page (sheets, page, text);
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  pages = g_strsplit (text->str, "\n\n", -1);
  expected_pages = g_strsplit (expected, "\n\n", -1);
  g_assert_cmpuint (g_strv_length (pages), ==, g_strv_length (expected_pages));
  for (guint page = 0; page < n_pages; page++)
    assert_alike (pages[page], expected_pages[page], page);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* One font on every computer: that which ./dev installs. */
#define FONTS "/usr/share/fonts/truetype/dejavu"

static gboolean
use_font (void)
{
  g_autofree char *folder = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test (FONTS "/DejaVuSans.ttf", G_FILE_TEST_EXISTS))
    return FALSE;
  folder = g_dir_make_tmp ("sheet-fonts-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "fonts.conf", NULL);
  g_file_set_contents (path,
                       "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
                       "<fontconfig><dir>" FONTS "</dir></fontconfig>",
                       -1, &error);
  g_assert_no_error (error);
  g_setenv ("FONTCONFIG_FILE", path, TRUE);
  return TRUE;
}

static void
drop_font (void)
{
  const char *path = g_getenv ("FONTCONFIG_FILE");
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  gboolean has_font = use_font ();
  int result;

  g_setenv ("HANDOVER_LOCALEDIR", PO_FOLDER, TRUE);
  dect_locale_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/report/words", test_words);
  ADD ("/sheet/report/kinds", test_kinds);
  ADD ("/sheet/report/german", test_german);
  ADD ("/sheet/report/options", test_options);
  ADD ("/sheet/report/refused", test_refused);
  ADD ("/sheet/report/outline", test_outline);
  ADD ("/sheet/report/fonts", test_fonts);
  ADD ("/sheet/report/author", test_author);
  ADD ("/sheet/report/progress", test_progress);
  ADD ("/sheet/report/cancel-anywhere", test_cancel_anywhere);
  ADD ("/sheet/report/pairs", test_pairs);
  ADD ("/sheet/report/golden-text", test_golden_text);
  if (has_font)
    ADD ("/sheet/report/golden-pages", test_golden_pages);

  result = g_test_run ();
  if (has_font)
    drop_font ();
  return result;
}

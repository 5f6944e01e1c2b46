/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the core takes for the main things an installer does, on a large site. Prints a table;
 * asserts nothing about time. */

#include "config.h"

#include "bench-site.h"

#include "check/dect-check.h"
#include "model/dect-history.h"
#include "plan/dect-decode-pool.h"
#include "plan/dect-plan-private.h"
#include "sheet/dect-sheet.h"
#include "store/dect-csv-export.h"
#include "store/dect-csv-import.h"
#include "store/dect-store.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  char *path;
} Bench;

typedef void (*BenchStep) (Bench *bench);

/* Runs a step until half a second is over, three times at least, and prints the shortest. */
static void
measure (const char *what, BenchStep step, Bench *bench, double goal_ms)
{
  double best_ms = INFINITY, all_ms = 0;
  guint n = 0;

  while (n < 3 || (all_ms < 500 && n < 100))
    {
      gint64 start = g_get_monotonic_time ();
      double ms;

      step (bench);
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      best_ms = fmin (best_ms, ms);
      all_ms += ms;
      n++;
    }
  g_print ("%-52s %10.2f ms %10.2f ms %6u", what, best_ms, all_ms / n, n);
  if (goal_ms > 0)
    g_print ("   goal %g ms", goal_ms);
  g_print ("\n");
}

/* --- The large site --------------------------------------------------------------------------- */

static void
save (Bench *bench)
{
  g_autoptr (GFile) file = g_file_new_for_path (bench->path);
  g_autoptr (GError) error = NULL;

  dect_store_save (bench->snapshot, file, NULL, &error);
  g_assert_no_error (error);
}

static void
open (Bench *bench)
{
  g_autoptr (GFile) file = g_file_new_for_path (bench->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) snapshot = dect_store_load (file, NULL, &error);

  g_assert_no_error (error);
}

static void
open_into_site (Bench *bench)
{
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (bench->snapshot);

  g_assert_nonnull (site);
}

static void
links (Bench *bench)
{
  g_clear_pointer (&bench->links, dect_links_unref);
  bench->links = dect_links_new (bench->snapshot, NULL, NULL);
}

static void
chain (Bench *bench)
{
  g_clear_pointer (&bench->chain, dect_chain_unref);
  bench->chain = dect_chain_new (bench->snapshot, bench->links);
}

static void
check (Bench *bench)
{
  g_autoptr (GPtrArray) findings
      = dect_check_run (bench->snapshot, bench->links, bench->chain, NULL);

  g_assert_nonnull (findings);
}

static void
export_csv (Bench *bench)
{
  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    {
      g_autoptr (GBytes) bytes = dect_csv_export (bench->snapshot, kind);

      g_assert_nonnull (bytes);
    }
}

/* What was exported, into an empty site. */
static void
import_csv (Bench *bench)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) empty = dect_site_snapshot (site);
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (GError) error = NULL;
  DectCsvInput inputs[DECT_N_KINDS];
  guint n = 0;

  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    inputs[n++]
        = (DectCsvInput){ kind, dect_csv_export (bench->snapshot, kind), dect_kind_id (kind) };
  report = dect_csv_plan (empty, inputs, n, &error);
  g_assert_no_error (error);
  dect_csv_apply (report, site, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_bytes_unref (inputs[i].bytes);
}

static void
sheets (Bench *bench)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  DectSheetOptions options = { .kinds = DECT_SHEET_ALL, .paper = DECT_PAPER_A4 };

  dect_sheets_write_pdf (bench->snapshot, bench->links, bench->chain, &options, stream, NULL,
                         &error);
  g_assert_no_error (error);
}

/* --- Plan images ------------------------------------------------------------------------------ */

/* As a floor's row or the canvas asks for it, in a thread of its own. */
static void
draw_plan (GBytes *bytes, double side_px)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);
  double width, height;
  cairo_surface_t *surface;

  g_assert_no_error (error);
  dect_plan_get_size (plan, 0, &width, &height);
  surface = dect_plan_render (plan, 0, side_px / MAX (width, height), NULL, &error);
  g_assert_no_error (error);
  cairo_surface_destroy (surface);
}

/* What the helper does with it, without the helper: the price of being on the safe side is the
 * difference. */
static void
draw_plan_here (GBytes *bytes, double side_px)
{
  g_autoptr (DectPlan) plan = dect_plan_sniff (bytes, NULL);
  cairo_surface_t *surface;
  double width, height;

  g_assert_true (dect_plan_decode_open (plan, NULL));
  dect_plan_get_size (plan, 0, &width, &height);
  surface = dect_plan_decode_render (plan, 0, side_px / MAX (width, height), NULL);
  g_assert_nonnull (surface);
  cairo_surface_destroy (surface);
}

static void
draw_floors (Bench *bench, void (*draw) (GBytes *bytes, double side_px))
{
  for (guint i = 0; i < dect_snapshot_count (bench->snapshot, DECT_KIND_FLOOR); i++)
    draw (dect_snapshot_get_blob (bench->snapshot, dect_snapshot_floor (bench->snapshot, i)->plan),
          160);
}

/* One after the other; each wants a helper of its own. */
static void
thumbnails (Bench *bench)
{
  draw_floors (bench, draw_plan);
}

static void
thumbnails_here (Bench *bench)
{
  draw_floors (bench, draw_plan_here);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A1, 20 000 lines; @n makes it another document. */
static GBytes *
make_pdf (guint n)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 2384, 1684);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GRand) chance = g_rand_new_with_seed (n);

  for (guint i = 0; i < 20000; i++)
    {
      cairo_move_to (cr, g_rand_double_range (chance, 0, 2384),
                     g_rand_double_range (chance, 0, 1684));
      cairo_rel_line_to (cr, 20, 0);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *pdfs[8];

static void
first_look (Bench *bench)
{
  static guint i;

  draw_plan (pdfs[i++ % G_N_ELEMENTS (pdfs)], 1600);
}

static void
zoom (Bench *bench)
{
  static guint i;

  draw_plan (pdfs[0], 1600 + 100 * (i++ % 10));
}

/* A document of which there is nothing to read, and a new one each time. */
static void
new_document (Bench *bench)
{
  static guint i;
  g_autofree char *text = g_strdup_printf (
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><!-- %u --></svg>", i++);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  draw_plan (bytes, 9);
}

static void
new_starter (Bench *bench)
{
  dect_decode_pool_clear ();
  new_document (bench);
}

static GBytes *largest;

/* As many pixels as are taken. */
static GBytes *
make_largest (void)
{
  GByteArray *bytes = g_byte_array_new ();
  int side = (int) sqrt (DECT_PLAN_MAX_PIXELS);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);

  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
draw_largest (Bench *bench)
{
  draw_plan (largest, 1600);
}

static void
draw_largest_whole (Bench *bench)
{
  draw_plan (largest, sqrt (DECT_PLAN_MAX_PIXELS));
}

static void
draw_largest_here (Bench *bench)
{
  draw_plan_here (largest, sqrt (DECT_PLAN_MAX_PIXELS));
}

static void
plan_images (Bench *bench)
{
  measure ("decoder: started, with its first document", new_starter, bench, 0);
  measure ("decoder: for another document", new_document, bench, 0);
  largest = make_largest ();
  measure ("largest PNG, 64 megapixels, drawn small", draw_largest, bench, 0);
  measure ("largest PNG, 64 megapixels, pixel by pixel", draw_largest_whole, bench, 0);
  measure ("  by itself, without the decoder's process", draw_largest_here, bench, 0);
  g_bytes_unref (largest);
  for (guint i = 0; i < G_N_ELEMENTS (pdfs); i++)
    pdfs[i] = make_pdf (i);
  measure ("20 plan images drawn small", thumbnails, bench, 0);
  measure ("  by themselves, without the decoder's process", thumbnails_here, bench, 0);
  measure ("PDF plan of 20000 lines, first look", first_look, bench, 0);
  measure ("PDF plan of 20000 lines, zoomed", zoom, bench, 0);
  for (guint i = 0; i < G_N_ELEMENTS (pdfs); i++)
    g_bytes_unref (pdfs[i]);
}

/* --- One change ------------------------------------------------------------------------------- */

static DectSite *live;

static void
change_and_snapshot (Bench *bench)
{
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (live, DECT_KIND_RFP), 100);
  DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_item_get_record (item)));
  g_autoptr (DectSnapshot) snapshot = NULL;

  rfp->x_m = fmod (rfp->x_m + 0.1, BENCH_WIDTH_M);
  dect_history_put_one (dect_site_get_history (live), DECT_RECORD (rfp), "Move", "drag");
  snapshot = dect_site_snapshot (live);
  g_assert_nonnull (snapshot);
}

static void
large_site (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "large.handover", NULL);
  Bench bench = { .snapshot = bench_site_new (&bench_site_large), .path = path };
  GStatBuf info;

  measure ("save", save, &bench, 150);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  measure ("open: file to snapshot", open, &bench, 150);
  measure ("open: snapshot to site", open_into_site, &bench, 0);
  plan_images (&bench);
  live = dect_site_new_from_snapshot (bench.snapshot);
  measure ("one change and its snapshot", change_and_snapshot, &bench, 0);
  g_clear_object (&live);
  measure ("links", links, &bench, 0);
  measure ("chain", chain, &bench, 50);
  measure ("check, links and chain known", check, &bench, 20);
  measure ("CSV export, all files", export_csv, &bench, 0);
  measure ("CSV export and import into an empty site", import_csv, &bench, 0);
  measure ("sheets, all", sheets, &bench, 0);
  g_print ("%-52s %10.2f MB\n", "the file", (double) info.st_size / 1e6);

  dect_chain_unref (bench.chain);
  dect_links_unref (bench.links);
  dect_snapshot_unref (bench.snapshot);
  g_unlink (path);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-bench-XXXXXX", NULL);

  setlocale (LC_ALL, "C.UTF-8");
  g_assert_nonnull (folder);
  g_print ("%u floors, %u walls, %u base stations, %u handsets, plan images of %u kB\n",
           bench_site_large.n_floors, bench_site_large.n_walls, bench_site_large.n_rfps,
           bench_site_large.n_handsets, (guint) (bench_site_large.image_bytes / 1000));
  g_print ("%-52s %13s %13s %6s\n", "", "shortest", "mean", "runs");
  large_site (folder);
  g_rmdir (folder);
  return 0;
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the core takes for the main things an installer does, on a large site. Prints a table;
 * asserts nothing about time. */

#include "config.h"

#include "bench-site.h"

#include "check/dect-check.h"
#include "model/dect-history.h"
#include "radio/dect-coverage.h"
#include "radio/dect-propagation.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-scene.h"
#include "sheet/dect-sheet.h"
#include "store/dect-csv-export.h"
#include "store/dect-csv-import.h"
#include "store/dect-store.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

/* The plain loop visits each cell whose row and column are multiples of this. */
#define PLAIN_STEP 8

typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  char *path;
} Bench;

typedef void (*BenchStep) (Bench *bench);

/* Runs a step until half a second is over, three times at least, and prints the shortest. */
static double
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
  return best_ms;
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

/* --- Coverage --------------------------------------------------------------------------------- */

static const BenchSize one_floor = { .n_floors = 1, .n_walls = 1000, .n_rfps = 30 };
static const DectArea floor_area = { 0, 0, BENCH_WIDTH_M, BENCH_DEPTH_M };

static DectCoverage *
compute (DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  DectCoverage *coverage = dect_coverage_new_area (
      snapshot, dect_snapshot_floor (snapshot, 0)->head.id, 0.25, &floor_area, NULL, NULL, &error);

  g_assert_no_error (error);
  return coverage;
}

static void
coverage (Bench *bench)
{
  g_autoptr (DectCoverage) result = compute (bench->snapshot);

  g_assert_nonnull (result);
}

/* A wall's end belongs to one side only, and what touches an antenna is not in the way: as in the
 * product. */
static gboolean
meets (const DectWall *wall, double x1, double y1, double x2, double y2)
{
  double dx = x2 - x1, dy = y2 - y1;
  double ax = wall->x1_m - x1, ay = wall->y1_m - y1;
  double bx = wall->x2_m - x1, by = wall->y2_m - y1;
  double side_a = dx * ay - dy * ax, side_b = dx * by - dy * bx;
  double contact = DECT_SCENE_CONTACT_M / hypot (dx, dy);
  double t;

  if ((side_a >= 0) == (side_b >= 0))
    return FALSE;
  t = (ax * by - ay * bx) / (side_b - side_a);
  return t > contact && t < 1 - contact;
}

/* Level of one base station at one point: every wall is asked. */
static double
plain_level (DectSnapshot *snapshot, const DectRfp *rfp, double x_m, double y_m)
{
  DectRegion region = dect_snapshot_get_info (snapshot)->region;
  double rise_m = rfp->mount_m - dect_limit_value ("handset-height");
  double distance_m = sqrt ((rfp->x_m - x_m) * (rfp->x_m - x_m)
                            + (rfp->y_m - y_m) * (rfp->y_m - y_m) + rise_m * rise_m);
  double wall_db = 0;

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_WALL); i++)
    {
      const DectWall *wall = dect_snapshot_wall (snapshot, i);

      if (meets (wall, rfp->x_m, rfp->y_m, x_m, y_m))
        wall_db += dect_material_for_wall (wall->material)->loss_db;
    }
  return dect_rfp_eirp_dbm (rfp, region)
         - dect_propagation_multi_wall_db (dect_region_frequency_mhz (region), distance_m, wall_db,
                                           0);
}

/* Prints how fast the plain loop is and how far the product's levels are from its own. */
static void
plain_loop (DectSnapshot *snapshot, double product_rate)
{
  g_autoptr (DectCoverage) product = compute (snapshot);
  guint columns = dect_coverage_get_n_columns (product), rows = dect_coverage_get_n_rows (product);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  const float *best = dect_coverage_get_best (product);
  double cell_m = dect_coverage_get_cell (product), worst_db = 0, rate;
  guint64 n_links = 0, n_cells = 0, n_off = 0;
  gint64 start = g_get_monotonic_time ();

  for (guint row = 0; row < rows; row += PLAIN_STEP)
    for (guint column = 0; column < columns; column += PLAIN_STEP)
      {
        double level_dbm = -INFINITY, off_db;
        float ours = best[row * columns + column];

        for (guint i = 0; i < n_rfps; i++)
          level_dbm = fmax (level_dbm, plain_level (snapshot, dect_snapshot_rfp (snapshot, i),
                                                    (column + 0.5) * cell_m, (row + 0.5) * cell_m));
        n_links += n_rfps;
        n_cells++;
        if (isnan (ours) || level_dbm < DECT_COVERAGE_FLOOR_DBM)
          continue;
        off_db = fabs (level_dbm - ours);
        worst_db = fmax (worst_db, off_db);
        n_off += off_db > 0.01;
      }
  rate = (double) n_links / (double) (g_get_monotonic_time () - start);
  g_print ("%-52s %10.3f M links/s\n", "the plain loop, cells x walls (a sample of the cells)",
           rate);
  g_print ("%-52s %10.1f times\n", "coverage against the plain loop", product_rate / rate);
  g_print ("%-52s %10.5f dB; %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " cells over 0.01 dB\n",
           "largest difference of the best level", worst_db, n_off, n_cells);
}

static void
one_floor_coverage (void)
{
  Bench bench = { .snapshot = bench_site_new (&one_floor) };
  double n_links = BENCH_WIDTH_M * 4 * BENCH_DEPTH_M * 4 * one_floor.n_rfps;
  double ms = measure ("coverage 120 x 80 m, 0.25 m, 30 RFPs, 1000 walls", coverage, &bench, 0);

  g_print ("%-52s %10.3f M links/s                  goal 200 M links/s\n", "that is",
           n_links / ms / 1000);
  plain_loop (bench.snapshot, n_links / ms / 1000);
  dect_snapshot_unref (bench.snapshot);
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
  one_floor_coverage ();
  g_rmdir (folder);
  return 0;
}

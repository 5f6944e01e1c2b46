/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How fast a floor's coverage is computed, beside what others do and beside the memory's own limit;
 * how that grows; what a drag costs; what layers take. Prints tables; asserts nothing about time.
 */

#include "config.h"

#include "bench-peers.h"
#include "bench-site.h"

#include "chain/dect-chain.h"
#include "model/dect-history.h"
#include "radio/dect-layer.h"
#include "radio/dect-links.h"
#include "radio/dect-workers.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define CELL_M 0.25

/* The plain loop visits each cell whose row and column are multiples of this. */
#define PLAIN_STEP 8

/* What a person draws on. */
#define SNAP_M 0.5

/* Pieces in which memory is filled. */
#define FILL_JOBS 16

static const DectArea floor_area = { 0, 0, BENCH_WIDTH_M, BENCH_DEPTH_M };
static const BenchSize one_floor = { .n_floors = 1, .n_walls = 1000, .n_rfps = 30 };

/* --- Measuring -------------------------------------------------------------------------------- */

typedef void (*Step) (gpointer data);

/* Shortest of as many runs as fit into a second, three at least, ms. */
static double
measure (Step step, gpointer data)
{
  double best_ms = INFINITY, all_ms = 0;

  for (guint n = 0; n < 3 || (all_ms < 1000 && n < 200); n++)
    {
      gint64 start = g_get_monotonic_time ();
      double ms;

      step (data);
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      best_ms = fmin (best_ms, ms);
      all_ms += ms;
    }
  return best_ms;
}

/* One floor with all there is to be measured about it. */
typedef struct
{
  DectSnapshot *snapshot;
  DectScene *scene;
  guint32 floor;
  DectRaster raster;
  DectCoverage *coverage;
  DectLinks *links;
  gint16 *loss;
  double *best_dbm;
  guint8 *memory;
  BenchPeer peer;
  guint step;
  guint64 n_links;
} Bench;

static void
bench_init (Bench *bench, DectSnapshot *snapshot)
{
  *bench = (Bench){ .snapshot = snapshot, .step = 1 };
  bench->scene = dect_scene_new (bench->snapshot);
  bench->floor = dect_snapshot_floor (bench->snapshot, 0)->head.id;
  bench->raster = (DectRaster){ 0, floor_area, CELL_M, (guint) (BENCH_WIDTH_M / CELL_M),
                                (guint) (BENCH_DEPTH_M / CELL_M) };
  bench->loss = g_new (gint16, (gsize) bench->raster.columns * bench->raster.rows);
  bench->best_dbm = g_new (double, (gsize) bench->raster.columns * bench->raster.rows);
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->coverage, dect_coverage_unref);
  g_clear_pointer (&bench->links, dect_links_unref);
  dect_scene_free (bench->scene);
  dect_snapshot_unref (bench->snapshot);
  g_free (bench->loss);
  g_free (bench->best_dbm);
  g_free (bench->memory);
}

static double
n_links_of (const Bench *bench)
{
  return (double) bench->raster.columns * bench->raster.rows * bench->scene->n_rfps;
}

static void
coverage_step (gpointer data)
{
  Bench *bench = data;
  g_autoptr (DectCoverage) coverage = dect_coverage_new_area (bench->snapshot, bench->floor, CELL_M,
                                                              &floor_area, NULL, NULL, NULL);

  g_assert_nonnull (coverage);
}

static void
layer_cb (guint job, guint worker, gpointer data)
{
  Bench *bench = data;
  DectLayerScratch *scratch = dect_layer_scratch_new ();
  g_autofree gint16 *loss = g_new (gint16, (gsize) bench->raster.columns * bench->raster.rows);

  dect_layer_fill (bench->scene, &bench->scene->rfps[job].at, &bench->raster, DECT_LAYER_BY_SHADOWS,
                   0, bench->raster.rows, scratch, loss, NULL);
  dect_layer_scratch_free (scratch);
}

static void
layers_step (gpointer data)
{
  dect_workers_run (((Bench *) data)->scene->n_rfps, layer_cb, data, NULL);
}

/* Memory is written as the layers and rasters of a coverage are, with nothing computed. */
#define RASTER_BYTES (3 * sizeof (float) + sizeof (gint16) + sizeof (guint8))

static void
fill_cb (guint job, guint worker, gpointer data)
{
  Bench *bench = data;
  gsize n = (gsize) bench->raster.columns * bench->raster.rows;
  gsize share = (n * sizeof (gint16) * bench->scene->n_rfps + n * RASTER_BYTES) / FILL_JOBS;

  memset (bench->memory + job * share, (int) job + 1, share);
  /* Keeps the compiler from leaving out what nobody reads. */
  __asm__ volatile("" : : "r"(bench->memory) : "memory");
}

static void
fill_step (gpointer data)
{
  dect_workers_run (FILL_JOBS, fill_cb, data, NULL);
}

static void
peer_step (gpointer data)
{
  Bench *bench = data;

  bench->n_links = bench_peer_run (bench->peer, bench->scene, CELL_M, &floor_area, bench->step,
                                   bench->best_dbm);
}

/* Every 32nd row: it takes long. */
static void
walk_cb (guint job, guint worker, gpointer data)
{
  Bench *bench = data;
  DectLayerScratch *scratch = dect_layer_scratch_new ();
  g_autofree gint16 *loss = g_new (gint16, bench->raster.columns);

  for (guint row = 0; row < bench->raster.rows; row += 32)
    dect_layer_fill (bench->scene, &bench->scene->rfps[job].at, &bench->raster,
                     DECT_LAYER_BY_WALKING, row, row + 1, scratch, loss, NULL);
  dect_layer_scratch_free (scratch);
}

static void
walk_step (gpointer data)
{
  dect_workers_run (((Bench *) data)->scene->n_rfps, walk_cb, data, NULL);
}

/* --- One floor -------------------------------------------------------------------------------- */

static double plain_rate;

static void
print_rate (const char *what, guint n_workers, double ms, double n_links, const char *remark)
{
  double rate = n_links / ms / 1000;

  if (plain_rate == 0)
    plain_rate = rate;
  g_print ("%-54s %5u %10.2f %12.1f %9.1f   %s\n", what, n_workers, ms, rate, rate / plain_rate,
           remark);
}

static void
print_difference (Bench *bench)
{
  g_autoptr (DectCoverage) coverage = dect_coverage_new_area (bench->snapshot, bench->floor, CELL_M,
                                                              &floor_area, NULL, NULL, NULL);
  const float *best = dect_coverage_get_best (coverage);
  double worst_db = 0;
  guint n = 0;

  bench->peer = BENCH_PLAIN;
  bench->step = PLAIN_STEP;
  peer_step (bench);
  for (guint row = 0; row < bench->raster.rows; row += PLAIN_STEP)
    for (guint column = 0; column < bench->raster.columns; column += PLAIN_STEP)
      worst_db = fmax (worst_db, fabs (bench->best_dbm[n++]
                                       - (double) best[row * bench->raster.columns + column]));
  g_print (
      "Largest difference of the best level between product and plain loop on %u cells: %.4f dB"
      " (packing: 0.005 dB)\n",
      n, worst_db);
}

static void
snap (double *place_m)
{
  *place_m = rint (*place_m / SNAP_M) * SNAP_M;
}

/* The same floor as people draw it: on round numbers. Then many borders of shadows pass right
 * through the middles of cells. */
static DectSnapshot *
make_round (void)
{
  g_autoptr (DectSnapshot) site = bench_site_new (&one_floor);
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    for (guint i = 0; i < dect_snapshot_count (site, kind); i++)
      {
        DectRecord *record = dect_record_copy (dect_snapshot_records (site, kind, NULL)[i]);

        if (kind == DECT_KIND_WALL)
          {
            snap (&DECT_WALL (record)->x1_m);
            snap (&DECT_WALL (record)->y1_m);
            snap (&DECT_WALL (record)->x2_m);
            snap (&DECT_WALL (record)->y2_m);
          }
        if (kind == DECT_KIND_RFP)
          {
            snap (&DECT_RFP (record)->x_m);
            snap (&DECT_RFP (record)->y_m);
          }
        dect_snapshot_builder_add (builder, record);
      }
  return dect_snapshot_builder_end (builder);
}

static void
compare_on_one_floor (void)
{
  Bench bench, round;
  double n_links;

  bench_init (&bench, bench_site_new (&one_floor));
  bench_init (&round, make_round ());
  n_links = n_links_of (&bench);
  g_print ("120 x 80 m, cells of 0.25 m, %u walls, %u base stations: %.1f M links\n",
           bench.scene->storeys[0].walls.n, bench.scene->n_rfps, n_links / 1e6);
  g_print ("%-54s %5s %10s %12s %9s\n", "", "cores", "ms", "M links/s", "ratio");
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      bench.peer = BENCH_PLAIN;
      bench.step = PLAIN_STEP;
      print_rate ("plain loop, cells x walls", n,
                  measure (peer_step, &bench) * n_links / (double) bench.n_links, n_links,
                  "every 8th row and column, time of all of them");
    }
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      print_rate ("dect_scene_walk(), path by path", n,
                  measure (walk_step, &bench) * bench.raster.rows / ((bench.raster.rows + 31) / 32),
                  n_links, "every 32nd row, time of all of them");
    }
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      bench.peer = BENCH_GRID;
      bench.step = 1;
      print_rate ("uniform grid, DDA, early out, as peers do", n, measure (peer_step, &bench),
                  n_links, "only the best level is exact");
    }
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      print_rate ("product: scene, layers, best to third, server, count", n,
                  measure (coverage_step, &bench), n_links, n == 2 ? "goal 200 M links/s" : "");
    }
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      print_rate ("product, the same floor drawn on round numbers", n,
                  measure (coverage_step, &round), n_links, "all places multiples of 0.5 m");
    }
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      print_rate ("product: layers alone", n, measure (layers_step, &bench), n_links, "");
    }
  bench.memory = g_malloc ((gsize) (n_links * sizeof (gint16))
                           + (gsize) bench.raster.columns * bench.raster.rows * RASTER_BYTES);
  for (guint n = 1; n <= 2; n++)
    {
      dect_workers_set_n (n);
      print_rate ("writing layers and rasters, nothing computed", n, measure (fill_step, &bench),
                  n_links, "the memory's own limit");
    }
  dect_workers_set_n (0);
  print_difference (&bench);
  print_difference (&round);
  bench_clear (&bench);
  bench_clear (&round);
}

/* --- Growth ----------------------------------------------------------------------------------- */

static void
print_growth (const char *what, guint n_walls, guint n_rfps)
{
  BenchSize size = { .n_floors = 1, .n_walls = n_walls, .n_rfps = n_rfps };
  Bench bench;
  double one_ms, two_ms;

  bench_init (&bench, bench_site_new (&size));
  dect_workers_set_n (1);
  one_ms = measure (coverage_step, &bench);
  dect_workers_set_n (2);
  two_ms = measure (coverage_step, &bench);
  dect_workers_set_n (0);
  g_print ("%-16s %8u %8u %12.2f %12.2f %12.1f %14.2f\n", what, n_walls, n_rfps, one_ms, two_ms,
           n_links_of (&bench) / two_ms / 1000, one_ms * 1000 / n_rfps);
  bench_clear (&bench);
}

static void
growth (void)
{
  static const guint walls[] = { 100, 300, 1000, 3000, 10000, 20000 };
  static const guint rfps[] = { 1, 10, 30, 100, 254 };

  g_print ("\n%-16s %8s %8s %12s %12s %12s %14s\n", "Growth", "walls", "RFPs", "1 core, ms",
           "2 cores, ms", "M links/s", "1 core, us/RFP");
  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    print_growth (i == 0 ? "with walls" : "", walls[i], 30);
  for (guint i = 0; i < G_N_ELEMENTS (rfps); i++)
    print_growth (i == 0 ? "with RFPs" : "", 1000, rfps[i]);
}

/* --- Drag ------------------------------------------------------------------------------------- */

/* A site in a person's hands, and what was computed of it last. */
typedef struct
{
  DectSite *site;
  DectSnapshot *snapshot;
  guint32 floor;
  DectScene *scene;
  DectCoverage *coverage;
  DectLinks *links;
  DectChain *chain;
} Drag;

static void
move_step (gpointer data)
{
  Drag *drag = data;
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (drag->site, DECT_KIND_RFP), 7);
  DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_item_get_record (item)));

  rfp->x_m = fmod (rfp->x_m + 0.31, BENCH_WIDTH_M);
  dect_history_put_one (dect_site_get_history (drag->site), DECT_RECORD (rfp), "Move", "drag");
  g_clear_pointer (&drag->snapshot, dect_snapshot_unref);
  drag->snapshot = dect_site_snapshot (drag->site);
}

static void
scene_step (gpointer data)
{
  Drag *drag = data;
  DectScene *scene = dect_scene_new_from (drag->snapshot, drag->scene);

  dect_scene_free (drag->scene);
  drag->scene = scene;
}

static void
cover_step (gpointer data)
{
  Drag *drag = data;
  DectCoverage *coverage = dect_coverage_new_area (drag->snapshot, drag->floor, CELL_M, &floor_area,
                                                   drag->coverage, NULL, NULL);

  g_clear_pointer (&drag->coverage, dect_coverage_unref);
  drag->coverage = coverage;
}

static void
links_step (gpointer data)
{
  Drag *drag = data;
  DectLinks *links = dect_links_new_from (drag->snapshot, drag->links, NULL, NULL);

  g_clear_pointer (&drag->links, dect_links_unref);
  drag->links = links;
}

static void
chain_step (gpointer data)
{
  Drag *drag = data;

  g_clear_pointer (&drag->chain, dect_chain_unref);
  drag->chain = dect_chain_new (drag->snapshot, drag->links);
}

static void
picture_step (gpointer data)
{
  Drag *drag = data;

  cairo_surface_destroy (dect_coverage_to_surface (drag->coverage, DECT_COVERAGE_VIEW_BEST));
}

static void
move_and_cover_step (gpointer data)
{
  move_step (data);
  cover_step (data);
}

static void
move_and_link_step (gpointer data)
{
  move_step (data);
  links_step (data);
}

static void
move_and_scene_step (gpointer data)
{
  move_step (data);
  scene_step (data);
}

static void
whole_step (gpointer data)
{
  move_step (data);
  cover_step (data);
  links_step (data);
  chain_step (data);
}

static void
print_drag (const char *what, const BenchSize *size)
{
  g_autoptr (DectSnapshot) snapshot = bench_site_new (size);
  Drag drag = { .site = dect_site_new_from_snapshot (snapshot) };
  double move_ms, combine_ms;

  drag.floor = dect_snapshot_floor (snapshot, 0)->head.id;
  drag.snapshot = dect_site_snapshot (drag.site);
  whole_step (&drag);
  g_print ("\n%s\n", what);
  move_ms = measure (move_step, &drag);
  cover_step (&drag);
  combine_ms = measure (cover_step, &drag);
  g_print ("%-54s %10.3f ms\n", "the change and its snapshot", move_ms);
  g_print ("%-54s %10.3f ms\n", "scene", measure (move_and_scene_step, &drag) - move_ms);
  g_print ("%-54s %10.3f ms\n", "its layer",
           measure (move_and_cover_step, &drag) - move_ms - combine_ms);
  g_print ("%-54s %10.3f ms\n", "combination of all layers, with its scene", combine_ms);
  g_print ("%-54s %10.3f ms\n", "links, with their scene",
           measure (move_and_link_step, &drag) - move_ms);
  g_print ("%-54s %10.3f ms\n", "chain", measure (chain_step, &drag));
  g_print ("%-54s %10.3f ms%s\n", "together, one after the other", measure (whole_step, &drag),
           size->n_floors == 1 ? "   goal 8 ms" : "");
  g_print ("%-54s %10.3f ms\n", "picture for the screen", measure (picture_step, &drag));

  g_clear_pointer (&drag.coverage, dect_coverage_unref);
  g_clear_pointer (&drag.links, dect_links_unref);
  g_clear_pointer (&drag.chain, dect_chain_unref);
  g_clear_pointer (&drag.snapshot, dect_snapshot_unref);
  dect_scene_free (drag.scene);
  g_object_unref (drag.site);
}

/* --- Failures --------------------------------------------------------------------------------- */

static void
print_failures (const char *what, const BenchSize *size)
{
  g_autoptr (DectSnapshot) snapshot = bench_site_new (size);
  guint32 floor = dect_snapshot_floor (snapshot, size->n_floors / 2)->head.id;
  g_autoptr (DectCoverage) coverage
      = dect_coverage_new_area (snapshot, floor, CELL_M, &floor_area, NULL, NULL, NULL);
  gint64 start = g_get_monotonic_time ();
  double first_ms, all_ms, worst[2] = { 1, 1 };
  guint n = 0;

  dect_coverage_share_without (coverage, NULL, 0, -65.0);
  first_ms = (double) (g_get_monotonic_time () - start) / 1000;
  start = g_get_monotonic_time ();
  for (guint a = 0; a < size->n_rfps; a++)
    for (guint b = a; b < size->n_rfps; b++, n++)
      worst[a != b] = fmin (worst[a != b],
                            dect_coverage_share_without (coverage, (guint[]){ a, b }, 2, -65.0));
  all_ms = (double) (g_get_monotonic_time () - start) / 1000;
  g_print ("%-54s %10.2f ms, then all %u single and double failures %.2f ms (at worst %.0f %% and "
           "%.0f %% of %.0f %% left)\n",
           what, first_ms, n, all_ms, 100 * worst[0], 100 * worst[1],
           100 * dect_coverage_get_share (coverage, -65.0));
}

/* --- Memory ----------------------------------------------------------------------------------- */

static void
memory (void)
{
  BenchSize size = bench_site_large;
  g_autoptr (DectSnapshot) snapshot = NULL;
  gsize all = 0, largest = 0;
  double slowest_ms = 0, all_ms = 0;

  size.image_bytes = 0;
  snapshot = bench_site_new (&size);
  for (guint i = 0; i < size.n_floors; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (DectCoverage) coverage
          = dect_coverage_new_area (snapshot, dect_snapshot_floor (snapshot, i)->head.id, CELL_M,
                                    &floor_area, NULL, NULL, NULL);
      double ms = (double) (g_get_monotonic_time () - start) / 1000;

      largest = MAX (largest, dect_coverage_get_layers_size (coverage));
      all += dect_coverage_get_layers_size (coverage);
      slowest_ms = fmax (slowest_ms, ms);
      all_ms += ms;
    }
  g_print ("\nLayers of %u base stations on %u floors with %u walls\n", size.n_rfps, size.n_floors,
           size.n_walls);
  g_print ("%-54s %10.1f MB                goal 200 MB\n", "the floor looked at, at most",
           (double) largest / 1e6);
  g_print ("%-54s %10.1f MB\n", "all floors, were they kept at once", (double) all / 1e6);
  g_print ("%-54s %10.1f MB\n", "without leaving out what nothing reaches",
           2e-6 * size.n_rfps * size.n_floors * BENCH_WIDTH_M * BENCH_DEPTH_M / CELL_M / CELL_M);
  g_print ("%-54s %10.1f ms, all floors %.0f ms\n", "coverage of a floor from nothing, at most",
           slowest_ms, all_ms);
}

int
main (void)
{
  BenchSize large = bench_site_large;

  large.image_bytes = 0;
  setlocale (LC_ALL, "C.UTF-8");
  compare_on_one_floor ();
  growth ();
  print_drag ("One base station dragged on that floor", &one_floor);
  print_drag ("One base station dragged on a site of 254, 20 floors, 20 000 walls", &large);
  g_print ("\nArea at -65 dBm left when base stations fail\n");
  print_failures ("30 base stations on that floor: first question", &one_floor);
  print_failures ("254 base stations, floor 10 of 20: first question", &large);
  memory ();
  return 0;
}

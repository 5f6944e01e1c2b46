/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-coverage.h"
#include "radio/dect-radio-data.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <string.h>

/* Three RFPs on a drawn ground floor, one above; a wall of concrete between the first two. */
static DectSnapshot *
make_site (double third_x_m, gboolean more_walls, guint32 *floor)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 upper;

  *floor = site_add_floor (builder, building, 0, "office", NULL);
  upper = site_add_floor (builder, building, 1, "office", NULL);
  site_add_wall (builder, *floor, 0, 0, 40, 0, "concrete-15");
  site_add_wall (builder, *floor, 40, 0, 40, 20, "concrete-15");
  site_add_wall (builder, *floor, 40, 20, 0, 20, "concrete-15");
  site_add_wall (builder, *floor, 0, 20, 0, 0, "concrete-15");
  site_add_wall (builder, *floor, 20, 0, 20, 20, "concrete-15");
  if (more_walls)
    site_add_wall (builder, *floor, 0, 10, 40, 10, "brick-24");
  site_add_rfp (builder, 1, *floor, 5.3, 5.2);
  site_add_rfp (builder, 2, *floor, 35.1, 5.4);
  site_add_rfp (builder, 3, *floor, third_x_m, 15.2);
  site_add_rfp (builder, 4, upper, 20.3, 10.1);
  return dect_snapshot_builder_end (builder);
}

static DectCoverage *
cover (DectSnapshot *snapshot, guint32 floor, DectCoverage *previous)
{
  g_autoptr (GError) error = NULL;
  static const DectArea area = { -2.0, -2.0, 42.0, 22.0 };
  DectCoverage *coverage
      = dect_coverage_new_area (snapshot, floor, 0.5, &area, previous, NULL, &error);

  g_assert_no_error (error);
  return coverage;
}

static gsize
n_cells (DectCoverage *coverage)
{
  return (gsize) dect_coverage_get_n_columns (coverage) * dect_coverage_get_n_rows (coverage);
}

static void
test_raster (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCoverage) coverage = dect_coverage_new (snapshot, floor, 0.5, NULL, &error);
  const DectArea *area;

  g_assert_no_error (error);
  area = dect_coverage_get_area (coverage);
  g_assert_cmpfloat_with_epsilon (area->x1_m, -5.0,
                                  1e-9); /* 10 m around the third RFP, the first in y */
  g_assert_cmpfloat_with_epsilon (area->y1_m, -4.8, 1e-9);
  g_assert_cmpfloat (area->x2_m, >=, 45.1 - 1e-9);
  g_assert_cmpfloat (area->x2_m, <, 45.6);
  g_assert_cmpuint (dect_coverage_get_n_columns (coverage), ==,
                    (guint) ceil ((45.1 + 5.0) / 0.5 - 1e-9));
  g_assert_cmpuint (dect_coverage_get_floor (coverage), ==, floor);
  g_assert_cmpuint (dect_coverage_get_n_layers_computed (coverage), ==, 4);
}

/* Each cell holds what dect_coverage_at() says of its middle. */
static void
test_cells (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  guint columns = dect_coverage_get_n_columns (coverage);

  g_assert_cmpuint (columns, ==, 88);
  g_assert_cmpuint (dect_coverage_get_n_rows (coverage), ==, 48);
  for (gsize i = 0; i < n_cells (coverage); i += 37)
    {
      g_autoptr (GError) error = NULL;
      double x_m = -2.0 + ((double) (i % columns) + 0.5) * 0.5;
      double y_m = -2.0 + ((double) (i / columns) + 0.5) * 0.5;
      g_autoptr (GArray) levels = dect_coverage_at (snapshot, floor, x_m, y_m, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (levels->len, ==, 4);
      g_assert_cmpfloat_with_epsilon ((double) dect_coverage_get_best (coverage)[i],
                                      g_array_index (levels, DectLevelAt, 0).level_dbm, 0.01);
      g_assert_cmpfloat_with_epsilon ((double) dect_coverage_get_second (coverage)[i],
                                      g_array_index (levels, DectLevelAt, 1).level_dbm, 0.01);
      g_assert_cmpfloat_with_epsilon ((double) dect_coverage_get_third (coverage)[i],
                                      g_array_index (levels, DectLevelAt, 2).level_dbm, 0.01);
      g_assert_cmpint (dect_coverage_get_server (coverage)[i], ==,
                       g_array_index (levels, DectLevelAt, 0).rfp);
    }
}

/* 20 m beside an RFP mounted at the handset's height, one wall of 9 dB between: 24 - 64.0 - 9 dBm.
 */
static void
test_at (void)
{
  guint32 floor;
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectRfp *rfp = dect_rfp_new ();

  floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  site_add_wall (builder, floor, 10, -5, 10, 5, "concrete-15");
  rfp->floor = floor;
  rfp->x_m = rfp->y_m = 0.0;
  rfp->mount_m = 1.2;
  dect_snapshot_builder_add (builder, DECT_RECORD (rfp));

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (GArray) levels = dect_coverage_at (snapshot, floor, 20.0, 0.0, NULL);
  guint n;

  g_assert_cmpuint (levels->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (levels, DectLevelAt, 0).level_dbm,
                                  24.0 - 64.0 - 9.0, 0.0501);
  dect_path_get_crossings (g_array_index (levels, DectLevelAt, 0).path, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_monotony (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) open = make_site (5.0, FALSE, &floor);
  g_autoptr (DectSnapshot) walled = make_site (5.0, TRUE, &floor);
  g_autoptr (DectSnapshot) fewer = make_site (NAN, FALSE, &floor);
  g_autoptr (DectCoverage) before = cover (open, floor, NULL);
  g_autoptr (DectCoverage) after = cover (walled, floor, NULL);
  g_autoptr (DectCoverage) without = cover (fewer, floor, NULL);
  guint n_lower = 0;

  for (gsize i = 0; i < n_cells (before); i++)
    {
      g_assert_cmpfloat ((double) dect_coverage_get_best (after)[i], <=,
                         (double) dect_coverage_get_best (before)[i]);
      g_assert_cmpfloat ((double) dect_coverage_get_best (without)[i], <=,
                         (double) dect_coverage_get_best (before)[i]);
      g_assert_cmpfloat ((double) dect_coverage_get_second (before)[i], <=,
                         (double) dect_coverage_get_best (before)[i]);
      n_lower += dect_coverage_get_best (after)[i] < dect_coverage_get_best (before)[i];
    }
  g_assert_cmpuint (n_lower, >, 0);
  g_assert_cmpfloat (dect_coverage_get_share (after, -55.0), <,
                     dect_coverage_get_share (before, -55.0));
  g_assert_cmpfloat (dect_coverage_get_share (before, -200.0), ==, 1.0);
}

/* A drag costs one layer and gives the same bits as starting anew; a wall costs all. */
static void
test_drag (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) open = make_site (5.0, FALSE, &floor);
  g_autoptr (DectSnapshot) dragged = make_site (9.0, FALSE, &floor);
  g_autoptr (DectSnapshot) walled = make_site (9.0, TRUE, &floor);
  g_autoptr (DectCoverage) first = cover (open, floor, NULL);
  g_autoptr (DectCoverage) second = cover (dragged, floor, first);
  g_autoptr (DectCoverage) anew = cover (dragged, floor, NULL);
  g_autoptr (DectCoverage) third = cover (walled, floor, second);
  gsize n = n_cells (second);

  g_assert_cmpuint (dect_coverage_get_n_layers_computed (second), ==, 1);
  g_assert_cmpuint (dect_coverage_get_n_layers_computed (third), ==, 4);
  g_assert_cmpmem (dect_coverage_get_best (second), n * sizeof (float),
                   dect_coverage_get_best (anew), n * sizeof (float));
  g_assert_cmpmem (dect_coverage_get_second (second), n * sizeof (float),
                   dect_coverage_get_second (anew), n * sizeof (float));
  g_assert_cmpmem (dect_coverage_get_server (second), n * sizeof (gint16),
                   dect_coverage_get_server (anew), n * sizeof (gint16));
}

static void
test_errors (void)
{
  static const struct
  {
    double cell_m;
    gboolean right_floor;
    DectArea area;
    DectCoverageError code;
  } cases[] = {
    { 0.5, FALSE, { 0, 0, 10, 10 }, DECT_COVERAGE_ERROR_FLOOR },
    { 0.0, TRUE, { 0, 0, 10, 10 }, DECT_COVERAGE_ERROR_CELL },
    { -1.0, TRUE, { 0, 0, 10, 10 }, DECT_COVERAGE_ERROR_CELL },
    { NAN, TRUE, { 0, 0, 10, 10 }, DECT_COVERAGE_ERROR_CELL },
    { 1000.0, TRUE, { 0, 0, 10, 10 }, DECT_COVERAGE_ERROR_CELL },
    { 0.5, TRUE, { 0, 0, 0, 10 }, DECT_COVERAGE_ERROR_SIZE },
    { 0.5, TRUE, { 10, 10, 0, 0 }, DECT_COVERAGE_ERROR_SIZE },
    { 0.5, TRUE, { NAN, 0, 10, 10 }, DECT_COVERAGE_ERROR_SIZE },
    { 0.5, TRUE, { 0, 0, INFINITY, 10 }, DECT_COVERAGE_ERROR_SIZE },
    { 0.5, TRUE, { 0, 0, 1e6, 10 }, DECT_COVERAGE_ERROR_SIZE },
    { 0.05, TRUE, { 0, 0, 1000, 1000 }, DECT_COVERAGE_ERROR_SIZE },
  };
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint32 id = cases[i].right_floor ? floor : dect_snapshot_rfp (snapshot, 0)->head.id;

      g_assert_null (dect_coverage_new_area (snapshot, id, cases[i].cell_m, &cases[i].area, NULL,
                                             NULL, &error));
      g_assert_error (error, DECT_COVERAGE_ERROR, (gint) cases[i].code);
    }
}

static void
test_empty (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) point_error = NULL;
  g_autoptr (DectCoverage) coverage = NULL;

  g_assert_null (dect_coverage_new (snapshot, floor, 1.0, NULL, &error));
  g_assert_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_EMPTY);
  coverage = cover (snapshot, floor, NULL);
  g_assert_true (isnan (dect_coverage_get_best (coverage)[0]));
  g_assert_cmpint (dect_coverage_get_server (coverage)[0], ==, -1);
  g_assert_null (dect_coverage_at (snapshot, floor, NAN, 0.0, &point_error));
  g_assert_error (point_error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_SIZE);
}

static void
test_cancelled (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dect_coverage_new (snapshot, floor, 0.5, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_csv (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  g_autoptr (GBytes) bytes = dect_coverage_to_csv (coverage, snapshot);
  g_autoptr (GBytes) again = dect_coverage_to_csv (coverage, snapshot);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) fields = g_strsplit (lines[1], ",", -1);

  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpstr (lines[0], ==, "x_m,y_m,best_dbm,rfp,second_dbm,third_dbm,count,band");
  g_assert_cmpuint (g_strv_length (lines), ==, n_cells (coverage) + 2);
  g_assert_cmpuint (g_strv_length (fields), ==, 8);
  g_assert_cmpstr (fields[0], ==, "-1.750");
  g_assert_cmpstr (fields[3], ==, "1");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (fields[2], NULL),
                                  (double) dect_coverage_get_best (coverage)[0], 0.0501);
}

static void
test_picture (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, FALSE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  g_autoptr (GBytes) png = dect_coverage_to_png (coverage, DECT_COVERAGE_VIEW_BEST);
  cairo_surface_t *surface = dect_coverage_to_surface (coverage, DECT_COVERAGE_VIEW_BEST);

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 88);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 48);
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
  cairo_surface_destroy (surface);
}

static void
test_colors (void)
{
  double strong[4], weak[4], gone[4], nothing[4], fading[4];

  dect_coverage_color (-40.0, strong);
  dect_coverage_color (-80.0, weak);
  dect_coverage_color (-85.0, fading);
  dect_coverage_color (-95.0, gone);
  dect_coverage_color (NAN, nothing);
  g_assert_cmpfloat (strong[1], >, strong[0]); /* green */
  g_assert_cmpfloat (weak[0], >, weak[1]);     /* orange */
  g_assert_cmpfloat (strong[3], <=, 0.5);
  g_assert_cmpfloat (fading[3], <, weak[3]);
  g_assert_cmpfloat (fading[3], >, 0.0);
  g_assert_cmpfloat (gone[3], ==, 0.0);
  g_assert_cmpfloat (nothing[3], ==, 0.0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/coverage/raster", test_raster);
  g_test_add_func ("/radio/coverage/cells", test_cells);
  g_test_add_func ("/radio/coverage/at", test_at);
  g_test_add_func ("/radio/coverage/monotony", test_monotony);
  g_test_add_func ("/radio/coverage/drag", test_drag);
  g_test_add_func ("/radio/coverage/errors", test_errors);
  g_test_add_func ("/radio/coverage/empty", test_empty);
  g_test_add_func ("/radio/coverage/cancelled", test_cancelled);
  g_test_add_func ("/radio/coverage/csv", test_csv);
  g_test_add_func ("/radio/coverage/picture", test_picture);
  g_test_add_func ("/radio/coverage/colors", test_colors);

  return g_test_run ();
}

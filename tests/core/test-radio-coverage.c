/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-coverage.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-workers.h"

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

static void
assert_same_bits (DectCoverage *one, DectCoverage *two)
{
  gsize n = n_cells (one);

  g_assert_cmpuint (n, ==, n_cells (two));
  g_assert_cmpmem (dect_coverage_get_best (one), n * sizeof (float), dect_coverage_get_best (two),
                   n * sizeof (float));
  g_assert_cmpmem (dect_coverage_get_second (one), n * sizeof (float),
                   dect_coverage_get_second (two), n * sizeof (float));
  g_assert_cmpmem (dect_coverage_get_third (one), n * sizeof (float), dect_coverage_get_third (two),
                   n * sizeof (float));
  g_assert_cmpmem (dect_coverage_get_server (one), n * sizeof (gint16),
                   dect_coverage_get_server (two), n * sizeof (gint16));
  g_assert_cmpmem (dect_coverage_get_count (one), n, dect_coverage_get_count (two), n);
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

  g_assert_cmpuint (dect_coverage_get_n_layers_computed (second), ==, 1);
  g_assert_cmpuint (dect_coverage_get_n_layers_computed (third), ==, 4);
  assert_same_bits (second, anew);
}

/* One thread does a layer at once, several share it by rows. */
static void
test_threads (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, TRUE, &floor);
  g_autoptr (DectCoverage) usual = cover (snapshot, floor, NULL);

  for (guint n = 1; n <= 7; n += 2)
    {
      g_autoptr (DectCoverage) coverage = NULL;

      dect_workers_set_n (n);
      coverage = cover (snapshot, floor, NULL);
      assert_same_bits (usual, coverage);
    }
  dect_workers_set_n (0);
}

/* Layers hold losses: another power needs none anew and moves the level by its decibels. */
static void
test_power (void)
{
  g_autoptr (DectCoverage) full = NULL;
  g_autoptr (DectCoverage) low = NULL;

  for (guint i = 0; i < 2; i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor
          = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
      DectRfp *rfp = dect_rfp_new ();
      DectCoverage **coverage = i == 0 ? &full : &low;
      g_autoptr (DectSnapshot) snapshot = NULL;

      rfp->floor = floor;
      rfp->x_m = rfp->y_m = 4.1;
      rfp->power_mw = i == 0 ? 250.0 : 25.0;
      dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
      snapshot = dect_snapshot_builder_end (builder);
      *coverage = cover (snapshot, floor, full);
    }
  g_assert_cmpuint (dect_coverage_get_n_layers_computed (full), ==, 1);
  g_assert_cmpuint (dect_coverage_get_n_layers_computed (low), ==, 0);
  for (gsize i = 0; i < n_cells (full); i++)
    g_assert_cmpfloat_with_epsilon ((double) dect_coverage_get_best (full)[i] - 10.0,
                                    (double) dect_coverage_get_best (low)[i], 0.0051);
}

/* Three levels, how many reach the limit, and the bands, each from the levels of one point. */
static void
test_counts (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, TRUE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  double limit_dbm = dect_coverage_get_limit (coverage);
  guint columns = dect_coverage_get_n_columns (coverage);
  guint n_fewer = 0;

  g_assert_cmpfloat (limit_dbm, ==, -65.0);
  for (gsize i = 0; i < n_cells (coverage); i += 11)
    {
      g_autoptr (GArray) levels
          = dect_coverage_at (snapshot, floor, -2.0 + ((double) (i % columns) + 0.5) * 0.5,
                              -2.0 + ((double) (i / columns) + 0.5) * 0.5, NULL);
      guint least = 0, most = 0; /* a level this near to the limit may go either way */

      for (guint k = 0; k < levels->len; k++)
        {
          double level_dbm = g_array_index (levels, DectLevelAt, k).level_dbm;

          least += level_dbm >= limit_dbm + 0.01;
          most += level_dbm >= limit_dbm - 0.01;
        }
      g_assert_cmpuint (dect_coverage_get_count (coverage)[i], >=, least);
      g_assert_cmpuint (dect_coverage_get_count (coverage)[i], <=, most);
      n_fewer += most < levels->len;
      g_assert_cmpint ((double) dect_coverage_get_best (coverage)[i] >= limit_dbm, ==,
                       dect_coverage_get_count (coverage)[i] >= 1);
      g_assert_cmpint ((double) dect_coverage_get_third (coverage)[i] >= limit_dbm, ==,
                       dect_coverage_get_count (coverage)[i] >= 3);
    }
  g_assert_cmpuint (n_fewer, >, 0);
}

static void
test_shares (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, TRUE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  double sigma_db = dect_coverage_get_sigma (coverage);
  DectCoverageShares shares;

  g_assert_cmpfloat (sigma_db, ==, dect_limit_value ("sigma-walls"));
  dect_coverage_get_shares (coverage, -50.0, &shares);
  g_assert_cmpfloat (shares.reached, ==, dect_coverage_get_share (coverage, -50.0));
  g_assert_cmpfloat (shares.sure, ==, dect_coverage_get_share (coverage, -50.0 + sigma_db));
  g_assert_cmpfloat (shares.possible, ==, dect_coverage_get_share (coverage, -50.0 - sigma_db));
  g_assert_cmpfloat (shares.sure, <, shares.reached);
  g_assert_cmpfloat (shares.reached, <, shares.possible);
  g_assert_cmpfloat (shares.second, <, shares.reached);
  g_assert_cmpfloat (shares.second, >, 0.0);
  g_assert_cmpfloat (dect_coverage_get_share (coverage, NAN), ==, 0.0);
}

/* What the fit found wins, then the environment's figure where it predicts. */
static void
test_sigma (void)
{
  static const struct
  {
    const char *environment;
    double fit_db;
    double sigma_db;
  } cases[] = { { "hall", NAN, 7.0 }, { "office-13", NAN, 5.01 }, { "office", 3.4, 3.4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      DectSiteInfo *info = dect_site_info_new ();
      guint32 floor;
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectCoverage) coverage = NULL;

      info->fit_sigma_db = cases[i].fit_db;
      dect_snapshot_builder_add (builder, DECT_RECORD (info));
      floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0,
                              cases[i].environment, NULL);
      site_add_rfp (builder, 1, floor, 3.0, 4.0);
      snapshot = dect_snapshot_builder_end (builder);
      coverage = cover (snapshot, floor, NULL);
      g_assert_cmpfloat (dect_coverage_get_sigma (coverage), ==, cases[i].sigma_db);
    }
}

/* The same as a site in which these base stations are switched off. */
static void
test_without (void)
{
  static const guint sets[][2] = { { 0, 0 }, { 1, 1 }, { 0, 2 }, { 3, 1 }, { 2, 999 } };
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, TRUE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  guint n_less = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) fewer = NULL;
      g_autoptr (DectCoverage) wanted = NULL;

      for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
        for (guint k = 0; k < dect_snapshot_count (snapshot, kind); k++)
          {
            DectRecord *record = dect_record_copy (dect_snapshot_records (snapshot, kind, NULL)[k]);

            if (kind == DECT_KIND_RFP && (k == sets[i][0] || k == sets[i][1]))
              DECT_RFP (record)->dect_on = FALSE;
            dect_snapshot_builder_add (builder, record);
          }
      fewer = dect_snapshot_builder_end (builder);
      wanted = cover (fewer, floor, NULL);
      for (double limit_dbm = -75.0; limit_dbm < -40.0; limit_dbm += 2.5)
        {
          g_assert_cmpfloat (dect_coverage_share_without (coverage, sets[i], 2, limit_dbm), ==,
                             dect_coverage_get_share (wanted, limit_dbm));
          n_less += dect_coverage_get_share (wanted, limit_dbm)
                    < dect_coverage_get_share (coverage, limit_dbm);
        }
    }
  g_assert_cmpuint (n_less, >, 0);
  g_assert_cmpfloat (dect_coverage_share_without (coverage, NULL, 0, -60.0), ==,
                     dect_coverage_get_share (coverage, -60.0));
  g_assert_cmpfloat (dect_coverage_share_without (coverage, (guint[]){ 0, 1, 2, 3 }, 4, -200.0), ==,
                     0.0);
}

/* The plan of a generic floor, turned by a matrix (rows: what x and y become). */
static DectCoverage *
cover_turned (const double m[4])
{
  static const double walls[][4] = {
    { 1.13, 2.21, 30.37, 2.83 },   { 12.19, -3.07, 11.83, 17.41 }, { 4.71, 9.97, 27.53, 12.29 },
    { 21.07, 1.03, 24.91, 15.59 }, { 6.43, 5.17, 7.61, 14.23 },
  };
  static const double rfps[][2] = { { 3.319, 4.771 }, { 25.123, 8.457 }, { 14.939, 14.111 } };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  DectArea area = { -16.0, -16.0, 16.0, 16.0 };
  DectCoverage *coverage;

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      double x1 = walls[i][0] - 16.0, y1 = walls[i][1] - 8.0;
      double x2 = walls[i][2] - 16.0, y2 = walls[i][3] - 8.0;

      site_add_wall (builder, floor, m[0] * x1 + m[1] * y1, m[2] * x1 + m[3] * y1,
                     m[0] * x2 + m[1] * y2, m[2] * x2 + m[3] * y2, "concrete-15");
    }
  for (guint i = 0; i < G_N_ELEMENTS (rfps); i++)
    {
      double x = rfps[i][0] - 16.0, y = rfps[i][1] - 8.0;

      site_add_rfp (builder, (gint) i, floor, m[0] * x + m[1] * y, m[2] * x + m[3] * y);
    }
  snapshot = dect_snapshot_builder_end (builder);
  coverage = dect_coverage_new_area (snapshot, floor, 0.25, &area, NULL, NULL, &error);
  g_assert_no_error (error);
  return coverage;
}

/* Mirrored and turned by right angles the raster falls onto itself. */
static void
test_turned (void)
{
  static const double turns[][4] = {
    { -1, 0, 0, 1 }, { 1, 0, 0, -1 }, { 0, 1, 1, 0 }, { -1, 0, 0, -1 }, { 0, -1, 1, 0 },
  };
  g_autoptr (DectCoverage) plain = cover_turned ((double[]){ 1, 0, 0, 1 });
  guint n = dect_coverage_get_n_columns (plain);

  g_assert_cmpuint (n, ==, 128);
  g_assert_cmpuint (dect_coverage_get_n_rows (plain), ==, n);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autoptr (DectCoverage) turned = cover_turned (turns[i]);

      for (guint r = 0; r < n; r++)
        for (guint c = 0; c < n; c++)
          {
            double x = c - (n - 1) / 2.0, y = r - (n - 1) / 2.0;
            guint to_c = (guint) (turns[i][0] * x + turns[i][1] * y + (n - 1) / 2.0);
            guint to_r = (guint) (turns[i][2] * x + turns[i][3] * y + (n - 1) / 2.0);

            g_assert_cmpfloat_with_epsilon (
                (double) dect_coverage_get_best (plain)[r * n + c],
                (double) dect_coverage_get_best (turned)[to_r * n + to_c], 0.0051);
            g_assert_cmpfloat_with_epsilon (
                (double) dect_coverage_get_third (plain)[r * n + c],
                (double) dect_coverage_get_third (turned)[to_r * n + to_c], 0.0051);
          }
    }
}

/* Far storeys have no layer at all, near ones only where something arrives. */
static void
test_memory (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 floors[12];
  gsize all;

  for (gint level = 0; level < 12; level++)
    floors[level] = site_add_floor (builder, building, level, "office", "slab-reinforced");
  site_add_rfp (builder, 1, floors[0], 10.0, 10.0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectCoverage) same = cover (snapshot, floors[0], NULL);
  g_autoptr (DectCoverage) above = cover (snapshot, floors[4], NULL);
  g_autoptr (DectCoverage) far = cover (snapshot, floors[11], NULL);

  all = n_cells (same) * 2;
  g_assert_cmpuint (dect_coverage_get_layers_size (same), >=, all);
  g_assert_cmpuint (dect_coverage_get_layers_size (above), <, all);
  g_assert_cmpuint (dect_coverage_get_layers_size (far), <, 1000);
  g_assert_true (isnan (dect_coverage_get_best (far)[0]));
  g_assert_cmpuint (dect_coverage_get_count (far)[0], ==, 0);
  g_assert_cmpfloat (dect_coverage_get_share (far, -200.0), ==, 0.0);
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

/* A name stands as every table has it: in quotes where it needs them, and as no formula. */
static void
test_csv_names (void)
{
  static const struct
  {
    const char *name;
    const char *cell;
  } names[] = { { "=2+3", "'=2+3" }, { "Hall, \"B\"", "\"Hall, \"\"B\"\"\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor
          = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
      DectRfp *rfp = dect_rfp_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectCoverage) coverage = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *expected = g_strdup_printf (",%s,", names[i].cell);

      rfp->name = g_strdup (names[i].name);
      rfp->floor = floor;
      rfp->x_m = rfp->y_m = 5;
      dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
      snapshot = dect_snapshot_builder_end (builder);
      coverage = cover (snapshot, floor, NULL);
      bytes = dect_coverage_to_csv (coverage, snapshot);
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), expected));
    }
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

static guint32
pixel_at (cairo_surface_t *surface, guint column, guint row)
{
  const guchar *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (gconstpointer) (data
                                             + row
                                                   * (gsize) cairo_image_surface_get_stride (
                                                       surface)))[column];
}

static guint32
pixel_of (const double rgba[4])
{
  guint32 pixel = (guint32) lround (255.0 * rgba[3]) << 24;

  for (guint i = 0; i < 3; i++)
    pixel |= (guint32) lround (255.0 * rgba[3] * rgba[i]) << (16 - 8 * i);
  return pixel;
}

static DectCoverageBand
band_of (DectCoverage *coverage, gsize cell)
{
  double level_dbm = (double) dect_coverage_get_best (coverage)[cell];
  double limit_dbm = dect_coverage_get_limit (coverage);
  double sigma_db = dect_coverage_get_sigma (coverage);

  if (level_dbm >= limit_dbm + sigma_db)
    return DECT_COVERAGE_BAND_SURE;
  if (level_dbm >= limit_dbm)
    return DECT_COVERAGE_BAND_LIKELY;
  return level_dbm >= limit_dbm - sigma_db ? DECT_COVERAGE_BAND_UNLIKELY : DECT_COVERAGE_BAND_NO;
}

/* Each view has the colours that its legend gets. */
static void
test_views (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = make_site (5.0, TRUE, &floor);
  g_autoptr (DectCoverage) coverage = cover (snapshot, floor, NULL);
  guint columns = dect_coverage_get_n_columns (coverage);
  guint n_borders = 0;

  for (guint view = 0; view < DECT_COVERAGE_N_VIEWS; view++)
    {
      cairo_surface_t *surface = dect_coverage_to_surface (coverage, (DectCoverageView) view);

      for (gsize i = 0; i < n_cells (coverage); i += 7)
        {
          guint32 pixel = pixel_at (surface, (guint) (i % columns), (guint) (i / columns));
          double rgba[4];

          if (view == DECT_COVERAGE_VIEW_COUNT)
            dect_coverage_count_color (dect_coverage_get_count (coverage)[i], rgba);
          else if (view == DECT_COVERAGE_VIEW_SERVER)
            dect_coverage_server_color (dect_coverage_get_server (coverage)[i], rgba);
          else if (view == DECT_COVERAGE_VIEW_BAND)
            dect_coverage_band_color (band_of (coverage, i), rgba);
          else
            dect_coverage_color ((double) (view == DECT_COVERAGE_VIEW_BEST
                                               ? dect_coverage_get_best (coverage)
                                           : view == DECT_COVERAGE_VIEW_SECOND
                                               ? dect_coverage_get_second (coverage)
                                               : dect_coverage_get_third (coverage))[i],
                                 rgba);
          if (view == DECT_COVERAGE_VIEW_COUNT || view == DECT_COVERAGE_VIEW_BAND)
            g_assert_cmphex (pixel, ==, pixel_of (rgba));
          else if (view == DECT_COVERAGE_VIEW_SERVER)
            n_borders += pixel != pixel_of (rgba);
          else /* levels count in tenths of a decibel */
            for (guint shift = 0; shift < 32; shift += 8)
              g_assert_cmpint (
                  ABS ((gint) (pixel >> shift & 0xff) - (gint) (pixel_of (rgba) >> shift & 0xff)),
                  <=, 2);
        }
      cairo_surface_destroy (surface);
    }
  g_assert_cmpuint (n_borders, >, 0);
  g_assert_cmpuint (n_borders, <, n_cells (coverage) / 7 / 10);
}

static void
test_words (void)
{
  DectCoverageView view;

  for (guint i = 0; i < DECT_COVERAGE_N_VIEWS; i++)
    {
      g_assert_true (
          dect_coverage_view_from_id (dect_coverage_view_id ((DectCoverageView) i), &view));
      g_assert_cmpuint (view, ==, i);
      g_assert_nonnull (dect_coverage_view_label (view));
    }
  g_assert_false (dect_coverage_view_from_id ("worst", &view));
  g_assert_false (dect_coverage_view_from_id (NULL, &view));
  for (guint i = 0; i < DECT_COVERAGE_N_BANDS; i++)
    {
      g_assert_nonnull (dect_coverage_band_id ((DectCoverageBand) i));
      g_assert_nonnull (dect_coverage_band_label ((DectCoverageBand) i));
    }
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
  g_test_add_func ("/radio/coverage/threads", test_threads);
  g_test_add_func ("/radio/coverage/power", test_power);
  g_test_add_func ("/radio/coverage/counts", test_counts);
  g_test_add_func ("/radio/coverage/shares", test_shares);
  g_test_add_func ("/radio/coverage/sigma", test_sigma);
  g_test_add_func ("/radio/coverage/without", test_without);
  g_test_add_func ("/radio/coverage/turned", test_turned);
  g_test_add_func ("/radio/coverage/memory", test_memory);
  g_test_add_func ("/radio/coverage/errors", test_errors);
  g_test_add_func ("/radio/coverage/empty", test_empty);
  g_test_add_func ("/radio/coverage/cancelled", test_cancelled);
  g_test_add_func ("/radio/coverage/csv", test_csv);
  g_test_add_func ("/radio/coverage/csv-names", test_csv_names);
  g_test_add_func ("/radio/coverage/picture", test_picture);
  g_test_add_func ("/radio/coverage/views", test_views);
  g_test_add_func ("/radio/coverage/words", test_words);
  g_test_add_func ("/radio/coverage/colors", test_colors);

  return g_test_run ();
}

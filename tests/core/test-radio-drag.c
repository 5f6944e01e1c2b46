/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is taken over from an earlier snapshot of a site that is being changed: never anything but
 * time. */

#include "config.h"

#include "model/dect-history.h"
#include "radio/dect-coverage.h"
#include "radio/dect-links.h"
#include "radio/dect-scene.h"
#include "radio/dect-workers.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <string.h>

static DectSite *
make_site (GRand *rand)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  gint number = 1;

  for (gint level = 0; level < 3; level++)
    {
      guint32 floor = site_add_floor (builder, building, level, "office",
                                      level == 1 ? "slab-reinforced" : NULL);

      for (guint i = 0; i < 30 && level != 1; i++)
        {
          double x = g_rand_double_range (rand, 0, 60), y = g_rand_double_range (rand, 0, 40);

          site_add_wall (builder, floor, x, y, x + g_rand_double_range (rand, -8, 8),
                         y + g_rand_double_range (rand, -8, 8), "brick-24");
        }
      for (guint i = 0; i < 8; i++)
        site_add_rfp (builder, number++, floor, g_rand_double_range (rand, 0, 60),
                      g_rand_double_range (rand, 0, 40));
    }

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  return dect_site_new_from_snapshot (snapshot);
}

static gboolean
is_same_number (double x, double y)
{
  return memcmp (&x, &y, sizeof x) == 0 || (isnan (x) && isnan (y));
}

static void
assert_same_links (DectLinks *one, DectLinks *two)
{
  guint n, n_two;
  const DectRadioLink *links = dect_links_list (one, &n);
  const DectRadioLink *others = dect_links_list (two, &n_two);

  g_assert_cmpuint (n, ==, n_two);
  for (guint i = 0; i < n; i++)
    {
      const DectRadioLink *x = &links[i];
      const DectRadioLink *y = &others[i];

      g_assert_cmpuint (x->a, ==, y->a);
      g_assert_cmpuint (x->b, ==, y->b);
      g_assert_cmpuint (x->source, ==, y->source);
      g_assert_cmpuint (x->usable, ==, y->usable);
      g_assert_cmpuint (x->other_cluster, ==, y->other_cluster);
      g_assert_cmpuint (x->n_walls, ==, y->n_walls);
      g_assert_cmpuint (x->n_floors, ==, y->n_floors);
      for (guint k = 0; k < 10; k++)
        g_assert_true (is_same_number ((&x->predicted_ab_dbm)[k], (&y->predicted_ab_dbm)[k]));
    }
}

/* --- Changes ---------------------------------------------------------------------------------- */

static const DectRfp *
draw_rfp (GRand *rand, DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  return dect_snapshot_rfp (snapshot, (guint) g_rand_int_range (rand, 0, (gint32) n));
}

typedef enum
{
  CHANGE_MOVE,
  CHANGE_POWER,
  CHANGE_SWITCH,
  CHANGE_TURN,
  CHANGE_UNPLACE,
  CHANGE_ADD,
  CHANGE_REMOVE,
  CHANGE_FLOOR,
  CHANGE_CLUSTER,
  CHANGE_LINK,
  CHANGE_WALL,
  N_CHANGES,
} Change;

static void
change_rfp (GRand *rand, DectRfp *rfp, DectSnapshot *snapshot, Change change)
{
  switch (change)
    {
    case CHANGE_POWER:
      rfp->power_mw = g_rand_boolean (rand) ? 100.0 : 250.0;
      break;
    case CHANGE_SWITCH:
      rfp->dect_on = !rfp->dect_on;
      break;
    case CHANGE_TURN:
      dect_set_str (&rfp->model, "47DRC");
      rfp->azimuth_deg = g_rand_double_range (rand, 0, 360);
      break;
    case CHANGE_UNPLACE:
      rfp->x_m = NAN;
      break;
    case CHANGE_FLOOR:
      rfp->floor = dect_snapshot_floor (snapshot, (guint) g_rand_int_range (rand, 0, 3))->head.id;
      break;
    case CHANGE_CLUSTER:
      rfp->cluster = 2;
      break;
    case CHANGE_MOVE:
    default:
      rfp->x_m = g_rand_double_range (rand, 0, 60);
      rfp->y_m = g_rand_double_range (rand, 0, 40);
      break;
    }
}

static DectRecord *
draw_link (GRand *rand, DectSnapshot *snapshot)
{
  DectLink *link = dect_link_new ();

  link->from = draw_rfp (rand, snapshot)->head.id;
  link->to = draw_rfp (rand, snapshot)->head.id;
  link->kind = g_rand_boolean (rand) ? DECT_LINK_MEASURED : DECT_LINK_FORCED_ON;
  link->rssi_dbm = link->kind == DECT_LINK_MEASURED ? g_rand_double_range (rand, -90, -50) : NAN;
  return DECT_RECORD (link);
}

static void
make_change (GRand *rand, DectSite *site, Change change)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  DectHistory *history = dect_site_get_history (site);
  DectRfp *rfp;

  dect_history_begin (history, "Change", NULL);
  if (change == CHANGE_LINK)
    {
      dect_history_put (history, draw_link (rand, snapshot));
    }
  else if (change == CHANGE_WALL)
    {
      DectWall *wall = dect_wall_copy (dect_snapshot_wall (
          snapshot, (guint) g_rand_int_range (
                        rand, 0, (gint32) dect_snapshot_count (snapshot, DECT_KIND_WALL))));

      wall->x1_m += 1.0;
      dect_history_put (history, DECT_RECORD (wall));
    }
  else if (change == CHANGE_REMOVE)
    {
      dect_history_remove (history, draw_rfp (rand, snapshot)->head.id);
    }
  else
    {
      rfp = dect_rfp_copy (draw_rfp (rand, snapshot));
      change_rfp (rand, rfp, snapshot, change);
      if (change == CHANGE_ADD)
        rfp->head.id = 0;
      dect_history_put (history, DECT_RECORD (rfp));
    }
  dect_history_commit (history);
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void
test_links (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (DectSite) site = make_site (rand);
  g_autoptr (DectLinks) last = NULL;

  for (guint i = 0; i < 300; i++)
    {
      Change change = (Change) g_rand_int_range (rand, 0, N_CHANGES);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectLinks) anew = NULL;
      DectLinks *links;
      guint n;

      make_change (rand, site, change);
      snapshot = dect_site_snapshot (site);
      n = dect_snapshot_count (snapshot, DECT_KIND_RFP);
      dect_workers_set_n (1 + i % 3);
      anew = dect_links_new (snapshot, NULL, NULL);
      links = dect_links_new_from (snapshot, last, NULL, NULL);
      assert_same_links (links, anew);
      if (last != NULL && change != CHANGE_WALL && change != CHANGE_LINK)
        g_assert_cmpuint (dect_links_get_n_predicted (links), <=, 2 * n);
      if (last != NULL && change == CHANGE_WALL)
        g_assert_cmpuint (dect_links_get_n_predicted (links), ==,
                          dect_links_get_n_predicted (anew));
      g_clear_pointer (&last, dect_links_unref);
      last = links;
    }
  dect_workers_set_n (0);
}

static void
test_links_cancelled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (DectSite) site = make_site (rand);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectLinks) previous = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dect_links_new_from (snapshot, previous, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_coverage (void)
{
  static const DectArea area = { 0, 0, 60, 40 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (DectSite) site = make_site (rand);
  g_autoptr (DectCoverage) last = NULL;

  for (guint i = 0; i < 60; i++)
    {
      Change change = (Change) g_rand_int_range (rand, 0, N_CHANGES);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectCoverage) anew = NULL;
      DectCoverage *coverage;
      guint32 floor;
      gsize n;

      make_change (rand, site, change);
      snapshot = dect_site_snapshot (site);
      floor = dect_snapshot_floor (snapshot, 0)->head.id;
      anew = dect_coverage_new_area (snapshot, floor, 0.5, &area, NULL, NULL, NULL);
      coverage = dect_coverage_new_area (snapshot, floor, 0.5, &area, last, NULL, NULL);
      n = (gsize) dect_coverage_get_n_columns (coverage) * dect_coverage_get_n_rows (coverage);
      g_assert_cmpmem (dect_coverage_get_best (coverage), n * sizeof (float),
                       dect_coverage_get_best (anew), n * sizeof (float));
      g_assert_cmpmem (dect_coverage_get_third (coverage), n * sizeof (float),
                       dect_coverage_get_third (anew), n * sizeof (float));
      g_assert_cmpmem (dect_coverage_get_server (coverage), n * sizeof (gint16),
                       dect_coverage_get_server (anew), n * sizeof (gint16));
      if (last != NULL && change != CHANGE_WALL)
        g_assert_cmpuint (dect_coverage_get_n_layers_computed (coverage), <=, 1);
      g_clear_pointer (&last, dect_coverage_unref);
      last = coverage;
    }
}

/* Walls are shared as long as nothing that is drawn changes. */
static void
test_scene (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  g_autoptr (DectSite) site = make_site (rand);
  DectScene *last = NULL;

  for (guint i = 0; i < 100; i++)
    {
      Change change = i == 0 ? CHANGE_MOVE : (Change) g_rand_int_range (rand, 0, N_CHANGES);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectScene) anew = NULL;
      DectScene *scene;

      make_change (rand, site, change);
      snapshot = dect_site_snapshot (site);
      anew = dect_scene_new (snapshot);
      scene = dect_scene_new_from (snapshot, last);
      g_assert_cmpuint (dect_scene_geometry_hash (scene), ==, dect_scene_geometry_hash (anew));
      g_assert_cmpuint (scene->n_rfps, ==, anew->n_rfps);
      for (guint k = 0; k < scene->n_rfps; k++)
        {
          g_assert_cmpuint (scene->rfps[k].id, ==, anew->rfps[k].id);
          g_assert_cmpint (scene->rfps[k].at.floor, ==, anew->rfps[k].at.floor);
          g_assert_true (is_same_number (scene->rfps[k].at.x, anew->rfps[k].at.x));
          g_assert_true (is_same_number (scene->rfps[k].at.z, anew->rfps[k].at.z));
        }
      if (last != NULL)
        {
          g_assert_true ((scene->storeys == last->storeys) == (change != CHANGE_WALL));
          g_assert_true ((dect_scene_geometry_hash (scene) == dect_scene_geometry_hash (last))
                         == (change != CHANGE_WALL));
        }
      g_clear_pointer (&last, dect_scene_free);
      last = scene;
    }
  dect_scene_free (last);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/drag/links", test_links);
  g_test_add_func ("/radio/drag/links-cancelled", test_links_cancelled);
  g_test_add_func ("/radio/drag/coverage", test_coverage);
  g_test_add_func ("/radio/drag/scene", test_scene);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-links.h"
#include "radio/dect-propagation.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-scene.h"

#include "support/radio-sites.h"

#include <locale.h>

#define FREQUENCY_MHZ 1889.0
#define EIRP_DBM 24.0

static DectLinks *
predict (DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  DectLinks *links = dect_links_new (snapshot, NULL, &error);

  g_assert_no_error (error);
  return links;
}

/* Predicted level of the pair (0, 1), both ways the same. */
static double
level_of (DectSnapshot *snapshot)
{
  g_autoptr (DectLinks) links = predict (snapshot);
  const DectRadioLink *link = dect_links_find (links, 1, 0);

  g_assert_nonnull (link);
  g_assert_cmpuint (link->a, ==, 0);
  g_assert_cmpuint (link->b, ==, 1);
  g_assert_cmpfloat (link->predicted_ab_dbm, ==, link->predicted_ba_dbm);
  return link->predicted_ab_dbm;
}

/* --- The model -------------------------------------------------------------------------------- */

/* Never better than free space. */
static void
test_environments (void)
{
  guint n;
  const DectEnvironment *environments = dect_environment_list (&n);

  for (guint i = 0; i < n; i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0,
                                      environments[i].id, NULL);
      double reference_db = isfinite (environments[i].reference_db)
                                ? environments[i].reference_db
                                : dect_propagation_p1238_reference_db (FREQUENCY_MHZ);

      site_add_rfp (builder, 1, floor, 0.0, 0.0);
      site_add_rfp (builder, 2, floor, 12.0, 16.0);

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

      g_assert_cmpfloat_with_epsilon (
          level_of (snapshot),
          EIRP_DBM
              - fmax (reference_db + environments[i].exponent_db * log10 (20.0),
                      dect_propagation_free_space_db (FREQUENCY_MHZ, 20.0)),
          1e-9);
    }
}

/* Office, ITU-R P.1238: 20 m cost 76.6 dB, one floor 15 dB more. */
static void
test_office (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 ground = site_add_floor (builder, building, 0, NULL, NULL);
  guint32 first = site_add_floor (builder, building, 1, NULL, NULL);

  site_add_rfp (builder, 1, ground, 0.0, 0.0);
  site_add_rfp (builder, 2, ground, 20.0, 0.0);
  site_add_rfp (builder, 3, first, 0.0, sqrt (400.0 - 9.0));

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = predict (snapshot);
  const DectRadioLink *above = dect_links_find (links, 0, 2);

  g_assert_cmpfloat_with_epsilon (level_of (snapshot), EIRP_DBM - 76.6, 0.0501);
  g_assert_cmpfloat_with_epsilon (above->predicted_ab_dbm, EIRP_DBM - 76.6 - 15.0, 0.0501);
  g_assert_cmpfloat_with_epsilon (above->distance_m, 20.0, 1e-9);
  g_assert_cmpuint (above->n_floors, ==, 1);
  g_assert_cmpuint (above->n_walls, ==, 0);
}

/* Two RFPs 20 m apart on a floor with walls at x = 5 (brick), 10 (concrete) and far away. */
static DectSnapshotBuilder *
begin_walled (guint32 *floor)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  *floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  site_add_rfp (builder, 1, *floor, 0.0, 0.0);
  site_add_rfp (builder, 2, *floor, 20.0, 0.0);
  site_add_wall (builder, *floor, 5.0, -5.0, 5.0, 5.0, "brick-10");
  site_add_wall (builder, *floor, 10.0, -5.0, 10.0, 5.0, "concrete-15");
  site_add_wall (builder, *floor, -5.0, 30.0, 25.0, 30.0, "metal");
  return builder;
}

static void
test_walls (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (begin_walled (&floor));
  g_autoptr (DectLinks) links = predict (snapshot);
  const DectRadioLink *link = dect_links_find (links, 0, 1);

  g_assert_cmpfloat_with_epsilon (link->predicted_ab_dbm, EIRP_DBM - 64.0 - 3.5 - 9.0, 0.0501);
  g_assert_cmpuint (link->n_walls, ==, 2);
  g_assert_cmpfloat_with_epsilon (link->wall_db, 12.5, 1e-9);
  g_assert_cmpint (link->source, ==, DECT_LINK_SOURCE_PREDICTED);
  g_assert_true (link->usable);
  g_assert_cmpfloat_with_epsilon (link->margin_db, link->predicted_ab_dbm + 70.0, 1e-9);
}

static void
test_openings (void)
{
  static const struct
  {
    DectOpeningKind kind;
    double y1_m, y2_m;
    double off_m; /* from the wall's line */
    double wall_db;
    guint n_walls;
  } cases[] = {
    { DECT_OPENING_DOOR, -0.5, 0.5, 0.0, 9.0 + 2.0, 2 },
    { DECT_OPENING_WINDOW, -0.5, 0.5, 0.0, 9.0 + 2.0, 2 },
    { DECT_OPENING_GAP, -0.5, 0.5, 0.0, 9.0, 1 },
    { DECT_OPENING_GAP, -0.5, 0.5, 0.2, 9.0, 1 },  /* drawn a little beside the wall */
    { DECT_OPENING_GAP, -0.5, 0.5, 0.5, 12.5, 2 }, /* too far from it */
    { DECT_OPENING_GAP, 1.0, 2.0, 0.0, 12.5, 2 },  /* not where the path goes */
    { DECT_OPENING_GAP, -50.0, 50.0, 0.0, 9.0, 1 },
    { DECT_OPENING_GAP, 0.0, 0.0, 0.0, 12.5, 2 },
    { DECT_OPENING_GAP, NAN, 1.0, 0.0, 12.5, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 floor;
      DectSnapshotBuilder *builder = begin_walled (&floor);

      site_add_opening (builder, floor, 5.0 + cases[i].off_m, cases[i].y1_m, 5.0 + cases[i].off_m,
                        cases[i].y2_m, cases[i].kind);

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (DectLinks) links = predict (snapshot);
      const DectRadioLink *link = dect_links_find (links, 0, 1);

      g_assert_cmpfloat_with_epsilon (link->wall_db, cases[i].wall_db, 1e-9);
      g_assert_cmpuint (link->n_walls, ==, cases[i].n_walls);
    }
}

/* A door that overlaps a gap: the gap counts where both are. */
static void
test_openings_overlap (void)
{
  guint32 floor;
  DectSnapshotBuilder *builder = begin_walled (&floor);

  site_add_opening (builder, floor, 5.0, -2.0, 5.0, 2.0, DECT_OPENING_DOOR);
  site_add_opening (builder, floor, 5.0, 0.5, 5.0, -0.5, DECT_OPENING_GAP);
  site_add_opening (builder, floor, 5.0, -1.0, 5.0, 1.0, DECT_OPENING_WINDOW);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = predict (snapshot);

  g_assert_cmpfloat_with_epsilon (dect_links_find (links, 0, 1)->wall_db, 9.0, 1e-9);
}

/* Joints and ends: exactly one piece is met at a joint; an RFP on a wall does not cross it; a path
 * along a wall does not either. */
static void
test_degenerate (void)
{
  static const struct
  {
    double walls[3][4];
    guint n_walls;
    double wall_db;
  } cases[] = {
    { { { 10, -5, 10, 0 }, { 10, 0, 10, 5 } }, 2, 6.0 },   /* joint on the path */
    { { { 10, 0, 10, 5 }, { 10, -5, 10, 0 } }, 2, 6.0 },   /* same, other order */
    { { { 0, -5, 0, 5 } }, 1, 0.0 },                       /* at the start */
    { { { 20, -5, 20, 5 } }, 1, 0.0 },                     /* at the end */
    { { { 5, 0, 15, 0 } }, 1, 0.0 },                       /* along the path */
    { { { -5, 0, 25, 0 } }, 1, 0.0 },                      /* all along it */
    { { { 10, -5, 10, 5 }, { 10, -5, 10, 5 } }, 2, 12.0 }, /* twice the same */
    { { { 10, 0, 10, 0 } }, 1, NAN },                      /* no length: as no wall */
    { { { NAN, 0, 10, 0 } }, 1, NAN },                     /* not a number */
    { { { 10, -INFINITY, 10, 5 } }, 1, NAN },
    { { { 10, -1e300, 10, 5 } }, 1, NAN },
    { { { 10, 0.001, 10, 5 } }, 1, 0.0 }, /* just beside the path */
    { { { 10, -0.001, 10, 5 } }, 1, 6.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor
          = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

      site_add_rfp (builder, 1, floor, 0.0, 0.0);
      site_add_rfp (builder, 2, floor, 20.0, 0.0);
      for (guint k = 0; k < cases[i].n_walls; k++)
        site_add_wall (builder, floor, cases[i].walls[k][0], cases[i].walls[k][1],
                       cases[i].walls[k][2], cases[i].walls[k][3], "concrete-10");

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

      /* Without a usable wall the environment counts. */
      if (isnan (cases[i].wall_db))
        g_assert_cmpfloat_with_epsilon (level_of (snapshot), EIRP_DBM - 76.6, 0.0501);
      else
        g_assert_cmpfloat_with_epsilon (level_of (snapshot), EIRP_DBM - 64.0 - cases[i].wall_db,
                                        0.0501);
    }
}

static void
test_same_place (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  site_add_rfp (builder, 1, floor, 3.0, 3.0);
  site_add_rfp (builder, 2, floor, 3.0, 3.0);
  site_add_wall (builder, floor, 3.0, 0.0, 3.0, 9.0, "metal");

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  g_assert_cmpfloat_with_epsilon (level_of (snapshot), EIRP_DBM - 38.0, 0.0501);
}

/* Slabs: default, stated, hole, stair well, and storeys that nobody drew. */
static void
test_slabs (void)
{
  static const struct
  {
    const char *slab;
    gint level;
    gint hole; /* DectOpeningKind or -1 */
    double floor_db;
    guint n_floors;
  } cases[] = {
    { NULL, 1, -1, 18.3, 1 },
    { "unobtainium", 1, -1, 18.3, 1 },
    { "slab-timber", 1, -1, 4.5, 1 }, /* P.2040 at 69.4 degrees; 3.5 straight through */
    { "concrete-15", 1, -1, 9.0, 1 },
    { NULL, 1, DECT_OPENING_HOLE, 0.0, 0 },
    { "concrete-15", 1, DECT_OPENING_STAIR, 6.0, 1 },
    { NULL, 2, -1, 33.5, 2 },
    { NULL, 3, -1, 43.6, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 building = site_add_building (builder, NAN, NAN);
      guint32 ground = site_add_floor (builder, building, 0, NULL, NULL);
      guint32 upper = site_add_floor (builder, building, cases[i].level, NULL, cases[i].slab);

      site_add_wall (builder, ground, -50, -50, 50, -50, "brick-10");
      site_add_wall (builder, upper, -50, -50, 50, -50, "brick-10");
      site_add_rfp (builder, 1, ground, 0.0, 0.0);
      site_add_rfp (builder, 2, upper, 8.0, 0.0);
      if (cases[i].hole >= 0)
        site_add_opening (builder, upper, 9.0, 4.0, -1.0, -4.0, cases[i].hole);

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (DectLinks) links = predict (snapshot);
      const DectRadioLink *link = dect_links_find (links, 0, 1);

      g_assert_cmpfloat_with_epsilon (link->floor_db, cases[i].floor_db, 0.1501);
      g_assert_cmpuint (link->n_floors, ==, cases[i].n_floors);
      g_assert_cmpfloat_with_epsilon (link->distance_m, hypot (8.0, 3.0 * cases[i].level), 1e-9);
    }
}

/* One floor drawn, the other not: the undrawn part of the path pays its share of the environment,
 * the drawn one its walls. */
static void
test_mixed_floors (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 ground = site_add_floor (builder, building, 0, "office", NULL);
  guint32 first = site_add_floor (builder, building, 1, "office", NULL);

  site_add_rfp (builder, 1, ground, 0.0, 0.0);
  site_add_rfp (builder, 2, first, 20.0, 0.0);
  site_add_wall (builder, first, 10.0, -5.0, 10.0, 5.0, "concrete-15");

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  double d = hypot (20.0, 3.0);
  double excess_db = 30.0 * log10 (d) + 20.0 * log10 (FREQUENCY_MHZ) - 28.0
                     - dect_propagation_free_space_db (FREQUENCY_MHZ, d);
  /* Mounted at 2.5 m of 3 m: a sixth of the way is on the ground floor. */
  double expected
      = EIRP_DBM - dect_propagation_free_space_db (FREQUENCY_MHZ, d) - excess_db / 6.0 - 9.0 - 18.3;

  g_assert_cmpfloat_with_epsilon (level_of (snapshot), expected, 1e-6);
}

/* --- Properties ------------------------------------------------------------------------------- */

typedef struct
{
  double x1, y1, x2, y2;
  const char *material;
} RandomWall;

static RandomWall
random_wall (GRand *rand)
{
  static const char *const materials[] = { "brick-10", "concrete-15", "glass", "plasterboard" };

  return (RandomWall){ g_rand_double_range (rand, 0, 60), g_rand_double_range (rand, 0, 40),
                       g_rand_double_range (rand, 0, 60), g_rand_double_range (rand, 0, 40),
                       materials[g_rand_int_range (rand, 0, G_N_ELEMENTS (materials))] };
}

static DectSnapshot *
make_random (GRand *rand,
             const RandomWall *walls,
             guint n_walls,
             double points[][2],
             guint n_points,
             double angle,
             gboolean reversed)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  double c = cos (angle), s = sin (angle);

  for (guint i = 0; i < n_walls; i++)
    {
      const RandomWall *w = &walls[i];

      site_add_wall (builder, floor, c * w->x1 - s * w->y1, s * w->x1 + c * w->y1,
                     c * w->x2 - s * w->y2, s * w->x2 + c * w->y2, w->material);
    }
  for (guint i = 0; i < n_points; i++)
    {
      const double *p = points[reversed ? n_points - 1 - i : i];

      site_add_rfp (builder, (gint) i + 1, floor, c * p[0] - s * p[1], s * p[0] + c * p[1]);
    }
  return dect_snapshot_builder_end (builder);
}

/* Signed area: on which side of the line through p and q the point is. */
static double
side_of (double px, double py, double qx, double qy, double x, double y)
{
  return (qx - px) * (y - py) - (qy - py) * (x - px);
}

/* The plain test, with the rule that a wall which an RFP hangs on is not crossed. */
static gboolean
is_crossed (const RandomWall *w, const double *a, const double *b)
{
  double wall_1 = side_of (a[0], a[1], b[0], b[1], w->x1, w->y1);
  double wall_2 = side_of (a[0], a[1], b[0], b[1], w->x2, w->y2);
  double end_a = side_of (w->x1, w->y1, w->x2, w->y2, a[0], a[1]);
  double end_b = side_of (w->x1, w->y1, w->x2, w->y2, b[0], b[1]);
  double near = fmin (fabs (end_a), fabs (end_b)) / hypot (w->x2 - w->x1, w->y2 - w->y1);

  return wall_1 * wall_2 < 0.0 && end_a * end_b < 0.0 && near > DECT_SCENE_CONTACT_M;
}

#define N_POINTS 8

/* The plain sum over all walls is the truth; a wall more never raises a level; turning the plan and
 * reversing the list of RFPs change nothing. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);

  for (guint round = 0; round < 60; round++)
    {
      RandomWall walls[40];
      double points[N_POINTS][2];
      guint n_walls = (guint) g_rand_int_range (rand, 2, G_N_ELEMENTS (walls) + 1);

      for (guint i = 0; i < n_walls; i++)
        walls[i] = random_wall (rand);
      for (guint i = 0; i < N_POINTS; i++)
        {
          points[i][0] = g_rand_double_range (rand, 0, 60);
          points[i][1] = g_rand_double_range (rand, 0, 40);
        }

      g_autoptr (DectSnapshot) all
          = make_random (rand, walls, n_walls, points, N_POINTS, 0.0, FALSE);
      g_autoptr (DectSnapshot) fewer
          = make_random (rand, walls, n_walls - 1, points, N_POINTS, 0.0, FALSE);
      g_autoptr (DectSnapshot) turned
          = make_random (rand, walls, n_walls, points, N_POINTS, 0.7, FALSE);
      g_autoptr (DectSnapshot) reversed
          = make_random (rand, walls, n_walls, points, N_POINTS, 0.0, TRUE);
      g_autoptr (DectScene) scene = dect_scene_new (all);
      g_autoptr (DectScene) fewer_scene = dect_scene_new (fewer);
      g_autoptr (DectScene) turned_scene = dect_scene_new (turned);
      g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
      g_autoptr (DectSceneWalker) fewer_walker = dect_scene_walker_new (fewer_scene);
      g_autoptr (DectSceneWalker) turned_walker = dect_scene_walker_new (turned_scene);
      g_autoptr (DectScene) reversed_scene = dect_scene_new (reversed);
      g_autoptr (DectSceneWalker) reversed_walker = dect_scene_walker_new (reversed_scene);

      for (guint a = 0; a < N_POINTS; a++)
        for (guint b = 0; b < N_POINTS; b++)
          {
            DectPathTerms terms, back, less, other;
            double wall_db = 0.0;

            if (a == b)
              continue;
            for (guint i = 0; i < n_walls; i++)
              {
                if (is_crossed (&walls[i], points[a], points[b]))
                  wall_db += dect_material_find (walls[i].material)->loss_db;
              }

            g_assert_true (dect_scene_walk (walker, &scene->rfps[a].at, &scene->rfps[b].at,
                                            INFINITY, NULL, &terms));
            g_assert_cmpfloat_with_epsilon (terms.wall_sum_db, wall_db, 1e-9);
            g_assert_cmpfloat_with_epsilon (terms.wall_db,
                                            wall_db <= 30.0 ? wall_db : 15.0 + wall_db / 2.0, 1e-9);
            dect_scene_walk (walker, &scene->rfps[b].at, &scene->rfps[a].at, INFINITY, NULL, &back);
            g_assert_true (back.loss_db == terms.loss_db);
            dect_scene_walk (fewer_walker, &fewer_scene->rfps[a].at, &fewer_scene->rfps[b].at,
                             INFINITY, NULL, &less);
            g_assert_cmpfloat (less.loss_db, <=, terms.loss_db);
            dect_scene_walk (turned_walker, &turned_scene->rfps[a].at, &turned_scene->rfps[b].at,
                             INFINITY, NULL, &other);
            g_assert_cmpfloat_with_epsilon (other.loss_db, terms.loss_db, 1e-6);
            dect_scene_walk (reversed_walker, &reversed_scene->rfps[N_POINTS - 1 - a].at,
                             &reversed_scene->rfps[N_POINTS - 1 - b].at, INFINITY, NULL, &other);
            g_assert_true (other.loss_db == terms.loss_db);

            /* The early way out never overshoots and never lets through. */
            dect_scene_walk (walker, &scene->rfps[a].at, &scene->rfps[b].at, terms.loss_db - 5.0,
                             NULL, &other);
            g_assert_cmpfloat (other.loss_db, >, terms.loss_db - 5.0);
            g_assert_cmpfloat (other.loss_db, <=, terms.loss_db + 1e-9);
          }
    }
}

/* --- What decides ----------------------------------------------------------------------------- */

typedef struct
{
  double ab_dbm, ba_dbm; /* NAN: not stated */
  double ab_percent, ba_percent;
  gboolean forced_on, forced_off;
  gboolean usable;
  DectLinkSource source;
  double level_ab_dbm, level_ba_dbm; /* NAN: predicted */
} Decision;

static const Decision decisions[] = {
  { NAN, NAN, NAN, NAN, 0, 0, TRUE, DECT_LINK_SOURCE_PREDICTED, NAN, NAN },
  { -80, NAN, NAN, NAN, 0, 0, FALSE, DECT_LINK_SOURCE_MEASURED, -80, -80 },
  { -60, -71, NAN, NAN, 0, 0, FALSE, DECT_LINK_SOURCE_MEASURED, -60, -71 },
  { NAN, -70, NAN, NAN, 0, 0, TRUE, DECT_LINK_SOURCE_MEASURED, -70, -70 },
  { -60, -60, 100, 100, 0, 0, TRUE, DECT_LINK_SOURCE_MEASURED, -60, -60 },
  { -60, -60, 100, 99, 0, 0, FALSE, DECT_LINK_SOURCE_MEASURED, -60, -60 },
  { NAN, NAN, 94, NAN, 0, 0, FALSE, DECT_LINK_SOURCE_MEASURED, NAN, NAN },
  { NAN, NAN, NAN, NAN, 1, 0, TRUE, DECT_LINK_SOURCE_FORCED_ON, NAN, NAN },
  { -90, -90, 50, 50, 1, 0, TRUE, DECT_LINK_SOURCE_FORCED_ON, -90, -90 },
  { -50, -50, NAN, NAN, 0, 1, FALSE, DECT_LINK_SOURCE_FORCED_OFF, -50, -50 },
  { NAN, NAN, NAN, NAN, 1, 1, FALSE, DECT_LINK_SOURCE_FORCED_OFF, NAN, NAN },
};

static void
test_decisions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      const Decision *d = &decisions[i];
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor
          = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
      guint32 a = site_add_rfp (builder, 1, floor, 0.0, 0.0);
      guint32 b = site_add_rfp (builder, 2, floor, 20.0, 0.0);

      if (isfinite (d->ab_dbm) || isfinite (d->ab_percent))
        site_add_link (builder, a, b, d->ab_dbm, d->ab_percent, DECT_LINK_MEASURED);
      if (isfinite (d->ba_dbm) || isfinite (d->ba_percent))
        site_add_link (builder, b, a, d->ba_dbm, d->ba_percent, DECT_LINK_MEASURED);
      if (d->forced_on)
        site_add_link (builder, a, b, NAN, NAN, DECT_LINK_FORCED_ON);
      if (d->forced_off)
        site_add_link (builder, b, a, NAN, NAN, DECT_LINK_FORCED_OFF);

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (DectLinks) links = predict (snapshot);
      const DectRadioLink *link = dect_links_find (links, 0, 1);
      double predicted = EIRP_DBM - 76.55;

      g_assert_cmpint (link->source, ==, d->source);
      g_assert_cmpint (link->usable, ==, d->usable);
      g_assert_cmpfloat_with_epsilon (link->predicted_ab_dbm, predicted, 0.1);
      g_assert_cmpfloat_with_epsilon (link->level_ab_dbm,
                                      isnan (d->level_ab_dbm) ? predicted : d->level_ab_dbm, 0.1);
      g_assert_cmpfloat_with_epsilon (link->level_ba_dbm,
                                      isnan (d->level_ba_dbm) ? predicted : d->level_ba_dbm, 0.1);
      g_assert_cmpfloat_with_epsilon (link->margin_db,
                                      fmin (link->level_ab_dbm, link->level_ba_dbm) + 70.0, 1e-9);
    }
}

static void
test_unplaced (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  guint32 ids[4];

  ids[0] = site_add_rfp (builder, 1, floor, 0.0, 0.0);
  ids[1] = site_add_rfp (builder, 2, floor, NAN, 5.0);
  ids[2] = site_add_rfp (builder, 3, 0, 5.0, 5.0);
  ids[3] = site_add_rfp (builder, 4, floor, INFINITY, 0.0);
  site_add_link (builder, ids[0], ids[1], -60.0, NAN, DECT_LINK_MEASURED);
  site_add_link (builder, ids[2], ids[1], NAN, NAN, DECT_LINK_FORCED_ON);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = predict (snapshot);
  guint n;

  dect_links_list (links, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (dect_links_find (links, 0, 1)->usable);
  g_assert_true (isnan (dect_links_find (links, 0, 1)->predicted_ab_dbm));
  g_assert_true (dect_links_find (links, 1, 2)->usable);
  g_assert_true (isnan (dect_links_find (links, 1, 2)->margin_db));
  g_assert_null (dect_links_find (links, 0, 3));
  g_assert_null (dect_links_trace (snapshot, 0, 1));
}

static void
test_clusters (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  guint32 a = site_add_rfp (builder, 1, floor, 0.0, 0.0);
  DectRfp *other = dect_rfp_new ();
  DectRfp *off = dect_rfp_new ();

  other->floor = off->floor = floor;
  other->x_m = off->x_m = 5.0;
  other->y_m = off->y_m = 0.0;
  other->cluster = 2;
  off->dect_on = FALSE;

  guint32 b = dect_snapshot_builder_add (builder, DECT_RECORD (other));

  dect_snapshot_builder_add (builder, DECT_RECORD (off));
  site_add_link (builder, a, b, -40.0, 100.0, DECT_LINK_FORCED_ON);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = predict (snapshot);
  guint n;

  g_assert_true (dect_links_find (links, 0, 1)->other_cluster);
  g_assert_false (dect_links_find (links, 0, 1)->usable);
  dect_links_list (links, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_buildings (void)
{
  for (guint placed = 0; placed < 3; placed++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 one = site_add_building (builder, placed > 0 ? 0.0 : NAN, placed > 0 ? 0.0 : NAN);
      guint32 two = site_add_building (builder, placed > 1 ? 30.0 : NAN, 0.0);
      guint32 f1 = site_add_floor (builder, one, 0, "office", NULL);
      guint32 f2 = site_add_floor (builder, two, 0, "outdoor", NULL);

      site_add_rfp (builder, 1, f1, 0.0, 0.0);
      site_add_rfp (builder, 2, f2, 0.0, 0.0);
      site_add_wall (builder, f1, 10.0, -5.0, 10.0, 5.0, "concrete-15");

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (DectLinks) links = predict (snapshot);
      guint n;
      const guint32 *buildings = dect_links_get_unlinked_buildings (links, &n);

      if (placed < 2)
        {
          g_assert_cmpuint (n, ==, 2 - placed);
          g_assert_cmpuint (buildings[0], ==, placed == 0 ? one : two);
          g_assert_null (dect_links_find (links, 0, 1));
        }
      else
        {
          g_assert_cmpuint (n, ==, 0);
          g_assert_cmpfloat_with_epsilon (level_of (snapshot), EIRP_DBM - 67.5 - 9.0, 0.0501);
        }
    }
}

/* Turned buildings: walls are where the building puts them. */
static void
test_building_rotation (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 one = site_add_building (builder, 100.0, 0.0);
  DectBuilding *turned = dect_building_new ();

  turned->x_m = 100.0;
  turned->y_m = 30.0;
  turned->rotation_deg = 90.0; /* its x points down the site */

  guint32 two = dect_snapshot_builder_add (builder, DECT_RECORD (turned));
  guint32 f1 = site_add_floor (builder, one, 0, "outdoor", NULL);
  guint32 f2 = site_add_floor (builder, two, 0, "office", NULL);

  site_add_rfp (builder, 1, f1, 0.0, 0.0);
  site_add_rfp (builder, 2, f2, 10.0, 0.0);
  site_add_wall (builder, f2, 5.0, -5.0, 5.0, 5.0, "concrete-15");
  site_add_wall (builder, f2, -5.0, 5.0, 50.0, 5.0, "metal");

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  g_assert_cmpfloat_with_epsilon (
      level_of (snapshot), EIRP_DBM - dect_propagation_free_space_db (FREQUENCY_MHZ, 40.0) - 9.0,
      1e-6);
}

/* --- Explaining, cancelling, size ------------------------------------------------------------- */

static void
test_trace (void)
{
  guint32 floor;
  DectSnapshotBuilder *builder = begin_walled (&floor);
  guint32 door = site_add_opening (builder, floor, 5.0, -0.5, 5.0, 0.5, DECT_OPENING_DOOR);
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  for (guint a = 0; a < 2; a++)
    {
      g_autoptr (DectPath) path = dect_links_trace (snapshot, a, 1 - a);
      guint n;
      const DectCrossing *crossings = dect_path_get_crossings (path, &n);
      const DectCrossing *first = &crossings[a];
      g_autofree char *label = dect_crossing_dup_label (first);

      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpint (first->kind, ==, DECT_KIND_OPENING);
      g_assert_cmpuint (first->id, ==, door);
      g_assert_cmpstr (first->material, ==, "door");
      g_assert_cmpuint (first->floor, ==, floor);
      g_assert_cmpfloat_with_epsilon (first->along_m, a == 0 ? 5.0 : 15.0, 1e-9);
      g_assert_cmpfloat_with_epsilon (first->x_m, 5.0, 1e-9);
      g_assert_cmpstr (label, ==, "Door, 2.0 dB");
      g_assert_cmpstr (crossings[1 - a].material, ==, "concrete-15");
      g_assert_cmpfloat_with_epsilon (dect_path_get_level (path), level_of (snapshot), 1e-9);
      g_assert_cmpfloat_with_epsilon (dect_path_get_terms (path)->wall_db, 11.0, 1e-9);
    }
}

static void
test_cancelled (void)
{
  guint32 floor;
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (begin_walled (&floor));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dect_links_new (snapshot, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_empty (void)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (dect_snapshot_builder_new ());
  g_autoptr (DectLinks) links = predict (snapshot);
  guint n;

  dect_links_list (links, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (dect_links_get_n_rfps (links), ==, 0);
}

/* 4096 RFPs in 16 storeys of 16 x 16: links grow with the RFPs, not with their square. */
static void
test_many (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);

  for (gint level = 0; level < 16; level++)
    {
      guint32 floor = site_add_floor (builder, building, level, "office", NULL);

      for (gint i = 0; i < 256; i++)
        site_add_rfp (builder, level * 256 + i + 1, floor, (i % 16) * 25.0, (i / 16) * 25.0);
    }

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = NULL;
  double seconds;
  guint n;

  g_test_timer_start ();
  links = predict (snapshot);
  seconds = g_test_timer_elapsed ();
  dect_links_list (links, &n);
  g_test_message ("%u pairs of 4096 RFPs in %.2f s", n, seconds);
  g_assert_cmpuint (n, <, 4096 * (DECT_LINKS_SPARE + 40));
  g_assert_cmpuint (n, >, 4096);
}

/* Everything in one place, as a careless import leaves it: bounded all the same, and connected. */
static void
test_heap (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

  for (gint i = 0; i < 1500; i++)
    site_add_rfp (builder, i + 1, floor, 0.0, 0.0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectLinks) links = predict (snapshot);
  guint n;

  dect_links_list (links, &n);
  g_assert_cmpuint (n, <=, 1500 * DECT_LINKS_USABLE);
  for (guint i = 1; i < 1500; i++)
    g_assert_true (dect_links_find (links, 0, i)->usable);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/links/environments", test_environments);
  g_test_add_func ("/radio/links/office", test_office);
  g_test_add_func ("/radio/links/walls", test_walls);
  g_test_add_func ("/radio/links/openings", test_openings);
  g_test_add_func ("/radio/links/openings-overlap", test_openings_overlap);
  g_test_add_func ("/radio/links/degenerate", test_degenerate);
  g_test_add_func ("/radio/links/same-place", test_same_place);
  g_test_add_func ("/radio/links/slabs", test_slabs);
  g_test_add_func ("/radio/links/mixed-floors", test_mixed_floors);
  g_test_add_func ("/radio/links/random", test_random);
  g_test_add_func ("/radio/links/decisions", test_decisions);
  g_test_add_func ("/radio/links/unplaced", test_unplaced);
  g_test_add_func ("/radio/links/clusters", test_clusters);
  g_test_add_func ("/radio/links/buildings", test_buildings);
  g_test_add_func ("/radio/links/building-rotation", test_building_rotation);
  g_test_add_func ("/radio/links/trace", test_trace);
  g_test_add_func ("/radio/links/cancelled", test_cancelled);
  g_test_add_func ("/radio/links/empty", test_empty);
  g_test_add_func ("/radio/links/many", test_many);
  g_test_add_func ("/radio/links/heap", test_heap);

  return g_test_run ();
}

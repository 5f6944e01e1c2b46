/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What decides how a path is predicted: the floor's choice, the site's fit, antennas, entry. */

#include "config.h"

#include "support/radio-sites.h"

#include "radio/dect-propagation.h"
#include "radio/dect-scene.h"

#define FREQUENCY_MHZ 1889.0

/* A site in the making: one building, one floor, two RFPs 20 m apart, walls between. */
typedef struct
{
  DectSnapshotBuilder *builder;
  DectFloor *floor;
  DectRfp *rfps[2];
  guint n_walls;
  const char *material;
} Plan;

static Plan
new_plan (void)
{
  Plan plan = { dect_snapshot_builder_new (), dect_floor_new (), { NULL }, 1, "brick-10" };

  for (guint i = 0; i < 2; i++)
    {
      plan.rfps[i] = dect_rfp_new ();
      plan.rfps[i]->x_m = 20.0 * i;
      plan.rfps[i]->y_m = 0.0;
    }
  return plan;
}

static DectPathTerms
walk (Plan plan, DectSiteInfo *info)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectScene) scene = NULL;
  g_autoptr (DectSceneWalker) walker = NULL;
  DectPathTerms terms, back;
  guint32 floor;

  if (info != NULL)
    dect_snapshot_builder_add (plan.builder, DECT_RECORD (info));
  plan.floor->building = site_add_building (plan.builder, NAN, NAN);
  floor = dect_snapshot_builder_add (plan.builder, DECT_RECORD (plan.floor));
  for (guint i = 0; i < plan.n_walls; i++)
    site_add_wall (plan.builder, floor, 2.0 + i, -9.0, 2.0 + i, 9.0, plan.material);
  for (guint i = 0; i < 2; i++)
    {
      plan.rfps[i]->floor = floor;
      dect_snapshot_builder_add (plan.builder, DECT_RECORD (plan.rfps[i]));
    }
  snapshot = dect_snapshot_builder_end (plan.builder);
  scene = dect_scene_new (snapshot);
  walker = dect_scene_walker_new (scene);
  g_assert_true (
      dect_scene_walk (walker, &scene->rfps[0].at, &scene->rfps[1].at, INFINITY, NULL, &terms));
  dect_scene_walk (walker, &scene->rfps[1].at, &scene->rfps[0].at, INFINITY, NULL, &back);
  g_assert_true (terms.loss_db == back.loss_db);
  g_assert_cmpfloat_with_epsilon (terms.loss_db,
                                  terms.free_space_db + terms.environment_db + terms.fit_db
                                      + terms.wall_db + terms.floor_db + terms.entry_db
                                      + terms.antenna_db,
                                  1e-12);
  return terms;
}

/* No choice counts a wall twice: the environment's statistics hold the walls, so drawn ones are not
 * added to it. Office: 76.6 dB at 20 m, free space: 64.0. */
static void
test_choice (void)
{
  static const struct
  {
    DectPropagation propagation;
    guint n_walls;
    double loss_db;
  } cases[] = {
    { DECT_PROPAGATION_AUTO, 0, 76.6 },        { DECT_PROPAGATION_AUTO, 2, 71.0 },
    { DECT_PROPAGATION_ENVIRONMENT, 0, 76.6 }, { DECT_PROPAGATION_ENVIRONMENT, 2, 76.6 },
    { DECT_PROPAGATION_WALLS, 0, 64.0 },       { DECT_PROPAGATION_WALLS, 2, 71.0 },
    { DECT_PROPAGATION_FREE_SPACE, 0, 64.0 },  { DECT_PROPAGATION_FREE_SPACE, 2, 64.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Plan plan = new_plan ();

      plan.floor->propagation = cases[i].propagation;
      plan.n_walls = cases[i].n_walls;
      g_assert_cmpfloat_with_epsilon (walk (plan, NULL).loss_db, cases[i].loss_db, 0.0501);
    }
}

/* Ten brick walls: 35 dB on paper, 32.5 together; one more never lowers it. */
static void
test_saturation (void)
{
  double last = 0.0;

  for (guint n = 1; n <= 12; n++)
    {
      Plan plan = new_plan ();
      DectPathTerms terms;

      plan.n_walls = n;
      terms = walk (plan, NULL);
      g_assert_cmpuint (terms.n_walls, ==, n);
      g_assert_cmpfloat_with_epsilon (terms.wall_sum_db, 3.5 * n, 1e-9);
      g_assert_cmpfloat_with_epsilon (terms.wall_db, n <= 8 ? 3.5 * n : 15.0 + 1.75 * n, 1e-9);
      g_assert_cmpfloat (terms.wall_db, >, last);
      last = terms.wall_db;
    }
}

static void
test_fit (void)
{
  DectSiteInfo *info = dect_site_info_new ();
  Plan plan = new_plan ();
  DectPathTerms terms;

  info->fit_offset_db = -4.0;
  info->fit_exponent_db = 25.0;
  dect_set_str (&info->fit_losses, "brick-10=5.25 concrete=nonsense");
  plan.n_walls = 2;
  terms = walk (plan, info);
  g_assert_cmpfloat_with_epsilon (terms.fit_db, -4.0 + 5.0 * log10 (20.0), 1e-9);
  g_assert_cmpfloat_with_epsilon (terms.wall_db, 10.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (terms.free_space_db,
                                  dect_propagation_free_space_db (FREQUENCY_MHZ, 20.0), 1e-9);
}

/* The left one looks right, up or away; the other one is even all around. A directional model whose
 * azimuth nobody stated counts as even. */
static void
test_antenna (void)
{
  static const struct
  {
    const char *model;
    double azimuth_deg;
    double loss_db;
  } cases[] = { { "47DRC", 90, 0 },         { "47DRC", 125, 3 }, { "47DRC", 0, 19.84 },
                { "47DRC", 270, 20 },       { "47DRC", NAN, 0 }, { "45", 270, 0 },
                { "no such model", 270, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Plan plan = new_plan ();

      dect_set_str (&plan.rfps[0]->model, cases[i].model);
      plan.rfps[0]->azimuth_deg = cases[i].azimuth_deg;
      g_assert_cmpfloat_with_epsilon (walk (plan, NULL).antenna_db, cases[i].loss_db, 0.0051);
    }
}

/* The US band: 1925 MHz costs 0.16 dB more than 1889. */
static void
test_region (void)
{
  DectSiteInfo *info = dect_site_info_new ();

  info->region = DECT_REGION_US;
  g_assert_cmpfloat_with_epsilon (walk (new_plan (), info).free_space_db,
                                  dect_propagation_free_space_db (1925.0, 20.0), 1e-9);
}

/* A wall is touched, not crossed, when an end is within a centimetre of its line, wherever along
 * the line the path would meet it. */
static void
test_contact (void)
{
  static const struct
  {
    double x_m;
    guint n_walls;
  } cases[] = { { 1.98, 1 }, { 1.991, 0 }, { 2.0, 0 }, { 2.009, 0 }, { 2.02, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Plan plan = new_plan ();

      plan.rfps[0]->x_m = cases[i].x_m;
      plan.rfps[0]->y_m = -8.0;
      plan.rfps[1]->x_m = 2.5; /* a flat angle: they meet far from the RFP */
      plan.rfps[1]->y_m = 8.0;
      g_assert_cmpuint (walk (plan, NULL).n_walls, ==, cases[i].n_walls);
    }
}

/* Loss of getting into a building that goes by environment: 15 dB on the ground, 0.58 dB less each
 * metre up. */
static void
test_entry (void)
{
  for (gint level = 0; level < 3; level++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 outside = site_add_building (builder, 0, 0);
      guint32 house = site_add_building (builder, 100, 0);
      guint32 yard = site_add_floor (builder, outside, 0, "outdoor", NULL);
      guint32 storey = site_add_floor (builder, house, level, "office", NULL);
      DectPathTerms terms;

      site_add_rfp (builder, 1, yard, 0, 0);
      site_add_rfp (builder, 2, storey, 0, 0);

      g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
      g_autoptr (DectScene) scene = dect_scene_new (snapshot);
      g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);

      g_assert_true (
          dect_scene_walk (walker, &scene->rfps[0].at, &scene->rfps[1].at, INFINITY, NULL, &terms));
      g_assert_cmpfloat_with_epsilon (terms.entry_db, 15.0 - 0.58 * (3.0 * level + 2.5), 1e-9);
    }
}

/* The table of a storey's slab against the formula, at any angle. */
static void
test_slab_table (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectFloor *floor = dect_floor_new ();

  floor->building = site_add_building (builder, NAN, NAN);
  dect_set_str (&floor->slab, "slab-timber");
  floor->slab_mm = 30;
  dect_snapshot_builder_add (builder, DECT_RECORD (floor));

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);

  for (double angle = 0; angle <= 90; angle += 0.7)
    g_assert_cmpfloat_with_epsilon (
        dect_scene_slab_db (&scene->storeys[0], cos (angle * G_PI / 180.0)),
        dect_material_slab_loss_db (dect_material_find ("slab-timber"), 30, FREQUENCY_MHZ, angle),
        0.01);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/scene/choice", test_choice);
  g_test_add_func ("/radio/scene/saturation", test_saturation);
  g_test_add_func ("/radio/scene/fit", test_fit);
  g_test_add_func ("/radio/scene/antenna", test_antenna);
  g_test_add_func ("/radio/scene/region", test_region);
  g_test_add_func ("/radio/scene/contact", test_contact);
  g_test_add_func ("/radio/scene/entry", test_entry);
  g_test_add_func ("/radio/scene/slab-table", test_slab_table);

  return g_test_run ();
}

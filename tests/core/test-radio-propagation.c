/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-propagation.h"
#include "radio/dect-radio-data.h"

#include <locale.h>
#include <math.h>

#define FREQUENCY_MHZ 1889.0

/* Loss at 1889 MHz in dB, to 0.1: free space (Friis) and ITU-R P.1238 to its eighth edition with N
 * of office, residential and commercial, computed by hand from the formulas in the recommendation.
 */
static const struct
{
  double distance_m;
  double free_space_db;
  double office_db;
  double residential_db;
  double commercial_db;
  double office_13_db; /* P.1238-13, office without line of sight */
} distances[] = {
  { 5.0, 52.0, 58.5, 57.1, 52.9, 53.5 },  { 10.0, 58.0, 67.5, 65.5, 59.5, 60.7 },
  { 20.0, 64.0, 76.6, 74.0, 66.1, 67.9 }, { 30.0, 67.5, 81.8, 78.9, 70.0, 72.1 },
  { 50.0, 72.0, 88.5, 85.1, 74.9, 77.4 },
};

static void
test_distances (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      double d = distances[i].distance_m;

      g_assert_cmpfloat_with_epsilon (dect_propagation_free_space_db (FREQUENCY_MHZ, d),
                                      distances[i].free_space_db, 0.0501);
      g_assert_cmpfloat_with_epsilon (dect_propagation_p1238_db (FREQUENCY_MHZ, 30, 15, 4, 0, d),
                                      distances[i].office_db, 0.0501);
      g_assert_cmpfloat_with_epsilon (dect_propagation_p1238_db (FREQUENCY_MHZ, 28, 4, 4, 0, d),
                                      distances[i].residential_db, 0.0501);
      g_assert_cmpfloat_with_epsilon (dect_propagation_p1238_db (FREQUENCY_MHZ, 22, 6, 3, 0, d),
                                      distances[i].commercial_db, 0.0501);
      g_assert_cmpfloat_with_epsilon (
          dect_propagation_p1238_13_db (FREQUENCY_MHZ, d, 2.39, 30.13, 2.40),
          distances[i].office_13_db, 0.0501);
    }
}

/* The environments of the data file say the same as the formulas they come from. */
static void
test_environments (void)
{
  const DectEnvironment *office_13 = dect_environment_find ("office-13");
  const DectEnvironment *residential = dect_environment_find ("residential");

  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      double d = distances[i].distance_m;

      g_assert_cmpfloat_with_epsilon (
          dect_propagation_power_law_db (office_13->reference_db, office_13->exponent_db, d),
          distances[i].office_13_db, 0.0601);
      g_assert_cmpfloat_with_epsilon (
          dect_propagation_power_law_db (dect_propagation_p1238_reference_db (FREQUENCY_MHZ),
                                         residential->exponent_db, d),
          distances[i].residential_db, 0.0501);
    }
}

/* In full up to the knee, then by the slope: never falling, never above the plain sum. */
static void
test_saturated (void)
{
  double last = -1.0;

  g_assert_cmpfloat (dect_propagation_saturated_db (0.0, 30.0, 0.5), ==, 0.0);
  g_assert_cmpfloat (dect_propagation_saturated_db (30.0, 30.0, 0.5), ==, 30.0);
  g_assert_cmpfloat (dect_propagation_saturated_db (50.0, 30.0, 0.5), ==, 40.0);
  g_assert_cmpfloat (dect_propagation_saturated_db (50.0, 30.0, 1.0), ==, 50.0);
  g_assert_cmpfloat (dect_propagation_saturated_db (50.0, 30.0, 0.0), ==, 30.0);
  for (double sum = 0.0; sum < 100.0; sum += 0.37)
    {
      double db = dect_propagation_saturated_db (sum, 30.0, 0.5);

      g_assert_cmpfloat (db, >, last);
      g_assert_cmpfloat (db, <=, sum);
      last = db;
    }
}

static void
test_free_space (void)
{
  static const double table[][2] = { { 1, 38.0 }, { 100, 78.0 }, { 200, 84.0 }, { 300, 87.5 } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpfloat_with_epsilon (dect_propagation_free_space_db (FREQUENCY_MHZ, table[i][0]),
                                    table[i][1], 0.0501);
}

static void
test_near (void)
{
  double at_1_m = dect_propagation_free_space_db (FREQUENCY_MHZ, 1.0);

  g_assert_cmpfloat (dect_propagation_free_space_db (FREQUENCY_MHZ, 0.0), ==, at_1_m);
  g_assert_cmpfloat (dect_propagation_free_space_db (FREQUENCY_MHZ, 0.3), ==, at_1_m);
  g_assert_cmpfloat (dect_propagation_free_space_db (FREQUENCY_MHZ, NAN), ==, at_1_m);
  g_assert_cmpfloat (dect_propagation_p1238_db (FREQUENCY_MHZ, 30, 15, 4, 0, 0.0), ==,
                     dect_propagation_p1238_reference_db (FREQUENCY_MHZ));
}

static void
test_p1238_floors (void)
{
  static const double office[] = { 0, 15, 19, 23, 27 };
  double without = dect_propagation_p1238_db (FREQUENCY_MHZ, 30, 15, 4, 0, 10.0);

  for (guint n = 0; n < G_N_ELEMENTS (office); n++)
    g_assert_cmpfloat_with_epsilon (
        dect_propagation_p1238_db (FREQUENCY_MHZ, 30, 15, 4, n, 10.0) - without, office[n], 1e-9);
}

/* COST 231 multi-wall, floor term: Lf 18.3 dB, b 0.46. */
static void
test_cost231_floors (void)
{
  static const double expected[] = { 0.0, 18.3, 33.5, 43.6, 51.0 };
  double slabs[4];

  for (guint n = 0; n < G_N_ELEMENTS (expected); n++)
    {
      for (guint i = 0; i < n; i++)
        slabs[i] = DECT_COST231_FLOOR_DB;
      g_assert_cmpfloat_with_epsilon (dect_propagation_cost231_floors_db (DECT_COST231_FLOOR_DB, n),
                                      expected[n], 0.0501);
      g_assert_cmpfloat_with_epsilon (dect_propagation_slabs_db (slabs, n), expected[n], 0.0501);
    }
}

static void
test_slabs (void)
{
  double one[] = { 3.5 };
  double more[] = { 0.5, 18.3 };
  double mixed[] = { 18.3, 3.5 };

  g_assert_cmpfloat (dect_propagation_slabs_db (NULL, 0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (dect_propagation_slabs_db (one, 1), 3.5, 0.11);
  /* A light slab more never lowers the loss. */
  g_assert_cmpfloat (dect_propagation_slabs_db (more, 2), >=, 18.3 - 1e-9);
  g_assert_cmpfloat (dect_propagation_slabs_db (mixed, 2), >=, 18.3 - 1e-9);
  g_assert_cmpfloat (dect_propagation_slabs_db (mixed, 2), <=, 18.3 + 3.5);
}

static void
test_multi_wall (void)
{
  g_assert_cmpfloat_with_epsilon (
      dect_propagation_multi_wall_db (FREQUENCY_MHZ, 20.0, 2 * 3.4 + 6.9, 18.3), 64.0 + 13.7 + 18.3,
      0.0501);
}

/* The vendors' own tables, by which installers know the materials: NEC/Nortel/Avaya, Samsung;
 * Gigaset in percent of range. */
static void
test_materials (void)
{
  static const struct
  {
    const char *id;
    double loss_db;
  } palette[] = {
    { "glass", 2 },
    { "wood", 2 },
    { "plasterboard", 2 },
    { "brick-10", 3.5 },
    { "concrete-10", 6 },
    { "concrete-15", 9 },
    { "concrete-20-windows", 6 },
    { "concrete-40", 17 },
    { "concrete", 15 },
    { "metal", 30 },
    { "glass-wired", 10 },
    { "glass-coated", 10 },
    { "blinds-open", 10 },
    { "blinds-closed", 20 },
    { "concrete-window", 8.5 },
    { "partition", 3.5 },
    { "brick-24", 8.0 },
    { "aerated-concrete", 13.2 },
    { "wood-treated", 2.5 },
    { "wall-light", 3.4 },
    { "wall-heavy", 6.9 },
    { "slab-reinforced", 18.3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    {
      const DectMaterial *material = dect_material_find (palette[i].id);

      g_assert_nonnull (material);
      g_assert_cmpfloat_with_epsilon (material->loss_db, palette[i].loss_db, 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (dect_material_find ("brick-24")->loss_db,
                                  -20.0 * log10 (1.0 - 0.60), 0.0501);
  g_assert_cmpfloat_with_epsilon (dect_material_find ("aerated-concrete")->loss_db,
                                  -20.0 * log10 (1.0 - 0.78), 0.0501);
  g_assert_cmpfloat_with_epsilon (dect_material_find ("wood-treated")->loss_db,
                                  -20.0 * log10 (1.0 - 0.25), 0.0501);
}

static void
test_unknown (void)
{
  g_assert_null (dect_material_find ("adamantium"));
  g_assert_null (dect_material_find (NULL));
  g_assert_cmpstr (dect_material_for_wall ("adamantium")->id, ==, DECT_MATERIAL_DEFAULT_WALL);
  g_assert_cmpstr (dect_material_for_wall (NULL)->id, ==, DECT_MATERIAL_DEFAULT_WALL);
  g_assert_null (dect_environment_find ("submarine"));
  g_assert_cmpstr (dect_environment_for_floor (NULL)->id, ==, DECT_ENVIRONMENT_DEFAULT);
  g_assert_null (dect_limit_find ("speed"));
}

/* Every entry is complete, and translators see every name. */
static void
test_data (void)
{
  guint n;
  const DectMaterial *materials = dect_material_list (&n);

  g_assert_cmpuint (n, >=, 25);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (dect_radio_data_is_known_name (materials[i].name));
      g_assert_true (materials[i].wall || materials[i].slab
                     || g_str_equal (materials[i].group, "opening"));
      g_assert_cmpint (materials[i].source[0], !=, '\0');
      g_assert_true (dect_material_find (materials[i].id) == &materials[i]);
    }

  const DectEnvironment *environments = dect_environment_list (&n);
  static const char *const ids[]
      = { "open", "office", "office-13", "residential", "dense", "hall", "outdoor" };

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (environments[i].id, ==, ids[i]);
      g_assert_true (dect_radio_data_is_known_name (environments[i].name));
      g_assert_cmpint (environments[i].source[0], !=, '\0');
    }

  const DectLimit *limits = dect_limit_list (&n);

  g_assert_cmpuint (n, >=, 7);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (limits[i].source[0], !=, '\0');
      g_assert_cmpint (limits[i].unit[0], !=, '\0');
    }
}

static void
test_limits (void)
{
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();

  g_assert_cmpfloat (dect_limit_of_site (info, "sync"), ==, -70.0);
  g_assert_cmpfloat (dect_limit_of_site (info, "strong"), ==, -73.0);
  g_assert_cmpfloat (dect_limit_of_site (info, "quality"), ==, 100.0);
  g_assert_cmpfloat (dect_limit_of_site (info, "design"), ==, -65.0);
  info->sync_limit_dbm = -75.0;
  g_assert_cmpfloat (dect_limit_of_site (info, "sync"), ==, -75.0);
  info->sync_limit_dbm = NAN;
  g_assert_cmpfloat (dect_limit_of_site (info, "sync"), ==, -70.0);
}

static void
test_power (void)
{
  g_autoptr (DectRfp) rfp = dect_rfp_new ();

  g_assert_cmpfloat (dect_rfp_eirp_dbm (rfp, DECT_REGION_EU), ==, 24.0);
  g_assert_cmpfloat (dect_rfp_eirp_dbm (rfp, DECT_REGION_US), ==, 20.0);
  rfp->power_mw = 100.0;
  g_assert_cmpfloat_with_epsilon (dect_rfp_eirp_dbm (rfp, DECT_REGION_EU), 20.0, 1e-9);
  rfp->power_mw = 250.0;
  g_assert_cmpfloat_with_epsilon (dect_rfp_eirp_dbm (rfp, DECT_REGION_EU), 24.0, 0.03);
  rfp->power_mw = -1.0;
  g_assert_cmpfloat (dect_rfp_eirp_dbm (rfp, DECT_REGION_EU), ==, 24.0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/propagation/distances", test_distances);
  g_test_add_func ("/radio/propagation/environments", test_environments);
  g_test_add_func ("/radio/propagation/saturated", test_saturated);
  g_test_add_func ("/radio/propagation/free-space", test_free_space);
  g_test_add_func ("/radio/propagation/near", test_near);
  g_test_add_func ("/radio/propagation/p1238-floors", test_p1238_floors);
  g_test_add_func ("/radio/propagation/cost231-floors", test_cost231_floors);
  g_test_add_func ("/radio/propagation/slabs", test_slabs);
  g_test_add_func ("/radio/propagation/multi-wall", test_multi_wall);
  g_test_add_func ("/radio/data/materials", test_materials);
  g_test_add_func ("/radio/data/unknown", test_unknown);
  g_test_add_func ("/radio/data/complete", test_data);
  g_test_add_func ("/radio/data/limits", test_limits);
  g_test_add_func ("/radio/data/power", test_power);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is asked of a placement: settings that cannot be met are refused by the sentence that says
 * so, areas from half a metre to too large, what new base stations shall be. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chain/dect-placement.h"
#include "support/radio-sites.h"
#include "support/test-site.h"

typedef struct
{
  DectSnapshotBuilder *builder;
  guint32 floor;
} Site;

/* A floor, with four walls where it has a size. */
static Site
site_new (double size_m)
{
  Site site = { .builder = dect_snapshot_builder_new () };

  site.floor
      = site_add_floor (site.builder, site_add_building (site.builder, NAN, NAN), 0, NULL, NULL);
  if (size_m > 0)
    {
      site_add_wall (site.builder, site.floor, 0, 0, size_m, 0, NULL);
      site_add_wall (site.builder, site.floor, size_m, 0, size_m, size_m, NULL);
      site_add_wall (site.builder, site.floor, size_m, size_m, 0, size_m, NULL);
      site_add_wall (site.builder, site.floor, 0, size_m, 0, 0, NULL);
    }
  return site;
}

static void
add_zone (Site *site, double x1_m, double y1_m, double x2_m, double y2_m, const char *more)
{
  test_site_add_with (site->builder, DECT_KIND_ZONE, "floor=#%u|x1_m=%g|y1_m=%g|x2_m=%g|y2_m=%g|%s",
                      site->floor, x1_m, y1_m, x2_m, y2_m, more);
}

/* Ends the site. */
static DectPlacement *
place (Site *site, DectPlacementSettings *settings, GError **error)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (site->builder);

  settings->floors = &site->floor;
  settings->n_floors = 1;
  settings->seed = 1;
  return dect_placement_new (snapshot, settings, NULL, NULL, NULL, error);
}

static void
test_settings (void)
{
  static const struct
  {
    gsize offset;
    double value;
    const char *words;
  } cases[] = {
#define MEMBER(name) G_STRUCT_OFFSET (DectPlacementSettings, name)
    { MEMBER (target_dbm), -91, "from -90 to -30 dBm" },
    { MEMBER (share), -0.01, "from 0 to 100 %" },
    { MEMBER (margin_db), 31, "A margin" },
    { MEMBER (link_margin_db), -1, "A margin" },
    { MEMBER (blocking), 1, "above 0 and below 100 %" },
    { MEMBER (mount_m), 101, "from 0 to 100 m" },
#undef MEMBER
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Site site = site_new (20);
      DectPlacementSettings settings;
      g_autoptr (GError) error = NULL;

      dect_placement_settings_init (&settings);
      G_STRUCT_MEMBER (double, &settings, cases[i].offset) = cases[i].value;
      g_assert_null (place (&site, &settings, &error));
      g_assert_error (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_too_large (void)
{
  Site site = site_new (0);
  DectPlacementSettings settings;
  g_autoptr (GError) error = NULL;

  add_zone (&site, 0, 0, 4000, 4000, "");
  dect_placement_settings_init (&settings);
  g_assert_null (place (&site, &settings, &error));
  g_assert_error (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_SIZE);
  g_assert_nonnull (strstr (error->message, "choose fewer floors"));
}

/* A zone smaller than a cell counts by its own middle, one without an extent not at all. */
static void
test_small (void)
{
  static const struct
  {
    double x2_m, y2_m;
    gboolean counts;
  } cases[] = { { 10.4, 10.4, TRUE }, { 9.6, 9.6, TRUE }, { 10, 20, FALSE }, { 20, 10, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Site site = site_new (0);
      DectPlacementSettings settings;
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPlacement) placement = NULL;

      add_zone (&site, 10, 10, cases[i].x2_m, cases[i].y2_m, "traffic_e=0.1");
      dect_placement_settings_init (&settings);
      placement = place (&site, &settings, &error);
      if (!cases[i].counts)
        {
          g_assert_error (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_AREA);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (dect_placement_get_n_added (placement), ==, 1);
      g_assert_true (dect_placement_is_reached (placement));
    }
}

/* Of zones only those count for traffic that are to be covered and have some. */
static void
test_zones (void)
{
  Site site = site_new (40);
  DectPlacementSettings settings;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  const DectPlacementZone *zones;
  guint n;

  add_zone (&site, 0, 0, 40, 40, "");
  add_zone (&site, 5, 5, 9, 9, "kind=forbidden|traffic_e=2");
  add_zone (&site, 20, 20, 20, 30, "traffic_e=2");
  add_zone (&site, 30, 30, 20, 20, "traffic_e=2");           /* drawn from right to left */
  add_zone (&site, 35.1, 35.1, 35.2, 35.2, "traffic_e=0.5"); /* in no cell: the nearest one */
  dect_placement_settings_init (&settings);
  placement = place (&site, &settings, &error);
  g_assert_no_error (error);
  zones = dect_placement_get_zones (placement, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (zones[0].traffic_e, ==, 2);
  g_assert_cmpfloat (zones[1].traffic_e, ==, 0.5);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (zones[i].n_channels, >, 0);
      g_assert_cmpfloat (zones[i].capacity_e, >, zones[i].traffic_e);
    }
}

/* Model and height that were asked for, else those of the model that is used most. */
static void
test_like (void)
{
  static const struct
  {
    const char *asked;
    double mount_m;
    const char *model;
    double got_m;
  } cases[] = { { "48", 3.5, "48", 3.5 }, { NULL, NAN, "35", 4 }, { "45", NAN, "45", 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Site site = site_new (120);
      DectPlacementSettings settings;
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPlacement) placement = NULL;
      const DectPlacementItem *items;
      guint n, n_new = 0;

      for (guint k = 0; k < 3; k++)
        test_site_add_with (site.builder, DECT_KIND_RFP, "number=%u|model=%s|mount_m=%u", k + 1,
                            k == 0 ? "32" : "35", k == 0 ? 2 : 4);
      dect_placement_settings_init (&settings);
      settings.model = cases[i].asked;
      settings.mount_m = cases[i].mount_m;
      placement = place (&site, &settings, &error);
      g_assert_no_error (error);
      items = dect_placement_get_items (placement, &n);
      for (guint k = 0; k < n; k++)
        if (items[k].act == DECT_PLACEMENT_ADD)
          {
            g_assert_cmpstr (items[k].rfp->model, ==, cases[i].model);
            g_assert_cmpfloat (items[k].rfp->mount_m, ==, cases[i].got_m);
            g_assert_cmpint (items[k].rfp->number, >, 3);
            n_new++;
          }
      g_assert_cmpuint (n_new, >, 0);
      g_assert_cmpuint (n_new, ==, dect_placement_get_n_added (placement));
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/chain/placement-asked/settings", test_settings);
  g_test_add_func ("/chain/placement-asked/too-large", test_too_large);
  g_test_add_func ("/chain/placement-asked/small", test_small);
  g_test_add_func ("/chain/placement-asked/zones", test_zones);
  g_test_add_func ("/chain/placement-asked/like", test_like);
  return g_test_run ();
}

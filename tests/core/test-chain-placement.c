/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-placement.h"
#include "model/dect-change.h"
#include "model/dect-history.h"
#include "radio/dect-coverage.h"
#include "radio/dect-erlang.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <string.h>

/* --- Sites ------------------------------------------------------------------------------------ */

typedef struct
{
  DectSnapshotBuilder *builder;
  guint32 building;
  guint32 floors[4];
  guint n_floors;
  double width_m, depth_m;
} House;

static House
house_new (void)
{
  House house = { .builder = dect_snapshot_builder_new () };

  house.building = site_add_building (house.builder, NAN, NAN);
  return house;
}

/* A floor with outer walls of concrete and rooms, each with its walls by chance. */
static guint32
add_floor (House *house, double width_m, double depth_m, double room_m, guint32 seed)
{
  static const char *const materials[] = { "brick-10", "brick-24", "plasterboard", "concrete-15" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint32 floor
      = site_add_floor (house->builder, house->building, (gint) house->n_floors, NULL, NULL);

  house->floors[house->n_floors++] = floor;
  house->width_m = width_m;
  house->depth_m = depth_m;
  site_add_wall (house->builder, floor, 0, 0, width_m, 0, "concrete-15");
  site_add_wall (house->builder, floor, width_m, 0, width_m, depth_m, "concrete-15");
  site_add_wall (house->builder, floor, width_m, depth_m, 0, depth_m, "concrete-15");
  site_add_wall (house->builder, floor, 0, depth_m, 0, 0, "concrete-15");
  for (double x = room_m; room_m > 0 && x < width_m; x += room_m)
    for (double y = 0; y < depth_m; y += room_m)
      {
        if (g_rand_double (rand) < 0.7)
          site_add_wall (house->builder, floor, x, y, x, fmin (depth_m, y + room_m),
                         materials[g_rand_int_range (rand, 0, G_N_ELEMENTS (materials))]);
        if (g_rand_double (rand) < 0.7)
          site_add_wall (house->builder, floor, x - room_m, y, x, y,
                         materials[g_rand_int_range (rand, 0, G_N_ELEMENTS (materials))]);
      }
  return floor;
}

static guint32
add_zone (House *house, guint32 floor, DectZoneKind kind, const double corners[4], double traffic_e)
{
  DectZone *zone = dect_zone_new ();

  zone->name = g_strdup ("Ward");
  zone->floor = floor;
  zone->kind = kind;
  zone->x1_m = corners[0];
  zone->y1_m = corners[1];
  zone->x2_m = corners[2];
  zone->y2_m = corners[3];
  zone->traffic_e = traffic_e;
  return dect_snapshot_builder_add (house->builder, DECT_RECORD (zone));
}

/* What is wanted of the house, as a person would leave it. */
static DectPlacementSettings
settings_for (const House *house)
{
  DectPlacementSettings settings;

  dect_placement_settings_init (&settings);
  settings.floors = house->floors;
  settings.n_floors = house->n_floors;
  settings.seed = 1;
  return settings;
}

static DectPlacement *
place (DectSnapshot *snapshot, const DectPlacementSettings *settings)
{
  g_autoptr (GError) error = NULL;
  DectPlacement *placement = dect_placement_new (snapshot, settings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (placement);
  return placement;
}

static void
assert_error (DectSnapshot *snapshot,
              const DectPlacementSettings *settings,
              DectPlacementError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlacement) placement
      = dect_placement_new (snapshot, settings, NULL, NULL, NULL, &error);

  g_assert_error (error, DECT_PLACEMENT_ERROR, (gint) code);
  g_assert_null (placement);
}

/* --- Proof ------------------------------------------------------------------------------------ */

static double
share_of (DectSnapshot *snapshot, const House *house, guint32 floor, double target_dbm)
{
  g_autoptr (GError) error = NULL;
  DectArea area = { 0, 0, house->width_m, house->depth_m };
  g_autoptr (DectCoverage) coverage
      = dect_coverage_new_area (snapshot, floor, 0.5, &area, NULL, NULL, &error);

  g_assert_no_error (error);
  return dect_coverage_get_share (coverage, target_dbm);
}

/* Links and chain of the site as applied: all in one group, nobody hangs on one way alone, each has
 * two links with margin. */
static void
assert_two_ways (DectSnapshot *snapshot, double margin_db)
{
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  g_autofree guint *n_strong = g_new0 (guint, n_rfps);
  guint n;
  const DectRadioLink *list = dect_links_list (links, &n);

  g_assert_true (dect_chain_is_connected (chain));
  for (guint i = 0; i < n; i++)
    {
      if (!list[i].usable || list[i].margin_db < margin_db)
        continue;
      n_strong[list[i].a]++;
      n_strong[list[i].b]++;
    }
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < n_rfps; i++)
    g_assert_cmpuint (n_strong[i], >=, 2);
}

/* Inside, out of forbidden zones, 3 m from each other, with a name and number of their own. */
static void
assert_places (DectSnapshot *snapshot, const House *house)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      g_assert_cmpfloat (rfp->x_m, >, 0);
      g_assert_cmpfloat (rfp->y_m, >, 0);
      g_assert_cmpfloat (rfp->x_m, <, house->width_m);
      g_assert_cmpfloat (rfp->y_m, <, house->depth_m);
      for (guint k = 0; k < i; k++)
        {
          const DectRfp *other = dect_snapshot_rfp (snapshot, k);

          g_assert_cmpint (rfp->number, !=, other->number);
          g_assert_true (rfp->name == NULL || g_strcmp0 (rfp->name, other->name) != 0);
          if (other->floor == rfp->floor)
            g_assert_cmpfloat (hypot (rfp->x_m - other->x_m, rfp->y_m - other->y_m), >=, 3 - 1e-9);
        }
      for (guint k = 0; k < dect_snapshot_count (snapshot, DECT_KIND_ZONE); k++)
        {
          const DectZone *zone = dect_snapshot_zone (snapshot, k);

          g_assert_false (zone->kind == DECT_ZONE_FORBIDDEN && zone->floor == rfp->floor
                          && rfp->x_m >= fmin (zone->x1_m, zone->x2_m)
                          && rfp->x_m <= fmax (zone->x1_m, zone->x2_m)
                          && rfp->y_m >= fmin (zone->y1_m, zone->y2_m)
                          && rfp->y_m <= fmax (zone->y1_m, zone->y2_m));
        }
    }
}

/* Applies a proposal to a site, checks that it is one step, and returns the site as it is then. */
static DectSnapshot *
apply (DectSnapshot *snapshot, DectPlacement *placement)
{
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  DectHistory *history = dect_site_get_history (site);
  DectSnapshot *then;
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  g_assert_true (dect_placement_apply (placement, site));
  then = dect_site_snapshot (site);
  g_assert_cmpuint (dect_snapshot_count (then, DECT_KIND_RFP), ==,
                    n + dect_placement_get_n_added (placement));
  g_assert_cmpstr (dect_history_get_undo_label (history), ==, dect_placement_get_label (placement));
  dect_history_undo (history);
  g_assert_false (dect_history_can_undo (history));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_RFP)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      g_assert_true (
          dect_record_equal (dect_site_find_record (site, rfp->head.id), DECT_RECORD (rfp)));
    }
  return then;
}

static void
assert_reasons (DectPlacement *placement)
{
  guint n;
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (items[i].reason);
      g_assert_cmpuint (strlen (items[i].reason), >, 8);
    }
}

/* --- Usual floors ----------------------------------------------------------------------------- */

static void
test_one_room (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  guint n;

  add_floor (&house, 20, 15, 0, 1);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_cmpuint (dect_placement_get_n_added (placement), ==, 1);
  g_assert_cmpfloat (dect_placement_get_before (placement)->share, ==, 0);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, ==, 1);
  g_assert_cmpfloat_with_epsilon (dect_placement_get_after (placement)->area_m2, 300, 1e-6);
  g_assert_cmpfloat (dect_placement_get_target (placement), ==, -65);
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (items[0].act, ==, DECT_PLACEMENT_ADD);
  g_assert_cmpfloat_with_epsilon (items[0].area_m2, 300, 1e-6);
  g_assert_cmpint (items[0].rfp->number, ==, 1);
  g_assert_cmpint (items[0].rfp->role, ==, DECT_ROLE_MASTER);
  g_assert_null (items[0].rfp->mac);
  then = apply (snapshot, placement);
  assert_places (then, &house);
}

static void
test_two_ways (void)
{
  for (guint32 seed = 1; seed <= 4; seed++)
    {
      House house = house_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectSnapshot) then = NULL;
      g_autoptr (DectPlacement) placement = NULL;
      DectPlacementSettings settings;

      add_floor (&house, 60, 40, 6, seed);
      snapshot = dect_snapshot_builder_end (house.builder);
      settings = settings_for (&house);
      settings.target_dbm = -60;
      settings.seed = seed;
      placement = place (snapshot, &settings);
      g_assert_true (dect_placement_is_reached (placement));
      g_assert_cmpuint (dect_placement_get_n_added (placement), >=, 3);
      g_assert_cmpuint (dect_placement_get_n_without_margin (placement), <=,
                        dect_placement_get_after (placement)->n_rfps);
      g_assert_cmpuint (dect_placement_get_n_without_margin (placement), >, 0);
      assert_reasons (placement);
      then = apply (snapshot, placement);
      assert_places (then, &house);
      assert_two_ways (then, 5);
      g_assert_cmpfloat (share_of (then, &house, house.floors[0], -60), >=, 0.95);
      g_assert_cmpfloat_with_epsilon (share_of (then, &house, house.floors[0], -60),
                                      dect_placement_get_after (placement)->share, 1e-6);
    }
}

static void
test_margin (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) plain = NULL;
  g_autoptr (DectPlacement) careful = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 60, 40, 6, 3);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  plain = place (snapshot, &settings);
  settings.margin_db = 10;
  settings.link_margin_db = 8;
  careful = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (careful));
  g_assert_cmpuint (dect_placement_get_n_added (careful), >, dect_placement_get_n_added (plain));
  g_assert_cmpuint (dect_placement_get_n_without_margin (careful), <,
                    dect_placement_get_after (careful)->n_rfps);
  then = apply (snapshot, careful);
  assert_two_ways (then, 8);
  g_assert_cmpfloat (share_of (then, &house, house.floors[0], -55), >=, 0.95);
}

static void
test_forbidden (void)
{
  static const double middle[4] = { 50, 5, 10, 35 }; /* corners in any order */
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 60, 40, 6, 5);
  add_zone (&house, house.floors[0], DECT_ZONE_FORBIDDEN, middle, NAN);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  /* It is part of the area all the same. */
  g_assert_cmpfloat_with_epsilon (dect_placement_get_after (placement)->area_m2, 2400, 1e-6);
  then = apply (snapshot, placement);
  assert_places (then, &house);
}

static void
test_cover_zone (void)
{
  static const double corner[4] = { 0, 0, 15, 10 };
  static const double nothing[4] = { 30, 30, 30, 30 };
  static const double no_number[4] = { NAN, 0, 60, 40 };
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 60, 40, 6, 5);
  add_zone (&house, house.floors[0], DECT_ZONE_COVER, corner, NAN);
  add_zone (&house, house.floors[0], DECT_ZONE_COVER, nothing, 5);
  add_zone (&house, house.floors[0], DECT_ZONE_COVER, no_number, 5);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_cmpuint (dect_placement_get_n_added (placement), <=, 3);
  g_assert_cmpfloat_with_epsilon (dect_placement_get_after (placement)->area_m2, 150, 1e-6);
}

static void
test_floors (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 40, 20, 5, 1);
  add_floor (&house, 40, 20, 5, 2);
  add_floor (&house, 40, 20, 5, 3);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.target_dbm = -60;
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_cmpfloat_with_epsilon (dect_placement_get_after (placement)->area_m2, 2400, 1e-6);
  then = apply (snapshot, placement);
  assert_places (then, &house);
  assert_two_ways (then, 5);
}

/* L-shaped: what the walls do not enclose is not covered, and nothing hangs there. */
static void
test_outline (void)
{
  static const double corners[][2]
      = { { 0, 0 }, { 40, 0 }, { 40, 15 }, { 20, 15 }, { 20, 30 }, { 0, 30 } };
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  guint n;

  house.floors[house.n_floors++] = site_add_floor (house.builder, house.building, 0, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      const double *a = corners[i];
      const double *b = corners[(i + 1) % G_N_ELEMENTS (corners)];

      site_add_wall (house.builder, house.floors[0], a[0], a[1], b[0], b[1], "concrete-15");
    }
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.target_dbm = -45;
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_cmpfloat_with_epsilon (dect_placement_get_after (placement)->area_m2, 900, 40);
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);
  for (guint i = 0; i < n; i++)
    g_assert_true (items[i].rfp->x_m < 20.5 || items[i].rfp->y_m < 15.5);
}

static void
test_seed (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) first = NULL;
  g_autoptr (DectPlacement) again = NULL;
  DectPlacementSettings settings;
  guint n, n_again;

  add_floor (&house, 60, 40, 6, 7);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.target_dbm = -58;
  settings.seed = 42;
  first = place (snapshot, &settings);
  again = place (snapshot, &settings);
  const DectPlacementItem *items = dect_placement_get_items (first, &n);
  const DectPlacementItem *others = dect_placement_get_items (again, &n_again);
  g_assert_cmpuint (n, ==, n_again);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (dect_record_equal (&items[i].rfp->head, &others[i].rfp->head));
      g_assert_cmpstr (items[i].reason, ==, others[i].reason);
    }
  g_assert_cmpstr (dect_placement_get_text (first), ==, dect_placement_get_text (again));
}

/* --- What is there ---------------------------------------------------------------------------- */

/* All in one corner, as somebody left them. */
static House
house_with_corner (void)
{
  House house = house_new ();

  add_floor (&house, 60, 40, 6, 9);
  for (gint i = 0; i < 3; i++)
    site_add_rfp (house.builder, i + 1, house.floors[0], 2 + 4 * i, 3);
  return house;
}

static void
test_existing_stay (void)
{
  House house = house_with_corner ();
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (house.builder);
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings = settings_for (&house);
  guint n;

  settings.target_dbm = -58;
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_cmpuint (dect_placement_get_n_moved (placement), ==, 0);
  const DectPlacementItem *items = dect_placement_get_items (placement, &n);
  g_assert_cmpuint (n, ==, 3 + dect_placement_get_n_added (placement));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (items[i].act, ==, i < 3 ? DECT_PLACEMENT_KEEP : DECT_PLACEMENT_ADD);
      if (i >= 3)
        g_assert_cmpint (items[i].rfp->number, ==, (gint) i + 1);
    }
  then = apply (snapshot, placement);
  assert_two_ways (then, 5);
}

static void
test_existing_move (void)
{
  House house = house_with_corner ();
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (house.builder);
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) fixed = NULL;
  g_autoptr (DectPlacement) moved = NULL;
  DectPlacementSettings settings = settings_for (&house);
  const DectPlacementFigures *after;

  settings.target_dbm = -58;
  fixed = place (snapshot, &settings);
  settings.move_existing = TRUE;
  moved = place (snapshot, &settings);
  after = dect_placement_get_after (moved);
  g_assert_true (dect_placement_is_reached (moved));
  g_assert_cmpuint (dect_placement_get_n_moved (moved), >, 0);
  g_assert_cmpuint (after->n_rfps, <, dect_placement_get_after (fixed)->n_rfps);
  then = apply (snapshot, moved);
  assert_places (then, &house);
  assert_two_ways (then, 5);
}

/* A second run finds nothing more to do. */
static void
test_present (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) then = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  g_autoptr (DectPlacement) again = NULL;
  g_autoptr (DectSite) site = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 50, 30, 6, 2);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_false (dect_placement_is_present (placement));
  then = apply (snapshot, placement);
  again = place (then, &settings);
  g_assert_true (dect_placement_is_present (again));
  g_assert_true (dect_placement_is_reached (again));
  g_assert_cmpuint (dect_placement_get_n_added (again), ==, 0);
  site = dect_site_new_from_snapshot (then);
  g_assert_false (dect_placement_apply (again, site));
  g_assert_false (dect_history_can_undo (dect_site_get_history (site)));
}

/* Whatever is there, whatever is asked for: not worse than before. */
static void
test_never_worse (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      House house = house_new ();
      gint n_rfps = g_rand_int_range (rand, 0, 7);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectPlacement) placement = NULL;
      DectPlacementSettings settings;

      add_floor (&house, 70, 40, g_rand_double_range (rand, 4, 10), seed);
      for (gint i = 0; i < n_rfps; i++)
        site_add_rfp (house.builder, i + 1, house.floors[0], g_rand_double_range (rand, 1, 69),
                      g_rand_double_range (rand, 1, 39));
      snapshot = dect_snapshot_builder_end (house.builder);
      settings = settings_for (&house);
      settings.target_dbm = g_rand_double_range (rand, -70, -50);
      settings.max_new = (guint) g_rand_int_range (rand, 1, 5);
      settings.move_existing = g_rand_boolean (rand);
      settings.n_paths = (guint) g_rand_int_range (rand, 0, 3);
      settings.seed = seed;
      placement = place (snapshot, &settings);

      const DectPlacementFigures *before = dect_placement_get_before (placement);
      const DectPlacementFigures *after = dect_placement_get_after (placement);
      g_assert_cmpfloat (after->share, >=, fmin (before->share, settings.share));
      g_assert_cmpuint (dect_placement_get_n_added (placement), <=, settings.max_new);
      g_assert_cmpuint (after->n_rfps, ==, before->n_rfps + dect_placement_get_n_added (placement));
      if (settings.n_paths > 0 && before->n_rfps > 0)
        g_assert_cmpuint (after->n_groups, <=, before->n_groups);
      if (dect_placement_is_reached (placement))
        g_assert_cmpfloat (after->share, >=, settings.share);
      else
        g_assert_nonnull (dect_placement_get_notes (placement)[0]);
    }
}

/* --- What cannot be had ----------------------------------------------------------------------- */

static void
test_too_few (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 90, 60, 6, 1);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.target_dbm = -50;
  settings.max_new = 3;
  placement = place (snapshot, &settings);
  g_assert_false (dect_placement_is_reached (placement));
  g_assert_cmpuint (dect_placement_get_n_added (placement), ==, 3);
  g_assert_cmpuint (dect_placement_get_after (placement)->n_groups, ==, 1);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, >, 0.05);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, <, 0.95);
  g_assert_cmpuint (g_strv_length ((char **) dect_placement_get_notes (placement)), >=, 2);
}

static void
test_nowhere (void)
{
  static const double all[4] = { -5, -5, 100, 100 };
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  guint n;

  add_floor (&house, 30, 20, 5, 1);
  add_zone (&house, house.floors[0], DECT_ZONE_FORBIDDEN, all, NAN);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_false (dect_placement_is_reached (placement));
  g_assert_true (dect_placement_is_present (placement));
  dect_placement_get_items (placement, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, ==, 0);
  g_assert_nonnull (strstr (dect_placement_get_notes (placement)[1], "600"));
}

/* Another building is there, but nobody knows where: what is placed cannot hear it, and that is
 * said. */
static void
test_unlinked (void)
{
  House house = house_new ();
  guint32 other = site_add_building (house.builder, NAN, NAN);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  guint32 there;

  add_floor (&house, 50, 30, 6, 2);
  there = site_add_floor (house.builder, other, 0, "office", NULL);
  site_add_rfp (house.builder, 1, there, 5, 5);
  site_add_rfp (house.builder, 2, there, 15, 5);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = place (snapshot, &settings);
  g_assert_cmpuint (dect_placement_get_n_added (placement), >, 0);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, >=, 0.95);
  g_assert_false (dect_placement_is_reached (placement));
  g_assert_cmpuint (g_strv_length ((char **) dect_placement_get_notes (placement)), >=, 2);
}

static void
test_errors (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectPlacementSettings settings;
  guint32 twice[2], bare, unknown = 9999;

  add_floor (&house, 20, 15, 0, 1);
  bare = site_add_floor (house.builder, house.building, 5, "office", NULL);
  site_add_wall (house.builder, bare, 3, 3, 3, 3, NULL);
  site_add_wall (house.builder, bare, NAN, 0, 10, 10, NULL);
  site_add_wall (house.builder, bare, 0, 0, INFINITY, 10, NULL);
  site_add_rfp (house.builder, 1, bare, 5, 5);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);

  settings.n_floors = 0;
  assert_error (snapshot, &settings, DECT_PLACEMENT_ERROR_FLOOR);
  settings.n_floors = 1;
  settings.floors = &unknown;
  assert_error (snapshot, &settings, DECT_PLACEMENT_ERROR_FLOOR);
  unknown = house.building;
  assert_error (snapshot, &settings, DECT_PLACEMENT_ERROR_FLOOR);
  twice[0] = twice[1] = house.floors[0];
  settings.floors = twice;
  settings.n_floors = 2;
  assert_error (snapshot, &settings, DECT_PLACEMENT_ERROR_FLOOR);
  settings.floors = &bare;
  settings.n_floors = 1;
  assert_error (snapshot, &settings, DECT_PLACEMENT_ERROR_AREA);
}

static void
test_settings (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  const DectPlacementSettings good = settings_for (&house);
  DectPlacementSettings wrong[12];
  guint32 floor = add_floor (&house, 20, 15, 0, 1);

  snapshot = dect_snapshot_builder_end (house.builder);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      wrong[i] = good;
      wrong[i].floors = &floor;
      wrong[i].n_floors = 1;
    }
  wrong[0].target_dbm = -20;
  wrong[1].target_dbm = INFINITY;
  wrong[2].share = NAN;
  wrong[3].share = 1.01;
  wrong[4].margin_db = -1;
  wrong[5].margin_db = NAN;
  wrong[6].link_margin_db = 31;
  wrong[7].n_paths = 3;
  wrong[8].max_new = 0;
  wrong[9].blocking = 0;
  wrong[10].blocking = NAN;
  wrong[11].mount_m = -0.1;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_error (snapshot, &wrong[i], DECT_PLACEMENT_ERROR_SETTINGS);
}

static void
test_share_zero (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;

  add_floor (&house, 20, 15, 0, 1);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.share = 0;
  placement = place (snapshot, &settings);
  g_assert_true (dect_placement_is_reached (placement));
  g_assert_true (dect_placement_is_present (placement));
}

/* --- Traffic ---------------------------------------------------------------------------------- */

static guint
count_for_traffic (double traffic_e, gboolean reflective, gboolean *reached, gboolean *hotspot)
{
  static const double ward[4] = { 5, 5, 25, 20 };
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  guint n;

  add_floor (&house, 30, 25, 0, 1);
  add_zone (&house, house.floors[0], DECT_ZONE_COVER, ward, traffic_e);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.reflective = reflective;
  placement = place (snapshot, &settings);
  *reached = dect_placement_is_reached (placement);
  *hotspot = FALSE;
  for (guint i = 0; dect_placement_get_notes (placement)[i] != NULL; i++)
    *hotspot |= strstr (dect_placement_get_notes (placement)[i], "30") != NULL;
  assert_reasons (placement);

  const DectPlacementZone *zones = dect_placement_get_zones (placement, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (zones[0].traffic_e, ==, traffic_e);
  if (*reached)
    {
      g_assert_cmpfloat (zones[0].capacity_e, >=, traffic_e * 0.999);
      g_assert_cmpfloat (zones[0].blocking, <=, 0.0101);
    }
  return dect_placement_get_n_added (placement);
}

/* 3.13 erlang at 1 % for 8 channels, 0.87 for the 4 that are left in a hall of metal. */
static void
test_traffic (void)
{
  gboolean reached, hotspot;

  g_assert_cmpuint (count_for_traffic (3.0, FALSE, &reached, &hotspot), ==, 1);
  g_assert_true (reached);
  g_assert_false (hotspot);
  g_assert_cmpuint (count_for_traffic (12.0, FALSE, &reached, &hotspot), ==, 4);
  g_assert_true (reached);
  g_assert_cmpuint (count_for_traffic (4.2, TRUE, &reached, &hotspot), ==, 5);
  g_assert_true (reached);
  count_for_traffic (33.0, FALSE, &reached, &hotspot);
  g_assert_true (hotspot);
}

/* --- Odd ends --------------------------------------------------------------------------------- */

static void
test_paths (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectPlacementSettings settings;
  guint n[3];

  add_floor (&house, 90, 50, 5, 4);
  snapshot = dect_snapshot_builder_end (house.builder);
  for (guint paths = 0; paths < 3; paths++)
    {
      g_autoptr (DectPlacement) placement = NULL;

      settings = settings_for (&house);
      settings.n_paths = paths;
      settings.target_dbm = -60;
      placement = place (snapshot, &settings);
      g_assert_true (dect_placement_is_reached (placement));
      n[paths] = dect_placement_get_n_added (placement);
      if (paths > 0)
        g_assert_cmpuint (dect_placement_get_after (placement)->n_groups, ==, 1);
    }
  g_assert_cmpuint (n[0], <=, n[1]);
  g_assert_cmpuint (n[1], <=, n[2]);
}

/* Base stations upon each other, off, without a place, in a wall; walls of no length. */
static void
test_degenerate (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings;
  DectRfp *off = dect_rfp_new ();

  add_floor (&house, 40, 30, 6, 4);
  for (gint i = 0; i < 3; i++)
    site_add_rfp (house.builder, i + 1, house.floors[0], 10, 10);
  site_add_rfp (house.builder, 4, house.floors[0], 0, 0);
  site_add_rfp (house.builder, 5, house.floors[0], -50, 1e6);
  site_add_rfp (house.builder, 6, 0, NAN, NAN);
  off->dect_on = FALSE;
  off->floor = house.floors[0];
  off->x_m = off->y_m = 5;
  dect_snapshot_builder_add (house.builder, DECT_RECORD (off));
  site_add_wall (house.builder, house.floors[0], 7, 7, 7, 7, NULL);
  site_add_wall (house.builder, house.floors[0], NAN, 7, 7, 7, NULL);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  settings.move_existing = TRUE;
  placement = place (snapshot, &settings);
  g_assert_cmpfloat (dect_placement_get_after (placement)->share, >=, 0.95);
  assert_reasons (placement);
}

static void
watch_cb (const char *phase, double fraction, gpointer data)
{
  double *last = data;

  g_assert_nonnull (phase);
  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

typedef struct
{
  GCancellable *cancellable;
  guint calls;
  guint at;
} Canceller;

static void
cancel_cb (const char *phase, double fraction, gpointer data)
{
  Canceller *canceller = data;

  if (canceller->calls++ == canceller->at)
    g_cancellable_cancel (canceller->cancellable);
}

/* At whatever moment. */
static void
test_cancel (void)
{
  House house = house_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectPlacement) placement = NULL;
  g_autoptr (GError) error = NULL;
  DectPlacementSettings settings;
  double fraction = 0;
  guint n_cancelled = 0;

  add_floor (&house, 40, 30, 6, 4);
  snapshot = dect_snapshot_builder_end (house.builder);
  settings = settings_for (&house);
  placement = dect_placement_new (snapshot, &settings, watch_cb, &fraction, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, >, 0.5);
  for (guint at = 0;; at = at * 2 + 1)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Canceller canceller = { cancellable, 0, at };
      g_autoptr (DectPlacement) cut_short
          = dect_placement_new (snapshot, &settings, cancel_cb, &canceller, cancellable, &error);

      if (canceller.calls <= at)
        break;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (cut_short);
      g_clear_error (&error);
      n_cancelled++;
    }
  g_assert_cmpuint (n_cancelled, >=, 4);
}

static void
test_apply_stale (void)
{
  House house = house_with_corner ();
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (house.builder);
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (DectPlacement) placement = NULL;
  DectPlacementSettings settings = settings_for (&house);
  DectHistory *history = dect_site_get_history (site);
  DectRfp *rfp = dect_rfp_copy (dect_snapshot_rfp (snapshot, 0));

  settings.target_dbm = -58;
  settings.move_existing = TRUE;
  placement = place (snapshot, &settings);
  g_assert_cmpuint (dect_placement_get_n_moved (placement), ==, 3);
  rfp->y_m += 1;
  dect_history_put_one (history, DECT_RECORD (rfp), "Nudge", NULL);
  g_assert_false (dect_placement_apply (placement, site));
  dect_history_undo (history);
  g_assert_true (dect_placement_apply (placement, site));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/placement/one-room", test_one_room);
  g_test_add_func ("/chain/placement/two-ways", test_two_ways);
  g_test_add_func ("/chain/placement/margin", test_margin);
  g_test_add_func ("/chain/placement/forbidden", test_forbidden);
  g_test_add_func ("/chain/placement/cover-zone", test_cover_zone);
  g_test_add_func ("/chain/placement/floors", test_floors);
  g_test_add_func ("/chain/placement/outline", test_outline);
  g_test_add_func ("/chain/placement/seed", test_seed);
  g_test_add_func ("/chain/placement/existing-stay", test_existing_stay);
  g_test_add_func ("/chain/placement/existing-move", test_existing_move);
  g_test_add_func ("/chain/placement/present", test_present);
  g_test_add_func ("/chain/placement/never-worse", test_never_worse);
  g_test_add_func ("/chain/placement/too-few", test_too_few);
  g_test_add_func ("/chain/placement/nowhere", test_nowhere);
  g_test_add_func ("/chain/placement/unlinked", test_unlinked);
  g_test_add_func ("/chain/placement/errors", test_errors);
  g_test_add_func ("/chain/placement/settings", test_settings);
  g_test_add_func ("/chain/placement/share-zero", test_share_zero);
  g_test_add_func ("/chain/placement/traffic", test_traffic);
  g_test_add_func ("/chain/placement/paths", test_paths);
  g_test_add_func ("/chain/placement/degenerate", test_degenerate);
  g_test_add_func ("/chain/placement/cancel", test_cancel);
  g_test_add_func ("/chain/placement/apply-stale", test_apply_stale);
  return g_test_run ();
}

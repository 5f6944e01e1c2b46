/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "model/dect-floor-edit.h"

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint32 building;
  guint32 floors[4]; /* levels -1 to 2 */
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  DectBuilding *building = dect_building_new ();

  fixture->site = dect_site_new ();
  fixture->history = dect_site_get_history (fixture->site);
  dect_history_begin (fixture->history, "Start", NULL);
  fixture->building = dect_history_put (fixture->history, DECT_RECORD (building));
  for (guint i = 0; i < 4; i++)
    {
      DectFloor *floor = dect_floor_new ();

      floor->building = fixture->building;
      floor->level = (gint) i - 1;
      fixture->floors[i] = dect_history_put (fixture->history, DECT_RECORD (floor));
    }
  dect_history_commit (fixture->history);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->site);
}

static const DectFloor *
get_floor (Fixture *fixture, guint32 id)
{
  return DECT_FLOOR (dect_site_find_record (fixture->site, id));
}

static guint32
put (Fixture *fixture, gpointer record)
{
  return dect_history_put_one (fixture->history, DECT_RECORD (record), "Add", NULL);
}

static void
assert_levels (Fixture *fixture, gint a, gint b, gint c, gint d)
{
  const gint levels[] = { a, b, c, d };

  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (get_floor (fixture, fixture->floors[i])->level, ==, levels[i]);
}

static gboolean
move (Fixture *fixture, guint which, gint level)
{
  gboolean moved;

  dect_history_begin (fixture->history, "Move", NULL);
  moved = dect_floor_move (fixture->history, fixture->site, fixture->floors[which], level);
  g_assert_cmpint (dect_history_commit (fixture->history), ==, moved);
  return moved;
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_assert_true (move (fixture, 0, 2));
  assert_levels (fixture, 2, -1, 0, 1);
  dect_history_undo (fixture->history);
  assert_levels (fixture, -1, 0, 1, 2);
  dect_history_redo (fixture->history);
  assert_levels (fixture, 2, -1, 0, 1);
  g_assert_true (move (fixture, 0, -1));
  assert_levels (fixture, -1, 0, 1, 2);
  g_assert_true (move (fixture, 3, 1));
  assert_levels (fixture, -1, 0, 2, 1);

  /* Its own level, and one that no floor has. */
  g_assert_false (move (fixture, 0, -1));
  g_assert_false (move (fixture, 0, 7));
  assert_levels (fixture, -1, 0, 2, 1);
}

/* Two floors on one level, and a gap between levels, stay as they are. */
static void
test_move_shared (Fixture *fixture, gconstpointer data)
{
  DectFloor *floor = dect_floor_copy (get_floor (fixture, fixture->floors[2]));
  DectFloor *top = dect_floor_copy (get_floor (fixture, fixture->floors[3]));

  floor->level = 0;
  top->level = 5;
  put (fixture, floor);
  put (fixture, top);
  assert_levels (fixture, -1, 0, 0, 5);
  g_assert_true (move (fixture, 3, 0));
  assert_levels (fixture, -1, 0, 5, 0);
  dect_history_undo (fixture->history);
  g_assert_true (move (fixture, 0, 0));
  assert_levels (fixture, 0, -1, 0, 5);
}

static void
test_neighbour (Fixture *fixture, gconstpointer data)
{
  g_assert_true (dect_floor_neighbour (fixture->site, fixture->floors[0], 1)
                 == get_floor (fixture, fixture->floors[1]));
  g_assert_true (dect_floor_neighbour (fixture->site, fixture->floors[3], -1)
                 == get_floor (fixture, fixture->floors[2]));
  g_assert_null (dect_floor_neighbour (fixture->site, fixture->floors[0], -1));
  g_assert_null (dect_floor_neighbour (fixture->site, fixture->floors[3], 1));
  g_assert_null (dect_floor_neighbour (fixture->site, 4711, 1));
}

static guint32
add_rfp (Fixture *fixture, guint32 floor)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->floor = floor;
  rfp->x_m = 3;
  rfp->y_m = 4;
  rfp->number = 7;
  rfp->role = DECT_ROLE_MASTER;
  rfp->preferred_sync = TRUE;
  rfp->azimuth_deg = 100;
  rfp->mac = g_strdup ("00:30:42:1B:7F:05");
  rfp->target_ip = g_strdup ("10.0.0.7");
  rfp->photo = g_strdup ("photos/x.jpg");
  rfp->room = g_strdup ("Lab");
  return put (fixture, rfp);
}

static guint32
add_wall (Fixture *fixture, guint32 floor)
{
  DectWall *wall = dect_wall_new ();

  wall->floor = floor;
  wall->x1_m = wall->y1_m = 0;
  wall->x2_m = 10;
  wall->y2_m = 0;
  return put (fixture, wall);
}

static guint
count (Fixture *fixture, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (fixture->site, kind));
}

static guint32
duplicate (Fixture *fixture, gboolean content)
{
  guint32 id;

  dect_history_begin (fixture->history, "Duplicate", NULL);
  id = dect_floor_duplicate (fixture->history, fixture->site, fixture->floors[1], content);
  dect_history_commit (fixture->history);
  return id;
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  DectFloor *floor = dect_floor_copy (get_floor (fixture, fixture->floors[1]));
  const DectRfp *copy;
  guint32 id;

  floor->plan = g_strdup ("plans/x.png");
  floor->plan_left = 12;
  floor->height_m = 4.5;
  put (fixture, floor);
  add_rfp (fixture, fixture->floors[1]);
  add_wall (fixture, fixture->floors[1]);
  add_wall (fixture, fixture->floors[2]);

  id = duplicate (fixture, FALSE);
  g_assert_cmpint (get_floor (fixture, id)->level, ==, 3);
  g_assert_cmpstr (get_floor (fixture, id)->plan, ==, "plans/x.png");
  g_assert_cmpfloat (get_floor (fixture, id)->plan_left, ==, 12);
  g_assert_cmpfloat (get_floor (fixture, id)->height_m, ==, 4.5);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 4);

  id = duplicate (fixture, TRUE);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 3);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 2);
  g_autoptr (DectItem) item
      = g_list_model_get_item (dect_site_list (fixture->site, DECT_KIND_RFP), 1);
  copy = DECT_RFP (dect_item_get_record (item));
  g_assert_cmpuint (copy->floor, ==, id);
  g_assert_cmpint (copy->number, ==, 8);
  g_assert_cmpint (copy->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpint (copy->preferred_sync, ==, FALSE);
  g_assert_null (copy->mac);
  g_assert_null (copy->target_ip);
  g_assert_null (copy->photo);
  g_assert_cmpstr (copy->room, ==, "Lab");
  g_assert_cmpfloat (copy->x_m, ==, 3);
  /* One step, as it came. */
  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_FLOOR), ==, 4);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2);
}

/* The point that the image turns about stays where it is; things keep their metres. */
static void
test_turn (Fixture *fixture, gconstpointer data)
{
  DectFloor *floor = dect_floor_copy (get_floor (fixture, fixture->floors[1]));
  DectPoint about = { 5, 3 }, on_image, after;
  DectTransform before, inverse, now;
  guint32 rfp, wall;

  floor->plan_scale_m = 0.1;
  floor->plan_x_m = 1;
  floor->plan_y_m = -2;
  floor->plan_rotation_deg = 170;
  before = dect_floor_plan_transform (floor);
  inverse = dect_transform_invert (&before);
  on_image = dect_transform_apply (&inverse, about);
  for (guint i = 0; i < 7; i++)
    {
      dect_floor_turn_plan (floor, i == 3 ? -37.5 : 90, about);
      now = dect_floor_plan_transform (floor);
      after = dect_transform_apply (&now, on_image);
      g_assert_cmpfloat_with_epsilon (after.x, about.x, 1e-9);
      g_assert_cmpfloat_with_epsilon (after.y, about.y, 1e-9);
      g_assert_cmpfloat (fabs (floor->plan_rotation_deg), <=, 180);
    }
  g_assert_cmpfloat_with_epsilon (floor->plan_rotation_deg, 170 + 6 * 90 - 37.5 - 720, 1e-9);
  put (fixture, floor);

  rfp = add_rfp (fixture, fixture->floors[1]);
  wall = add_wall (fixture, fixture->floors[1]);
  add_wall (fixture, fixture->floors[2]);
  g_assert_cmpuint (dect_floor_count_content (fixture->site, fixture->floors[1]), ==, 2);
  dect_history_begin (fixture->history, "Turn", NULL);
  g_assert_cmpuint (dect_floor_turn_content (fixture->history, fixture->site, fixture->floors[1],
                                             90, (DectPoint){ 0, 0 }),
                    ==, 2);
  dect_history_commit (fixture->history);
  const DectRfp *turned = DECT_RFP (dect_site_find_record (fixture->site, rfp));
  const DectWall *turned_wall = DECT_WALL (dect_site_find_record (fixture->site, wall));

  /* Clockwise as seen, with y down: right becomes down. */
  g_assert_cmpfloat_with_epsilon (turned->x_m, -4, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned->y_m, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned->azimuth_deg, -170, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned_wall->x2_m, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned_wall->y2_m, 10, 1e-9);
}

static void
test_turn_zone (Fixture *fixture, gconstpointer data)
{
  DectZone *zone = dect_zone_new ();
  const DectZone *turned;
  guint32 id;

  zone->floor = fixture->floors[1];
  zone->x1_m = 10;
  zone->y1_m = 0;
  zone->x2_m = 14;
  zone->y2_m = 2;
  id = put (fixture, zone);
  dect_history_begin (fixture->history, "Turn", NULL);
  dect_floor_turn_content (fixture->history, fixture->site, fixture->floors[1], 90,
                           (DectPoint){ 0, 0 });
  dect_history_commit (fixture->history);
  turned = DECT_ZONE (dect_site_find_record (fixture->site, id));
  g_assert_cmpfloat_with_epsilon (turned->x1_m, -2, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned->x2_m, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned->y1_m, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (turned->y2_m, 14, 1e-9);
}

static guint32
add_opening (Fixture *fixture, DectOpeningKind kind)
{
  DectOpening *opening = dect_opening_new ();

  opening->floor = fixture->floors[1];
  opening->kind = kind;
  opening->x1_m = 10;
  opening->y1_m = 0;
  opening->x2_m = 14;
  opening->y2_m = 2;
  return put (fixture, opening);
}

/* A door turns with its wall from end to end; a hole in the slab stays along the axes. Half a turn
 * keeps its sides. What has no place or direction gets none. */
static void
test_turn_half (Fixture *fixture, gconstpointer data)
{
  DectRfp *rfp = dect_rfp_new (), *unplaced = dect_rfp_new ();
  guint32 ids[4] = { add_opening (fixture, DECT_OPENING_DOOR),
                     add_opening (fixture, DECT_OPENING_STAIR), 0, 0 };
  const DectOpening *door, *stair;
  const DectRfp *turned;

  rfp->floor = unplaced->floor = fixture->floors[1];
  rfp->x_m = 3;
  rfp->y_m = 4;
  rfp->azimuth_deg = 360;
  ids[2] = put (fixture, rfp);
  ids[3] = put (fixture, unplaced);
  dect_history_begin (fixture->history, "Turn", NULL);
  g_assert_cmpuint (dect_floor_turn_content (fixture->history, fixture->site, fixture->floors[1],
                                             180, (DectPoint){ 0, 0 }),
                    ==, 4);
  dect_history_commit (fixture->history);
  door = DECT_OPENING (dect_site_find_record (fixture->site, ids[0]));
  stair = DECT_OPENING (dect_site_find_record (fixture->site, ids[1]));
  g_assert_cmpfloat_with_epsilon (door->x1_m, -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (door->x2_m, -14, 1e-9);
  g_assert_cmpfloat_with_epsilon (door->y2_m, -2, 1e-9);
  g_assert_cmpfloat_with_epsilon (stair->x1_m, -14, 1e-9);
  g_assert_cmpfloat_with_epsilon (stair->x2_m, -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (stair->y1_m, -2, 1e-9);
  g_assert_cmpfloat_with_epsilon (stair->y2_m, 0, 1e-9);
  turned = DECT_RFP (dect_site_find_record (fixture->site, ids[2]));
  g_assert_cmpfloat (turned->azimuth_deg, ==, 180);
  turned = DECT_RFP (dect_site_find_record (fixture->site, ids[3]));
  g_assert_false (isfinite (turned->x_m) || isfinite (turned->azimuth_deg));
}

/* A plan that was never moved lies at the origin, unturned. */
static void
test_turn_new_plan (void)
{
  g_autoptr (DectFloor) floor = dect_floor_new ();

  floor->plan_x_m = floor->plan_y_m = floor->plan_rotation_deg = NAN;
  dect_floor_turn_plan (floor, 90, (DectPoint){ 2, 0 });
  g_assert_cmpfloat_with_epsilon (floor->plan_x_m, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (floor->plan_y_m, -2, 1e-9);
  g_assert_cmpfloat (floor->plan_rotation_deg, ==, 90);
}

static void
test_crop (void)
{
  static const struct
  {
    double left, top, right, bottom;
    DectCrop wanted;
  } cases[] = {
    { NAN, NAN, NAN, NAN, { 0, 0, 100, 50 } }, { 10, 5, 90, 45, { 10, 5, 90, 45 } },
    { 10, NAN, NAN, 45, { 10, 0, 100, 45 } },  { 10, 5, 900, 450, { 10, 5, 100, 50 } },
    { 90, 5, 10, 45, { 0, 5, 100, 45 } },      { 200, 5, 300, 45, { 0, 5, 100, 45 } },
    { 10, 30, 90, 30, { 10, 0, 90, 50 } },     { -5, -5, INFINITY, 45, { 0, 0, 100, 45 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectFloor) floor = dect_floor_new ();
      DectCrop crop;

      floor->plan_left = cases[i].left;
      floor->plan_top = cases[i].top;
      floor->plan_right = cases[i].right;
      floor->plan_bottom = cases[i].bottom;
      crop = dect_floor_plan_crop (floor, 100, 50);
      g_assert_cmpfloat (crop.left, ==, cases[i].wanted.left);
      g_assert_cmpfloat (crop.top, ==, cases[i].wanted.top);
      g_assert_cmpfloat (crop.right, ==, cases[i].wanted.right);
      g_assert_cmpfloat (crop.bottom, ==, cases[i].wanted.bottom);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/model/floor/move", Fixture, NULL, setup, test_move, teardown);
  g_test_add ("/model/floor/move-shared", Fixture, NULL, setup, test_move_shared, teardown);
  g_test_add ("/model/floor/neighbour", Fixture, NULL, setup, test_neighbour, teardown);
  g_test_add ("/model/floor/duplicate", Fixture, NULL, setup, test_duplicate, teardown);
  g_test_add ("/model/floor/turn", Fixture, NULL, setup, test_turn, teardown);
  g_test_add ("/model/floor/turn-zone", Fixture, NULL, setup, test_turn_zone, teardown);
  g_test_add ("/model/floor/turn-half", Fixture, NULL, setup, test_turn_half, teardown);
  g_test_add_func ("/model/floor/turn-new-plan", test_turn_new_plan);
  g_test_add_func ("/model/floor/crop", test_crop);
  return g_test_run ();
}

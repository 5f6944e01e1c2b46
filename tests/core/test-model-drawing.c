/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the canvas asks the model while a person draws: what is near, where a point is drawn to,
 * what becomes of the doors in a wall, what is copied. */

#include "config.h"

#include "model/dect-clip.h"
#include "model/dect-snap.h"
#include "model/dect-wall-edit.h"

#include <math.h>

static const DectSegment room[] = { { { 0, 0 }, { 10, 0 } },
                                    { { 10, 0 }, { 10, 6 } },
                                    { { 10, 6 }, { 0, 6 } },
                                    { { 0, 6 }, { 0, 0 } },
                                    { { 2, 2 }, { 5, 5 } } };

/* --- Segment index ------------------------------------------------------------------------------
 */

static void
test_nearest (void)
{
  g_autoptr (DectSegmentIndex) index = dect_segment_index_new (room, G_N_ELEMENTS (room));
  DectPoint foot;

  g_assert_cmpuint (dect_segment_index_count (index), ==, 5);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 4, 0.3 }, 0.5, &foot), ==, 0);
  g_assert_cmpfloat_with_epsilon (foot.x, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (foot.y, 0, 1e-12);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 4, 0.6 }, 0.5, NULL), ==, -1);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 3.2, 2.8 }, 0.5, &foot), ==, 4);
  g_assert_cmpfloat_with_epsilon (foot.x, 3, 1e-12);
  /* Outside of everything, but in reach of an end. */
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 10.3, -0.3 }, 0.5, &foot), >=,
                   0);
  g_assert_cmpfloat (foot.x, ==, 10);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 500, 500 }, 0.5, NULL), ==, -1);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ NAN, 0 }, 0.5, NULL), ==, -1);
}

static void
test_degenerate (void)
{
  const DectSegment odd[] = { { { 1, 1 }, { 1, 1 } },
                              { { NAN, 0 }, { 1, 1 } },
                              { { 0, 0 }, { INFINITY, 0 } },
                              { { 1, 1 }, { 1, 1 } } };
  g_autoptr (DectSegmentIndex) empty = dect_segment_index_new (NULL, 0);
  g_autoptr (DectSegmentIndex) index = dect_segment_index_new (odd, G_N_ELEMENTS (odd));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  g_assert_cmpint (dect_segment_index_nearest (empty, (DectPoint){ 0, 0 }, 9, NULL), ==, -1);
  g_assert_cmpint (dect_segment_index_nearest (index, (DectPoint){ 1.1, 1 }, 1, NULL), ==, 0);
  dect_segment_index_query (index, (DectPoint){ -5, -5 }, (DectPoint){ 5, 5 }, found);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (g_array_index (found, guint, 1), ==, 3);
  g_assert_cmpfloat (dect_segment_along (&odd[0], (DectPoint){ 7, 7 }), ==, 0);
  g_assert_cmpfloat (dect_segment_at (&odd[0], 3).x, ==, 1);
}

/* The grid must find what going through all of them finds. */
static void
test_as_all (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree DectSegment *segments = g_new (DectSegment, 600);
  g_autoptr (DectSegmentIndex) index = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 600; i++)
    {
      double reach = i % 50 == 0 ? 150 : 6;

      segments[i].a = (DectPoint){ g_rand_double_range (random, -40, 90),
                                   g_rand_double_range (random, 0, 60) };
      segments[i].b = (DectPoint){ segments[i].a.x + g_rand_double_range (random, -reach, reach),
                                   segments[i].a.y + g_rand_double_range (random, -reach, reach) };
      if (i % 3 == 0)
        segments[i].b.y = segments[i].a.y;
      else if (i % 3 == 1)
        segments[i].b.x = segments[i].a.x;
    }
  index = dect_segment_index_new (segments, 600);
  for (guint k = 0; k < 400; k++)
    {
      DectPoint at
          = { g_rand_double_range (random, -60, 110), g_rand_double_range (random, -20, 80) };
      double best = 2;
      gint expected = -1;

      for (guint i = 0; i < 600; i++)
        {
          DectPoint foot = dect_segment_foot (&segments[i], at);
          double distance = hypot (foot.x - at.x, foot.y - at.y);

          if (distance < best)
            {
              best = distance;
              expected = (gint) i;
            }
        }
      g_assert_cmpint (dect_segment_index_nearest (index, at, 2, NULL), ==, expected);
      dect_segment_index_query (index, (DectPoint){ at.x - 1, at.y - 2 },
                                (DectPoint){ at.x + 3, at.y + 1 }, found);
      for (guint i = 0, f = 0; i < 600; i++)
        {
          gboolean listed = f < found->len && g_array_index (found, guint, f) == i;
          gboolean inside = segments[i].a.x >= at.x - 1 && segments[i].a.x <= at.x + 3
                            && segments[i].a.y >= at.y - 2 && segments[i].a.y <= at.y + 1;

          f += listed;
          g_assert_true (listed || !inside);
        }
    }
}

/* --- Snapping ------------------------------------------------------------------------------------
 */

static void
assert_point (DectPoint point, double x, double y)
{
  g_assert_cmpfloat_with_epsilon (point.x, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (point.y, y, 1e-9);
}

static void
test_snap (void)
{
  g_autoptr (DectSegmentIndex) walls = dect_segment_index_new (room, 4);
  const DectPoint others[] = { { 3, 2 }, { 7, 4 }, { 3, 5 } };
  DectSnapper snapper = { walls, others, 3, 1, 0.2 };
  DectSnap snap;

  snap = dect_snap (&snapper, (DectPoint){ 9.9, 0.1 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_END);
  assert_point (snap.point, 10, 0);

  snap = dect_snap (&snapper, (DectPoint){ 5, 0.15 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_WALL);
  assert_point (snap.point, 5, 0);
  g_assert_cmpuint (snap.n_guides, ==, 0);

  /* On the wall, and right above another. */
  snap = dect_snap (&snapper, (DectPoint){ 7.1, 0.15 });
  assert_point (snap.point, 7, 0);
  g_assert_cmpuint (snap.n_guides, ==, 1);
  assert_point (snap.guides[0].a, 7, 4);

  /* In line both ways, the shorter guide of two in one line. */
  snap = dect_snap (&snapper, (DectPoint){ 3.1, 4.1 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_AXIS);
  assert_point (snap.point, 3, 4);
  g_assert_cmpuint (snap.n_guides, ==, 2);
  assert_point (snap.guides[0].a, 3, 5);
  assert_point (snap.guides[1].a, 7, 4);

  /* The paper has no guides: its lines are there. */
  snap = dect_snap (&snapper, (DectPoint){ 5.9, 2.5 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_GRID);
  assert_point (snap.point, 6, 2.5);
  g_assert_cmpuint (snap.n_guides, ==, 0);

  snap = dect_snap (&snapper, (DectPoint){ 5.5, 2.5 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_NONE);
  assert_point (snap.point, 5.5, 2.5);

  /* Nothing there, nothing asked for, nonsense. */
  snapper = (DectSnapper){ NULL, NULL, 0, 0, 0.2 };
  g_assert_cmpint (dect_snap (&snapper, (DectPoint){ 1, 1 }).kind, ==, DECT_SNAP_NONE);
  snapper.reach_m = 0;
  g_assert_cmpint (dect_snap (&snapper, (DectPoint){ 1, 1 }).kind, ==, DECT_SNAP_NONE);
  g_assert_true (isnan (dect_snap (&snapper, (DectPoint){ NAN, 1 }).point.x));
  snapper.reach_m = 0.2;
  g_assert_cmpint (dect_snap (&snapper, (DectPoint){ 1, INFINITY }).kind, ==, DECT_SNAP_NONE);
}

/* The nearest of what is in reach, whichever comes first. */
static void
test_snap_nearest (void)
{
  const DectSegment ends[] = { { { 0, 0 }, { 0, -5 } }, { { 0.1, 0 }, { 5, 0 } } };
  const DectPoint line[] = { { 3, 2 }, { 3, 9 } };

  for (guint turned = 0; turned < 2; turned++)
    {
      const DectSegment in_turn[] = { ends[turned], ends[!turned] };
      const DectPoint points[] = { line[turned], line[!turned] };
      g_autoptr (DectSegmentIndex) walls = dect_segment_index_new (in_turn, 2);
      DectSnapper snapper = { walls, points, 2, 0, 0.2 };
      DectSnap snap = dect_snap (&snapper, (DectPoint){ 0.02, 0 });

      g_assert_cmpint (snap.kind, ==, DECT_SNAP_END);
      assert_point (snap.point, 0, 0);
      snap = dect_snap (&snapper, (DectPoint){ 3.1, 4 });
      g_assert_cmpuint (snap.n_guides, ==, 1);
      assert_point (snap.guides[0].a, 3, 2);
    }
}

/* On a wall that is askew a line across may meet it out of reach, or not at all: then it draws
 * nothing. */
static void
test_snap_askew (void)
{
  const DectSegment walls[] = { { { 0, 0 }, { 10, 1 } }, { { 20, 0 }, { 20.05, 5 } } };
  const DectPoint others[] = { { 2, 0.6 }, { 20.2, 9 } };
  g_autoptr (DectSegmentIndex) index = dect_segment_index_new (walls, 2);
  DectSnapper snapper = { index, others, 2, 0, 0.2 };
  DectSnap snap = dect_snap (&snapper, (DectPoint){ 5, 0.5 });

  g_assert_cmpint (snap.kind, ==, DECT_SNAP_WALL);
  assert_point (snap.point, 5, 0.5);
  g_assert_cmpuint (snap.n_guides, ==, 0);
  snap = dect_snap (&snapper, (DectPoint){ 20.025, 2.5 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_WALL);
  assert_point (snap.point, 20.025, 2.5);
  g_assert_cmpuint (snap.n_guides, ==, 0);
  /* In reach it does. */
  snap = dect_snap (&snapper, (DectPoint){ 2.1, 0.21 });
  assert_point (snap.point, 2, 0.2);
  g_assert_cmpuint (snap.n_guides, ==, 1);
}

static void
test_straight (void)
{
  const DectPoint others[] = { { 3, 2 } };
  DectSnapper snapper = { NULL, others, 1, 0, 0.2 };
  DectSnap snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1.9 }, (DectPoint){ 2.9, 1.2 });

  /* In line with the other's x; its y is as near, but would tilt the line. */
  assert_point (snap.point, 3, 1.9);
  g_assert_cmpuint (snap.n_guides, ==, 1);
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1 }, (DectPoint){ 1.4, 8 });
  assert_point (snap.point, 1, 8);
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_NONE);
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1 }, (DectPoint){ 1, 1 });
  assert_point (snap.point, 1, 1);
  snapper.grid_m = 1;
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1.3 }, (DectPoint){ 5.9, 1.4 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_GRID);
  assert_point (snap.point, 6, 1.3);
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1 }, (DectPoint){ NAN, 1 });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_NONE);
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1 }, (DectPoint){ 1, INFINITY });
  g_assert_cmpint (snap.kind, ==, DECT_SNAP_NONE);
  snapper.reach_m = 0;
  snap = dect_snap_straight (&snapper, (DectPoint){ 1, 1.3 }, (DectPoint){ 5.9, 1.4 });
  assert_point (snap.point, 5.9, 1.3);
}

/* A line that stays level or upright ends on what it meets, and on no end beside it. */
static void
test_straight_walls (void)
{
  static const struct
  {
    DectPoint from, to;
    DectSnapKind kind;
    DectPoint point;
  } cases[] = {
    { { 2, 6 }, { 9.9, 6.05 }, DECT_SNAP_END, { 10, 6 } },
    { { 10, 3 }, { 10.05, 5.9 }, DECT_SNAP_END, { 10, 6 } },
    { { 2, 5.9 }, { 9.9, 5.8 }, DECT_SNAP_WALL, { 10, 5.9 } },
    { { 9.9, 3 }, { 9.8, 5.9 }, DECT_SNAP_WALL, { 9.9, 6 } },
    { { 3, 1.5 }, { 3.1, 5.9 }, DECT_SNAP_WALL, { 3, 6 } },
    { { 0.5, 3 }, { 2.9, 3.1 }, DECT_SNAP_WALL, { 3, 3 } },
    { { 4, 0.5 }, { 4.1, 3.9 }, DECT_SNAP_WALL, { 4, 4 } },
    { { 2, 0.1 }, { 5, 0.12 }, DECT_SNAP_NONE, { 5, 0.1 } }, /* along a wall */
    { { 0.1, 2 }, { 0.12, 4 }, DECT_SNAP_NONE, { 0.1, 4 } },
    { { 11, 6.1 }, { 10.15, 6.2 }, DECT_SNAP_NONE, { 10.15, 6.1 } }, /* past its end */
    { { 10.1, 9 }, { 10.2, 6.15 }, DECT_SNAP_NONE, { 10.1, 6.15 } },
    { { 5, 3.5 }, { 8, 3.4 }, DECT_SNAP_NONE, { 8, 3.5 } },
  };
  g_autoptr (DectSegmentIndex) walls = dect_segment_index_new (room, G_N_ELEMENTS (room));
  DectSnapper snapper = { walls, NULL, 0, 0, 0.2 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnap snap = dect_snap_straight (&snapper, cases[i].from, cases[i].to);

      g_test_message ("case %u", i);
      g_assert_cmpint (snap.kind, ==, cases[i].kind);
      assert_point (snap.point, cases[i].point.x, cases[i].point.y);
      g_assert_cmpuint (snap.n_guides, ==, 0);
    }
}

/* Of two walls the nearer one, whichever comes first. */
static void
test_straight_nearest (void)
{
  const DectSegment walls[] = { { { 5, 0 }, { 5, 6 } }, { { 5.1, 0 }, { 5.1, 6 } } };

  for (guint turned = 0; turned < 2; turned++)
    {
      const DectSegment in_turn[] = { walls[turned], walls[!turned] };
      g_autoptr (DectSegmentIndex) index = dect_segment_index_new (in_turn, 2);
      DectSnapper snapper = { index, NULL, 0, 0, 0.2 };
      DectSnap snap = dect_snap_straight (&snapper, (DectPoint){ 1, 3 }, (DectPoint){ 5.08, 3.1 });

      g_assert_cmpint (snap.kind, ==, DECT_SNAP_WALL);
      assert_point (snap.point, 5.1, 3);
    }
}

/* --- Walls and openings --------------------------------------------------------------------------
 */

static void
test_carry (void)
{
  static const struct
  {
    DectSegment after;
    DectSegment opening;
  } cases[] = {
    { { { 1, 1 }, { 11, 1 } }, { { 3, 1 }, { 4, 1 } } }, /* moved */
    { { { 0, 0 }, { 20, 0 } }, { { 2, 0 }, { 3, 0 } } }, /* made longer */
    { { { 5, 0 }, { 10, 0 } }, { { 5, 0 }, { 6, 0 } } }, /* shortened at the near end: pushed */
    { { { 0, 0 }, { 2.5, 0 } }, { { 1.5, 0 }, { 2.5, 0 } } }, /* shortened at the far end */
    { { { 0, 0 }, { 0.4, 0 } }, { { 0, 0 }, { 0.4, 0 } } },   /* shorter than the door */
    { { { 0, 0 }, { 0, 10 } }, { { 0, 2 }, { 0, 3 } } },      /* turned about its first end */
    { { { 0, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 0 } } },
  };
  const DectSegment wall = { { 0, 0 }, { 10, 0 } }, door = { { 2, 0 }, { 3, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSegment now = dect_wall_carry (&wall, &cases[i].after, &door);

      g_test_message ("case %u", i);
      assert_point (now.a, cases[i].opening.a.x, cases[i].opening.a.y);
      assert_point (now.b, cases[i].opening.b.x, cases[i].opening.b.y);
    }
}

static void
test_place_opening (void)
{
  const DectSegment wall = { { 0, 0 }, { 0, 5 } };
  DectSegment door = dect_wall_place_opening (&wall, (DectPoint){ 0.3, 2 }, 1);

  assert_point (door.a, 0, 1.5);
  assert_point (door.b, 0, 2.5);
  door = dect_wall_place_opening (&wall, (DectPoint){ 0, 4.9 }, 1);
  assert_point (door.a, 0, 4);
  assert_point (door.b, 0, 5);
  door = dect_wall_place_opening (&wall, (DectPoint){ 0, -3 }, 9);
  assert_point (door.a, 0, 0);
  assert_point (door.b, 0, 5);
}

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint32 floor;
  guint32 upper;
  guint32 wall;
  guint32 door;
} Fixture;

static guint32
put (Fixture *fixture, DectRecord *record)
{
  return dect_history_put (fixture->history, record);
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new (), *upper = dect_floor_new ();
  DectWall *wall = dect_wall_new ();
  DectOpening *door = dect_opening_new ();

  fixture->site = dect_site_new ();
  fixture->history = dect_site_get_history (fixture->site);
  dect_history_begin (fixture->history, "Build", NULL);
  floor->building = upper->building = put (fixture, DECT_RECORD (building));
  upper->level = 1;
  fixture->floor = wall->floor = door->floor = put (fixture, DECT_RECORD (floor));
  fixture->upper = put (fixture, DECT_RECORD (upper));
  wall->x1_m = wall->y1_m = wall->y2_m = door->y1_m = door->y2_m = 0;
  wall->x2_m = 10;
  dect_set_str (&wall->material, "concrete");
  door->x1_m = 2;
  door->x2_m = 3;
  fixture->wall = put (fixture, DECT_RECORD (wall));
  fixture->door = put (fixture, DECT_RECORD (door));
  dect_history_commit (fixture->history);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->site);
}

static void
test_holds (Fixture *fixture, gconstpointer data)
{
  const DectWall *wall = DECT_WALL (dect_site_find_record (fixture->site, fixture->wall));
  g_autoptr (DectOpening) door
      = dect_opening_copy (DECT_OPENING (dect_site_find_record (fixture->site, fixture->door)));

  g_assert_true (dect_wall_holds (wall, door));
  door->y2_m = 0.3; /* across the wall */
  g_assert_false (dect_wall_holds (wall, door));
  door->y2_m = 0;
  door->kind = DECT_OPENING_STAIR;
  g_assert_false (dect_wall_holds (wall, door));
  door->kind = DECT_OPENING_GAP;
  door->floor = fixture->upper;
  g_assert_false (dect_wall_holds (wall, door));
}

static void
test_split (Fixture *fixture, gconstpointer data)
{
  guint32 second;
  const DectWall *wall;

  dect_history_begin (fixture->history, "Split", NULL);
  g_assert_cmpuint (dect_wall_split (fixture->site, fixture->wall, (DectPoint){ 0.01, 1 }), ==, 0);
  g_assert_cmpuint (dect_wall_split (fixture->site, fixture->door, (DectPoint){ 2.5, 0 }), ==, 0);
  g_assert_cmpuint (dect_wall_split (fixture->site, fixture->wall, (DectPoint){ NAN, 1 }), ==, 0);
  second = dect_wall_split (fixture->site, fixture->wall, (DectPoint){ 4, 1 });
  dect_history_commit (fixture->history);
  wall = DECT_WALL (dect_site_find_record (fixture->site, second));
  g_assert_cmpfloat (wall->x1_m, ==, 4);
  g_assert_cmpfloat (wall->x2_m, ==, 10);
  g_assert_cmpstr (wall->material, ==, "concrete");
  wall = DECT_WALL (dect_site_find_record (fixture->site, fixture->wall));
  g_assert_cmpfloat (wall->x2_m, ==, 4);
  dect_history_undo (fixture->history);
  g_assert_null (dect_site_find_record (fixture->site, second));
}

static void
test_align (void)
{
  g_autoptr (DectFloor) floor = dect_floor_new (), below = dect_floor_new ();
  DectPoint here[2] = { { 1, 1 }, { 1, 3 } }, there[2] = { { 4, 6 }, { 4, 10 } }, offset;
  double scale, turn;

  below->offset_x_m = 2;
  dect_floor_align_offset (floor, below, here, there, &offset, &scale, &turn);
  /* The middles: (1, 2) here, (4 + 2, 8) in the building. */
  assert_point (offset, 5, 6);
  g_assert_cmpfloat_with_epsilon (scale, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (turn, 0, 1e-9);
  there[1] = (DectPoint){ 2, 6 };
  dect_floor_align_offset (floor, below, here, there, &offset, &scale, &turn);
  g_assert_cmpfloat_with_epsilon (scale, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (turn, 90, 1e-9);
  here[1] = here[0];
  dect_floor_align_offset (floor, below, here, there, &offset, &scale, &turn);
  g_assert_true (isnan (scale) && isnan (turn));
}

/* --- Copies --------------------------------------------------------------------------------------
 */

static guint32
add_rfp (Fixture *fixture, const char *name, gint number)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->number = number;
  dect_set_str (&rfp->name, name);
  dect_set_str (&rfp->mac, "00:30:42:00:00:01");
  dect_set_str (&rfp->target_ip, "10.0.0.7");
  dect_set_str (&rfp->model, "45");
  rfp->role = DECT_ROLE_MASTER;
  rfp->preferred_sync = TRUE;
  rfp->cluster = 3;
  rfp->floor = fixture->floor;
  rfp->x_m = 1;
  rfp->y_m = 2;
  return dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Place", NULL);
}

static void
test_clip (Fixture *fixture, gconstpointer data)
{
  guint32 ids[] = { add_rfp (fixture, "RFP 1", 1), fixture->wall, fixture->floor, 999 };
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (DectSnapshot) clip = dect_clip_new (snapshot, ids, G_N_ELEMENTS (ids));
  const char *uuid = dect_snapshot_get_info (snapshot)->uuid;
  g_autoptr (GArray) pasted = NULL;
  const DectRfp *rfp;
  const DectOpening *door;

  /* The door came with its wall; a floor is not copied. */
  g_assert_cmpuint (dect_clip_count (clip), ==, 3);
  g_assert_true (dect_clip_is_from (clip, uuid, fixture->floor));
  g_assert_false (dect_clip_is_from (clip, uuid, fixture->upper));
  g_assert_false (dect_clip_is_from (clip, "other", fixture->floor));
  g_assert_null (dect_clip_new (snapshot, &ids[2], 2));
  g_assert_null (dect_clip_new (snapshot, NULL, 0));

  dect_history_begin (fixture->history, "Paste", NULL);
  pasted = dect_clip_paste (clip, fixture->site, fixture->upper, 1, -1);
  dect_history_commit (fixture->history);
  g_assert_cmpuint (pasted->len, ==, 3);
  door = DECT_OPENING (dect_site_find_record (fixture->site, g_array_index (pasted, guint32, 1)));
  g_assert_cmpfloat (door->x1_m, ==, 3);
  g_assert_cmpfloat (door->y2_m, ==, -1);
  g_assert_cmpuint (door->floor, ==, fixture->upper);
  rfp = DECT_RFP (dect_site_find_record (fixture->site, g_array_index (pasted, guint32, 2)));
  g_assert_cmpint (rfp->number, ==, 2);
  g_assert_cmpstr (rfp->name, ==, "RFP 2");
  g_assert_cmpstr (rfp->model, ==, "45");
  g_assert_cmpint (rfp->cluster, ==, 3);
  g_assert_null (rfp->mac);
  g_assert_null (rfp->target_ip);
  g_assert_cmpint (rfp->role, ==, DECT_ROLE_NORMAL);
  g_assert_false (rfp->preferred_sync);
  g_assert_cmpfloat (rfp->x_m, ==, 2);
  g_assert_cmpuint (rfp->floor, ==, fixture->upper);
  dect_history_undo (fixture->history);
  g_assert_null (dect_site_find_record (fixture->site, g_array_index (pasted, guint32, 2)));
}

/* A note keeps its words and goes by the same way as everything else. */
static void
test_clip_remark (Fixture *fixture, gconstpointer data)
{
  DectRemark *remark = dect_remark_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) clip = NULL;
  g_autoptr (GArray) pasted = NULL;
  const DectRemark *copy;
  guint32 id;

  remark->floor = fixture->floor;
  remark->x_m = 4;
  remark->y_m = 5;
  dect_set_str (&remark->text, "Gas pipe\nNo drilling");
  id = dect_history_put_one (fixture->history, DECT_RECORD (remark), "Note", NULL);
  snapshot = dect_site_snapshot (fixture->site);
  clip = dect_clip_new (snapshot, &id, 1);
  g_assert_cmpuint (dect_clip_count (clip), ==, 1);
  dect_history_begin (fixture->history, "Paste", NULL);
  pasted = dect_clip_paste (clip, fixture->site, fixture->upper, 1, -1);
  dect_history_commit (fixture->history);
  g_assert_cmpuint (pasted->len, ==, 1);
  copy = DECT_REMARK (dect_site_find_record (fixture->site, g_array_index (pasted, guint32, 0)));
  g_assert_cmpuint (copy->head.id, !=, id);
  g_assert_cmpstr (copy->text, ==, "Gas pipe\nNo drilling");
  g_assert_cmpfloat (copy->x_m, ==, 5);
  g_assert_cmpfloat (copy->y_m, ==, 4);
  g_assert_cmpuint (copy->floor, ==, fixture->upper);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/segment-index/nearest", test_nearest);
  g_test_add_func ("/model/segment-index/degenerate", test_degenerate);
  g_test_add_func ("/model/segment-index/as-all", test_as_all);
  g_test_add_func ("/model/snap/point", test_snap);
  g_test_add_func ("/model/snap/nearest", test_snap_nearest);
  g_test_add_func ("/model/snap/askew", test_snap_askew);
  g_test_add_func ("/model/snap/straight", test_straight);
  g_test_add_func ("/model/snap/straight-walls", test_straight_walls);
  g_test_add_func ("/model/snap/straight-nearest", test_straight_nearest);
  g_test_add_func ("/model/wall/carry", test_carry);
  g_test_add_func ("/model/wall/place-opening", test_place_opening);
  g_test_add ("/model/wall/holds", Fixture, NULL, setup, test_holds, teardown);
  g_test_add ("/model/wall/split", Fixture, NULL, setup, test_split, teardown);
  g_test_add_func ("/model/floor/align", test_align);
  g_test_add ("/model/clip", Fixture, NULL, setup, test_clip, teardown);
  g_test_add ("/model/clip-remark", Fixture, NULL, setup, test_clip_remark, teardown);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sheet/dect-sheet-measure.h"

#include <math.h>

/* A room of 10 x 6 m with a partition from the upper wall down to y = 4 at x = 6. */
static const DectMapPiece room[] = {
  { { 0, 0 }, { 10, 0 }, FALSE }, { { 10, 0 }, { 10, 6 }, TRUE }, { { 10, 6 }, { 0, 6 }, FALSE },
  { { 0, 6 }, { 0, 0 }, FALSE },  { { 6, 0 }, { 6, 4 }, FALSE },
};

typedef struct
{
  DectPoint at;
  guint n;
  double first_m, second_m;
  DectPoint first_foot, second_foot;
} Case;

static void
assert_case (const DectMapPiece *pieces, guint n_pieces, const Case *expected)
{
  DectWallDistance found[2];
  guint n = dect_measure_walls (pieces, n_pieces, expected->at, found);

  g_assert_cmpuint (n, ==, expected->n);
  if (n > 0)
    {
      g_assert_cmpfloat_with_epsilon (found[0].distance_m, expected->first_m, 1e-9);
      g_assert_cmpfloat_with_epsilon (found[0].foot.x, expected->first_foot.x, 1e-9);
      g_assert_cmpfloat_with_epsilon (found[0].foot.y, expected->first_foot.y, 1e-9);
    }
  if (n > 1)
    {
      g_assert_cmpfloat_with_epsilon (found[1].distance_m, expected->second_m, 1e-9);
      g_assert_cmpfloat_with_epsilon (found[1].foot.x, expected->second_foot.x, 1e-9);
      g_assert_cmpfloat_with_epsilon (found[1].foot.y, expected->second_foot.y, 1e-9);
    }
}

static void
test_room (void)
{
  static const Case cases[] = {
    /* the partition is nearer than the wall behind it */
    { { 5, 2 }, 2, 1, 2, { 6, 2 }, { 5, 0 } },
    /* beside its lower end: it cannot be measured to, and does not stand in the way */
    { { 5.5, 5 }, 2, 1, 4.5, { 5.5, 6 }, { 10, 5 } },
    /* behind it the room goes on */
    { { 9, 1 }, 2, 1, 1, { 9, 0 }, { 10, 1 } },
    /* mounted on the wall: that one is at no distance, the other along it */
    { { 2, 0 }, 2, 0, 2, { 2, 0 }, { 0, 0 } },
    /* both outside walls, one in front of the other: only square to the nearest */
    { { 3, -2 }, 1, 2, 0, { 3, 0 }, { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (room, G_N_ELEMENTS (room), &cases[i]);
}

/* Nearly parallel walls say the same twice; one that leans up to 30 degrees is a corner. */
static void
test_angles (void)
{
  static const struct
  {
    double angle_deg;
    guint n;
  } cases[] = { { 0, 1 }, { 20, 1 }, { 55, 1 }, { 61, 2 }, { 90, 2 }, { 119, 2 }, { 130, 1 } };
  DectPoint at = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double angle = cases[i].angle_deg * G_PI / 180;
      /* a wall below, and one 3 m away whose direction is turned by the angle */
      DectPoint normal = { -sin (angle), cos (angle) };
      DectPoint middle = { -3 * normal.x, -3 * normal.y };
      DectMapPiece pieces[] = {
        { { -0.5, 1 }, { 0.5, 1 }, FALSE },
        { { middle.x - cos (angle), middle.y - sin (angle) },
          { middle.x + cos (angle), middle.y + sin (angle) },
          FALSE },
      };
      DectWallDistance found[2];

      g_assert_cmpuint (dect_measure_walls (pieces, 2, at, found), ==, cases[i].n);
      g_assert_cmpfloat_with_epsilon (found[0].distance_m, 1, 1e-9);
      if (cases[i].n > 1)
        g_assert_cmpfloat_with_epsilon (found[1].distance_m, 3, 1e-9);
    }
}

static void
test_nothing (void)
{
  static const DectMapPiece point[] = { { { 1, 1 }, { 1, 1 }, FALSE } };
  DectWallDistance found[2];

  g_assert_cmpuint (dect_measure_walls (NULL, 0, (DectPoint){ 0, 0 }, found), ==, 0);
  g_assert_cmpuint (dect_measure_walls (point, 1, (DectPoint){ 0, 0 }, found), ==, 0);
}

/* Turned and mirrored rooms give the same distances: nothing depends on the axes or the order. */
static void
test_turned (void)
{
  const DectPoint at = { 7.3, 2.2 };
  DectWallDistance expected[2], found[2];

  g_assert_cmpuint (dect_measure_walls (room, G_N_ELEMENTS (room), at, expected), ==, 2);
  for (guint turn = 1; turn < 24; turn++)
    {
      double c = cos (turn * G_PI / 12), s = sin (turn * G_PI / 12);
      DectMapPiece pieces[G_N_ELEMENTS (room)];
      DectPoint turned = { at.x * c - at.y * s, at.x * s + at.y * c };

      for (guint i = 0; i < G_N_ELEMENTS (room); i++)
        {
          const DectMapPiece *from = &room[G_N_ELEMENTS (room) - 1 - i];

          pieces[i].to = (DectPoint){ from->from.x * c - from->from.y * s,
                                      from->from.x * s + from->from.y * c };
          pieces[i].from
              = (DectPoint){ from->to.x * c - from->to.y * s, from->to.x * s + from->to.y * c };
        }
      g_assert_cmpuint (dect_measure_walls (pieces, G_N_ELEMENTS (pieces), turned, found), ==, 2);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpfloat_with_epsilon (found[i].distance_m, expected[i].distance_m, 1e-9);
    }
}

static void
test_arrows (void)
{
  static const struct
  {
    DectPoint to;
    const char *arrow;
  } cases[] = {
    { { 1, 0 }, "→" },  { { 1, 1 }, "↘" },   { { 0, 1 }, "↓" },   { { -1, 1 }, "↙" },
    { { -1, 0 }, "←" }, { { -1, -1 }, "↖" }, { { 0, -1 }, "↑" },  { { 1, -1 }, "↗" },
    { { 0, 0 }, "•" },  { { -9, 1 }, "←" },  { { -9, -1 }, "←" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (dect_measure_arrow ((DectPoint){ 0, 0 }, cases[i].to), ==, cases[i].arrow);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/measure/room", test_room);
  g_test_add_func ("/sheet/measure/angles", test_angles);
  g_test_add_func ("/sheet/measure/nothing", test_nothing);
  g_test_add_func ("/sheet/measure/turned", test_turned);
  g_test_add_func ("/sheet/measure/arrows", test_arrows);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "canvas/dect-view-transform.h"

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-9)

static void
test_inverse (void)
{
  const DectViewTransform views[] = { { 50, 0, 0 }, { 0.2, -1e4, 33 }, { 1000, 5e5, -2e6 } };
  const DectPoint points[] = { { 0, 0 }, { 12.5, -3 }, { -400, 800 } };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    for (guint j = 0; j < G_N_ELEMENTS (points); j++)
      {
        DectPoint widget = dect_view_transform_to_widget (&views[i], points[j]);
        DectPoint plan = dect_view_transform_to_plan (&views[i], widget);

        g_assert_cmpfloat_with_epsilon (plan.x, points[j].x, 1e-6);
        g_assert_cmpfloat_with_epsilon (plan.y, points[j].y, 1e-6);
      }
}

static void
test_zoom_at (void)
{
  DectViewTransform view = { 20, 100, 50 };
  const DectPoint pointer = { 317, 211 };
  DectPoint before = dect_view_transform_to_plan (&view, pointer);

  for (guint i = 0; i < 12; i++)
    {
      DectPoint after;

      dect_view_transform_zoom_at (&view, pointer, i < 6 ? 1.7 : 0.3);
      after = dect_view_transform_to_plan (&view, pointer);
      g_assert_cmpfloat_with_epsilon (after.x, before.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (after.y, before.y, 1e-6);
      g_assert_cmpfloat (view.scale, >=, DECT_VIEW_MIN_SCALE);
      g_assert_cmpfloat (view.scale, <=, DECT_VIEW_MAX_SCALE);
    }
}

static void
test_fit (void)
{
  DectViewTransform view;
  const DectArea area = { -10, 5, 50, 25 };
  DectPoint corner;

  dect_view_transform_fit (&view, &area, 640, 480, 20);
  assert_near (view.scale, 10);
  corner = dect_view_transform_to_widget (&view, (DectPoint){ -10, 5 });
  assert_near (corner.x, 20);
  assert_near (corner.y, 140);
  corner = dect_view_transform_to_widget (&view, (DectPoint){ 50, 25 });
  assert_near (corner.x, 620);
  assert_near (corner.y, 340);

  /* Nothing to see, or no room: still a transform. */
  dect_view_transform_fit (&view, &(DectArea){ 3, 3, 3, 3 }, 0, 0, 20);
  g_assert_true (view.scale >= DECT_VIEW_MIN_SCALE && view.scale <= DECT_VIEW_MAX_SCALE);
}

static void
test_nice_length (void)
{
  static const double cases[][2] = { { 1, 1 },    { 1.99, 1 }, { 2, 2 },     { 4.9, 2 },
                                     { 9.99, 5 }, { 10, 10 },  { 0.3, 0.2 }, { 730, 500 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (dect_view_nice_length (cases[i][0]), cases[i][1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/view-transform/inverse", test_inverse);
  g_test_add_func ("/ui/view-transform/zoom-at", test_zoom_at);
  g_test_add_func ("/ui/view-transform/fit", test_fit);
  g_test_add_func ("/ui/view-transform/nice-length", test_nice_length);

  return g_test_run ();
}

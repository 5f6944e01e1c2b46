/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "model/dect-geometry.h"
#include "model/dect-history.h"

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint changes;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->changes++;
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->site = dect_site_new ();
  fixture->history = dect_site_get_history (fixture->site);
  fixture->changes = 0;
  g_signal_connect_swapped (fixture->history, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->site);
}

static guint32
add_rfp (Fixture *fixture, const char *name, guint32 floor)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->name = g_strdup (name);
  rfp->floor = floor;
  rfp->x_m = floor != 0 ? 10 : NAN;
  rfp->y_m = floor != 0 ? 20 : NAN;
  return dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Add base station", NULL);
}

static void
move_rfp (Fixture *fixture, guint32 id, double x_m, const char *key)
{
  DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_site_find_record (fixture->site, id)));

  rfp->x_m = x_m;
  dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Move base station", key);
}

static double
x_of (Fixture *fixture, guint32 id)
{
  return DECT_RFP (dect_site_find_record (fixture->site, id))->x_m;
}

static guint
count (Fixture *fixture, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (fixture->site, kind));
}

/* Both show the same records in the same order. */
static void
assert_same (DectSnapshot *a, DectSnapshot *b)
{
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n, m;
      const DectRecord *const *x = dect_snapshot_records (a, kind, &n);
      const DectRecord *const *y = dect_snapshot_records (b, kind, &m);

      g_assert_cmpuint (n, ==, m);
      for (guint i = 0; i < n; i++)
        g_assert_true (dect_record_equal (x[i], y[i]));
    }
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);
  guint64 generation = dect_site_get_generation (fixture->site);

  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Add base station");
  g_assert_false (dect_history_can_redo (fixture->history));

  dect_history_undo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 0);
  g_assert_null (dect_site_find (fixture->site, id));
  g_assert_cmpuint (dect_site_get_generation (fixture->site), >, generation);
  g_assert_cmpstr (dect_history_get_redo_label (fixture->history), ==, "Add base station");
  g_assert_false (dect_history_can_undo (fixture->history));

  dect_history_redo (fixture->history);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  g_assert_nonnull (dect_site_find (fixture->site, id));
  g_assert_cmpuint (fixture->changes, ==, 3);

  dect_history_redo (fixture->history);
  g_assert_cmpuint (fixture->changes, ==, 3);
}

static void
test_no_change (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);
  guint64 generation = dect_site_get_generation (fixture->site);

  dect_history_begin (fixture->history, "Nothing", NULL);
  dect_history_put (fixture->history, dect_record_copy (dect_site_find_record (fixture->site, id)));
  g_assert_false (dect_history_commit (fixture->history));
  g_assert_cmpuint (dect_site_get_generation (fixture->site), ==, generation);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Add base station");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);
  g_autoptr (DectSnapshot) before = dect_site_snapshot (fixture->site);
  g_autoptr (DectSnapshot) after = NULL;
  DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_site_find_record (fixture->site, id)));

  rfp->x_m = 3;
  dect_history_begin (fixture->history, "Taken back", NULL);
  dect_history_put (fixture->history, DECT_RECORD (rfp));
  dect_history_put (fixture->history, dect_record_new (DECT_KIND_HANDSET));
  dect_history_remove (fixture->history, id);
  dect_history_cancel (fixture->history);
  after = dect_site_snapshot (fixture->site);
  assert_same (before, after);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Add base station");
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);
  guint32 other = add_rfp (fixture, "B", 0);

  for (guint i = 1; i <= 10; i++)
    move_rfp (fixture, id, i, "drag");
  dect_history_seal (fixture->history);
  move_rfp (fixture, id, 20, "drag");
  move_rfp (fixture, other, 5, "drag"); /* another thing: not the same step */

  dect_history_undo (fixture->history);
  g_assert_true (isnan (x_of (fixture, other)));
  dect_history_undo (fixture->history);
  g_assert_cmpfloat (x_of (fixture, id), ==, 10);
  dect_history_undo (fixture->history);
  g_assert_true (isnan (x_of (fixture, id)));
  dect_history_redo (fixture->history);
  g_assert_cmpfloat (x_of (fixture, id), ==, 10);

  /* After an undo nothing is merged into what was before it. */
  move_rfp (fixture, id, 11, "drag");
  dect_history_undo (fixture->history);
  g_assert_cmpfloat (x_of (fixture, id), ==, 10);
}

static void
test_merge_back_to_start (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);

  move_rfp (fixture, id, 1, NULL);
  move_rfp (fixture, id, 2, "drag");
  move_rfp (fixture, id, 1, "drag");
  dect_history_undo (fixture->history);
  g_assert_true (isnan (x_of (fixture, id)));
}

static guint32
add_floor (Fixture *fixture)
{
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new ();
  guint32 id;

  dect_history_begin (fixture->history, "Add floor", NULL);
  building->name = g_strdup ("House A");
  floor->building = dect_history_put (fixture->history, DECT_RECORD (building));
  floor->name = g_strdup ("Ground floor");
  id = dect_history_put (fixture->history, DECT_RECORD (floor));
  dect_history_commit (fixture->history);
  return id;
}

static void
test_remove_cascade (Fixture *fixture, gconstpointer data)
{
  guint32 floor = add_floor (fixture);
  guint32 a = add_rfp (fixture, "A", floor);
  guint32 b = add_rfp (fixture, "B", floor);
  DectLink *link = dect_link_new ();
  g_autoptr (DectSnapshot) before = NULL;
  g_autoptr (DectSnapshot) undone = NULL;

  for (guint i = 0; i < 3; i++)
    {
      DectWall *wall = dect_wall_new ();

      wall->floor = floor;
      wall->x1_m = i;
      dect_history_put_one (fixture->history, DECT_RECORD (wall), "Add wall", NULL);
    }
  link->from = a;
  link->to = b;
  dect_history_put_one (fixture->history, DECT_RECORD (link), "Add link", NULL);
  before = dect_site_snapshot (fixture->site);

  dect_history_begin (fixture->history, "Remove", NULL);
  dect_history_remove (fixture->history, floor);
  dect_history_remove (fixture->history, a);
  dect_history_commit (fixture->history);

  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 0);
  g_assert_cmpuint (count (fixture, DECT_KIND_LINK), ==, 0);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 1);
  g_assert_cmpuint (DECT_RFP (dect_site_find_record (fixture->site, b))->floor, ==, 0);
  g_assert_true (isnan (x_of (fixture, b)));

  dect_history_undo (fixture->history);
  undone = dect_site_snapshot (fixture->site);
  assert_same (before, undone);
}

static void
test_floor_scale (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_floor (fixture);
  guint32 rfp = add_rfp (fixture, "A", id);
  const DectFloor *floor = DECT_FLOOR (dect_site_find_record (fixture->site, id));
  DectTransform t = dect_floor_plan_transform (floor), inverse = dect_transform_invert (&t);
  DectPoint on_picture = dect_transform_apply (&inverse, (DectPoint){ x_of (fixture, rfp), 20 });
  double scale = dect_floor_scale_for (floor, (DectPoint){ 0, 0 }, (DectPoint){ 2, 0 }, 5);

  dect_history_begin (fixture->history, "Set scale", NULL);
  dect_history_set_floor_scale (fixture->history, id, scale);
  dect_history_commit (fixture->history);

  floor = DECT_FLOOR (dect_site_find_record (fixture->site, id));
  g_assert_cmpfloat_with_epsilon (floor->plan_scale_m, 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (x_of (fixture, rfp), 25, 1e-9);
  t = dect_floor_plan_transform (floor);
  inverse = dect_transform_invert (&t);
  g_assert_cmpfloat_with_epsilon (dect_transform_apply (&inverse, (DectPoint){ 25, 50 }).x,
                                  on_picture.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (dect_transform_apply (&inverse, (DectPoint){ 25, 50 }).y,
                                  on_picture.y, 1e-9);
  dect_history_undo (fixture->history);
  g_assert_cmpfloat (x_of (fixture, rfp), ==, 10);
}

/* A random editing session, undone to its beginning and done again to its end, ends where it was.
 */
static void
test_random_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) states
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_snapshot_unref);

  for (guint step = 0; step < 300; step++)
    {
      GListModel *rfps = dect_site_list (fixture->site, DECT_KIND_RFP);
      guint n = g_list_model_get_n_items (rfps);
      g_autoptr (DectItem) item
          = n > 0 ? g_list_model_get_item (rfps, g_test_rand_int_range (0, (gint) n)) : NULL;
      guint floors = count (fixture, DECT_KIND_FLOOR);

      g_ptr_array_add (states, dect_site_snapshot (fixture->site));
      if (item == NULL || g_test_rand_int_range (0, 4) == 0)
        add_rfp (fixture, "new", floors > 0 ? 2 : 0);
      else if (floors == 0)
        add_floor (fixture);
      else if (g_test_rand_int_range (0, 4) == 0)
        {
          dect_history_begin (fixture->history, "Remove", NULL);
          dect_history_remove (fixture->history, dect_item_get_id (item));
          dect_history_commit (fixture->history);
        }
      else
        move_rfp (fixture, dect_item_get_id (item), 1000 + step, NULL);
    }
  g_ptr_array_add (states, dect_site_snapshot (fixture->site));

  for (guint i = states->len - 1; i > 0; i--)
    {
      g_autoptr (DectSnapshot) now = NULL;

      dect_history_undo (fixture->history);
      now = dect_site_snapshot (fixture->site);
      assert_same (now, g_ptr_array_index (states, i - 1));
    }
  g_assert_false (dect_history_can_undo (fixture->history));
  for (guint i = 1; i < states->len; i++)
    {
      g_autoptr (DectSnapshot) now = NULL;

      dect_history_redo (fixture->history);
      now = dect_site_snapshot (fixture->site);
      assert_same (now, g_ptr_array_index (states, i));
    }
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  DectLog *log = dect_site_get_log (fixture->site);
  g_autoptr (DectSnapshot) before = dect_site_snapshot (fixture->site);
  g_autoptr (DectSnapshot) after = NULL;
  g_autofree char *revision = NULL;

  dect_log_append (log, "push", "{\"revision\": 17, \"profile\": \"x\"}");
  add_rfp (fixture, "A", 0);
  dect_history_undo (fixture->history);
  after = dect_site_snapshot (fixture->site);
  g_assert_cmpuint (dect_snapshot_get_log (before)->len, ==, 0);
  g_assert_cmpuint (dect_snapshot_get_log (after)->len, ==, 1);
  g_assert_nonnull (dect_log_last (log, "push"));
  g_assert_null (dect_log_last (log, "export"));
  revision = dect_log_entry_dup_detail (dect_log_last (log, "push"), "revision");
  g_assert_cmpstr (revision, ==, "17");
}

static void
test_snapshot_is_immutable (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_rfp (fixture, "A", 0);
  g_autoptr (DectSnapshot) first = dect_site_snapshot (fixture->site);
  g_autoptr (DectSnapshot) again = dect_site_snapshot (fixture->site);
  g_autoptr (DectSnapshot) later = NULL;
  g_autoptr (GBytes) image = g_bytes_new_static ("x", 1);
  g_autofree char *name = NULL;

  g_assert_true (first == again);
  move_rfp (fixture, id, 7, NULL);
  name = dect_site_add_blob (fixture->site, image, "png");
  later = dect_site_snapshot (fixture->site);
  g_assert_true (isnan (dect_snapshot_find_rfp (first, id)->x_m));
  g_assert_cmpfloat (dect_snapshot_find_rfp (later, id)->x_m, ==, 7);
  g_assert_null (dect_snapshot_get_blob (first, name));
  g_assert_nonnull (dect_snapshot_get_blob (later, name));
  g_assert_cmpint (dect_snapshot_index (later, id), ==, 0);
  g_assert_cmpint (dect_snapshot_index (later, 4711), ==, -1);
  g_assert_null (dect_snapshot_find (later, 0));
}

static void
test_builder (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectRfp *rfp = dect_rfp_new ();
  DectWall *orphan = dect_wall_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSnapshot) copy = NULL;
  DectSite *site;
  guint32 id;

  rfp->head.id = 9;
  rfp->floor = 4711;
  rfp->x_m = 1;
  orphan->floor = 9; /* an RFP is no floor */
  id = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
  g_assert_cmpuint (id, ==, 9);
  g_assert_cmpuint (dect_snapshot_builder_add (builder, DECT_RECORD (orphan)), ==, 10);
  rfp = dect_rfp_new ();
  rfp->head.id = 9;
  g_assert_cmpuint (dect_snapshot_builder_add (builder, DECT_RECORD (rfp)), ==, 0);
  snapshot = dect_snapshot_builder_end (builder);

  g_assert_cmpuint (dect_snapshot_count (snapshot, DECT_KIND_WALL), ==, 0);
  g_assert_cmpuint (dect_snapshot_rfp (snapshot, 0)->floor, ==, 0);
  g_assert_true (isnan (dect_snapshot_rfp (snapshot, 0)->x_m));

  site = dect_site_new_from_snapshot (snapshot);
  copy = dect_site_snapshot (site);
  g_assert_nonnull (dect_snapshot_get_info (copy)->uuid);
  g_assert_cmpuint (dect_snapshot_count (copy, DECT_KIND_RFP), ==, 1);
  g_assert_finalize_object (site);
}

static void
test_geometry (void)
{
  DectTransform a = { 0, 2, -2, 0, 5, 6 }, b = { 1, 0, 0, 1, -3, 4 };
  DectTransform ab = dect_transform_compose (&a, &b), inverse = dect_transform_invert (&ab);
  DectPoint p = { 1.5, -2.5 };
  DectPoint q = dect_transform_apply (&a, dect_transform_apply (&b, p));
  DectPoint r = dect_transform_apply (&ab, p), back = dect_transform_apply (&inverse, r);

  g_assert_cmpfloat_with_epsilon (q.x, r.x, 1e-12);
  g_assert_cmpfloat_with_epsilon (q.y, r.y, 1e-12);
  g_assert_cmpfloat_with_epsilon (back.x, p.x, 1e-12);
  g_assert_cmpfloat_with_epsilon (back.y, p.y, 1e-12);
}

static void
test_elevation (Fixture *fixture, gconstpointer data)
{
  guint32 ground = add_floor (fixture);
  guint32 building = DECT_FLOOR (dect_site_find_record (fixture->site, ground))->building;
  static const gint levels[] = { 1, 2, -1 };
  static const double heights[] = { 4, 3, 2.5 }, elevations[] = { 103, 107, 97.5 };
  guint32 ids[3];
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectTransform transform;
  double z;
  DectBuilding *house
      = dect_building_copy (DECT_BUILDING (dect_site_find_record (fixture->site, building)));

  for (guint i = 0; i < 3; i++)
    {
      DectFloor *floor = dect_floor_new ();

      floor->building = building;
      floor->level = levels[i];
      floor->height_m = heights[i];
      ids[i] = dect_history_put_one (fixture->history, DECT_RECORD (floor), "Add floor", NULL);
    }
  house->base_m = 100;
  dect_history_put_one (fixture->history, DECT_RECORD (house), "Set base", NULL);
  snapshot = dect_site_snapshot (fixture->site);

  g_assert_true (dect_snapshot_floor_transform (
      snapshot, dect_snapshot_find_floor (snapshot, ground), FALSE, &transform, &z));
  g_assert_cmpfloat (z, ==, 100);
  for (guint i = 0; i < 3; i++)
    {
      const DectFloor *floor = dect_snapshot_find_floor (snapshot, ids[i]);

      g_assert_true (dect_snapshot_floor_transform (snapshot, floor, FALSE, &transform, &z));
      g_assert_cmpfloat_with_epsilon (z, elevations[i], 1e-9);
      g_assert_false (dect_snapshot_floor_transform (snapshot, floor, TRUE, &transform, &z));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/model/history/" path, Fixture, NULL, setup, func, teardown)
  ADD ("undo", test_undo);
  ADD ("no-change", test_no_change);
  ADD ("cancel", test_cancel);
  ADD ("merge", test_merge);
  ADD ("merge-back-to-start", test_merge_back_to_start);
  ADD ("remove-cascade", test_remove_cascade);
  ADD ("floor-scale", test_floor_scale);
  ADD ("random-session", test_random_session);
  ADD ("log", test_log);
  ADD ("snapshot-is-immutable", test_snapshot_is_immutable);
  ADD ("elevation", test_elevation);
  g_test_add_func ("/model/snapshot/builder", test_builder);
  g_test_add_func ("/model/geometry/transform", test_geometry);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-change.h"
#include "model/dect-compare.h"
#include "support/test-site.h"

/* @plan: name of its image, or NULL; @events: of the log, ended by NULL. */
static DectSnapshot *
make_site (const char *name, const char *plan, const char *uuid, const char *const events[][2])
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();
  DectFloor *floor = dect_floor_new ();
  guint32 building;

  dect_set_str (&info->name, name);
  dect_set_str (&info->uuid, uuid);
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  building = test_site_add (builder, DECT_KIND_BUILDING, "name=A");
  floor->building = building;
  dect_set_str (&floor->name, "Cellar");
  dect_set_str (&floor->plan, plan);
  dect_snapshot_builder_add (builder, DECT_RECORD (floor));
  for (guint i = 0; events != NULL && events[i][0] != NULL; i++)
    dect_snapshot_builder_add_log (builder, dect_log_entry_new (i, events[i][0], events[i][1]));
  return dect_snapshot_builder_end (builder);
}

static void
assert_row (GPtrArray *list, guint row, DectComparedAs as, const char *title, const char *details)
{
  const DectComparison *found;

  g_assert_cmpuint (row, <, list->len);
  found = list->pdata[row];
  g_assert_cmpint (found->as, ==, as);
  g_assert_cmpstr (found->title, ==, title);
  g_assert_cmpstr (found->details, ==, details);
}

/* Entries are the same when all three say the same, not when there are as many. */
static void
test_logs (void)
{
  static const char *const base[][2] = { { "tick", "{\"step\":\"check\"}" }, { NULL } };
  static const char *const details[][2] = { { "tick", "{\"step\":\"sign\"}" }, { NULL } };
  static const char *const event[][2] = { { "untick", "{\"step\":\"check\"}" }, { NULL } };
  static const char *const more[][2]
      = { { "tick", "{\"step\":\"check\"}" }, { "push", "{}" }, { NULL } };
  static const struct
  {
    const char *const (*events)[2];
    const char *said; /* NULL: no difference */
  } cases[] = {
    { base, NULL },
    { details, "1 entries → 1 entries" },
    { event, "1 entries → 1 entries" },
    { more, "1 entries → 2 entries" },
    { NULL, "1 entries → 0 entries" },
  };
  g_autoptr (DectSnapshot) before = make_site ("Plant", NULL, NULL, base);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) after = make_site ("Plant", NULL, NULL, cases[i].events);
      g_autoptr (GPtrArray) list = dect_compare (before, after);

      g_assert_cmpuint (list->len, ==, cases[i].said != NULL);
      if (cases[i].said != NULL)
        assert_row (list, 0, DECT_COMPARED_CHANGED, "log", cases[i].said);
    }
}

/* What nobody edits by hand is a difference too, told without its value; with a field that is, the
 * thing has one row. */
static void
test_fixed (void)
{
  g_autoptr (DectSnapshot) before = make_site ("Plant", "plans/a.png", "u1", NULL);
  g_autoptr (DectSnapshot) plan = make_site ("Plant", "plans/b.png", "u1", NULL);
  g_autoptr (DectSnapshot) named = make_site ("Plant North", "plans/a.png", "u2", NULL);
  g_autoptr (GPtrArray) same = dect_compare (before, before);
  g_autoptr (GPtrArray) other_plan = dect_compare (before, plan);
  g_autoptr (GPtrArray) other_name = dect_compare (before, named);

  g_assert_cmpuint (same->len, ==, 0);
  g_assert_cmpuint (other_plan->len, ==, 1);
  assert_row (other_plan, 0, DECT_COMPARED_CHANGED, "floor Cellar", "Plan image");
  g_assert_cmpuint (other_name->len, ==, 1);
  assert_row (other_name, 0, DECT_COMPARED_CHANGED, "site Plant North",
              "Site: Plant → Plant North");
}

static void
test_whole (void)
{
  g_autoptr (DectSnapshot) before = make_site ("Plant", NULL, NULL, NULL);
  g_autoptr (DectRfp) rfp = dect_rfp_new ();
  const DectRecord *records[] = { DECT_RECORD (rfp) };
  g_autoptr (DectSnapshot) after = NULL;
  g_autoptr (GPtrArray) added = NULL, removed = NULL;

  test_record_set (DECT_RECORD (rfp), "number=4|name=Lab");
  after = dect_snapshot_with (before, records, 1);
  added = dect_compare (before, after);
  removed = dect_compare (after, before);
  g_assert_cmpuint (added->len, ==, 1);
  assert_row (added, 0, DECT_COMPARED_ADDED, "base station 4 (Lab)", "");
  g_assert_cmpuint (removed->len, ==, 1);
  assert_row (removed, 0, DECT_COMPARED_REMOVED, "base station 4 (Lab)", "");
  g_assert_cmpstr (dect_compared_label (DECT_COMPARED_ADDED), ==, "new");
  g_assert_cmpstr (dect_compared_label (DECT_COMPARED_REMOVED), ==, "removed");
  g_assert_cmpstr (dect_compared_label (DECT_COMPARED_CHANGED), ==, "changed");
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/model/compare/logs", test_logs);
  g_test_add_func ("/model/compare/fixed", test_fixed);
  g_test_add_func ("/model/compare/whole", test_whole);
  return g_test_run ();
}

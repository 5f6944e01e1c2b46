/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-change.h"
#include "model/dect-history.h"
#include "support/test-site.h"

/* A site with base stations of these pairs, ended by NULL. */
static DectSnapshot *
make_site (const char *site, const char *const *rfps)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  test_site_add (builder, DECT_KIND_SITE, site);
  for (guint i = 0; rfps[i] != NULL; i++)
    test_site_add (builder, DECT_KIND_RFP, rfps[i]);
  return dect_snapshot_builder_end (builder);
}

/* The style of the last name that ends with its base station's number, and never a name or a number
 * that somebody has. */
static void
test_names (void)
{
  static const struct
  {
    const char *rfps[4];
    gint above;
    gint number;
    const char *name;
  } cases[] = {
    { { NULL }, 0, 1, "RFP 1" },
    { { "number=7|name=AP-07" }, 0, 8, "AP-08" },
    { { "number=7|name=AP-7", "number=3|name=Lab" }, 0, 8, "AP-8" },
    { { "number=99|name=AP-99" }, 0, 100, "AP-100" },
    { { "number=7|name=AP-08" }, 0, 8, "RFP 8" },      /* not its own number */
    { { "name=AP-08" }, 0, 1, "RFP 1" },               /* no number at all */
    { { "number=7" }, 0, 8, "RFP 8" },                 /* no name */
    { { "number=7|name=AP-0000007" }, 0, 8, "RFP 8" }, /* no count has seven digits */
    { { "number=7|name=7" }, 0, 8, "8" },
    { { "number=7|name=AP-07", "name=AP-08" }, 0, 9, "AP-09" }, /* the name is taken */
    { { "number=7|name=AP-07" }, 20, 21, "AP-21" },
    { { "number=30|name=AP-30" }, 20, 31, "AP-31" },
    { { "number=9|name=Abcdefghijklmnopqrs9" }, 0, 10, "RFP 10" }, /* too long for the OMM */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site ("name=Plant", cases[i].rfps);
      g_autoptr (DectRfp) rfp = dect_rfp_propose (snapshot, NULL, cases[i].above);

      g_test_message ("case %u", i);
      g_assert_cmpint (rfp->number, ==, cases[i].number);
      g_assert_cmpstr (rfp->name, ==, cases[i].name);
      g_assert_cmpuint (rfp->head.id, ==, 0);
    }
}

/* Only the first one, only where the OMM runs on a base station, only while there is no master. */
static void
test_master (void)
{
  static const struct
  {
    const char *site;
    const char *rfps[2];
    gint above;
    DectRole role;
  } cases[] = {
    { "omm_host=rfp", { NULL }, 0, DECT_ROLE_MASTER },
    { "omm_host=rfp", { NULL }, 1, DECT_ROLE_NORMAL },
    { "omm_host=pc", { NULL }, 0, DECT_ROLE_NORMAL },
    { "omm_host=rfp", { "number=1|role=master" }, 0, DECT_ROLE_NORMAL },
    { "omm_host=rfp", { "number=1" }, 0, DECT_ROLE_MASTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (cases[i].site, cases[i].rfps);
      g_autoptr (DectRfp) rfp = dect_rfp_propose (snapshot, NULL, cases[i].above);

      g_assert_cmpint (rfp->role, ==, cases[i].role);
    }
}

static void
test_like (void)
{
  static const char *const rfps[]
      = { "number=1|model=45|mount_m=4|cluster=2|reflective=yes|power_mw=100",
          "number=2|model=35|mount_m=3|reflective=yes|power_mw=100", NULL };
  g_autoptr (DectSnapshot) snapshot = make_site ("name=Plant", rfps);
  g_autoptr (DectRfp) last = dect_rfp_propose (snapshot, NULL, 0);
  g_autoptr (DectRfp) first = dect_rfp_propose (snapshot, dect_snapshot_rfp (snapshot, 0), 0);

  g_assert_cmpstr (last->model, ==, "35");
  g_assert_cmpfloat (last->mount_m, ==, 3);
  g_assert_false (last->reflective);
  g_assert_cmpstr (first->model, ==, "45");
  g_assert_cmpint (first->cluster, ==, 2);
  g_assert_true (first->reflective);
  g_assert_cmpfloat (first->power_mw, ==, 100);
}

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint32 floor;
  guint32 rfp;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=A");
  g_autoptr (DectSnapshot) snapshot = NULL;

  self->floor = test_site_add_with (builder, DECT_KIND_FLOOR, "name=F|building=#%u", building);
  self->rfp = test_site_add_with (builder, DECT_KIND_RFP,
                                  "number=7|name=AP-07|role=master|floor=#%u", self->floor);
  snapshot = dect_snapshot_builder_end (builder);
  self->site = dect_site_new_from_snapshot (snapshot);
  self->history = dect_site_get_history (self->site);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->site);
}

static gboolean
apply (Fixture *self, const DectRfp *record, const DectRfp *before)
{
  return dect_change_apply (self->site, "Change", &record, &before, 1);
}

/* Between thinking and doing somebody may have worked on. */
static void
test_stale (Fixture *self, gconstpointer data)
{
  g_autoptr (DectRfp) before
      = dect_rfp_copy (DECT_RFP (dect_site_find_record (self->site, self->rfp)));
  g_autoptr (DectRfp) after = dect_rfp_copy (before);
  g_autoptr (DectRfp) new = dect_rfp_new ();

  dect_set_str (&after->room, "E.12");
  /* Not what it was thought to be; not new; on a floor that is none. */
  g_assert_false (apply (self, after, after));
  g_assert_false (apply (self, after, NULL));
  g_assert_false (apply (self, new, before));
  new->floor = self->rfp;
  g_assert_false (apply (self, new, NULL));
  new->floor = 4711;
  g_assert_false (apply (self, new, NULL));
  /* A step is open. */
  dect_history_begin (self->history, "Open", NULL);
  g_assert_false (apply (self, after, before));
  dect_history_cancel (self->history);
  /* Nothing to do is no step. */
  g_assert_false (apply (self, before, before));
  g_assert_false (dect_history_can_undo (self->history));
  g_assert_true (apply (self, after, before));
  g_assert_cmpstr (DECT_RFP (dect_site_find_record (self->site, self->rfp))->room, ==, "E.12");
  /* Gone. */
  dect_history_begin (self->history, "Remove", NULL);
  dect_history_remove (self->history, self->rfp);
  dect_history_commit (self->history);
  g_assert_false (apply (self, after, after));
}

/* Numbers, names and the master's role that were given away in between are given anew, each to one.
 */
static void
test_taken (Fixture *self, gconstpointer data)
{
  g_autoptr (DectRfp) a = dect_rfp_new (), b = dect_rfp_new ();
  const DectRfp *records[] = { a, b }, *before[] = { NULL, NULL };
  GListModel *rfps = dect_site_list (self->site, DECT_KIND_RFP);
  static const char *const names[] = { "AP-07", "AP-08", "AP-09" };

  test_record_set (DECT_RECORD (a), "number=7|name=AP-07|role=master");
  test_record_set (DECT_RECORD (b), "number=8|name=AP-08");
  a->floor = b->floor = self->floor;
  g_assert_true (dect_change_apply (self->site, "Place", records, before, 2));
  g_assert_cmpuint (g_list_model_get_n_items (rfps), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      g_assert_cmpint (rfp->number, ==, (gint) i + 7);
      g_assert_cmpstr (rfp->name, ==, names[i]);
      g_assert_cmpint (rfp->role, ==, i == 0 ? DECT_ROLE_MASTER : DECT_ROLE_NORMAL);
    }
  dect_history_undo (self->history);
  g_assert_cmpuint (g_list_model_get_n_items (rfps), ==, 1);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/model/change/names", test_names);
  g_test_add_func ("/model/change/master", test_master);
  g_test_add_func ("/model/change/like", test_like);
  g_test_add ("/model/change/stale", Fixture, NULL, set_up, test_stale, tear_down);
  g_test_add ("/model/change/taken", Fixture, NULL, set_up, test_taken, tear_down);
  return g_test_run ();
}

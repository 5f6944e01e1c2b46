/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-edit.h"
#include "model/dect-natural.h"
#include "support/test-site.h"

#include <math.h>

static int
sign (int value)
{
  return (value > 0) - (value < 0);
}

static void
test_natural (void)
{
  /* In order; every two of them are compared both ways. */
  static const char *const sorted[] = {
    "",
    "1",
    "01",
    "2",
    "10",
    "192.168.1.9",
    "192.168.1.10",
    "999999999999999999999999",
    "1000000000000000000000000",
    "Lab",
    "Lab 2",
    "Lab 2a",
    "Lab 2a3",
    "Lab 10",
    "Lab 10 left",
    "Lobby",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        /* "01" and "1" count the same and are told apart by their bytes. */
        int expected = g_str_equal (sorted[i], "01") && g_str_equal (sorted[j], "1") ? -1
                       : g_str_equal (sorted[i], "1") && g_str_equal (sorted[j], "01")
                           ? 1
                           : sign ((int) i - (int) j);

        g_assert_cmpint (sign (dect_natural_compare (sorted[i], sorted[j])), ==, expected);
      }
}

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint32 ids[3];
  guint32 floor;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=A");
  g_autofree char *floor = g_strdup_printf ("name=F|building=#%u", building);
  g_autofree char *placed = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;

  self->floor = test_site_add (builder, DECT_KIND_FLOOR, floor);
  placed = g_strdup_printf ("number=4|name=Lab 9|mac=00:30:42:00:00:01|role=master|model=45|x_m=1|"
                            "y_m=2|target_ip=10.0.0.1|preferred_sync=yes|floor=#%u|port=7",
                            self->floor);
  self->ids[0] = test_site_add (builder, DECT_KIND_RFP, placed);
  self->ids[1] = test_site_add (builder, DECT_KIND_RFP, "number=9|name=Lab 10");
  self->ids[2] = test_site_add (builder, DECT_KIND_RFP, "name=Lab 7");
  snapshot = dect_snapshot_builder_end (builder);
  self->site = dect_site_new_from_snapshot (snapshot);
  self->history = dect_site_get_history (self->site);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->site);
}

static const DectRfp *
rfp (Fixture *self, guint32 id)
{
  return DECT_RFP (dect_site_find_record (self->site, id));
}

static void
test_set (Fixture *self, gconstpointer data)
{
  const guint32 ids[] = { self->ids[0], 4711, self->ids[1], self->ids[2] };
  g_autofree char *floor = g_strdup_printf ("%u", self->floor);
  g_autofree char *wrong = g_strdup_printf ("%u", self->ids[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reference_error = NULL;

  g_assert_true (
      dect_edit_set (self->site, ids, 4, dect_kind_field (DECT_KIND_RFP, "room"), "E.12", NULL));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (rfp (self, self->ids[i])->room, ==, "E.12");
  g_assert_true (
      dect_edit_set (self->site, ids, 4, dect_kind_field (DECT_KIND_RFP, "floor"), floor, NULL));
  g_assert_cmpuint (rfp (self, self->ids[2])->floor, ==, self->floor);
  dect_history_undo (self->history);
  dect_history_undo (self->history);
  for (guint i = 0; i < 3; i++)
    g_assert_null (rfp (self, self->ids[i])->room);
  g_assert_false (dect_history_can_undo (self->history));

  /* A value that is none changes nothing. */
  g_assert_false (
      dect_edit_set (self->site, ids, 4, dect_kind_field (DECT_KIND_RFP, "port"), "seven", &error));
  g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER);
  g_assert_false (dect_edit_set (self->site, ids, 4, dect_kind_field (DECT_KIND_RFP, "floor"),
                                 wrong, &reference_error));
  g_assert_error (reference_error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_REFERENCE);
  g_assert_cmpint (rfp (self, self->ids[0])->port, ==, 7);
  g_assert_false (dect_history_can_undo (self->history));

  /* Without a floor there is no place. */
  g_assert_true (
      dect_edit_set (self->site, ids, 1, dect_kind_field (DECT_KIND_RFP, "floor"), "", NULL));
  g_assert_true (isnan (rfp (self, self->ids[0])->x_m));
}

static void
test_role (Fixture *self, gconstpointer data)
{
  const DectField *role = dect_kind_field (DECT_KIND_RFP, "role");
  g_autoptr (GError) error = NULL;
  DectRfp *second;

  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_MASTER, 0), ==, self->ids[0]);
  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_MASTER, self->ids[0]), ==, 0);
  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_FAILOVER, 0), ==, 0);

  /* It moves, in one step. */
  g_assert_true (dect_edit_set (self->site, &self->ids[1], 1, role, "master", NULL));
  g_assert_cmpint (rfp (self, self->ids[0])->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpint (rfp (self, self->ids[1])->role, ==, DECT_ROLE_MASTER);
  dect_history_undo (self->history);
  g_assert_cmpint (rfp (self, self->ids[0])->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (rfp (self, self->ids[1])->role, ==, DECT_ROLE_NORMAL);
  g_assert_false (dect_history_can_undo (self->history));

  /* Who has it gets another one: nobody else is touched. Who gets it again changes nothing. */
  g_assert_true (dect_edit_set (self->site, &self->ids[1], 1, role, "failover", NULL));
  g_assert_cmpint (rfp (self, self->ids[0])->role, ==, DECT_ROLE_MASTER);
  g_assert_true (dect_edit_set (self->site, &self->ids[1], 1, role, "master", NULL));
  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_FAILOVER, 0), ==, 0);
  g_assert_cmpint (rfp (self, self->ids[0])->role, ==, DECT_ROLE_NORMAL);
  dect_history_undo (self->history);
  dect_history_undo (self->history);
  g_assert_true (dect_edit_set (self->site, &self->ids[0], 1, role, "master", NULL));
  g_assert_false (dect_history_can_undo (self->history));

  /* A file brought two of them; both make room. */
  second = dect_rfp_copy (rfp (self, self->ids[1]));
  second->role = DECT_ROLE_MASTER;
  dect_history_put_one (self->history, DECT_RECORD (second), "Import", NULL);
  g_assert_true (dect_edit_set (self->site, &self->ids[2], 1, role, "master", NULL));
  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_MASTER, self->ids[2]), ==, 0);
  dect_history_undo (self->history);
  dect_history_undo (self->history);

  /* Not to several at once; the normal one to any number. */
  g_assert_false (dect_edit_set (self->site, self->ids, 2, role, "failover", &error));
  g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_SINGLE);
  g_assert_false (dect_history_can_undo (self->history));
  g_assert_true (dect_edit_set (self->site, self->ids, 3, role, "normal", NULL));
  g_assert_cmpuint (dect_edit_find_role (self->site, DECT_ROLE_MASTER, 0), ==, 0);
}

static void
test_single (void)
{
  const DectField *mac = dect_kind_field (DECT_KIND_RFP, "mac");
  const DectField *role = dect_kind_field (DECT_KIND_RFP, "role");

  g_assert_true (dect_edit_is_single (mac, "00:30:42:00:00:01"));
  g_assert_false (dect_edit_is_single (mac, ""));
  g_assert_true (
      dect_edit_is_single (dect_kind_field (DECT_KIND_HANDSET, "ipei"), "0007701154842"));
  g_assert_true (dect_edit_is_single (role, "master"));
  g_assert_true (dect_edit_is_single (role, "failover"));
  g_assert_false (dect_edit_is_single (role, "normal"));
  g_assert_false (dect_edit_is_single (role, "king"));
  g_assert_false (dect_edit_is_single (dect_kind_field (DECT_KIND_RFP, "room"), "master"));
}

static void
test_duplicate (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) copies = dect_edit_duplicate (self->site, self->ids, 2);
  const DectRfp *first;
  const DectRfp *second;

  g_assert_cmpuint (copies->len, ==, 2);
  first = rfp (self, g_array_index (copies, guint32, 0));
  second = rfp (self, g_array_index (copies, guint32, 1));
  g_assert_cmpint (first->number, ==, 10);
  g_assert_cmpint (second->number, ==, 11);
  /* "Lab 10" is there already. */
  g_assert_cmpstr (first->name, ==, "Lab 11");
  g_assert_cmpstr (second->name, ==, "Lab 12");
  g_assert_null (first->mac);
  g_assert_null (first->target_ip);
  g_assert_cmpint (first->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpint (first->preferred_sync, ==, FALSE);
  g_assert_cmpint (first->port, ==, DECT_UNSET);
  g_assert_false (dect_rfp_is_placed (first));
  g_assert_cmpuint (first->floor, ==, self->floor);
  g_assert_cmpstr (first->model, ==, "45");
  g_assert_cmpstr (rfp (self, self->ids[0])->mac, ==, "00:30:42:00:00:01");
  dect_history_undo (self->history);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (self->site, DECT_KIND_RFP)), ==, 3);

  dect_edit_remove (self->site, self->ids, 2);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (self->site, DECT_KIND_RFP)), ==, 1);
  dect_history_undo (self->history);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (self->site, DECT_KIND_RFP)), ==, 3);
}

/* What cannot be copied is passed over; a handset's copy is nobody's. */
static void
test_duplicate_others (Fixture *self, gconstpointer data)
{
  DectHandset *handset = dect_handset_new ();
  g_autoptr (GArray) copies = NULL;
  guint32 ids[] = { 4711, self->floor, 0 };
  const DectHandset *copy;

  test_record_set (DECT_RECORD (handset),
                   "name=Reception|number=401|ipei=0007701154842|sip_user=u|model=622d");
  ids[2] = dect_history_put_one (self->history, DECT_RECORD (handset), "Add", NULL);
  copies = dect_edit_duplicate (self->site, ids, 3);
  g_assert_cmpuint (copies->len, ==, 1);
  copy = DECT_HANDSET (dect_site_find_record (self->site, g_array_index (copies, guint32, 0)));
  g_assert_cmpuint (copy->head.id, !=, ids[2]);
  g_assert_cmpstr (copy->name, ==, "Reception 2");
  g_assert_cmpstr (copy->model, ==, "622d");
  g_assert_null (copy->ipei);
  g_assert_null (copy->number);
  g_assert_null (copy->sip_user);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "Lab 9", "Lab 11" }, { "12", "13" },
    { "AP-07", "AP-08" },  { "AP-099", "AP-100" },
    { "AP-0", "AP-1" },    { "Tel. 0123456789", "Tel. 0123456789 2" }, /* no count has ten digits */
    { "Gate", "Gate 2" },  { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pairs = g_strconcat ("name=", cases[i][0], NULL);
      DectRfp *named = dect_rfp_copy (rfp (self, self->ids[2]));
      g_autoptr (GArray) copies = NULL;

      test_record_set (DECT_RECORD (named), pairs);
      dect_history_put_one (self->history, DECT_RECORD (named), "Name", NULL);
      copies = dect_edit_duplicate (self->site, &self->ids[2], 1);
      g_assert_cmpstr (rfp (self, g_array_index (copies, guint32, 0))->name, ==, cases[i][1]);
      dect_history_undo (self->history);
    }
}

/* A picture shows where one thing hangs, so a copy has none. */
static void
test_duplicate_photo (Fixture *self, gconstpointer data)
{
  DectRfp *shown = dect_rfp_copy (rfp (self, self->ids[0]));
  g_autoptr (GArray) copies = NULL;

  dect_set_str (&shown->photo, "photos/x.jpg");
  dect_history_put_one (self->history, DECT_RECORD (shown), "Photo", NULL);
  copies = dect_edit_duplicate (self->site, self->ids, 1);
  g_assert_null (rfp (self, g_array_index (copies, guint32, 0))->photo);
  g_assert_cmpstr (rfp (self, self->ids[0])->photo, ==, "photos/x.jpg");
}

/* What is gone already is passed over; removing nothing is no step. */
static void
test_remove (Fixture *self, gconstpointer data)
{
  const guint32 ids[] = { 4711, self->ids[1] };

  dect_edit_remove (self->site, ids, 1);
  dect_edit_remove (self->site, NULL, 0);
  g_assert_false (dect_history_can_undo (self->history));
  dect_edit_remove (self->site, ids, 2);
  g_assert_null (dect_site_find_record (self->site, self->ids[1]));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (self->site, DECT_KIND_RFP)), ==, 2);
}

static void
test_reference (Fixture *self, gconstpointer data)
{
  static const char *const refused[] = { "seven", "0", "4711", "-1", "4294967296" };
  const DectField *floor = dect_kind_field (DECT_KIND_RFP, "floor");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dect_edit_set (self->site, self->ids, 1, floor, refused[i], &error));
      g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_REFERENCE);
      g_assert_cmpuint (rfp (self, self->ids[0])->floor, ==, self->floor);
    }
}

static void
test_compare (Fixture *self, gconstpointer data)
{
  const DectField *name = dect_kind_field (DECT_KIND_RFP, "name");
  const DectField *number = dect_kind_field (DECT_KIND_RFP, "number");
  const DectField *role = dect_kind_field (DECT_KIND_RFP, "role");
  const DectRecord *a = dect_site_find_record (self->site, self->ids[0]);
  const DectRecord *b = dect_site_find_record (self->site, self->ids[1]);
  const DectRecord *c = dect_site_find_record (self->site, self->ids[2]);

  g_assert_cmpint (dect_field_compare (name, a, b), <, 0);
  g_assert_cmpint (dect_field_compare (name, b, a), >, 0);
  g_assert_cmpint (dect_field_compare (name, c, a), <, 0);
  g_assert_cmpint (dect_field_compare (number, a, b), <, 0);
  /* What is not set comes last. */
  g_assert_cmpint (dect_field_compare (number, c, b), >, 0);
  g_assert_cmpint (dect_field_compare (number, c, c), ==, 0);
  g_assert_cmpint (dect_field_compare (role, a, b), >, 0);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/model/edit/natural", test_natural);
  ADD ("/model/edit/set", test_set);
  ADD ("/model/edit/role", test_role);
  g_test_add_func ("/model/edit/single", test_single);
  ADD ("/model/edit/duplicate", test_duplicate);
  ADD ("/model/edit/duplicate-others", test_duplicate_others);
  ADD ("/model/edit/duplicate-photo", test_duplicate_photo);
  ADD ("/model/edit/names", test_names);
  ADD ("/model/edit/remove", test_remove);
  ADD ("/model/edit/reference", test_reference);
  ADD ("/model/edit/compare", test_compare);

  return g_test_run ();
}

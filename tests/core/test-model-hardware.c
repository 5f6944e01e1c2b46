/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-hardware.h"
#include "model/dect-identity.h"
#include "support/test-site.h"

typedef struct
{
  DectSite *site;
  DectHistory *history;
  guint32 first;
  guint32 second;
  guint32 empty;
  guint32 handset;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;

  self->first = test_site_add (
      builder, DECT_KIND_RFP,
      "number=1|name=Lab|mac=00:30:42:00:00:01|role=master|room=E.1|notes=Above the door");
  self->second = test_site_add (builder, DECT_KIND_RFP, "number=2|name=Hall|mac=00:30:42:00:00:02");
  self->empty = test_site_add (builder, DECT_KIND_RFP, "number=3|name=Yard");
  self->handset = test_site_add (builder, DECT_KIND_HANDSET, "number=20|ipei=0007701154842");
  snapshot = dect_snapshot_builder_end (builder);
  self->site = dect_site_new_from_snapshot (snapshot);
  self->history = dect_site_get_history (self->site);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->site);
}

static const char *
identity (Fixture *self, guint32 id)
{
  const DectRecord *record = dect_site_find_record (self->site, id);

  return dect_field_get_string (dect_hardware_field (record->kind), record);
}

static guint
n_logged (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (dect_site_get_log (self->site)));
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *kind = NULL, *old = NULL, *now = NULL;
  const DectRfp *rfp;
  DectHardwareChange *change;
  DectLogEntry *entry;

  before = dect_hardware_history (self->site, self->first);
  g_assert_cmpuint (before->len, ==, 0);
  g_assert_true (dect_hardware_set (self->site, self->first, "00-30-42-00-00-aa", &error));
  g_assert_no_error (error);
  rfp = DECT_RFP (dect_site_find_record (self->site, self->first));
  g_assert_cmpstr (rfp->mac, ==, "00:30:42:00:00:AA");
  g_assert_cmpstr (rfp->name, ==, "Lab");
  g_assert_cmpint (rfp->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpstr (rfp->room, ==, "E.1");
  g_assert_cmpstr (rfp->notes, ==, "Above the door");

  entry = dect_log_last (dect_site_get_log (self->site), "replace");
  kind = dect_log_entry_dup_detail (entry, "kind");
  old = dect_log_entry_dup_detail (entry, "old");
  now = dect_log_entry_dup_detail (entry, "new");
  g_assert_cmpstr (kind, ==, "rfps");
  g_assert_cmpstr (old, ==, "00:30:42:00:00:01");
  g_assert_cmpstr (now, ==, "00:30:42:00:00:AA");

  /* Twice: both are in its history, the latest first. */
  g_assert_true (dect_hardware_set (self->site, self->first, "0030420000bb", NULL));
  after = dect_hardware_history (self->site, self->first);
  g_assert_cmpuint (after->len, ==, 2);
  change = after->pdata[0];
  g_assert_cmpstr (change->old, ==, "00:30:42:00:00:AA");
  g_assert_cmpstr (change->replacement, ==, "00:30:42:00:00:BB");
  change = after->pdata[1];
  g_assert_cmpstr (change->old, ==, "00:30:42:00:00:01");
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) redone = NULL;

  g_assert_true (dect_hardware_set (self->site, self->first, "0030420000aa", NULL));
  dect_history_undo (self->history);
  g_assert_cmpstr (identity (self, self->first), ==, "00:30:42:00:00:01");
  g_assert_false (dect_history_can_undo (self->history));
  g_assert_cmpuint (n_logged (self), ==, 1);
  undone = dect_hardware_history (self->site, self->first);
  g_assert_cmpuint (undone->len, ==, 0);
  dect_history_redo (self->history);
  redone = dect_hardware_history (self->site, self->first);
  g_assert_cmpuint (redone->len, ==, 1);
}

static void
test_first (Fixture *self, gconstpointer data)
{
  g_assert_true (dect_hardware_set (self->site, self->empty, "0030420000cc", NULL));
  g_assert_cmpstr (identity (self, self->empty), ==, "00:30:42:00:00:CC");
  g_assert_cmpuint (n_logged (self), ==, 0);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gint code; /* of DECT_HARDWARE_ERROR, -1 = of the identity */
  } cases[] = {
    { "00:30:42:00:00:02", DECT_HARDWARE_ERROR_DUPLICATE },
    { "0030.4200.0001", DECT_HARDWARE_ERROR_SAME },
    { "00:30:42", -1 },
    { "", -1 },
  };
  g_autoptr (GError) check = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dect_hardware_set (self->site, self->first, cases[i].text, &error));
      if (cases[i].code >= 0)
        g_assert_error (error, DECT_HARDWARE_ERROR, cases[i].code);
      else
        g_assert_cmpint (error->domain, ==, DECT_IDENTITY_ERROR);
      if (cases[i].code == DECT_HARDWARE_ERROR_DUPLICATE)
        g_assert_nonnull (strstr (error->message, "Hall"));
    }
  g_assert_false (dect_hardware_set (self->site, self->handset, "0007701154843", &check));
  g_assert_error (check, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHECK);
  g_assert_cmpuint (n_logged (self), ==, 0);
  g_assert_false (dect_history_can_undo (self->history));
}

static void
test_take (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  dect_hardware_take (self->site, self->first, self->second, TRUE);
  g_assert_cmpstr (identity (self, self->first), ==, "00:30:42:00:00:02");
  g_assert_cmpstr (identity (self, self->second), ==, "00:30:42:00:00:01");
  first = dect_hardware_history (self->site, self->first);
  second = dect_hardware_history (self->site, self->second);
  g_assert_cmpuint (first->len, >=, 1);
  g_assert_cmpuint (second->len, >=, 1);
  dect_history_undo (self->history);
  g_assert_cmpstr (identity (self, self->first), ==, "00:30:42:00:00:01");
  g_assert_cmpstr (identity (self, self->second), ==, "00:30:42:00:00:02");

  dect_hardware_take (self->site, self->empty, self->second, FALSE);
  g_assert_cmpstr (identity (self, self->empty), ==, "00:30:42:00:00:02");
  g_assert_null (identity (self, self->second));
  dect_history_undo (self->history);
  g_assert_cmpstr (identity (self, self->second), ==, "00:30:42:00:00:02");
  g_assert_false (dect_history_can_undo (self->history));
}

static void
test_find (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = dect_hardware_dup_shown (DECT_KIND_HANDSET, "0007701154842");
  g_autofree char *wrong = dect_hardware_dup_shown (DECT_KIND_HANDSET, "00x");

  g_assert_cmpuint (dect_hardware_find (self->site, DECT_KIND_RFP, "00:30:42:00:00:02", 0), ==,
                    self->second);
  g_assert_cmpuint (
      dect_hardware_find (self->site, DECT_KIND_RFP, "00:30:42:00:00:02", self->second), ==, 0);
  g_assert_cmpuint (dect_hardware_find (self->site, DECT_KIND_HANDSET, "0007701154842", 0), ==,
                    self->handset);
  g_assert_cmpstr (shown, ==, "00077 0115484 2");
  g_assert_cmpstr (wrong, ==, "00x");
  g_assert_null (dect_hardware_field (DECT_KIND_FLOOR));
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/model/hardware/replace", test_replace);
  ADD ("/model/hardware/undo", test_undo);
  ADD ("/model/hardware/first", test_first);
  ADD ("/model/hardware/refused", test_refused);
  ADD ("/model/hardware/take", test_take);
  ADD ("/model/hardware/find", test_find);

  return g_test_run ();
}

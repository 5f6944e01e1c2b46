/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

typedef struct
{
  DectSite *site;
  DectOmmLayout *layout;
  DectSecrets *secrets;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer kind)
{
  fixture->site = dect_site_new ();
  fixture->layout = dect_omm_layout_load (
      GPOINTER_TO_INT (kind) == DECT_KIND_RFP ? DECT_OMM_LAYOUT_RFP : DECT_OMM_LAYOUT_HANDSET,
      NULL);
  fixture->secrets = dect_secrets_new ();
}

static void
teardown (Fixture *fixture, gconstpointer kind)
{
  g_assert_finalize_object (fixture->site);
  dect_omm_layout_unref (fixture->layout);
  dect_secrets_free (fixture->secrets);
}

static guint32
add (Fixture *fixture, const char *pairs)
{
  DectRecord *record = dect_record_new (dect_omm_layout_get_kind (fixture->layout));

  test_record_set (record, pairs);
  return dect_history_put_one (dect_site_get_history (fixture->site), record, "add", NULL);
}

static void
change (Fixture *fixture, guint32 id, const char *pairs)
{
  DectRecord *record = dect_record_copy (dect_site_find_record (fixture->site, id));

  test_record_set (record, pairs);
  dect_history_put_one (dect_site_get_history (fixture->site), record, "change", NULL);
}

static void
drop (Fixture *fixture, guint32 id)
{
  DectHistory *history = dect_site_get_history (fixture->site);

  dect_history_begin (history, "remove", NULL);
  dect_history_remove (history, id);
  dect_history_commit (history);
}

static char *
join_ids (const GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (ids, guint32, i));
  return g_string_free (text, FALSE);
}

static void
assert_lists (Fixture *fixture,
              const char *added,
              const char *changed,
              const char *unchanged,
              const char *removed)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (DectOmmComparison) comparison = dect_omm_compare (snapshot, fixture->layout);
  g_autofree char *got_added = join_ids (comparison->added);
  g_autofree char *got_changed = join_ids (comparison->changed);
  g_autofree char *got_unchanged = join_ids (comparison->unchanged);
  g_autofree char *got_removed = g_strjoinv (" ", comparison->removed);

  g_assert_cmpstr (got_added, ==, added);
  g_assert_cmpstr (got_changed, ==, changed);
  g_assert_cmpstr (got_unchanged, ==, unchanged);
  g_assert_cmpstr (got_removed, ==, removed);
}

/* Writes what is new, or everything, and says that it was imported. */
static guint
import (Fixture *fixture, gboolean new_only, const char *deleted)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (DectOmmComparison) comparison = dect_omm_compare (snapshot, fixture->layout);
  g_autoptr (GHashTable) ids = dect_omm_comparison_new_ids (comparison);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_omm_write (snapshot, fixture->layout, fixture->secrets,
                                             new_only ? ids : NULL, NULL, &error);
  g_autoptr (DectOmmFile) file = NULL;
  const char *const removed[] = { deleted, NULL };

  g_assert_no_error (error);
  file = dect_omm_read (bytes, fixture->layout, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 0);
  return dect_omm_mark_imported (fixture->site, file, removed);
}

static void
test_three_imports (Fixture *fixture, gconstpointer data)
{
  guint32 lab = add (fixture, "mac=003042000001|name=Lab");
  guint32 hall = add (fixture, "mac=003042000002|name=Hall");
  guint32 attic;

  g_assert_cmpuint (lab, ==, 1);
  g_assert_cmpuint (hall, ==, 2);
  assert_lists (fixture, "1 2", "", "", "");
  g_assert_cmpuint (import (fixture, TRUE, NULL), ==, 2);
  assert_lists (fixture, "", "", "1 2", "");

  attic = add (fixture, "mac=003042000003|name=Attic");
  change (fixture, hall, "room=12");
  assert_lists (fixture, "3", "2", "1", "");
  /* Only the new one goes in; the changed one is still to be edited. */
  g_assert_cmpuint (import (fixture, TRUE, NULL), ==, 1);
  assert_lists (fixture, "", "2", "1 3", "");

  drop (fixture, lab);
  change (fixture, attic, "mac=003042000004");
  assert_lists (fixture, "3", "2", "", "003042000001 003042000003");
  g_assert_cmpuint (import (fixture, FALSE, "003042000001"), ==, 2);
  assert_lists (fixture, "", "", "2 3", "003042000003");

  /* What happened stays when the plan goes back. */
  dect_history_undo (dect_site_get_history (fixture->site));
  assert_lists (fixture, "", "", "2 3", "003042000004");
}

static void
test_handsets (Fixture *fixture, gconstpointer data)
{
  guint32 night = add (fixture, "ipei=0007701154842|number=401");
  guint32 spare = add (fixture, "number=402");

  dect_secrets_set (fixture->secrets, "0007701154842", DECT_SECRETS_AC, "4711");
  import (fixture, TRUE, NULL);
  assert_lists (fixture, "", "", "1 2", "");
  /* Secrets are not in the digest, so that nobody can try them out on the file. */
  dect_secrets_set (fixture->secrets, "0007701154842", DECT_SECRETS_AC, "4712");
  assert_lists (fixture, "", "", "1 2", "");
  change (fixture, night, "name=Night shift");
  change (fixture, spare, "ipei=1299901000410");
  assert_lists (fixture, "2", "1", "", "number:402");
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  DectLogEntry *entry;
  g_autofree char *file = NULL;
  g_autofree char *layout = NULL;

  add (fixture, "ipei=0007701154842|number=401");
  dect_secrets_set (fixture->secrets, "0007701154842", DECT_SECRETS_AC, "4711");
  import (fixture, TRUE, NULL);
  entry = dect_log_last (dect_site_get_log (fixture->site), "imported");
  file = dect_log_entry_dup_detail (entry, "file");
  layout = dect_log_entry_dup_detail (entry, "layout");
  g_assert_cmpstr (file, ==, "handset");
  g_assert_cmpstr (layout, ==, "pp-12");
  g_assert_nonnull (strstr (dect_log_entry_get_details (entry), "0007701154842"));
  g_assert_null (strstr (dect_log_entry_get_details (entry), "4711"));
}

/* The log comes from a file: what makes no sense in it counts for nothing. */
static void
test_hostile_log (Fixture *fixture, gconstpointer data)
{
  static const char *const details[] = {
    "{}",
    "{\"file\":\"rfp\"}",
    "{\"file\":3,\"keys\":{\"003042000001\":\"x\"}}",
    "{\"file\":\"handset\",\"keys\":{\"003042000001\":\"x\"}}",
    "{\"file\":\"rfp\",\"keys\":[1]}",
    "{\"file\":\"rfp\",\"removed\":[3,null,{}]}",
    "{\"file\":\"rfp\",\"removed\":\"003042000001\"}",
  };

  add (fixture, "mac=003042000001|name=Lab");
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    dect_log_append (dect_site_get_log (fixture->site), "imported", details[i]);
  assert_lists (fixture, "1", "", "", "");
  dect_log_append (dect_site_get_log (fixture->site), "imported",
                   "{\"file\":\"rfp\",\"layout\":\"gone\",\"keys\":{\"003042000001\":7}}");
  assert_lists (fixture, "", "1", "", "");
}

static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmComparison) comparison = NULL;

  add (fixture, "name=Without");
  snapshot = dect_site_snapshot (fixture->site);
  comparison = dect_omm_compare (snapshot, fixture->layout);
  g_assert_cmpuint (comparison->invalid->len, ==, 1);
  g_assert_cmpuint (comparison->added->len, ==, 0);
}

int
main (int argc, char **argv)
{
  gconstpointer rfp = GINT_TO_POINTER (DECT_KIND_RFP);
  gconstpointer handset = GINT_TO_POINTER (DECT_KIND_HANDSET);

  test_init (&argc, &argv);

  g_test_add ("/omm/imported/three-imports", Fixture, rfp, setup, test_three_imports, teardown);
  g_test_add ("/omm/imported/handsets", Fixture, handset, setup, test_handsets, teardown);
  g_test_add ("/omm/imported/log", Fixture, handset, setup, test_log, teardown);
  g_test_add ("/omm/imported/hostile-log", Fixture, rfp, setup, test_hostile_log, teardown);
  g_test_add ("/omm/imported/invalid", Fixture, rfp, setup, test_invalid, teardown);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-todo.h"
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
import (Fixture *fixture, gboolean new_only)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (DectOmmComparison) comparison = dect_omm_compare (snapshot, fixture->layout);
  g_autoptr (GHashTable) ids = dect_omm_comparison_new_ids (comparison);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_omm_write (snapshot, fixture->layout, fixture->secrets,
                                             new_only ? ids : NULL, NULL, &error);
  g_autoptr (DectOmmFile) file = NULL;

  g_assert_no_error (error);
  file = dect_omm_read (bytes, fixture->layout, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dect_omm_file_get_problems (file)->len, ==, 0);
  return dect_omm_mark_imported (fixture->site, file, "omm-rfp-r17.txt");
}

/* "key: text | path" of each thing to do, one a line. */
static void
assert_todo (Fixture *fixture, const char *expected)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (GPtrArray) todos
      = dect_omm_todo_list (snapshot, dect_omm_layout_get_kind (fixture->layout));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < todos->len; i++)
    {
      const DectOmmTodo *todo = g_ptr_array_index (todos, i);
      g_autofree char *words = dect_omm_todo_dup_text (todo);
      g_autofree char *path
          = dect_omm_todo_dup_path (todo, dect_snapshot_get_info (snapshot), NULL);

      g_string_append_printf (text, "%s: %s | %s\n", todo->title, words, path);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
tick (Fixture *fixture, const char *key, gboolean done)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (fixture->site);
  g_autoptr (GPtrArray) todos
      = dect_omm_todo_list (snapshot, dect_omm_layout_get_kind (fixture->layout));

  for (guint i = 0; i < todos->len; i++)
    {
      const DectOmmTodo *todo = g_ptr_array_index (todos, i);

      if (!g_str_equal (todo->key, key))
        continue;
      dect_omm_todo_tick (todo, fixture->site);
      if (!done)
        dect_omm_todo_untick (todo, fixture->site);
      return;
    }
  g_assert_not_reached ();
}

static void
set_release (Fixture *fixture, const char *release)
{
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (fixture->site));

  dect_set_str (&info->omm_release, release);
  dect_history_put_one (dect_site_get_history (fixture->site), DECT_RECORD (info), "release", NULL);
}

static void
test_three_imports (Fixture *fixture, gconstpointer data)
{
  guint32 lab = add (fixture, "mac=003042000001|name=Lab");
  guint32 hall = add (fixture, "mac=003042000002|name=Hall");
  guint32 attic;

  set_release (fixture, "8.1");
  g_assert_cmpuint (lab, ==, 1);
  g_assert_cmpuint (hall, ==, 2);
  assert_lists (fixture, "1 2", "", "", "");
  assert_todo (fixture, "");
  g_assert_cmpuint (import (fixture, TRUE), ==, 2);
  assert_lists (fixture, "", "", "1 2", "");

  attic = add (fixture, "mac=003042000003|name=Attic");
  change (fixture, hall, "name=Great hall|room=12|cluster=2");
  change (fixture, hall, "notes=no business of the OMM");
  assert_lists (fixture, "3", "2", "1", "");
  /* Only the new one goes in; the changed one is still to be edited. */
  g_assert_cmpuint (import (fixture, TRUE), ==, 1);
  assert_lists (fixture, "", "2", "1 3", "");
  assert_todo (fixture, "base station Great hall: Cluster: 1 → 2; Name: Hall → Great hall; "
                        "Room: – → 12 | Base Stations › Hall\n");

  drop (fixture, lab);
  change (fixture, attic, "mac=003042000004");
  assert_lists (fixture, "3", "2", "", "003042000001 003042000003");
  /* Everything goes in: the OMM refuses what it has, so the changed one stays as it is there. */
  g_assert_cmpuint (import (fixture, FALSE), ==, 1);
  assert_lists (fixture, "", "2", "3", "003042000001 003042000003");
  assert_todo (fixture,
               "base station Great hall: Cluster: 1 → 2; Name: Hall → Great hall; Room: – → 12 | "
               "Base Stations › Hall\n"
               "base station Lab (00:30:42:00:00:01): It is gone from the plan; delete it in the "
               "OMM. | Base Stations › Lab › Delete\n"
               "base station Attic (00:30:42:00:00:03): It is gone from the plan; delete it in "
               "the OMM. | Base Stations › Attic › Delete\n");
  /* A tick by mistake is taken back. */
  tick (fixture, "003042000002", FALSE);
  tick (fixture, "003042000001", FALSE);
  assert_lists (fixture, "", "2", "3", "003042000001 003042000003");
  tick (fixture, "003042000002", TRUE);
  tick (fixture, "003042000001", TRUE);
  assert_lists (fixture, "", "", "2 3", "003042000003");

  /* What happened stays when the plan goes back; what is planned again must be imported again. */
  dect_history_undo (dect_site_get_history (fixture->site));
  assert_lists (fixture, "", "", "2 3", "003042000004");
  dect_history_undo (dect_site_get_history (fixture->site));
  assert_lists (fixture, "1", "", "2 3", "003042000004");
  change (fixture, hall, "name=Hall");
  set_release (fixture, "2.1");
  assert_todo (fixture,
               "base station Hall: Name: Great hall → Hall | Radio Fixed Parts › Great hall\n"
               "base station Attic (00:30:42:00:00:04): It is gone from the plan; delete it in "
               "the OMM. | Radio Fixed Parts › Attic › Delete\n");
}

/* Logs of earlier versions know that a record changed, and not in what; a tick tells the rest. */
static void
test_old_log (Fixture *fixture, gconstpointer data)
{
  add (fixture, "mac=003042000001|name=Lab");
  set_release (fixture, "8.1");
  dect_log_append (dect_site_get_log (fixture->site), "imported",
                   "{\"file\":\"rfp\",\"layout\":\"rfp-16\",\"keys\":{\"003042000001\":\"00\"}}");
  assert_lists (fixture, "", "1", "", "");
  assert_todo (fixture, "base station Lab: It has changed since it was imported; compare each of "
                        "its fields. | Base Stations › 00:30:42:00:00:01\n");
  tick (fixture, "003042000001", FALSE);
  assert_lists (fixture, "", "1", "", "");
  tick (fixture, "003042000001", TRUE);
  assert_lists (fixture, "", "", "1", "");
  change (fixture, 1, "name=Labor");
  assert_lists (fixture, "", "1", "", "");
}

static void
test_handsets (Fixture *fixture, gconstpointer data)
{
  guint32 night = add (fixture, "ipei=0007701154842|number=401");
  guint32 spare = add (fixture, "number=402");

  dect_secrets_set (fixture->secrets, "0007701154842", DECT_SECRETS_AC, "4711");
  import (fixture, TRUE);
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
  import (fixture, TRUE);
  entry = dect_log_last (dect_site_get_log (fixture->site), "imported");
  file = dect_log_entry_dup_detail (entry, "file");
  layout = dect_log_entry_dup_detail (entry, "layout");
  g_assert_cmpstr (file, ==, "handset");
  g_assert_cmpstr (layout, ==, "pp-12");
  g_assert_nonnull (strstr (dect_log_entry_get_details (entry), "0007701154842"));
  g_assert_null (strstr (dect_log_entry_get_details (entry), "4711"));
  g_assert_null (strstr (dect_log_entry_get_details (entry), "sip_password"));
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
    "{\"file\":\"rfp\",\"fields\":{},\"keys\":[]}",
    "{\"file\":\"handset\",\"fields\":[\"name\"],\"keys\":{\"003042000001\":[\"Lab\"]}}",
  };

  add (fixture, "mac=003042000001|name=Lab");
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    dect_log_append (dect_site_get_log (fixture->site), "imported", details[i]);
  assert_lists (fixture, "1", "", "", "");
  dect_log_append (dect_site_get_log (fixture->site), "imported",
                   "{\"file\":\"rfp\",\"layout\":\"gone\",\"keys\":{\"003042000001\":7}}");
  assert_lists (fixture, "", "1", "", "");
  dect_log_append (dect_site_get_log (fixture->site), "edited",
                   "{\"file\":\"rfp\",\"fields\":[7,\"name\",\"nonsense\"],"
                   "\"keys\":{\"003042000001\":[\"x\",\"Lab\"]}}");
  assert_lists (fixture, "", "", "1", "");
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

/* A handset goes by its number, its IPEI behind it; one without IPEI by the number alone, one
 * without a number by its IPEI. */
static void
test_handsets_gone (Fixture *fixture, gconstpointer data)
{
  guint32 night = add (fixture, "ipei=0007701154842|number=401");
  guint32 spare = add (fixture, "number=402");
  guint32 silent = add (fixture, "ipei=0007701154853|name=Silent");

  set_release (fixture, "8.1");
  import (fixture, TRUE);
  drop (fixture, night);
  drop (fixture, spare);
  drop (fixture, silent);
  assert_todo (fixture,
               "handset 401 (00077 0115484 2): It is gone from the plan; delete it in the OMM. | "
               "DECT Phones › 401 › Delete\n"
               "handset 00077 0115485 3: It is gone from the plan; delete it in the OMM. | "
               "DECT Phones › 00077 0115485 3 › Delete\n"
               "handset 402: It is gone from the plan; delete it in the OMM. | "
               "DECT Phones › 402 › Delete\n");
}

/* Yes and no, and the building, in words. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  DectHistory *history = dect_site_get_history (fixture->site);
  DectRecord *building = dect_record_new (DECT_KIND_BUILDING);
  DectRecord *floor = dect_record_new (DECT_KIND_FLOOR);
  g_autofree char *pairs = NULL;
  guint32 id;

  test_record_set (building, "name=House A");
  id = dect_history_put_one (history, building, "add", NULL);
  pairs = g_strdup_printf ("name=Ground|building=#%u|level=0", id);
  test_record_set (floor, pairs);
  id = dect_history_put_one (history, floor, "add", NULL);
  set_release (fixture, "8.1");
  guint32 lab = add (fixture, "mac=003042000001|name=Lab");
  import (fixture, TRUE);
  g_free (pairs);
  pairs = g_strdup_printf ("floor=#%u|preferred_sync=1|dect_on=0", id);
  change (fixture, lab, pairs);
  assert_todo (fixture,
               "base station Lab: Building: – → House A; DECT on: yes → no; Floor: – → Ground; "
               "Preferred sync: no → yes | Base Stations › Lab\n");
}

int
main (int argc, char **argv)
{
  gconstpointer rfp = GINT_TO_POINTER (DECT_KIND_RFP);
  gconstpointer handset = GINT_TO_POINTER (DECT_KIND_HANDSET);

  test_init (&argc, &argv);

  g_test_add ("/omm/imported/three-imports", Fixture, rfp, setup, test_three_imports, teardown);
  g_test_add ("/omm/imported/old-log", Fixture, rfp, setup, test_old_log, teardown);
  g_test_add ("/omm/imported/handsets", Fixture, handset, setup, test_handsets, teardown);
  g_test_add ("/omm/imported/log", Fixture, handset, setup, test_log, teardown);
  g_test_add ("/omm/imported/hostile-log", Fixture, rfp, setup, test_hostile_log, teardown);
  g_test_add ("/omm/imported/invalid", Fixture, rfp, setup, test_invalid, teardown);
  g_test_add ("/omm/imported/handsets-gone", Fixture, handset, setup, test_handsets_gone, teardown);
  g_test_add ("/omm/imported/words", Fixture, rfp, setup, test_words, teardown);
  return g_test_run ();
}

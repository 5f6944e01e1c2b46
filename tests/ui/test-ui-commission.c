/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "check/dect-check.h"
#include "dect-application.h"
#include "dect-commission-log.h"
#include "dect-commission-page.h"
#include "dect-conflict-view.h"
#include "dect-connect-view.h"
#include "dect-files-view.h"
#include "dect-journal-view.h"
#include "dect-push-view.h"
#include "dect-review-view.h"
#include "dect-step-view.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

/* --- Helpers ------------------------------------------------------------------------------------- */

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectCommissionPage *page;
  DectPbxSession *session;
} Fixture;

static gpointer
find (GtkWidget *root, GType type)
{
  gpointer found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  fixture->document = dect_document_new_for_site (site);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->page = find (GTK_WIDGET (fixture->window), DECT_TYPE_COMMISSION_PAGE);
  fixture->session = dect_commission_page_get_session (fixture->page);
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  DectPbxSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  g_object_unref (fixture->document);
  while (session != NULL)
    g_main_context_iteration (NULL, TRUE);
  /* The embedded PBX ends in its own time. */
  for (guint i = 0; i < 40; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
}

static void
wait (Fixture *fixture)
{
  while (dect_pbx_session_get_task (fixture->session) != DECT_SESSION_NOTHING)
    g_main_context_iteration (NULL, TRUE);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
  wait (fixture);
}

static void
act_on (Fixture *fixture, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, "s", target));
  wait (fixture);
}

static void
connect_embedded (Fixture *fixture)
{
  dect_connect_view_choose_embedded (find (GTK_WIDGET (fixture->page), DECT_TYPE_CONNECT_VIEW));
  act (fixture, "commission.connect");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_CONNECT));
  g_assert_nonnull (dect_pbx_session_get_info (fixture->session));
}

static guint
count_events (Fixture *fixture, const char *event)
{
  GListModel *log = G_LIST_MODEL (dect_site_get_log (dect_document_get_site (fixture->document)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (log, i);

      n += g_str_equal (dect_log_entry_get_event (dect_log_item_get_entry (item)), event);
    }
  return n;
}

static void
change_rfp (Fixture *fixture, guint i, const char *name, const char *mac)
{
  DectSite *site = dect_document_get_site (fixture->document);
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, DECT_KIND_RFP), i);
  DectRfp *rfp = dect_rfp_copy (DECT_RFP (dect_item_get_record (item)));

  if (name != NULL)
    dect_set_str (&rfp->name, name);
  if (mac != NULL)
    dect_set_str (&rfp->mac, *mac != '\0' ? mac : NULL);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (rfp), "Change", NULL);
  g_main_context_iteration (NULL, FALSE);
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
}

/* --- Steps and their log ------------------------------------------------------------------------- */

static void
test_steps (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  DectStep step;
  g_autofree char *text
      = dect_step_dup_click (DECT_STEP_RFP_IMPORT, 1, "Base Stations", "DECT Phones");

  for (guint i = 0; i < DECT_N_STEPS; i++)
    {
      g_assert_true (dect_step_from_id (dect_step_info ((DectStep) i)->id, &step));
      g_assert_cmpuint (step, ==, i);
    }
  g_assert_false (dect_step_from_id ("nonsense", &step));
  g_assert_false (dect_step_from_id (NULL, &step));
  g_assert_null (dect_step_dup_click (DECT_STEP_CHECK, 0, "", ""));

  /* The pages of the OMM have the names of its release. */
  g_assert_nonnull (strstr (text, "Open Base Stations and press"));
}

static void
test_log (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  DectLog *log = dect_site_get_log (site);
  DectStepState states[DECT_N_STEPS];

  dect_commission_tick (site, DECT_STEP_MASTER, TRUE);
  dect_commission_tick (site, DECT_STEP_MASTER, TRUE);
  dect_commission_tick (site, DECT_STEP_OMM, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 1);
  dect_log_append (log, "tick", "{\"step\": \"of another version\"}");
  dect_log_append (log, "tick", "{\"step\": 3}");
  dect_log_append (log, "tick", NULL);
  dect_commission_read (site, states);
  g_assert_true (states[DECT_STEP_MASTER].done);
  g_assert_cmpint (states[DECT_STEP_MASTER].time, >, 0);
  g_assert_false (states[DECT_STEP_OMM].done);

  dect_commission_tick (site, DECT_STEP_MASTER, FALSE);
  dect_commission_read (site, states);
  g_assert_false (states[DECT_STEP_MASTER].done);
  g_assert_cmpint (states[DECT_STEP_MASTER].time, ==, 0);

  /* What is read again from a file is the same. */
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSite) again = NULL;
  dect_commission_tick (site, DECT_STEP_SIGN, TRUE);
  snapshot = dect_site_snapshot (site);
  again = dect_site_new_from_snapshot (snapshot);
  dect_commission_read (again, states);
  g_assert_true (states[DECT_STEP_SIGN].done);
  g_assert_false (states[DECT_STEP_MASTER].done);
}

/* --- The page ------------------------------------------------------------------------------------ */

static void
test_tick (Fixture *fixture, gconstpointer data)
{
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_CHECK));
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_MASTER));
  act_on (fixture, "commission.tick", "master");
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_MASTER));
  g_assert_true (dect_document_get_modified (fixture->document));
  act_on (fixture, "commission.tick", "master");
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_MASTER));

  /* What the program can see is not ticked by hand. */
  act_on (fixture, "commission.tick", "push");
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_PUSH));

  /* Undo does not touch what happened. */
  act_on (fixture, "commission.tick", "ports");
  g_assert_false (dect_history_can_undo (dect_document_get_history (fixture->document)));
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  change_rfp (fixture, 1, NULL, "00:30:42");
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_CHECK));
  dect_history_undo (dect_document_get_history (fixture->document));
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_CHECK));
}

static void
test_push (Fixture *fixture, gconstpointer data)
{
  DectReviewView *review_view = find (GTK_WIDGET (fixture->page), DECT_TYPE_REVIEW_VIEW);
  DectDifferenceView *table = dect_review_view_get_table (review_view);
  DectPushView *push_view = find (GTK_WIDGET (fixture->page), DECT_TYPE_PUSH_VIEW);
  guint n_records;

  connect_embedded (fixture);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_CONNECT));
  act (fixture, "commission.review");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  n_records = dect_difference_view_count (table, DECT_DIFFERENCE_NEW);
  g_assert_cmpuint (n_records, >, 2);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_N_DIFFERENCES), ==, n_records);
  g_assert_true (dect_push_view_can_push (push_view));
  g_assert_cmpuint (count_events (fixture, "push"), ==, 0);

  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));
  g_assert_cmpuint (dect_pbx_session_get_pushed (fixture->session)->revision, ==, 1);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_PUSH));
  g_assert_cmpuint (count_events (fixture, "push"), ==, 1);

  /* The second time everything is there. */
  act (fixture, "commission.review");
  g_assert_true (
      dect_pbx_diff_is_empty (dect_pbx_session_get_review (fixture->session)->result->diff));
  g_assert_cmpuint (dect_pbx_session_get_review (fixture->session)->result->diff->n_keep, ==,
                    n_records);
  g_assert_cmpuint (dect_difference_view_count (table, DECT_N_DIFFERENCES), ==, 0);
  act (fixture, "commission.push");
  g_assert_cmpuint (dect_pbx_session_get_pushed (fixture->session)->revision, ==, 1);
  g_assert_cmpuint (count_events (fixture, "push"), ==, 1);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  DectPushView *push_view = find (GTK_WIDGET (fixture->page), DECT_TYPE_PUSH_VIEW);
  DectReviewView *review_view = find (GTK_WIDGET (fixture->page), DECT_TYPE_REVIEW_VIEW);
  DectDifferenceView *table = dect_review_view_get_table (review_view);

  connect_embedded (fixture);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  act (fixture, "commission.review");
  change_rfp (fixture, 1, "Renamed", NULL);
  g_assert_true (dect_pbx_session_review_is_stale (fixture->session));
  g_assert_false (dect_push_view_can_push (push_view));
  act (fixture, "commission.review");
  g_assert_cmpuint (dect_difference_view_count (table, DECT_DIFFERENCE_CHANGED), ==, 1);
  g_autoptr (DectDifference) row
      = g_list_model_get_item (dect_difference_view_get_shown (table), 0);
  g_autofree char *after = NULL;
  g_object_get (row, "after", &after, NULL);
  g_assert_cmpstr (after, ==, "Name: Renamed");
  g_assert_true (dect_push_view_can_push (push_view));
}

static void
test_override (Fixture *fixture, gconstpointer data)
{
  DectPushView *push_view = find (GTK_WIDGET (fixture->page), DECT_TYPE_PUSH_VIEW);
  DectOverrideList *overrides = dect_push_view_get_overrides (push_view);
  g_auto (GStrv) blocking = NULL;
  g_autofree char *reason = NULL;

  connect_embedded (fixture);
  change_rfp (fixture, 1, NULL, "");
  act (fixture, "commission.review");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
  g_assert_cmpuint (dect_pbx_session_get_review (fixture->session)->left_out->len, ==, 1);
  blocking = dect_override_list_list_blocking (overrides);
  g_assert_cmpuint (g_strv_length (blocking), ==, 1);
  g_assert_cmpstr (blocking[0], ==, "mac-missing");

  /* A push that is blocked leads to what blocks it, and sends nothing. */
  act (fixture, "commission.push");
  g_assert_null (dect_pbx_session_get_pushed (fixture->session));
  dect_override_list_override (overrides, "mac-missing", "it comes on Monday");
  g_assert_true (dect_push_view_can_push (push_view));
  act (fixture, "commission.push");
  g_assert_nonnull (dect_pbx_session_get_pushed (fixture->session));
  g_assert_cmpuint (count_events (fixture, "accept"), ==, 1);
  reason = dect_log_entry_dup_detail (
      dect_log_last (dect_site_get_log (dect_document_get_site (fixture->document)), "accept"),
      "reason");
  g_assert_cmpstr (reason, ==, "it comes on Monday");
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  /* A button that names an action is as sensitive as that. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_insert_before (button, GTK_WIDGET (fixture->page), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return enabled;
}

static char *
rfp_name (Fixture *fixture, guint i)
{
  DectSite *site = dect_document_get_site (fixture->document);
  g_autoptr (DectItem) item = g_list_model_get_item (dect_site_list (site, DECT_KIND_RFP), i);

  return DECT_RFP (dect_item_get_record (item))->name;
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  const DectPbxReview *review;
  GtkWidget *conflicts;
  Fixture other = { 0 };

  /* Two windows on one database: the other one pushes first. */
  set_up (&other, NULL);
  connect_embedded (fixture);
  connect_embedded (&other);
  act (fixture, "commission.review");
  change_rfp (&other, 2, "Elsewhere", NULL);
  act (&other, "commission.review");
  act (&other, "commission.push");
  g_assert_nonnull (dect_pbx_session_get_pushed (other.session));
  act (fixture, "commission.push");
  g_assert_error ((GError *) dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH),
                  DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_PUSH));

  /* It was looked at again by itself; nothing goes before it is decided. */
  review = dect_pbx_session_get_review (fixture->session);
  g_assert_nonnull (review);
  g_assert_nonnull (review->merge);
  g_assert_cmpuint (review->merge->conflicts->len, ==, 1);
  g_assert_false (is_enabled (fixture, "commission.push"));
  g_assert_false (is_enabled (fixture, "commission.merge"));
  conflicts = find (GTK_WIDGET (fixture->page), DECT_TYPE_CONFLICT_VIEW);
  g_assert_true (gtk_widget_get_mapped (conflicts) || gtk_widget_get_visible (conflicts));
  dect_conflict_view_choose_all (DECT_CONFLICT_VIEW (conflicts), DECT_PBX_CHOICE_THEIRS);
  g_assert_true (is_enabled (fixture, "commission.merge"));
  act (fixture, "commission.merge");

  /* Theirs is in the plan, as one step; the rest of the plan is as before. */
  g_assert_cmpstr (rfp_name (fixture, 2), ==, "Elsewhere");
  g_assert_null (dect_pbx_session_get_review (fixture->session)->merge);
  g_assert_true (
      dect_pbx_diff_is_empty (dect_pbx_session_get_review (fixture->session)->result->diff));
  dect_history_undo (dect_site_get_history (dect_document_get_site (fixture->document)));
  g_assert_cmpstr (rfp_name (fixture, 2), !=, "Elsewhere");

  /* Undone, the plan differs from the PBX again, and that is no conflict any more: it was decided.
   */
  act (fixture, "commission.review");
  g_assert_null (dect_pbx_session_get_review (fixture->session)->merge);
  g_assert_cmpuint (dect_pbx_session_get_review (fixture->session)->result->diff->n_update, ==, 1);
  act (fixture, "commission.push");
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_PUSH));

  /* The journal tells both: the push that met the other's, and the one that went. */
  g_assert_cmpuint (count_events (fixture, "push"), ==, 1);
  g_assert_cmpuint (count_events (fixture, "push-failed"), ==, 1);
  g_assert_cmpuint (
      dect_journal_view_count (find (GTK_WIDGET (fixture->page), DECT_TYPE_JOURNAL_VIEW)), ==, 2);
  tear_down (&other, NULL);
}

static void
assert_private_file (const DectOmmDownload *file)
{
  GStatBuf info;

  g_assert_nonnull (file->path);
  g_assert_cmpint (g_stat (file->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (info.st_size, ==, g_bytes_get_size (file->bytes));
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-files-XXXXXX", NULL);
  const DectOmmDownload *rfps = dect_pbx_session_get_file (fixture->session, DECT_KIND_RFP);
  const DectOmmDownload *handsets = dect_pbx_session_get_file (fixture->session, DECT_KIND_HANDSET);
  g_autoptr (GBytes) local = NULL;

  dect_pbx_session_write_files (fixture->session, folder, FALSE);
  wait (fixture);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_FILES));
  assert_private_file (rfps);
  assert_private_file (handsets);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_FILES));
  g_assert_cmpuint (count_events (fixture, "export"), ==, 2);
  local = g_bytes_ref (rfps->bytes);

  /* The PBX gives the same file. */
  connect_embedded (fixture);
  act (fixture, "commission.review");
  act (fixture, "commission.push");
  dect_pbx_session_fetch_files (fixture->session, folder);
  wait (fixture);
  g_assert_no_error (dect_pbx_session_get_error (fixture->session, DECT_SESSION_FILES));
  g_assert_true (g_bytes_equal (local, rfps->bytes));
  assert_private_file (rfps);

  /* Each import is confirmed by itself. */
  act_on (fixture, "commission.imported", "rfp");
  g_assert_true (rfps->imported);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_RFP_IMPORT));
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_HANDSET_IMPORT));
  g_assert_cmpuint (count_events (fixture, "imported"), ==, 1);
  act_on (fixture, "commission.tick", "handset-import");
  g_assert_true (handsets->imported);
  g_assert_cmpuint (count_events (fixture, "imported"), ==, 2);
  dect_pbx_session_write_files (fixture->session, folder, TRUE);
  wait (fixture);
  g_assert_cmpuint (rfps->n_records, ==, 0);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  dect_pbx_session_write_files (fixture->session, "/dev/null/none", FALSE);
  wait (fixture);
  g_assert_nonnull (dect_pbx_session_get_error (fixture->session, DECT_SESSION_FILES));
  g_assert_null (dect_pbx_session_get_file (fixture->session, DECT_KIND_RFP)->path);
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_FILES));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  connect_embedded (fixture);
  dect_pbx_session_review (fixture->session, FALSE);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "commission.cancel", NULL));
  wait (fixture);
  g_assert_null (dect_pbx_session_get_error (fixture->session, DECT_SESSION_REVIEW));
}

/* Each test has a database of its own. */
static void
isolated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *db = g_build_filename (g_get_user_data_dir (), "handover", "pbx.db", NULL);
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (db, suffixes[i], NULL);

      g_unlink (path);
    }
  set_up (fixture, data);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("handover-ui-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/commission/steps", test_steps);
  g_test_add_func ("/ui/commission/log", test_log);
  g_test_add ("/ui/commission/tick", Fixture, NULL, isolated, test_tick, tear_down);
  g_test_add ("/ui/commission/check", Fixture, NULL, isolated, test_check, tear_down);
  g_test_add ("/ui/commission/push", Fixture, NULL, isolated, test_push, tear_down);
  g_test_add ("/ui/commission/stale", Fixture, NULL, isolated, test_stale, tear_down);
  g_test_add ("/ui/commission/override", Fixture, NULL, isolated, test_override, tear_down);
  g_test_add ("/ui/commission/conflict", Fixture, NULL, isolated, test_conflict, tear_down);
  g_test_add ("/ui/commission/files", Fixture, NULL, isolated, test_files, tear_down);
  g_test_add ("/ui/commission/no-folder", Fixture, NULL, isolated, test_no_folder, tear_down);
  g_test_add ("/ui/commission/cancel", Fixture, NULL, isolated, test_cancel, tear_down);

  return g_test_run ();
}
